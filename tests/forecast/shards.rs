//! A run in parts: shards that are merged, and what an interrupted run had done.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::bytes::hashes;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const RUNS: u32 = 7;

fn charter(command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(ROOT)
        .arg(command)
        .args(arguments)
        .output()
        .unwrap()
}

/// Simulates the small program into a folder; gives the exit code and what was said.
fn simulate(out: &Path, more: &[&str]) -> (i32, String) {
    let runs = RUNS.to_string();
    let out = out.display().to_string();
    let own = [
        "programs/starter",
        "--scenario",
        "scenarios/starter/baseline.yaml",
        "--partners",
        "15",
        "--without",
        "volume",
        "--runs",
        &runs,
        "--out",
        &out,
    ];
    let ran = charter("simulate", &[&own[..], more].concat());
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code().unwrap(), said)
}

fn shards(folder: &Path, of: u32, threads: &str) -> Vec<PathBuf> {
    let shard = |place: u32| {
        let out = folder.join(format!("{place}-of-{of}-{threads}"));
        let (code, said) = simulate(
            &out,
            &["--shard", &format!("{place}/{of}"), "--threads", threads],
        );
        assert_eq!(code, 0, "{said}");
        out
    };
    (1..=of).map(shard).collect()
}

fn merge(out: &Path, shards: &[PathBuf]) -> (i32, String) {
    let out = out.display().to_string();
    let mut arguments: Vec<String> = shards
        .iter()
        .map(|each| each.display().to_string())
        .collect();
    arguments.extend(["--out".to_owned(), out]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = charter("merge", &arguments);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code().unwrap(), said)
}

#[test]
fn shards_make_the_bytes_of_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    assert_eq!(simulate(&whole, &["--threads", "8"]).0, 0);
    let expected = hashes(&whole);
    assert!(expected.keys().any(|name| name.ends_with("report.html")));
    for (of, threads) in [(1, "2"), (3, "1"), (7, "2")] {
        let mut shards = shards(folder.path(), of, threads);
        // In any order.
        shards.reverse();
        let out = folder.path().join(format!("merged-{of}"));
        let (code, said) = merge(&out, &shards);
        assert_eq!(code, 0, "{said}");
        assert_eq!(hashes(&out), expected, "{of} shards");
    }
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let all = shards(folder.path(), 3, "2");
    let out = folder.path().join("out");
    let other = folder.path().join("other");
    let (code, _) = simulate(&other, &["--shard", "3/3", "--seed", "9"]);
    assert_eq!(code, 0);
    let cases = [
        (
            vec![all[0].clone(), all[2].clone()],
            "replications 2 to 3 of 7 are in no shard",
        ),
        (
            vec![all[1].clone(), all[2].clone()],
            "replications 0 to 1 of 7 are in no shard",
        ),
        (
            vec![all[0].clone(), all[1].clone()],
            "replications 4 to 6 of 7 are in no shard",
        ),
        (vec![all[0].clone(), all[0].clone()], "is in two shards"),
        (
            vec![all[0].clone(), all[1].clone(), other],
            "its seed differs: 9, not ",
        ),
    ];
    for (given, expected) in cases {
        let (code, said) = merge(&out, &given);
        assert_eq!(code, 1, "{said}");
        assert!(
            said.contains("shards-apart") && said.contains(expected),
            "{said}"
        );
        assert!(!out.exists(), "nothing is written");
    }
    let (code, said) = merge(&out, &[all[0].clone(), folder.path().join("none")]);
    assert_eq!(code, 1, "{said}");
    for bad in ["0/3", "4/3", "3", "a/b"] {
        let (code, said) = simulate(&out, &["--shard", bad]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("such as 2/3"), "{said}");
    }
    let (code, said) = simulate(&out, &["--shard", &format!("1/{}", RUNS + 1)]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains(&format!("{RUNS} runs have at most")),
        "{said}"
    );
    assert!(!out.exists(), "a shard without runs is not written");
}

#[test]
fn what_an_interrupted_run_had_done_is_not_done_again() {
    // A run that ended after its last batch and before it wrote anything: the batch is there, the rest is not.
    let folder = tempfile::tempdir().unwrap();
    let (whole, shard) = (folder.path().join("whole"), folder.path().join("shard"));
    assert_eq!(simulate(&whole, &[]).0, 0);
    assert!(!whole.join("unfinished").exists());
    assert_eq!(simulate(&shard, &["--shard", "1/1"]).0, 0);
    let done = std::fs::read(shard.join("current/part.json")).unwrap();
    let again = |name: &str, bytes: &[u8], more: &[&str]| {
        let out = folder.path().join(name);
        let unfinished = out.join("unfinished");
        std::fs::create_dir_all(out.join("generations")).unwrap();
        std::fs::create_dir_all(&unfinished).unwrap();
        std::fs::write(unfinished.join("00000000-00000007.json"), bytes).unwrap();
        let (code, said) = simulate(&out, more);
        assert_eq!(code, 0, "{said}");
        assert!(!unfinished.exists());
        (hashes(&out), said.contains("7 replications were done"))
    };
    assert_eq!(again("same", &done, &[]), (hashes(&whole), true));
    let broken = done.get(..done.len() / 2).unwrap();
    assert_eq!(again("broken", broken, &[]), (hashes(&whole), false));
    let (other, is_resumed) = again("other", &done, &["--seed", "9"]);
    assert!(!is_resumed, "another run's are not used");
    assert_ne!(other, hashes(&whole));
}

#[test]
fn precision_says_when_it_is_not_reached() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _) = simulate(&folder.path().join("wide"), &["--precision", "1e-9"]);
    assert_eq!(code, 4, "not reached");
    let (code, said) = simulate(&folder.path().join("none"), &["--precision", "0"]);
    assert_eq!(code, 2, "{said}");
    // Batches of 64, twice running: an easy wish is met after 128 of 200 runs.
    let out = folder.path().join("met");
    let ran = charter(
        "simulate",
        &[
            "programs/starter",
            "--scenario",
            "scenarios/starter/baseline.yaml",
            "--partners",
            "4",
            "--runs",
            "200",
            "--precision",
            "100000",
            "--out",
            &out.display().to_string(),
        ],
    );
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert!(
        said.contains(
            "precision 100000, or a twentieth of what is estimated, reached after 128 runs"
        ),
        "{said}"
    );
}
