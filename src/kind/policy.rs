//! Policy: sections of the policy document.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "policy",
    title: "Policy section",
    summary: "A section of the policy document in words.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("policy.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "section",
        Shape::Count(&[]),
        &[],
        Times::Optional,
        "section 5",
    ),
    clause(
        "text",
        Shape::Text,
        &[],
        Times::Some,
        "text \"Disputes are raised within 30 days.\"",
    ),
    TELL,
    WHY,
];
