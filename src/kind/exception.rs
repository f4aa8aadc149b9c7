//! Exceptions: what somebody who may decide it grants off the rules, from a pool of its own.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, PAY, TAX, TELL, WHY, clause,
};
use super::paying::of_claims;
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Terms, Times};
use crate::base::ratio::Ratio;
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::payout::Payout;
use crate::payout::measure::{Entity, Measured, Reading, Window};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "exception",
    title: "Exception",
    summary: "Pays what was granted off the rules, by whoever may decide it, from a pool of its own.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("exception.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause("on", Shape::Events, &[], Times::Once, EXAMPLE),
    NEEDS,
    CAP,
    // What is off the rules is bounded by its pool and by nothing else.
    Clause {
        times: Times::Once,
        ..BUDGET
    },
    PAY,
    ACCOUNT,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

const EXAMPLE: &str = "on each exception decided by finance in year";

/// The amount of each approved exception, inside caps and its pool.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let amount = type_of(FactKind::Exception).field("amount");
    let granted = Payout::Share {
        rate: Ratio::ONE,
        of: Reading {
            measure: Measured::Field(amount.map_or(FieldIndex(u8::MAX), |(at, _)| at)),
            window: Window::Occasion,
            entity: Entity::Partner,
            only: Vec::new(),
        },
    };
    of_claims(terms, FactKind::Exception, EXAMPLE, granted)
}
