//! What partners can earn out of a budget is more than it holds.

use crate::base::id::BudgetId;
use crate::diagnostic::Problem;
use crate::lint::budget_without_owner::pool;
use crate::lint::edge_words::money;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Budget;
use crate::model::incentive::Incentive;
use crate::payout::CapSpan;
use crate::semantics::bounds::liability::Exposure;

/// The lint.
pub static LINT: Lint = Lint {
    name: "budget-cannot-cover",
    title: "Budget that cannot cover its promises",
    level: Level::Allow,
    summary: "All partners together can earn more out of a budget than it holds in a year.",
    page: include_str!("budget_cannot_cover.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(worst) = context.worst_case() else {
        return Vec::new();
    };
    let program = context.program;
    let mut problems = Vec::new();
    for (id, budget) in (0..).map(BudgetId).zip(&program.budgets) {
        let drawing: Vec<(&Incentive, &Exposure)> = worst
            .incentives
            .iter()
            .filter_map(|exposure| Some((program.incentive(exposure.incentive)?, exposure)))
            .filter(|(incentive, _)| promise(&incentive.payout).budgets.contains(&id))
            .collect();
        problems.extend(found(context, budget, &drawing));
    }
    problems
}

fn found(
    context: &Context,
    budget: &Budget,
    drawing: &[(&Incentive, &Exposure)],
) -> Option<Problem> {
    let program = context.program;
    let periods = match budget.pool.span {
        CapSpan::In(cycle) => i128::from(cycle.per_year()),
        CapSpan::Days(_) | CapSpan::Award | CapSpan::Ever => 1,
    };
    let held = budget.pool.amount.checked_mul(periods)?;
    // Shares by tier leave budgets aside: they are what partners could earn.
    let promised = drawing.iter().flat_map(|(_, exposure)| &exposure.tiers);
    let promised = promised
        .map(|share| share.all.amount())
        .try_fold(0_i128, |sum, part| sum.checked_add(part?))?;
    if promised <= held {
        return None;
    }
    let name = &budget.declared.name;
    let covered = held.checked_mul(100)?.checked_div(promised)?;
    let message = format!(
        "partners can earn up to {} a year out of `{name}`, which holds {}",
        money(program, promised),
        pool(budget, program)
    );
    let problem = LINT
        .found(context.clause(&budget.declared, ""), message)
        .cost(format!(
            "it covers {covered}% of the most that all partners together can earn, {} a year",
            money(program, held)
        ))
        .fact("promised", promised)
        .fact("held", held)
        .help("raise the budget, lower the caps, or say in `tell` what happens when it ends");
    Some(drawing.iter().fold(problem, |problem, (incentive, _)| {
        let place = context.span(incentive.declared.origin);
        also(problem, place, "draws on it")
    }))
}
