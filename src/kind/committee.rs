//! Committees: groups that decide.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "committee",
    title: "Committee",
    summary: "A group of roles that decides together.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Committee),
    lower: None,
    page: include_str!("committee.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "members",
        Shape::Names(&[Refers::Role]),
        &[],
        Times::Once,
        "members finance, legal",
    ),
    TELL,
    WHY,
];
