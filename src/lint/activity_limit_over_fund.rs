//! The limit of an activity is above what the fund gives a partner at most.

use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::kind::spec::{Grid, Value};
use crate::lint::promise::promise;
use crate::lint::requirement::amount_words;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::{Activity, Incentive};
use crate::payout::{CapSpan, Counts, Scope};

/// The lint.
pub static LINT: Lint = Lint {
    name: "activity-limit-over-fund",
    title: "Activity limit above the fund",
    level: Level::Warn,
    summary: "An activity may be paid more than the fund gives a partner in a year.",
    page: include_str!("activity_limit_over_fund.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .flat_map(|incentive| of_fund(context, incentive))
        .collect()
}

fn of_fund(context: &Context, incentive: &Incentive) -> Vec<Problem> {
    let (Some(fund), Some(most)) = (&incentive.fund, most_of_a_year(incentive)) else {
        return Vec::new();
    };
    let over = fund.activities.iter().filter(|activity| {
        let paid = activity
            .most_paid
            .filter(|paid| paid.currency == context.program.currency);
        paid.is_some_and(|paid| Ratio::whole(paid.minor) > most)
    });
    over.map(|activity| found(context, incentive, activity, most))
        .collect()
}

/// The largest cap on the credit of one partner in a year.
fn most_of_a_year(incentive: &Incentive) -> Option<Ratio> {
    let parts = promise(&incentive.payout);
    let yearly = parts.caps.iter().find(|cap| {
        cap.counts == Counts::Quantity
            && cap.scope == Scope::Partner
            && matches!(cap.span, CapSpan::In(Cycle::Year))
    })?;
    yearly.limit.amounts.iter().flatten().max().copied()
}

fn found(context: &Context, incentive: &Incentive, activity: &Activity, most: Ratio) -> Problem {
    let name = &incentive.declared.name;
    let money = |amount| amount_words(amount, Unit::Money(context.program.currency));
    let paid = activity
        .most_paid
        .map_or(Ratio::ZERO, |paid| Ratio::whole(paid.minor));
    let message = format!(
        "a `{}` may be paid {}, and `{name}` gives a partner {} a year at most",
        activity.name,
        money(paid),
        money(most)
    );
    let problem = LINT
        .found(row(context, incentive, activity), message)
        .cost(format!(
            "a partner that plans with {} is {} short",
            money(paid),
            money(short(paid, most))
        ))
        .help(format!("write at most {} for it", money(most)));
    also(
        problem,
        context.clause(&incentive.declared, "cap"),
        "the most of a year",
    )
}

fn short(paid: Ratio, most: Ratio) -> Ratio {
    paid.less(most).unwrap_or(Ratio::ZERO)
}

/// The row of an activity.
pub fn row(context: &Context, incentive: &Incentive, activity: &Activity) -> Option<Span> {
    let given = context.given(&incentive.declared.name, "reimburse")?;
    let Some(Grid::Rows(rows)) = &given.table else {
        return Some(given.span);
    };
    let found = rows.iter().zip(&given.rows).find(|(row, _)| {
        matches!(row.first(), Some(Some(Value::Ids(names))) if names.first() == Some(&activity.name))
    });
    found.map(|(_, place)| *place).or(Some(given.span))
}
