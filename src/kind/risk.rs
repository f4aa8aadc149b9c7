//! Risks: what may go wrong, who watches it, and what is done when it does.

use super::clauses::{INTERNAL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Terms, Times, Value};

use crate::base::money::{Money, Rounding};
use crate::base::ratio::Ratio;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "risk",
    title: "Risk",
    summary: "What may go wrong, how likely and how dear it is, and who answers for it.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[&CONTINGENCY],
    refers: None,
    lower: None,
    page: include_str!("risk.md"),
};

/// The descriptor.
pub static CONTINGENCY: Kind = Kind {
    word: "contingency",
    title: "Contingency",
    summary: "What is done when a risk comes true, and the scenario that tries it.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ANSWER,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("risk.md"),
};

/// The sorts of shocks that a scenario can have.
pub const SHOCKS: &[&str] = &["softness", "delay", "shortage"];

static ANSWER: &[Clause] = &[
    clause(
        "answers",
        Shape::Word(SHOCKS),
        &[may(
            "in scenario",
            Shape::Id,
            "The scenario that has the shock.",
        )],
        Times::Once,
        "answers softness in scenario soft_market",
    ),
    clause(
        "within",
        Shape::Duration,
        &[],
        Times::Optional,
        "within 10 business days",
    ),
    clause(
        "do",
        Shape::Text,
        &[],
        Times::Some,
        "do \"Move the summer budget to renewals.\"",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Optional,
        "owner finance",
    ),
    clause(
        "budget",
        Shape::Name(&[Refers::Budget]),
        &[],
        Times::Optional,
        "budget reserve",
    ),
    WHY,
];

static CLAUSES: &[Clause] = &[
    clause(
        "sort",
        Shape::Word(&["market", "product", "partner", "operations", "legal"]),
        &[],
        Times::Once,
        "sort market",
    ),
    clause(
        "likelihood",
        Shape::Percent,
        &[],
        Times::Once,
        "likelihood 20%",
    ),
    clause(
        "impact",
        Shape::Money,
        &[],
        Times::Once,
        "impact 4,000,000 USD",
    ),
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "owner channel_director",
    ),
    clause(
        "sign",
        Shape::Text,
        &[],
        Times::Many,
        "sign \"Orders of two weeks fall by a fifth.\"",
    ),
    WHY,
];

/// What a risk is expected to cost in a year: its likelihood times its impact.
pub fn expected(terms: &Terms, rounding: Rounding) -> Option<Money> {
    let value = |word| terms.one(word).map(|given| &given.value);
    let (Some(Value::Percent(rate)), Some(Value::Money(impact))) =
        (value("likelihood"), value("impact"))
    else {
        return None;
    };
    let exact = Ratio::whole(impact.minor).times(*rate).ok()?;
    Some(Money {
        minor: rounding.round(exact),
        currency: impact.currency,
    })
}
