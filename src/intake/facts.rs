//! A folder of facts: `partners.csv` and one file for each type of fact, whose headings are the names of
//! its fields. Reads texts only; what a fact is worth, and whether its names are known, is said later.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use std::io::{self, BufRead};

use crate::base::date::Date;
use crate::base::id::{RegionId, TierId, TypeId};
use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::fact::columns::PARTNER_FIELDS;
use crate::fact::{FIELDS_OF_SALE, Fact, Field, FieldKind, Type, Value};
use crate::intake::assumed::{Assumed, Prices};
use crate::intake::cell_fault::CellFault;
use crate::intake::declared::declared;
use crate::intake::findings::Findings;
use crate::intake::heading::{Column, Wanted};
use crate::intake::others::Others;
use crate::intake::record::Limits;
use crate::intake::repeats::{Earlier, Repeats, listed_twice};
use crate::intake::succeeded::{stated_and_succeeded, succeeded};
use crate::intake::table::{Record, Table};
use crate::intake::{number, word};
use crate::model::Program;

/// The file of partners in a folder of facts.
pub const PARTNERS_FILE: &str = "partners.csv";

/// A row of the list of partners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRecord {
    /// The id that facts carry.
    pub name: Name,
    /// What it is called.
    pub title: Option<Name>,
    /// Its home.
    pub region: Option<RegionId>,
    /// Its type.
    pub sort: Option<TypeId>,
    /// The tier it holds and since when; `None` leaves it to the first review of its facts.
    pub standing: Option<(TierId, Date)>,
    /// When it joined.
    pub joined: Option<Date>,
}

/// Reads the list of partners. `Err` only when the input fails.
pub fn read_partners<R: BufRead>(
    program: &Program,
    file: &str,
    input: R,
    limits: Limits,
    findings: &mut Findings,
) -> io::Result<Vec<PartnerRecord>> {
    let wanted = wanted(PARTNER_FIELDS.map(|field| (field.name, field.required)));
    let Some(mut table) = Table::open(file, input, &wanted, limits, findings)? else {
        return Ok(Vec::new());
    };
    let mut partners: Vec<PartnerRecord> = Vec::new();
    let mut repeats = Repeats::default();
    let mut assumed = Assumed::of(program);
    while let Some(record) = table.next(findings)? {
        let Some(partner) = partner(program, &record, findings) else {
            continue;
        };
        let earlier = |place: usize| {
            let earlier = partners.get(place)?;
            Some(Earlier {
                id: &earlier.name,
                same: *earlier == partner,
            })
        };
        match repeats.note(&partner.name, partners.len(), record.place(0), earlier) {
            None => {
                assumed.note(&partner, |column| record.place(column));
                partners.push(partner);
            }
            Some(found) => findings.add(listed_twice(found, &partner.name, record.place(0))),
        }
    }
    assumed.problems().for_each(|problem| findings.add(problem));
    Ok(partners)
}

/// Reads the facts of one type; amounts are in the program's currency. `Err` only when the input fails.
pub fn read_facts<R: BufRead>(
    program: &Program,
    described: &'static Type,
    file: &str,
    input: R,
    limits: Limits,
    findings: &mut Findings,
) -> io::Result<Vec<Fact>> {
    let mut nobody = Others::default();
    read_own_facts(
        program,
        described,
        (file, input),
        limits,
        &mut nobody,
        findings,
    )
}

/// The same, without those of partners that have another program.
pub fn read_own_facts<R: BufRead>(
    program: &Program,
    described: &'static Type,
    (file, input): (&str, R),
    limits: Limits,
    others: &mut Others,
    findings: &mut Findings,
) -> io::Result<Vec<Fact>> {
    let wanted = wanted(columns(described));
    let Some(mut table) = Table::open(file, input, &wanted, limits, findings)? else {
        return Ok(Vec::new());
    };
    let mut facts: Vec<Fact> = Vec::new();
    let mut repeats = Repeats::default();
    let mut prices = Prices::of(program);
    while let Some(record) = table.next(findings)? {
        if others.have(described, &record, PARTNER, COMMON) {
            continue;
        }
        let Some(fact) = fact(program, described, &record, findings) else {
            continue;
        };
        let earlier = |place: usize| {
            let earlier = facts.get(place)?;
            Some(Earlier {
                id: &earlier.id,
                same: *earlier == fact,
            })
        };
        match repeats.note(&fact.id, facts.len(), record.place(0), earlier) {
            None => {
                let amount = COMMON + usize::from(FIELDS_OF_SALE.net_amount.0);
                prices.note(program, &fact, || record.place(amount));
                facts.push(fact);
            }
            Some(problem) => findings.add(problem),
        }
    }
    prices.problems().for_each(|problem| findings.add(problem));
    Ok(facts)
}

/// Headings that every type of fact may have, before its own fields.
const COMMON: usize = 6;

/// Which of them is the partner.
const PARTNER: usize = 5;

/// The columns of a type's file: its id, the days, the partner, the claim number, then its fields.
pub(super) fn columns(described: &Type) -> impl Iterator<Item = (&'static str, bool)> {
    let common = [
        (described.id_field, true),
        ("happened", true),
        ("known", false),
        ("accepted", false),
        ("claim", false),
        ("partner", described.has_partner),
    ];
    let fields = described.fields.iter();
    common
        .into_iter()
        .chain(fields.map(|field| (field.name, field.required)))
}

pub(super) fn wanted(columns: impl IntoIterator<Item = (&'static str, bool)>) -> Wanted {
    let columns = columns.into_iter().map(|(name, required)| Column {
        name: name.to_owned(),
        required,
    });
    Wanted {
        columns: columns.collect(),
        ..Wanted::default()
    }
}

fn fact(
    program: &Program,
    described: &'static Type,
    record: &Record,
    findings: &mut Findings,
) -> Option<Fact> {
    let errors = findings.errors();
    let id = record.read(0, true, word::id, findings);
    let happened = record.read(1, true, number::date, findings);
    let known = record.read(2, false, number::date, findings);
    let accepted = record.read(3, false, number::date, findings);
    let claim = record.read(4, false, word::id, findings);
    let partner = record.read(PARTNER, described.has_partner, word::id, findings);
    let fields = (COMMON..).zip(described.fields);
    let values: Vec<Value> = fields
        .map(|(column, field)| value(program, record, column, field, findings))
        .collect();
    if findings.errors() != errors {
        return None;
    }
    let happened = happened?;
    Some(Fact {
        kind: described.kind,
        id: id?,
        partner: partner.unwrap_or_else(|| Name::new("")),
        happened,
        known: known.unwrap_or(happened),
        accepted: accepted.unwrap_or(happened),
        claim: claim.unwrap_or_else(|| Name::new("")),
        values: values.into(),
    })
}

fn value(
    program: &Program,
    record: &Record,
    column: usize,
    field: &'static Field,
    findings: &mut Findings,
) -> Value {
    let required = field.required;
    let value = match field.kind {
        FieldKind::Id | FieldKind::Refers(_) => record
            .read(column, required, word::id, findings)
            .map(Value::Text),
        FieldKind::Date => record
            .read(column, required, number::date, findings)
            .map(Value::Date),
        FieldKind::Amount => {
            let rule = |text: &str| number::amount(text, program.currency);
            let amount = record.read(column, required, rule, findings);
            let amount = amount.map(|money| money.minor);
            not_below_zero(record, column, amount, findings);
            amount.map(Value::Amount)
        }
        FieldKind::Count => {
            let count = record.read(column, required, number::whole, findings);
            not_below_zero(record, column, count.map(i128::from), findings);
            count.map(Value::Count)
        }
        FieldKind::Word(words) => one_of(record, column, field, words, findings),
    };
    value.unwrap_or(Value::Absent)
}

/// What is given back is a return, which names its sale; nothing else is below zero.
fn not_below_zero(record: &Record, column: usize, number: Option<i128>, findings: &mut Findings) {
    if number.is_some_and(|number| number < 0) {
        let cell = quote(record.cell(column).unwrap_or_default());
        let problem = Problem::error("negative-number", format!("{cell} is below zero"));
        let help = "write it without a sign; what was given back of a sale is a row of returns.csv";
        findings.add(problem.at(record.place(column)).help(help));
    }
}

fn one_of(
    record: &Record,
    column: usize,
    field: &Field,
    words: &[&'static str],
    findings: &mut Findings,
) -> Option<Value> {
    let text = record.cell(column)?;
    if text.is_empty() && !field.required {
        return None;
    }
    if words.contains(&text) {
        return Some(Value::Text(Name::new(text)));
    }
    if text.is_empty() {
        findings.add(CellFault::Empty.problem(text, record.place(column)));
        return None;
    }
    let message = format!("{} is no {}", quote(text), field.name);
    findings.add(
        unknown("unknown-word", message, text, words.iter().copied()).at(record.place(column)),
    );
    None
}

fn partner(program: &Program, record: &Record, findings: &mut Findings) -> Option<PartnerRecord> {
    let errors = findings.errors();
    let name = record.read(0, true, word::id, findings);
    let title = record.cell(1).filter(|text| !text.is_empty());
    if let Some((text, fault)) = title.and_then(|text| Some((text, word::text_warning(text)?))) {
        findings.add(fault.problem(text, record.place(1)));
    }
    let title = title.map(Name::new);
    let regions = program.regions.iter().map(|each| &each.declared);
    let region = declared(record, (2, "region"), regions, findings);
    let types = program.types.iter().map(|each| &each.declared);
    let sort = declared(record, (3, "type"), types, findings);
    let tiers = program.tiers.iter().map(|each| &each.declared);
    let tier = declared(record, (4, "tier"), tiers, findings);
    let since = record.read(5, false, number::date, findings);
    let joined = record.read(6, false, number::date, findings);
    let was = record.read(7, false, word::id, findings);
    let standing = match (tier, since) {
        (None, None) => succeeded(program, record, was, findings),
        (Some(_), Some(_)) if was.is_some() => {
            findings.add(stated_and_succeeded(record));
            None
        }
        (Some(tier), Some(since)) => Some((TierId(tier), since)),
        (Some(_), None) | (None, Some(_)) => {
            if findings.errors() == errors {
                findings.add(half_a_standing(record, tier.is_some()));
            }
            None
        }
    };
    if findings.errors() != errors {
        return None;
    }
    Some(PartnerRecord {
        name: name?,
        title,
        region: region.map(RegionId),
        sort: sort.map(TypeId),
        standing,
        joined,
    })
}

fn half_a_standing(record: &Record, has_tier: bool) -> Problem {
    let (message, column) = if has_tier {
        ("the row states a tier and not since when it is held", 5)
    } else {
        ("the row states since when, and no tier", 4)
    };
    Problem::error("half-a-standing", message)
        .at(record.place(column))
        .help("fill in both `tier` and `since`, or neither: then the first review finds the tier")
}

pub(super) fn unknown<'a>(
    name: &'static str,
    message: String,
    text: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    let near = nearest(text, known.clone());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<String> = known.take(8).map(|each| format!("`{each}`")).collect();
            format!("known are {}", known.join(", "))
        }
    };
    Problem::error(name, message).help(help)
}
