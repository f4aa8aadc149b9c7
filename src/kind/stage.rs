//! Stages: the journey of a partner, from the first letter to the last.

use super::clauses::{INTERNAL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "stage",
    title: "Stage",
    summary: "A stage in the life of a partner: what is done, by whom, and how it is known to go well.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("stage.md"),
};

static CLAUSES: &[Clause] = &[
    clause("rank", Shape::Count(&[]), &[], Times::Once, "rank 1"),
    clause(
        "begins when",
        Shape::Text,
        &[],
        Times::Once,
        "begins when \"The partner has applied.\"",
    ),
    clause(
        "touch",
        Shape::Text,
        &[],
        Times::Some,
        "touch \"A call within five days.\"",
    ),
    clause(
        "success",
        Shape::Text,
        &[],
        Times::Some,
        "success \"The first deal within 90 days.\"",
    ),
    clause(
        "measures",
        Shape::Names(&[Refers::Measure]),
        &[],
        Times::Optional,
        "measures bookings",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "owner partner_manager",
    ),
    WHY,
];
