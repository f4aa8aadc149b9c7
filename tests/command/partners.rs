//! A list of partners that breaks what the program assumes.

use std::fs;

use tempfile::TempDir;

use crate::run::{charter, problems};

const GROUND: &str = include_str!("../language/preamble.charter");

/// The ground, which assumes at most 20 partners at platinum, beside a list of so many.
fn program(partners: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ground.charter"), GROUND).unwrap();
    fs::create_dir(folder.path().join("facts")).unwrap();
    let mut list = "partner,tier,since\n".to_owned();
    for number in 1..=partners {
        list.push_str(&format!("p{number:02},platinum,2027-01-01\n"));
    }
    fs::write(folder.path().join("facts/partners.csv"), list).unwrap();
    folder
}

#[test]
fn a_check_counts_it_as_an_error_at_the_first_row_too_many() {
    let check = |folder: &TempDir| {
        let ran = charter(folder.path(), &["check", ".", "--format", "json"]);
        let found = problems(&ran);
        let broken = found
            .into_iter()
            .find(|each| each.starts_with("assumption-contradicted"));
        (ran.code, broken)
    };
    let folder = program(21);
    assert_eq!(
        check(&folder),
        (1, Some("assumption-contradicted 22:5".to_owned()))
    );
    assert_eq!(check(&program(20)), (0, None));
    // A program that is one file has no list beside it.
    let one = folder.path().join("ground.charter");
    let ran = charter(folder.path(), &["check", one.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn a_settlement_warns_and_goes_on() {
    let folder = program(21);
    let settle = ["settle", ".", "--facts", "facts", "--format", "human"];
    let ran = charter(folder.path(), &settle);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = "the list has 21 partners at platinum, and the program assumes at most 20";
    assert!(ran.err.contains(told), "{}", ran.err);
}
