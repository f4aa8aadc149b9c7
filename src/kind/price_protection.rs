//! Price protection: what stock was bought for above a price that fell.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, PAY, TAX, TELL, UNDO, WHY, clause, may,
    must,
};
use super::paying::of_claims;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::base::ratio::Ratio;
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::payout::Payout;
use crate::payout::given::{Spread, Units};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "price_protection",
    title: "Price protection",
    summary: "Pays a partner the fall of a price for what it has in stock.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("price_protection.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause("on", Shape::Events, &[], Times::Once, EXAMPLE),
    clause(
        "amount",
        Shape::Word(&["units in stock at old_price less new_price"]),
        &[
            must(
                "used oldest first",
                Shape::Nothing,
                "What was sold and sent back is taken to be what was bought first.",
            ),
            may(
                "bought within",
                Shape::Duration,
                "How long before the fall it may have been bought.",
            ),
        ],
        Times::Once,
        "amount units in stock at old_price less new_price used oldest first",
    ),
    NEEDS,
    CAP,
    BUDGET,
    PAY,
    UNDO,
    ACCOUNT,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

const EXAMPLE: &str = "on each protection in year";

/// The fall of the price of each unit in stock, for each approved claim, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let within = terms
        .one("amount")
        .and_then(|given| given.phrase("bought within"));
    let bought_within = if let Some(Value::Duration(within)) = within {
        Some(*within)
    } else {
        None
    };
    let spread = Spread {
        units: Units::InStock {
            at_most: field("units"),
            bought_within,
        },
        low: field("new_price"),
        plus: Ratio::ZERO,
    };
    of_claims(terms, FactKind::Protection, EXAMPLE, Payout::Spread(spread))
}

/// A place beyond all fields where there is none; the registry has it.
fn field(name: &str) -> FieldIndex {
    let found = type_of(FactKind::Protection).field(name);
    found.map_or(FieldIndex(u8::MAX), |(at, _)| at)
}
