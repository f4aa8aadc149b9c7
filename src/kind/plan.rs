//! Joint plans: what a partner and the vendor mean to do together, by quarter.

use super::clauses::{INTERNAL, WHY, clause, must, tabled};
use super::spec::{Clause, Column, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "plan",
    title: "Plan",
    summary: "What a partner and the vendor mean to do together, quarter by quarter.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("plan.md"),
};

static CLAUSES: &[Clause] = &[
    clause("partner", Shape::Id, &[], Times::Optional, "partner acme"),
    clause(
        "for",
        Shape::Names(&[Refers::Tier, Refers::Type, Refers::Region, Refers::Segment]),
        &[],
        Times::Optional,
        "for platinum",
    ),
    tabled(
        "goals",
        Shape::Nothing,
        &[],
        Table::Columns(&[
            Column {
                name: "quarter",
                value: Shape::Span,
                required: true,
            },
            Column {
                name: "goal",
                value: Shape::Text,
                required: true,
            },
            Column {
                name: "amount",
                value: Shape::Money,
                required: false,
            },
            Column {
                name: "owner",
                value: Shape::Name(&[Refers::Role, Refers::Committee]),
                required: false,
            },
        ]),
        Times::Once,
        "goals, and below it: | quarter | goal | amount | owner |",
    ),
    clause(
        "vendor",
        Shape::Text,
        &[],
        Times::Many,
        "vendor \"A demonstration centre by April.\"",
    ),
    clause(
        "promise",
        Shape::Text,
        &[],
        Times::Many,
        "promise \"Four trained engineers by June.\"",
    ),
    clause(
        "review",
        Shape::Nothing,
        &[must("every", Shape::Cycle, "How often both sides meet.")],
        Times::Once,
        "review every quarter",
    ),
    clause(
        "escalate to",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Optional,
        "escalate to channel_director",
    ),
    WHY,
];
