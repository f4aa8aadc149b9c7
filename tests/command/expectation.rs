//! What a scenario expects of its forecast: what is printed and written, how the command ends, what is refused.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, charter};

const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/programs/starter/starter.charter"
);

/// A folder with the starter program and a scenario of 8 runs of 8 partners that expects this.
fn folder(expect: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::copy(PROGRAM, folder.path().join("program/a.charter")).unwrap();
    scenario(folder.path(), "baseline", expect);
    folder
}

fn scenario(folder: &Path, name: &str, expect: &str) {
    let text = format!("seed: 1\nruns: 8\npopulation: {{partners: 8}}\nexpect:\n{expect}");
    fs::write(folder.join(format!("{name}.yaml")), text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let fixed = ["program", "--scenario", "baseline.yaml"];
    let (command, rest) = arguments.split_first().unwrap();
    charter(folder, &[&[*command], &fixed[..], rest].concat())
}

/// The starter pays on sales that come anyway: its return lies far below zero, and its payouts below 100 million USD.
const MISSED: &str = "  - roi >= 0.5\n";
const MET: &str = "  - roi <= 0.5\n  - payouts of volume <= 100,000,000 USD\n";
/// Of 8 runs in which it is never paid back, Wilson's interval ends at 1.96^2 / (8 + 1.96^2) = 32%.
const UNTOLD: &str = "  - payback_probability <= 5%\n";

#[test]
fn what_is_met_missed_and_not_told() {
    for (expect, code, verdict, whole) in [
        (MET, 0, "met", "passed"),
        (MISSED, 1, "missed", "failed"),
        (UNTOLD, 4, "cannot tell yet", "undecided"),
    ] {
        let folder = folder(expect);
        let ran = run(folder.path(), &["test", "--format", "json"]);
        assert_eq!(ran.code, code, "{}", ran.err);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(found["verdict"], whole);
        let first = &found["expectations"][0];
        assert_eq!(first["verdict"], verdict);
        assert_eq!(
            (&first["runs"], &first["scenario"]),
            (&8.into(), &"baseline".into())
        );
        assert!(first["low"].as_f64() <= first["mean"].as_f64());

        let ran = run(folder.path(), &["simulate", "--out", "out"]);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.out.contains("expected "), "{}", ran.out);
        let summary = fs::read_to_string(folder.path().join("out/current/summary.json")).unwrap();
        let summary: Value = serde_json::from_str(&summary).unwrap();
        assert_eq!(summary["expectations"][0]["verdict"], verdict);
        let page = fs::read_to_string(folder.path().join("out/current/report.html")).unwrap();
        assert!(page.contains("What was expected of it"));
    }
    // As of a guardrail on the p95: 73 runs without it are the fewest.
    let folder = folder(UNTOLD);
    let ran = run(folder.path(), &["test"]);
    assert!(
        ran.out.contains("cannot tell yet (73 runs would tell)"),
        "{}",
        ran.out
    );
}

#[test]
fn every_format_has_the_estimate_the_interval_and_the_runs() {
    let folder = folder("  - roi >= 0.5\n  - launch_share >= 1%\n");
    let junit = run(folder.path(), &["test", "--format", "junit"]);
    assert!(
        junit
            .out
            .contains("<testsuite name=\"expectations\" tests=\"2\" failures=\"2\" skipped=\"0\">")
    );
    assert!(
        junit.out.contains("type=\"expectation-missed\""),
        "{}",
        junit.out
    );
    assert!(junit.out.contains("8 runs; missed"), "{}", junit.out);
    let markdown = run(folder.path(), &["test", "--format", "markdown"]);
    let row = "| expected | forecast (95%) | runs | verdict |";
    assert!(markdown.out.contains(row), "{}", markdown.out);
    let text = run(folder.path(), &["test"]);
    let reason = "launch_share >= 1% does not apply: no product comes onto the market";
    assert!(text.out.contains(reason), "{}", text.out);
}

/// A build server reads findings at the lines of the scenario.
#[test]
fn a_pull_request_is_annotated_at_the_line_of_the_expectation() {
    for (expect, word, name) in [
        (MISSED, "error", "expectation-missed"),
        (UNTOLD, "warning", "expectation-undecided"),
        ("  - roy >= 1\n", "error", "unknown-metric"),
    ] {
        let folder = folder(expect);
        let ran = run(folder.path(), &["simulate", "--format", "github"]);
        let place = format!("::{word} file=baseline.yaml,line=5,");
        assert!(ran.out.starts_with(&place), "{}", ran.out);
        assert!(ran.out.contains(&format!("title={name}::")), "{}", ran.out);
    }
}

#[test]
fn what_no_forecast_can_be_held_to_is_refused() {
    for (expect, part, help) in [
        (
            "roy >= 0.5",
            "no metric is named `roy`",
            "did you mean `roi`?",
        ),
        (
            "share_over_limt <= 1%",
            "`share_over_limt`",
            "did you mean `share_over_limit`?",
        ),
        ("net_value >= 10%", "is an amount in USD", "100,000 USD"),
        ("net_value >= 10", "is an amount in USD", "100,000 USD"),
        ("net_value >= 10 EUR", "is an amount in USD", "100,000 USD"),
        ("churn <= 10", "is a part of a whole", "10% or 0.1"),
        ("churn <= 10 USD", "is a part of a whole", "10% or 0.1"),
        ("won_deals >= 10%", "is a number of things", "number alone"),
        ("payback_week <= 10%", "is a week", "40"),
        (
            "churn of volume <= 5%",
            "is of the whole program",
            "net_value",
        ),
        (
            "roi of volum >= 5",
            "no incentive is named `volum`",
            "did you mean `volume`?",
        ),
        ("roi ≥ 5", "comparison that is not known", "write `>=`"),
    ] {
        let folder = folder(&format!("  - {expect}\n"));
        for command in ["simulate", "test"] {
            let ran = run(folder.path(), &[command]);
            assert_eq!(ran.code, 1, "{expect}: {}", ran.err);
            assert!(
                ran.err.contains(part) && ran.err.contains(help),
                "{}",
                ran.err
            );
            assert!(ran.err.contains("baseline.yaml:5:5"), "{}", ran.err);
        }
    }
}

/// A shard knows what is expected, so what is merged ends as one run does.
#[test]
fn merged_shards_are_held_to_it() {
    let folder = folder(MISSED);
    for (shard, out) in [("1/2", "one"), ("2/2", "two")] {
        let ran = run(folder.path(), &["simulate", "--shard", shard, "--out", out]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let ran = charter(folder.path(), &["merge", "one", "two", "--out", "all"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("missed"), "{}", ran.out);
}

/// Under another name a scenario is another one: that its guardrails are not judged is said, and one that no file has is
/// a warning with the near name.
#[test]
fn guardrails_of_other_scenarios_are_counted() {
    let folder = folder(MET);
    let mut text = fs::read_to_string(PROGRAM).unwrap();
    for (name, scenario) in [("cost", "basline"), ("load", "baseline")] {
        text.push_str(&format!(
            "\nguardrail {name} internal {{ p95 of all payouts per year <= 9 USD in scenario {scenario} }}\n"
        ));
    }
    fs::write(folder.path().join("program/a.charter"), text).unwrap();
    scenario(folder.path(), "other", MET);
    for command in ["simulate", "test"] {
        let arguments = [command, "program", "--scenario", "other.yaml"];
        let ran = charter(folder.path(), &arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let said = "0 of 2 guardrails are of scenario `other`: `cost` is of `basline`, `load` is of `baseline`";
        assert!(ran.out.contains(said), "{}", ran.out);
        assert!(
            ran.err.contains("guardrail-without-scenario"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("did you mean `baseline`?"), "{}", ran.err);
        assert!(!ran.err.contains("judges `load`"), "{}", ran.err);
    }
    let ran = run(folder.path(), &["test"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out
            .contains("1 of 2 guardrails is of scenario `baseline`: `cost` is of `basline`")
    );
}
