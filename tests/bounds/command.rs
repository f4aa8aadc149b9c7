//! `charter bound` as it is typed, against figures worked out by hand.

use std::process::{Command, Output};

use serde_json::Value;

pub fn bound(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charter"))
        .arg("bound")
        .args(arguments)
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// 40 partners are assumed, and the cap of each is 20,000 in the year: 800,000, in whichever quarter. On
/// one widget of at least 900 the second band pays 4%, which is 36.
#[test]
fn the_worst_case_of_the_starter() {
    let output = bound(&["programs/starter"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
    let text = stdout(&output);
    for line in [
        "at most 800,000.00 USD (attained)",
        "  at most 40 partners",
        "  yearly sales of a partner at member <= 2,000,000 USD",
        "  net price of widget >= 900 USD",
        "  2027-01-01 to 2027-03-31  800,000.00 USD  attained",
        "  held by the cap of 20,000.00 USD per partner per year",
    ] {
        assert!(text.lines().any(|each| each == line), "{line}\n{text}");
    }
    assert!(
        text.contains("by a partner at member is paid 36.00 USD, 4.00% of it (attained)"),
        "{text}"
    );
}

/// Every bound of an object, wherever it stands.
fn bounds(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(fields) if fields.contains_key("case_is_paid") => vec![value],
        Value::Object(fields) => fields.values().flat_map(bounds).collect(),
        Value::Array(items) => items.iter().flat_map(bounds).collect(),
        _ => Vec::new(),
    }
}

fn cents(value: &Value) -> Option<i128> {
    let text = value.as_str()?.replace('.', "");
    Some(text.parse().unwrap())
}

#[test]
fn the_object_for_tools_says_the_same() {
    let output = bound(&["programs/starter", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let value: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(value["schema_version"], 1);
    assert_eq!(value["currency"], "USD");
    assert_eq!(value["year"]["most"], "800000.00");
    assert_eq!(value["quarters"].as_array().unwrap().len(), 4);
    let tier = &value["incentives"][0]["tiers"][0];
    assert_eq!(tier["tier"], "member");
    assert_eq!(tier["partners"], "40");
    assert_eq!(tier["each"]["most"], "20000.00");
    assert_eq!(tier["all"], "800000.00");
    assert_eq!(value["one_sale"][0]["rate"], "0.04");
    let all = bounds(&value);
    assert!(all.len() > 10);
    for bound in all {
        let (most, paid) = (
            cents(&bound["most"]),
            cents(&bound["case_is_paid"]).unwrap(),
        );
        assert!(most.is_none_or(|most| paid <= most), "{bound}");
        assert_eq!(bound["attained"], most == Some(paid), "{bound}");
    }
}

#[test]
fn a_path_without_a_limit_is_named_with_what_would_limit_it() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("programs/starter/starter.charter").unwrap();
    let without: String = text
        .lines()
        .filter(|line| !line.contains("  cap ") && !line.contains("assume    yearly"))
        .map(|line| format!("{line}\n"))
        .collect();
    let file = folder.path().join("starter.charter");
    std::fs::write(&file, without).unwrap();
    let output = bound(&[folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    for line in [
        "  volume: nothing limits what a partner at `member` sells in a year",
        "    would be limited by: assume yearly sales of a partner at member <= 5,000,000 USD",
    ] {
        assert!(text.lines().any(|each| each == line), "{line}\n{text}");
    }
    assert!(
        text.contains("no limit: nothing limits what a partner at `member` sells in a year"),
        "{text}"
    );
}

#[test]
fn a_program_with_errors_has_no_bounds() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.charter"),
        "rebate volume { rate 5 }\n",
    )
    .unwrap();
    let output = bound(&[folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(!output.stderr.is_empty());
    assert_eq!(bound(&["no/such/folder"]).status.code(), Some(2));
    assert_eq!(bound(&["--format", "pdf"]).status.code(), Some(2));
}
