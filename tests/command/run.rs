//! Running the program as a user does, in a folder of its own, and what a refusal must keep.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a run gave.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A folder of its own with a program, `a.charter`, and tables of facts in `facts`, by their names.
pub fn folder_with(program: &str, facts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.charter"), program).expect("it can be written");
    let tables = folder.path().join("facts");
    fs::create_dir(&tables).expect("it is new");
    for (name, rows) in facts {
        fs::write(tables.join(name).with_extension("csv"), rows).expect("it can be written");
    }
    folder
}

/// A problem as JSON tells it: `name line:column`.
pub type Found = String;

/// Runs `charter` in a folder.
pub fn charter(folder: &Path, arguments: &[&str]) -> Ran {
    charter_with(folder, arguments, b"")
}

/// Runs `charter` in a folder, with something on standard input.
pub fn charter_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_charter"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("charter starts");
    let mut stdin = child.stdin.take().expect("standard input");
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("charter ends");
    Ran {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("its output is text"),
        err: String::from_utf8(output.stderr).expect("its messages are text"),
    }
}

/// The problems of a run with `--format json`.
pub fn problems(ran: &Ran) -> Vec<Found> {
    found(ran, |_| true)
}

/// The errors of a run with `--format json`.
pub fn errors(ran: &Ran) -> Vec<Found> {
    found(ran, |severity| severity == "error")
}

fn found(ran: &Ran, wanted: fn(&str) -> bool) -> Vec<Found> {
    let json: Value = serde_json::from_str(&ran.out)
        .unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.out, ran.err));
    let all = json["problems"].as_array().expect("a list");
    let place = |problem: &Value| match problem["line"].as_u64() {
        Some(line) => format!(" {line}:{}", problem["column"]),
        None => String::new(),
    };
    all.iter()
        .filter(|each| wanted(each["severity"].as_str().unwrap_or("")))
        .map(|each| format!("{}{}", each["name"].as_str().unwrap_or(""), place(each)))
        .collect()
}

/// Every file of a folder with its bytes; links are told by where they lead.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(path) = pending.pop() {
        let kind = fs::symlink_metadata(&path)
            .expect("it is there")
            .file_type();
        if kind.is_dir() {
            let entries = fs::read_dir(&path).expect("it can be listed");
            pending.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).expect("a link");
            found.insert(path, target.display().to_string().into_bytes());
        } else if kind.is_file() {
            let bytes = fs::read(&path).expect("it can be read");
            found.insert(path, bytes);
        } else {
            found.insert(path, b"special".to_vec());
        }
    }
    found
}

/// A character that a terminal or a log would obey, if there is one.
pub fn obeyed(text: &str) -> Option<char> {
    text.chars()
        .find(|found| *found != '\n' && charter::diagnostic::untrusted::hidden(*found).is_some())
}

/// A run that refuses something leaves every file as it was, and says so in plain characters.
pub fn refused(folder: &Path, arguments: &[&str]) -> Ran {
    let before = files(folder);
    let ran = charter(folder, arguments);
    assert_eq!(files(folder), before, "{arguments:?} wrote something");
    assert_eq!(obeyed(&ran.out), None, "{}", ran.out);
    assert_eq!(obeyed(&ran.err), None, "{}", ran.err);
    for line in ran.out.lines().chain(ran.err.lines()) {
        assert!(!line.contains("##["), "{line}");
    }
    ran
}

/// Commits all files of a folder to a repository of its own.
pub fn commit(folder: &Path) {
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b.c",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("git is installed");
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "all"]);
}
