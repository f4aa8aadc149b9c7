//! Worked answers of the field, through files and the command line: each folder beside this file holds a program,
//! the facts, and `paid.csv`, what must be booked for them. `docs/worked.md` lists them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const UNTIL: &str = "2027-06-30";
const INDEX: &str = include_str!("../../docs/worked.md");

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked");
    let entries = fs::read_dir(root).expect("the folder can be listed");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn charter(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_charter"));
    command.args(arguments).output().expect("it can be run")
}

/// Settles a case, going on from the history of an earlier run, if any; the path of the entries, and what was
/// said.
fn settle(case: &Path, out: &Path, posted: Option<&Path>) -> (PathBuf, String) {
    let facts = case.join("facts");
    let shown = |path: &Path| path.display().to_string();
    let (program, facts, written) = (shown(case), shown(&facts), shown(out));
    let mut arguments = vec![
        "settle", &program, "--facts", &facts, "--until", UNTIL, "--out", &written,
    ];
    let posted = posted.map(shown);
    if let Some(posted) = &posted {
        arguments.extend(["--posted", posted]);
    }
    let output = charter(&arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}");
    (out.join("current/entries.csv"), said.into_owned())
}

/// The columns of a table of values that a heading names, row by row, in order.
fn rows(path: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("a table can be read");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().expect("a table has a heading");
    let place = |name: &&str| head.iter().position(|each| each == name);
    let places: Vec<usize> = columns
        .iter()
        .map(|name| place(name).expect("the column is there"))
        .collect();
    let mut rows: Vec<Vec<String>> = lines
        .map(|line| places.iter().map(|at| line[*at].to_owned()).collect())
        .collect();
    rows.sort();
    rows
}

const PAID: &[&str] = &["payee", "kind", "amount"];

#[test]
fn every_case_books_its_answer() {
    let cases = cases();
    assert!(cases.len() >= 6, "only {} cases were found", cases.len());
    for case in cases {
        let out = tempfile::tempdir().expect("there is a place to write");
        let (entries, _) = settle(&case, out.path(), None);
        assert_eq!(
            rows(&entries, PAID),
            rows(&case.join("paid.csv"), PAID),
            "{}",
            case.display()
        );
    }
}

#[test]
fn every_program_of_a_case_is_without_errors() {
    for case in cases() {
        let output = charter(&["check", &case.display().to_string()]);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}: {said}", case.display());
    }
}

#[test]
fn a_second_settlement_of_the_same_period_books_nothing() {
    for case in cases() {
        let out = tempfile::tempdir().expect("there is a place to write");
        let (first, second) = (out.path().join("first"), out.path().join("second"));
        let (posted, _) = settle(&case, &first, None);
        let (again, said) = settle(&case, &second, Some(&first.join("current/history.jsonl")));
        assert!(said.contains("\n0 new entries\n"), "{said}");
        assert_eq!(rows(&again, PAID), rows(&posted, PAID));
        let (_, said) = settle(&case, &first, None);
        assert!(said.contains("\n0 new entries\n"), "{said}");
    }
}

#[test]
fn the_index_names_every_case() {
    for case in cases() {
        let name = case.file_name().expect("it has a name").to_string_lossy();
        assert!(INDEX.contains(&format!("tests/worked/{name}/")), "{name}");
    }
}
