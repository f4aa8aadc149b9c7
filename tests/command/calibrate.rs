//! A history is read, and what it tells is said.

use std::fs;

use charter::intake::scenario::behaviour::PARAMETERS;
use serde_json::{Value, json};

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
        ran.out.starts_with("1 partner, 100 partner-weeks"),
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
    for (text, place) in [
        (
            "partner,week,active\nacme,1,1\nacme,3,1\n",
            "week-left-out 3:6",
        ),
        (
            "partner,week,active\nacme,1,1\nacme,2,0\nacme,3,1\nacme,4,0\n",
            "week-after-leaving 4:6",
        ),
        ("partner,week,active\n", "history-without-weeks 1:1"),
    ] {
        fs::write(folder.path().join("history.csv"), text).unwrap();
        let ran = charter(
            folder.path(),
            &["calibrate", "history.csv", "--format", "json"],
        );
        assert_eq!(ran.code, 1);
        assert_eq!(problems(&ran), [place]);
    }
    let ran = charter(folder.path(), &["calibrate", "none.csv"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn one_partner_and_one_week_are_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("history.csv"),
        "partner,week,active\nacme,1,1\n",
    )
    .unwrap();
    let ran = charter(folder.path(), &["calibrate", "history.csv"]);
    let told = "1 partner, 1 partner-week, 1 week at the most\n";
    assert!(ran.code == 0 && ran.out.starts_with(told), "{}", ran.out);
}

/// Of two weeks one is that in which the partner has left: 1 - e^-h = 1/2 says h = 0.69, with a wide error. That is far from what was
/// assumed and adds nearly nothing to it. Where all leave in the first week, any large hazard does.
#[test]
fn of_leaving_nothing_is_said_where_nothing_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let said = |text: &str| {
        fs::write(folder.path().join("history.csv"), text).unwrap();
        let ran = charter(folder.path(), &["calibrate", "history.csv"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let one = said("partner,week,active\nacme,0,1\nacme,1,0\n");
    let row = one.lines().find(|line| line.starts_with("churn_hazard"));
    let cells: Vec<&str> = row.unwrap().split_whitespace().collect();
    assert_eq!(cells[..3], ["churn_hazard", "0.0025", "-"], "{one}");
    let all = said("partner,week,active\nacme,0,0\nbirch,0,0\n");
    assert!(
        all.lines().all(|line| !line.starts_with("churn_hazard")),
        "{all}"
    );
    let reasons = "not estimated, for want of columns or events: ";
    let left = all.lines().find_map(|line| line.strip_prefix(reasons));
    assert!(left.unwrap().contains("churn_hazard"), "{all}");
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
    // Forty partners, and 53 weeks in which a year of 365 days lies.
    assert!(ran.out.starts_with("40 partners, "), "{}", ran.out);
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

/// A program to be played, and its scenario.
fn starter() -> [String; 2] {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    ["programs/starter", "scenarios/starter/baseline.yaml"].map(|it| format!("{root}{it}"))
}

#[test]
fn what_cannot_be_refined_is_refused_before_anything_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let [program, scenario] = starter();
    let few = "partner,week,active,created\nacme,0,1,2\nacme,1,1,1\n";
    let weeks = (0..54).map(|week| format!("acme,{week},1,2\n"));
    let long = format!("partner,week,active,created\n{}", weeks.collect::<String>());
    fs::write(folder.path().join("few.csv"), few).unwrap();
    fs::write(folder.path().join("long.csv"), long).unwrap();
    let asked = |file: &str, more: &[&str]| {
        let all = ["calibrate", file, "--refine", &program];
        charter(
            folder.path(),
            &[&all[..], &["--scenario", &scenario], more].concat(),
        )
    };
    for (file, name, message) in [
        (
            "few.csv",
            "partners-not-those",
            "the history has 1 partner, and 40 are to be played, as the scenario or",
        ),
        (
            "long.csv",
            "history-beyond-program",
            "the history has 54 weeks, and the program's year has 53",
        ),
    ] {
        let ran = asked(file, &[]);
        assert_eq!((ran.code, &*ran.out), (1, ""), "{}", ran.err);
        assert!(ran.err.contains(name), "{}", ran.err);
        let ran = asked(file, &["--format", "json"]);
        // One document, and that is of problems.
        assert_eq!((ran.code, problems(&ran).len()), (1, 1), "{}", ran.out);
        assert!(
            ran.out.contains(name) && ran.out.contains(message),
            "{}",
            ran.out
        );
    }
    // A program cannot be played without a scenario.
    let alone = ["calibrate", "few.csv", "--refine", &program];
    assert_eq!(charter(folder.path(), &alone).code, 2);
    let nowhere = ["calibrate", "few.csv", "--refine", "nowhere"];
    let ran = charter(
        folder.path(),
        &[&nowhere[..], &["--scenario", &scenario]].concat(),
    );
    assert_eq!((ran.code, &*ran.out), (2, ""), "{}", ran.err);
}

#[test]
fn a_calibration_is_one_object_for_tools() {
    // 300 of 1,000 exams passed, as above: the logit of 300.5 to 700.5, and the belief of 0.85 with 0.5 as its 5th percentile.
    let folder = tempfile::tempdir().unwrap();
    let mut text = "partner,week,active,exams,passed\n".to_owned();
    for week in 0..100 {
        text.push_str(&format!("acme,{week},1,10,3\n"));
    }
    fs::write(folder.path().join("history.csv"), &text).unwrap();
    let asked = ["calibrate", "history.csv", "--format", "json"];
    let ran = charter(folder.path(), &asked);
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(found["schema_version"], 1);
    assert_eq!(found["refinement"], Value::Null);
    assert_eq!(
        found["history"],
        json!({
            "partners": 1, "partner_weeks": 100, "weeks": 100,
            "columns": ["partner", "week", "active", "exams", "passed"],
        })
    );
    let own = &found["parameters"]["exam_pass"];
    let near = |field: &str, expected: f64| {
        let value = own[field].as_f64().unwrap();
        assert!(
            (value - expected).abs() < 1e-6,
            "{field}: {value} {expected}"
        );
    };
    let (seen, error) = (
        libm::log(300.5 / 700.5),
        libm::sqrt(1.0 / 300.5 + 1.0 / 700.5),
    );
    // The 95th percentile of the normal law is 1.644854 deviations away, the 97.5th 1.959964.
    let (believed, before) = (
        libm::log(0.85 / 0.15),
        libm::log(0.85 / 0.15) / 1.644_853_627,
    );
    let (old, new) = (before.powi(-2), error.powi(-2));
    let (middle, after) = (
        (old * believed + new * seen) / (old + new),
        libm::sqrt(1.0 / (old + new)),
    );
    let share = |logit: f64| 1.0 / (1.0 + libm::exp(-logit));
    near("default", 0.85);
    near("data", 300.5 / 1001.0);
    near("standard_error", error);
    near("fit", share(middle));
    near("low", share(middle - 1.959_963_985 * after));
    near("high", share(middle + 1.959_963_985 * after));
    near("events", 300.0);
    near("shrinkage", 1.0 - after / before);
    assert_eq!(
        (&own["scale"], &own["grade"], &own["caveat"], &own["unit"]),
        (
            &json!("logit"),
            &json!("from the data"),
            &Value::Null,
            &json!("")
        )
    );
    // What is not estimated is there too, with the reason.
    let all = found["parameters"].as_object().unwrap();
    assert_eq!(all.len(), PARAMETERS.len());
    let missing = |name: &str| (&all[name]["fit"], &all[name]["reason"]);
    assert_eq!(
        missing("elasticity"),
        (&Value::Null, &json!("for want of columns or events"))
    );
    assert_eq!(
        missing("company_pass_through"),
        (&Value::Null, &json!("still as assumed"))
    );
    assert_eq!(all["churn_hazard"]["unit"], "per week");
}
