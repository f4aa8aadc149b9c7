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

/// What the second book does not know yet: claims on prices, units in kind and bands by line; scores and targets for
/// each partner; and that partners of a regional program are passed over (`meridian`).
const NOT_COVERED: [&str; 7] = [
    "bands-by-line",
    "free-goods",
    "meridian",
    "price-protection",
    "score-passed",
    "ship-and-debit",
    "target-new",
];

/// Both books of each folder, posting by posting; how many folders there were.
fn agree(of: &Path) -> usize {
    let mut folders = folders(of);
    folders.retain(|folder| !NOT_COVERED.iter().any(|name| folder.ends_with(name)));
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
    assert!(agree(&root().join("programs")) >= 2);
}

#[test]
fn every_worked_answer_is_paid_the_same() {
    assert!(agree(&root().join("tests/worked")) >= 8);
}

#[test]
fn what_once_differed_is_paid_the_same() {
    assert!(agree(&here().join("cases")) >= 1);
}
