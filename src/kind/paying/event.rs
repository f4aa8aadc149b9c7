//! The payout of kinds that pay for each event, and for the steps of what a period measures.

use std::collections::BTreeSet;

use super::{accelerate, award, conditions, eligible, rate, refusal, split, when, wrap};
use crate::fact::{FactKind, type_of};
use crate::kind::spec::{Events, Given, Refusal, Terms, Value};
use crate::payout::measure::Condition;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Per};

/// What an event pays: `amount` of each, twice until `double until`.
fn event_amount(terms: &Terms, events: &Events) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("amount") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    fits(given, events)?;
    let once = award::of_event(given, events)?;
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
        test: Test::Within(days, None),
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
        (Per::Fact, FactKind::Credit) => "per credit",
        (
            Per::Fact,
            FactKind::Sale
            | FactKind::Return
            | FactKind::Completion
            | FactKind::Claim
            | FactKind::Enrolment
            | FactKind::Standing
            | FactKind::Specialization
            | FactKind::DealStep
            | FactKind::Lead
            | FactKind::Membership
            | FactKind::ClaimStep
            | FactKind::Exception
            | FactKind::Quote
            | FactKind::Target
            | FactKind::Purchase
            | FactKind::Rotation
            | FactKind::Debit
            | FactKind::Protection
            | FactKind::Payment
            | FactKind::Cancellation,
        ) => "per sale",
    }
}

/// Whoever reads `per customer` expects one amount for a customer; `on` must say the same.
fn fits(given: &Given, events: &Events) -> Result<(), Refusal> {
    let right = per_what(events);
    let other = given
        .phrases
        .iter()
        .find(|(lead, _, _)| lead.starts_with("per ") && *lead != right && *lead != "per whole");
    let Some((lead, _, at)) = other else {
        return Ok(());
    };
    let each = right.trim_start_matches("per ");
    let message = format!("the amount is `{lead}`, and `on` pays once for each {each}");
    let wanted = lead.trim_start_matches("per ");
    let help = format!("write `{right}` here, or `each {wanted}` after `on`");
    Err(refusal("amount-does-not-fit", message, *at, &help))
}

/// The payout of a kind that pays for each event, or for the steps of a period.
pub fn per_event(terms: &Terms) -> Result<Payout, Refusal> {
    match terms.one("on").map(|on| &on.value) {
        Some(Value::Events(events)) => {
            let amount = accelerate::of_event(terms, event_amount(terms, events)?)?;
            of_events(terms, events, amount)
        }
        Some(Value::Figure(..)) => of_periods(terms),
        _ => Ok(Payout::Sum(Vec::new())),
    }
}

/// The payout of a kind whose claims are facts of their own.
pub fn of_claims(
    terms: &Terms,
    fact: FactKind,
    example: &str,
    amount: Payout,
) -> Result<Payout, Refusal> {
    let Some(on) = terms.one("on") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let Value::Events(events) = &on.value else {
        return Ok(Payout::Sum(Vec::new()));
    };
    if events.selector.fact != fact {
        return Err(refusal(
            "not-such-a-claim",
            format!("it is paid for each {}", type_of(fact).word),
            on.span,
            &format!("write: {example}"),
        ));
    }
    let mut approved = events.clone();
    if let Some((decision, _)) = type_of(fact).field("decision") {
        let words = BTreeSet::from(["approved".into()]);
        approved.selector.all.push(Condition::Is(decision, words));
    }
    of_events(terms, &approved, amount)
}

pub(super) fn of_events(terms: &Terms, events: &Events, amount: Payout) -> Result<Payout, Refusal> {
    let eligible = eligible(terms)?;
    not_of_payments(terms, events)?;
    let mut selector = events.selector.clone();
    selector.all.extend(eligible.facts);
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    let payout = split::split(terms, events.selector.fact, when(tests, amount))?;
    let occasion = Occasion::Event {
        selector,
        per: events.per,
    };
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(payout),
        },
        false,
    )
}

/// An event is paid when it is known; how its customer pays shows later.
fn not_of_payments(terms: &Terms, events: &Events) -> Result<(), Refusal> {
    let asks = |it: &Condition| matches!(it, Condition::PaidWithin(_) | Condition::PaidLate(_));
    match (terms.one("on"), events.selector.all.iter().any(asks)) {
        (Some(on), true) => Err(refusal(
            "not-paid-yet",
            "whether its customer pays in time is not known on the day of a sale".to_owned(),
            on.span,
            "leave the condition out, and write: hold until customer paid within 45 days",
        )),
        _ => Ok(()),
    }
}

/// `amount` for every step of what a period measures.
fn of_periods(terms: &Terms) -> Result<Payout, Refusal> {
    let (Some(on), Some(given)) = (terms.one("on"), terms.one("amount")) else {
        return Ok(Payout::Sum(Vec::new()));
    };
    if let Some(double) = terms.one("double") {
        return Err(refusal(
            "amount-does-not-fit",
            "the double amount ends on a day, and the award is for a whole period".to_owned(),
            double.span,
            "date the amount: amount 500 USD per whole 10,000 USD until 2027-06-30",
        ));
    }
    split::unsplit(terms)?;
    let (mut basis, occasion) = rate::basis(on)?;
    let counted = basis.clone();
    let eligible = eligible(terms)?;
    basis.only.extend(eligible.facts);
    let amount = award::of_period(given, on, basis)?;
    let amount = accelerate::of_period(terms, &counted, amount, true)?;
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(when(tests, amount)),
        },
        true,
    )
}
