//! An incentive for a product begins before the product is on the market.

use crate::base::date::Date;
use crate::base::period::Days;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::schedule::count_of_days;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Product;
use crate::model::incentive::Incentive;
use crate::payout::measure::{Condition, Selector};

/// The lint.
pub static LINT: Lint = Lint {
    name: "paid-before-launch",
    title: "Paid before the launch",
    level: Level::Warn,
    summary: "An incentive for a product begins before the product is on the market.",
    page: include_str!("paid_before_launch.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive))
        .collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let parts = promise(&incentive.payout);
    let (days, product, launch) = parts
        .selectors()
        .find_map(|selector| early(context, selector))?;
    let (name, sold) = (&incentive.declared.name, &product.declared.name);
    let begins = days.first();
    let early = count_of_days(begins.days_until(launch));
    let message = format!("`{name}` begins on {begins}, and `{sold}` is launched on {launch}");
    let problem = LINT
        .found(context.clause(&incentive.declared, "on"), message)
        .cost(format!(
            "partners are told of {early} on which there is nothing to sell"
        ))
        .fact("launch", launch)
        .help(format!("begin on {launch} or later"));
    Some(also(
        problem,
        context.clause(&product.declared, "launch"),
        "launched here",
    ))
}

/// The days, the first product and its launch, where nothing that is selected is sold on the first of the days.
fn early<'a>(context: &Context<'a>, selector: &Selector) -> Option<(Days, &'a Product, Date)> {
    let mut days = None;
    let mut launched: Option<(&Product, Date)> = None;
    for condition in &selector.all {
        match condition {
            Condition::Within(within) => days = Some(*within),
            Condition::Product(products) => {
                let all = products.iter().map(|id| context.program.product(*id));
                let launches: Option<Vec<_>> = all
                    .map(|product| Some((product?, product?.launch?)))
                    .collect();
                launched = launches?.into_iter().min_by_key(|(_, launch)| *launch);
            }
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Certification(_)
            | Condition::Tier(..)
            | Condition::Type(_)
            | Condition::Region(_)
            | Condition::PersonHolds(_)
            | Condition::Specialized(..)
            | Condition::NewCustomer
            | Condition::RegisteredDeal
            | Condition::Lead
            | Condition::SoldWith(..)
            | Condition::PaidWithin(_)
            | Condition::PaidLate(_) => {}
        }
    }
    let (days, (product, launch)) = (days?, launched?);
    // A launch after the last day is told of as an incentive that never pays.
    (days.contains(launch) && launch > days.first()).then_some((days, product, launch))
}
