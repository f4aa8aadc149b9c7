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
            may(
                "at",
                Shape::Name(&[Refers::Tier]),
                "The tier that it holds.",
            ),
            may("since", Shape::Date, "The first day of it."),
            may(
                "was",
                Shape::Id,
                "What it was in the program before, as `succeeds` names it.",
            ),
            may("in", Shape::Name(&[Refers::Region]), "Its region."),
            may("as", Shape::Name(&[Refers::Type]), "Its type."),
            may(
                "joined",
                Shape::Date,
                "The day it joined; it was always there when left out.",
            ),
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
            must("for", Shape::Id, "Who is paid: a partner or a seller."),
            may(
                "in",
                Shape::Span,
                "The period that is looked at; all of them, when left out.",
            ),
            must("=", Shape::Money, "The amount, to the cent."),
        ],
        Times::Many,
        "expect volume for acme in Q1 = 9,500.00 USD",
    ),
    clause(
        "expect reimbursement of",
        Shape::Name(&[Refers::Incentive]),
        &[
            must("for", Shape::Id, "The partner."),
            may(
                "in",
                Shape::Span,
                "The period that is looked at; all of them, when left out.",
            ),
            must("=", Shape::Money, "The amount, to the cent."),
        ],
        Times::Many,
        "expect reimbursement of mdf for acme in Q2 = 2,500.00 USD",
    ),
    clause(
        "expect tier of",
        Shape::Id,
        &[
            must("on", Shape::Date, "The day."),
            must("=", Shape::Id, "The tier, or `none`."),
        ],
        Times::Many,
        "expect tier of acme on 2027-08-01 = gold",
    ),
    clause(
        "expect specializations of",
        Shape::Id,
        &[
            must("on", Shape::Date, "The day."),
            must("=", Shape::Ids, "All that it holds, or `none`."),
        ],
        Times::Many,
        "expect specializations of acme on 2027-08-01 = cloud, security",
    ),
    clause(
        "expect state of",
        Shape::Id,
        &[
            must("on", Shape::Date, "The day."),
            must(
                "=",
                Shape::Id,
                "What the registration, the lead or the claim is.",
            ),
        ],
        Times::Many,
        "expect state of r1 on 2027-08-01 = approved",
    ),
    clause(
        "expect nothing else",
        Shape::Nothing,
        &[],
        Times::Optional,
        "expect nothing else",
    ),
];
