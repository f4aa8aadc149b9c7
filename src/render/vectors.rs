//! Conformance vectors as files: one JSON document with all of them, and for each a folder of facts that
//! `settle` reads, with what it must post beside it. `vectors.schema.json` is the form of the document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Fault, Page, facts_file};
use crate::base::money::Money;
use crate::diagnostic::untrusted::json_escapes;
use crate::fact::{Fact, FieldKind, TYPES, Value as Field, type_of};
use crate::model::Program;
use crate::semantics::bounds::case::CasePartner;
use crate::semantics::vectors::{Edge, Vector};
use crate::settle::Account;
use crate::settle::entry::kind_word;

/// The schema of the document.
pub const SCHEMA: &str = include_str!("vectors.schema.json");

/// The document.
pub fn json(program: &Program, program_sha256: &str, vectors: &[Vector]) -> String {
    let numbered = vectors.iter().enumerate();
    let all: Vec<Value> = numbered
        .map(|(at, each)| vector(program, at, each))
        .collect();
    let document = json!({
        "schema_version": 1,
        "program": &*program.declared.name,
        "program_sha256": program_sha256,
        "currency": program.currency.code(),
        "until": program.fiscal.end().to_string(),
        "vectors": all,
    });
    json_escapes(&format!("{document:#}\n"))
}

/// The document and the folders.
pub fn pages(
    program: &Program,
    program_sha256: &str,
    vectors: &[Vector],
) -> Result<Vec<Page>, Fault> {
    let mut pages = vec![
        page("vectors.json", json(program, program_sha256, vectors)),
        page("vectors.schema.json", SCHEMA.to_owned()),
    ];
    for (at, each) in vectors.iter().enumerate() {
        let folder = id(at);
        let accounts: Vec<Account> = each
            .case
            .partners
            .iter()
            .map(|partner| account(program, partner))
            .collect();
        for facts in facts_file::of_accounts(program, &accounts, &each.case.facts)? {
            pages.push(Page {
                name: format!("{folder}/facts/{}", facts.name),
                bytes: facts.bytes,
            });
        }
        pages.push(page(&format!("{folder}/expected.csv"), expected(each)?));
    }
    Ok(pages)
}

fn page(name: &str, text: String) -> Page {
    Page {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn id(at: usize) -> String {
    format!("{:04}", at.saturating_add(1))
}

/// A partner of a case as a list of partners tells it: its tier from the first day of the year.
fn account(program: &Program, partner: &CasePartner) -> Account {
    Account {
        name: partner.name.clone(),
        title: partner.name.clone(),
        region: partner.region,
        sort: partner.sort,
        standing: partner.tier.map(|tier| (tier, program.fiscal.start())),
        joined: None,
    }
}

fn expected(vector: &Vector) -> Result<String, Fault> {
    let failed = || Fault::Template("a table of vectors".to_owned());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = ["incentive", "payee", "kind", "earned", "due", "amount"];
    writer.write_record(heads).map_err(|_| failed())?;
    for each in &vector.expected {
        let row = [
            each.incentive.to_string(),
            each.payee.to_string(),
            kind_word(each.kind).to_owned(),
            each.earned.to_string(),
            each.due.to_string(),
            each.amount.plain(),
        ];
        writer.write_record(row).map_err(|_| failed())?;
    }
    let bytes = writer.into_inner().map_err(|_| failed())?;
    String::from_utf8(bytes).map_err(|_| failed())
}

fn vector(program: &Program, at: usize, vector: &Vector) -> Value {
    let (edge, place) = edge(program, &vector.edge);
    let tier = |id: Option<crate::base::id::TierId>| {
        let tier = id.and_then(|id| program.tier(id));
        tier.map_or(Value::Null, |tier| json!(&*tier.declared.name))
    };
    let expected = vector.expected.iter().map(|each| {
        json!({
            "incentive": &*each.incentive,
            "payee": &*each.payee,
            "kind": kind_word(each.kind),
            "earned": each.earned.to_string(),
            "due": each.due.to_string(),
            "amount": each.amount.plain(),
        })
    });
    let standings = vector.standings.iter().map(|(partner, from, held)| {
        json!({ "partner": &**partner, "from": from.to_string(), "tier": tier(*held) })
    });
    let partners = vector
        .case
        .partners
        .iter()
        .map(|each| partner(program, each));
    json!({
        "id": id(at),
        "about": &*vector.about,
        "edge": edge,
        "at": place,
        "partners": partners.collect::<Vec<Value>>(),
        "facts": facts(program, &vector.case.facts),
        "expected": expected.collect::<Vec<Value>>(),
        "standings": standings.collect::<Vec<Value>>(),
        "refused": vector.refused.iter().map(|id| &**id).collect::<Vec<&str>>(),
    })
}

fn edge(program: &Program, edge: &Edge) -> (&'static str, Value) {
    let amount = |minor| {
        let currency = program.currency;
        json!(Money { minor, currency }.plain())
    };
    match edge {
        Edge::Sold(minor) => ("sold", amount(*minor)),
        Edge::Earned(minor) => ("earned", amount(*minor)),
        Edge::Day(day) => ("day", json!(day.to_string())),
        Edge::Returned(day) => ("returned", json!(day.to_string())),
        Edge::Tie => ("tie", Value::Null),
    }
}

fn partner(program: &Program, partner: &CasePartner) -> Value {
    let name = |declared: Option<&crate::model::Declared>| {
        declared.map_or(Value::Null, |declared| json!(&*declared.name))
    };
    let tier = partner.tier.and_then(|id| program.tier(id));
    let region = partner.region.and_then(|id| program.region(id));
    let sort = partner.sort.and_then(|id| program.types.get(id.index()));
    json!({
        "partner": &*partner.name,
        "tier": name(tier.map(|tier| &tier.declared)),
        "since": tier.map(|_| program.fiscal.start().to_string()),
        "region": name(region.map(|region| &region.declared)),
        "type": name(sort.map(|sort| &sort.declared)),
    })
}

/// Facts by the name of their type; each is an object of the fields that it has.
fn facts(program: &Program, facts: &[Fact]) -> Value {
    let mut all: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for each in TYPES {
        for fact in facts.iter().filter(|fact| fact.kind == each.kind) {
            all.entry(each.file)
                .or_default()
                .push(fields(program, fact));
        }
    }
    json!(all)
}

fn fields(program: &Program, fact: &Fact) -> Value {
    let sort = type_of(fact.kind);
    let mut object = Map::new();
    object.insert(sort.id_field.to_owned(), json!(&*fact.id));
    object.insert("happened".to_owned(), json!(fact.happened.to_string()));
    if sort.has_partner {
        object.insert("partner".to_owned(), json!(&*fact.partner));
    }
    for (field, value) in sort.fields.iter().zip(&fact.values) {
        let value = match value {
            Field::Absent => continue,
            Field::Text(text) => json!(&**text),
            Field::Count(count) => json!(count),
            Field::Date(date) => json!(date.to_string()),
            Field::Amount(minor) if matches!(field.kind, FieldKind::Amount) => {
                let currency = program.currency;
                json!(
                    Money {
                        minor: *minor,
                        currency
                    }
                    .plain()
                )
            }
            Field::Amount(minor) => json!(minor.to_string()),
        };
        object.insert(field.name.to_owned(), value);
    }
    Value::Object(object)
}
