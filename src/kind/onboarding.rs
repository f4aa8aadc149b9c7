//! Onboarding: what happens in the first days of a partner.

use super::clauses::{TELL, WHY, tabled};
use super::spec::{Clause, Column, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "onboarding",
    title: "Onboarding",
    summary: "What a new partner does, and by which day.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("onboarding.md"),
};

static CLAUSES: &[Clause] = &[
    tabled(
        "steps",
        Shape::Nothing,
        &[],
        Table::Columns(&[
            Column {
                name: "by_day",
                value: Shape::Count(&[]),
                required: true,
            },
            Column {
                name: "step",
                value: Shape::Text,
                required: true,
            },
            Column {
                name: "owner",
                value: Shape::Name(&[Refers::Role]),
                required: false,
            },
        ]),
        Times::Once,
        "steps, and below it: | by_day | step | owner |",
    ),
    TELL,
    WHY,
];
