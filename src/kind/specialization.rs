//! Specializations: standings beside the tiers, each earned, renewed, audited and lost on its own.

use super::clauses::{TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};
use super::tier::{
    ADVISE, AUDIT, BENEFIT, CONFIRM, EARN, ENROL, FEE, FREEZE, GRACE, INVITE, KEEP, LASTS, PATH,
    REGION, RENEW, REVIEW,
};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "specialization",
    title: "Specialization",
    summary: "A standing beside the tiers: earned, renewed, audited and lost on its own.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[&PATH],
    refers: Some(Refers::Specialization),
    lower: None,
    page: include_str!("specialization.md"),
};

static CLAUSES: &[Clause] = &[
    EARN,
    KEEP,
    REGION,
    REVIEW,
    clause(
        "rise",
        Shape::Word(&["at review", "on any day"]),
        &[],
        Times::Optional,
        "rise at review",
    ),
    clause(
        "fall",
        Shape::Word(&["at review", "never"]),
        &[may(
            "after",
            Shape::Count(&["missed reviews in a row", "missed review"]),
            "How many reviews in a row must be missed first.",
        )],
        Times::Optional,
        "fall at review after 1 missed review",
    ),
    LASTS,
    RENEW,
    AUDIT,
    GRACE,
    INVITE,
    ENROL,
    FEE,
    CONFIRM,
    FREEZE,
    ADVISE,
    BENEFIT,
    TELL,
    WHY,
];
