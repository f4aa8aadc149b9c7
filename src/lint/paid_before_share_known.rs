//! An award of a pool that is shared pro rata is paid before the day on which the shares are known.

use crate::base::period::Cycle;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Budget;
use crate::model::incentive::Incentive;
use crate::payout::PoolRule;
use crate::payout::payment::{Anchor, Form};

/// The lint.
pub static LINT: Lint = Lint {
    name: "paid-before-share-known",
    title: "Paid before the share is known",
    level: Level::Deny,
    summary: "An award of a budget that is shared pro rata falls due before the day on which the \
        shares are known.",
    page: include_str!("paid_before_share_known.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for incentive in &context.program.incentives {
        for id in promise(&incentive.payout).budgets {
            if let Some(budget) = context.program.budget(id)
                && let PoolRule::ProRata(cycle) = budget.pool.rule
                && too_early(incentive.payment.anchor, cycle)
            {
                problems.push(found(context, incentive, budget, cycle));
            }
        }
    }
    problems
}

/// Whether a payday counted from this anchor can come before the period's end.
fn too_early(anchor: Anchor, shared: Cycle) -> bool {
    match anchor {
        Anchor::End(cycle) => cycle < shared,
        Anchor::Event => true,
        // A claim is paid out of credit whose share was settled when it was earned.
        Anchor::ApprovedClaim => false,
    }
}

fn found(context: &Context, incentive: &Incentive, budget: &Budget, shared: Cycle) -> Problem {
    let program = context.program;
    let fiscal = program.fiscal;
    let first = fiscal.days(fiscal.period_at(shared, fiscal.start()));
    let business = program.business_days(incentive.payment.region);
    let from = match incentive.payment.anchor {
        Anchor::End(cycle) => fiscal.days(fiscal.period_at(cycle, fiscal.start())).last(),
        Anchor::Event | Anchor::ApprovedClaim => fiscal.start(),
    };
    let due = incentive.payment.after.after(from, &business);
    let (name, pool) = (&incentive.declared.name, &budget.declared.name);
    let at_the_order = incentive.payment.form == Form::Discount;
    let (word, when, help) = match at_the_order {
        true => (
            "budget",
            "is had at the order".to_owned(),
            "let the budget give to who comes first: order first accepted ties by claim number; crossing paid to the limit".to_owned(),
        ),
        false => (
            "pay",
            format!("can fall due on {due}"),
            format!("count the payday from the {shared} end: pay 30 days after {shared} end ..."),
        ),
    };
    let message = format!(
        "`{name}` {when}, and the shares of `{pool}` are known after {}",
        first.last()
    );
    let problem = LINT
        .found(context.clause(&incentive.declared, word), message)
        .cost("what is paid too early has to be asked back from partners when the pool is short")
        .fact("due", due)
        .fact("known_after", first.last())
        .help(help);
    also(
        problem,
        context.clause(&budget.declared, "share"),
        "the share day",
    )
}
