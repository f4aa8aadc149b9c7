//! Discounts: a part of the price of each sale, taken off when it is ordered.

use super::clauses::{
    ACCOUNTS, BUDGET, CAP, DRIVES, FOR, INTERNAL, KEEP_TERMS, NEEDS, TAX, TELL, UNDO, WHY, clause,
    may, tabled,
};
use super::paying::{rate, refusal};
use super::spec::{Clause, Kind, Naming, Refers, Refusal, Shape, Table, Terms, Times, Value};
use crate::fact::FactKind;
use crate::payout::{Payout, Per};

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
    tabled(
        "rate",
        Shape::Rate,
        &[
            may(
                "by",
                Shape::Key,
                "The figure that chooses the band, where it is not the amount of the sale.",
            ),
            may(
                "across",
                Shape::Set,
                "The table has a column for each member.",
            ),
            may("as of", Shape::AsOf, "The day on which the tier counts."),
        ],
        Table::Bands,
        Times::Once,
        "rate 10%",
    ),
    NEEDS,
    CAP,
    BUDGET,
    KEEP_TERMS,
    Clause {
        help: "undo when returned within 90 days of sale date at the rate first paid as invoice",
        ..UNDO
    },
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
    if events.selector.fact != FactKind::Sale || events.per != Per::Fact {
        return Err(refusal(
            "discount-not-at-the-order",
            "a discount is taken off the price of each sale, and this is not a sale".to_owned(),
            on.span,
            "write: on each sale of cloud_secure in year",
        ));
    }
    rate::of_events(terms, events)
}
