//! Tables: bands and amounts by the names of their columns, records and facts by the names of their fields.

use serde_json::{Map, Value as Json, json};

use super::Names;
use super::measured::minor;
use super::value::{amount, in_unit, of_minor, percent, value};
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{self, Fact, type_of};
use crate::kind::spec::{Clause, Column, Given, Grid, Table, Value};
use crate::model::Declaration;
use crate::payout::table::{Across, Cell, Set, Start};

pub(super) fn table(
    names: &Names,
    declaration: &Declaration,
    descriptor: Option<&'static Clause>,
    given: &Given,
    grid: &Grid,
) -> Json {
    match grid {
        Grid::Bands {
            starts,
            across,
            levels,
            columns,
            unit: _,
        } => {
            let unit = key_unit(names, declaration, given);
            let row = |(at, start): (usize, &Start)| {
                let (key, cells) = match &**levels {
                    [] => pays(names, *across, columns, at),
                    levels => ("pays_by_member", pays_by_level(levels, columns, at)),
                };
                json!({ "from": from(*start, unit), key: cells })
            };
            json!({ "bands": starts.iter().enumerate().map(row).collect::<Vec<_>>() })
        }
        Grid::Across {
            across,
            amounts,
            unit,
        } => {
            let form =
                |amount: &Option<Ratio>| amount.map_or_else(none, |each| in_unit(each, *unit));
            json!({ "amounts": by_member(names, across.set, amounts, form) })
        }
        Grid::Rows(rows) => {
            let columns = match descriptor.map(|clause| clause.table) {
                Some(Table::Columns(columns)) => columns,
                Some(Table::No | Table::Bands | Table::Across | Table::Facts) | None => &[],
            };
            let rows: Vec<Json> = rows.iter().map(|row| record(names, columns, row)).collect();
            json!({ "rows": rows })
        }
        Grid::Facts(facts) => {
            json!({ "facts": facts.iter().map(|fact| written(names, fact)).collect::<Vec<_>>() })
        }
    }
}

fn none() -> Json {
    json!("none")
}

/// The unit of the band starts: that of the key, else of what is paid on.
fn key_unit(names: &Names, declaration: &Declaration, given: &Given) -> Unit {
    let basis = declaration.terms.one("on").map(|on| &on.value);
    for key in [given.phrase("by"), basis] {
        if let Some(Value::Figure(_, unit)) = key {
            return *unit;
        }
    }
    Unit::Money(names.program.currency)
}

fn from(start: Start, unit: Unit) -> Json {
    match start.at {
        None => json!("any"),
        Some(at) if start.above => json!({ "above": in_unit(at, unit) }),
        Some(at) => in_unit(at, unit),
    }
}

/// What one band pays, and under which key: one cell, or one for each member of the set.
fn pays(
    names: &Names,
    across: Option<Across>,
    columns: &[Vec<Cell>],
    band: usize,
) -> (&'static str, Json) {
    let cells: Vec<Cell> = columns
        .iter()
        .map(|column| column.get(band).copied().unwrap_or(Cell::Nothing))
        .collect();
    match across {
        None => ("pays", cells.first().map_or_else(none, cell)),
        Some(across) => ("pays_by_member", by_member(names, across.set, &cells, cell)),
    }
}

fn pays_by_level(levels: &[Name], columns: &[Vec<Cell>], band: usize) -> Json {
    let field = |(name, column): (&Name, &Vec<Cell>)| {
        let pays = column.get(band).map_or_else(none, cell);
        (name.to_string(), pays)
    };
    Json::Object(levels.iter().zip(columns).map(field).collect())
}

fn cell(cell: &Cell) -> Json {
    match cell {
        Cell::Rate(rate) => percent(*rate),
        Cell::Fixed(quantity) => match quantity.unit {
            Unit::Money(currency) => amount(of_minor(quantity.amount, currency)),
            unit @ (Unit::Percent
            | Unit::Count
            | Unit::Months
            | Unit::Points
            | Unit::Units
            | Unit::Text
            | Unit::Date
            | Unit::Flag) => in_unit(quantity.amount, unit),
        },
        Cell::Nothing => none(),
    }
}

fn by_member<T>(names: &Names, set: Set, values: &[T], form: impl Fn(&T) -> Json) -> Json {
    let field = |(at, value): (usize, &T)| {
        let member = names.program.member(set, at)?;
        Some((member.name.to_string(), form(value)))
    };
    Json::Object(values.iter().enumerate().filter_map(field).collect())
}

fn record(names: &Names, columns: &[Column], row: &[Option<Value>]) -> Json {
    let cells = columns.iter().zip(row).filter_map(|(column, cell)| {
        let value = value(names, cell.as_ref()?)?;
        Some((column.name.to_owned(), value))
    });
    Json::Object(cells.collect())
}

/// A fact of an example with every date said.
fn written(names: &Names, fact: &Fact) -> Json {
    let sort = type_of(fact.kind);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Json| fields.insert(name.to_owned(), value);
    put("fact", json!(sort.word));
    put(sort.id_field, json!({ "ids": [&*fact.id] }));
    if sort.has_partner {
        put("partner", json!({ "ids": [&*fact.partner] }));
    }
    if !fact.claim.is_empty() {
        put("claim", json!({ "ids": [&*fact.claim] }));
    }
    put("happened", json!({ "date": fact.happened.to_string() }));
    put("known", json!({ "date": fact.known.to_string() }));
    put("accepted", json!({ "date": fact.accepted.to_string() }));
    for (field, held) in sort.fields.iter().zip(&fact.values) {
        match held {
            fact::Value::Absent => None,
            // Documents are a list in a program and one text in a fact.
            fact::Value::Text(text) => put(
                field.name,
                json!({ "ids": text.split(';').collect::<Vec<_>>() }),
            ),
            fact::Value::Count(count) => put(
                field.name,
                json!({ "count": { "number": count.to_string() } }),
            ),
            fact::Value::Amount(amount) => put(field.name, minor(names, *amount)),
            fact::Value::Date(date) => put(field.name, json!({ "date": date.to_string() })),
        };
    }
    Json::Object(fields)
}
