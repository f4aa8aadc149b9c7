//! Question and answer: a question that partners ask, and the answer that guides print.

use super::clauses::{WHY, clause};
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "faq",
    title: "Question and answer",
    summary: "A question that partners ask, and the answer that guides print.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("faq.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "answer",
        Shape::Text,
        &[],
        Times::Once,
        "answer \"With the first statement after the quarter.\"",
    ),
    WHY,
];
