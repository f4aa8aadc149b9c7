//! A requirement of a tier asks for at least nothing.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::requirement::compared;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::standing::{Requirement, Tier};
use crate::payout::measure::{Figure, Measure, Measured};
use crate::payout::test::Comparison;

/// The lint.
pub static LINT: Lint = Lint {
    name: "requirement-always-met",
    title: "Requirement that is always met",
    level: Level::Warn,
    summary: "A requirement of a tier asks for at least nothing.",
    page: include_str!("requirement_always_met.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    tiers.flat_map(|tier| of_tier(context, tier)).collect()
}

fn of_tier(context: &Context, tier: &Tier) -> Vec<Problem> {
    let mut all: Vec<&Requirement> = tier
        .paths()
        .flat_map(|path| path.earn.iter().chain(&path.keep))
        .collect();
    // What keeps a tier is what earns it where nothing else is said.
    all.sort_by_key(|each| context.span(each.origin));
    all.dedup_by_key(|each| context.span(each.origin));
    let met = all.into_iter().filter(|each| is_always_met(context, each));
    met.map(|each| {
        let name = &tier.declared.name;
        let message =
            format!("a requirement of `{name}` asks for at least nothing, and is always met");
        LINT.found(context.span(each.origin), message)
            .cost(format!(
                "partners read it as a condition of `{name}`, and it keeps nobody out"
            ))
            .help("write the amount that is meant, or take the line out")
    })
    .collect()
}

fn is_always_met(context: &Context, requirement: &Requirement) -> bool {
    let Some(asked) = compared(requirement) else {
        return false;
    };
    let Figure::Reading(reading) = asked.figure else {
        return false;
    };
    // One measure less another can be below nothing.
    let may_fall_below = match reading.measure {
        Measured::Measure(id) => context
            .program
            .measure(id)
            .is_none_or(|held| matches!(held.measure, Measure::Less(..))),
        Measured::Field(_) | Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
    };
    let mut amounts = asked.threshold.amounts.iter();
    asked.comparison == Comparison::AtLeast
        && !may_fall_below
        && amounts.all(|amount| amount.is_some_and(|amount| amount <= Ratio::ZERO))
}
