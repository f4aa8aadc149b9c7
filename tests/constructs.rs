//! The table of what the field has: every system and construct, with a word that its page has and a proof that is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

const TABLE: &str = "docs/reference/constructs.md";

/// How many rows each table has, from the lists that they were made of.
const SYSTEMS: usize = 24;
const CONSTRUCTS: usize = 104;

struct Row {
    name: String,
    word: String,
    page: String,
    proof: String,
}

/// The rows below a heading.
fn rows(heading: &str) -> Vec<Row> {
    let text = fs::read_to_string(TABLE).expect("the table can be read");
    let part = text
        .split(&format!("\n## {heading}\n"))
        .nth(1)
        .expect("a heading");
    let part = part.split("\n## ").next().unwrap_or("");
    let lines = part.lines().filter(|line| line.starts_with("| "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, word, page, proof, _] = cells.as_slice() else {
            panic!("a row has four cells: {line}");
        };
        let page = page
            .split_once("](")
            .map_or("", |(_, rest)| rest.trim_end_matches(')'));
        Row {
            name: (*name).to_owned(),
            word: word.trim_matches('`').to_owned(),
            page: page.to_owned(),
            proof: (*proof).to_owned(),
        }
    };
    lines.skip(1).map(row).collect()
}

/// The file that a link on the page of the table leads to.
fn linked(link: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in Path::new("docs/reference").join(link).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    path
}

/// What is wrong with the proof of a row.
fn unproved(row: &Row) -> Option<String> {
    let (what, file) = match row.proof.split_once(" in ") {
        Some((what, _)) => {
            // The title of an example may have the word in it, too.
            let file = row.proof.rsplit(" in ").next().unwrap_or("");
            (
                row.proof
                    .strip_suffix(&format!(" in {file}"))
                    .unwrap_or(what),
                file,
            )
        }
        None => ("", row.proof.strip_prefix("the programs of ")?),
    };
    let Ok(text) = fs::read_to_string(file) else {
        return Some(format!("{}: there is no {file}", row.name));
    };
    let there = match (what.strip_prefix("fn "), what) {
        (Some(name), _) => text.contains(&format!("fn {name}(")),
        (None, "") => text.contains("```charter"),
        (None, title) => text.contains(&format!("example {title}")),
    };
    (!there).then(|| format!("{}: {file} has no {what}", row.name))
}

#[test]
fn every_row_has_a_word_a_page_and_a_proof() {
    let mut faults = Vec::new();
    for (heading, count) in [("Systems", SYSTEMS), ("Constructs", CONSTRUCTS)] {
        let rows = rows(heading);
        let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((rows.len(), names.len()), (count, count), "{heading}");
        for row in &rows {
            if let Some(why) = row.proof.strip_prefix("not yet: ") {
                if why.is_empty() || !row.page.is_empty() || !row.word.is_empty() {
                    faults.push(format!("{}: it is there, or it is not yet", row.name));
                }
                continue;
            }
            let page = linked(&row.page);
            match fs::read_to_string(&page) {
                Ok(text) if !row.word.is_empty() && text.contains(&row.word) => {}
                Ok(_) => faults.push(format!(
                    "{}: {} does not say `{}`",
                    row.name,
                    page.display(),
                    row.word
                )),
                Err(_) => faults.push(format!("{}: there is no {}", row.name, page.display())),
            }
            if row.proof.is_empty() {
                faults.push(format!("{}: nothing proves it", row.name));
            }
            faults.extend(unproved(row));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Words of a text with one space between them, comments left out.
fn words(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_once('#').map_or(line, |(code, _)| code));
    lines
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The programs and all that they say.
fn programs() -> Vec<(PathBuf, String)> {
    let listed = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).expect("a folder can be listed");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    };
    let folders = listed(Path::new("programs"))
        .into_iter()
        .filter(|path| path.is_dir());
    let said = |folder: PathBuf| {
        let files = listed(&folder).into_iter();
        let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "charter"));
        let texts = files.map(|file| words(&fs::read_to_string(file).expect("a file")));
        let text = texts.collect::<Vec<_>>().join(" ");
        (folder, text)
    };
    folders.map(said).collect()
}

/// What a program's page says that no other program uses is used by it alone, and the examples that it works by hand are those
/// that the program has.
#[test]
fn every_page_of_a_program_tells_what_is_there() {
    let programs = programs();
    let mut told = 0;
    for (folder, text) in &programs {
        let Ok(page) = fs::read_to_string(folder.join("README.md")) else {
            continue;
        };
        told += 1;
        let only: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("| `"))
            .collect();
        assert!(only.len() >= 6, "{}", folder.display());
        for line in only {
            let phrase = line.split('`').next().unwrap_or("");
            assert!(text.contains(phrase), "{} lacks {phrase}", folder.display());
            let mut others = programs.iter().filter(|(other, _)| other != folder);
            let other = others.find(|(_, text)| text.contains(phrase));
            assert!(
                other.is_none(),
                "{phrase} of {} is in {:?}",
                folder.display(),
                other.map(|it| &it.0)
            );
        }
        let worked: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .collect();
        assert!(worked.len() >= 2, "{}", folder.display());
        for title in worked {
            assert!(text.contains(&format!("example \"{title}\"")), "{title}");
        }
    }
    assert_eq!(told, 10);
}
