//! Roles: people by function.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "role",
    title: "Role",
    summary: "People by function, at the vendor or at a partner.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Role),
    lower: None,
    page: include_str!("role.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "duty",
        Shape::Text,
        &[],
        Times::Optional,
        "duty \"Owns the calendar.\"",
    ),
    TELL,
    WHY,
];
