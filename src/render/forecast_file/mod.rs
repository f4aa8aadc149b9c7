//! A forecast as files: what was run, every metric with its interval, and tables for spreadsheets and
//! analysts. Estimates are JSON numbers; a metric that does not apply is null with a reason.

mod aims;
mod columnar;
mod crowd_tables;
mod summary;
mod table;
mod tables;
mod workbook;

use super::chart::scale::Quantity;
use super::listing::columns;
use super::{Fault, Page};
use crate::decide::guardrail::Judged;
use crate::simulate::estimate::limit::Limit;
use crate::simulate::estimate::number::Estimate;
use crate::simulate::run::forecast::Forecast;
use tables::Tables;

pub use aims::{EXPERIMENTS, OBJECTIVES, experiment_rows, objective_rows, objectives};
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

/// What each guardrail of the scenario says, for a terminal; empty where there is none.
pub fn guardrails(judged: &[Judged], currency: &str) -> String {
    let line = |each: &Judged| {
        let (found, most) = amounts(each, currency);
        let more = each
            .runs_to_tell
            .map_or_else(String::new, |runs| format!("; {runs:.0} runs would tell"));
        format!(
            "guardrail {:<16} {}: {found} against at most {most}{more}\n",
            each.rule.name,
            each.verdict.words()
        )
    };
    judged.iter().map(line).collect()
}

/// What objectives and experiments come to, for a terminal; empty where there are none.
pub fn aims(forecast: &Forecast, currency: &str) -> String {
    let mut out = String::new();
    let objectives = objective_rows(&forecast.aims, currency);
    for (titles, rows) in [
        (&OBJECTIVES[..], objectives),
        (&EXPERIMENTS[..], experiment_rows(forecast)),
    ] {
        if !rows.is_empty() {
            out.push('\n');
            out.push_str(&columns(titles, &rows));
        }
    }
    out
}

/// Whether intervals are as narrow as was asked for; empty where nothing was.
pub fn precision(forecast: &Forecast) -> String {
    let Some(precision) = forecast.precision else {
        return String::new();
    };
    let (from, to) = forecast.replications;
    let runs = to.saturating_sub(from);
    let Some(widest) = precision.widest.filter(|_| !precision.reached) else {
        let reached = if precision.reached {
            "reached"
        } else {
            "not reached twice running"
        };
        return format!("precision {} {reached} after {runs} runs\n", precision.near);
    };
    let whose = match widest
        .incentive
        .and_then(|place| forecast.incentives.get(place))
    {
        Some(incentive) => format!("net value of `{}`", incentive.name),
        None => "return".to_owned(),
    };
    // Intervals narrow with the square root of the runs.
    let factor = widest.half / widest.allowed;
    let wanted = f64::from(runs) * factor * factor;
    format!(
        "precision {} not reached after {runs} runs: the {whose} is known to {:.4} either way, {:.4} was wanted; \
         about {wanted:.0} runs would do\n",
        precision.near, widest.half, widest.allowed
    )
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

/// The metrics as a table for a terminal.
pub fn listing(forecast: &Forecast) -> String {
    let single = forecast
        .replications
        .1
        .saturating_sub(forecast.replications.0)
        < 2;
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
                let end = |value: f64| {
                    if single {
                        "–".to_owned()
                    } else {
                        shown(value)
                    }
                };
                out.push_str(&format!(
                    "{name:<26} {:>16} {:>16} {:>16}\n",
                    shown(interval.mean),
                    end(interval.low),
                    end(interval.high)
                ));
            }
            Estimate::Missing { reason, .. } => out.push_str(&format!("{name:<26} {reason}\n")),
        }
    }
    if let Some(found) = &forecast.ignorance {
        let [p05, _, p50, _, p95] = found.spread.percentiles;
        out.push_str(&format!(
            "\nroi over {} draws of what is not known: {p05:.2} to {p95:.2}, middle {p50:.2}; above 0 in {:.0}%\n",
            found.draws,
            100.0 * found.spread.above_zero
        ));
        for each in found.influences.iter().take(8) {
            out.push_str(&format!("{:<26} {:>16.4}\n", each.name, each.size));
        }
    }
    out
}
