//! Ten mistakes of a new user, typed into the program of the guide: each has the name, the place and the screen that
//! `docs/guide/7-mistakes.md` shows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "what is not as expected fails the test; tests read and write files"
)]

mod clauses;
mod conditions;
mod once;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const PAGE: &str = include_str!("../../docs/guide/7-mistakes.md");

/// What stands in the program, what is typed instead, and the problem: its name, line and column.
const MISTAKES: [(&str, &str, &str, u64, u64); 10] = [
    ("rebate volume", "rebat volume", "unknown-word", 35, 1),
    (
        "for     member as",
        "for     members as",
        "unknown-name",
        36,
        11,
    ),
    ("rate    marginal", "rate", "rate-without-mode", 38, 3),
    ("|  2% |", "|   2 |", "unexpected-text", 40, 23),
    ("|  4% |", "| 4,5% |", "bad-grouping", 41, 21),
    (
        "cap     20,000 USD",
        "cap     $20,000",
        "currency-sign",
        42,
        11,
    ),
    ("to 2027-12-31", "to 12/31/2027", "bad-date", 4, 27),
    (
        "bookings over last 4 quarters >=",
        "bookings >=",
        "no-window",
        28,
        10,
    ),
    (
        "you are a member.\"\n}",
        "you are a member.\"",
        "unclosed-block",
        32,
        77,
    ),
    ("= 4,000.00 USD", "= 6,000.00 USD", "example-fails", 59, 3),
];

fn check(text: &str, format: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("acme.charter"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(folder.path())
        .args([
            "check",
            "acme.charter",
            "--color",
            "never",
            "--format",
            format,
        ])
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), out + &err)
}

/// What is told of a directory with these files, by their names without the ending.
fn check_files(files: &BTreeMap<String, String>) -> (Option<i32>, Value) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(format!("{name}.charter")), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(folder.path())
        .args(["check", ".", "--format", "json"])
        .output()
        .unwrap();
    let found = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), found)
}

/// The fences of a kind, in order.
fn fences(kind: &str) -> Vec<&'static str> {
    let open = format!("```text {kind}\n");
    let parts = PAGE.split(open.as_str()).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

#[test]
fn each_mistake_has_one_problem_at_its_place_and_no_other() {
    for (right, wrong, name, line, column) in MISTAKES {
        assert!(STARTER.contains(right), "{right}");
        let (code, out) = check(&STARTER.replacen(right, wrong, 1), "json");
        let found: Value = serde_json::from_str(&out).unwrap();
        let problems = found["problems"].as_array().unwrap();
        let told: Vec<String> = problems
            .iter()
            .map(|each| format!("{} {}:{}", each["name"], each["line"], each["column"]))
            .collect();
        assert_eq!(told, [format!("\"{name}\" {line}:{column}")], "{wrong}");
        assert_eq!(code, Some(1), "{wrong}");
    }
}

#[test]
fn the_page_shows_what_is_typed_and_what_the_screen_says() {
    let (typed, screens) = (fences("typed"), fences("screen"));
    assert_eq!((typed.len(), screens.len()), (10, 10));
    for (at, (right, wrong, ..)) in MISTAKES.iter().enumerate() {
        let shown = typed[at].trim();
        assert!(
            shown.contains(wrong.lines().next().unwrap()),
            "{shown}: {wrong}"
        );
        let (_, out) = check(&STARTER.replacen(right, wrong, 1), "human");
        assert_eq!(screens[at].trim_end(), out.trim_end(), "{wrong}");
    }
}
