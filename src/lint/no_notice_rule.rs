//! Partners are promised no notice of a change that is worse for them.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::guard::NoticeWhen;

/// The lint.
pub static LINT: Lint = Lint {
    name: "no-notice-rule",
    title: "No notice rule",
    level: Level::Warn,
    summary: "The program does not say how many days before a change for the worse partners are \
        told.",
    page: include_str!("no_notice_rule.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    if program.incentives.is_empty() {
        return Vec::new();
    }
    let governance = program.guard.governance.as_ref();
    let worse = governance.is_some_and(|governance| {
        let mut notices = governance.notice.iter();
        notices.any(|(_, when)| *when == NoticeWhen::Worse)
    });
    if worse {
        return Vec::new();
    }
    let origin = governance.map_or(program.declared.origin, |governance| governance.origin);
    vec![
        LINT.found(
            context.span(origin),
            "nothing says how long before a change for the worse partners are told",
        )
        .cost("what partners plan with can be cut from one day to the next")
        .help("write in `governance`: notice 90 days when worse for any partner"),
    ]
}
