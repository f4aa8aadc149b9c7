//! A table of a forecast: named columns of one sort each, one grain a table. Every row begins with the program,
//! the variant of the scenario, the currency and the world, so that tables of several runs can be put together.

use super::super::{Fault, Page};
use crate::simulate::run::forecast::Forecast;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Names and reasons.
    Text,
    /// Whole numbers: weeks, days, replications.
    Whole,
    /// Numbers of any kind.
    Real,
    /// Units of the program's currency.
    Money,
}

/// One place of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, or an amount where its column holds money.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Cell {
        Cell::Number(value)
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Cell {
        value.map_or(Cell::Empty, Cell::Number)
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Cell {
        Cell::Whole(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell {
    fn from(value: u32) -> Cell {
        Cell::Whole(i64::from(value))
    }
}

impl From<i32> for Cell {
    fn from(value: i32) -> Cell {
        Cell::Whole(i64::from(value))
    }
}

impl Cell {
    /// As it stands in a CSV file: the shortest digits that give the number back.
    fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Whole(value) => value.to_string(),
            Cell::Number(value) => value.to_string(),
        }
    }
}

/// An amount to the fourth place behind the point, as every form of a table has it.
fn amount_of(amount: f64) -> f64 {
    (amount * 10_000.0).round() / 10_000.0
}

/// A table with a name.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: Vec<(&'static str, Sort)>,
    pub(super) rows: Vec<Vec<Cell>>,
    lead: [Cell; 3],
}

/// Columns that every table begins with.
const LEAD: [(&str, Sort); 4] = [
    ("program", Sort::Text),
    ("variant", Sort::Text),
    ("currency", Sort::Text),
    ("world", Sort::Text),
];

impl Table {
    /// A table without rows.
    pub(super) fn of(
        name: &'static str,
        columns: &[(&'static str, Sort)],
        forecast: &Forecast,
        currency: &str,
    ) -> Table {
        Table {
            name,
            columns: LEAD.iter().chain(columns).copied().collect(),
            rows: Vec::new(),
            lead: [
                Cell::from(&*forecast.program),
                Cell::from(&*forecast.variant),
                Cell::from(currency),
            ],
        }
    }

    /// Adds columns.
    pub(super) fn extend(&mut self, columns: impl IntoIterator<Item = (&'static str, Sort)>) {
        self.columns.extend(columns);
    }

    /// Adds a row of a world.
    pub(super) fn row(&mut self, world: &str, cells: impl IntoIterator<Item = Cell>) {
        let lead = self.lead.iter().cloned().chain([Cell::from(world)]);
        let cells = lead.chain(cells).zip(&self.columns);
        let row = cells.map(|(cell, (_, sort))| match (cell, sort) {
            (Cell::Number(amount), Sort::Money) => Cell::Number(amount_of(amount)),
            (cell, _) => cell,
        });
        self.rows.push(row.collect());
    }

    /// For people and spreadsheets.
    pub(super) fn csv(&self) -> Result<Page, Fault> {
        let failed = || Fault::Template(format!("the table {}", self.name));
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heads = self.columns.iter().map(|(name, _)| *name);
        writer.write_record(heads).map_err(|_| failed())?;
        for row in &self.rows {
            let cells = row.iter().map(Cell::text);
            writer.write_record(cells).map_err(|_| failed())?;
        }
        Ok(Page {
            name: format!("{}.csv", self.name),
            bytes: writer.into_inner().map_err(|_| failed())?,
        })
    }
}
