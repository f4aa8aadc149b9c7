//! Something stands on days that pacing keeps free of it.

use crate::diagnostic::Problem;
use crate::lint::schedule::{MOST_PAIRS, count_of_days, label, place};
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "entry-in-blackout",
    title: "Entry in a blackout",
    level: Level::Deny,
    summary: "A calendar entry stands on days that `pacing` keeps free of its sort.",
    page: include_str!("entry_in_blackout.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Some(pacing) = &context.program.guard.pacing else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for entry in &context.program.calendar.entries {
        for (closed, sorts, origin) in &pacing.blackouts {
            if !sorts.is_empty() && !sorts.contains(&entry.sort) {
                continue;
            }
            let hit = entry.days.iter().find_map(|days| days.overlap(closed));
            let Some(hit) = hit else { continue };
            let message = format!(
                "`{}` has {} in the blackout of {closed}",
                label(entry),
                count_of_days(hit.len()),
            );
            let problem = LINT
                .found(place(context, entry), message)
                .cost(hit.to_string())
                .fact("first", hit.first())
                .fact("last", hit.last())
                .help(format!(
                    "end it by {}, or start it on {} or later",
                    closed.first().plus_days(-1),
                    closed.last().plus_days(1),
                ));
            problems.push(also(problem, context.span(*origin), "the blackout"));
        }
    }
    problems.truncate(MOST_PAIRS);
    problems
}
