//! The commands that the README and the guide show, run in the order shown on a copy of what they name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{charter, commit};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// A command of a page: the folder that the page goes into before, and the words after `charter`.
type Command = (String, Vec<String>);

/// The commands of a page: lines of a fence that begin with `charter`, and code in a line of text.
/// A `cd` of a fence holds to its end.
fn commands(text: &str) -> Vec<Command> {
    let words = |line: &str| line.split_whitespace().skip(1).map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut fenced = false;
    let mut folder = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            folder.clear();
        } else if fenced {
            let line = line.trim_start_matches("$ ");
            match line.strip_prefix("cd ") {
                Some(into) => into.clone_into(&mut folder),
                None if line.starts_with("charter ") => found.push((folder.clone(), words(line))),
                None => {}
            }
        } else {
            let code = line.split('`').skip(1).step_by(2);
            let code = code.filter(|part| part.starts_with("charter "));
            found.extend(code.map(|part| (String::new(), words(part))));
        }
    }
    found
}

/// Whether a command is only named, or a form such as `charter check PATH`.
fn is_form(command: &[String]) -> bool {
    let capitals = |word: &String| word.bytes().all(|byte| byte.is_ascii_uppercase());
    command.len() < 2 || command.iter().any(capitals)
}

#[test]
fn the_commands_of_the_pages_run() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["programs", "scenarios"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("docs/guide"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.push(root().join("README.md"));
    pages.sort();
    let mut ran = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for (into, command) in commands(&text) {
            if is_form(&command) {
                continue;
            }
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            if words.iter().any(|word| word.starts_with("HEAD:")) {
                commit(folder.path());
            }
            let done = charter(&folder.path().join(into), &words);
            assert_eq!(
                done.code,
                0,
                "{}: {words:?}\n{}{}",
                page.display(),
                done.out,
                done.err
            );
            ran += 1;
        }
    }
    assert!(ran >= 8, "only {ran} commands were run");
}
