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

/// What a settlement of one partner at platinum says of its sales.
fn settled(sales: &str) -> String {
    let folder = program(1);
    let head = "sale_id,happened,partner,product,units,net_amount,status\n";
    fs::write(
        folder.path().join("facts/sales.csv"),
        format!("{head}{sales}"),
    )
    .unwrap();
    let settle = ["settle", ".", "--facts", "facts", "--format", "human"];
    let ran = charter(folder.path(), &settle);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.err
}

#[test]
fn sales_below_an_assumed_price_are_told_at_the_first_of_them() {
    // The ground assumes 3,000 a unit: two for 5,999.98 are 2,999.99 each. What is refused or of another year says nothing.
    let told = settled(
        "s1,2027-03-01,p01,edge_router,2,6000.00,\n\
         s2,2027-03-02,p01,edge_router,2,5999.98,accepted\n\
         s3,2027-03-03,p01,edge_router,,1.00,refused\n\
         s4,2026-03-03,p01,edge_router,,1.00,accepted\n",
    );
    let message =
        "a sale of `edge_router` at less than the 3,000 USD a unit that the program assumes";
    assert!(told.contains(message), "{told}");
    assert!(told.contains("at 2,999.99 USD"), "{told}");
    assert!(told.contains("sales.csv:3:"), "{told}");
    let as_assumed = settled("s1,2027-03-01,p01,edge_router,2,6000.00,\n");
    assert!(
        !as_assumed.contains("assumption-contradicted"),
        "{as_assumed}"
    );
}

#[test]
fn a_partner_that_sells_more_than_is_assumed_is_told() {
    // The ground assumes at most 20,000,000 of a partner at platinum.
    let sale =
        |number: u32, amount: &str| format!("s{number},2027-03-01,p01,edge_router,1,{amount},\n");
    let fifteen = sale(1, "15000000.00");
    let exactly = settled(&format!("{fifteen}{}", sale(2, "5000000.00")));
    assert!(!exactly.contains("assumption-contradicted"), "{exactly}");
    let more = settled(&format!("{fifteen}{}", sale(2, "5000000.01")));
    let message = "a partner at platinum sold more than the 20,000,000 USD a year that the program assumes, `p01`";
    assert!(more.contains(message), "{more}");
    assert!(more.contains("most: 20,000,000.01 USD"), "{more}");
}
