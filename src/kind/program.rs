//! The program itself: year, money, rounding, languages, and what proofs may assume.

use super::clauses::{TELL, WHY, clause, may, must, tabled};
use super::spec::{Clause, Column, Kind, Naming, Refers, Shape, Table, Times};

/// The languages that documents are written in.
pub const LANGUAGES: &[&str] = &["en", "de", "ja"];

/// Begins the clause that says in which regions the partners of a program are.
pub const IN: &str = "in";

/// Begins the clause that says which regions have a program of their own.
pub const OUTSIDE: &str = "outside";

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "program",
    title: "Program",
    summary: "The year, money and languages of a program, and what proofs may assume.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("program.md"),
};

/// What a partner was called in the program before, and the tier that it holds from the first day on.
const SUCCESSION: &[Column] = &[
    Column {
        name: "was",
        value: Shape::Id,
        required: true,
    },
    Column {
        name: "is",
        value: Shape::Name(&[Refers::Tier]),
        required: false,
    },
];

static CLAUSES: &[Clause] = &[
    clause(
        "edition",
        Shape::Count(&[]),
        &[],
        Times::Once,
        "edition 2027",
    ),
    clause(
        "published",
        Shape::Date,
        &[],
        Times::Optional,
        "published 2026-10-15",
    ),
    clause(
        "year",
        Shape::Days,
        &[may(
            "weeks",
            Shape::Word(&["four four five", "four five four", "five four four"]),
            "How the 13 weeks of a quarter form its months, where the year is 52 or 53 whole weeks.",
        )],
        Times::Once,
        "year 2027-02-01 to 2028-01-31",
    ),
    clause("money", Shape::Currency, &[], Times::Once, "money USD"),
    clause(
        "round",
        Shape::Word(&["half up", "half even", "down", "up"]),
        &[must(
            "per posting",
            Shape::Nothing,
            "Each booked amount is rounded once; nothing inside it is.",
        )],
        Times::Once,
        "round half even per posting",
    ),
    clause("zone", Shape::Id, &[], Times::Once, "zone America/Chicago"),
    clause(
        "languages",
        Shape::Ids,
        &[],
        Times::Once,
        "languages en, de, ja",
    ),
    clause(
        "prevails",
        Shape::Id,
        &[may(
            "in order of",
            Shape::Words(&[
                "agreement",
                "policy",
                "guide",
                "calendar",
                "portal",
                "statement",
            ]),
            "Which document counts where two differ: the one that stands first.",
        )],
        Times::Once,
        "prevails en in order of agreement, policy, guide",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role]),
        &[],
        Times::Optional,
        "owner channel_director",
    ),
    clause(
        "final",
        Shape::Duration,
        &[
            must(
                "after",
                Shape::Word(&["month end", "quarter end", "half end", "year end"]),
                "The end of the period that holds the day of what is paid.",
            ),
            may(
                "in",
                Shape::Name(&[Refers::Region]),
                "The region whose business days are counted.",
            ),
        ],
        Times::Optional,
        "final 30 days after quarter end",
    ),
    clause(
        "exchange",
        Shape::Currency,
        &[
            must(
                "to",
                Shape::Currency,
                "The currency that it is changed into.",
            ),
            must(
                "at fixed",
                Shape::Number,
                "How much of it one unit is worth, all year.",
            ),
        ],
        Times::Many,
        "exchange EUR to USD at fixed 1.08",
    ),
    clause(
        "assume at most",
        Shape::Count(&["partners"]),
        &[may(
            "at",
            Shape::Name(&[Refers::Tier]),
            "The tier that is counted.",
        )],
        Times::Many,
        "assume at most 1,200 partners at silver",
    ),
    clause(
        "assume net price of",
        Shape::Name(&[Refers::Product]),
        &[must(">=", Shape::Money, "The lowest it can be.")],
        Times::Many,
        "assume net price of edge_router >= 3,200 USD",
    ),
    clause(
        "assume yearly sales of a partner at",
        Shape::Name(&[Refers::Tier]),
        &[must("<=", Shape::Money, "The most it can be.")],
        Times::Many,
        "assume yearly sales of a partner at gold <= 20,000,000 USD",
    ),
    tabled(
        "succeeds",
        Shape::Text,
        &[],
        Table::Columns(SUCCESSION),
        Times::Optional,
        "succeeds \"Partner Network 2026\", and below it: | was | is |",
    ),
    clause(
        IN,
        Shape::Names(&[Refers::Region]),
        &[],
        Times::Optional,
        "in EMEA",
    ),
    clause(
        OUTSIDE,
        Shape::Names(&[Refers::Region]),
        &[],
        Times::Optional,
        "outside EMEA",
    ),
    TELL,
    WHY,
];
