//! Targets: what is expected of each partner.

use super::clauses::{TELL, WHY, clause, may, must, tabled};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "target",
    title: "Target",
    summary: "What is expected of each partner: agreed, by table, or from its own history.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Target),
    lower: None,
    page: include_str!("target.md"),
};

static CLAUSES: &[Clause] = &[
    clause("agreed", Shape::Nothing, &[], Times::Optional, "agreed"),
    tabled(
        "amount",
        Shape::Limit,
        &[
            may("across", Shape::Set, "Whose amounts differ."),
            may("as of", Shape::AsOf, "The day that decides whose it is."),
        ],
        Table::Across,
        Times::Optional,
        "amount 50,000 USD",
    ),
    clause(
        "part",
        Shape::Percent,
        &[must("of", Shape::Figure, "Of what was reached before.")],
        Times::Optional,
        "part 105% of average of bookings over previous 4 quarters",
    ),
    clause(
        "index",
        Shape::Percent,
        &[
            must("from", Shape::Date, "The first day of the new prices."),
            may("until", Shape::Date, "The last day on which it counts."),
        ],
        Times::Many,
        "index 108% from 2027-07-01",
    ),
    clause(
        "least",
        Shape::Money,
        &[],
        Times::Optional,
        "least 20,000 USD",
    ),
    clause(
        "most",
        Shape::Money,
        &[],
        Times::Optional,
        "most 90,000 USD",
    ),
    clause(
        "new",
        Shape::Money,
        &[must(
            "with fewer than",
            Shape::Duration,
            "How many whole periods a partner that is not new has been there.",
        )],
        Times::Optional,
        "new 20,000 USD with fewer than 3 quarters",
    ),
    clause(
        "fixed on",
        Shape::AsOf,
        &[],
        Times::Once,
        "fixed on quarter start",
    ),
    TELL,
    WHY,
];
