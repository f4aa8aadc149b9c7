//! Programs of a directory that are like another in some regions.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::run::{charter, problems};

const GROUND: &str = include_str!("../language/preamble.charter");

const VOLUME: &str = r#"
rebate volume "Volume rebate" {
  on      bookings in quarter
  rate    2%
  cap     9,000 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
"#;

const EMEA: &str = r#"
program page_emea "Page in Europe" like page in EMEA {
  change volume { change cap 500 USD per partner per year crossing paid to the limit }
}
"#;

fn folder(more: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("ground.charter"), GROUND).unwrap();
    fs::write(at("volume.charter"), VOLUME).unwrap();
    fs::write(at("emea.charter"), more).unwrap();
    fs::create_dir(at("facts")).unwrap();
    let list =
        "partner,region,tier,since\nacme,NA,silver,2027-01-01\nbolt,EMEA,silver,2027-01-01\n";
    fs::write(at("facts/partners.csv"), list).unwrap();
    let sales = "sale_id,happened,partner,product,net_amount\n\
        s1,2027-02-01,acme,edge_router,100000.00\n\
        s2,2027-02-01,bolt,edge_router,100000.00\n";
    fs::write(at("facts/sales.csv"), sales).unwrap();
    let returns = "return_id,happened,sale_id,net_amount\nr1,2027-02-02,s2,50000.00\n";
    fs::write(at("facts/returns.csv"), returns).unwrap();
    folder
}

/// What a settlement pays to whom.
fn paid(folder: &Path, program: &[&str]) -> (Vec<String>, String) {
    let command = ["settle", ".", "--facts", "facts", "--out", "out"];
    let ran = charter(folder, &[&command[..], program].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ledger = fs::read_to_string(folder.join("out/current/ledger.csv")).unwrap();
    let payees = ["acme", "bolt"].into_iter();
    let found = payees
        .filter(|payee| ledger.contains(payee))
        .map(str::to_owned);
    (found.collect(), ran.out)
}

#[test]
fn each_partner_is_paid_by_the_program_of_its_home() {
    let both = folder(EMEA);
    let (payees, out) = paid(both.path(), &[]);
    assert_eq!(payees, ["acme"]);
    assert!(out.contains("2,000.00"), "{out}");
    // 2% of the 50,000 that are left are 1,000, of which the European program pays 500.
    let other = folder(EMEA);
    let (payees, out) = paid(other.path(), &["--program", "page_emea"]);
    assert_eq!(payees, ["bolt"]);
    assert!(out.contains("500.00"), "{out}");
    // Without a regional program both are the one program's.
    let alone = folder("");
    assert_eq!(paid(alone.path(), &[]).0, ["acme", "bolt"]);
}

#[test]
fn a_partner_has_the_program_of_a_region_around_its_own() {
    let dach = "region DACH \"Germany\" { countries DE, AT, CH; in EMEA }\n";
    let folder = folder(&format!("{dach}{EMEA}"));
    let list =
        "partner,region,tier,since\nacme,NA,silver,2027-01-01\nbolt,DACH,silver,2027-01-01\n";
    fs::write(folder.path().join("facts/partners.csv"), list).unwrap();
    assert_eq!(paid(folder.path(), &[]).0, ["acme"]);
    let other = ["--program", "page_emea"];
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    let (payees, out) = paid(folder.path(), &other);
    assert_eq!(payees, ["bolt"]);
    assert!(out.contains("500.00"), "{out}");
}

#[test]
fn a_program_that_is_not_there_is_named_with_the_nearest() {
    let folder = folder(EMEA);
    let ran = charter(folder.path(), &["bound", ".", "--program", "page_eema"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("did you mean `page_emea`?"), "{}", ran.err);
    let ran = charter(folder.path(), &["bound", ".", "--program", "page"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_check_reads_every_program_and_says_once_what_they_share() {
    let wrong = |folder: &TempDir| {
        let found = problems(&charter(folder.path(), &["check", ".", "--format", "json"]));
        let wrong = found
            .iter()
            .filter(|each| each.starts_with("currency-without-exchange"));
        wrong.count()
    };
    let broken = folder(&EMEA.replace("change cap 500 USD", "change cap 500 GBP"));
    assert_eq!(wrong(&broken), 1);
    // The same fault in the text that both read is one.
    let shared = folder(EMEA);
    fs::write(
        shared.path().join("volume.charter"),
        VOLUME.replace("9,000 USD", "9,000 GBP"),
    )
    .unwrap();
    assert_eq!(wrong(&shared), 1);
}

#[test]
fn a_regional_program_is_a_whole_one_when_it_is_exported() {
    let folder = folder(EMEA);
    let out = ["--out", "emea.json"];
    let export = ["export", ".", "--program", "page_emea"];
    let ran = charter(folder.path(), &[&export[..], &out].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let again = charter(folder.path(), &["export", "emea.json"]);
    let text = fs::read_to_string(folder.path().join("emea.json")).unwrap();
    assert_eq!(again.out, text);
    assert!(text.contains("\"page_emea\""), "{text}");
}

#[test]
fn the_difference_to_the_program_it_is_like() {
    let folder = folder(EMEA);
    let ran = charter(folder.path(), &["diff", ".", "--program", "page_emea"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["-   cap     9,000.00 USD", "+   cap     500.00 USD"] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert!(!ran.out.contains("tier silver"), "{}", ran.out);
}

const RISK: &str = r#"
risk soft "A soft year" internal {
  sort       market
  likelihood 25%
  impact     4,000,000 USD
  owner      finance
  contingency help "Help" {
    answers softness in scenario soft
    do      "Extend registrations."
  }
}
"#;

#[test]
fn a_contingency_names_a_shock_that_its_scenario_has() {
    let folder = folder(RISK);
    let run = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        charter(folder.path(), &["simulate", ".", "--scenario", name])
    };
    let few = "runs: 1\npopulation: { partners: 4 }\n";
    let ran = run("soft.yaml", few);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("shock-not-in-scenario"), "{told}");
    let shock = "market:\n  shocks:\n    soft: { kind: softness, probability: 1.0, from_week: 26, to_week: 51, loss: 0.2 }\n";
    assert_eq!(run("soft.yaml", &format!("{few}{shock}")).code, 0);
    // Another scenario is not the one that is named.
    assert_eq!(run("calm.yaml", few).code, 0);
}

#[test]
fn a_partner_of_another_program_is_told_which_that_is() {
    let folder = folder(EMEA);
    let why = |partner: &str, program: &[&str]| {
        let command = ["why", partner, ".", "--facts", "facts"];
        charter(folder.path(), &[&command[..], program].concat())
    };
    let ran = why("bolt", &[]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    let said = "`bolt` is a partner of the program `page_emea`; write: charter why bolt . --program page_emea --facts facts";
    assert!(ran.err.contains(said), "{}", ran.err);
    let ran = why("acme", &["--program", "page_emea"]);
    let said = "`acme` is a partner of the program `page`";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert_eq!(why("bolt", &["--program", "page_emea"]).code, 0);
}
