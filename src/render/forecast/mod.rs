//! The report of a forecast: its numbers turned into answers. Where the forecast keeps nothing for
//! an answer, the report says so. Must not know how replications are drawn.

mod field;
mod load;
mod money;
mod people;
mod unknown;

use std::collections::BTreeMap;

use super::chart::scale::Quantity;
use super::report::{self, Report};
use super::speaker::Speaker;
use super::view::{Head, Pair};
use super::words::Language;
use super::{Fault, Page, Stamp};
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::simulate::forecast::Forecast;
use crate::simulate::metrics::{Estimate, Metric};
use crate::simulate::totals::Unit;

/// `report.html` of the forecast of a program in a scenario, whose text has this hash.
pub fn report(
    program: &Program,
    scenario: &Scenario,
    forecast: &Forecast,
    stamp: &Stamp,
    scenario_sha256: &str,
) -> Result<Page, Fault> {
    let numbers = Numbers {
        program,
        forecast,
        metrics: forecast.metrics(),
    };
    let report = Report {
        head: head(&numbers, stamp, scenario_sha256),
        verdict: money::verdict(&numbers),
        cost: money::cost(&numbers),
        incentives: money::incentives(&numbers),
        fatigue: people::fatigue(&numbers),
        budgets: money::budgets(&numbers),
        tiers: people::tiers(&numbers),
        benchmarks: field::benchmarks(&numbers),
        unknowns: unknown::unknowns(scenario),
    };
    report::page("report.html", &report)
}

/// A forecast with its metrics at hand and the words of its program.
struct Numbers<'a> {
    program: &'a Program,
    forecast: &'a Forecast,
    metrics: BTreeMap<&'static str, Estimate>,
}

impl Numbers<'_> {
    /// How amounts of the forecast are written.
    fn money(&self) -> Quantity {
        Quantity::Money(self.program.currency.code().to_owned())
    }

    fn known(&self, name: &str) -> Option<&Metric> {
        known(self.metrics.get(name)?)
    }

    /// Why a metric is not there, in a sentence.
    fn missing(&self, name: &str) -> String {
        match self.metrics.get(name) {
            Some(Estimate::Missing { reason, .. }) => sentence(reason),
            Some(Estimate::Known(_)) | None => "This run did not keep it.".to_owned(),
        }
    }

    /// How a metric is written.
    fn quantity(&self, unit: Unit) -> Quantity {
        match unit {
            Unit::Money => self.money(),
            Unit::Share => Quantity::Percent,
            Unit::Count | Unit::Weeks => Quantity::Count,
        }
    }

    /// The mean of a metric, or a dash.
    fn mean(&self, name: &str) -> String {
        self.known(name).map_or_else(
            || "–".to_owned(),
            |metric| self.quantity(metric.unit).long(metric.interval.mean),
        )
    }
}

fn known(estimate: &Estimate) -> Option<&Metric> {
    match estimate {
        Estimate::Known(metric) => Some(metric),
        Estimate::Missing { .. } => None,
    }
}

/// A reason as a sentence.
fn sentence(reason: &str) -> String {
    let mut chars = reason.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}

/// `4.9% to 5.6%`, in the quantity's long form.
fn range(quantity: &Quantity, low: f64, high: f64) -> String {
    format!("{} to {}", quantity.long(low), quantity.long(high))
}

/// An amount split into its figure and its unit, short enough for a card.
fn card(quantity: &Quantity, value: f64) -> (String, String) {
    (quantity.short(value), quantity.unit().to_owned())
}

fn head(numbers: &Numbers, stamp: &Stamp, scenario_sha256: &str) -> Head {
    let Numbers {
        program, forecast, ..
    } = *numbers;
    let speaker = Speaker {
        program,
        language: Language::En,
    };
    let pair = |name: &str, text: String| Pair {
        name: name.to_owned(),
        text,
    };
    let year = program.fiscal.year();
    let title = speaker.title(Some(&program.declared));
    let lead = "What the program would bring and cost, against the same year without it.";
    let mut head = speaker.head("report.kind", title, lead.to_owned(), stamp);
    let (from, to) = forecast.replications;
    let count = |value: f64| Quantity::Count.long(value);
    head.facts = vec![
        pair(
            "Program year",
            speaker.language.days(year.first(), year.last()),
        ),
        pair("Runs", count(f64::from(to.saturating_sub(from)))),
        pair("Partners", count(f64::from(forecast.partners))),
        pair("Weeks", forecast.weeks.to_string()),
        pair("Seed", forecast.seed.to_string()),
    ];
    let runs = format!("{from} to {}", to.saturating_sub(1));
    head.fingerprints
        .insert(1, pair("scenario", scenario_sha256.to_owned()));
    head.fingerprints
        .push(pair("seed", forecast.seed.to_string()));
    head.fingerprints.push(pair("replications", runs));
    head.closing = String::new();
    head
}
