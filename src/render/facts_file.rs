//! Facts as the CSV files that `settle` reads: headings are the names of the registry. These files are for
//! machines: nothing is altered for spreadsheets.

use super::{Fault, Page};
use crate::base::money::Money;
use crate::fact::{Fact, FieldKind, TYPES, Type, Value};
use crate::model::Program;
use crate::semantics::book::Partner;
use crate::settle::Account;

/// The list of partners and one file for each type of fact that occurs.
pub fn pages(program: &Program, partners: &[Partner], facts: &[Fact]) -> Result<Vec<Page>, Fault> {
    let accounts: Vec<Account> = partners.iter().map(account).collect();
    of_accounts(program, &accounts, facts)
}

/// The same for partners that may hold a tier already.
pub fn of_accounts(
    program: &Program,
    partners: &[Account],
    facts: &[Fact],
) -> Result<Vec<Page>, Fault> {
    let mut pages = vec![people(program, partners)?];
    for each in TYPES {
        if facts.iter().any(|fact| fact.kind == each.kind) {
            pages.push(file(program, each, facts)?);
        }
    }
    Ok(pages)
}

fn page(name: String, heads: Vec<&str>, rows: Vec<Vec<String>>) -> Result<Page, Fault> {
    let failed = |_| Fault::Template("a file of facts".to_owned());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&heads).map_err(failed)?;
    for row in rows {
        writer.write_record(&row).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|_| Fault::Template("a file of facts".to_owned()))?;
    Ok(Page { name, bytes })
}

/// A partner of the book, whose tier is left to the reviews.
fn account(partner: &Partner) -> Account {
    Account {
        name: partner.name.clone(),
        title: partner.name.clone(),
        region: partner.region,
        sort: partner.sort,
        standing: None,
        joined: partner.joined,
    }
}

fn people(program: &Program, partners: &[Account]) -> Result<Page, Fault> {
    let rows = partners.iter().map(|partner| {
        let held = partner
            .standing
            .and_then(|(id, since)| Some((program.tier(id)?, since)));
        let region = partner.region.and_then(|id| program.region(id));
        let sort = partner.sort.and_then(|id| program.types.get(id.index()));
        vec![
            partner.name.to_string(),
            partner.title.to_string(),
            region.map_or_else(String::new, |region| region.declared.name.to_string()),
            sort.map_or_else(String::new, |sort| sort.declared.name.to_string()),
            held.map_or_else(String::new, |(tier, _)| tier.declared.name.to_string()),
            held.map_or_else(String::new, |(_, since)| since.to_string()),
            partner
                .joined
                .map_or_else(String::new, |date| date.to_string()),
        ]
    });
    let heads = vec![
        "partner", "title", "region", "type", "tier", "since", "joined",
    ];
    page("partners.csv".to_owned(), heads, rows.collect())
}

fn file(program: &Program, sort: &'static Type, facts: &[Fact]) -> Result<Page, Fault> {
    let mut heads = vec![sort.id_field, "happened", "known", "accepted", "claim"];
    if sort.has_partner {
        heads.push("partner");
    }
    heads.extend(sort.fields.iter().map(|field| field.name));
    let rows = facts
        .iter()
        .filter(|fact| fact.kind == sort.kind)
        .map(|fact| {
            let mut row = vec![
                fact.id.to_string(),
                fact.happened.to_string(),
                fact.known.to_string(),
                fact.accepted.to_string(),
                fact.claim.to_string(),
            ];
            if sort.has_partner {
                row.push(fact.partner.to_string());
            }
            let kinds = sort.fields.iter().map(|field| field.kind);
            row.extend(
                fact.values
                    .iter()
                    .zip(kinds)
                    .map(|(value, kind)| cell(program, value, kind)),
            );
            row
        });
    page(format!("{}.csv", sort.file), heads, rows.collect())
}

fn cell(program: &Program, value: &Value, kind: FieldKind) -> String {
    match value {
        Value::Absent => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Amount(minor) => match kind {
            FieldKind::Amount => Money {
                minor: *minor,
                currency: program.currency,
            }
            .plain(),
            FieldKind::Id
            | FieldKind::Date
            | FieldKind::Count
            | FieldKind::Refers(_)
            | FieldKind::Word(_) => minor.to_string(),
        },
    }
}
