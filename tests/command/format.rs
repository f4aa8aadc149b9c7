//! `check`, `fmt`, `explain` and `new` as commands: formats, levels, mending, and standard input.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, charter, charter_with, files, problems};

const PREAMBLE: &str = include_str!("../language/preamble.charter");

/// A rate of two spellings that keep the meaning, and one that does not.
const MISSPELT: &str =
    "line tools \"Tools\" { margin +38% internal }\nline more \"More\" { margin .5% internal }\n";

/// A program with a warning and no error: a promotion that no message tells of.
const WARNED: &str = "rebate volume \"Volume\" {\n  for     gold as of sale date\n  on      bookings in quarter\n  \
     rate    2%\n  cap     40,000 USD per partner per year crossing paid to the limit\n  pay     45 days after quarter \
     end next business day in NA to the partner as credit note\n  undo    when returned within 90 days of sale date by \
     recomputing the period from next payout\n  account contra revenue\n  tax     reported by partner\n}\n";

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ground.charter"), PREAMBLE).unwrap();
    fs::write(folder.path().join("case.charter"), text).unwrap();
    folder
}

fn check(folder: &Path, more: &[&str]) -> Ran {
    let mut arguments = vec!["check", "."];
    arguments.extend(more);
    charter(folder, &arguments)
}

fn names(ran: &Ran) -> Vec<String> {
    let names = problems(ran).into_iter();
    names
        .map(|each| each.split(' ').next().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn every_format_has_every_problem() {
    let folder = folder(MISSPELT);
    let human = check(folder.path(), &["--format", "human"]);
    assert_eq!((human.code, human.err.as_str()), (1, ""));
    assert!(human.out.contains("2 errors"), "{}", human.out);
    for format in [
        "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
    ] {
        let ran = check(folder.path(), &["--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{format}");
        let plain = ran.out.replace('\\', "");
        for part in ["leading-plus", "leading-point", "case.charter"] {
            assert!(plain.contains(part), "{format} has no {part}:\n{}", ran.out);
        }
    }
}

#[test]
fn json_keeps_its_schema() {
    let folder = folder(MISSPELT);
    let ran = check(folder.path(), &["--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["schema_version"], 1);
    let promised = [
        "name",
        "severity",
        "message",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "related",
        "facts",
        "help",
        "fixes",
        "fingerprint",
    ];
    for problem in json["problems"].as_array().unwrap() {
        for key in promised {
            assert!(problem.get(key).is_some(), "no {key} in {problem}");
        }
    }
    assert_eq!(problems(&ran), ["leading-plus 1:29", "leading-point 2:27"]);
    assert_eq!(json["problems"][0]["fixes"][0]["edits"][0]["text"], "38%");
}

#[test]
fn safe_changes_are_made_and_the_rest_is_said() {
    let folder = folder(&format!(
        "{MISSPELT}line last \"Last\" {{ margin 8x internal }}\n"
    ));
    let ran = check(folder.path(), &["--fix", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("case.charter: 2 changes"), "{}", ran.err);
    assert_eq!(names(&ran), ["digit-led-word"]);
    let text = fs::read_to_string(folder.path().join("case.charter")).unwrap();
    assert!(text.starts_with("line tools \"Tools\" { margin 38% internal }\nline more \"More\" { margin 0.5% internal }\n"));
}

#[test]
fn warnings_are_denied_when_asked() {
    let folder = folder(WARNED);
    let ran = check(folder.path(), &["--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let mut warned = names(&ran);
    warned.sort();
    warned.dedup();
    assert!(!warned.is_empty(), "{}", ran.out);
    let denied = check(folder.path(), &["--deny", "warnings", "--format", "json"]);
    assert_eq!((denied.code, denied.out), (1, ran.out));
    let levels: String = warned
        .iter()
        .map(|name| format!("{name} = \"allow\"\n"))
        .collect();
    fs::write(
        folder.path().join("charter.toml"),
        format!("[lints]\n{levels}"),
    )
    .unwrap();
    let allowed = check(folder.path(), &["--deny", "warnings", "--format", "json"]);
    assert_eq!(
        (allowed.code, names(&allowed).len()),
        (0, 0),
        "{}",
        allowed.out
    );
    let strict: String = warned
        .iter()
        .map(|name| format!("{name} = \"deny\"\n"))
        .collect();
    fs::write(
        folder.path().join("charter.toml"),
        format!("[lints]\n{strict}"),
    )
    .unwrap();
    assert_eq!(check(folder.path(), &[]).code, 1);
}

#[test]
fn settings_are_found_upward_and_their_mistakes_have_places() {
    let folder = folder(WARNED);
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::rename(
        folder.path().join("ground.charter"),
        inner.join("ground.charter"),
    )
    .unwrap();
    fs::write(
        folder.path().join("charter.toml"),
        "[lints]\nno-ownr = \"deny\"\n",
    )
    .unwrap();
    let ran = charter(folder.path(), &["check", "inner", "--format", "json"]);
    assert!(
        problems(&ran).contains(&"unknown-lint 2:1".to_owned()),
        "{}",
        ran.out
    );
    fs::write(folder.path().join("charter.toml"), "#".repeat(70_000)).unwrap();
    let ran = charter(folder.path(), &["check", "inner", "--format", "json"]);
    assert_eq!(
        (ran.code, problems(&ran)),
        (1, vec!["file-too-large 1:1".to_owned()])
    );
}

#[test]
fn a_layout_is_checked_made_and_read_from_standard_input() {
    let folder = folder("role   clerk \"Clerk\" {duty \"x\"}\n");
    let path = folder.path();
    let before = files(path);
    let ran = charter(path, &["fmt", "--check", "."]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "./case.charter\n"));
    assert_eq!(files(path), before, "--check changes nothing");
    assert_eq!(charter(path, &["fmt", "."]).code, 0);
    let text = fs::read_to_string(path.join("case.charter")).unwrap();
    assert_eq!(text, "role clerk \"Clerk\" { duty \"x\" }\n");
    assert_eq!(charter(path, &["fmt", "--check", "."]).code, 0);
    let ran = charter_with(
        path,
        &["fmt", "-"],
        b"role   clerk \"Clerk\" {duty \"x\"}\n",
    );
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "role clerk \"Clerk\" { duty \"x\" }\n")
    );
    let ran = charter_with(path, &["fmt", "-"], b"role 8x {\n");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let ran = charter_with(path, &["fmt", "-"], b"\xff\n");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("not-utf8"), "{}", ran.err);
}

/// A file that cannot be read is left alone, and so are those beside it that can: they are laid out.
#[test]
fn a_file_with_a_problem_keeps_its_text() {
    let folder = folder("role 8x {\n");
    fs::write(
        folder.path().join("other.charter"),
        "role   clerk \"C\" {duty \"x\"}\n",
    )
    .unwrap();
    assert_eq!(charter(folder.path(), &["fmt", "."]).code, 1);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("case.charter"), "role 8x {\n");
    assert_eq!(read("other.charter"), "role clerk \"C\" { duty \"x\" }\n");
}

#[test]
fn every_name_of_the_list_is_explained() {
    let folder = folder("");
    let list = charter(folder.path(), &["explain", "--list"]).out;
    for group in [
        "Kinds",
        "Clauses",
        "Lints",
        "Problems of a text",
        "Problems of a program",
    ] {
        assert!(list.contains(&format!("\n{group}\n")), "{group}\n{list}");
    }
    let near = charter(folder.path(), &["explain", "unknown-nam"]);
    assert_eq!(near.code, 2);
    assert!(
        near.err.contains("did you mean `unknown-name`?"),
        "{}",
        near.err
    );
}

#[test]
fn a_new_program_is_good() {
    let folder = tempfile::tempdir().unwrap();
    let ran = charter(folder.path(), &["new", "acme"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let check = charter(folder.path(), &["check", "acme", "--deny", "warnings"]);
    assert_eq!((check.code, check.out.as_str()), (0, "no problems\n"));
    assert_eq!(charter(folder.path(), &["fmt", "--check", "acme"]).code, 0);
    let before = files(folder.path());
    assert_eq!(charter(folder.path(), &["new", "acme"]).code, 2);
    let made = std::fs::read_to_string(folder.path().join("acme/program.charter")).unwrap();
    assert!(
        made.starts_with("program acme \"Acme Partner Program\" {"),
        "{made}"
    );
    for name in [
        "../x", "a/b", "CON", "con", "a b", "", "ACME", "tier", "widget", "year",
    ] {
        assert_eq!(charter(folder.path(), &["new", name]).code, 2, "{name}");
    }
    assert_eq!(charter(folder.path(), &["new", "--", "-x"]).code, 2);
    assert_eq!(files(folder.path()), before);
}

/// A parameter of a scenario has a page: what it moves, its range, and how good the evidence is.
#[test]
fn a_parameter_of_a_scenario_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["return_share", "behaviour.return_share"] {
        let page = charter(folder.path(), &["explain", name]);
        assert_eq!(page.code, 0, "{}", page.err);
        for part in [
            "Share of sales that come back whole",
            "range: 0.005 to 0.3, or 0 to switch it off",
            "evidence: D, an assumption",
            "source: the vendor's records",
        ] {
            assert!(page.out.contains(part), "{part}: {}", page.out);
        }
    }
    let page = charter(folder.path(), &["explain", "costs"]).out;
    assert!(page.contains("costs.per_claim"), "{page}");
    let page = charter(folder.path(), &["explain", "market.season.week"]).out;
    assert!(
        page.contains("range: 0 to 52") && page.contains("when left out: 8"),
        "{page}"
    );
    let near = charter(folder.path(), &["explain", "retrn_share"]);
    assert!(
        near.err.contains("did you mean `return_share`?"),
        "{}",
        near.err
    );
}
