//! Segments: audiences as tests over partners.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "segment",
    title: "Segment",
    summary: "An audience: the partners for which a condition holds.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Segment),
    lower: None,
    page: include_str!("segment.md"),
};

static CLAUSES: &[Clause] = &[
    clause("", Shape::Test, &[], Times::Once, "type is reseller, var"),
    TELL,
    WHY,
];
