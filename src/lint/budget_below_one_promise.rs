//! A budget is smaller than what a single award or a single partner is promised from it.

use crate::base::id::BudgetId;
use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::lint::budget_without_owner::pool;
use crate::lint::promise::{Promise, promise};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Budget;
use crate::model::incentive::Incentive;
use crate::payout::{Counts, Scope};

/// The lint.
pub static LINT: Lint = Lint {
    name: "budget-below-one-promise",
    title: "Budget below one promise",
    level: Level::Deny,
    summary: "A budget is smaller than what one award, or one partner, is promised out of it.",
    page: include_str!("budget_below_one_promise.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let mut problems = Vec::new();
    for (at, budget) in program.budgets.iter().enumerate() {
        for incentive in &program.incentives {
            let promise = promise(&incentive.payout);
            let drawn = promise
                .budgets
                .iter()
                .any(|BudgetId(id)| usize::from(*id) == at);
            if drawn {
                problems.extend(found(context, budget, incentive, &promise));
            }
        }
    }
    problems
}

fn found(
    context: &Context,
    budget: &Budget,
    incentive: &Incentive,
    promise: &Promise,
) -> Option<Problem> {
    let pooled = Ratio::whole(budget.pool.amount);
    let (promised, word, what) = award(promise)
        .map(|amount| (amount, "amount", "one award"))
        .filter(|(amount, ..)| *amount > pooled)
        .or_else(|| limit(promise).map(|amount| (amount, "cap", "one partner")))
        .filter(|(amount, ..)| *amount > pooled)?;
    let currency = context.program.currency;
    let promised = Money {
        minor: promised.floor(),
        currency,
    };
    let (name, paid) = (&budget.declared.name, &incentive.declared.name);
    let message = format!(
        "`{paid}` promises up to {} to {what}, and `{name}` holds {}",
        promised.terse(),
        pool(budget, context.program)
    );
    let missing = Money {
        minor: promised.minor.saturating_sub(budget.pool.amount),
        currency,
    };
    let problem = LINT
        .found(context.clause(&budget.declared, ""), message)
        .cost(format!("{} of one promise cannot be paid", missing.terse()))
        .fact("promised", promised.plain())
        .help(format!(
            "raise the budget to {} or more, or lower what is promised",
            promised.terse()
        ));
    Some(also(
        problem,
        context.clause(&incentive.declared, word),
        "the promise",
    ))
}

/// The largest fixed amount of one event or place.
fn award(promise: &Promise) -> Option<Ratio> {
    let each = promise.each.iter().chain(&promise.prizes);
    each.filter(|quantity| matches!(quantity.unit, Unit::Money(_)))
        .map(|quantity| quantity.amount)
        .max()
}

/// The least cap in money on one partner; what it allows the partner may be told.
fn limit(promise: &Promise) -> Option<Ratio> {
    let caps = promise.caps.iter().filter(|cap| {
        cap.scope == Scope::Partner
            && cap.counts == Counts::Quantity
            && matches!(cap.limit.unit, Unit::Money(_))
    });
    caps.filter_map(|cap| cap.limit.amounts.iter().flatten().max().copied())
        .min()
}
