//! Sentences of the pages that were once not so.

use std::fs;
use std::path::Path;

use crate::run::charter;

const GROUND: &str = include_str!("../language/preamble.charter");
const QUICK: &str = "spiff quick \"Quick\" {
  on      each sale of cloud_secure in year
  amount  100 USD per sale until 2027-06-30
  amount  50 USD per sale from 2027-07-01
  keep    terms 90 days after registration
  budget  pot
  pay     10 business days after month end in NA to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
budget pot \"Pot\" { 150 USD; owner finance; order first accepted ties by claim number; crossing refused }
rebate banded \"Banded\" {
  on      each sale of edge_router in year
  rate    marginal
    | from    | all |
    | 0 USD   |  2% |
    | 500 USD |  4% |
  cap     5,000 USD per partner per year crossing paid to the limit
  pay     10 business days after month end in NA to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";

/// Renders a program, and gives what reads its pages.
fn pages(folder: &Path, more: &str, asked: &[&str]) -> impl Fn(&str) -> String {
    fs::write(folder.join("a.charter"), format!("{GROUND}{QUICK}{more}")).unwrap();
    let command = ["render", "a.charter", "--out", "out"];
    let ran = charter(folder, &[&command[..], asked].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.join("out/current");
    move |name| fs::read_to_string(out.join(name)).unwrap()
}

#[test]
fn the_first_version_of_kept_terms_ends_on_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let policy = pages(folder.path(), "", &[])("en/policy.html");
    assert!(
        policy.contains("the date is 30 June 2027 or earlier (for the sale of a deal"),
        "{policy}"
    );
}

/// Of 150 in the pot the sale that is known first has 100, though the other one was accepted before it.
#[test]
fn who_is_known_first_is_paid_first_and_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let policy = pages(folder.path(), "", &[])("en/policy.html");
    let said = "Awards are paid in the order in which we come to know of what they are for; of one day, in the order in which it was accepted.";
    assert!(policy.contains(said), "{policy}");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("facts/partners.csv"), "partner\nacme\nbirch\n").unwrap();
    let sales = "sale_id,happened,known,accepted,partner,product,net_amount
s1,2027-01-10,2027-01-20,2027-01-10,acme,cloud_secure,20000
s2,2027-01-12,2027-01-15,2027-01-12,birch,cloud_secure,20000
";
    fs::write(at("facts/sales.csv"), sales).unwrap();
    let asked = ["settle", "a.charter", "--facts", "facts", "--out", "paid"];
    let ran = charter(folder.path(), &asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = fs::read_to_string(at("paid/current/rows.csv")).unwrap();
    let told: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        told,
        [
            "sale,s1,acme,excluded,it did not fit into the budget of Quick,",
            "sale,s2,birch,paid,quick,",
        ]
    );
}

#[test]
fn a_guide_lists_the_regions_that_its_program_is_for() {
    let emea = "program page_emea \"Page in Europe\" like page in EMEA {}\n";
    let (america, europe) = (
        "<dt dir=\"auto\">North America</dt>",
        "<dt dir=\"auto\">Europe, Middle East and Africa</dt>",
    );
    for (more, asked, has_america, has_europe) in [
        ("", &[][..], true, true),
        (emea, &[], true, false),
        (emea, &["--program", "page_emea"], false, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let guide = pages(folder.path(), more, asked)("en/guide-gold.html");
        let found = (guide.contains(america), guide.contains(europe));
        assert_eq!(found, (has_america, has_europe), "{asked:?} {guide}");
    }
}

#[test]
fn the_bands_of_one_sale_have_nothing_that_changes() {
    let folder = tempfile::tempdir().unwrap();
    let rules = pages(folder.path(), "", &[])("portal/rules.json");
    assert!(rules.contains("\"change\": null"), "{rules}");
    assert!(!rules.contains("\"change\": \"continue\""), "{rules}");
}

/// The head of a table begins as a sentence does, and one unit is no number.
#[test]
fn a_head_and_a_unit_are_words() {
    let boxes = "spiff boxes \"Boxes\" {
  on      each sale of edge_router in year
  amount  50 USD per whole 1 unit
  cap     5,000 USD per partner per year crossing paid to the limit
  pay     10 business days after month end in NA to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";
    let folder = tempfile::tempdir().unwrap();
    let policy = pages(folder.path(), boxes, &[])("en/policy.html");
    assert!(policy.contains(">The net amount from<"), "{policy}");
    assert!(policy.contains("50 USD for each unit"), "{policy}");
}
