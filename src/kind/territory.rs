//! Territories: who covers what, and how many partners it takes.

use super::clauses::{INTERNAL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "territory",
    title: "Territory",
    summary: "Where and for whom partners are wanted, and how many.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("territory.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "in",
        Shape::Names(&[Refers::Region]),
        &[],
        Times::Once,
        "in EMEA",
    ),
    clause(
        "countries",
        Shape::Countries,
        &[],
        Times::Optional,
        "countries DE, FR",
    ),
    clause(
        "for",
        Shape::Names(&[Refers::Type]),
        &[],
        Times::Once,
        "for reseller",
    ),
    clause(
        "accounts",
        Shape::Text,
        &[],
        Times::Many,
        "accounts \"Hospitals with more than 400 beds\"",
    ),
    clause(
        "partners at least",
        Shape::Count(&[]),
        &[],
        Times::Once,
        "partners at least 4",
    ),
    clause(
        "partners at most",
        Shape::Count(&[]),
        &[],
        Times::Optional,
        "partners at most 9",
    ),
    clause(
        "exclusive",
        Shape::Nothing,
        &[],
        Times::Optional,
        "exclusive",
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
