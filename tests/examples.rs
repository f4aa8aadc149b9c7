//! The worked examples of every program pay what they say, to the cent; and a cent more would be noticed.
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

use std::fs;
use std::path::PathBuf;

use charter::base::name::Name;
use charter::base::span::{Source, Sources};
use charter::compile::compile_one;
use charter::compile::regional::names;
use charter::model::Program;
use charter::model::words::Expect;
use charter::parse::parse;
use charter::semantics::example::play;

fn programs() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut found: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// The program that is written out, then the regional ones.
fn all(folder: &PathBuf) -> Vec<Program> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "charter"))
        .collect();
    files.sort();
    let sources = files
        .iter()
        .map(|path| Source {
            name: path.display().to_string(),
            text: fs::read_to_string(path).unwrap(),
        })
        .collect();
    let sources = Sources::new(sources);
    let (trees, problems) = parse(&sources);
    assert!(problems.is_empty(), "{problems:?}");
    let regional = names(&trees).into_iter().map(Some);
    let one = |name: Option<Name>| {
        let (program, problems) = compile_one(&trees, name.as_ref());
        program.unwrap_or_else(|| panic!("{}: {problems:?}", folder.display()))
    };
    std::iter::once(None).chain(regional).map(one).collect()
}

#[test]
fn every_example_pays_what_it_says() {
    for folder in programs() {
        for program in all(&folder) {
            assert!(
                !program.examples.is_empty(),
                "{} has no example",
                folder.display()
            );
            for example in &program.examples {
                let played = play(&program, example).unwrap();
                for (at, outcome) in played.outcomes.iter().enumerate() {
                    assert!(
                        outcome.is_met(),
                        "{} expectation {at}",
                        example.declared.title
                    );
                }
                assert!(
                    played.unexpected.is_empty(),
                    "{} pays more",
                    example.declared.title
                );
                assert!(
                    played.rejections.is_empty(),
                    "{} has refused facts",
                    example.declared.title
                );
            }
        }
    }
}

#[test]
fn a_cent_more_is_noticed() {
    for folder in programs() {
        for program in all(&folder) {
            for example in &program.examples {
                let mut altered = example.clone();
                let mut count = 0;
                for expect in &mut altered.expects {
                    if let Expect::Payout { amount, .. } = expect {
                        amount.minor += 1;
                        count += 1;
                    }
                }
                let played = play(&program, &altered).unwrap();
                let missed = played
                    .outcomes
                    .iter()
                    .filter(|outcome| !outcome.is_met())
                    .count();
                assert_eq!(missed, count, "{}", example.declared.title);
            }
        }
    }
}
