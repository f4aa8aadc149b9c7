//! Product lines and their margin.

use super::clauses::{INTERNAL, TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "line",
    title: "Product line",
    summary: "Products that share a margin and are promoted together.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Line),
    lower: None,
    page: include_str!("line.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "margin",
        Shape::Percent,
        &[may("internal", Shape::Nothing, "Partners never see it.")],
        Times::Optional,
        "margin 38% internal",
    ),
    TELL,
    WHY,
];
