//! A joint plan names neither a partner nor whom it is the pattern for.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "plan-for-nobody",
    title: "Plan for nobody",
    level: Level::Warn,
    summary: "A joint plan names neither a partner nor whom it is the pattern for.",
    page: include_str!("plan_for_nobody.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let nobody = context
        .all("plan")
        .filter(|plan| plan.terms.one("partner").is_none() && plan.terms.one("for").is_none());
    nobody
        .map(|plan| {
            let message = format!("`{}` is a plan with nobody", plan.declared.name);
            LINT.found(context.span(plan.declared.origin), message)
                .cost("what both sides promise is promised to nobody")
                .help("write: partner acme, or: for platinum")
        })
        .collect()
}
