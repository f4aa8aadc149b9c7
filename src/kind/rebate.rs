//! Rebates: a rate of what a partner sells in a period, by bands.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, OPEN_WHEN, PAY, RATE, TAX, TELL, UNDO, WHY,
    clause,
};
use super::paying::rate;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times};
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
        Shape::Figure,
        &[],
        Times::Once,
        "on bookings in quarter",
    ),
    RATE,
    OPEN_WHEN,
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

/// Bands on the measure of each period, inside caps and budget.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    rate::of_periods(terms, Ok)
}
