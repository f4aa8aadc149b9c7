//! Nothing breaks a guardrail of the program, and nothing proves it.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "guardrail-not-proved",
    title: "Guardrail not proved",
    level: Level::Warn,
    summary: "The bound of a guardrail is over its limit, or there is none, and no case was found that breaks it.",
    page: include_str!("guardrail_not_proved.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let judged = context.guardrails().iter();
    let own = judged.filter(|problem| problem.name == LINT.name);
    own.cloned().collect()
}
