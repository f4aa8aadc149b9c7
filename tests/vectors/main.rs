//! `charter vectors`: what its vectors say is what settlement gives on their own files, and what is worked out
//! by hand for a program that is small enough.
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

#[path = "../render/schema.rs"]
mod schema;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::fact::TYPES;
use charter::intake::facts::{PartnerRecord, read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::model::Program;
use charter::parse::parse;
use charter::render::Page;
use charter::render::vectors::{SCHEMA, json, pages};
use charter::semantics::vectors::vectors;
use charter::settle::entry::kind_word;
use charter::settle::{Account, settle};
use serde_json::Value;

const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn program(folder: &str) -> Program {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "charter"))
        .collect();
    paths.sort();
    let sources = paths.iter().map(|path| Source {
        name: path.display().to_string(),
        text: fs::read_to_string(path).unwrap(),
    });
    let (trees, _) = parse(&Sources::new(sources.collect()));
    compile(&trees).0.expect("it compiles")
}

fn account(record: PartnerRecord) -> Account {
    Account {
        title: record.title.unwrap_or_else(|| record.name.clone()),
        name: record.name,
        region: record.region,
        sort: record.sort,
        standing: record.standing,
        joined: record.joined,
    }
}

/// What settlement posts on the files of one vector, in the order booked.
fn settled(program: &Program, files: &BTreeMap<&str, &[u8]>) -> Vec<String> {
    let mut findings = Findings::default();
    let limits = Limits::STANDARD;
    let partners = files["partners.csv"];
    let partners = read_partners(program, "partners.csv", partners, limits, &mut findings);
    let accounts: Vec<Account> = partners.unwrap().into_iter().map(account).collect();
    let mut facts = Vec::new();
    for each in TYPES {
        let name = format!("{}.csv", each.file);
        if let Some(bytes) = files.get(name.as_str()) {
            facts.extend(read_facts(program, each, &name, *bytes, limits, &mut findings).unwrap());
        }
    }
    assert_eq!(findings.errors(), 0, "{:?}", findings.into_problems());
    let settled = settle(program, &accounts, &facts, program.fiscal.end(), None).unwrap();
    let entries = settled.entries.iter().map(|each| {
        format!(
            "{},{},{},{},{},{}",
            each.claim.incentive,
            each.payee(),
            kind_word(each.kind),
            each.day,
            each.due,
            each.amount.plain()
        )
    });
    entries.collect()
}

/// The files of each vector by its number.
fn folders(pages: &[Page]) -> BTreeMap<&str, BTreeMap<&str, &[u8]>> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, &[u8]>> = BTreeMap::new();
    for page in pages {
        if let Some((folder, name)) = page.name.split_once('/') {
            let name = name.strip_prefix("facts/").unwrap_or(name);
            folders.entry(folder).or_default().insert(name, &page.bytes);
        }
    }
    folders
}

/// Every `step`th vector of a program is settled from its files to exactly what it says.
fn read_back(folder: &str, step: usize) {
    let program = program(folder);
    let found = vectors(&program).unwrap();
    assert!(!found.is_empty());
    let pages = pages(&program, HASH, &found).unwrap();
    let document: Value = serde_json::from_str(&json(&program, HASH, &found)).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    schema::check(&schema, &schema, &document, "vectors").unwrap();
    for (number, files) in folders(&pages).into_iter().step_by(step) {
        let expected = String::from_utf8(files["expected.csv"].to_vec()).unwrap();
        let expected: Vec<&str> = expected.lines().skip(1).collect();
        let place = number.parse::<usize>().unwrap() - 1;
        let vector = &document["vectors"][place];
        assert_eq!(vector["expected"].as_array().unwrap().len(), expected.len());
        let got = settled(&program, &files);
        assert_eq!(got, expected, "{folder} {number}: {vector:#}");
    }
}

#[test]
fn every_vector_of_the_starter_is_settled_to_the_same() {
    read_back("programs/starter", 1);
}

#[test]
fn vectors_of_the_flagship_are_settled_to_the_same() {
    read_back("programs/halden", 11);
}

/// The program pays 2% of a quarter, 4% of what is above 100,000, and at most 20,000 a year: 2,000 and 4% of
/// 450,000 is 20,000, so the cap is met at 550,000.
#[test]
fn the_edges_of_the_starter_are_those_worked_out_by_hand() {
    let program = program("programs/starter");
    let found = vectors(&program).unwrap();
    let document: Value = serde_json::from_str(&json(&program, HASH, &found)).unwrap();
    let vectors = document["vectors"].as_array().unwrap();
    let of = |about: &str, edge: &str| -> Vec<(String, String)> {
        let own = vectors
            .iter()
            .filter(|each| each["about"] == about && each["edge"] == edge);
        own.map(|each| {
            let expected = each["expected"].as_array().unwrap();
            let paid: Vec<&str> = expected
                .iter()
                .map(|each| each["amount"].as_str().unwrap())
                .collect();
            (each["at"].as_str().unwrap().to_owned(), paid.join(" "))
        })
        .collect()
    };
    let sold = of("volume", "sold");
    let expected = [
        // A cent of sales is a fiftieth of a cent: nothing.
        ("0.01", ""),
        ("50000.00", "1000.00"),
        ("99999.99", "2000.00"),
        ("100000.00", "2000.00"),
        ("100000.01", "2000.00"),
        // 2,000 and 4% of 225,000.
        ("325000.00", "11000.00"),
        ("549999.99", "20000.00"),
        ("550000.00", "20000.00"),
        ("550000.01", "20000.00"),
        ("1101000.00", "20000.00"),
    ];
    let expected = expected.map(|(at, paid)| (at.to_owned(), paid.to_owned()));
    assert_eq!(sold, expected);
    // Sales outside the year earn nothing; a member of the first day sells on it.
    let days = of("volume", "day");
    let days: Vec<(&str, bool)> = days
        .iter()
        .map(|(at, paid)| (&**at, !paid.is_empty()))
        .collect();
    assert_eq!(
        days,
        [
            ("2026-12-31", false),
            ("2027-01-01", true),
            // A member that sold nothing has missed its second review on 30 June and holds no tier in December.
            ("2027-12-31", false)
        ]
    );
    let tiers: Vec<(String, Vec<Value>)> = vectors
        .iter()
        .filter(|each| each["edge"] == "earned")
        .map(|each| {
            let held = each["standings"].as_array().unwrap().iter();
            let held = held.filter(|held| !held["tier"].is_null());
            let held = held.map(|held| held["from"].clone()).collect();
            (each["at"].as_str().unwrap().to_owned(), held)
        })
        .collect();
    // 50,000 on the first day is found by the review of 31 March, a Wednesday, and holds from the day after.
    assert_eq!(tiers[0], ("49999.99".to_owned(), Vec::new()));
    assert_eq!(tiers[1].0, "50000.00");
    assert_eq!(tiers[1].1, [Value::from("2027-04-01")]);
}

/// Ten percent of each sale of one of two products, up to 400 USD: 4,000 USD of it meet the cap, whichever of the two by name it is.
#[test]
fn what_is_sold_is_what_the_incentive_names() {
    for (paying, other) in [("alpha", "zeta"), ("zeta", "alpha")] {
        let text = include_str!("of_one_product.charter").replace("PAYING", paying);
        let (trees, _) = parse(&Sources::new(vec![Source {
            name: "program.charter".to_owned(),
            text,
        }]));
        let program = compile(&trees).0.expect("it compiles");
        let found = vectors(&program).unwrap();
        let document: Value = serde_json::from_str(&json(&program, HASH, &found)).unwrap();
        let all = document["vectors"].as_array().unwrap();
        let sold: Vec<(&str, &str)> = all
            .iter()
            .filter(|each| each["edge"] == "sold")
            .map(|each| {
                let paid = &each["expected"][0]["amount"];
                (each["at"].as_str().unwrap(), paid.as_str().unwrap_or(""))
            })
            .collect();
        assert_eq!(
            sold,
            [
                // A cent of sales is a tenth of a cent: nothing.
                ("0.01", ""),
                ("2000.00", "200.00"),
                // 399.999 are 400.00.
                ("3999.99", "400.00"),
                ("4000.00", "400.00"),
                ("4000.01", "400.00"),
                ("9000.00", "400.00"),
            ],
            "{paying}"
        );
        let facts = document["vectors"].to_string();
        assert!(facts.contains(paying), "{paying}");
        assert!(!facts.contains(other), "{paying}");
    }
}

#[test]
fn the_command_writes_what_settle_reads() {
    let folder = tempfile::tempdir().unwrap();
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs/starter");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_charter"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{err}");
        String::from_utf8(output.stdout).unwrap()
    };
    let starter = starter.to_str().unwrap();
    let printed = run(&["vectors", starter]);
    run(&["vectors", starter, "--out", "vectors"]);
    let written = fs::read_to_string(folder.path().join("vectors/current/vectors.json")).unwrap();
    assert_eq!(printed, written);
    let facts = "vectors/current/0006/facts";
    run(&["settle", starter, "--facts", facts, "--out", "settled"]);
    let entries = fs::read_to_string(folder.path().join("settled/current/entries.csv")).unwrap();
    let wanted =
        fs::read_to_string(folder.path().join("vectors/current/0006/expected.csv")).unwrap();
    // Of 325,000.
    assert!(entries.contains(",11000.00,USD,"), "{entries}");
    assert!(wanted.contains(",11000.00\n"), "{wanted}");
}
