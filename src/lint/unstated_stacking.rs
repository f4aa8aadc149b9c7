//! Two incentives can meet on one sale, and nothing says whether both are paid.

use std::collections::BTreeSet;

use crate::base::id::IncentiveId;
use crate::diagnostic::Problem;
use crate::lint::meeting::{Reach, reach};
use crate::lint::schedule::MOST_PAIRS;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::Incentive;

/// The lint.
pub static LINT: Lint = Lint {
    name: "unstated-stacking",
    title: "Unstated stacking",
    level: Level::Deny,
    summary: "Two incentives can meet on one sale, and neither `stack` nor `exclude` says \
        whether both are paid.",
    page: include_str!("unstated_stacking.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let all: Vec<(u16, &Incentive, Reach)> = program
        .incentives
        .iter()
        .enumerate()
        .filter_map(|(at, incentive)| {
            Some((
                u16::try_from(at).ok()?,
                incentive,
                reach(program, incentive)?,
            ))
        })
        .collect();
    let pairs = all.iter().enumerate().flat_map(|(at, one)| {
        let later = all.iter().skip(at.saturating_add(1));
        later.map(move |two| (one, two))
    });
    let stated = stated(context);
    pairs
        .filter(|(one, two)| !stated.contains(&(one.0, two.0)) && one.2.meets(&two.2, program))
        .map(|(one, two)| found(context, one.1, two.1))
        .take(MOST_PAIRS)
        .collect()
}

/// The pairs of which something is said, the incentive that is declared first in front.
fn stated(context: &Context) -> BTreeSet<(u16, u16)> {
    let program = context.program;
    let pairs = program.stacked.iter().chain(&program.excluded);
    let in_order = |(one, two): &(IncentiveId, IncentiveId)| (one.0.min(two.0), one.0.max(two.0));
    pairs.map(in_order).collect()
}

fn found(context: &Context, one: &Incentive, two: &Incentive) -> Problem {
    let (first, second) = (&one.declared.name, &two.declared.name);
    let message = format!(
        "`{first}` and `{second}` can meet on one sale, and nothing says whether both are paid"
    );
    let problem = LINT
        .found(context.span(two.declared.origin), message)
        .help(format!(
            "write at file level: stack {first} with {second} (or: exclude {second} from sales paid by {first})"
        ));
    also(
        problem,
        context.span(one.declared.origin),
        "the other incentive",
    )
}
