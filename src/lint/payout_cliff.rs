//! A payout jumps at a threshold: a small sale more is worth a large sum.

use crate::base::id::IncentiveId;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Events, Given, Value};
use crate::lint::edge_words::{amount, money, shown, side, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::payout::measure::Condition;
use crate::payout::test::Test;
use crate::semantics::bounds::edge::Cliff;

/// The lint.
pub static LINT: Lint = Lint {
    name: "payout-cliff",
    title: "Payout cliff",
    level: Level::Warn,
    summary: "A payout jumps at a threshold, so that one small sale is worth a large sum.",
    page: include_str!("payout_cliff.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(cliffs) = context.cliffs() else {
        return Vec::new();
    };
    let count = context.program.incentives.len();
    let ids = (0..count).filter_map(|at| u16::try_from(at).ok());
    ids.map(IncentiveId)
        .filter_map(|id| {
            let own = cliffs.iter().filter(|cliff| cliff.place.incentive == id);
            own.filter(|cliff| cliff.before.amount > 0)
                .max_by_key(|cliff| jump(cliff))
        })
        .map(|cliff| found(context, cliff))
        .collect()
}

fn jump(cliff: &Cliff) -> i128 {
    cliff.after.paid.saturating_sub(cliff.before.paid)
}

/// What to write where a table is paid whole; below, where it is not, where steps are counted, and at a gate.
const WHOLE: &str = "write `rate marginal`, put more bands between, or set the level to allow where \
    the jump is meant";
const BANDS: &str = "put more bands between, or set the level to allow where the jump is meant";
const STEPS: &str = "write a smaller step, or `in proportion to` in place of `per whole`, or set the level to allow where \
    the jump is meant";
const RATE_AT_A_GATE: &str = "leave the gate out and write `rate marginal` with a first band of 0% up to it, so that only what lies above is \
    paid on, or set the level to allow where the jump is meant";
const AT_A_GATE: &str =
    "ask for less, pay less at once, or set the level to allow where the jump is meant";

fn found(context: &Context, cliff: &Cliff) -> Problem {
    let program = context.program;
    let place = &cliff.place;
    let incentive = program.incentive(place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!(
        "`{name}` jumps by {} at {} for {}",
        money(program, jump(cliff)),
        amount(program, place, cliff.after.amount),
        whom(program, place),
    );
    let (span, help) = jumping(context, cliff);
    let problem = LINT
        .found(span, message)
        .cost(format!(
            "{}, and {}",
            side(program, place, &cliff.before),
            side(program, place, &cliff.after)
        ))
        .fact("jump", jump(cliff))
        .help(help);
    shown(program, problem, cliff.confirmed, place, &cliff.after)
}

/// Where the clause stands that jumps, and what to write there: the gate that opens, else what is paid.
fn jumping(context: &Context, cliff: &Cliff) -> (Option<Span>, &'static str) {
    let declared = context
        .program
        .incentive(cliff.place.incentive)
        .map(|incentive| &incentive.declared);
    let Some((declared, block)) =
        declared.and_then(|declared| Some((declared, context.block(&declared.name)?)))
    else {
        return (None, BANDS);
    };
    let clauses = &block.terms.clauses;
    let paid = clauses
        .iter()
        .find(|given| ["rate", "amount", "accrue"].contains(&given.word));
    // A gate that is closed lets nothing through.
    let mut gates = clauses.iter().filter(|given| opens(given, cliff));
    let gate = gates.next().filter(|_| cliff.before.paid == 0);
    if let Some(gate) = gate {
        let by_rate = paid.is_some_and(|paid| paid.word == "rate" && paid.table.is_none());
        let of_period = cliff.place.measure.is_some() && gate.word != "on";
        return match by_rate && of_period {
            true => (Some(gate.span), RATE_AT_A_GATE),
            false => (Some(gate.span), AT_A_GATE),
        };
    }
    match paid {
        Some(paid) => (Some(paid.span), help_of(paid)),
        None => (context.span(declared.origin), AT_A_GATE),
    }
}

fn help_of(paid: &Given) -> &'static str {
    match (paid.table.is_some(), paid.value.word()) {
        (true, Some("whole")) if paid.word == "rate" => WHOLE,
        (true, _) => BANDS,
        (false, _) if paid.says("per whole") => STEPS,
        (false, _) => AT_A_GATE,
    }
}

/// Whether a clause begins to hold at the edge.
fn opens(given: &Given, cliff: &Cliff) -> bool {
    let at = |asked: Ratio| {
        Ratio::whole(cliff.before.amount) <= asked && asked <= Ratio::whole(cliff.after.amount)
    };
    if let Value::Test(test) = &given.value {
        return reaches(test, &at);
    }
    if let Value::Events(Events { selector, .. }) = &given.value {
        return selector
            .all
            .iter()
            .any(|it| matches!(it, Condition::AtLeast(_, least) if at(Ratio::whole(*least))));
    }
    false
}

/// Whether a threshold of a test lies at the edge.
fn reaches(test: &Test, at: &impl Fn(Ratio) -> bool) -> bool {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().any(|part| reaches(part, at)),
        Test::Not(part) => reaches(part, at),
        Test::Compare { threshold, .. } => {
            let mut amounts = threshold.amounts.iter().flatten();
            amounts.any(|amount| at(*amount))
        }
        Test::OnDays(asked) => reaches(&asked.test, at),
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::InYears(_)
        | Test::Partner(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => false,
    }
}
