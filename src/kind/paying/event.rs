//! The payout of kinds that pay for each event.

use super::{conditions, eligible, refusal, when, wrap};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Events, Given, Refusal, Terms, Value};
use crate::payout::measure::{Measured, Reading, Window};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Quantity};

/// What an event pays: `amount` of each, twice until `double until`.
fn event_amount(terms: &Terms, events: &Events) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("amount") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let once = if let Value::Money(money) = &given.value {
        Payout::PerEvent {
            each: Quantity {
                amount: Ratio::whole(money.minor),
                unit: Unit::Money(money.currency),
            },
            count: Reading {
                measure: Measured::One,
                window: Window::Occasion,
                entity: crate::payout::measure::Entity::Partner,
                only: Vec::new(),
            },
        }
    } else if let (Value::Percent(rate), Some(amount)) = (&given.value, &events.amount) {
        Payout::Share {
            rate: *rate,
            of: amount.clone(),
        }
    } else {
        return Err(refusal(
            "nothing-to-share",
            "these facts carry no amount to pay a rate of".to_owned(),
            given.span,
            "write: amount 250 USD per certification",
        ));
    };
    let Some(double) = terms.one("double") else {
        return Ok(once);
    };
    let Some(Value::Date(last)) = double.phrase("until") else {
        return Ok(once);
    };
    let first = events
        .days
        .map_or(crate::base::date::Date::MIN, |days| days.first());
    let Some(days) = crate::base::period::Days::new(first, *last) else {
        return Err(refusal(
            "double-before-it-starts",
            format!("the double amount ends on {last}, before anything is paid"),
            double.span,
            "write a date inside the window of `on`",
        ));
    };
    let again = Payout::When {
        test: Test::Within(days),
        then: Box::new(once.clone()),
    };
    Ok(Payout::Sum(vec![once, again]))
}

/// The payout of a kind that pays for each event.
pub fn per_event(terms: &Terms) -> Result<Payout, Refusal> {
    let Some(Given {
        value: Value::Events(events),
        ..
    }) = terms.one("on")
    else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let eligible = eligible(terms)?;
    let mut selector = events.selector.clone();
    selector.all.extend(eligible.facts);
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    let amount = when(tests, event_amount(terms, events)?);
    let occasion = Occasion::Event {
        selector,
        per: events.per,
    };
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(amount),
        },
        false,
    )
}
