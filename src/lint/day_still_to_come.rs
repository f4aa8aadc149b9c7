//! An incentive asks what holds on a day that comes after its award is reckoned.

use std::collections::BTreeSet;

use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Value};
use crate::lint::requirement::as_of_words;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::table::AsOf;
use crate::semantics::to_come::{by_test, days_to_come};
use crate::semantics::walk::pays_events;

/// The lint.
pub static LINT: Lint = Lint {
    name: "day-still-to-come",
    title: "Asked before its day",
    level: Level::Warn,
    summary: "An incentive asks what holds on a day that comes after its award is reckoned.",
    page: include_str!("day_still_to_come.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives.filter_map(|it| found(context, it)).collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let days = days_to_come(context.program, &incentive.payout);
    let day = as_of_words(*days.first()?);
    let name = &incentive.declared.name;
    let (when, help) = if pays_events(&incentive.payout) {
        (
            "when it is known what is paid for",
            "write `as of sale date`, or the start of a period: `as of quarter start`; or pay for a whole period, such as: on bookings in quarter",
        )
    } else {
        (
            "at the end of its period",
            "write the end of the period that is paid for, or `as of sale date`",
        )
    };
    let message = format!(
        "`{name}` asks what holds at {day}, and is reckoned before it, {when}: what is known of that day by then counts"
    );
    let place = asking(context, incentive, &days);
    Some(
        LINT.found(place, message)
            .cost("what is reported late is paid by another status than what is reported at once")
            .help(help),
    )
}

/// The first clause that asks about one of the days; the heading where a definition does.
fn asking(context: &Context, incentive: &Incentive, days: &BTreeSet<AsOf>) -> Option<Span> {
    let declared = &incentive.declared;
    let clauses = context.block(&declared.name).into_iter();
    let mut clauses = clauses.flat_map(|block| &block.terms.clauses);
    let asks = |given: &&Given| !asked(context.program, given).is_disjoint(days);
    match clauses.find(asks) {
        Some(given) => Some(given.span),
        None => context.span(declared.origin),
    }
}

/// The days that a clause names.
fn asked(program: &Program, given: &Given) -> BTreeSet<AsOf> {
    let mut days = BTreeSet::new();
    if let Value::Test(test) = &given.value {
        by_test(program, test, &mut days);
    }
    for (_, value, _) in &given.phrases {
        if let Value::AsOf(day) = value {
            days.insert(*day);
        }
    }
    days
}
