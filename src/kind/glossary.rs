//! Glossary: a word that documents use in a sense of their own, and what it means.

use super::clauses::{WHY, clause};
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "glossary",
    title: "Glossary",
    summary: "A word that documents use in a sense of their own, and what it means.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("glossary.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "means",
        Shape::Text,
        &[],
        Times::Once,
        "means \"An order that the distributor has invoiced.\"",
    ),
    WHY,
];
