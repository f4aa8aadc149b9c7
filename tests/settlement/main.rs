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
mod halden;
mod reading;
mod renamed;
#[path = "../semantics/world.rs"]
mod world;

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::model::Program;
use charter::parse::parse;

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
