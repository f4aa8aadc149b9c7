//! No incentive draws on a budget.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::lint::budget_without_owner::pool;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "budget-never-drawn",
    title: "Budget never drawn",
    level: Level::Warn,
    summary: "A budget is set aside, and no incentive draws on it.",
    page: include_str!("budget_never_drawn.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let drawn: BTreeSet<usize> = program
        .incentives
        .iter()
        .flat_map(|incentive| promise(&incentive.payout).budgets)
        .map(|id| id.index())
        .collect();
    let budgets = program.budgets.iter().enumerate();
    budgets
        .filter(|(at, _)| !drawn.contains(at))
        .map(|(_, budget)| {
            let name = &budget.declared.name;
            LINT.found(
                context.span(budget.declared.origin),
                format!("no incentive draws on the budget `{name}`"),
            )
            .cost(format!(
                "{} is set aside, and what it was meant to limit is not limited",
                pool(budget, program)
            ))
            .help(format!(
                "write in the incentive that it pays for: budget {name}"
            ))
        })
        .collect()
}
