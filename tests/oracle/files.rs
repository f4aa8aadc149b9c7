//! Programs and facts in files: those of the repository, the worked answers, and what was once a mismatch.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{here, python};

/// The folders of a folder that hold facts.
fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).expect("the folder can be listed");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.join("facts").is_dir()).collect();
    found.sort();
    found
}

/// Both books of each folder, posting by posting; how many folders there were.
fn agree(of: &Path) -> usize {
    let folders = folders(of);
    let output = python("against.py")
        .arg(env!("CARGO_BIN_EXE_charter"))
        .args(&folders)
        .output()
        .expect("the second book needs python3");
    let told = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{failed}");
    folders.len()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_program_of_the_repository_is_paid_the_same() {
    assert!(agree(&root().join("programs")) >= 12);
}

#[test]
fn every_worked_answer_is_paid_the_same() {
    assert!(agree(&root().join("tests/worked")) >= 15);
}

#[test]
fn what_once_differed_is_paid_the_same() {
    assert!(agree(&here().join("cases")) >= 5);
}
