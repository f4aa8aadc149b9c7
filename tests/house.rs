//! The rules of the house, as data: which way imports run, how long files are, which words stay out.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read the tree and may fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and their floors. A room may import lower floors only; rooms of one floor do not import each other.
const FLOORS: &[(&str, u8)] = &[
    ("base", 1),
    ("diagnostic", 2),
    ("fact", 2),
    ("syntax", 2),
    ("parse", 3),
    ("payout", 3),
    ("kind", 4),
    ("model", 5),
    ("compile", 6),
    ("intake", 6),
    ("semantics", 6),
    ("diff", 7),
    ("export", 7),
    ("lint", 7),
    ("settle", 7),
    ("simulate", 7),
    ("decide", 8),
    ("render", 9),
    ("shell", 10),
];

/// What a room must never import although the floors would allow it.
const NEVER: &[(&str, &str)] = &[
    ("payout", "syntax"),
    ("kind", "syntax"),
    ("model", "syntax"),
    ("semantics", "syntax"),
    ("intake", "syntax"),
    ("export", "syntax"),
    ("payout", "diagnostic"),
    ("kind", "diagnostic"),
];

/// Rooms in which money is computed: no floats, no indexing, no unchecked arithmetic, no casts.
const MONEY: &[&str] = &["base", "payout", "semantics", "settle"];

/// The lints that those rooms deny.
const MONEY_LINTS: &[&str] = &[
    "clippy::arithmetic_side_effects",
    "clippy::as_conversions",
    "clippy::float_arithmetic",
    "clippy::indexing_slicing",
];

/// Kinds that are also nouns of the model: credit that is claimed is `model::incentive::Fund`, whatever
/// kind declared it.
const NOUNS_OF_THE_MODEL: &[&str] = &["fund"];

/// The longest source file, in lines.
const MOST_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![root().join(folder)];
    while let Some(path) = pending.pop() {
        let Ok(entries) = fs::read_dir(&path) else {
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

/// The room a source file belongs to; `None` for `lib.rs` and `main.rs`.
fn room(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    (inside.components().count() > 1).then(|| first.to_owned())
}

/// The part of a source file before its unit tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    match text.find("#[cfg(test)]\nmod ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// Every room that a file names as `crate::room`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for part in line.split("crate::").skip(1) {
            if let Some(inner) = part.strip_prefix('{') {
                for each in inner.split(',') {
                    found.push(word(each.trim()));
                }
            } else {
                found.push(word(part));
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn imports_run_down() {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let Some(here) = room(&path) else { continue };
        let Some(floor) = floors.get(here.as_str()) else {
            wrong.push(format!("{} is in a room that has no floor", shown(&path)));
            continue;
        };
        for there in imports(&code(&path)) {
            if there == here {
                continue;
            }
            let Some(other) = floors.get(there.as_str()) else {
                continue;
            };
            let forbidden = NEVER.contains(&(here.as_str(), there.as_str()));
            if other >= floor || forbidden {
                wrong.push(format!(
                    "{} (floor {floor}) imports {there} (floor {other})",
                    shown(&path)
                ));
            }
        }
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "imports that run up:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_room_is_on_a_floor_and_every_floor_exists() {
    let rooms: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    for room in &rooms {
        assert!(
            FLOORS.iter().any(|(name, _)| name == room),
            "src/{room} has no floor"
        );
    }
}

#[test]
fn files_are_short() {
    let long: Vec<String> = files("src", "rs")
        .iter()
        .chain(&files("tests", "rs"))
        .filter_map(|path| {
            let lines = fs::read_to_string(path).unwrap().lines().count();
            (lines > MOST_LINES).then(|| format!("{}: {lines} lines", shown(path)))
        })
        .collect();
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}

#[test]
fn sources_follow_the_house_style() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let text = code(&path);
        let name = shown(&path);
        if !text.trim_start().starts_with("//!") && !name.ends_with("lib.rs") {
            wrong.push(format!("{name} does not say what it holds (`//!`)"));
        }
        for (at, line) in text.lines().enumerate() {
            let trimmed = line.trim_start();
            let place = format!("{name}:{}", at + 1);
            if trimmed.starts_with("use super::*") || trimmed.starts_with("use crate::prelude") {
                wrong.push(format!("{place} imports everything"));
            }
            let across = ["pub use crate::", "pub use super::"];
            let own =
                name.ends_with("/mod.rs") && !across.iter().any(|path| trimmed.starts_with(path));
            if trimmed.starts_with("pub use ") && !own && !name.ends_with("lib.rs") {
                wrong.push(format!(
                    "{place} re-exports what another room or file holds"
                ));
            }
            for mark in ["TODO", "FIXME", "todo!(", "unimplemented!("] {
                if line.contains(mark) {
                    wrong.push(format!("{place} has {mark}"));
                }
            }
        }
    }
    for path in files("src", "rs").iter().chain(&files("tests", "rs")) {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if [
            "utils", "util", "common", "helpers", "helper", "manager", "misc",
        ]
        .contains(&stem)
        {
            wrong.push(format!("{} is named for nothing", shown(path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
fn the_simulator_knows_no_kind() {
    let kinds: Vec<String> = charter::kind::KINDS
        .iter()
        .filter(|kind| kind.lower.is_some() && !NOUNS_OF_THE_MODEL.contains(&kind.word))
        .map(|kind| kind.word.to_owned())
        .collect();
    let mut wrong = Vec::new();
    for path in files("src/simulate", "rs") {
        for (at, line) in code(&path).lines().enumerate() {
            let words = line.split(|c: char| !c.is_ascii_alphanumeric());
            if line.trim_start().starts_with("//") {
                continue;
            }
            for found in words {
                if kinds.iter().any(|kind| kind == found) {
                    wrong.push(format!("{}:{} names `{found}`", shown(&path), at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_of_the_code_is_true() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(
        text.lines().count() < 200,
        "ARCHITECTURE.md is longer than 200 lines"
    );
    let mut missing = Vec::new();
    for part in text.split('`').skip(1).step_by(2) {
        let path = part.trim_end_matches('/');
        let looks_like_a_path = [
            "src/",
            "tests/",
            "docs/",
            "grammar/",
            "programs/",
            "scenarios/",
            ".ci/",
        ]
        .iter()
        .any(|start| path.starts_with(start));
        if looks_like_a_path && !path.contains(['<', '*', ' ']) && !root().join(path).exists() {
            missing.push(part.to_owned());
        }
    }
    assert!(
        missing.is_empty(),
        "ARCHITECTURE.md names what is not there: {missing:?}"
    );
    for (room, _) in FLOORS {
        if root().join("src").join(room).exists() {
            assert!(
                text.contains(&format!("`src/{room}/`")),
                "ARCHITECTURE.md does not name src/{room}/"
            );
        }
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
