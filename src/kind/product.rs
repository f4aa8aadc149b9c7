//! Products: line, list price, launch.

use super::clauses::{INTERNAL, TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "product",
    title: "Product",
    summary: "Something sold: its line, its list price and the day it is launched.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Product),
    lower: None,
    page: include_str!("product.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "line",
        Shape::Name(&[Refers::Line]),
        &[],
        Times::Once,
        "line hardware",
    ),
    clause(
        "list",
        Shape::Money,
        &[
            may("per year", Shape::Nothing, "The price of one year."),
            may("per month", Shape::Nothing, "The price of one month."),
        ],
        Times::Optional,
        "list 4,200 USD",
    ),
    clause(
        "launch",
        Shape::Date,
        &[],
        Times::Optional,
        "launch 2027-03-15",
    ),
    TELL,
    WHY,
];
