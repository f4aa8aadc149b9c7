//! A change for the worse is announced later than one that is better.

use crate::base::business::BusinessDays;
use crate::base::duration::Duration;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::Value;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::guard::NoticeWhen;

/// The lint.
pub static LINT: Lint = Lint {
    name: "notice-shorter-when-worse",
    title: "Less notice of what is worse",
    level: Level::Warn,
    summary: "A change for the worse is announced later than one that is better or neutral.",
    page: include_str!("notice_shorter_when_worse.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Some(governance) = &context.program.guard.governance else {
        return Vec::new();
    };
    let of = |sort: NoticeWhen| {
        let mut all = governance.notice.iter();
        all.find(|(_, when)| *when == sort)
            .map(|(notice, _)| *notice)
    };
    let Some(worse) = of(NoticeWhen::Worse) else {
        return Vec::new();
    };
    let others = [
        (NoticeWhen::Neutral, "neutral"),
        (NoticeWhen::Better, "better"),
    ];
    let longer = others.iter().find_map(|(sort, word)| {
        let other = of(*sort)?;
        (days(context, other) > days(context, worse)).then_some((other, *word))
    });
    let Some((other, word)) = longer else {
        return Vec::new();
    };
    let message = format!(
        "a change for the worse is announced {worse} ahead, and one that is {word} {other} ahead"
    );
    let problem = LINT
        .found(clause(context, worse), message)
        .cost("partners have less time for the change that costs them money")
        .help(format!("write: notice {other} when worse for any partner"));
    vec![also(
        problem,
        clause(context, other),
        format!("for what is {word}"),
    )]
}

/// The days of a notice from the first day of the year.
fn days(context: &Context, notice: Duration) -> i64 {
    let start = context.program.fiscal.start();
    start.days_until(notice.after(start, &BusinessDays::default()))
}

/// The line that promises a notice.
fn clause(context: &Context, notice: Duration) -> Option<Span> {
    let block = context.all("governance").next()?;
    let mut given = block.terms.all("notice");
    given
        .find(|given| given.value == Value::Duration(notice))
        .map(|given| given.span)
}
