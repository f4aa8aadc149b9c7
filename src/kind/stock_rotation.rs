//! Stock rotation: goods sent back from stock are paid back, to a part of what was bought.

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, OPEN_WHEN, PAY, TAX, TELL, UNDO, WHY,
    clause, must,
};
use super::paying::{rate, refusal};
use super::spec::{Clause, Given, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::payout::Payout;
use crate::payout::measure::Figure;

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "stock_rotation",
    title: "Stock rotation",
    summary: "Pays back goods that are sent back from stock, to a part of what was bought.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("stock_rotation.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "on",
        Shape::Figure,
        &[],
        Times::Once,
        "on sent_back in quarter",
    ),
    clause("rate", Shape::Percent, &[], Times::Once, "rate 90%"),
    clause(
        "most",
        Shape::Percent,
        &[must(
            "of",
            Shape::Figure,
            "What may be sent back is a part of this.",
        )],
        Times::Once,
        "most 5% of purchased in previous quarter",
    ),
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

/// The rate of what was sent back, or of the most that may be, if that is less.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let Some(most) = terms.one("most") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    rate::of_periods(terms, |paid| {
        let rated = terms.one("rate").map(|given| &given.value);
        let Some(Value::Percent(rate)) = rated else {
            return Ok(paid);
        };
        let Value::Percent(part) = most.value else {
            return Ok(paid);
        };
        let Some(Value::Figure(Figure::Reading(of), _)) = most.phrase("of") else {
            return Err(not_an_amount(most));
        };
        let rate = rate.times(part).map_err(|_| not_an_amount(most))?;
        let limit = Payout::Share {
            rate,
            of: of.clone(),
        };
        Ok(Payout::Least(vec![paid, limit]))
    })
}

fn not_an_amount(most: &Given) -> Refusal {
    refusal(
        "paid-on-a-ratio",
        "what may be sent back is a part of an amount, not of a ratio".to_owned(),
        most.span,
        "write: most 5% of purchased in previous quarter",
    )
}
