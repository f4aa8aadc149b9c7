//! Thirteen readers of untrusted input, each with a law that must hold whatever it is given. Every run plays the
//! committed corpus and a few inputs made from it; `CHARTER_FUZZ=N` plays N more of each, and
//! `CHARTER_FUZZ_SEED` others. An input that breaks a law is written to `target/fuzz/`; kept in `fuzz/corpus/`, it
//! is played for ever.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files"
)]

mod mutate;
mod settled;
mod target;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use mutate::{Random, mutate};
use target::{TARGETS, Target};

/// Inputs made of each corpus in every run.
const CASES: u64 = 24;

fn number(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The inputs of a folder, in order of name.
fn corpus(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut files: Vec<_> = fs::read_dir(root.join(folder))
        .expect("a corpus can be listed")
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    files.sort();
    let read = files.iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).expect("an input can be read"))
    });
    read.collect()
}

/// What an input breaks, if it does.
fn fault(target: &Target, input: &[u8]) -> Option<String> {
    let run = catch_unwind(AssertUnwindSafe(|| (target.law)(input)));
    match run {
        Ok(Ok(())) => None,
        Ok(Err(fault)) => Some(fault),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("panics: {}", text.unwrap_or_default()))
        }
    }
}

fn play(target: &Target) {
    let corpus = corpus(target.corpus);
    assert!(!corpus.is_empty(), "{} has no corpus", target.name);
    let mut faults = Vec::new();
    for (name, input) in &corpus {
        faults.extend(fault(target, input).map(|fault| format!("{name}: {fault}")));
    }
    let seeds: Vec<Vec<u8>> = corpus.into_iter().map(|(_, input)| input).collect();
    let first = number("CHARTER_FUZZ_SEED", 1);
    for case in 0..number("CHARTER_FUZZ", CASES) {
        let input = mutate(
            &seeds,
            &mut Random::new(first.wrapping_mul(1 << 32).wrapping_add(case)),
        );
        if let Some(found) = fault(target, &input) {
            let name = format!("{}-{first}-{case}", target.name);
            fs::create_dir_all("target/fuzz").unwrap();
            fs::write(Path::new("target/fuzz").join(&name), &input).unwrap();
            faults.push(format!("target/fuzz/{name}: {found}"));
        }
    }
    assert!(faults.is_empty(), "{}:\n{}", target.name, faults.join("\n"));
}

macro_rules! targets {
    ($($name:ident),*) => {
        $(#[test]
        fn $name() {
            play(TARGETS.iter().find(|each| each.name == stringify!($name)).unwrap());
        })*

        #[test]
        fn every_target_is_played() {
            let played = [$(stringify!($name)),*];
            let named: Vec<&str> = TARGETS.iter().map(|each| each.name).collect();
            assert_eq!(played.as_slice(), named);
        }
    };
}

targets!(
    text, layout, meaning, compiled, checked, shown, terms, json, scenario, sales, partners,
    settlement, history
);
