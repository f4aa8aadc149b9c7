//! Examples: facts and the payouts they must give, to the cent.

use super::clauses::{INTERNAL, clause, may, must, tabled};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "example",
    title: "Example",
    summary: "Facts and the payouts they must give; `check` runs it and guides print it.",
    since: 2027,
    naming: Naming::Title,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("example.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "given partner",
        Shape::Id,
        &[
            may("at", Shape::Name(&[Refers::Tier])),
            may("since", Shape::Date),
            may("in", Shape::Name(&[Refers::Region])),
            may("as", Shape::Name(&[Refers::Type])),
        ],
        Times::Many,
        "given partner acme at gold since 2027-02-01",
    ),
    tabled(
        "given",
        Shape::Nothing,
        &[],
        Table::Facts,
        Times::Many,
        "given, and below it: | fact | sale_id | happened | partner | product | net_amount |",
    ),
    clause(
        "expect",
        Shape::Name(&[Refers::Incentive]),
        &[
            must("for", Shape::Id),
            may("in", Shape::Span),
            must("=", Shape::Money),
        ],
        Times::Many,
        "expect volume for acme in Q1 = 9,500.00 USD",
    ),
    clause(
        "expect reimbursement of",
        Shape::Name(&[Refers::Incentive]),
        &[
            must("for", Shape::Id),
            may("in", Shape::Span),
            must("=", Shape::Money),
        ],
        Times::Many,
        "expect reimbursement of mdf for acme in Q2 = 2,500.00 USD",
    ),
    clause(
        "expect tier of",
        Shape::Id,
        &[must("on", Shape::Date), must("=", Shape::Id)],
        Times::Many,
        "expect tier of acme on 2027-08-01 = gold",
    ),
    clause(
        "expect nothing else",
        Shape::Nothing,
        &[],
        Times::Optional,
        "expect nothing else",
    ),
];
