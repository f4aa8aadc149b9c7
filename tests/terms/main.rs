//! The terms of a program: its identity, which layout and order do not touch and every value does, and the
//! way back from JSON to the same program.
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

mod amended;
mod any;
mod changed;
mod nested;
#[allow(dead_code)]
#[path = "../literate/page.rs"]
mod page;
mod played;
mod refused;
mod same;
mod texts;

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::export::canonical;
use charter::export::to_text::sources;
use charter::model::Program;
use charter::parse::parse;
use charter::syntax::Tree;

/// The program of some trees, if it has no error.
pub fn compiled(trees: &[Tree]) -> Option<Program> {
    let (program, problems) = compile(trees);
    program.filter(|_| problems.iter().all(|problem| !problem.is_error()))
}

/// The program of some texts, if it has no error.
pub fn program(texts: &[String]) -> Option<Program> {
    let source = |text: &String| Source {
        name: "program.charter".to_owned(),
        text: text.clone(),
    };
    read(&Sources::new(texts.iter().map(source).collect()))
}

/// What is wrong with the program of some texts.
pub fn problems(texts: &[String]) -> Vec<String> {
    let source = |text: &String| Source {
        name: "program.charter".to_owned(),
        text: text.clone(),
    };
    let (trees, mut problems) = parse(&Sources::new(texts.iter().map(source).collect()));
    problems.extend(compile(&trees).1);
    problems.retain(charter::diagnostic::Problem::is_error);
    problems
        .into_iter()
        .map(|problem| problem.message)
        .collect()
}

fn read(sources: &Sources) -> Option<Program> {
    let (trees, problems) = parse(sources);
    let whole = problems.iter().all(|problem| !problem.is_error());
    compiled(&trees).filter(|_| whole)
}

/// What the terms of a program say when they are read back and exported again.
pub fn back(terms: &str) -> String {
    let json = serde_json::from_str(terms).expect("terms are JSON");
    let texts = sources(&json, "terms.json").unwrap_or_else(|fault| panic!("{fault}\n{terms}"));
    let sources = Sources::new(texts);
    let (trees, problems) = parse(&sources);
    assert_eq!(problems, [], "{sources:#?}");
    let (program, problems) = compile(&trees);
    let program = program.unwrap_or_else(|| panic!("{problems:#?}\n{sources:#?}"));
    canonical(&program)
}

/// Reading back is the identity; the first line that differs tells where it is not.
pub fn comes_back(name: &str, program: &Program) {
    let terms = canonical(program);
    let again = back(&terms);
    let mut lines = terms.lines().zip(again.lines()).enumerate();
    let first = lines.find(|(_, (one, two))| one != two);
    assert!(terms == again, "{name}: {first:?}\n{terms}\n{again}");
}
