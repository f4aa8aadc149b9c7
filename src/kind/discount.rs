//! Discounts: a part of the price of each sale, taken off when it is ordered.

use super::clauses::{
    ACCOUNTS, BUDGET, CAP, DRIVES, FOR, INTERNAL, KEEP_TERMS, NEEDS, RATE, TAX, TELL, UNDO, WHY,
    clause,
};
use super::paying::{rate, refusal};
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::fact::FactKind;
use crate::payout::Payout;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "discount",
    title: "Discount",
    summary: "A part of the price of each sale, by tier and size, taken off when it is ordered.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("discount.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "on",
        Shape::Events,
        &[],
        Times::Once,
        "on each sale of cloud_secure in year",
    ),
    RATE,
    NEEDS,
    CAP,
    BUDGET,
    KEEP_TERMS,
    UNDO,
    ACCOUNTS,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

/// The rate of the amount of each sale, inside caps and budget. It has no `pay`: it is had at the order.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let Some(on) = terms.one("on") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let Value::Events(events) = &on.value else {
        return Ok(Payout::Sum(Vec::new()));
    };
    if events.selector.fact != FactKind::Sale {
        return Err(refusal(
            "discount-not-at-the-order",
            "a discount is taken off the price of each sale, and this is not a sale".to_owned(),
            on.span,
            "write: on each sale of cloud_secure in year",
        ));
    }
    rate::of_events(terms, events)
}
