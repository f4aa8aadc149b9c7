//! Price hold: what the list price lies above the price that a quote keeps.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, PAY, TAX, TELL, UNDO, WHY, clause, must,
};
use super::paying::{of_claims, refusal};
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::base::ratio::Ratio;
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::payout::Payout;
use crate::payout::given::{Held, Spread, Units};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "price_hold",
    title: "Price hold",
    summary: "Keeps the price of a quote for a time, whatever the list price becomes.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("price_hold.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause("on", Shape::Events, &[], Times::Once, EXAMPLE),
    clause(
        "amount",
        Shape::Word(&["units at list_price less quoted_price"]),
        &[must(
            "held for",
            Shape::Duration,
            "How long after its day a quote keeps its price.",
        )],
        Times::Once,
        "amount units at list_price less quoted_price held for 90 days",
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

const EXAMPLE: &str = "on each quote in year";

/// The rise above the quoted price of each unit, for each approved order that came in time, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let Some(amount) = terms.one("amount") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let Some(Value::Duration(length)) = amount.phrase("held for") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    if length.count == 0 {
        return Err(refusal(
            "held-for-no-time",
            "the price of a quote is held for no time".to_owned(),
            amount.span,
            "write: amount units at list_price less quoted_price held for 90 days",
        ));
    }
    let spread = Spread {
        units: Units::Counted {
            units: field("units"),
            high: field("list_price"),
            held: Some(Held {
                since: field("quoted"),
                length: *length,
            }),
        },
        low: field("quoted_price"),
        plus: Ratio::ZERO,
    };
    of_claims(terms, FactKind::Quote, EXAMPLE, Payout::Spread(spread))
}

/// A place beyond all fields where there is none; the registry has it.
fn field(name: &str) -> FieldIndex {
    let found = type_of(FactKind::Quote).field(name);
    found.map_or(FieldIndex(u8::MAX), |(at, _)| at)
}
