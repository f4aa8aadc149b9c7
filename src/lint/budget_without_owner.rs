//! Nobody answers for a budget.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::{Budget, Program};
use crate::payout::CapSpan;

/// The lint.
pub static LINT: Lint = Lint {
    name: "budget-without-owner",
    title: "Budget without an owner",
    level: Level::Warn,
    summary: "A budget names no role that answers for it.",
    page: include_str!("budget_without_owner.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let budgets = context.program.budgets.iter();
    budgets
        .filter(|budget| budget.owner.is_none())
        .map(|budget| {
            let name = &budget.declared.name;
            LINT.found(
                context.span(budget.declared.origin),
                format!("nobody answers for the budget `{name}`"),
            )
            .cost(pool(budget, context.program))
            .help("write: owner finance")
        })
        .collect()
}

/// "450,000 USD per quarter".
pub fn pool(budget: &Budget, program: &Program) -> String {
    let money = crate::base::money::Money {
        minor: budget.pool.amount,
        currency: program.currency,
    };
    match budget.pool.span {
        CapSpan::In(cycle) => format!("{} per {cycle}", money.terse()),
        CapSpan::Days(days) => format!("{} for {days}", money.terse()),
        CapSpan::Award => format!("{} per award", money.terse()),
        CapSpan::Ever => money.terse(),
    }
}
