//! A text for partners still holds a note to its author.

use crate::diagnostic::Problem;
use crate::lint::placeholder::told;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "unfinished-text",
    title: "Unfinished text",
    level: Level::Warn,
    summary: "A text for partners still holds a note to its author, such as `TBD`.",
    page: include_str!("unfinished_text.md"),
    check,
};

/// Notes that authors leave, as words of their own.
const NOTES: [&str; 6] = [
    concat!("TO", "DO"),
    "TBD",
    "TBC",
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    "???",
];

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for told in told(context) {
        let mut words = told
            .text
            .split(|c: char| c.is_whitespace() || ".,;:()[]".contains(c));
        let Some(note) = words.find(|word| NOTES.contains(word)) else {
            continue;
        };
        let message = format!("a text for partners still says `{note}`");
        problems.push(
            LINT.found(Some(told.place), message)
                .cost("it is printed in the policy and the guides as it stands")
                .help("finish the text, or move the note into a comment"),
        );
    }
    problems
}
