//! Guardrails that a forecast judges: what is printed, what is written, how the command ends.

use std::fs;

use serde_json::Value;

use crate::run::{Ran, charter};

const SCENARIO: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/scenarios/starter/baseline.yaml"
);
const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/programs/starter/starter.charter"
);

fn simulate(rule: &str, scenario: &str) -> (Ran, Value) {
    let folder = tempfile::tempdir().unwrap();
    let mut text = fs::read_to_string(PROGRAM).unwrap();
    text.push_str(&format!(
        "\nguardrail cost internal {{ {rule} in scenario {scenario} }}\n"
    ));
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::write(folder.path().join("program/a.charter"), text).unwrap();
    let ran = charter(
        folder.path(),
        &[
            "simulate",
            "program",
            "--scenario",
            SCENARIO,
            "--runs",
            "8",
            "--partners",
            "8",
            "--out",
            "out",
        ],
    );
    let summary = folder.path().join("out/current/summary.json");
    let summary = fs::read_to_string(summary).unwrap_or_else(|_| panic!("{}", ran.err));
    (ran, serde_json::from_str(&summary).unwrap())
}

#[test]
fn a_broken_guardrail_ends_with_a_finding_and_is_written() {
    let (ran, summary) = simulate("p95 of all payouts per year <= 1 USD", "baseline");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.contains("guardrail cost             broken"),
        "{}",
        ran.out
    );
    let judged = &summary["guardrails"][0];
    assert_eq!(judged["verdict"], "broken");
    // Wilson's interval of 8 runs of 8: from 8 / (8 + 1.96^2).
    assert_eq!(judged["high"], 1.0);
    assert!((judged["low"].as_f64().unwrap() - 0.6756).abs() < 1e-3);
}

#[test]
fn so_few_runs_cannot_promise_what_none_of_them_broke() {
    let (ran, summary) = simulate("p95 of all payouts per year <= 900,000,000 USD", "baseline");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("cannot tell yet"), "{}", ran.out);
    assert!(ran.out.contains("73 runs would tell"), "{}", ran.out);
    assert_eq!(summary["guardrails"][0]["verdict"], "cannot tell yet");
}

#[test]
fn a_guardrail_of_another_scenario_is_not_judged_here() {
    let (ran, summary) = simulate("p95 of all payouts per year <= 1 USD", "crash");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(summary["guardrails"], Value::Array(Vec::new()));
}
