//! Variants of a scenario: which is forecast, compared and judged, and how results name it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, charter};

const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/programs/starter/starter.charter"
);

const SCENARIO: &str = "\
seed: 1
runs: 6
population: {partners: 8}
expect: [roi >= 5]
variants:
  slump:
    market: {shocks: {slump: {kind: softness, probability: 1, loss: 0.9}}}
    expect: [roi <= 5]
  usual: {market: {spread: 0.04}}
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::copy(PROGRAM, folder.path().join("program/a.charter")).unwrap();
    fs::write(folder.path().join("baseline.yaml"), SCENARIO).unwrap();
    folder
}

fn run(folder: &Path, command: &str, more: &[&str]) -> Ran {
    let fixed = [command, "program", "--scenario", "baseline.yaml"];
    charter(folder, &[&fixed[..], more].concat())
}

fn written(folder: &Path, file: &str) -> String {
    let path = folder.join("out/current").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first number of a metric in `summary.json`.
fn mean(folder: &Path, metric: &str) -> f64 {
    let summary: Value = serde_json::from_str(&written(folder, "summary.json")).unwrap();
    summary["metrics"][metric]["mean"].as_f64().unwrap()
}

#[test]
fn a_variant_is_forecast_under_its_name() {
    let folder = folder();
    let path = folder.path();
    // What the scenario as it is written expects is missed, and is not expected of a variant.
    let ran = run(path, "simulate", &["--out", "out"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let (revenue, hash) = (mean(path, "revenue"), written(path, "run.json"));
    let ran = run(path, "simulate", &["--out", "out", "--variant", "slump"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let head = "variant slump of scenario baseline";
    assert!(ran.out.starts_with(head), "{}", ran.out);
    let run_json: Value = serde_json::from_str(&written(path, "run.json")).unwrap();
    assert_eq!(run_json["variant"], "baseline/slump");
    let before: Value = serde_json::from_str(&hash).unwrap();
    assert_ne!(run_json["scenario_sha256"], before["scenario_sha256"]);
    assert!(written(path, "metrics.csv").contains("starter,baseline/slump,USD,program,"));
    assert!(written(path, "report.html").contains("baseline/slump"));
    // Nine tenths of demand are gone.
    let slump = mean(path, "revenue");
    assert!(slump < 0.5 * revenue, "{slump} {revenue}");
    // A variant that replaces a value by the same one is the scenario, to the last digit.
    let ran = run(path, "simulate", &["--out", "out", "--variant", "usual"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(mean(path, "revenue"), revenue);
}

#[test]
fn variants_that_expect_something_are_judged_too() {
    let folder = folder();
    let ran = run(folder.path(), "test", &["--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let expected = found["expectations"].as_array().unwrap();
    let told = expected.iter().map(|each| {
        let word = |key: &str| each[key].as_str().unwrap().to_owned();
        (word("scenario"), word("text"), word("verdict"))
    });
    let told: Vec<(String, String, String)> = told.collect();
    let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        told,
        [
            row("baseline", "roi >= 5", "missed"),
            row("baseline/slump", "roi <= 5", "met")
        ]
    );
    let ran = run(folder.path(), "test", &[]);
    assert!(ran.out.contains("baseline/slump: roi <= 5"), "{}", ran.out);
    let ran = run(folder.path(), "test", &["--format", "junit"]);
    assert!(
        ran.out.contains("classname=\"baseline/slump\""),
        "{}",
        ran.out
    );
}

#[test]
fn one_program_is_compared_in_two_variants() {
    let folder = folder();
    for (variants, first, second) in [
        (&["--variant", "slump"][..], "baseline", "baseline/slump"),
        (
            &["--variant", "slump", "--variant", "usual"],
            "baseline/slump",
            "baseline/usual",
        ),
    ] {
        let more = [&["--format", "json"][..], variants].concat();
        let ran = run(folder.path(), "compare", &more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(found["first"]["scenario"], first);
        assert_eq!(found["second"]["scenario"], second);
        assert_eq!(found["first"]["program"], "program");
        assert_eq!(found["second"]["program"], "program");
        let more = found["metrics"]["revenue"]["difference"].as_f64().unwrap();
        assert_eq!(more > 0.0, first == "baseline/slump", "{more}");
    }
    // Two programs in one variant: the same program twice differs in nothing.
    let arguments = [
        "compare",
        "program",
        "program",
        "--scenario",
        "baseline.yaml",
        "--variant",
        "slump",
    ];
    let ran = charter(folder.path(), &arguments);
    assert!(ran.out.contains("scenario baseline/slump"), "{}", ran.out);
    assert!(ran.out.contains("The two are the same"), "{}", ran.out);
    let ran = run(
        folder.path(),
        "compare",
        &["--variant", "slump", "--out", "out"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = written(folder.path(), "comparison.html");
    assert!(page.contains("Second scenario") && page.contains("baseline/slump"));
}

#[test]
fn what_is_no_variant_is_refused_with_the_near_name() {
    let folder = folder();
    for command in ["simulate", "compare"] {
        let ran = run(folder.path(), command, &["--variant", "slum"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(
            ran.err
                .contains("has no variant `slum`; did you mean `slump`?"),
            "{}",
            ran.err
        );
    }
    let ran = run(folder.path(), "compare", &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("what is it compared with?"), "{}", ran.err);
    let three = [
        "--variant",
        "slump",
        "--variant",
        "usual",
        "--variant",
        "slump",
    ];
    let ran = run(folder.path(), "compare", &three);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn shards_of_other_variants_and_seeds_are_refused_by_name() {
    let folder = folder();
    let shard = |shard: &str, out: &str, more: &[&str]| {
        let more = [&["--shard", shard, "--out", out][..], more].concat();
        let ran = run(folder.path(), "simulate", &more);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    shard("1/2", "one", &[]);
    shard("2/2", "slump", &["--variant", "slump"]);
    shard("2/2", "lucky", &["--seed", "9"]);
    for (other, said) in [
        (
            "slump",
            "its scenario differs: `baseline/slump`, not `baseline`",
        ),
        ("lucky", "its seed differs: 9, not 1"),
    ] {
        let ran = charter(folder.path(), &["merge", "one", other, "--out", "all"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
