//! Bonuses: money to the partner for a new customer, a certification or another event.

use super::clauses::{
    ACCELERATE, ACCOUNTS, AMOUNT, BUDGET, CAP, DOUBLE, DRIVES, FOR, HOLD, INTERNAL, KEEP_TERMS,
    NEEDS, ON_EVENTS_OR_PERIOD, PAY, SPLIT, TAX, TELL, UNDO, WHY,
};
use super::paying::per_event;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Terms};
use crate::payout::Payout;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "bonus",
    title: "Bonus",
    summary: "A reward for each new customer, certification, registered deal or other event.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("bonus.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    ON_EVENTS_OR_PERIOD,
    AMOUNT,
    DOUBLE,
    ACCELERATE,
    NEEDS,
    SPLIT,
    CAP,
    BUDGET,
    HOLD,
    KEEP_TERMS,
    PAY,
    UNDO,
    ACCOUNTS,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

/// The amount for each selected event, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    per_event(terms)
}
