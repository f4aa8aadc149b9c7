//! A case breaks a guardrail of the program.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "guardrail-refuted",
    title: "Guardrail refuted",
    level: Level::Deny,
    summary: "A guardrail that can be decided from the program alone is broken by a case.",
    page: include_str!("guardrail_refuted.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let judged = context.guardrails().iter();
    let own = judged.filter(|problem| problem.name == LINT.name);
    own.cloned().collect()
}
