//! Reading what a measure counts, and conditions on facts.

use std::collections::BTreeSet;

use crate::base::id::ProductId;
use crate::base::name::nearest;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::{Scope, a};
use crate::compile::value::{around, list, literal};
use crate::diagnostic::Problem;
use crate::fact::{FactKind, FieldIndex, FieldKind, TYPES, Type, type_named, type_of};
use crate::kind::spec::{Named, Refers, Value};
use crate::payout::measure::{Condition, Having, Measure, Selector};

/// `sum of sale.net_amount where sale.status is accepted`, `count of sale`, `distinct person of ...`.
pub fn measure(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    match literal::fixed(cursor, &["sum of", "count of", "distinct", "median of"])? {
        "sum of" => {
            let (sort, field, unit) = added_up(cursor, scope)?;
            let Some(of) = selector(cursor, scope, sort)? else {
                return Ok(None);
            };
            Ok(Some(Value::Measure(Measure::Sum { of, field }, unit)))
        }
        "median of" => median(cursor, scope),
        "count of" => {
            let sort = fact_type(cursor)?;
            let Some(of) = selector(cursor, scope, sort)? else {
                return Ok(None);
            };
            Ok(Some(Value::Measure(Measure::Count(of), Unit::Count)))
        }
        _ => distinct(cursor, scope),
    }
}

/// A field that can be added up, and its unit.
fn added_up(cursor: &mut Cursor, scope: &Scope) -> Read<(&'static Type, FieldIndex, Unit)> {
    let (sort, field, kind) = field(cursor)?;
    let unit = match kind {
        FieldKind::Amount => Unit::Money(scope.currency),
        FieldKind::Count => Unit::Count,
        FieldKind::Id | FieldKind::Date | FieldKind::Refers(_) | FieldKind::Word(_) => {
            return Err(
                Problem::error("cannot-add-up", "only amounts and counts can be added up")
                    .at(cursor.last_span())
                    .help("write: sum of sale.net_amount"),
            );
        }
    };
    Ok((sort, field, unit))
}

/// `sale.net_amount by customer_id`.
fn median(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    let (sort, field, unit) = added_up(cursor, scope)?;
    cursor.expect("by")?;
    let by = field_of(cursor, sort)?;
    let of = selector(cursor, scope, sort)?;
    Ok(of.map(|of| Value::Measure(Measure::Median { of, field, by }, unit)))
}

/// `customer_id`, a field by which facts are told apart.
fn field_of(cursor: &mut Cursor, sort: &'static Type) -> Read<FieldIndex> {
    let (name, span) = cursor.word("a field such as `person` or `customer_id`")?;
    let (field, _) = sort.field(name).ok_or_else(|| no_field(sort, name, span))?;
    Ok(field)
}

/// `having sum of sale.net_amount >= 10,000 USD`, `having count of sale >= 3`.
fn having(cursor: &mut Cursor, scope: &Scope, sort: &'static Type) -> Read<Option<Having>> {
    if !cursor.eat("having") {
        return Ok(None);
    }
    let start = cursor.span();
    let (owner, field, unit) = match literal::fixed(cursor, &["sum of", "count of"])? {
        "sum of" => {
            let (owner, field, unit) = added_up(cursor, scope)?;
            (owner, Some(field), unit)
        }
        _ => (fact_type(cursor)?, None, Unit::Count),
    };
    if owner.kind != sort.kind {
        return Err(wrong_fact(owner, sort, start));
    }
    cursor.expect(">=")?;
    let least = match unit {
        Unit::Money(currency) => literal::money_in(cursor, currency)?.minor,
        Unit::Count
        | Unit::Units
        | Unit::Percent
        | Unit::Months
        | Unit::Points
        | Unit::Text
        | Unit::Date
        | Unit::Flag => i128::from(literal::whole(cursor, "a whole number")?),
    };
    if least < 1 {
        return Err(Problem::error(
            "target-not-above-zero",
            "what each must come to is above zero",
        )
        .at(start.to(cursor.last_span()))
        .help("leave `having` out to count everybody who has a fact"));
    }
    Ok(Some(Having { field, least }))
}

fn wrong_fact(owner: &Type, counted: &Type, span: Span) -> Problem {
    let (owner, counted) = (a(owner.word), a(counted.word));
    let message = format!("the condition is on {owner}, and {counted} is counted here");
    Problem::error("wrong-fact", message)
        .at(span)
        .help(format!("name a field of {counted}"))
}

fn distinct(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    let (name, span) = cursor.word("a field such as `person` or `customer_id`")?;
    cursor.expect("of")?;
    if cursor.eat("active certification") {
        if &**name != "person" {
            return Err(Problem::error(
                "unknown-name",
                format!("certifications are held by a `person`, not by `{name}`"),
            )
            .at(span)
            .help("write: distinct person of active certification"));
        }
        return Ok(certifications(cursor, scope)?
            .map(|held| Value::Measure(Measure::Certified(held), Unit::Count)));
    }
    let sort = fact_type(cursor)?;
    let Some((field, _)) = sort.field(name) else {
        return Err(no_field(sort, name, span));
    };
    let having = having(cursor, scope, sort)?;
    let Some(of) = selector(cursor, scope, sort)? else {
        return Ok(None);
    };
    Ok(Some(Value::Measure(
        Measure::Distinct { of, field, having },
        Unit::Count,
    )))
}

/// The certifications named here, or all where none is.
fn certifications(
    cursor: &mut Cursor,
    scope: &Scope,
) -> Read<Option<BTreeSet<crate::base::id::CertificationId>>> {
    if cursor.peek_word().is_none() {
        let all = scope.of(Refers::Certification).len();
        let ids = (0..all).filter_map(|at| u16::try_from(at).ok());
        return Ok(Some(ids.map(crate::base::id::CertificationId).collect()));
    }
    let Some(value) = super::audience::names(cursor, scope, &[Refers::Certification], true)? else {
        return Ok(None);
    };
    let held = value.names().into_iter().filter_map(|named| {
        if let Named::Certification(id) = named {
            Some(id)
        } else {
            None
        }
    });
    Ok(Some(held.collect()))
}

/// `sale`.
pub fn fact_type(cursor: &mut Cursor) -> Read<&'static Type> {
    let (word, span) = cursor.word("a kind of fact such as `sale`")?;
    type_named(word).ok_or_else(|| {
        let problem = Problem::error(
            "unknown-fact",
            format!("there are no facts called `{word}`"),
        )
        .at(span);
        match nearest(word, TYPES.iter().map(|each| each.word)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem
                .help("facts are `sale`, `return`, `certification`, `registration` and `claim`"),
        }
    })
}

/// `sale.net_amount`.
fn field(cursor: &mut Cursor) -> Read<(&'static Type, FieldIndex, FieldKind)> {
    let (word, span) = cursor.word("a field such as `sale.net_amount`")?;
    let Some((fact, name)) = word.split_once('.') else {
        return Err(
            Problem::error("unknown-name", format!("`{word}` is not a field of a fact"))
                .at(span)
                .help("write the fact and its field, such as `sale.net_amount`"),
        );
    };
    let Some(sort) = type_named(fact) else {
        return Err(Problem::error(
            "unknown-fact",
            format!("there are no facts called `{fact}`"),
        )
        .at(span)
        .help("write the fact and its field, such as `sale.net_amount`"));
    };
    match sort.field(name) {
        Some((index, field)) => Ok((sort, index, field.kind)),
        None => Err(no_field(sort, name, span)),
    }
}

fn no_field(sort: &Type, name: &str, span: Span) -> Problem {
    let problem = Problem::error(
        "unknown-field",
        format!("{} has no field `{name}`", a(sort.word)),
    )
    .at(span);
    match nearest(name, sort.fields.iter().map(|field| field.name)) {
        Some(near) => problem.help(format!("did you mean `{}.{near}`?", sort.word)),
        None => {
            let names: Vec<String> = sort
                .fields
                .iter()
                .map(|field| format!("`{}.{}`", sort.word, field.name))
                .collect();
            problem.help(format!("its fields are {}", names.join(", ")))
        }
    }
}

/// `of cloud, edge_router` and `where sale.status is accepted and ...` after a fact.
pub fn selector(cursor: &mut Cursor, scope: &Scope, sort: &'static Type) -> Read<Option<Selector>> {
    let mut all = Vec::new();
    if cursor.eat("of") {
        let Some(products) = products(cursor, scope)? else {
            return Ok(None);
        };
        all.push(Condition::Product(products));
    }
    if cursor.eat("where") {
        loop {
            let Some(condition) = condition(cursor, scope, sort)? else {
                return Ok(None);
            };
            all.push(condition);
            if !cursor.eat("and") {
                break;
            }
        }
        if cursor.stands("or").is_some() {
            let message = "what is counted has no `or`: all its conditions hold together";
            let problem = Problem::error("unexpected-text", message).at(cursor.span());
            return Err(problem
                .help("values of one field are a list with commas: sale.kind is renewal, upsell"));
        }
    }
    Ok(Some(Selector {
        fact: sort.kind,
        all,
    }))
}

/// Products and lines, with `except` taking some away again.
pub fn products(cursor: &mut Cursor, scope: &Scope) -> Read<Option<BTreeSet<ProductId>>> {
    let Some(mut chosen) = product_list(cursor, scope)? else {
        return Ok(None);
    };
    if cursor.eat("except") {
        let Some(without) = product_list(cursor, scope)? else {
            return Ok(None);
        };
        chosen.retain(|product| !without.contains(product));
    }
    Ok(Some(chosen))
}

fn product_list(cursor: &mut Cursor, scope: &Scope) -> Read<Option<BTreeSet<ProductId>>> {
    let sorts = &[Refers::Product, Refers::Line];
    let Some(value) = super::audience::names(cursor, scope, sorts, true)? else {
        return Ok(None);
    };
    let mut chosen = BTreeSet::new();
    for named in value.names() {
        if let Named::Product(id) = named {
            chosen.insert(id);
        }
        if let Named::Line(line) = named {
            chosen.extend(scope.products_of.get(&line).into_iter().flatten());
        }
    }
    Ok(Some(chosen))
}

fn condition(cursor: &mut Cursor, scope: &Scope, sort: &'static Type) -> Read<Option<Condition>> {
    if cursor.eat("the customer is new") {
        return Ok(Some(Condition::NewCustomer));
    }
    if cursor.eat("the deal is registered") {
        return Ok(Some(Condition::RegisteredDeal));
    }
    if cursor.eat("the deal is a lead") {
        return Ok(Some(Condition::Lead));
    }
    let start = cursor.span();
    if let Some(found) = around::around(cursor, scope)? {
        let sale = type_of(FactKind::Sale);
        return match sort.kind == sale.kind {
            true => Ok(found),
            false => Err(wrong_fact(sale, sort, start)),
        };
    }
    let (owner, index, kind) = field(cursor)?;
    if owner.kind != sort.kind {
        return Err(wrong_fact(owner, sort, start));
    }
    match kind {
        FieldKind::Amount | FieldKind::Count => {
            cursor.expect(">=")?;
            let least = if kind == FieldKind::Amount {
                literal::money_in(cursor, scope.currency)?.minor
            } else {
                i128::from(literal::whole(cursor, "a whole number")?)
            };
            Ok(Some(Condition::AtLeast(index, least)))
        }
        FieldKind::Refers("product") => of_products(cursor, scope),
        FieldKind::Refers("certification") => {
            let not = is_or_is_not(cursor)?;
            if not {
                return Err(cursor.expected("`is` and the certifications that count"));
            }
            Ok(certifications(cursor, scope)?.map(Condition::Certification))
        }
        FieldKind::Word(words) => {
            let not = is_or_is_not(cursor)?;
            let list = list::fixed_list(cursor, words)?
                .into_iter()
                .map(Into::into)
                .collect();
            Ok(Some(if not {
                Condition::IsNot(index, list)
            } else {
                Condition::Is(index, list)
            }))
        }
        FieldKind::Id | FieldKind::Refers(_) => {
            let not = is_or_is_not(cursor)?;
            let list = list::ids(cursor)?.into_iter().collect();
            Ok(Some(if not {
                Condition::IsNot(index, list)
            } else {
                Condition::Is(index, list)
            }))
        }
        FieldKind::Date => Err(Problem::error(
            "unexpected-text",
            "a date is chosen by a window, not by a condition",
        )
        .at(start)
        .help("write the window at the use, such as `bookings in quarter`")),
    }
}

/// `is cloud` or `is not edge_router`.
fn of_products(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Condition>> {
    let not = is_or_is_not(cursor)?;
    let Some(products) = products(cursor, scope)? else {
        return Ok(None);
    };
    if !not {
        return Ok(Some(Condition::Product(products)));
    }
    let all = scope.of(Refers::Product).len();
    let every = (0..all)
        .filter_map(|at| u16::try_from(at).ok())
        .map(ProductId);
    Ok(Some(Condition::Product(
        every.filter(|id| !products.contains(id)).collect(),
    )))
}

/// `is` or `is not`: whether it was `is not`.
fn is_or_is_not(cursor: &mut Cursor) -> Read<bool> {
    cursor.expect("is")?;
    Ok(cursor.eat("not"))
}
