//! The first row of a table: which of its columns are read, and every way in which it can differ
//! from what is wanted. It must not know what a column means.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::nearest;
use crate::diagnostic::place::Row;
use crate::intake::findings::Findings;
use crate::intake::record::Fields;
use crate::intake::table_fault::TableFault;

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// Whether a table without it is refused.
    pub required: bool,
}

/// Which columns a table may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The columns that are read, in the order in which cells are asked for.
    pub columns: Vec<Column>,
    /// Headings of the file that are passed over.
    pub ignored: BTreeSet<String>,
    /// Headings of the file, and the columns they stand for.
    pub renamed: BTreeMap<String, String>,
}

/// Where the wanted columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// For each wanted column, its place in a record.
    places: Vec<Option<usize>>,
    /// The headings as the file has them.
    names: Vec<String>,
}

impl Heading {
    /// The number of columns of the file.
    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }

    /// The place of a wanted column in a record; `None` when the file leaves it out.
    pub(crate) fn place(&self, wanted: usize) -> Option<usize> {
        self.places.get(wanted).copied().flatten()
    }

    /// The heading of a place, as the file has it.
    pub(crate) fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }
}

/// Reads the heading. `None` when it cannot serve; the findings say why.
pub(crate) fn read(
    file: &str,
    fields: &Fields,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Heading> {
    let at = |place: usize, name: &str| row(file, fields, Some((place, name)));
    let whole = || row(file, fields, None);
    let errors = findings.errors();
    if let Some(mark) = other_separator(fields, wanted) {
        findings.add(TableFault::OtherSeparator(mark).problem(whole()));
        return None;
    }
    let required = wanted.columns.iter().filter(|column| column.required);
    let required: Vec<&str> = required.map(|column| column.name.as_str()).collect();
    if is_no_heading(fields, wanted, &required) {
        findings.add(TableFault::NoHeading(required.join(",")).problem(whole()));
        return None;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut meant: Vec<&str> = Vec::new();
    let mut places = vec![None; wanted.columns.len()];
    for (place, name) in fields.iter().enumerate() {
        let column = wanted.renamed.get(name).map_or(name, String::as_str);
        let known = wanted.columns.iter().position(|each| each.name == column);
        if name.is_empty() {
            let fault = TableFault::EmptyHeading {
                place: place.saturating_add(1),
            };
            let cell = fields.bytes(place);
            let place = Row { cell, ..whole() };
            findings.add(fault.problem(place));
        } else if let Some(first) = seen.insert(column, place) {
            let fault = TableFault::RepeatedColumn {
                name: name.to_owned(),
                first: first.saturating_add(1),
                second: place.saturating_add(1),
            };
            findings.add(fault.problem(at(place, name)));
        } else if let Some(slot) = known.and_then(|index| places.get_mut(index)) {
            *slot = Some(place);
        } else if !wanted.ignored.contains(name) {
            // A column that stands too is not what was meant.
            let left = wanted.columns.iter().map(|each| each.name.as_str());
            let near = nearest(
                name,
                left.filter(|each| !fields.iter().any(|it| it == *each)),
            );
            meant.extend(near);
            let near = near.map(str::to_owned);
            findings.add(
                TableFault::UnknownColumn {
                    name: name.to_owned(),
                    near,
                }
                .problem(at(place, name)),
            );
        }
    }
    for (column, place) in wanted.columns.iter().zip(&places) {
        // A misspelt heading is said once, where it stands.
        let misspelt = meant.contains(&column.name.as_str());
        if column.required && place.is_none() && !misspelt {
            let fault = TableFault::MissingColumn {
                name: column.name.clone(),
            };
            findings.add(fault.problem(whole()));
        }
    }
    let names = fields.iter().map(str::to_owned).collect();
    (findings.errors() == errors).then_some(Heading { places, names })
}

/// Whether the first row names none of the columns that must stand, not even nearly: it is a row of values, or another
/// table's heading.
fn is_no_heading(fields: &Fields, wanted: &Wanted, required: &[&str]) -> bool {
    let named = |cell: &str| {
        let cell = wanted.renamed.get(cell).map_or(cell, String::as_str);
        nearest(cell, required.iter().copied()).is_some()
    };
    !required.is_empty() && !fields.iter().any(named)
}

/// The mark that a heading of a single unknown column seems to be separated by.
fn other_separator(fields: &Fields, wanted: &Wanted) -> Option<char> {
    let only = fields.get(0).filter(|_| fields.width() == 1)?;
    let known = |name: &str| wanted.columns.iter().any(|column| column.name == name);
    let mark = [';', '\t', '|']
        .into_iter()
        .find(|mark| only.contains(*mark))?;
    (!known(only)).then_some(mark)
}

/// The place of a row, or of one of its cells: by place, with its heading.
pub(crate) fn row(file: &str, fields: &Fields, column: Option<(usize, &str)>) -> Row {
    let cell = column.and_then(|(place, _)| fields.bytes(place));
    Row {
        file: file.to_owned(),
        row: fields.line(),
        column: column.map(|(_, heading)| heading.to_owned()),
        excerpt: fields.excerpt(cell),
        cell,
    }
}
