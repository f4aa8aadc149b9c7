//! What all paying kinds share when they lower their terms: whom it is for, caps, budgets, reversal and
//! terms of payment.

use std::collections::BTreeSet;

use super::spec::{Events, Given, Grid, Named, Refusal, Terms, Value};
use crate::base::id::{RegionId, SegmentId, TierId, TypeId};
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::payout::measure::{Condition, Measured, Reading, Window};
use crate::payout::payment::{Form, Payee, Payment, Roll, TaxReporter};
use crate::payout::table::{AsOf, Limit};
use crate::payout::test::Test;
use crate::payout::{
    Account, Cap, CapSpan, Counts, Crossing, Occasion, Payout, Quantity, Returned, Scope, Source,
    Undo, UndoFrom, UndoMethod,
};

/// Whom an incentive is for: a condition on each sale, and a test on each occasion.
pub struct Eligible {
    /// Conditions on each fact (a tier on the day of the sale).
    pub facts: Vec<Condition>,
    /// Tests on the occasion.
    pub tests: Vec<Test>,
    /// The tiers it is for; empty for all.
    pub tiers: BTreeSet<TierId>,
}

/// Reads `for`.
pub fn eligible(terms: &Terms) -> Result<Eligible, Refusal> {
    let mut eligible = Eligible {
        facts: Vec::new(),
        tests: Vec::new(),
        tiers: BTreeSet::new(),
    };
    let Some(given) = terms.one("for") else {
        return Ok(eligible);
    };
    let mut types: BTreeSet<TypeId> = BTreeSet::new();
    let mut regions: BTreeSet<RegionId> = BTreeSet::new();
    let mut segments: Vec<SegmentId> = Vec::new();
    for named in given.value.names() {
        if let Named::Tier(id) = named {
            eligible.tiers.insert(id);
        } else if let Named::Type(id) = named {
            types.insert(id);
        } else if let Named::Region(id) = named {
            regions.insert(id);
        } else if let Named::Segment(id) = named {
            segments.push(id);
        }
    }
    if !types.is_empty() {
        eligible.tests.push(Test::Type(types));
    }
    if !regions.is_empty() {
        eligible.tests.push(Test::Region(regions));
    }
    if !segments.is_empty() {
        eligible
            .tests
            .push(Test::Any(segments.into_iter().map(Test::Segment).collect()));
    }
    if eligible.tiers.is_empty() {
        return Ok(eligible);
    }
    match given.phrase("as of") {
        Some(Value::AsOf(AsOf::SaleDate)) => {
            eligible
                .facts
                .push(Condition::Tier(eligible.tiers.clone(), AsOf::SaleDate));
        }
        Some(Value::AsOf(day)) => eligible
            .tests
            .push(Test::Tier(eligible.tiers.clone(), *day)),
        _ => {
            return Err(refusal(
                "no-day-named",
                "the day on which a partner must hold the tier is not said".to_owned(),
                given.span,
                "write: for silver, gold as of sale date",
            ));
        }
    }
    Ok(eligible)
}

/// A refusal with its valid line.
pub fn refusal(name: &'static str, message: String, span: Span, help: &str) -> Refusal {
    Refusal {
        name,
        message,
        span,
        help: help.to_owned(),
    }
}

/// A payout that needs these tests to hold.
pub fn when(tests: Vec<Test>, payout: Payout) -> Payout {
    let mut tests = tests;
    match (tests.pop(), tests.is_empty()) {
        (None, _) => payout,
        (Some(only), true) => Payout::When {
            test: only,
            then: Box::new(payout),
        },
        (Some(last), false) => {
            tests.push(last);
            Payout::When {
                test: Test::All(tests),
                then: Box::new(payout),
            }
        }
    }
}

/// The tests of `needs` and `open when`.
pub fn conditions(terms: &Terms) -> Vec<Test> {
    terms
        .clauses
        .iter()
        .filter(|given| given.word == "needs" || given.word == "open when")
        .filter_map(|given| {
            if let Value::Test(test) = &given.value {
                Some(test.clone())
            } else {
                None
            }
        })
        .collect()
}

/// Caps, then the budget, then what a return takes back, around an `Over`. A payout of periods is posted
/// as a true-up.
pub fn wrap(terms: &Terms, over: Payout, pooled: bool) -> Result<Payout, Refusal> {
    let mut payout = over;
    for given in terms.all("cap") {
        payout = Payout::Cap {
            cap: cap(given)?,
            payout: Box::new(payout),
        };
    }
    if let Some(given) = terms.one("budget")
        && let Some(Named::Budget(budget)) = given.value.names().first().copied()
    {
        payout = Payout::Draw {
            from: Source::Budget(budget),
            payout: Box::new(payout),
        };
    }
    if let Some(undo) = undo(terms, pooled)? {
        payout = Payout::Undo {
            undo,
            payout: Box::new(payout),
        };
    }
    Ok(if pooled {
        Payout::TrueUp(Box::new(payout))
    } else {
        payout
    })
}

fn cap(given: &Given) -> Result<Cap, Refusal> {
    let mut scope = Scope::Partner;
    let mut span = None;
    for (lead, value, at) in &given.phrases {
        match (*lead, value) {
            ("per", Value::Words(words)) => {
                let word = words.first().copied().unwrap_or("partner");
                match cycle_of(word) {
                    Some(cycle) => span = Some(CapSpan::In(cycle)),
                    None if word == "award" => span = Some(CapSpan::Award),
                    None => scope = scope_of(word),
                }
            }
            ("in", Value::Cycle(cycle)) => span = Some(CapSpan::In(*cycle)),
            ("in", Value::Days(days, _)) => span = Some(CapSpan::Days(*days)),
            ("in", _) => {
                return Err(refusal(
                    "no-cap-span",
                    "the time that the cap adds up is not known".to_owned(),
                    *at,
                    "write: in launch_push, or: per year",
                ));
            }
            _ => {}
        }
    }
    let span = span.ok_or_else(|| {
        refusal(
            "no-cap-span",
            "the cap does not say over which time it adds up".to_owned(),
            given.span,
            "write: cap 40,000 USD per partner per year crossing paid to the limit",
        )
    })?;
    let (limit, counts) = limit(given)?;
    Ok(Cap {
        limit,
        counts,
        scope,
        span,
        crossing: crossing(given.phrase("crossing")),
        returned: match given.phrase("returned room").and_then(Value::word) {
            Some("reopens") => Returned::Reopens,
            Some(_) | None => Returned::StaysUsed,
        },
    })
}

fn limit(given: &Given) -> Result<(Limit, Counts), Refusal> {
    if let Some(Grid::Across {
        across,
        amounts,
        unit,
    }) = &given.table
    {
        let counts = if *unit == Unit::Count {
            Counts::Awards
        } else {
            Counts::Quantity
        };
        return Ok((
            Limit {
                across: Some(*across),
                amounts: amounts.clone(),
                unit: *unit,
            },
            counts,
        ));
    }
    if let Value::Money(money) = &given.value {
        let limit = Limit::flat(Ratio::whole(money.minor), Unit::Money(money.currency));
        return Ok((limit, Counts::Quantity));
    }
    if let Value::Count(count, _) = &given.value {
        let limit = Limit::flat(Ratio::whole(i128::from(*count)), Unit::Count);
        return Ok((limit, Counts::Awards));
    }
    Err(refusal(
        "no-cap-amount",
        "the cap gives no amount".to_owned(),
        given.span,
        "write: cap 40,000 USD per partner per year crossing paid to the limit",
    ))
}

/// The rule for the award that crosses a limit.
pub fn crossing(value: Option<&Value>) -> Crossing {
    match value.and_then(Value::word) {
        Some("refused") => Crossing::Refused,
        Some("paid then closed") => Crossing::PaidThenClosed,
        Some(_) | None => Crossing::PaidToTheLimit,
    }
}

fn cycle_of(word: &str) -> Option<Cycle> {
    match word {
        "month" => Some(Cycle::Month),
        "quarter" => Some(Cycle::Quarter),
        "half" => Some(Cycle::Half),
        "year" => Some(Cycle::Year),
        _ => None,
    }
}

fn scope_of(word: &str) -> Scope {
    match word {
        "seller" => Scope::Seller,
        "customer" => Scope::Customer,
        "customer across partners" => Scope::CustomerAcrossPartners,
        "deal" => Scope::Deal,
        "product" => Scope::Product,
        "region" => Scope::Region,
        "program" => Scope::Program,
        _ => Scope::Partner,
    }
}

fn undo(terms: &Terms, pooled: bool) -> Result<Option<Undo>, Refusal> {
    let Some(given) = terms.one("undo") else {
        return Ok(None);
    };
    if given.value.word() == Some("never") {
        return Ok(None);
    }
    let method = match (
        given.says("at the rate first paid"),
        given.says("by recomputing the period"),
    ) {
        (true, false) if !pooled => UndoMethod::AtTheRateFirstPaid,
        (false, true) if pooled => UndoMethod::ByRecomputingThePeriod,
        (true, false) => {
            return Err(refusal(
                "undo-does-not-fit",
                "the award is for a whole period, so no single sale has a rate first paid"
                    .to_owned(),
                given.span,
                "write: undo when returned within 90 days of sale date by recomputing the period from next payout",
            ));
        }
        (false, true) => {
            return Err(refusal(
                "undo-does-not-fit",
                "the award is for one event, so there is no period to compute again".to_owned(),
                given.span,
                "write: undo when returned within 90 days of sale date at the rate first paid from next payout",
            ));
        }
        _ => {
            return Err(refusal(
                "undo-without-method",
                "the clause does not say how much a return takes back".to_owned(),
                given.span,
                if pooled {
                    "add: by recomputing the period"
                } else {
                    "add: at the rate first paid"
                },
            ));
        }
    };
    let from = match (given.says("from next payout"), given.says("as invoice")) {
        (true, false) => UndoFrom::NextPayout,
        (false, true) => UndoFrom::Invoice,
        _ => {
            return Err(refusal(
                "undo-without-source",
                "the clause does not say what a return is taken from".to_owned(),
                given.span,
                "add `from next payout` or `as invoice`",
            ));
        }
    };
    let within = if let Some(Value::Duration(within)) = given.phrase("within") {
        Some(*within)
    } else {
        None
    };
    Ok(Some(Undo {
        within,
        method,
        from,
    }))
}

/// The terms of payment. `None` when a clause failed elsewhere.
pub fn payment(terms: &Terms) -> Result<Option<Payment>, Refusal> {
    let (Some(pay), Some(account), Some(tax)) =
        (terms.one("pay"), terms.one("account"), terms.one("tax"))
    else {
        return Ok(None);
    };
    let Value::Duration(after) = pay.value else {
        return Ok(None);
    };
    let Some(Value::Anchor(anchor)) = pay.phrase("after") else {
        return Ok(None);
    };
    let roll = match (
        pay.says("next business day"),
        pay.says("previous business day"),
    ) {
        (true, _) => Some(Roll::Next),
        (_, true) => Some(Roll::Previous),
        (false, false) => None,
    };
    let in_business_days = after.unit == crate::base::duration::DurationUnit::BusinessDay;
    if roll.is_none() && !in_business_days {
        return Err(refusal(
            "payday-without-roll",
            "the payday can fall on a day that is not open for business".to_owned(),
            pay.span,
            "add `next business day in REGION` or `previous business day in REGION`",
        ));
    }
    let region = pay
        .phrase("in")
        .and_then(|value| value.names().first().copied());
    let region = if let Some(Named::Region(id)) = region {
        Some(id)
    } else {
        None
    };
    if region.is_none() {
        return Err(refusal(
            "payday-without-region",
            "business days are counted, and the region whose days they are is not named".to_owned(),
            pay.span,
            "add `in REGION`",
        ));
    }
    Ok(Some(Payment {
        after,
        anchor: *anchor,
        roll,
        region,
        payee: match pay.phrase("to").and_then(Value::word) {
            Some("the seller") => Payee::Seller,
            Some(_) | None => Payee::Partner,
        },
        form: form(pay.phrase("as").and_then(Value::word)),
        account: match account.value.word() {
            Some("marketing") => Account::Marketing,
            Some("cost of sales") => Account::CostOfSales,
            Some(_) | None => Account::ContraRevenue,
        },
        tax: match tax.phrase("reported by").and_then(Value::word) {
            Some("vendor") => TaxReporter::Vendor,
            Some(_) | None => TaxReporter::Partner,
        },
    }))
}

fn form(word: Option<&str>) -> Form {
    match word {
        Some("cash") => Form::Cash,
        Some("fund") => Form::Fund,
        Some("goods") => Form::Goods,
        Some(_) | None => Form::CreditNote,
    }
}

/// What an event pays: `amount` of each, twice until `double until`.
pub fn event_amount(terms: &Terms, events: &Events) -> Result<Payout, Refusal> {
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
