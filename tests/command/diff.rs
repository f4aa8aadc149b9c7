//! Two programs by their meaning: what changed, whose money moves, what it needs.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, charter, commit, errors};

const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/programs/starter/starter.charter"
);
const FACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/starter/facts");

/// A folder with the starter as `now` and, with some texts changed, as `next`; both without the example.
fn two(changes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(PROGRAM).unwrap();
    let now = text[..text.find("\nexample ").unwrap()].to_owned();
    let mut next = now.clone();
    for (from, to) in changes {
        assert!(next.contains(from), "{from}");
        next = next.replace(from, to);
    }
    for (name, text) in [("now", now), ("next", next)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("a.charter"), text).unwrap();
    }
    folder
}

fn diff(folder: &Path, more: &[&str]) -> Ran {
    let mut all = vec!["diff", "now", "next"];
    all.extend(more);
    charter(folder, &all)
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let mut all = vec!["--format", "json"];
    all.extend(more);
    let ran = diff(folder, &all);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_lower_rate_takes_from_who_reached_it_and_needs_notice() {
    let folder = two(&[("100,000 USD |  4%", "100,000 USD |  3%")]);
    let found = json(folder.path(), &["--facts", FACTS]);
    // acme: 2% of 100,000 and 4% of 50,000 are 4,000, with 3% 3,500; brook sold 12,345.67 and never left 2%.
    assert_eq!(
        found["money"]["payees"],
        serde_json::json!([
            { "name": "acme", "before": "4000.00", "after": "3500.00", "difference": "-500.00" }
        ])
    );
    assert_eq!(found["money"]["unmoved"], 1);
    assert_eq!(found["money"]["before"], "4246.91");
    assert_eq!(found["money"]["after"], "3746.91");
    assert_eq!(found["for_partners"], "worse");
    // The day of the program that is there is not the day of the change.
    assert_eq!(found["notice"]["promised"], "90 days");
    assert_eq!(found["notice"]["earliest"], Value::Null);
    let changes = found["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0]["name"], "rebate volume");
}

#[test]
fn notice_runs_from_the_day_of_the_change() {
    let folder = two(&[
        ("100,000 USD |  4%", "100,000 USD |  3%"),
        ("published 2026-10-01", "published 2026-11-01"),
    ]);
    let found = json(folder.path(), &["--facts", FACTS]);
    // 29 days of November are left, 31 of December, and 30 of January.
    assert_eq!(found["notice"]["earliest"], "2027-01-30");
}

#[test]
fn a_higher_rate_is_better_on_these_facts_and_says_so() {
    let folder = two(&[
        ("100,000 USD |  4%", "100,000 USD |  6%"),
        ("cap     20,000 USD", "cap     15,000 USD"),
    ]);
    let found = json(folder.path(), &["--facts", FACTS]);
    // 2% of 100,000 and 6% of 50,000 are 5,000.
    assert_eq!(found["money"]["payees"][0]["difference"], "1000.00");
    assert_eq!(found["for_partners"], "better");
    assert_eq!(found["notice"], Value::Null);
    // 40 partners at 20,000, and at 15,000.
    assert_eq!(found["worst_case"]["before"], "800000.00");
    assert_eq!(found["worst_case"]["after"], "600000.00");
    let told = diff(folder.path(), &["--facts", FACTS]).out;
    assert!(told.contains("do not show, 90 days of notice"), "{told}");
}

#[test]
fn without_facts_a_change_is_taken_as_worse() {
    let folder = two(&[("100,000 USD |  4%", "100,000 USD |  6%")]);
    let found = json(folder.path(), &[]);
    assert_eq!(found["for_partners"], "worse");
    assert_eq!(found["money"], Value::Null);
    assert_eq!(found["notice"]["promised"], "90 days");
}

#[test]
fn layout_comments_and_order_are_no_change() {
    let folder = two(&[
        ("\nline tools", "\n# A remark.\nline   tools"),
        ("  rank   1\n", ""),
    ]);
    // The clause is put at the end of its block, where it means the same.
    let path = folder.path().join("next/a.charter");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("  rise   at review\n", "  rise   at review\n  rank   1\n");
    fs::write(&path, text).unwrap();
    let ran = diff(folder.path(), &["--exit-code"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("no change in meaning"), "{}", ran.out);
}

#[test]
fn what_was_renamed_is_gone_and_new_and_ends_with_a_finding_where_asked() {
    let folder = two(&[("rebate volume \"", "rebate quarterly \"")]);
    let ran = diff(folder.path(), &["--exit-code"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.contains("rebate volume removed") && ran.out.contains("rebate quarterly added"),
        "{}",
        ran.out
    );
    let comment = diff(folder.path(), &["--format", "markdown"]);
    assert_eq!(comment.code, 0);
    assert!(comment.out.contains("```diff"), "{}", comment.out);
}

#[test]
fn a_revision_is_compared_and_currencies_must_agree() {
    let folder = two(&[("USD", "EUR")]);
    let ran = diff(folder.path(), &["--format", "json"]);
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["currencies-differ".to_owned()])
    );
    commit(folder.path());
    // From the folder above, and from within: `.` is the working directory, as it was committed.
    for (from, then, now) in [
        ("", "HEAD:now", "now"),
        ("now", "HEAD:.", "."),
        ("next", "HEAD:now", "../now"),
    ] {
        let ran = charter(&folder.path().join(from), &["diff", then, now]);
        assert_eq!(ran.code, 0, "{then}: {}", ran.err);
        assert!(ran.out.starts_with("no change in meaning"), "{}", ran.out);
    }
}

/// Columns of tiers stand as the ladder does, not by the alphabet.
#[test]
fn tables_by_tier_go_up_the_ladder() {
    let folder = tempfile::tempdir().unwrap();
    let halden = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/halden");
    for name in ["now", "next"] {
        let to = folder.path().join(name);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(halden).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "charter") {
                fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let file = folder.path().join("next/incentives.charter");
    let text = fs::read_to_string(&file).unwrap();
    let (before, table) = text
        .split_once("| from          | silver | gold | platinum |")
        .unwrap();
    let changed = table.replacen("2.0%", "2.1%", 1);
    let text = format!("{before}| from          | silver | gold | platinum |{changed}");
    fs::write(&file, text).unwrap();
    let ran = diff(folder.path(), &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let heads = ran.out.lines().find(|line| line.contains("| from"));
    let heads: Vec<&str> = heads
        .unwrap_or_else(|| panic!("{}", ran.out))
        .split_whitespace()
        .collect();
    assert_eq!(
        heads,
        [
            "|", "from", "|", "silver", "|", "gold", "|", "platinum", "|"
        ]
    );
}

/// The day that is offered is the nearest to what was typed.
#[test]
fn a_day_that_there_is_not_is_answered_with_the_nearest_one() {
    let folder = two(&[("  4% |", "  3% |")]);
    for (typed, offered) in [
        (
            "2027-02-30",
            "there is no day `2027-02-30`: that month ends on 2027-02-28",
        ),
        ("2027-3-9", "write 2027-03-09"),
        ("20270309", "write 2027-03-09"),
        ("20270931", "that month ends on 2027-09-30"),
        ("25/12/2027", "write 2027-12-25"),
        (
            "3/4/2027",
            "write 2027-04-03, or 2027-03-04 if that is meant",
        ),
        (
            "yesterday",
            "year, month and day are written as in 2027-12-31",
        ),
    ] {
        let ran = diff(folder.path(), &["--facts", FACTS, "--until", typed]);
        assert_eq!(ran.code, 2, "{typed}: {}", ran.err);
        assert!(ran.err.contains(offered), "{typed}: {}", ran.err);
    }
    // Without facts nothing is settled up to a day.
    let ran = diff(folder.path(), &["--until", "2027-03-31"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--facts"), "{}", ran.err);
}
