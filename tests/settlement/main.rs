//! Settlement: reading facts, paying them, and the books that must add up.
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
#![allow(dead_code)] // Each file of cases uses its own part of `world`.

mod bad_files;
mod books;
mod conserved;
mod continues;
mod dated;
mod estimates;
mod halden;
mod reading;
mod renamed;
mod steps;
#[path = "../semantics/world.rs"]
mod world;

use charter::base::name::Name;
use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::fact::{Fact, FactKind, type_of};
use charter::intake::facts::read_facts;
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::model::Program;
use charter::parse::parse;
use charter::settle::Account;

/// The facts of a CSV text without a fault.
pub fn facts_of(program: &Program, kind: FactKind, text: &str) -> Vec<Fact> {
    let (kind, limits) = (type_of(kind), Limits::STANDARD);
    let mut findings = Findings::default();
    let bytes = text.as_bytes();
    let facts = read_facts(program, kind, "facts.csv", bytes, limits, &mut findings);
    assert_eq!(findings.into_problems(), []);
    facts.unwrap()
}

/// A partner of which nothing is known but its name.
pub fn account(name: &str) -> Account {
    Account {
        name: Name::new(name),
        title: Name::new(name),
        region: None,
        sort: None,
        standing: None,
        joined: None,
    }
}

/// The program of a text.
pub fn program_of(text: &str) -> Program {
    let sources = Sources::new(vec![Source {
        name: "program.charter".to_owned(),
        text: text.to_owned(),
    }]);
    let (trees, problems) = parse(&sources);
    assert!(problems.is_empty(), "{problems:#?}");
    let (program, problems) = compile(&trees);
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    program.unwrap()
}
