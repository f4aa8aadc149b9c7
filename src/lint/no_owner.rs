//! Nobody owns the program.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "no-owner",
    title: "No owner",
    level: Level::Warn,
    summary: "Neither `program` nor `governance` names a role that owns the program.",
    page: include_str!("no_owner.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let governance = program.guard.governance.as_ref();
    let owned = governance.is_some_and(|governance| governance.owner.is_some());
    if owned || program.owner.is_some() {
        return Vec::new();
    }
    let name = &program.declared.name;
    let place = context.span(program.declared.origin);
    vec![
        LINT.found(place, format!("nobody owns `{name}`"))
            .cost("a question of a partner about money has nobody who must answer it")
            .help(
                "write in `program`: owner channel_director; and declare: role \
                channel_director \"Channel director\" {}",
            ),
    ]
}
