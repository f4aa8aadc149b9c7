//! Objectives: what the program is for, and the results by which that is known.

use super::clauses::{INTERNAL, TELL, WHY, clause, tabled};
use super::spec::{Clause, Column, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "objective",
    title: "Objective",
    summary: "What the program is to reach, and the results by which it is known.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("objective.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "owner channel_director",
    ),
    tabled(
        "results",
        Shape::Nothing,
        &[],
        Table::Columns(&[
            Column {
                name: "result",
                value: Shape::Text,
                required: true,
            },
            Column {
                name: "measure",
                value: Shape::Name(&[Refers::Measure]),
                required: true,
            },
            Column {
                name: "least",
                value: Shape::Money,
                required: false,
            },
            Column {
                name: "count",
                value: Shape::Count(&[]),
                required: false,
            },
            Column {
                name: "by",
                value: Shape::Date,
                required: true,
            },
        ]),
        Times::Once,
        "results, and below it: | result | measure | least | by |",
    ),
    TELL,
    WHY,
];
