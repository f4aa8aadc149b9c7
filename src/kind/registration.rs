//! Registration of deals: who may protect a deal, for how long, and what silence means.

use super::clauses::{TELL, WHY, clause, may, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "registration",
    title: "Deal registration",
    summary: "How a partner protects a deal: the least size, the decision, the protection.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("registration.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "least",
        Shape::Money,
        &[],
        Times::Optional,
        "least 20,000 USD",
    ),
    clause(
        "decide within",
        Shape::Duration,
        &[
            must(
                "silence",
                Shape::Word(&["approves", "refuses"]),
                "What it means when nobody has decided by then.",
            ),
            may(
                "in",
                Shape::Name(&[Refers::Region]),
                "The region whose business days are counted.",
            ),
        ],
        Times::Once,
        "decide within 2 business days silence approves in NA",
    ),
    clause(
        "protect",
        Shape::Duration,
        &[],
        Times::Once,
        "protect 90 days",
    ),
    clause(
        "extend",
        Shape::Duration,
        &[may(
            "at most",
            Shape::Count(&["times"]),
            "How often; once, when it is left out.",
        )],
        Times::Optional,
        "extend 30 days at most 2 times",
    ),
    clause(
        "conflict",
        Shape::Word(&[
            "first registered wins",
            "incumbent wins",
            "channel manager decides",
        ]),
        &[],
        Times::Once,
        "conflict first registered wins",
    ),
    TELL,
    WHY,
];
