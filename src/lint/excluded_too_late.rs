//! An incentive keeps another from a sale that the other has been paid for by then.

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Program;
use crate::payout::{Occasion, PoolRule};
use crate::semantics::plan::{Offer, Plan};

/// The lint.
pub static LINT: Lint = Lint {
    name: "excluded-too-late",
    title: "Excluded too late",
    level: Level::Deny,
    summary: "An incentive keeps another from a sale, and is paid after the other has been.",
    page: include_str!("excluded_too_late.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    if program.excluded.is_empty() {
        return Vec::new();
    }
    let plan = Plan::of(program);
    let pairs = program.excluded.iter();
    pairs
        .filter_map(|(first, later)| found(context, &plan, *first, *later))
        .collect()
}

fn found(
    context: &Context,
    plan: &Plan,
    first: IncentiveId,
    later: IncentiveId,
) -> Option<Problem> {
    let program = context.program;
    let (one, two) = (plan.offer(first)?, plan.offer(later)?);
    let mut days = program.fiscal.year().iter();
    let (day, paid, kept_out) = days.find_map(|day| {
        let (paid, kept_out) = (evaluated(program, one, day)?, evaluated(program, two, day)?);
        (paid > kept_out).then_some((day, paid, kept_out))
    })?;
    let (one, two) = (&one.incentive.declared, &two.incentive.declared);
    let message = format!(
        "`{}` keeps `{}` from a sale, and on one of {day} it is known on {paid}, when `{}` has been worked out on {kept_out}",
        one.name, two.name, two.name
    );
    let problem = LINT.found(context.span(one.origin), message).help(format!(
        "write it the other way: exclude {} from sales paid by {}",
        one.name, two.name
    ));
    Some(also(problem, context.span(two.origin), "worked out before"))
}

/// The day on which it is known what an incentive pays on a sale of a day; `None` where it pays nothing on it.
fn evaluated(program: &Program, offer: &Offer, day: Date) -> Option<Date> {
    let fiscal = program.fiscal;
    let ends = offer.terms.iter().filter_map(|term| match term.occasion {
        Occasion::Event { .. } => Some(day),
        Occasion::Period(cycle) => Some(fiscal.days(fiscal.period_at(*cycle, day)).last()),
        Occasion::Days(days) => days.contains(day).then_some(days.last()),
    });
    let own = ends.max()?;
    let shared = promise(&offer.incentive.payout)
        .budgets
        .into_iter()
        .filter_map(|id| {
            let PoolRule::ProRata(cycle) = program.budget(id)?.pool.rule else {
                return None;
            };
            Some(fiscal.days(fiscal.period_at(cycle, own)).last())
        });
    Some(shared.max().map_or(own, |shared| own.max(shared)))
}
