//! Ship and debit: what a customer's special price lies below what the partner paid.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, PAY, TAX, TELL, UNDO, WHY, clause, may,
};
use super::paying::of_claims;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::base::ratio::Ratio;
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::payout::Payout;
use crate::payout::given::{Spread, Units};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "ship_and_debit",
    title: "Ship and debit",
    summary: "Pays a partner what a special price for a named customer lies below what it paid.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("ship_and_debit.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause("on", Shape::Events, &[], Times::Once, EXAMPLE),
    clause(
        "amount",
        Shape::Word(&["units at book_cost less special_cost"]),
        &[
            may(
                "plus",
                Shape::Percent,
                "What each unit is paid besides, as a part of its special cost.",
            ),
            may("of special_cost", Shape::Nothing, "What that is a part of."),
        ],
        Times::Once,
        "amount units at book_cost less special_cost",
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

const EXAMPLE: &str = "on each debit in year";

/// The difference of prices of each approved claim, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let plus = terms.one("amount").and_then(|given| given.phrase("plus"));
    let plus = if let Some(Value::Percent(plus)) = plus {
        *plus
    } else {
        Ratio::ZERO
    };
    let spread = Spread {
        units: Units::Counted {
            units: field("units"),
            high: field("book_cost"),
            held: None,
        },
        low: field("special_cost"),
        plus,
    };
    of_claims(terms, FactKind::Debit, EXAMPLE, Payout::Spread(spread))
}

/// A place beyond all fields where there is none; the registry has it.
fn field(name: &str) -> FieldIndex {
    let found = type_of(FactKind::Debit).field(name);
    found.map_or(FieldIndex(u8::MAX), |(at, _)| at)
}
