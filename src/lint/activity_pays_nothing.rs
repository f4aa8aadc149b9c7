//! An activity of a fund is paid a share of nothing, or nothing at most.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::activity_limit_over_fund::row;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::{Activity, Incentive};

/// The lint.
pub static LINT: Lint = Lint {
    name: "activity-pays-nothing",
    title: "Activity that pays nothing",
    level: Level::Warn,
    summary: "A fund lists an activity of which it pays a share of 0%, or nothing at most.",
    page: include_str!("activity_pays_nothing.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .flat_map(|incentive| of_fund(context, incentive))
        .collect()
}

fn of_fund(context: &Context, incentive: &Incentive) -> Vec<Problem> {
    let activities = incentive.fund.iter().flat_map(|fund| &fund.activities);
    let idle = activities.filter(|it| pays_nothing(it));
    idle.map(|activity| found(context, incentive, activity))
        .collect()
}

fn pays_nothing(activity: &Activity) -> bool {
    activity.share <= Ratio::ZERO || activity.most_paid.is_some_and(|most| most.minor <= 0)
}

fn found(context: &Context, incentive: &Incentive, activity: &Activity) -> Problem {
    let name = &incentive.declared.name;
    let why = match activity.share <= Ratio::ZERO {
        true => "a share of 0%",
        false => "at most nothing",
    };
    let message = format!("`{name}` pays {why} of the activity `{}`", activity.name);
    LINT.found(row(context, incentive, activity), message)
        .cost("a partner that does it and claims it is paid nothing")
        .help("write what is paid, or take the row out")
}
