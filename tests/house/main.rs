//! The rules of the house, as data: which way imports run, how long files are, which words stay out.
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

mod planted;
mod rule;

use std::fs;
use std::path::{Path, PathBuf};

use rule::{BANNED, FLOORS, MONEY, MONEY_LINTS, NOUNS_OF_THE_MODEL};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![root().join(folder)];
    while let Some(path) = pending.pop() {
        let Ok(entries) = fs::read_dir(path) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The faults that a rule finds in the Rust files of some folders.
fn faults(folders: &[&str], rule: impl Fn(&str, &str) -> Vec<String>) -> String {
    let paths = folders.iter().flat_map(|folder| files(folder, "rs"));
    let found = paths.flat_map(|path| rule(&shown(&path), &fs::read_to_string(&path).unwrap()));
    found.collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_run_down() {
    assert_eq!(faults(&["src"], rule::import_faults), "");
}

#[test]
fn sources_follow_the_house_style() {
    assert_eq!(faults(&["src", "tests", "benches"], rule::style_faults), "");
}

#[test]
fn the_simulator_knows_no_kind() {
    let kinds: Vec<&str> = charter::kind::KINDS
        .iter()
        .filter(|kind| kind.lower.is_some() && !NOUNS_OF_THE_MODEL.contains(&kind.word))
        .map(|kind| kind.word)
        .collect();
    let found = faults(&["src/simulate"], |path, text| {
        rule::kind_faults(path, text, &kinds)
    });
    assert_eq!(found, "");
}

#[test]
fn every_room_is_on_a_floor() {
    let rooms = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for room in rooms.filter(|path| path.is_dir()) {
        let name = room.file_name().unwrap().to_str().unwrap();
        assert!(
            FLOORS.iter().any(|(each, _)| *each == name),
            "src/{name} has no floor"
        );
    }
}

#[test]
fn money_rooms_deny_unsafe_arithmetic() {
    for room in MONEY {
        let text = fs::read_to_string(root().join("src").join(room).join("mod.rs")).unwrap();
        for lint in MONEY_LINTS {
            assert!(
                text.contains(lint),
                "src/{room}/mod.rs does not deny {lint}"
            );
        }
    }
}

#[test]
fn the_bans_are_in_clippys_file() {
    let text = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for ban in BANNED {
        let entry = format!("{{ path = \"{ban}\", reason = \"");
        assert!(
            text.contains(&entry),
            "clippy.toml does not ban {ban} with a reason"
        );
    }
}

#[test]
fn the_map_of_the_code_is_true() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(
        text.lines().count() < 200,
        "ARCHITECTURE.md is longer than 200 lines"
    );
    let exists = |path: &str| root().join(path).exists();
    assert_eq!(rule::map_faults(&text, exists), Vec::<String>::new());
    let rooms = FLOORS
        .iter()
        .filter(|(room, _)| exists(&format!("src/{room}")));
    for (room, floor) in rooms {
        let row = text
            .lines()
            .find(|line| line.contains(&format!("| `src/{room}/` |")));
        let stands = row.is_some_and(|row| row.starts_with(&format!("| {floor} |")));
        assert!(
            stands,
            "ARCHITECTURE.md does not put src/{room}/ on floor {floor}"
        );
    }
}

#[test]
fn no_machine_paths() {
    let roots = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];
    let mut pages: Vec<PathBuf> = roots.iter().map(|name| root().join(name)).collect();
    for (folder, ending) in [
        ("docs", "md"),
        ("src", "rs"),
        ("src", "md"),
        ("programs", "charter"),
    ] {
        pages.extend(files(folder, ending));
    }
    for path in pages {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for word in [
            ["/ro", "ot/"].concat(),
            ["../sha", "red"].concat(),
            ["/ho", "me/"].concat(),
        ] {
            assert!(!text.contains(&word), "{} mentions {word}", shown(&path));
        }
    }
}
