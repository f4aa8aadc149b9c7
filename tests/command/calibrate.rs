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
