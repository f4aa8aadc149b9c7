//! The program begins sooner after its publication than the notice it promises.

use crate::base::business::BusinessDays;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::guard::NoticeWhen;

/// The lint.
pub static LINT: Lint = Lint {
    name: "published-too-late",
    title: "Published too late",
    level: Level::Warn,
    summary: "The program begins sooner after its publication than the notice it promises for a \
        change for the worse.",
    page: include_str!("published_too_late.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let Some(published) = program.published else {
        return Vec::new();
    };
    let governance = program.guard.governance.as_ref();
    let notices = governance.map_or(&[][..], |governance| &governance.notice);
    let worse = notices.iter().find(|(_, when)| *when == NoticeWhen::Worse);
    let Some((notice, _)) = worse else {
        return Vec::new();
    };
    let earliest = notice.after(published, &BusinessDays::default());
    let start = program.fiscal.start();
    if earliest <= start {
        return Vec::new();
    }
    let given = published.days_until(start);
    let clause = |kind: &'static str, word: &str| {
        let block = context.all(kind).next()?;
        Some(block.terms.one(word)?.span)
    };
    let side = if given < 0 { "before" } else { "after" };
    let message = format!(
        "the program begins on {start}, {} days {side} it was published, and promises \
         {notice} of notice",
        given.abs()
    );
    let problem = LINT
        .found(clause("program", "published"), message)
        .cost(format!(
            "whatever is worse for a partner than last year may begin on {earliest} at the earliest"
        ))
        .fact("earliest", earliest)
        .fact("days_given", given)
        .help(format!(
            "publish by {}, or begin on {earliest}",
            notice.before(start, &BusinessDays::default())
        ));
    vec![also(problem, clause("governance", "notice"), "the notice")]
}
