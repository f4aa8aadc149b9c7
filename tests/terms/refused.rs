//! Files of terms that are refused, each with its name and its place.

use charter::diagnostic::Problem;
use charter::export::canonical;
use charter::shell::load::load;
use charter::shell::stop::Stop;

use crate::program;

fn starter() -> String {
    let text = include_str!("../../programs/starter/starter.charter");
    canonical(&program(&[text.to_owned()]).expect("it has no error"))
}

/// What is said of a file with this text; nothing when it is read.
fn said(text: &str) -> Option<Problem> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("terms.json");
    std::fs::write(&file, text).expect("a file can be written");
    match load(&file) {
        Ok(loaded) if loaded.program.is_some() => None,
        Ok(loaded) => loaded.problems.into_iter().find(Problem::is_error),
        Err(Stop::Refused(problem)) => Some(*problem),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn terms_as_exported_are_read() {
    assert_eq!(said(&starter()), None);
}

/// What is replaced in the terms of the starter, by what, the problem's name and a part of its message.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("{\n", "[\n", "not-terms", "is not JSON"),
    (
        "\"charter terms\"",
        "\"rules\"",
        "not-terms",
        "expected `charter terms` at /form",
    ),
    (
        "\"schema_version\": 1",
        "\"schema_version\": 2",
        "not-terms",
        "expected version 1 of the form at /schema_version",
    ),
    (
        "\"clauses\"",
        "\"clause\"",
        "not-terms",
        "expected a key `clauses` at /declarations/0",
    ),
    (
        "\"money\": \"4000.00 USD\"",
        "\"money\": 4000",
        "not-terms",
        "expected a text at /declarations/0/clauses/2/phrases/2/value/money",
    ),
    (
        "\"money\": \"4000.00 USD\"",
        "\"money\": \"4000 USD\"",
        "not-canonical",
        "/declarations/0/clauses/2/phrases/2/value/money",
    ),
    (
        "\"percent\": \"2%\"",
        "\"percent\": \"2.0%\"",
        "not-canonical",
        "/declarations/",
    ),
    (
        "\"percent\": \"2%\"",
        "\"percent\": \"2% | 3%\"",
        "ragged-table",
        "the row has 3 cells",
    ),
    (
        "\"currency\": \"USD\"",
        "\"currency\": \"USD # money\"",
        "not-canonical",
        "/value/currency",
    ),
    (
        "\"percent\": \"2%\"",
        "\"rate\": \"2%\"",
        "not-terms",
        "expected a value at",
    ),
    ("\"member\"", "\"membre\"", "unknown-name", "there is no"),
    (
        "  \"form\"",
        "   \"form\"",
        "not-canonical",
        "they differ in spaces",
    ),
    (
        "\"kind\": \"rebate\"",
        "\"kind\": \"rebade\"",
        "unknown-word",
        "there is no kind of declaration `rebade`",
    ),
    (
        "\"exclude\": [],",
        "\"exclude\": [], \"exclude\": [],",
        "not-canonical",
        "they differ in spaces",
    ),
    (
        "\"exclude\": [],",
        "\"exclude\": [[\"volume\"]],",
        "not-terms",
        "expected two names at /exclude/0",
    ),
];

#[test]
fn what_charter_would_not_write_is_refused() {
    let terms = starter();
    for (one, other, name, part) in REFUSED {
        let changed = terms.replacen(one, other, 1);
        assert_ne!(changed, terms, "{one}");
        let problem = said(&changed).unwrap_or_else(|| panic!("{other} is read"));
        assert_eq!(
            (problem.name, true),
            (*name, problem.message.contains(part)),
            "{problem:#?}"
        );
    }
}

#[test]
fn nesting_and_size_are_bounded() {
    let deep = "[".repeat(100_000);
    assert_eq!(said(&deep).map(|problem| problem.name), Some("not-terms"));
    assert_eq!(said("").map(|problem| problem.name), Some("not-terms"));
}
