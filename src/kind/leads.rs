//! Leads that the vendor gives: by what they are given out, how long a partner has to accept and to work on one.

use super::clauses::{TELL, WHY, clause, may, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "leads",
    title: "Leads",
    summary: "How the vendor gives out leads: who gets one, the time to accept it and to work on it.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("leads.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "give by",
        Shape::Word(&["rotation", "territory", "specialization", "score", "choice"]),
        &[],
        Times::Once,
        "give by rotation",
    ),
    clause(
        "accept within",
        Shape::Duration,
        &[
            must(
                "silence",
                Shape::Word(&["accepts", "recalls"]),
                "What it means when the partner has not answered by then.",
            ),
            may(
                "in",
                Shape::Name(&[Refers::Region]),
                "The region whose business days are counted.",
            ),
        ],
        Times::Once,
        "accept within 2 business days silence recalls in NA",
    ),
    clause(
        "work within",
        Shape::Duration,
        &[],
        Times::Optional,
        "work within 60 days",
    ),
    TELL,
    WHY,
];
