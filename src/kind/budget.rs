//! Budgets: shared pools and how they are shared out.

use super::clauses::{INTERNAL, TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "budget",
    title: "Budget",
    summary: "A pool of money that several incentives may draw on, and what happens when it ends.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Budget),
    lower: None,
    page: include_str!("budget.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "",
        Shape::Money,
        &[may(
            "per",
            Shape::Cycle,
            "A new pool begins with each of these periods.",
        )],
        Times::Once,
        "450,000 USD per quarter",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role]),
        &[],
        Times::Optional,
        "owner finance",
    ),
    clause(
        "order",
        Shape::Word(&["first accepted"]),
        &[may(
            "ties by claim number",
            Shape::Nothing,
            "Of two accepted on one day, the lower number comes first.",
        )],
        Times::Optional,
        "order first accepted ties by claim number",
    ),
    clause(
        "crossing",
        Shape::Word(super::clauses::CROSSING),
        &[],
        Times::Optional,
        "crossing refused",
    ),
    clause(
        "share",
        Shape::Word(&["pro rata"]),
        &[may(
            "at",
            Shape::Word(&["month end", "quarter end", "half end", "year end"]),
            "When it is known what there is to share.",
        )],
        Times::Optional,
        "share pro rata at quarter end",
    ),
    TELL,
    WHY,
];
