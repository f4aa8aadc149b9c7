//! A requirement of a tier, or a condition of an incentive, asks for what is always so.

use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::Value;
use crate::lint::requirement::{Compared, amount_words, compared, figure_words};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::model::standing::{Requirement, Tier};
use crate::payout::test::Test;
use crate::semantics::extent::Extent;

/// The lint.
pub static LINT: Lint = Lint {
    name: "requirement-always-met",
    title: "Requirement that is always met",
    level: Level::Warn,
    summary: "A requirement of a tier, or a condition of an incentive, asks for at least nothing, or for at most all there is.",
    page: include_str!("requirement_always_met.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    let incentives = context.program.incentives.iter();
    let of_tiers = tiers.flat_map(|tier| of_tier(context, tier));
    of_tiers
        .chain(incentives.flat_map(|incentive| of_incentive(context, incentive)))
        .collect()
}

fn of_tier(context: &Context, tier: &Tier) -> Vec<Problem> {
    let mut all: Vec<&Requirement> = tier
        .paths()
        .flat_map(|path| path.earn.iter().chain(&path.keep))
        .collect();
    // What keeps a tier is what earns it where nothing else is said.
    all.sort_by_key(|each| context.span(each.origin));
    all.dedup_by_key(|each| context.span(each.origin));
    let name = &tier.declared.name;
    let asked = all.into_iter().filter_map(|each| {
        let asked = compared(each)?;
        Some((context.span(each.origin), asked))
    });
    let met = asked.filter(|(_, asked)| is_always_met(context.program, *asked));
    met.map(|(place, asked)| {
        found(context, place, asked, "a requirement", name).cost(format!(
            "partners read it as a condition of `{name}`, and it keeps nobody out"
        ))
    })
    .collect()
}

fn of_incentive(context: &Context, incentive: &Incentive) -> Vec<Problem> {
    let name = &incentive.declared.name;
    let Some(block) = context.block(name) else {
        return Vec::new();
    };
    let words = ["open when", "needs"].into_iter();
    let clauses = words.flat_map(|word| block.terms.all(word));
    let mut problems = Vec::new();
    for given in clauses {
        if let Value::Test(test) = &given.value {
            let met = always_met(context.program, test);
            problems.extend(met.map(|asked| {
                found(context, Some(given.span), asked, "a condition", name).cost(format!(
                    "partners read it as a condition of `{name}`, and everybody meets it"
                ))
            }));
        }
    }
    problems
}

/// A comparison that always holds, and that a test could do without or always holds by.
fn always_met<'t>(program: &Program, test: &'t Test) -> Option<Compared<'t>> {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts.iter().find_map(|part| always_met(program, part))
        }
        Test::Compare {
            figure,
            comparison,
            threshold,
        } => Some(Compared {
            figure,
            comparison: *comparison,
            threshold,
        })
        .filter(|asked| is_always_met(program, *asked)),
        Test::Not(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => None,
    }
}

fn is_always_met(program: &Program, asked: Compared) -> bool {
    let extent = Extent::of(program, asked.figure);
    let mut amounts = asked.threshold.amounts.iter();
    amounts.all(|amount| {
        amount.is_some_and(|amount| Extent::compared(asked.comparison, amount).holds(extent))
    })
}

fn found(
    context: &Context,
    place: Option<Span>,
    asked: Compared,
    what: &str,
    name: &str,
) -> Problem {
    let figure = figure_words(asked.figure, context.program);
    let amount = asked.threshold.amounts.iter().flatten().max();
    let amount = amount.map_or(String::new(), |amount| {
        amount_words(*amount, asked.threshold.unit)
    });
    let sign = asked.comparison.sign();
    LINT.found(
        place,
        format!(
            "{what} of `{name}` is always met: {figure} is {sign} {amount} whatever a partner does"
        ),
    )
    .help("write the amount that is meant, or take the line out")
}
