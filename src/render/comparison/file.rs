//! A comparison for other tools: one JSON object. Estimates are numbers; what does not apply is null with a
//! reason.

use serde_json::{Map, Value, json};

use super::Source;
use crate::decide::compare::{Change, Comparison, DECIDES};

/// The version of the form of this file.
const SCHEMA_VERSION: u32 = 1;

/// The object, as text.
pub fn json(found: &Comparison, source: &Source) -> String {
    let side = |place: usize| {
        let program = source.programs.get(place);
        let scenario = source.scenarios.get(place);
        json!({
            "program": program.map(|(name, _)| name),
            "program_sha256": program.map(|(_, hash)| hash),
            "scenario": scenario.map(|(name, _)| name),
            "scenario_sha256": scenario.map(|(_, hash)| hash),
        })
    };
    let all = |changes: &[Change]| -> Map<String, Value> {
        let each = |change: &Change| (change.name.to_string(), value(change));
        changes.iter().map(each).collect()
    };
    let value = json!({
        "schema_version": SCHEMA_VERSION,
        "tool_version": env!("CARGO_PKG_VERSION"),
        "first": side(0),
        "second": side(1),
        "runs": found.runs,
        "partners": source.partners,
        "seed": source.seed,
        "currency": source.currency,
        "decides": DECIDES,
        "precision": source.precision.map(|(reach, met)| json!({ "asked": reach, "reached": met })),
        "return_on_change": match &found.return_on_change {
            Ok(found) => json!({ "mean": found.mean, "low": found.low, "high": found.high }),
            Err(reason) => json!({ "mean": null, "reason": reason }),
        },
        "metrics": all(&found.metrics),
        "incentives": all(&found.incentives),
    });
    format!("{value:#}\n")
}

fn value(change: &Change) -> Value {
    let unit = change.unit.word();
    match &change.difference {
        Ok(found) => json!({
            "unit": unit,
            "first": change.first,
            "second": change.second,
            "difference": found.interval.mean,
            "standard_error": found.interval.standard_error,
            "low": found.interval.low,
            "high": found.interval.high,
            "verdict": found.verdict.words(),
            "runs_to_tell": found.runs_to_tell,
        }),
        Err(reason) => json!({
            "unit": unit,
            "first": change.first,
            "second": change.second,
            "difference": null,
            "reason": reason,
        }),
    }
}
