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
    simulate_for(rule, scenario, "human")
}

fn simulate_for(rule: &str, scenario: &str, format: &str) -> (Ran, Value) {
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
            "--format",
            format,
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
        ran.out.contains("guardrail cost broken: p95 "),
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
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.out.contains("cannot tell yet"), "{}", ran.out);
    assert!(
        ran.out
            .contains("it counts: payouts of the year, running costs not counted"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("73 runs would tell"), "{}", ran.out);
    assert_eq!(summary["guardrails"][0]["verdict"], "cannot tell yet");
}

#[test]
fn a_guardrail_of_another_scenario_is_not_judged_here() {
    let (ran, summary) = simulate("p95 of all payouts per year <= 1 USD", "crash");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(summary["guardrails"], Value::Array(Vec::new()));
}

/// Standard output holds what a build server reads and nothing else.
#[test]
fn a_pull_request_is_annotated_at_the_line_of_the_guardrail() {
    let lines = fs::read_to_string(PROGRAM).unwrap().lines().count() + 2;
    let cases = [
        ("1 USD", 1, "error", "guardrail-broken"),
        ("900,000,000 USD", 4, "warning", "guardrail-undecided"),
    ];
    for (most, code, word, name) in cases {
        let rule = format!("p95 of all payouts per year <= {most}");
        let (ran, _) = simulate_for(&rule, "baseline", "github");
        assert_eq!(ran.code, code, "{}", ran.err);
        let place = format!("::{word} file=program/a.charter,line={lines},");
        assert!(ran.out.starts_with(&place), "{}", ran.out);
        assert!(ran.out.contains(&format!("title={name}::")), "{}", ran.out);
        assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
        assert!(ran.err.contains("incremental_margin"), "{}", ran.err);
    }
}

#[test]
fn amounts_have_their_currency_and_incentives_their_row() {
    let (ran, summary) = simulate("p95 of all payouts per year <= 1 USD", "crash");
    let paid = summary["metrics"]["payouts"]["mean"].as_f64().unwrap();
    // Thousands apart, by hand: the starter pays between a thousand and a million with 8 partners.
    assert!((1_000.0..1_000_000.0).contains(&paid), "{paid}");
    let paid = format!("{paid:.0}");
    let (thousands, rest) = paid.split_at(paid.len() - 3);
    let paid = format!("{thousands},{rest} USD");
    let row = |name: &str| {
        let mut lines = ran.out.lines();
        lines
            .find(|line| line.starts_with(name))
            .unwrap_or_else(|| panic!("{name}: {}", ran.out))
            .to_owned()
    };
    assert!(row("payouts ").contains(&paid), "{}", ran.out);
    assert!(row("churn ").contains('%'), "{}", ran.out);
    // The starter's only incentive pays all of it.
    assert!(row("volume ").contains(&paid), "{}", ran.out);
    assert!(ran.out.contains("--without-each"), "{}", ran.out);
}
