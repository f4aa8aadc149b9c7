//! What was run and what was found, as JSON.

use serde_json::{Map, Value, json};

use super::aims::{experiments, objectives, scorecards};
use super::{SCHEMA_VERSION, Source, expectations};
use crate::decide::expectation;
use crate::decide::guardrail::{Judged, judge};
use crate::simulate::estimate::metrics::Metrics;
use crate::simulate::estimate::number::{Estimate, Metric, level};
use crate::simulate::estimate::reserve::{RUNS, Reserve};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;

/// `run.json`: what to type to get the same bytes.
pub(super) fn run(forecast: &Forecast, source: &Source) -> Value {
    let (from, to) = forecast.replications;
    let worlds: Vec<&str> = forecast.worlds.iter().map(|world| &*world.name).collect();
    let mut run = json!({
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
        "program": &*forecast.program,
        "variant": &*forecast.variant,
        "currency": source.currency,
    });
    if let (Some(list), Some(run)) = (&forecast.list, run.as_object_mut()) {
        let filled = list.filled_in.iter();
        let filled: Map<String, Value> = filled
            .map(|(column, cells)| (column.to_string(), json!(cells)))
            .collect();
        run.insert(
            "list".to_owned(),
            json!({ "file": list.file, "filled_in": filled }),
        );
    }
    run
}

/// `summary.json`: every metric, and the layers of uncertainty apart.
pub(super) fn summary(forecast: &Forecast, source: &Source) -> Value {
    let metrics: Map<String, Value> = forecast
        .metrics()
        .iter()
        .map(|(name, each)| ((*name).to_owned(), estimate(each)))
        .collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "currency": source.currency,
        "metrics": metrics,
        "contributions": by_incentive(forecast, |name| forecast.contribution(name)),
        "alone": by_incentive(forecast, |name| forecast.alone(name)),
        "shapley": forecast.shares,
        "tiredest_week": forecast.tiredest_week().map(|(week, index)| json!({ "week": week, "index": index })),
        "reserve": reserve(forecast),
        "launches": launches(forecast),
        "guardrails": judgements(&judge(forecast)),
        "expectations": expectations(&expectation::judge(forecast)),
        "objectives": objectives(&forecast.aims),
        "scorecards": scorecards(forecast),
        "experiments": experiments(forecast),
        "precision": forecast.precision,
        "uncertainty": uncertainty(forecast),
    })
}

/// What each incentive adds, of those that were asked about.
fn by_incentive(forecast: &Forecast, found: impl Fn(&str) -> Option<Metrics>) -> Value {
    let incentives = forecast.incentives.iter();
    let all = incentives.filter_map(|incentive| {
        let found = found(&incentive.name)?;
        let each = found.iter();
        let each: Map<String, Value> = each
            .map(|(name, each)| ((*name).to_owned(), estimate(each)))
            .collect();
        Some((incentive.name.to_string(), Value::Object(each)))
    });
    Value::Object(all.collect())
}

/// What is to be set aside for payouts, or how many runs tell.
fn reserve(forecast: &Forecast) -> Value {
    match forecast.reserve() {
        Reserve::Known {
            amount,
            above,
            runs,
        } => {
            json!({ "of": "payouts", "quantile": 0.995, "amount": amount, "runs": runs, "runs_above": above })
        }
        Reserve::TooFew { runs } => {
            let reason = format!("{RUNS} runs tell it");
            json!({ "of": "payouts", "quantile": 0.995, "amount": null, "runs": runs, "reason": reason })
        }
    }
}

/// By launched product, the share of partners that sold it in its first quarter, in each world.
fn launches(forecast: &Forecast) -> Value {
    let worlds = |place: usize| -> Map<String, Value> {
        let found = forecast.worlds.iter().filter_map(|world| {
            let shares = world.launched.get(place)?;
            Some((
                world.name.to_string(),
                estimate(&level(shares, Unit::Share)),
            ))
        });
        found.collect()
    };
    let products = forecast.launches.iter().enumerate();
    let products = products.map(|(place, launch)| (launch.product.to_string(), worlds(place)));
    Value::Object(
        products
            .map(|(name, worlds)| (name, Value::Object(worlds)))
            .collect(),
    )
}

/// Guardrails that were judged.
pub fn judgements(judged: &[Judged]) -> Value {
    let each = |judged: &Judged| {
        json!({
            "name": judged.rule.name,
            "scenario": judged.rule.scenario,
            "limit": judged.rule.limit,
            "found": judged.found,
            "share": judged.interval.mean,
            "low": judged.interval.low,
            "high": judged.interval.high,
            "share_at_most": judged.most,
            "verdict": judged.verdict.words(),
            "runs_to_tell": judged.runs_to_tell,
        })
    };
    Value::Array(judged.iter().map(each).collect())
}

/// How sure the return is: error of simulation, luck of a year, and ignorance of people. Three
/// things, never added up.
fn uncertainty(forecast: &Forecast) -> Value {
    let roi = forecast.metrics().remove("roi");
    let (simulation, luck) = match roi {
        Some(Estimate::Known(metric)) => {
            let [p05, p50, p95] = metric.percentiles;
            let interval = metric.interval;
            (
                json!({ "mean": interval.mean, "low": interval.low, "high": interval.high }),
                json!({ "p05": p05, "p50": p50, "p95": p95 }),
            )
        }
        Some(Estimate::Missing { reason, .. }) => (missing(reason), missing(reason)),
        None => (missing("no return"), missing("no return")),
    };
    let ignorance = match &forecast.ignorance {
        None => missing("not asked for: `--ignorance 100` draws people anew a hundred times"),
        Some(found) => {
            let [p05, p25, p50, p75, p95] = found.spread.percentiles;
            let moved = found.influences.iter().map(|each| {
                json!({ "parameter": &*each.name, "size": each.size, "deviation": each.deviation,
                    "first": each.first, "total": each.total })
            });
            json!({
                "draws": found.draws,
                "replications": found.replications,
                "p05": p05, "p25": p25, "p50": p50, "p75": p75, "p95": p95,
                "above_zero": found.spread.above_zero,
                "part_of_chance": found.spread.part_of_chance,
                "paths": found.paths,
                "samples": found.samples,
                "influences": moved.collect::<Vec<Value>>(),
            })
        }
    };
    json!({ "of": "roi", "simulation": simulation, "luck": luck, "ignorance": ignorance })
}

fn missing(reason: &str) -> Value {
    json!({ "mean": null, "reason": reason })
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
