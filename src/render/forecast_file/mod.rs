//! A forecast as files: what was run, every metric with its interval, and tables for spreadsheets and
//! analysts. Estimates are JSON numbers; a metric that does not apply is null with a reason.

mod aims;
mod columnar;
mod crowd_tables;
mod expected;
mod summary;
mod table;
mod tables;
mod workbook;

use super::chart::scale::Quantity;
use super::listing::columns;
use super::{Fault, Page};
use crate::decide::guardrail::Judged;
use crate::simulate::estimate::limit::{Limit, Rule};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;
use tables::Tables;

pub use aims::{
    EXPERIMENTS, OBJECTIVES, SCORECARDS, experiment_rows, objective_rows, objectives,
    scorecard_rows,
};
pub use expected::{EXPECTED, expectations, expected_rows, expected_text};
pub use summary::judgements;

/// The version of the form of these files.
pub const SCHEMA_VERSION: u32 = 1;

/// What a forecast was made from.
pub struct Source {
    /// The fingerprint of the program's meaning.
    pub program_sha256: String,
    /// The fingerprint of the scenario's text.
    pub scenario_sha256: String,
    /// The currency of amounts.
    pub currency: String,
}

/// Every file of a forecast but its report.
pub fn pages(forecast: &Forecast, source: &Source) -> Result<Vec<Page>, Fault> {
    let json = |name: &str, value: serde_json::Value| Page {
        name: name.to_owned(),
        bytes: format!("{value:#}\n").into_bytes(),
    };
    let mut pages = vec![
        json("run.json", summary::run(forecast, source)),
        json("summary.json", summary::summary(forecast, source)),
    ];
    let tables = Tables {
        forecast,
        currency: &source.currency,
    };
    let tables = tables.all();
    for table in &tables {
        pages.push(table.csv()?);
        pages.push(columnar::page(table)?);
    }
    pages.push(workbook::page(&tables)?);
    Ok(pages)
}

/// What objectives, scorecards and experiments come to, for a terminal; empty where there are none.
pub fn aims(forecast: &Forecast, currency: &str) -> String {
    let objectives = objective_rows(&forecast.aims, currency);
    let tables = [
        (&OBJECTIVES[..], objectives),
        (&SCORECARDS[..], scorecard_rows(&forecast.scorecards)),
        (
            &EXPERIMENTS[..],
            experiment_rows(&forecast.trials, forecast.partners),
        ),
    ];
    let tables = tables.into_iter().filter(|(_, rows)| !rows.is_empty());
    let tables: Vec<String> = tables
        .map(|(titles, rows)| columns(titles, &rows))
        .collect();
    tables.join("\n")
}

/// What was found and what may be at most, in words.
pub fn amounts(judged: &Judged, currency: &str) -> (String, String) {
    let share = Quantity::Percent;
    match judged.rule.limit {
        Limit::Payouts { quantile, most } => {
            let money = Quantity::Money(currency.to_owned());
            let over = share.long(judged.interval.mean);
            (
                format!(
                    "p{:.0} {}, {over} of runs over",
                    quantile * 100.0,
                    money.long(judged.found)
                ),
                money.long(most),
            )
        }
        Limit::Fatigue { above, most } => (
            format!(
                "{} of partner-weeks above {above}",
                share.long(judged.found)
            ),
            share.long(most),
        ),
    }
}

/// What a guardrail counts, in words: its limit is on this and nothing else.
pub fn counted(rule: &Rule) -> String {
    match rule.limit {
        Limit::Payouts { .. } => "payouts of the year, running costs not counted".to_owned(),
        Limit::Fatigue { above, .. } => {
            format!("share of partner-weeks with a fatigue index above {above}")
        }
    }
}

/// How a metric is written: returns and lengths as figures, other shares as percentages.
pub fn quantity(name: &str, unit: Unit, currency: &str) -> Quantity {
    match unit {
        Unit::Money => Quantity::Money(currency.to_owned()),
        Unit::Share if name.ends_with("roi") => Quantity::Figure,
        // A length, of which a part of a week counts; other weeks are places in the year.
        Unit::Weeks if name.starts_with("weeks_") => Quantity::Figure,
        Unit::Share => Quantity::Percent,
        Unit::Count | Unit::Weeks => Quantity::Count,
    }
}
