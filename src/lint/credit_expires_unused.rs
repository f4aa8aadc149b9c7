//! Credit of a fund expires before an activity that it pays for can take place.

use crate::base::business::BusinessDays;
use crate::base::duration::{Duration, DurationUnit};
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::requirement::amount_words;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::{Fund, Incentive};
use crate::payout::Scope;

/// The lint.
pub static LINT: Lint = Lint {
    name: "credit-expires-unused",
    title: "Credit expires unused",
    level: Level::Deny,
    summary: "Credit of a fund expires before an activity that it pays for can be requested and \
        held: the claim window closes before it opens.",
    page: include_str!("credit_expires_unused.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive, incentive.fund.as_ref()?))
        .collect()
}

fn found(context: &Context, incentive: &Incentive, fund: &Fund) -> Option<Problem> {
    let (expires, cycle) = fund.expires_after?;
    let fiscal = context.program.fiscal;
    let every_day = BusinessDays::default();
    let business = context.program.business_days(fund.approval_region);
    let request = fund
        .request_before
        .unwrap_or(Duration::new(0, DurationUnit::Day));
    let (period, earned, first, last) = fiscal
        .periods(cycle, &fiscal.year())
        .map(|period| {
            let earned = fiscal.days(period).last();
            let first = request.after(earned.plus_days(1), &business);
            (period, earned, first, expires.after(earned, &every_day))
        })
        .find(|(_, _, first, last)| first > last)?;
    let name = &incentive.declared.name;
    let message = format!(
        "credit of `{name}` for {} expires on {last}, and the first activity it can pay for is \
         on {first}",
        fiscal.name(period)
    );
    let most = promise(&incentive.payout)
        .caps
        .iter()
        .filter(|cap| cap.scope == Scope::Partner)
        .filter_map(|cap| {
            let most = cap.limit.amounts.iter().flatten().max().copied()?;
            Some(amount_words(most, cap.limit.unit))
        })
        .next();
    let cost = match most {
        Some(most) => format!("up to {most} a partner is earned and can never be claimed"),
        None => "what a partner earns can never be claimed".to_owned(),
    };
    let problem = LINT
        .found(context.clause(&incentive.declared, "expire"), message)
        .cost(cost)
        .fact("earned", earned)
        .fact("expires", last)
        .fact("first_activity", first)
        .help(format!(
            "write: expire 2 {cycle}s after the {cycle} of accrual"
        ));
    let clause = context.clause(&incentive.declared, "request at least");
    Some(also(
        problem,
        clause,
        format!("requests come {request} before the activity"),
    ))
}
