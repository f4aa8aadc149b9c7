//! Measures: what is counted over facts.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "measure",
    title: "Measure",
    summary: "What is counted over sales, certifications and other facts.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Measure),
    lower: None,
    page: include_str!("measure.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "",
        Shape::Measure,
        &[],
        Times::Once,
        "sum of sale.net_amount where sale.status is accepted",
    ),
    clause(
        "less",
        Shape::Measure,
        &[],
        Times::Optional,
        "less sum of sale.net_amount where sale.status is refused",
    ),
    TELL,
    WHY,
];
