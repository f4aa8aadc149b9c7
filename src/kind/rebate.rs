//! Rebates: a rate of what a partner sells in a period, by bands.

use super::clauses::{
    ACCELERATE, ACCOUNTS, BUDGET, CAP, DRIVES, ENROL, FOR, GUARANTEE, HOLD, INTERNAL, KEEP_TERMS,
    NEEDS, OPEN_WHEN, PAY, RATE, SPLIT, TAX, TELL, UNDO, WHY, clause,
};
use super::paying::rate;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::payout::Payout;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "rebate",
    title: "Rebate",
    summary: "A rate of what a partner sells in a period, by bands that are marginal or whole.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("rebate.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "on",
        Shape::FigureOrEvents,
        &[],
        Times::Once,
        "on bookings in quarter",
    ),
    ENROL,
    RATE,
    ACCELERATE,
    OPEN_WHEN,
    NEEDS,
    GUARANTEE,
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

/// Bands on the measure of each period, or on each sale, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    match terms.one("on").map(|on| &on.value) {
        Some(Value::Events(events)) => rate::of_events(terms, events),
        _ => rate::of_periods(terms, Ok),
    }
}
