//! Inventory: how much stock partners hold, and what is done when it is too little or too much.

use super::clauses::{INTERNAL, TELL, WHY, clause, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "inventory",
    title: "Inventory",
    summary: "How long stock in the channel should last, and what happens when it does not.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("inventory.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "at",
        Shape::Words(&["warehouse", "distributor", "reseller"]),
        &[],
        Times::Once,
        "at distributor",
    ),
    clause(
        "of",
        Shape::Names(&[Refers::Line, Refers::Product]),
        &[],
        Times::Once,
        "of hardware",
    ),
    clause(
        "cover at least",
        Shape::Duration,
        &[],
        Times::Once,
        "cover at least 3 weeks",
    ),
    clause(
        "cover at most",
        Shape::Duration,
        &[],
        Times::Once,
        "cover at most 8 weeks",
    ),
    clause(
        "report",
        Shape::Nothing,
        &[must("every", Shape::Cycle, "How often stock is told.")],
        Times::Once,
        "report every week",
    ),
    clause(
        "when short",
        Shape::Text,
        &[],
        Times::Once,
        "when short \"The vendor ships within five days.\"",
    ),
    clause(
        "when over",
        Shape::Text,
        &[],
        Times::Once,
        "when over \"Stock may be rotated against other products.\"",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "owner partner_manager",
    ),
    TELL,
    WHY,
];
