//! Spiffs: money for a person or partner for each sale of a promoted product.

use super::clauses::{
    ACCELERATE, ACCOUNTS, AMOUNT, BUDGET, CAP, DOUBLE, DRIVES, FOR, HOLD, INTERNAL, KEEP_TERMS,
    NEEDS, ON_EVENTS, PAY, TAX, TELL, UNDO, WHY,
};
use super::paying::per_event;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Terms};
use crate::payout::Payout;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "spiff",
    title: "Spiff",
    summary: "A reward for each sale of a promoted product, usually to the seller and for a short time.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("spiff.md"),
};

static CLAUSES: &[Clause] = &[
    FOR, ON_EVENTS, AMOUNT, DOUBLE, ACCELERATE, NEEDS, CAP, BUDGET, HOLD, KEEP_TERMS, PAY, UNDO,
    ACCOUNTS, TAX, DRIVES, TELL, WHY,
];

/// The amount for each selected event, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    per_event(terms)
}
