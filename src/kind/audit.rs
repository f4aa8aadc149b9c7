//! Audits: how many claims are looked at again, by whom, and what a fault means.

use super::clauses::{INTERNAL, TELL, WHY, clause, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "audit",
    title: "Audit",
    summary: "Which claims are looked at again, by whom, and what a fault means.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("audit.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "of",
        Shape::Names(&[Refers::Incentive]),
        &[],
        Times::Once,
        "of mdf",
    ),
    clause(
        "sample",
        Shape::Percent,
        &[must(
            "of claims",
            Shape::Nothing,
            "The claims of one period, chosen by lot.",
        )],
        Times::Once,
        "sample 5% of claims",
    ),
    clause(
        "at least",
        Shape::Count(&["claims"]),
        &[],
        Times::Optional,
        "at least 10 claims",
    ),
    clause(
        "review",
        Shape::Nothing,
        &[must("every", Shape::Cycle, "How often a sample is drawn.")],
        Times::Once,
        "review every quarter",
    ),
    clause(
        "by",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "by internal_audit",
    ),
    clause(
        "scope",
        Shape::Text,
        &[],
        Times::Some,
        "scope \"Invoice, proof and date of the activity.\"",
    ),
    clause(
        "when failed",
        Shape::Text,
        &[],
        Times::Once,
        "when failed \"The partner's open claims wait for the outcome.\"",
    ),
    TELL,
    WHY,
];
