//! Scorecards: weighted targets with colours.

use super::clauses::{INTERNAL, TELL, WHY, clause, tabled};
use super::spec::{Clause, Column, Kind, Naming, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "scorecard",
    title: "Scorecard",
    summary: "Weighted targets, and from which part of the target a line is green or yellow.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("scorecard.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "every",
        Shape::Word(&["month", "quarter", "half", "year"]),
        &[],
        Times::Optional,
        "every quarter",
    ),
    tabled(
        "lines",
        Shape::Nothing,
        &[],
        Table::Columns(&[
            Column {
                name: "line",
                value: Shape::Text,
                required: true,
            },
            Column {
                name: "weight",
                value: Shape::Percent,
                required: true,
            },
            Column {
                name: "measure",
                value: Shape::Figure,
                required: false,
            },
            Column {
                name: "target",
                value: Shape::Number,
                required: true,
            },
            Column {
                name: "unit",
                value: Shape::Text,
                required: true,
            },
        ]),
        Times::Once,
        "lines, and below it: | line | weight | measure | target | unit |",
    ),
    clause(
        "green from",
        Shape::Percent,
        &[],
        Times::Once,
        "green from 95%",
    ),
    clause(
        "yellow from",
        Shape::Percent,
        &[],
        Times::Once,
        "yellow from 75%",
    ),
    TELL,
    WHY,
];
