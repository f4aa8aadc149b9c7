//! The list of planted faults, held to what it says: every text stands once in its file, every test exists, and
//! the page shows the list. `tests/planted/run` plants them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read files"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

struct Fault {
    name: String,
    file: PathBuf,
    text: String,
    instead: String,
    suite: String,
    test: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn faults() -> Vec<Fault> {
    let list = read("tests/planted/faults.toml");
    let table = DeTable::parse(&list).unwrap();
    let faults = table.get_ref()["fault"].get_ref().as_array().unwrap();
    let fault = |each: &toml::Spanned<toml::de::DeValue>| {
        let field = |key: &str| each.get_ref()[key].get_ref().as_str().unwrap().to_owned();
        Fault {
            name: field("name"),
            file: field("file").into(),
            text: field("text"),
            instead: field("instead"),
            suite: field("suite"),
            test: field("test"),
        }
    };
    faults.iter().map(fault).collect()
}

/// The texts of the Rust files of a suite.
fn sources(suite: &str) -> String {
    let folder = match suite {
        "lib" => root().join("src"),
        _ => root().join("tests").join(suite),
    };
    let (mut text, mut pending) = (String::new(), vec![folder]);
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}

#[test]
fn every_planted_fault_applies_and_names_a_test() {
    let faults = faults();
    let names: BTreeSet<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names.len(), faults.len(), "two faults have one name");
    assert!(faults.len() >= 40, "{}", faults.len());
    for fault in &faults {
        let Fault { name, text, .. } = fault;
        let file = read(&fault.file);
        assert_eq!(file.matches(text.as_str()).count(), 1, "{name}");
        assert_ne!(*text, fault.instead, "{name}");
        let start = format!("fn {}(", fault.test);
        assert!(sources(&fault.suite).contains(&start), "{name}: {start}");
    }
}

#[test]
fn the_page_shows_every_planted_fault() {
    let page = read("docs/planted-faults.md");
    let shown: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let row = |fault: &Fault| {
        let file = fault.file.display();
        format!("| {} | `{file}` | `{}` |", fault.name, fault.test)
    };
    let rows: Vec<String> = faults().iter().map(row).collect();
    // Besides them there is the heading.
    assert_eq!(shown[1..], rows);
}
