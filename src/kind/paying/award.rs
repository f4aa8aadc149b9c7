//! What `amount` gives: money, a part of the sale, things in kind, once or for every step.

use super::refusal;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::kind::spec::{Events, Given, Refusal, Value};
use crate::payout::given::{InKind, Worth};
use crate::payout::measure::{Entity, Measured, Reading, Window};
use crate::payout::{Blocks, Payout, Quantity};

/// The amount of one event.
pub(super) fn of_event(given: &Given, events: &Events) -> Result<Payout, Refusal> {
    if let Value::Percent(rate) = given.value {
        return match &events.amount {
            Some(amount) => Ok(Payout::Share {
                rate,
                of: amount.clone(),
            }),
            None => Err(refusal(
                "nothing-to-share",
                "these facts carry no amount to pay a rate of".to_owned(),
                given.span,
                "write: amount 250 USD per certification",
            )),
        };
    }
    let Some((each, kind)) = quantity(given) else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let own = |measure| Reading {
        measure,
        window: Window::Occasion,
        entity: Entity::Partner,
        only: Vec::new(),
    };
    let payout = match step(given)? {
        None => Payout::PerEvent {
            each,
            count: own(Measured::One),
        },
        Some((size, blocks)) => {
            if events.selector.fact != FactKind::Sale {
                return Err(refusal(
                    "nothing-to-share",
                    "these facts carry nothing that steps could be counted of".to_owned(),
                    given.span,
                    "write: amount 250 USD per certification",
                ));
            }
            let field = if matches!(size.unit, Unit::Money(_)) {
                FIELDS_OF_SALE.net_amount
            } else {
                FIELDS_OF_SALE.units
            };
            Payout::PerStep {
                each,
                step: size.amount,
                of: own(Measured::Field(field)),
                blocks,
            }
        }
    };
    valued(given, kind, payout)
}

/// The amount for every step of what a period measures.
pub(super) fn of_period(given: &Given, on: &Given, basis: Reading) -> Result<Payout, Refusal> {
    let (Some((each, kind)), Some((size, blocks))) = (quantity(given), step(given)?) else {
        return Err(refusal(
            "amount-does-not-fit",
            "a period is paid for every step of what it measures".to_owned(),
            given.span,
            "write: amount 500 USD per whole 10,000 USD",
        ));
    };
    if let Value::Figure(_, unit) = &on.value
        && matches!(unit, Unit::Money(_)) != matches!(size.unit, Unit::Money(_))
    {
        return Err(refusal(
            "wrong-unit",
            format!(
                "a step is {}, and what is counted is {}",
                size.unit.words(),
                unit.words()
            ),
            given.span,
            "write the step in the unit of what is counted: `per whole 10,000 USD`, `per whole 40 units`",
        ));
    }
    let payout = Payout::PerStep {
        each,
        step: size.amount,
        of: basis,
        blocks,
    };
    valued(given, kind, payout)
}

/// How much is given each time, and what, if it is not money.
fn quantity(given: &Given) -> Option<(Quantity, Option<InKind>)> {
    if let Value::InKind(number, kind) = given.value {
        let unit = match kind {
            InKind::Units(_) => Unit::Units,
            InKind::Points => Unit::Points,
        };
        let amount = number;
        return Some((Quantity { amount, unit }, Some(kind)));
    }
    Some((Quantity::of(given.value.money()?), None))
}

/// The size of a step, and whether a part of one counts.
fn step(given: &Given) -> Result<Option<(Quantity, Blocks)>, Refusal> {
    let size = |value: &Value| {
        if let Value::Count(count, _) = value {
            let amount = Ratio::whole(i128::from(*count));
            let unit = Unit::Units;
            return Some(Quantity { amount, unit });
        }
        value.money().map(Quantity::of)
    };
    match (given.phrase("per whole"), given.phrase("in proportion to")) {
        (None, None) => Ok(None),
        (Some(value), None) => Ok(size(value).map(|size| (size, Blocks::Whole))),
        (None, Some(value)) => Ok(size(value).map(|size| (size, Blocks::InProportion))),
        (Some(_), Some(_)) => Err(refusal(
            "amount-does-not-fit",
            "whole steps and parts of steps cannot both count".to_owned(),
            given.span,
            "keep `per whole` or `in proportion to`",
        )),
    }
}

/// The same payout at what it stands for, where it is not money.
fn valued(given: &Given, kind: Option<InKind>, payout: Payout) -> Result<Payout, Refusal> {
    let stated = given.phrase("valued at");
    let Some(kind) = kind else {
        return match stated {
            None => Ok(payout),
            Some(_) => Err(refusal(
                "valued-money",
                "the amount is money, and needs no value".to_owned(),
                given.span,
                "leave `valued at` out",
            )),
        };
    };
    let each = match (stated, kind) {
        (Some(Value::Money(money)), _) => Worth::Stated(Quantity::of(*money)),
        (Some(_), InKind::Units(product)) => Worth::List(product),
        (Some(_), InKind::Points) | (None, _) => {
            return Err(refusal(
                "without-value",
                "what is given in kind stands for no money, so that no limit can count it"
                    .to_owned(),
                given.span,
                "add what one stands for: valued at 20 USD",
            ));
        }
    };
    Ok(Payout::Valued {
        given: kind,
        each,
        payout: Box::new(payout),
    })
}
