//! What the program says and pays for texts of a program and of facts.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::export::canonical;
use charter::fact::{Fact, TYPES};
use charter::intake::facts::{PARTNERS_FILE, read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::model::Program;
use charter::parse::parse;
use charter::settle::entry::{Entry, kind_word};
use charter::settle::{Account, settle};
use serde_json::{Value, json};

use crate::bound::{Compared, assumed, compared};
use crate::idle::paid_all_the_same;
use crate::portal::read_back;

/// The program of a text, or what is wrong with it.
pub fn program_of(text: &str) -> Result<Program, Vec<String>> {
    let (trees, mut problems) = parse(&Sources::new(vec![Source {
        name: "program.charter".to_owned(),
        text: text.to_owned(),
    }]));
    let (program, more) = compile(&trees);
    problems.extend(more);
    let errors = problems.into_iter().filter(|problem| problem.is_error());
    let errors: Vec<String> = errors
        .map(|problem| format!("{}: {}", problem.name, problem.message))
        .collect();
    match program {
        Some(program) if errors.is_empty() => Ok(program),
        _ => Err(errors),
    }
}

/// Partners and facts of files by name, as the command reads them.
fn read(program: &Program, files: &BTreeMap<String, String>) -> (Vec<Account>, Vec<Fact>) {
    let (limits, mut findings) = (Limits::STANDARD, Findings::default());
    let list = files[PARTNERS_FILE].as_bytes();
    let partners = read_partners(program, PARTNERS_FILE, list, limits, &mut findings);
    let account = |record: charter::intake::facts::PartnerRecord| Account {
        title: record.title.unwrap_or_else(|| record.name.clone()),
        name: record.name,
        region: record.region,
        sort: record.sort,
        standing: record.standing,
        joined: record.joined,
    };
    let accounts = partners.unwrap().into_iter().map(account).collect();
    let mut facts = Vec::new();
    for kind in TYPES {
        let name = format!("{}.csv", kind.file);
        if let Some(text) = files.get(&name) {
            let input = text.as_bytes();
            facts.extend(read_facts(program, kind, &name, input, limits, &mut findings).unwrap());
        }
    }
    let errors: Vec<_> = findings
        .into_problems()
        .into_iter()
        .filter(charter::diagnostic::Problem::is_error)
        .collect();
    assert_eq!(errors, []);
    (accounts, facts)
}

/// A posting as the second book says it.
pub fn row(entry: &Entry) -> Value {
    json!([
        entry.booked.to_string(),
        entry.due.to_string(),
        kind_word(entry.kind),
        entry.claim.incentive,
        entry.claim.partner,
        entry.payee(),
        entry.claim.earned,
        i64::try_from(entry.amount.minor).unwrap(),
    ])
}

/// A case with the terms and the postings of the program beside its facts; an error where it is no program.
pub fn settled(case: &Value) -> Value {
    let text = case["program"].as_str().unwrap();
    let program = match program_of(text) {
        Ok(program) => program,
        Err(problems) => return json!({"seed": case["seed"], "problems": problems}),
    };
    let terms: Value = serde_json::from_str(&canonical(&program)).unwrap();
    let until: Date = Date::parse(case["until"].as_str().unwrap()).unwrap();
    let mut answers = Vec::new();
    let mut bounds = Compared::default();
    let mut portal = true;
    // A bound and the rules for portals are worked out for one folder of facts, and its cases are played for some programs: each plays the
    // whole year several times.
    let plays = case["seed"].as_u64().unwrap().is_multiple_of(32);
    for (place, files) in case["facts"].as_array().unwrap().iter().enumerate() {
        let files = serde_json::from_value(files.clone()).unwrap();
        let (accounts, facts) = read(&program, &files);
        let settlement = settle(&program, &accounts, &facts, until, None).unwrap();
        if place == 0 {
            let back = settle(&read_back(&program), &accounts, &facts, until, None).unwrap();
            portal = back
                .entries
                .iter()
                .map(row)
                .eq(settlement.entries.iter().map(row));
            bounds = compared(&program, &accounts, &facts, &settlement.entries, plays);
            let mut assuming = program.clone();
            assuming.assumptions = assumed(&program, &accounts, &facts);
            let entries = &settlement.entries;
            let paid = paid_all_the_same(&assuming, &accounts, &facts, until, entries);
            bounds.outside.extend(paid);
        }
        answers.push(settlement.entries.iter().map(row).collect::<Vec<_>>());
    }
    let mut whole = case.clone();
    whole["terms"] = terms;
    whole["postings"] = json!(answers);
    whole["bounded"] = json!([bounds.bounded, bounds.unbounded, bounds.played]);
    if !portal {
        bounds
            .outside
            .push("rules for portals pay otherwise".to_owned());
    }
    whole["outside"] = json!(bounds.outside);
    whole
}
