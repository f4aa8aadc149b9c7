//! The programs that come with Charter: each is without errors and its files stand in the one layout.
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
use std::path::{Path, PathBuf};

use charter::base::span::{Source, Sources};
use charter::compile::regional::names;
use charter::compile::{compile, compile_one};
use charter::lint;
use charter::lint::level::Levels;
use charter::parse::parse;
use charter::syntax::print::print;

/// The directories that hold a program, in order of name.
fn programs() -> Vec<PathBuf> {
    let mut programs = listed(Path::new("programs"));
    programs.retain(|path| path.is_dir());
    assert!(programs.len() >= 2, "the programs were not found");
    programs
}

fn listed(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).expect("a directory can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    paths
}

fn sources(program: &Path) -> Sources {
    let mut files = listed(program);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "charter"));
    let read = |file: &PathBuf| Source {
        name: file.display().to_string(),
        text: fs::read_to_string(file).expect("a file can be read"),
    };
    Sources::new(files.iter().map(read).collect())
}

#[test]
fn no_program_has_an_error() {
    for path in programs() {
        let (trees, mut problems) = parse(&sources(&path));
        let (program, found) = compile(&trees);
        problems.extend(found);
        let program = program.filter(|_| problems.is_empty());
        let program = program.unwrap_or_else(|| unreachable!("{}: {problems:#?}", path.display()));
        let mut found = lint::check(&program, &Levels::default());
        found.retain(|problem| problem.is_error());
        assert_eq!(found, [], "{}", path.display());
        for name in names(&trees) {
            let (program, found) = compile_one(&trees, Some(&name));
            assert_eq!(found, [], "{name}");
            let mut found = lint::check(&program.expect("no problem"), &Levels::default());
            found.retain(|problem| problem.is_error());
            assert_eq!(found, [], "{name}");
        }
    }
}

/// A warning about a program that is meant as it stands is a false one, or its `charter.toml` says why not.
#[test]
fn nothing_is_found_in_any_program() {
    for path in programs() {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_charter"));
        let output = command.arg("check").arg(&path).output();
        let output = output.expect("charter runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said, "no problems\n", "{}", path.display());
    }
}

#[test]
fn every_file_stands_in_the_one_layout() {
    for path in programs() {
        let sources = sources(&path);
        let (trees, _) = parse(&sources);
        for ((_, source), tree) in sources.iter().zip(&trees) {
            assert_eq!(print(tree), source.text, "{}", source.name);
        }
    }
}

#[test]
fn how_blocks_are_spread_over_files_means_nothing() {
    for path in programs() {
        let (apart, together) = (sources(&path), one_file(&path));
        let terms = |sources: &Sources| {
            let program = compile(&parse(sources).0).0;
            let program = program.expect("the program has no error");
            let incentives = program.incentives.into_iter();
            incentives
                .map(|each| (each.declared.name, each.payout, each.payment))
                .collect::<Vec<_>>()
        };
        assert_eq!(terms(&apart), terms(&together), "{}", path.display());
    }
}

/// All files of a program as one, the last first.
fn one_file(path: &Path) -> Sources {
    let texts: Vec<String> = sources(path)
        .iter()
        .map(|(_, each)| each.text.clone())
        .collect();
    let text: Vec<String> = texts.into_iter().rev().collect();
    Sources::new(vec![Source {
        name: "all.charter".to_owned(),
        text: text.join("\n"),
    }])
}
