//! The files of a forecast are the same bytes for any number of threads, through the command itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use sha2::{Digest, Sha256};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn simulate(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(ROOT)
        .arg("simulate")
        .args([
            "programs/halden",
            "--scenario",
            "scenarios/halden/baseline.yaml",
        ])
        .args(arguments)
        .output()
        .unwrap()
}

/// The sha256 of every file below a folder but how long it took.
pub fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(each) = folders.pop() {
        for entry in std::fs::read_dir(&each).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_symlink() || name == "timing.json" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let digest = Sha256::digest(std::fs::read(&path).unwrap());
                found.insert(
                    name,
                    digest.iter().map(|byte| format!("{byte:02x}")).collect(),
                );
            }
        }
    }
    found
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let written = |threads: &str| {
        let out = folder.path().join(threads);
        let run = simulate(&[
            "--runs",
            "3",
            "--partners",
            "12",
            "--without",
            "volume",
            "--ignorance",
            "2",
            "--threads",
            threads,
            "--out",
            &out.display().to_string(),
        ]);
        // Three runs cannot tell of a guardrail on a bad year.
        assert_eq!(
            run.status.code(),
            Some(4),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        assert!(out.join("timing.json").is_file());
        (hashes(&out), run.stdout)
    };
    let (one, shown_by_one) = written("1");
    let (two, shown_by_two) = written("2");
    assert_eq!(one, two);
    assert_eq!(shown_by_one, shown_by_two);
    for name in [
        "run.json",
        "summary.json",
        "forecast.json",
        "bands.csv",
        "tier_flow.csv",
    ] {
        assert!(
            one.keys().any(|path| path.ends_with(name)),
            "{name}: {one:?}"
        );
    }
}

#[test]
fn too_much_is_refused_with_the_estimate_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let unknown = simulate(&["--off", "skil_win"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `skill_win`?"));
    let run = simulate(&["--runs", "9000000", "--out", &out.display().to_string()]);
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8_lossy(&run.stderr);
    // 9,000,000 runs of 2 worlds of 400 partners over 79 weeks.
    assert!(said.contains("568800000000"), "{said}");
    let many = [
        "--partners",
        "200000",
        "--runs",
        "1",
        "--threads",
        "2",
        "--out",
    ];
    let run = simulate(&[&many[..], &[&out.display().to_string()]].concat());
    assert_eq!(run.status.code(), Some(3));
    // 64 MiB, 2 threads of 200,000 partners at 80 KiB, 2 worlds of 512 bytes.
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("about 31315 MiB"), "{said}");
    assert!(!out.exists());
}
