//! Objectives, scorecards and experiments as a forecast judges them: rows for people, JSON for tools.

use serde_json::{Value, json};

use crate::decide::aim::{likely, tells};
use crate::render::chart::scale::Quantity;
use crate::simulate::estimate::aim::Aim;
use crate::simulate::estimate::scorecard::Scored;
use crate::simulate::estimate::statistics::Interval;
use crate::simulate::estimate::totals::Unit;
use crate::simulate::estimate::trial::Trial;
use crate::simulate::run::forecast::Forecast;

/// The titles of [`objective_rows`].
pub const OBJECTIVES: [&str; 5] = ["objective", "at least", "expected", "reached in", "verdict"];
/// The titles of [`scorecard_rows`].
pub const SCORECARDS: [&str; 5] = ["scorecard", "on", "green", "yellow", "part of target"];
/// The titles of [`experiment_rows`].
pub const EXPERIMENTS: [&str; 8] = [
    "experiment",
    "cohort",
    "expected lift",
    "shows",
    "finds it in",
    "its lift is found in",
    "least lift found",
    "verdict",
];

const SHARE: Quantity = Quantity::Percent;

fn between(interval: &Interval) -> String {
    let [mean, low, high] = [interval.mean, interval.low, interval.high].map(|it| SHARE.long(it));
    format!("{mean} ({low} to {high})")
}

/// A row for each result of an objective.
pub fn objective_rows(aims: &[Aim], currency: &str) -> Vec<Vec<String>> {
    let row = |aim: &Aim| {
        let quantity = match aim.unit() {
            Unit::Money => Quantity::Money(currency.to_owned()),
            Unit::Count | Unit::Share | Unit::Weeks => Quantity::Count,
        };
        vec![
            format!("{}: {}", aim.of, aim.result),
            format!("{} by {}", quantity.long(aim.least), aim.by),
            quantity.long(aim.expected().mean),
            between(&aim.chance()),
            likely(aim).to_owned(),
        ]
    };
    aims.iter().map(row).collect()
}

/// A row for each measured line of each scorecard at the end of its last period.
pub fn scorecard_rows(all: &[Scored]) -> Vec<Vec<String>> {
    let is_last = |one: &&Scored| {
        let mut same = all.iter().filter(|each| each.of == one.of);
        same.all(|each| each.last <= one.last)
    };
    let row = |scored: &Scored| {
        let line = scored.line.as_deref().unwrap_or("score");
        vec![
            format!("{}: {line}", scored.of),
            scored.last.clone(),
            between(&scored.green()),
            between(&scored.yellow()),
            between(&scored.counts()),
        ]
    };
    all.iter().filter(is_last).map(row).collect()
}

/// Scorecards as JSON.
pub fn scorecards(forecast: &Forecast) -> Value {
    let ends = |it: Interval| json!({ "mean": it.mean, "low": it.low, "high": it.high });
    let each = |scored: &Scored| {
        json!({
            "scorecard": &*scored.of,
            "until": scored.last,
            "line": scored.line.as_deref(),
            "green": ends(scored.green()),
            "yellow": ends(scored.yellow()),
            "counts": ends(scored.counts()),
        })
    };
    Value::Array(forecast.scorecards.iter().map(each).collect())
}

/// A row for each experiment.
pub fn experiment_rows(trials: &[Trial], partners: u32) -> Vec<Vec<String>> {
    let missing = || "–".to_owned();
    let row = |trial: &Trial| {
        let power = trial.power(partners);
        let shown = match power.shown {
            [Some(low), _, Some(high)] => format!("{} to {}", SHARE.long(low), SHARE.long(high)),
            _ => missing(),
        };
        vec![
            trial.name.to_string(),
            format!("{:.0} of {}", power.cohort, partners),
            power.effect.map_or_else(missing, |effect| between(&effect)),
            shown,
            between(&power.at_effect),
            format!("{} for {}", between(&power.at_lift), SHARE.long(trial.lift)),
            power
                .least_lift
                .map_or_else(missing, |least| SHARE.long(least)),
            tells(&power).to_owned(),
        ]
    };
    trials.iter().map(row).collect()
}

/// The results of objectives as JSON.
pub fn objectives(aims: &[Aim]) -> Value {
    let each = |aim: &Aim| {
        let (chance, expected) = (aim.chance(), aim.expected());
        json!({
            "objective": &*aim.of,
            "result": &*aim.result,
            "measure": &*aim.measure,
            "least": aim.least,
            "unit": aim.unit().word(),
            "by": aim.by,
            "expected": { "mean": expected.mean, "low": expected.low, "high": expected.high },
            "chance": { "mean": chance.mean, "low": chance.low, "high": chance.high },
            "verdict": likely(aim),
        })
    };
    Value::Array(aims.iter().map(each).collect())
}

/// Experiments as JSON.
pub fn experiments(forecast: &Forecast) -> Value {
    let ends = |it: &Interval| json!({ "mean": it.mean, "low": it.low, "high": it.high });
    let each = |trial: &Trial| {
        let power = trial.power(forecast.partners);
        let [p05, p50, p95] = power.shown;
        json!({
            "name": &*trial.name,
            "of": &*trial.of,
            "measure": &*trial.measure,
            "from": trial.days.0,
            "to": trial.days.1,
            "lift": trial.lift,
            "cohort": power.cohort,
            "expected_lift": power.effect.as_ref().map(ends),
            "shown": { "p05": p05, "p50": p50, "p95": p95 },
            "power": ends(&power.at_effect),
            "power_at_lift": ends(&power.at_lift),
            "false_alarms": ends(&power.at_nothing),
            "least_lift": power.least_lift,
            "partners_wanted": power.partners_wanted,
            "verdict": tells(&power),
        })
    };
    Value::Array(forecast.trials.iter().map(each).collect())
}
