//! What a program tries and what it is to reach, as commands say it.

use std::fs;

use serde_json::Value;

use crate::run::{Ran, charter};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The starter with more declarations, run by a command in a folder of its own.
fn starter(arguments: &[&str]) -> (tempfile::TempDir, Ran) {
    let folder = tempfile::tempdir().unwrap();
    let mut text = fs::read_to_string(format!("{ROOT}/programs/starter/starter.charter")).unwrap();
    text.push_str(
        "
experiment pilot \"Rebate, tried\" {
  of     volume
  cohort 40% of partners
  on     2027-04-01 to 2027-06-30
  metric bookings
  lift   10%
  owner  channel_director
  stop   when \"Nobody asks.\"
  then   \"All have it.\"
}
objective sales \"Sales\" {
  owner channel_director
  results
    | result    | measure  | least               | by         |
    | \"Anything\" | bookings | 1 USD               | 2027-12-31 |
    | \"The moon\" | bookings | 900,000,000,000 USD | 2027-12-31 |
}
",
    );
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::write(folder.path().join("program/a.charter"), text).unwrap();
    let scenario = format!("{ROOT}/scenarios/starter/baseline.yaml");
    let small = ["--runs", "8", "--partners", "10"];
    let all = [arguments, &["program", "--scenario", &scenario], &small].concat();
    let ran = charter(folder.path(), &all);
    (folder, ran)
}

#[test]
fn what_an_experiment_would_show_is_said_and_written() {
    let (folder, ran) = starter(&["simulate", "--experiments", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("\npilot "), "{}", ran.out);
    let read =
        |name: &str| fs::read_to_string(folder.path().join("out/current").join(name)).unwrap();
    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    let found = &summary["experiments"][0];
    assert_eq!(
        (&found["name"], &found["of"]),
        (&"pilot".into(), &"volume".into())
    );
    assert_eq!(
        (&found["from"], &found["to"]),
        (&"2027-04-01".into(), &"2027-06-30".into())
    );
    assert!(
        found["least_lift"].as_f64().unwrap() > 0.1,
        "ten partners find no tenth: {found}"
    );
    assert!(found["partners_wanted"].as_f64().unwrap() > 10.0);
    assert_eq!(read("experiments.csv").lines().count(), 1 + 8);
    assert!(read("report.html").contains("What each experiment would show"));
}

#[test]
fn an_experiment_whose_world_is_not_run_is_not_said() {
    let (folder, ran) = starter(&["simulate", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let summary = fs::read_to_string(folder.path().join("out/current/summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["experiments"], Value::Array(Vec::new()));
    let chance = |place: usize| summary["objectives"][place]["chance"]["mean"].as_f64();
    assert_eq!((chance(0), chance(1)), (Some(1.0), Some(0.0)));
}

#[test]
fn a_test_says_how_likely_an_objective_is_and_does_not_fail_by_it() {
    let (_, ran) = starter(&["test", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let verdict = |place: usize| found["objectives"][place]["verdict"].as_str();
    // Wilson's interval of 8 runs of 8 begins at .6756, of none it ends at .3244.
    assert_eq!((verdict(0), verdict(1)), (Some("likely"), Some("unlikely")));
    assert_eq!(found["verdict"], "passed");
    let (_, human) = starter(&["test"]);
    assert!(human.out.contains("sales: The moon"), "{}", human.out);
}
