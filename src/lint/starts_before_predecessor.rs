//! An entry starts before the entry that it says it comes after has ended.

use crate::diagnostic::Problem;
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "starts-before-predecessor",
    title: "Starts before its predecessor ends",
    level: Level::Deny,
    summary: "An entry says it comes after another, and starts before that one has ended.",
    page: include_str!("starts_before_predecessor.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let entries = &context.program.calendar.entries;
    let mut problems = Vec::new();
    for entry in entries {
        let Some(start) = entry.days.first().map(|days| days.first()) else {
            continue;
        };
        for id in &entry.after {
            let Some(before) = entries.get(id.index()) else {
                continue;
            };
            let Some(end) = before.days.first().map(|days| days.last()) else {
                continue;
            };
            if start > end {
                continue;
            }
            let message = format!(
                "`{}` comes after `{}`, and starts on {start}, before that ends on {end}",
                label(entry),
                label(before),
            );
            let problem = LINT
                .found(place(context, entry), message)
                .fact("start", start)
                .fact("predecessor_end", end)
                .help(format!("start it on {} or later", end.plus_days(1)));
            problems.push(also(
                problem,
                place(context, before),
                format!("ends on {end}"),
            ));
        }
    }
    problems
}
