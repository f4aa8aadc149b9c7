//! The report of a forecast: its numbers turned into answers. Where the forecast keeps nothing for
//! an answer, the report says so. Must not know how replications are drawn.

mod budget;
mod changes;
mod cost;
mod crowd;
mod entry;
mod field;
mod incentive;
mod load;
mod paid;
mod people;
mod subject;
mod unknown;
mod verdict;

use std::collections::BTreeMap;

use super::chart::scale::Quantity;
use super::forecast_file::{self, Source};
use super::forecast_read::{bytes, page, read};
use super::report::{self, Report};
use super::view::{Head, Key, Pair, Tone};
use super::words::Language;
use super::{Fault, Page, Stamp};
use crate::base::date::Date;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::simulate::estimate::number::{Estimate, Metric};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;
use subject::Subject;

pub(super) use entry::raised;
pub(super) use incentive::worth;

/// The file with what a report says of the program.
pub const SUBJECT: &str = "subject.json";

/// What a report says of the program and the scenario, as a file.
pub fn subject(program: &Program, scenario: &Scenario) -> Result<Page, Fault> {
    let subject = serde_json::to_string_pretty(&Subject::of(program, scenario))
        .map_err(|error| Fault::Template(error.to_string()))?;
    Ok(Page {
        name: SUBJECT.to_owned(),
        bytes: format!("{subject}\n").into_bytes(),
    })
}

/// Every file of a forecast, its report last. The report is made from the other files alone.
pub fn pages(subject: Page, forecast: &Forecast, source: &Source) -> Result<Vec<Page>, Fault> {
    let mut pages = forecast_file::pages(forecast, source)?;
    pages.push(page(forecast, source)?);
    pages.push(subject);
    let report = report(&pages, None)?;
    pages.push(report);
    Ok(pages)
}

/// `report.html` of a forecast, from its other files and those of the forecast of another program that it is
/// held against.
pub fn report(files: &[Page], other: Option<&[Page]>) -> Result<Page, Fault> {
    let found = read(files)?;
    let other = other.map(read).transpose()?;
    let subject: Subject = serde_json::from_slice(bytes(files, SUBJECT)?)
        .map_err(|error| Fault::Unread(format!("{SUBJECT}: {error}")))?;
    let source = found.source();
    let numbers = Numbers {
        subject: &subject,
        forecast: &found.forecast,
        currency: &source.currency,
        metrics: found.forecast.metrics(),
    };
    let report = Report {
        head: head(&numbers, &source),
        verdict: verdict::verdict(&numbers),
        cost: cost::cost(&numbers),
        incentives: incentive::incentives(&numbers),
        fatigue: people::fatigue(&numbers),
        budgets: budget::budgets(&numbers),
        tiers: people::tiers(&numbers),
        changes: changes::changes(other.as_ref(), &found, &subject)?,
        benchmarks: field::benchmarks(&numbers),
        unknowns: unknown::unknowns(&numbers),
    };
    report::page("report.html", &report)
}

/// The fewest runs whose years have a shape: a twentieth of fewer is no run.
const RUNS_WITH_A_SHAPE: usize = 20;

/// Returns and indices.
const RATIO: Quantity = Quantity::Figure;

/// A forecast with its metrics at hand and the words of its program.
struct Numbers<'a> {
    subject: &'a Subject,
    forecast: &'a Forecast,
    currency: &'a str,
    metrics: BTreeMap<&'static str, Estimate>,
}

impl Numbers<'_> {
    /// How amounts of the forecast are written.
    fn money(&self) -> Quantity {
        Quantity::Money(self.currency.to_owned())
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

    /// The interval of a metric in words; one run has none.
    fn interval(&self, quantity: &Quantity, metric: &Metric) -> String {
        let interval = metric.interval;
        match self.is_single() {
            true => "one run: no interval".to_owned(),
            false => format!(
                "95% interval {}",
                range(quantity, interval.low, interval.high)
            ),
        }
    }

    /// The 5%, 50% and 95% of the years of a metric; none where so few runs have no shape.
    fn luck(&self, metric: &Metric) -> [Option<f64>; 3] {
        let (from, to) = self.forecast.replications;
        let runs = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
        match runs < RUNS_WITH_A_SHAPE {
            true => [None; 3],
            false => metric.percentiles,
        }
    }

    /// Whether there is one run only, from which nothing can be told of the next.
    fn is_single(&self) -> bool {
        let (from, to) = self.forecast.replications;
        to.saturating_sub(from) < 2
    }

    /// The title of an incentive.
    fn title(&self, name: &str) -> String {
        let found = self.subject.incentives.iter().find(|it| it.name == name);
        found.map_or_else(|| name.to_owned(), |it| it.title.clone())
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
    let figure = match quantity {
        Quantity::Figure => quantity.long(value),
        Quantity::Money(_) | Quantity::Percent | Quantity::Count => quantity.short(value),
    };
    (figure, quantity.unit().to_owned())
}

/// A large figure with its unit.
fn key(label: &str, (value, unit): (String, String), note: &str, tone: Tone) -> Key {
    Key {
        label: label.to_owned(),
        value,
        unit,
        note: note.to_owned(),
        tone,
    }
}

fn head(numbers: &Numbers, source: &Source) -> Head {
    let Numbers {
        subject, forecast, ..
    } = *numbers;
    let language = Language::En;
    let pair = |name: &str, text: String| Pair {
        name: name.to_owned(),
        text,
    };
    let days = Date::parse(&subject.first_day).zip(Date::parse(&subject.last_day));
    let year = days.map_or_else(String::new, |(first, last)| language.days(first, last));
    let (from, to) = forecast.replications;
    let count = |value: u32| Quantity::Count.long(f64::from(value));
    let stamp = Stamp {
        program_sha256: source.program_sha256.clone(),
    };
    let mut fingerprints = stamp.pairs();
    fingerprints.insert(1, pair("scenario", source.scenario_sha256.clone()));
    fingerprints.push(pair("seed", forecast.seed.to_string()));
    let runs = format!("{from} to {}", to.saturating_sub(1));
    fingerprints.push(pair("replications", runs));
    let mut facts = vec![
        pair("Program year", year),
        pair("Scenario", forecast.variant.to_string()),
        pair("Runs", count(to.saturating_sub(from))),
        pair("Partners", count(forecast.partners)),
        pair("Weeks", forecast.weeks.to_string()),
        pair("Seed", forecast.seed.to_string()),
    ];
    if let Some(list) = &forecast.list {
        facts.push(pair("List of partners", list.file.to_string()));
        facts.push(pair("Filled in", list.words()));
    }
    Head {
        language: language.tag().to_owned(),
        kind: language.text("report.kind"),
        title: subject.title.clone(),
        lead: "What the program would bring and cost, against the same year without it.".to_owned(),
        facts,
        fingerprints,
        closing: String::new(),
        labels: language.labels(),
    }
}
