//! Reading which facts an incentive pays for: `each deal with a sale of cloud_secure accepted in launch_push`.

use std::collections::BTreeSet;

use crate::base::period::Days;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{around, literal, measure, moment};
use crate::fact::{FIELDS_OF_SALE, FactKind, has_product, type_of};
use crate::kind::spec::{Events, Named, Refers, Value};
use crate::payout::Per;
use crate::payout::measure::{Condition, Entity, Measured, Reading, Selector, Window};

/// What may be paid for once.
const EACH: &[&str] = &[
    "sale",
    "deal",
    "order",
    "customer",
    "certification",
    "person",
    "registration",
    "debit",
    "protection",
    "credit",
    "exception",
    "quote",
    "renewal",
    "upsell",
];

/// The facts, what is paid once, and their days.
pub fn events(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Events>> {
    cursor.expect("each")?;
    let each = literal::fixed(cursor, EACH)?;
    let (fact, per) = match each {
        "deal" => (FactKind::Sale, Per::Deal),
        "order" => (FactKind::Sale, Per::Order),
        "customer" => (FactKind::Sale, Per::Customer),
        "certification" => (FactKind::Certification, Per::Fact),
        "person" => (FactKind::Certification, Per::Person),
        "registration" => (FactKind::Registration, Per::Fact),
        "debit" => (FactKind::Debit, Per::Fact),
        "protection" => (FactKind::Protection, Per::Fact),
        "credit" => (FactKind::Credit, Per::Fact),
        "exception" => (FactKind::Exception, Per::Fact),
        "quote" => (FactKind::Quote, Per::Fact),
        _ => (FactKind::Sale, Per::Fact),
    };
    let mut all = Vec::new();
    if fact == FactKind::Sale {
        if per != Per::Fact {
            cursor.expect("with a sale")?;
        }
        all.push(Condition::Is(
            FIELDS_OF_SALE.status,
            BTreeSet::from(["accepted".into()]),
        ));
    }
    if matches!(each, "renewal" | "upsell") {
        all.push(Condition::Is(
            FIELDS_OF_SALE.kind,
            BTreeSet::from([each.into()]),
        ));
    }
    if per == Per::Person {
        cursor.expect("certified")?;
    }
    if fact == FactKind::Exception {
        match decided_by(cursor, scope)? {
            Some(condition) => all.push(condition),
            None => return Ok(None),
        }
    }
    let Some(of) = of_what(cursor, scope, fact)? else {
        return Ok(None);
    };
    all.extend(of);
    let Some(days) = window(cursor, scope)? else {
        return Ok(None);
    };
    all.extend(days.map(Condition::Within));
    if cursor.stands("where").is_some() {
        let Some(more) = measure::selector(cursor, scope, type_of(fact))? else {
            return Ok(None);
        };
        all.extend(more.all);
    }
    let amount = (fact == FactKind::Sale).then(|| Reading {
        measure: Measured::Field(FIELDS_OF_SALE.net_amount),
        window: Window::Occasion,
        entity: Entity::Partner,
        only: Vec::new(),
    });
    Ok(Some(Events {
        selector: Selector { fact, all },
        per,
        days,
        amount,
    }))
}

/// `decided by steering`: who may grant what is off the rules.
fn decided_by(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Condition>> {
    cursor.expect("decided by")?;
    let name = cursor.peek_word().cloned();
    let who = super::audience::names(cursor, scope, &[Refers::Role, Refers::Committee], false)?;
    let field = type_of(FactKind::Exception).field("decided_by");
    let (Some(name), Some(_), Some((field, _))) = (name, who, field) else {
        return Ok(None);
    };
    Ok(Some(Condition::Is(field, BTreeSet::from([name]))))
}

/// `of cloud`, `of cloud_seller`, `to a new customer`, `on a registered deal`, `on a lead`,
/// `sold with edge_router on the same order`, in any order.
fn of_what(cursor: &mut Cursor, scope: &Scope, fact: FactKind) -> Read<Option<Vec<Condition>>> {
    let mut all = Vec::new();
    let mut whole = true;
    loop {
        if cursor.eat("to a new customer") {
            all.push(Condition::NewCustomer);
        } else if cursor.eat("on a registered deal") {
            all.push(Condition::RegisteredDeal);
        } else if cursor.eat("on a lead") {
            all.push(Condition::Lead);
        } else if fact == FactKind::Sale && cursor.eat("sold with") {
            match around::sold_with(cursor, scope)? {
                Some(condition) => all.push(condition),
                None => whole = false,
            }
        } else if fact == FactKind::Certification && (cursor.eat("of") || cursor.eat("as")) {
            let names = super::audience::names(cursor, scope, &[Refers::Certification], true)?;
            let ids = names.map(|value| value.names()).unwrap_or_default();
            let held: BTreeSet<_> = ids
                .into_iter()
                .filter_map(|named| {
                    if let Named::Certification(id) = named {
                        Some(id)
                    } else {
                        None
                    }
                })
                .collect();
            whole = whole && !held.is_empty();
            all.push(Condition::Certification(held));
        } else if has_product(fact) && cursor.eat("of") {
            match measure::products(cursor, scope)? {
                Some(products) => all.push(Condition::Product(products)),
                None => whole = false,
            }
        } else {
            return Ok(whole.then_some(all));
        }
    }
}

/// `accepted in launch_push`, `in year`, or nothing. The outer `None` is a failed name.
fn window(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Option<Days>>> {
    if !(cursor.eat("accepted in") || cursor.eat("in")) {
        return Ok(Some(None));
    }
    let Some(value) = moment::span(cursor, scope)? else {
        return Ok(None);
    };
    if let Value::Days(days, _) = value {
        return Ok(Some(Some(days)));
    }
    Ok(Some(None))
}
