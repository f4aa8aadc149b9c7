//! The payout of kinds that pay for each event.

use super::{conditions, eligible, refusal, when, wrap};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::FactKind;
use crate::kind::spec::{Events, Given, Refusal, Terms, Value};
use crate::payout::measure::{Measured, Reading, Window};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Per, Quantity};

/// What an event pays: `amount` of each, twice until `double until`.
fn event_amount(terms: &Terms, events: &Events) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("amount") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    fits(given, events)?;
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

/// What `on` pays once for, in the words of `amount`.
fn per_what(events: &Events) -> &'static str {
    match (events.per, events.selector.fact) {
        (Per::Deal, _) => "per deal",
        (Per::Order, _) => "per order",
        (Per::Customer, _) => "per customer",
        (Per::Person, _) => "per person",
        (Per::Fact, FactKind::Certification) => "per certification",
        (Per::Fact, FactKind::Registration) => "per registration",
        (
            Per::Fact,
            FactKind::Sale
            | FactKind::Return
            | FactKind::Completion
            | FactKind::Claim
            | FactKind::Enrolment
            | FactKind::Standing
            | FactKind::Target,
        ) => "per sale",
    }
}

/// Whoever reads `per customer` expects one amount for a customer; `on` must say the same.
fn fits(given: &Given, events: &Events) -> Result<(), Refusal> {
    let right = per_what(events);
    let other = given
        .phrases
        .iter()
        .find(|(lead, _, _)| lead.starts_with("per ") && *lead != right);
    let Some((lead, _, at)) = other else {
        return Ok(());
    };
    let each = right.trim_start_matches("per ");
    let message = format!("the amount is `{lead}`, and `on` pays once for each {each}");
    let wanted = lead.trim_start_matches("per ");
    let help = format!("write `{right}` here, or `each {wanted}` after `on`");
    Err(refusal("amount-does-not-fit", message, *at, &help))
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
