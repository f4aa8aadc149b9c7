//! A forecast as files: what was run, every metric with its interval, and tables for spreadsheets and
//! analysts. Estimates are JSON numbers; a metric that does not apply is null with a reason.

use serde_json::{Map, Value, json};

use super::{Fault, Page};
use crate::simulate::forecast::Forecast;
use crate::simulate::metrics::{Estimate, Metric};
use crate::simulate::totals::COLUMNS;

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
    Ok(vec![
        json_page("run.json", &run(forecast, source)),
        json_page("summary.json", &summary(forecast, source)),
        page("metrics.csv", metrics(forecast)?),
        page("replicate_totals.csv", totals(forecast)?),
        page("weeks.csv", weeks(forecast)?),
        page("incentives.csv", incentives(forecast)?),
    ])
}

fn page(name: &str, text: String) -> Page {
    Page {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn json_page(name: &str, value: &Value) -> Page {
    page(name, format!("{value:#}\n"))
}

fn run(forecast: &Forecast, source: &Source) -> Value {
    let (from, to) = forecast.replications;
    let worlds: Vec<&str> = forecast.worlds.iter().map(|world| &*world.name).collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "tool_version": env!("CARGO_PKG_VERSION"),
        "program_sha256": source.program_sha256,
        "scenario_sha256": source.scenario_sha256,
        "seed": forecast.seed,
        "runs": to.saturating_sub(from),
        "first_replication": from,
        "partners": forecast.partners,
        "weeks": forecast.weeks,
        "worlds": worlds,
        "currency": source.currency,
    })
}

fn summary(forecast: &Forecast, source: &Source) -> Value {
    let metrics: Map<String, Value> = forecast
        .metrics()
        .iter()
        .map(|(name, each)| ((*name).to_owned(), estimate(each)))
        .collect();
    let mut contributions = Map::new();
    for incentive in &forecast.incentives {
        if let Some(found) = forecast.contribution(&incentive.name) {
            let each: Map<String, Value> = found
                .iter()
                .map(|(name, each)| ((*name).to_owned(), estimate(each)))
                .collect();
            contributions.insert(incentive.name.to_string(), Value::Object(each));
        }
    }
    json!({
        "schema_version": SCHEMA_VERSION,
        "currency": source.currency,
        "metrics": metrics,
        "contributions": contributions,
    })
}

fn estimate(estimate: &Estimate) -> Value {
    match estimate {
        Estimate::Known(metric) => known(metric),
        Estimate::Missing { reason, unit } => {
            json!({ "mean": null, "reason": reason, "unit": unit.word() })
        }
    }
}

fn known(metric: &Metric) -> Value {
    let [p05, p50, p95] = metric.percentiles;
    json!({
        "mean": metric.interval.mean,
        "standard_error": metric.interval.standard_error,
        "low": metric.interval.low,
        "high": metric.interval.high,
        "p05": p05,
        "p50": p50,
        "p95": p95,
        "unit": metric.unit.word(),
    })
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, Fault> {
    let failed = |_| Fault::Template("a table".to_owned());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heads).map_err(failed)?;
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|_| Fault::Template("a table".to_owned()))?;
    String::from_utf8(bytes).map_err(|_| Fault::Template("a table".to_owned()))
}

fn metrics(forecast: &Forecast) -> Result<String, Fault> {
    let heads = [
        "metric",
        "unit",
        "mean",
        "standard_error",
        "low",
        "high",
        "p05",
        "p50",
        "p95",
        "reason",
    ];
    let optional = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let found = forecast.metrics();
    let rows = found.iter().map(|(name, each)| match each {
        Estimate::Known(metric) => {
            let mut row = vec![(*name).to_owned(), metric.unit.word().to_owned()];
            let interval = metric.interval;
            row.extend(
                [
                    interval.mean,
                    interval.standard_error,
                    interval.low,
                    interval.high,
                ]
                .map(|v| v.to_string()),
            );
            row.extend(metric.percentiles.map(optional));
            row.push(String::new());
            row
        }
        Estimate::Missing { reason, unit } => {
            let mut row = vec![(*name).to_owned(), unit.word().to_owned()];
            row.extend(std::iter::repeat_n(String::new(), 7));
            row.push((*reason).to_owned());
            row
        }
    });
    table(&heads, rows)
}

/// One row a world and replication.
fn totals(forecast: &Forecast) -> Result<String, Fault> {
    let mut heads = vec!["world", "replication"];
    heads.extend(COLUMNS.iter().map(|(name, _, _)| *name));
    let first = forecast.replications.0;
    let rows = forecast.worlds.iter().flat_map(|world| {
        world
            .totals
            .iter()
            .zip(first..)
            .map(|(totals, replication)| {
                let mut row = vec![world.name.to_string(), replication.to_string()];
                row.extend(
                    COLUMNS
                        .iter()
                        .map(|(_, _, value)| value(totals).to_string()),
                );
                row
            })
    });
    table(&heads, rows)
}

/// One row a world and week, averaged over replications.
fn weeks(forecast: &Forecast) -> Result<String, Fault> {
    let heads = [
        "world",
        "week",
        "revenue",
        "accrued",
        "paid",
        "fatigue_index",
    ];
    let rows = forecast.worlds.iter().flat_map(|world| {
        world.weeks.iter().enumerate().map(|(week, means)| {
            vec![
                world.name.to_string(),
                week.to_string(),
                means.revenue.to_string(),
                means.accrued.to_string(),
                means.paid.to_string(),
                means.fatigue.to_string(),
            ]
        })
    });
    table(&heads, rows)
}

/// One row an incentive and replication, in the world with the whole program.
fn incentives(forecast: &Forecast) -> Result<String, Fault> {
    let heads = [
        "incentive",
        "replication",
        "payouts",
        "paid_partners",
        "takers",
        "exhausted_week",
        "subsidised",
        "pulled_forward",
        "attributed",
    ];
    let first = forecast.replications.0;
    let rows = forecast.incentives.iter().flat_map(|incentive| {
        incentive
            .totals
            .iter()
            .zip(first..)
            .map(|(totals, replication)| {
                vec![
                    incentive.name.to_string(),
                    replication.to_string(),
                    totals.payouts.to_string(),
                    totals.paid_partners.to_string(),
                    totals.takers.to_string(),
                    totals
                        .exhausted
                        .map_or_else(String::new, |week| week.to_string()),
                    totals.subsidised.to_string(),
                    totals.pulled_forward.to_string(),
                    totals.attributed.to_string(),
                ]
            })
    });
    table(&heads, rows)
}

/// The metrics as a table for a terminal.
pub fn listing(forecast: &Forecast) -> String {
    let mut out = format!(
        "{:<26} {:>16} {:>16} {:>16}\n",
        "metric", "mean", "low", "high"
    );
    for (name, each) in forecast.metrics() {
        match each {
            Estimate::Known(metric) => {
                let shown = |value: f64| {
                    if value.abs() >= 1000.0 {
                        format!("{value:.0}")
                    } else {
                        format!("{value:.4}")
                    }
                };
                let interval = metric.interval;
                out.push_str(&format!(
                    "{name:<26} {:>16} {:>16} {:>16}\n",
                    shown(interval.mean),
                    shown(interval.low),
                    shown(interval.high)
                ));
            }
            Estimate::Missing { reason, .. } => out.push_str(&format!("{name:<26} {reason}\n")),
        }
    }
    out
}
