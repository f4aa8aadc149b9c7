//! Language: a program's own titles and texts in another language.

use super::clauses::{clause, may, must};
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "language",
    title: "Language",
    summary: "The titles and texts of a program in another language, each bound to its source.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("language.md"),
};

static CLAUSES: &[Clause] = &[clause(
    "",
    Shape::Address,
    &[
        must(
            "as",
            Shape::Text,
            "The text in this language; empty while nobody has written it.",
        ),
        may(
            "of",
            Shape::Text,
            "The mark of the source text that was translated; a text known by its own words has none.",
        ),
    ],
    Times::Many,
    "volume.title as \"Quartalsrabatt\" of \"0a1b2c3d\"",
)];
