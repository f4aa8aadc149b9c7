//! A forecast out of its files: the inverse of `forecast_file`. What is read must make the same
//! files again, so that a set that was changed or mixed is refused.

use std::str::FromStr;

use serde::Deserialize;

use super::forecast_file::{SCHEMA_VERSION, Source, pages};
use super::{Fault, Page};
use crate::base::name::Name;
use crate::simulate::forecast::{Forecast, Incentive, IncentiveTotals, WeekMeans, World};
use crate::simulate::totals::{COLUMNS, Totals};

/// A forecast and what it was made from.
pub struct Read {
    /// The forecast.
    pub forecast: Forecast,
    /// What it was made from.
    pub source: Source,
}

/// `run.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    schema_version: u32,
    tool_version: String,
    program_sha256: String,
    scenario_sha256: String,
    seed: u32,
    runs: u32,
    first_replication: u32,
    partners: u32,
    weeks: u16,
    worlds: Vec<String>,
    currency: String,
    has_budget: bool,
}

/// Reads the files of a forecast.
pub fn read(files: &[Page]) -> Result<Read, Fault> {
    let run: Run = serde_json::from_str(text(files, "run.json")?)
        .map_err(|error| Fault::Unread(format!("run.json: {error}")))?;
    if run.schema_version != SCHEMA_VERSION || run.tool_version != env!("CARGO_PKG_VERSION") {
        return Err(Fault::Unread(format!(
            "run.json: made by charter {}, and this is {}",
            run.tool_version,
            env!("CARGO_PKG_VERSION")
        )));
    }
    let (totals, payback) = totals(files, &run)?;
    let weeks = weeks(files, &run)?;
    let counts = |found: usize, told: u32| usize::try_from(told) == Ok(found);
    if !totals.iter().all(|own| counts(own.len(), run.runs)) {
        return Err(disagrees("replicate_totals.csv"));
    }
    if !weeks.iter().all(|own| own.len() == usize::from(run.weeks)) {
        return Err(disagrees("weeks.csv"));
    }
    let named = run.worlds.iter().map(|name| Name::from(name.clone()));
    let worlds = named.zip(totals.into_iter().zip(weeks));
    let forecast = Forecast {
        seed: run.seed,
        replications: (
            run.first_replication,
            run.first_replication.saturating_add(run.runs),
        ),
        partners: run.partners,
        weeks: run.weeks,
        worlds: worlds
            .map(|(name, (totals, weeks))| World {
                name,
                totals,
                weeks,
            })
            .collect(),
        incentives: incentives(files)?,
        payback,
        has_budget: run.has_budget,
    };
    let source = Source {
        program_sha256: run.program_sha256,
        scenario_sha256: run.scenario_sha256,
        currency: run.currency,
    };
    for made in pages(&forecast, &source)? {
        if !files.contains(&made) {
            return Err(disagrees(&made.name));
        }
    }
    Ok(Read { forecast, source })
}

fn disagrees(name: &str) -> Fault {
    Fault::Unread(format!("{name}: does not agree with the files beside it"))
}

/// The text of one of the files.
pub fn text<'a>(files: &'a [Page], name: &str) -> Result<&'a str, Fault> {
    let found = files.iter().find(|file| file.name == name);
    let found = found.ok_or_else(|| Fault::Unread(format!("{name}: is not there")))?;
    std::str::from_utf8(&found.bytes).map_err(|_| Fault::Unread(format!("{name}: is not UTF-8")))
}

/// A row of a table, read from left to right.
struct Row<'a> {
    table: &'static str,
    number: u64,
    cells: csv::StringRecordIter<'a>,
}

impl Row<'_> {
    fn unread(&self, what: &str) -> Fault {
        Fault::Unread(format!("{}, line {}: {what}", self.table, self.number))
    }

    fn text(&mut self) -> Result<&str, Fault> {
        match self.cells.next() {
            Some(cell) => Ok(cell),
            None => Err(self.unread("a column is missing")),
        }
    }

    fn number<T: FromStr>(&mut self) -> Result<T, Fault> {
        let parsed = self.text()?.parse();
        parsed.map_err(|_| self.unread("a cell is not a number"))
    }

    /// Nothing for an empty cell.
    fn optional<T: FromStr>(&mut self) -> Result<Option<T>, Fault> {
        let parsed = match self.text()? {
            "" => return Ok(None),
            cell => cell.parse(),
        };
        parsed
            .map(Some)
            .map_err(|_| self.unread("a cell is not a number"))
    }
}

fn rows(
    files: &[Page],
    table: &'static str,
    mut each: impl FnMut(&mut Row) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader = csv::Reader::from_reader(text(files, table)?.as_bytes());
    for (number, record) in (2..).zip(reader.records()) {
        let record = record.map_err(|error| Fault::Unread(format!("{table}: {error}")))?;
        each(&mut Row {
            table,
            number,
            cells: record.iter(),
        })?;
    }
    Ok(())
}

/// The place of the world of a row.
fn world(run: &Run, row: &mut Row) -> Result<usize, Fault> {
    let name = row.text()?.to_owned();
    let found = run.worlds.iter().position(|world| *world == name);
    found.ok_or_else(|| row.unread("a world that was not run"))
}

type Replications = (Vec<Vec<Totals>>, Vec<Option<u16>>);

fn totals(files: &[Page], run: &Run) -> Result<Replications, Fault> {
    let mut found = vec![Vec::new(); run.worlds.len()];
    let mut payback = Vec::new();
    rows(files, "replicate_totals.csv", |row| {
        let world = world(run, row)?;
        let _: u32 = row.number()?;
        let values: Result<Vec<f64>, Fault> = COLUMNS.iter().map(|_| row.number()).collect();
        let totals = Totals::of_columns(&values?);
        let week = row.optional()?;
        if world == 0 {
            payback.push(week);
        }
        if let (Some(own), Some(totals)) = (found.get_mut(world), totals) {
            own.push(totals);
        }
        Ok(())
    })?;
    Ok((found, payback))
}

fn weeks(files: &[Page], run: &Run) -> Result<Vec<Vec<WeekMeans>>, Fault> {
    let mut found = vec![Vec::new(); run.worlds.len()];
    rows(files, "weeks.csv", |row| {
        let world = world(run, row)?;
        let _: u16 = row.number()?;
        let means = WeekMeans {
            revenue: row.number()?,
            expected: row.number()?,
            accrued: row.number()?,
            paid: row.number()?,
            fatigue: row.number()?,
        };
        if let Some(own) = found.get_mut(world) {
            own.push(means);
        }
        Ok(())
    })?;
    Ok(found)
}

fn incentives(files: &[Page]) -> Result<Vec<Incentive>, Fault> {
    let mut found: Vec<Incentive> = Vec::new();
    rows(files, "incentives.csv", |row| {
        let name = Name::new(row.text()?);
        let _: u32 = row.number()?;
        let totals = IncentiveTotals {
            payouts: row.number()?,
            paid_partners: row.number()?,
            takers: row.number()?,
            exhausted: row.optional()?,
            subsidised: row.number()?,
            pulled_forward: row.number()?,
            attributed: row.number()?,
        };
        match found.last_mut() {
            Some(last) if last.name == name => last.totals.push(totals),
            Some(_) | None => found.push(Incentive {
                name,
                totals: vec![totals],
            }),
        }
        Ok(())
    })?;
    Ok(found)
}
