//! Scenarios that are wrong, through the command line: the finding, the exit code, and that nothing is
//! written. Ids are those of the list of bad inputs; places are tried in `tests/scenario.rs`.

use std::fs;

use crate::run::refused;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");

/// Id, text, exit code, and a name that is found with its place.
fn cases() -> Vec<(&'static str, String, i32, &'static str)> {
    let case = |id, text: &str, code, found| (id, text.to_owned(), code, found);
    vec![
        case(
            "G01",
            "behaviour:\n  elasticity: 0.4\n  elasticity: 0.5\n",
            1,
            "3:3: error[duplicate-key]",
        ),
        case(
            "G03",
            "behaviour: {<<: {elasticity: 0.4}}\n",
            1,
            "1:13: error[merge-key]",
        ),
        case(
            "G05",
            "runs: 10\n---\nruns: 2\n",
            1,
            "2:1: error[several-documents]",
        ),
        case(
            "G07",
            "behaviour: {elasticity: .inf}\n",
            1,
            "1:25: error[not-finite]",
        ),
        case("G09", "runs: 1e12\n", 1, "1:7: error[out-of-range]"),
        case("G11", "runs: 0\n", 1, "1:7: error[out-of-range]"),
        case("G13", "runs: \"1000\"\n", 1, "1:7: error[wrong-type]"),
        case("G15", "seed: -1\n", 1, "1:7: error[out-of-range]"),
        case("G17", "runs: 0123\n", 1, "1:7: error[wrong-type]"),
        case("G19", "popluation: {}\n", 1, "1:1: error[unknown-key]"),
        case(
            "G21",
            "population: {regions: {US: 1.01}}\n",
            1,
            "1:28: error[out-of-range]",
        ),
        case(
            "G23",
            "population: {deal_sigma: 0}\n",
            1,
            "1:26: error[out-of-range]",
        ),
        case("G27", "", 1, "1:1: error[empty-scenario]"),
        (
            "G29",
            format!("# {}\n", "x".repeat(1 << 20)),
            1,
            "1:1: error[file-too-large]",
        ),
        case(
            "a tab",
            "runs: 1\npopulation:\n\tpartners: 2\n",
            1,
            "s.yaml:3:1",
        ),
        case(
            "H01",
            "population: {partners: 1000000000}\n",
            3,
            "too-much-work",
        ),
        case(
            "H15",
            "limits: {work: 1e30}\n",
            1,
            "1:1: error[limit-in-file]",
        ),
        (
            "a list of 60,000",
            format!("market: [{}]\n", "1, ".repeat(60_000)),
            1,
            "error[scenario-too-large]",
        ),
        (
            "deep",
            format!("market: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)),
            1,
            "error[nested-too-deep]",
        ),
        case("not YAML", "runs: [1\n", 1, "error[not-yaml]"),
        case("hostile", "\"\u{202e}::error::\": \"##[x]\"\n", 1, "error["),
    ]
}

#[test]
fn each_is_refused_and_nothing_is_written() {
    let mut wrong = Vec::new();
    for (id, text, code, expected) in cases() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.charter"), STARTER).unwrap();
        fs::write(folder.path().join("s.yaml"), &text).unwrap();
        let arguments = [
            "simulate",
            ".",
            "--scenario",
            "s.yaml",
            "--out",
            "out",
            "--format",
            "concise",
        ];
        let ran = refused(folder.path(), &arguments);
        if ran.code != code || !ran.out.contains(expected) {
            wrong.push(format!("{id}: exit {}, {}{}", ran.code, ran.out, ran.err));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.charter"), STARTER).unwrap();
    fs::write(folder.path().join("s.yaml"), b"runs: 1\nseed: \xff\n").unwrap();
    let ran = refused(
        folder.path(),
        &[
            "simulate",
            ".",
            "--scenario",
            "s.yaml",
            "--format",
            "concise",
        ],
    );
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("s.yaml:2:1: error[not-utf8]"),
        "{}",
        ran.out
    );
}

/// What there is not is named, with what there is.
#[test]
fn worlds_and_incentives_that_are_not_there_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.charter"), STARTER).unwrap();
    fs::write(folder.path().join("s.yaml"), "runs: 2\n").unwrap();
    let cases: [(&[&str], &str); 5] = [
        (&["--out", "out", "--off", "nope"], "these can"),
        (
            &["--write-facts", "out", "--world", "nope"],
            "unknown-world",
        ),
        (
            &["--write-facts", "out", "--world", "without:nope"],
            "it has `volume`",
        ),
        (&["--out", "out", "--without", "nope"], "it has `volume`"),
        (
            &["--out", "out", "--without", "volum"],
            "did you mean `volume`?",
        ),
    ];
    for (more, expected) in cases {
        let mut given = vec!["simulate", ".", "--scenario", "s.yaml"];
        given.extend(more);
        let ran = refused(folder.path(), &given);
        assert_eq!(ran.code, 2, "{more:?}\n{}{}", ran.out, ran.err);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains(expected), "{more:?}\n{told}");
    }
}
