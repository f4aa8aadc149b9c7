//! The list of partners that a scenario names: one row a partner, read from CSV. Opens no file and must not know how
//! what a row does not say is filled in.

use std::io::{self, BufRead};

use crate::base::id::RegionId;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::quote;
use crate::intake::declared::declared;
use crate::intake::findings::Findings;
use crate::intake::heading::{Column, Wanted};
use crate::intake::number;
use crate::intake::record::Limits;
use crate::intake::repeats::{Earlier, Repeats, listed_twice};
use crate::intake::scenario::list::{Listed, NAMES, NUMBERS, Number};
use crate::intake::scenario::population::Mix;
use crate::intake::scenario::read_population::{MOST_PARTNERS, exceeds};
use crate::intake::table::{Record, Table};
use crate::intake::word;
use crate::model::Program;

/// Places of the columns that hold a name; numbers follow.
const TITLE: usize = 1;
const TYPE: usize = 2;
const REGION: usize = 3;

/// Reads the list for a mix, whose types and regions are those of the program, in the order of the ids: the order of rows says
/// nothing. Partners at home where another program applies are passed over. `Err` only when the input fails.
pub fn read<R: BufRead>(
    program: &Program,
    mix: &Mix,
    file: &str,
    input: R,
    findings: &mut Findings,
) -> io::Result<Vec<Listed>> {
    let limits = Limits {
        rows: u64::try_from(MOST_PARTNERS).unwrap_or(u64::MAX),
        ..Limits::STANDARD
    };
    let errors = findings.errors();
    let mut partners: Vec<Listed> = Vec::new();
    let Some(mut table) = Table::open(file, input, &wanted(), limits, findings)? else {
        return Ok(partners);
    };
    let mut repeats = Repeats::default();
    while let Some(record) = table.next(findings)? {
        let Some(partner) = partner(program, mix, &record, findings) else {
            continue;
        };
        let earlier = |place: usize| {
            let earlier = partners.get(place)?;
            let (id, same) = (earlier.name.as_str(), *earlier == partner);
            Some(Earlier { id, same })
        };
        match repeats.note(&partner.name, partners.len(), record.place(0), earlier) {
            None => partners.push(partner),
            Some(found) => findings.add(listed_twice(found, &partner.name, record.place(0))),
        }
    }
    let own = |each: &Listed| {
        let region = each.region.map(RegionId);
        region.is_none() || program.covers.has(region)
    };
    partners.retain(own);
    if partners.is_empty() && findings.errors() == errors {
        findings.add(nobody(file));
    }
    partners.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(partners)
}

fn wanted() -> Wanted {
    let names = NAMES.iter().map(|(name, ..)| *name);
    let numbers = NUMBERS.iter().map(|number| number.key.path);
    let columns = names.chain(numbers).enumerate();
    let columns = columns.map(|(place, name)| Column {
        name: name.to_owned(),
        required: place == 0,
    });
    Wanted {
        columns: columns.collect(),
        ..Wanted::default()
    }
}

fn partner(
    program: &Program,
    mix: &Mix,
    record: &Record,
    findings: &mut Findings,
) -> Option<Listed> {
    let errors = findings.errors();
    let name = record.read(0, true, word::id, findings);
    let title = record.cell(TITLE).unwrap_or("");
    if let Some(fault) = word::text_warning(title) {
        findings.add(fault.problem(title, record.place(TITLE)));
    }
    let types = program.types.iter().map(|each| &each.declared);
    let sort = declared(record, (TYPE, "type"), types, findings);
    let regions = program.regions.iter().map(|each| &each.declared);
    let region = declared(record, (REGION, "region"), regions, findings);
    let mut partner = Listed::named(name.unwrap_or_default());
    (partner.sort, partner.region) = (sort, region);
    for (column, each) in (NAMES.len()..).zip(NUMBERS) {
        *(each.slot)(&mut partner) = amount(program, record, (column, each), findings);
    }
    if findings.errors() == errors {
        business(mix, &partner, record, findings);
    }
    (findings.errors() == errors).then_some(partner)
}

/// A number within the range of its column.
fn amount(
    program: &Program,
    record: &Record,
    (column, of): (usize, &Number),
    findings: &mut Findings,
) -> Option<f64> {
    let value = if of.is_money {
        let currency = program.currency;
        let units = (0..currency.exponent()).fold(1.0, |units, _| units * 10.0);
        let read = record.read(column, false, |it| number::amount(it, currency), findings);
        read?.minor as f64 / units
    } else {
        let read = record.read(column, false, number::rate, findings);
        read?.to_f64()
    };
    let key = &of.key;
    let is_low = if key.above {
        value <= key.low
    } else {
        value < key.low
    };
    if !is_low && value <= key.high {
        return Some(value);
    }
    let cell = quote(record.cell(column).unwrap_or_default());
    let (from, low, high) = (if key.above { "above " } else { "" }, key.low, key.high);
    let problem = if value < 0.0 {
        Problem::error("negative-number", format!("{cell} is below zero"))
    } else {
        let message = format!(
            "{cell} is no {}: it must be {from}{low} to {high}",
            key.path
        );
        Problem::error("out-of-range", message)
    };
    let help = format!(
        "write {from}{low} to {high}, or leave the cell empty: it is then {}",
        key.default
    );
    findings.add(problem.at(record.place(column)).help(help));
    None
}

/// What its type must say for what the row does not, and deals that no amount can hold.
fn business(mix: &Mix, partner: &Listed, record: &Record, findings: &mut Findings) {
    let sort = partner.sort.map(usize::from);
    let Some(sort) = sort.and_then(|sort| mix.types.get(sort)) else {
        return;
    };
    let name = &sort.of.name;
    if !sort.is_known {
        let message = format!("`{name}` is no usual type, so its business must be said");
        let help = format!(
            "write `{name}: {{ share: 0, like: reseller }}` under `population.types` of the scenario"
        );
        let problem = Problem::error("unknown-business", message).help(help);
        findings.add(problem.at(record.place(TYPE)));
    }
    let (median, is_given) = match partner.deal {
        Some(deal) => (deal, true),
        None => (sort.economics.deal * mix.price_level, false),
    };
    if exceeds(mix, median, is_given) {
        let message = "deals of this partner can exceed the amount range";
        let help = "look at its usual deal, and at `population.deal_sigma`";
        let column = NUMBERS.iter().position(|each| each.key.path == "deal");
        let place = record.place(NAMES.len().saturating_add(column.unwrap_or(0)));
        findings.add(
            Problem::error("amounts-out-of-range", message)
                .at(place)
                .help(help),
        );
    }
}

/// A heading alone, or partners of other programs only.
fn nobody(file: &str) -> Problem {
    let place = Row {
        file: file.to_owned(),
        row: 1,
        column: None,
        excerpt: String::new(),
        cell: None,
    };
    Problem::error(
        "list-without-partners",
        "the list has no partner of the program",
    )
    .at(place)
    .help("give one row for each partner, below the heading")
}
