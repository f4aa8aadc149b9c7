//! The whole program as rules in JSON, with the schema that it keeps to: what a portal needs to
//! pay the same. Names instead of places, amounts as exact texts. Internal reasons and margins
//! stay at home; budgets go, marked internal, because a portal must keep to them.

mod around;
mod condition;
mod counted;
mod given;
mod offer;
mod payout;
mod schedule;
mod standing;
mod value;

use serde_json::{Map, Value, json};

use self::condition::{condition_test, measure};
use self::value::{date, days, exact, money, opt, rounding, weekday};
use crate::base::id::{BenefitId, RegionId, TierId};
use crate::base::name::Name;
use crate::model::region::Region;
use crate::model::{Budget, Declared, Program};
use crate::render::Page;

/// The version of the form. It rises when a reader of the old form could misread the new one.
pub const FORM_VERSION: u32 = 1;

/// The schema (JSON Schema 2020-12) that every file of this form keeps to.
pub const SCHEMA: &str = include_str!("rules.schema.json");

/// The rules of a program, and their schema.
pub fn pages(program: &Program) -> Vec<Page> {
    let mut text = format!("{:#}", rules(program));
    text.push('\n');
    let rules = Page {
        name: "portal/rules.json".to_owned(),
        bytes: text.into_bytes(),
    };
    let schema = Page {
        name: "portal/rules.schema.json".to_owned(),
        bytes: SCHEMA.as_bytes().to_vec(),
    };
    vec![rules, schema]
}

/// The rules of a program as one JSON value.
pub fn rules(program: &Program) -> Value {
    let declared = &program.declared;
    let mut rules = json!({
        "$schema": "rules.schema.json",
        "form_version": FORM_VERSION,
        "id": text(&declared.first),
        "name": text(&declared.name),
        "title": text(&declared.title),
        "edition": program.edition,
        "published": opt(program.published, date),
        "year": days(program.fiscal.year()),
        "currency": program.currency.code(),
        "rounding": rounding(program.rounding),
        "zone": text(&program.zone),
        "final": opt(program.finality, |it| json!({
            "after": value::duration(it.after),
            "cycle": it.cycle.word(),
            "region": opt(it.region.and_then(|id| program.region(id)), |it| text(&it.declared.name)),
        })),
        "languages": texts(&program.languages),
        "prevails": text(&program.prevails),
        "precedence": program.precedence,
        "exchange": exchange(program),
        "succeeds": succession(program),
        "regions": list(&program.regions, |it| region(program, it)),
        "types": list(&program.types, |each| named(&each.declared)),
        "lines": list(&program.lines, |each| named(&each.declared)),
        "products": list(&program.products, |each| product(program, each)),
        "measures": list(&program.measures, |each| measured(program, each)),
        "scores": list(&program.scores, |each| counted::score(program, each)),
        "targets": list(&program.targets, |each| counted::target(program, each)),
        "benefits": list(&program.benefits, benefit),
        "tiers": list(&program.tiers, |each| standing::tier(program, each)),
        "specializations": list(&program.specializations, |each| standing::specialization(program, each)),
        "budgets": list(&program.budgets, budget),
        "segments": list(&program.words.segments, |each| segment(program, each)),
        "glossary": list(&program.words.glossary, |each| explained(each, "means")),
        "faq": list(&program.words.faq, |each| explained(each, "answer")),
        "translations": translations(program),
    });
    if let Some(fields) = rules.as_object_mut() {
        fields.extend(offer::fields(program));
        fields.extend(schedule::fields(program));
    }
    rules
}

/// What each standing of the program before is in this one; null where it follows none.
fn succession(program: &Program) -> Value {
    opt(program.succession.as_ref(), |before| {
        let becomes = before.standings.iter().map(|(was, is)| {
            let tier = is.and_then(|id| program.tier(id));
            json!({ "was": text(was), "is": opt(tier, |it| text(&it.declared.name)) })
        });
        json!({ "title": text(&before.title), "standings": becomes.collect::<Vec<Value>>() })
    })
}

/// A title with what is told of it.
fn explained(told: &crate::model::words::Told, word: &str) -> Value {
    with(named(&told.declared), [(word, text(&told.text))])
}

/// What each text is in the other languages of the program; those that nobody has written are left out.
fn translations(program: &Program) -> Value {
    let mut languages = Map::new();
    for (tag, entries) in &program.translations {
        let written = entries.iter().filter(|(_, entry)| !entry.text.is_empty());
        let each = written.map(|(address, entry)| (address.to_string(), text(&entry.text)));
        languages.insert(tag.to_string(), Value::Object(each.collect()));
    }
    Value::Object(languages)
}

fn exchange(program: &Program) -> Value {
    let rate = |(currency, rate): (&crate::base::money::Currency, &crate::base::ratio::Ratio)| {
        (currency.code().to_owned(), exact(*rate))
    };
    Value::Object(program.exchange.iter().map(rate).collect())
}

fn region(program: &Program, region: &Region) -> Value {
    let business = region.business.as_ref().map(|business| {
        json!({
            "weekend": business.weekend.iter().map(|day| weekday(*day)).collect::<Vec<_>>(),
            "closed": business.closed.iter().map(|day| date(*day)).collect::<Vec<_>>(),
        })
    });
    with(
        named(&region.declared),
        [
            ("countries", texts(&region.countries)),
            ("in", region_name(program, region.within)),
            ("business_days", business.unwrap_or(Value::Null)),
        ],
    )
}

fn product(program: &Program, product: &crate::model::Product) -> Value {
    let line = program.line(product.line);
    with(
        named(&product.declared),
        [
            ("line", name_of(line.map(|line| &line.declared))),
            ("list_price", opt(product.list, money)),
            ("launch", opt(product.launch, date)),
        ],
    )
}

fn measured(program: &Program, each: &crate::model::MeasureOf) -> Value {
    with(
        named(&each.declared),
        [
            ("unit", value::unit(each.unit)),
            ("counts", measure(program, &each.measure)),
        ],
    )
}

fn benefit(benefit: &crate::model::Benefit) -> Value {
    with(
        named(&benefit.declared),
        [("quantity", json!(benefit.quantity))],
    )
}

fn segment(program: &Program, segment: &crate::model::words::Segment) -> Value {
    with(
        named(&segment.declared),
        [("members", condition_test(program, &segment.test))],
    )
}

fn budget(budget: &Budget) -> Value {
    with(
        named(&budget.declared),
        [
            ("amount", json!(budget.pool.amount.to_string())),
            ("span", payout::span(&budget.pool.span)),
            ("rule", payout::pool_rule(budget.pool.rule)),
            ("owner", opt(budget.owner.as_ref(), text)),
        ],
    )
}

/// The id, which stays under another name, name, title, whether its amounts are internal, and what partners are told.
fn named(declared: &Declared) -> Value {
    json!({
        "id": text(&declared.first),
        "name": text(&declared.name),
        "title": text(&declared.title),
        "internal": declared.internal,
        "tell": opt(declared.tell.as_ref(), text),
    })
}

/// The record with more fields.
fn with<const N: usize>(record: Value, more: [(&str, Value); N]) -> Value {
    let mut fields = match record {
        Value::Object(fields) => fields,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    };
    fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(fields)
}

fn list<T>(items: &[T], each: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(each).collect())
}

fn text(name: &Name) -> Value {
    Value::String(name.as_str().to_owned())
}

fn texts(names: &[Name]) -> Value {
    list(names, text)
}

fn name_of(declared: Option<&Declared>) -> Value {
    declared.map_or(Value::Null, |declared| text(&declared.name))
}

fn tier_name(program: &Program, id: TierId) -> Value {
    name_of(program.tier(id).map(|tier| &tier.declared))
}

fn benefit_name(program: &Program, id: BenefitId) -> Value {
    name_of(program.benefit(id).map(|benefit| &benefit.declared))
}

fn region_name(program: &Program, id: Option<RegionId>) -> Value {
    name_of(
        id.and_then(|id| program.region(id))
            .map(|region| &region.declared),
    )
}
