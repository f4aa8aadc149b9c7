//! Caps without end: each is a level of a payout, and every reader goes through all of them.

use std::fs;

use crate::run::{Ran, charter, errors};

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const CAP: &str = "  cap     20,000 USD per partner per year crossing paid to the limit\n";

/// The starter with so many caps, run.
fn with_caps(count: usize, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let text = STARTER.replacen(CAP, &CAP.repeat(count), 1);
    fs::write(folder.path().join("a.charter"), text).unwrap();
    fs::write(folder.path().join("scenario.yaml"), SCENARIO).unwrap();
    charter(folder.path(), arguments)
}

#[test]
fn five_hundred_caps_are_read_by_everybody() {
    let simulate = [
        "simulate",
        "a.charter",
        "--scenario",
        "scenario.yaml",
        "--runs",
        "1",
        "--partners",
        "10",
    ];
    let commands: [&[&str]; 4] = [
        &["check", "a.charter"],
        &["bound", "a.charter"],
        &["render", "a.charter", "--out", "out"],
        &simulate,
    ];
    for arguments in commands {
        let ran = with_caps(500, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn one_more_is_refused_where_it_stands() {
    let ran = with_caps(501, &["check", "a.charter", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    // The first cap stands on the 42nd line of the starter.
    assert_eq!(errors(&ran), ["too-many-caps 542:3"]);
}
