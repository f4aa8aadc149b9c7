//! A history is read, and what it tells is said.

use std::fs;

use crate::run::{charter, problems};

#[test]
fn a_history_says_what_it_tells_and_what_it_does_not() {
    // 300 of 1,000 exams passed: logit(300.5 / 700.5) is 0.3002, far from what was assumed.
    let folder = tempfile::tempdir().unwrap();
    let mut text = "partner,week,active,exams,passed\n".to_owned();
    for week in 0..100 {
        text.push_str(&format!("acme,{week},1,10,3\n"));
    }
    fs::write(folder.path().join("history.csv"), &text).unwrap();
    let ran = charter(folder.path(), &["calibrate", "history.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("1 partners, 100 partner-weeks"),
        "{}",
        ran.out
    );
    let row = ran
        .out
        .lines()
        .find(|line| line.starts_with("exam_pass"))
        .unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells[..3], ["exam_pass", "0.8500", "0.3002"], "{row}");
    assert!(row.ends_with("from the data"), "{row}");
    assert!(ran.out.contains("fewer than 104 weeks"));
    assert!(
        ran.out
            .contains("not estimated, for want of columns or events: elasticity")
            && ran.out.contains("still as assumed: company_pass_through")
    );
    let scenario = ran.out.split("behaviour:").nth(1).unwrap();
    assert!(
        scenario.contains("exam_pass: 0.") && !scenario.contains("elasticity"),
        "{scenario}"
    );
}

#[test]
fn a_history_that_cannot_be_read_is_refused_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let text = "partner,week,active\nacme,2,1\nacme,1,1\n";
    fs::write(folder.path().join("history.csv"), text).unwrap();
    let ran = charter(
        folder.path(),
        &["calibrate", "history.csv", "--format", "json"],
    );
    assert_eq!(ran.code, 1);
    assert_eq!(problems(&ran), ["weeks-out-of-order 3:6"]);
    let ran = charter(folder.path(), &["calibrate", "none.csv"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_forecast_writes_a_history_whatever_the_threads_and_it_is_calibrated() {
    let folder = tempfile::tempdir().unwrap();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let program = format!("{root}programs/starter");
    let scenario = format!("{root}scenarios/starter/baseline.yaml");
    let written = |threads: &str| {
        let asked = ["simulate", &program, "--scenario", &scenario];
        let more = ["--write-panel", threads, "--threads", threads];
        let ran = charter(folder.path(), &[&asked[..], &more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read(folder.path().join(threads).join("current/history.csv")).unwrap()
    };
    assert_eq!(written("1"), written("2"));
    let ran = charter(folder.path(), &["calibrate", "1/current/history.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // Sixty partners, and 53 weeks in which a year of 365 days lies.
    assert!(ran.out.starts_with("60 partners, "), "{}", ran.out);
    assert!(ran.out.contains(", 53 weeks at the most\n"), "{}", ran.out);
    // The folder is this option's own.
    let asked = ["simulate", &program, "--scenario", &scenario];
    let ran = charter(
        folder.path(),
        &[&asked[..], &["--write-facts", "1"]].concat(),
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("output-of-another-command"), "{}", ran.err);
}

#[test]
fn a_history_of_other_partners_than_the_scenario_s_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let program = format!("{root}programs/starter");
    let scenario = format!("{root}scenarios/starter/baseline.yaml");
    let text = "partner,week,active,created\nacme,0,1,2\nacme,1,1,1\n";
    fs::write(folder.path().join("history.csv"), text).unwrap();
    let asked = ["calibrate", "history.csv", "--refine", &program];
    let ran = charter(
        folder.path(),
        &[&asked[..], &["--scenario", &scenario, "--format", "json"]].concat(),
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("partners-not-those") || ran.out.contains("partners-not-those"));
    // A program cannot be played without a scenario.
    assert_eq!(charter(folder.path(), &asked).code, 2);
    let nowhere = ["calibrate", "history.csv", "--refine", "nowhere"];
    let ran = charter(
        folder.path(),
        &[&nowhere[..], &["--scenario", &scenario]].concat(),
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
}
