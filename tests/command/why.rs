//! `charter why`: where a partner stands, worked by hand on the starter's five sales.

use std::fs;

use crate::run::charter;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SALES: &str = include_str!("../../programs/starter/facts/sales.csv");

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("a.charter"), STARTER).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), SALES).unwrap();
    folder
}

/// What is said of a partner on a day.
fn said(partner: &str, more: &[&str]) -> String {
    let command = ["why", partner, "a.charter", "--facts", "facts"];
    let all: Vec<&str> = command.iter().chain(more).copied().collect();
    let ran = charter(folder().path(), &all);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

const MARCH: &[&str] = &["--until", "2027-03-05"];

/// Brook has sold 12,345.67: it misses 37,654.33 of 50,000, and 87,654.33 of the second band; 2% so far are 246.9134.
#[test]
fn what_is_missing_for_a_tier_and_a_band_is_the_difference() {
    let text = said("brook", MARCH);
    for line in [
        "# Brook & Sons on 5 March 2027",
        "Holds Member.",
        "### To keep Member, at the review on 31 March 2027",
        "- Missing: Bookings over the last 4 quarters are at least 50,000 USD. Now: 12,345.67 USD; 37,654.33 USD more is asked.",
        "- Quarterly rebate, 1 January to 31 March 2027: 246.91 USD so far.",
        "Bookings 12,345.67 USD; what is sold next is paid 2%. What lies above 100,000 USD pays 4%: 87,654.33 USD to go.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("Posted so far"), "{text}");
}

/// Acme has reached the second band, which is the last: nothing is ahead. Cedar holds nothing, and has sold 70,000.
#[test]
fn what_is_met_misses_nothing() {
    let acme = said("acme", MARCH);
    assert!(
        acme.contains("at least 50,000 USD. Now: 150,000 USD.\n"),
        "{acme}"
    );
    assert!(acme.contains("4,000.00 USD so far"), "{acme}");
    assert!(
        acme.contains("Bookings 150,000 USD; what is sold next is paid 4%.\n"),
        "{acme}"
    );
    let cedar = said("cedar", MARCH);
    assert!(
        cedar.contains("Holds no tier and no specialization."),
        "{cedar}"
    );
    assert!(
        cedar.contains("### For Member, at the review on 31 March 2027"),
        "{cedar}"
    );
    assert!(
        cedar.contains("- Met: ") && cedar.contains("Now: 70,000 USD."),
        "{cedar}"
    );
    // Only what members sell counts: nothing lies ahead of cedar there.
    assert!(cedar.starts_with("# Cedar Works on"), "{cedar}");
    assert!(!cedar.contains("Quarterly rebate"), "{cedar}");
}

/// At the end of the year 150,000 have been paid 2% of 100,000 and 4% of 50,000, and a year without sales has gone by since.
#[test]
fn each_entry_of_the_incentive_that_is_asked_for_is_explained() {
    let text = said("acme", &["--of", "volume"]);
    for line in [
        "| Quarterly rebate | acme | 1 | 4,000.00 USD |",
        "### Quarterly rebate, award for Q1 2027: 4,000.00 USD",
        "- 2% on 100,000 USD inside the band from 0 USD: 2,000.00 USD",
        "- 4% on 50,000 USD inside the band from 100,000 USD: 2,000.00 USD",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!said("acme", &[]).contains("inside the band"));
}

#[test]
fn the_words_are_those_of_the_language() {
    let text = said("brook", &["--until", "2027-03-05", "--lang", "de"]);
    assert!(text.contains("noch 37.654,33 USD"), "{text}");
}

#[test]
fn who_is_not_there_is_refused_and_the_nearest_name_offered() {
    let folder = folder();
    let told = |arguments: &[&str]| {
        let ran = charter(folder.path(), arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        ran.err
    };
    let err = told(&["why", "brok", "a.charter", "--facts", "facts"]);
    assert!(
        err.contains("there is no partner `brok`; is it `brook`?"),
        "{err}"
    );
    let err = told(&[
        "why",
        "brook",
        "a.charter",
        "--facts",
        "facts",
        "--of",
        "volum",
    ]);
    assert!(
        err.contains("there is no incentive `volum`; is it `volume`?"),
        "{err}"
    );
    let err = told(&[
        "why",
        "brook",
        "a.charter",
        "--facts",
        "facts",
        "--until",
        "2026-12-31",
    ]);
    assert!(err.contains("begins on 2027-01-01"), "{err}");
}

#[test]
fn files_that_settle_refuses_are_refused() {
    let folder = folder();
    fs::write(
        folder.path().join("facts/sales.csv"),
        "sale_id,happened\ns1,soon\n",
    )
    .unwrap();
    let ran = charter(
        folder.path(),
        &["why", "brook", "a.charter", "--facts", "facts"],
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(
        ran.err.contains("facts/sales.csv") && ran.err.contains("mend the files first"),
        "{}",
        ran.err
    );
}

/// Ost has not passed the score that its tier asks for: no amount is missing.
#[test]
fn a_score_that_is_not_passed_is_said_without_an_amount() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let command = "why ost programs/lumen --facts programs/lumen/facts --until 2027-06-30";
    let ran = charter(root, &command.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = "- Missing: Lumen points is passed.\n";
    assert!(ran.out.contains(line), "{}", ran.out);
}
