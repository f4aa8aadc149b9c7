//! An incentive has no largest payout: nothing the program states or assumes limits it.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::bounds::Unbounded;

/// The lint.
pub static LINT: Lint = Lint {
    name: "unbounded-payout",
    title: "Unbounded payout",
    level: Level::Warn,
    summary: "Nothing that the program states or assumes limits what an incentive pays in a year.",
    page: include_str!("unbounded_payout.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(worst) = context.worst_case() else {
        return Vec::new();
    };
    worst
        .unbounded
        .iter()
        .filter_map(|unbounded| found(context, *unbounded))
        .collect()
}

fn found(context: &Context, unbounded: Unbounded) -> Option<Problem> {
    let program = context.program;
    let incentive = program.incentive(unbounded.incentive)?;
    let name = &incentive.declared.name;
    let message = format!(
        "`{name}` has no largest payout: nothing limits {}",
        unbounded.gap.words(program)
    );
    let remedies = unbounded.gap.remedies(program);
    Some(
        LINT.found(context.span(incentive.declared.origin), message)
            .cost("the worst case of the whole program cannot be stated to finance")
            .help(format!("write: {}", remedies.join("; or: "))),
    )
}
