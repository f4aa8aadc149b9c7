//! Messages: letters to partners, sent when something happens to one.

use super::clauses::{WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "message",
    title: "Message",
    summary: "A letter to a partner, sent when something happens to it.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("message.md"),
};

/// What a message is sent for.
pub const MOMENTS: &[&str] = &[
    "a partner joins",
    "a tier is reached",
    "a tier is lost",
    "a claim is approved",
    "a claim is refused",
    "a deal is registered",
    "a certificate ends",
    "a change is published",
    "a payout is made",
    "the year ends",
    "a partner leaves",
];

static CLAUSES: &[Clause] = &[
    clause(
        "when",
        Shape::Word(MOMENTS),
        &[],
        Times::Once,
        "when a tier is reached",
    ),
    clause(
        "for",
        Shape::Names(&[Refers::Tier, Refers::Type, Refers::Region, Refers::Segment]),
        &[],
        Times::Optional,
        "for gold, platinum",
    ),
    clause(
        "channel",
        Shape::Words(super::calendar::CHANNELS),
        &[],
        Times::Optional,
        "channel email, portal",
    ),
    clause(
        "text",
        Shape::Text,
        &[],
        Times::Some,
        "text \"You are a gold partner now.\"",
    ),
    clause(
        "sign",
        Shape::Name(&[Refers::Role]),
        &[],
        Times::Optional,
        "sign channel_director",
    ),
    WHY,
];
