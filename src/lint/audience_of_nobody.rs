//! No partner can be in the audience of an entry.

use crate::diagnostic::Problem;
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::audience::{common, words};

/// The lint.
pub static LINT: Lint = Lint {
    name: "audience-of-nobody",
    title: "Audience of nobody",
    level: Level::Deny,
    summary: "The tiers, types, regions and segments of an entry exclude each other, so it \
        reaches no partner.",
    page: include_str!("audience_of_nobody.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let entries = context.program.calendar.entries.iter();
    let empty = entries.filter(|entry| {
        let audience = &entry.audience;
        common(audience, audience, context.program).is_none()
    });
    empty
        .map(|entry| {
            let reached = words(&entry.audience, context.program);
            LINT.found(
                place(context, entry),
                format!("`{}` reaches nobody: there are no {reached}", label(entry)),
            )
            .help(
                "names of one sort are alternatives, and names of different sorts must all \
                hold; leave one sort out",
            )
        })
        .collect()
}
