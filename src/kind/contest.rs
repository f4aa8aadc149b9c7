//! Contests: prizes by place among the partners.

use super::clauses::{
    ACCOUNT, DRIVES, FOR, INTERNAL, NEEDS, PAY, TAX, TELL, UNDO, WHY, clause, tabled,
};
use super::paying::rate::basis;
use super::paying::{conditions, eligible, refusal, when, wrap};
use super::spec::{
    Clause, Column, Given, Grid, Kind, Naming, Refers, Refusal, Shape, Table, Terms, Times, Value,
};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::payout::{Payout, Quantity, Ties};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "contest",
    title: "Contest",
    summary: "Prizes by place among the partners who sold most in a time.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("contest.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "on",
        Shape::Figure,
        &[],
        Times::Once,
        "on bookings in launch_push",
    ),
    clause("least", Shape::Limit, &[], Times::Once, "least 100,000 USD"),
    clause(
        "ties",
        Shape::Word(&["share the prizes", "first accepted wins"]),
        &[],
        Times::Once,
        "ties share the prizes",
    ),
    tabled(
        "prizes",
        Shape::Nothing,
        &[],
        Table::Columns(&[
            Column {
                name: "place",
                value: Shape::Count(&[]),
                required: true,
            },
            Column {
                name: "prize",
                value: Shape::Money,
                required: true,
            },
        ]),
        Times::Once,
        "prizes, and below it: | place | prize |",
    ),
    NEEDS,
    PAY,
    UNDO,
    ACCOUNT,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

/// A prize for each place, once the time is over.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let (Some(on), Some(prizes)) = (terms.one("on"), terms.one("prizes")) else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let eligible = eligible(terms)?;
    let (mut key, occasion) = basis(on)?;
    key.only.extend(eligible.facts.iter().cloned());
    let mut places = Vec::new();
    if let Some(Grid::Rows(rows)) = &prizes.table {
        for (at, row) in rows.iter().enumerate() {
            let [Some(Value::Count(place, _)), Some(Value::Money(prize))] = row.as_slice() else {
                continue;
            };
            if usize::try_from(*place).ok() != at.checked_add(1) {
                return Err(refusal(
                    "places-out-of-order",
                    format!(
                        "the prize of place {place} stands in row {}",
                        at.saturating_add(1)
                    ),
                    prizes.span,
                    "list the places 1, 2, 3, ... without a gap",
                ));
            }
            places.push(Quantity {
                amount: Ratio::whole(prize.minor),
                unit: Unit::Money(prize.currency),
            });
        }
    }
    let least = terms
        .one("least")
        .map_or(Ok(0), |least| smallest(on, least))?;
    let ties = match terms.one("ties").and_then(|given| given.value.word()) {
        Some("first accepted wins") => Ties::FirstAccepted,
        Some(_) | None => Ties::Share,
    };
    let rank = Payout::Rank {
        key,
        least: Ratio::whole(least),
        ties,
        prizes: places,
    };
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(when(tests, rank)),
        },
        true,
    )
}

/// The least that wins, in the unit of what is compared.
fn smallest(on: &Given, least: &Given) -> Result<i128, Refusal> {
    let Value::Figure(_, unit) = &on.value else {
        return Ok(0);
    };
    match (unit, &least.value) {
        (Unit::Money(currency), Value::Money(money)) if *currency == money.currency => {
            Ok(money.minor)
        }
        (Unit::Money(currency), Value::Money(_)) => Err(refusal(
            "other-currency",
            format!("the contest is counted in {currency}"),
            least.span,
            &format!("write the amount in {currency}"),
        )),
        (Unit::Count, Value::Count(count, _)) => Ok(i128::from(*count)),
        _ => Err(refusal(
            "wrong-unit",
            format!("what the contest counts is {}", unit.words()),
            least.span,
            "write: least 50,000 USD where amounts are compared, least 10 deals where deals are",
        )),
    }
}
