//! Two settlements into one folder at a time.

use std::fs;

use crate::run::{charter, refused};

/// Whoever holds the folder is waited for by nobody: the other run reads no history, settles and writes nothing.
#[test]
fn a_folder_is_held_before_its_history_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let (program, facts) = (
        format!("{root}/programs/starter"),
        format!("{root}/programs/starter/facts"),
    );
    let settle = |until| {
        let facts = facts.as_str();
        [
            "settle",
            program.as_str(),
            "--facts",
            facts,
            "--until",
            until,
            "--out",
            "paid",
        ]
    };
    let first = charter(folder.path(), &settle("2027-03-31"));
    assert_eq!(first.code, 0, "{}", first.err);

    let held = fs::File::options()
        .write(true)
        .open(folder.path().join("paid/.lock"))
        .unwrap();
    held.try_lock().unwrap();
    let second = refused(folder.path(), &settle("2027-06-30"));
    assert_eq!(second.code, 2);
    assert!(
        second.err.contains("another run is writing"),
        "{}",
        second.err
    );
    assert!(!second.err.contains("going on from"), "{}", second.err);

    held.unlock().unwrap();
    let third = charter(folder.path(), &settle("2027-06-30"));
    assert_eq!(third.code, 0, "{}", third.err);
    assert!(third.err.contains("going on from"), "{}", third.err);
}
