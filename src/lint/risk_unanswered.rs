//! A risk that is expected to cost something has no contingency.

use crate::diagnostic::Problem;
use crate::kind::risk::expected;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "risk-unanswered",
    title: "Risk without an answer",
    level: Level::Warn,
    summary: "A risk that is expected to cost something has no contingency.",
    page: include_str!("risk_unanswered.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for risk in context.all("risk").filter(|risk| risk.children.is_empty()) {
        let cost = expected(&risk.terms, context.program.rounding);
        let Some(cost) = cost.filter(|cost| cost.minor > 0) else {
            continue;
        };
        let message = format!(
            "nothing is said of what is done when `{}` comes true",
            risk.declared.name
        );
        problems.push(
            LINT.found(context.span(risk.declared.origin), message)
                .cost(format!("it is expected to cost {} a year", cost.terse()))
                .help("write in it: contingency wait \"Wait\" { answers softness; do \"Wait.\" }"),
        );
    }
    problems
}
