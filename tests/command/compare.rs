//! Two programs compared: what is the same, what is told, what is refused.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, charter, commit, errors, files};

const SCENARIO: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/scenarios/starter/baseline.yaml"
);
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/starter");

/// A folder with the starter as `now` and, with one text changed, as `next`.
fn two(from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(Path::new(PROGRAM).join("starter.charter")).unwrap();
    let text = &text[..text.find("\nexample ").unwrap()];
    assert!(text.contains(from), "{from}");
    for (name, text) in [("now", text.to_owned()), ("next", text.replace(from, to))] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("a.charter"), text).unwrap();
    }
    folder
}

fn compare(folder: &Path, one: &str, other: &str, more: &[&str]) -> Ran {
    let mut all = vec![
        "compare",
        one,
        other,
        "--scenario",
        SCENARIO,
        "--partners",
        "30",
    ];
    all.extend(more);
    charter(folder, &all)
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out)
        .unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.out, ran.err))
}

#[test]
fn equal_programs_differ_in_nothing() {
    let folder = two("at most 40 partners", "at most 40 partners");
    let ran = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "3", "--format", "json"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = json(&ran);
    assert_eq!(
        found["first"]["program_sha256"],
        found["second"]["program_sha256"]
    );
    let metrics = found["metrics"].as_object().unwrap();
    assert!(metrics.len() > 20);
    for (name, each) in metrics {
        if each["reason"].is_null() {
            assert_eq!(each["verdict"], "the same", "{name}");
            assert_eq!(each["difference"], 0.0, "{name}");
        }
    }
}

/// Pays nothing against pays something: the payouts of the second are the difference, run by run.
#[test]
fn what_only_one_pays_stands_against_zero() {
    let folder = two(
        "rebate volume \"Quarterly rebate\"",
        "rebate quarterly \"Quarterly rebate\"",
    );
    let ran = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "4", "--format", "json"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = json(&ran);
    let paid = &found["incentives"];
    let amount = |name: &str, key: &str| paid[name][key].as_f64().unwrap();
    assert!(amount("volume", "first") > 0.0 && amount("quarterly", "second") > 0.0);
    assert_eq!(amount("volume", "second"), 0.0);
    assert_eq!(amount("quarterly", "first"), 0.0);
    assert_eq!(amount("volume", "difference"), -amount("volume", "first"));
    assert_eq!(
        amount("quarterly", "difference"),
        amount("quarterly", "second")
    );
}

#[test]
fn one_run_cannot_tell_and_a_precision_may_not_be_reached() {
    let folder = two("100,000 USD |  4%", "100,000 USD |  9%");
    let one = compare(folder.path(), "now", "next", &["--runs", "1"]);
    assert_eq!(one.code, 0, "{}", one.err);
    assert!(one.out.contains("Cannot tell yet"), "{}", one.out);
    let narrow = ["--runs", "4", "--precision", "0.000000001"];
    let ran = compare(folder.path(), "now", "next", &narrow);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.out.contains("not reached"), "{}", ran.out);
}

/// The page of a comparison knows no machine: programs below the current directory are named from there, and incentives
/// by their titles.
#[test]
fn a_page_is_the_same_wherever_its_folder_stands() {
    let folder = two("100,000 USD |  4%", "100,000 USD |  9%");
    let here = fs::canonicalize(folder.path()).unwrap();
    let (now, next) = (here.join("now"), here.join("next"));
    let more = ["--runs", "2", "--out", "out"];
    let ran = compare(&here, now.to_str().unwrap(), next.to_str().unwrap(), &more);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = fs::read_to_string(here.join("out/current/comparison.html")).unwrap();
    assert!(!page.contains(here.to_str().unwrap()));
    assert!(page.contains("Quarterly rebate"));
    assert!(
        ran.out.starts_with("second next against first now, "),
        "{}",
        ran.out
    );
}

/// Why a metric does not apply stands where there is room to wrap: in place of the verdict.
#[test]
fn a_reason_stands_in_place_of_the_verdict() {
    let folder = two("at most 40 partners", "at most 40 partners");
    let more = ["--runs", "2", "--format", "markdown"];
    let ran = compare(folder.path(), "now", "next", &more);
    let row = "| fund_utilisation | – | – | – | – | no fund gave credit |  |";
    assert!(ran.out.contains(row), "{}", ran.out);
}

#[test]
fn a_scenario_that_is_a_folder_ends_as_a_missing_one() {
    let folder = two("at most 40 partners", "at most 40 partners");
    for scenario in ["now", "missing.yaml"] {
        let arguments = ["simulate", "now", "--scenario", scenario];
        let ran = charter(folder.path(), &arguments);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(
            ran.err.contains(&format!("cannot read {scenario}")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn pages_are_written_whole_and_say_the_same() {
    let folder = two("100,000 USD |  4%", "100,000 USD |  9%");
    let ran = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "2", "--out", "out"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = files(&folder.path().join("out/current/"));
    for name in ["comparison.json", "comparison.md", "comparison.html"] {
        let found = written.iter().find(|(path, _)| path.ends_with(name));
        assert!(found.is_some(), "{name}: {:?}", written.keys());
    }
    let again = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "2", "--threads", "1", "--out", "out"],
    );
    assert_eq!(again.code, 0);
    assert_eq!(written, files(&folder.path().join("out/current/")));
}

#[test]
fn a_revision_of_git_is_a_program() {
    let folder = two("100,000 USD |  4%", "100,000 USD |  9%");
    commit(folder.path());
    let by_folder = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "2", "--format", "json"],
    );
    fs::remove_dir_all(folder.path().join("now")).unwrap();
    let by_revision = compare(
        folder.path(),
        "HEAD:now",
        "next",
        &["--runs", "2", "--format", "json"],
    );
    assert_eq!(by_revision.code, 0, "{}", by_revision.err);
    assert_eq!(json(&by_folder)["metrics"], json(&by_revision)["metrics"]);
    let missing = compare(folder.path(), "HEAD:then", "next", &["--runs", "2"]);
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(missing.err.contains("HEAD:then"), "{}", missing.err);
}

#[test]
fn what_cannot_be_paired_is_refused() {
    let folder = two(
        "year      2027-01-01 to 2027-12-31",
        "year      2027-01-01 to 2027-12-30 weeks four four five",
    );
    let ran = compare(
        folder.path(),
        "now",
        "next",
        &["--runs", "2", "--format", "json"],
    );
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["years-differ".to_owned()])
    );
    let text = fs::read_to_string(SCENARIO).unwrap();
    let other = folder.path().join("other.yaml");
    fs::write(&other, text.replace("seed: 1", "seed: 2")).unwrap();
    let more = [
        "--second-scenario",
        "other.yaml",
        "--runs",
        "2",
        "--format",
        "json",
    ];
    let ran = compare(folder.path(), "now", "now", &more);
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["scenarios-not-paired".to_owned()])
    );
    let ran = compare(folder.path(), "now", "now", &["--precision", "0"]);
    assert_eq!(ran.code, 2);
}
