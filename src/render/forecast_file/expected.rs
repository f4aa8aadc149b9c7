//! What a scenario expects, with what the forecast says: as cells of a table and as JSON.

use serde_json::{Value, json};

use super::quantity;
use crate::decide::expectation::{Met, words};
use crate::render::chart::scale::Quantity;
use crate::render::listing::columns;

/// The columns of what is expected.
pub const EXPECTED: [&str; 4] = ["expected", "forecast (95%)", "runs", "verdict"];

/// A row for each: as it is written, the estimate with its interval, the runs, the verdict.
pub fn expected_rows(expected: &[Met], currency: &str) -> Vec<Vec<String>> {
    let row = |each: &Met| {
        let runs = Quantity::Count.long(each.runs as f64);
        let text = each.expectation.text.clone();
        vec![text, found(each, currency), runs, verdict(each)]
    };
    expected.iter().map(row).collect()
}

/// How a metric without an estimate is shown, before the reason.
const NOTHING: &str = "does not apply";

/// The rows for a terminal: why a metric does not apply stands below them.
pub fn expected_text(mut rows: Vec<Vec<String>>) -> String {
    let mut reasons = String::new();
    for row in &mut rows {
        if let [text, found, ..] = row.as_mut_slice()
            && let Some((_, reason)) = found.split_once(&format!("{NOTHING}: "))
        {
            reasons.push_str(&format!("  {text} {NOTHING}: {reason}\n"));
            *found = NOTHING.to_owned();
        }
    }
    match rows.is_empty() {
        true => String::new(),
        false => columns(&EXPECTED, &rows) + &reasons,
    }
}

/// The estimate with its interval, or why there is none.
fn found(met: &Met, currency: &str) -> String {
    let expectation = &met.expectation;
    let quantity = quantity(&expectation.metric, expectation.unit(), currency);
    match &met.found {
        Err(reason) => format!("{NOTHING}: {reason}"),
        Ok(found) if met.runs < 2 => quantity.long(found.mean),
        Ok(found) => {
            let [mean, low, high] = [found.mean, found.low, found.high].map(|it| quantity.long(it));
            format!("{mean} ({low} to {high})")
        }
    }
}

/// The verdict, with the runs that would tell.
fn verdict(met: &Met) -> String {
    let runs = met.runs_to_tell.map_or_else(String::new, |runs| {
        format!(" ({} runs would tell)", Quantity::Count.long(runs))
    });
    format!("{}{runs}", words(met.verdict))
}

/// What is expected and found, for tools.
pub fn expectations(expected: &[Met]) -> Value {
    let each = |met: &Met| {
        let expectation = &met.expectation;
        let found = met.found.as_ref();
        json!({
            "text": expectation.text,
            "metric": &*expectation.metric,
            "of": expectation.of.as_deref(),
            "comparison": if expectation.is_least { ">=" } else { "<=" },
            "level": expectation.level,
            "unit": expectation.unit().word(),
            "mean": found.ok().map(|found| found.mean),
            "low": found.ok().map(|found| found.low),
            "high": found.ok().map(|found| found.high),
            "reason": found.err(),
            "runs": met.runs,
            "verdict": words(met.verdict),
            "runs_to_tell": met.runs_to_tell,
        })
    };
    Value::Array(expected.iter().map(each).collect())
}
