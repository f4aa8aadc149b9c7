//! Benefits of tiers that pay no money.

use super::clauses::{INTERNAL, TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "benefit",
    title: "Benefit",
    summary: "What a tier gives besides money: support, access, licences.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Benefit),
    lower: None,
    page: include_str!("benefit.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "quantity",
        Shape::Count(&[]),
        &[],
        Times::Optional,
        "quantity 5",
    ),
    clause(
        "valued at",
        Shape::Money,
        &[may("per year", Shape::Nothing, "The value of one year.")],
        Times::Optional,
        "valued at 12,000 USD per year",
    ),
    TELL,
    WHY,
];
