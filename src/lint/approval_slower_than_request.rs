//! An approval may take longer than a request has to be made before the activity.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::diagnostic::Problem;
use crate::lint::ladder::{Rung, ladders};
use crate::lint::schedule::count_of_days;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::Incentive;

/// The lint.
pub static LINT: Lint = Lint {
    name: "approval-slower-than-request",
    title: "Approval slower than the request",
    level: Level::Warn,
    summary: "A request made as late as allowed can be decided only after the activity has begun.",
    page: include_str!("approval_slower_than_request.md"),
    check,
};

/// A request that is decided too late.
struct Late {
    requested: Date,
    activity: Date,
    decided: Date,
    days: i64,
}

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (incentive, fund, rungs) in ladders(context) {
        let Some(before) = fund.request_before else {
            continue;
        };
        let business = context.program.business_days(fund.approval_region);
        for rung in &rungs {
            if let Some(late) = first_late(context, before, rung.0.within, &business) {
                problems.push(found(context, incentive, rung, before, &late));
            }
        }
    }
    problems
}

/// The first day of the year on which a request made as late as allowed is decided after the
/// activity.
fn first_late(
    context: &Context,
    before: Duration,
    within: Duration,
    business: &BusinessDays,
) -> Option<Late> {
    let mut late: Option<Late> = None;
    for requested in context.program.fiscal.year().iter() {
        let activity = before.after(requested, business);
        let decided = within.after(requested, business);
        if decided <= activity {
            continue;
        }
        match &mut late {
            Some(late) => late.days = late.days.saturating_add(1),
            None => {
                late = Some(Late {
                    requested,
                    activity,
                    decided,
                    days: 1,
                });
            }
        }
    }
    late
}

fn found(
    context: &Context,
    incentive: &Incentive,
    (rung, place): &Rung,
    before: Duration,
    late: &Late,
) -> Problem {
    let message = format!(
        "a request of {} for an activity on {} may be decided on {}, after it has begun",
        late.requested, late.activity, late.decided
    );
    let problem = LINT
        .found(*place, message)
        .cost(format!(
            "so it is for requests on {} of the year, from {}",
            count_of_days(late.days),
            rung.from.terse()
        ))
        .fact("requested", late.requested)
        .fact("decided", late.decided)
        .help("ask for requests earlier, or give the approver less time");
    let clause = context.clause(&incentive.declared, "request at least");
    also(problem, clause, format!("{before} before the activity"))
}
