//! `charter test`: which sides of which edges examples show. Programs are small and every expected side is
//! worked out by hand in the comment beside it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const HEAD: &str = r#"program p "P" {
  edition   2027
  published 2026-10-01
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}
region US "US" { countries US; weekend Saturday, Sunday; closed 2027-07-05 }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 1,200 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
tier member "Member" { rank 1 }
tier star "Star" { rank 2; invite by boss }
role boss "Boss" { }
"#;

const PAY: &str =
    "pay 30 days after quarter end next business day in US to the partner as credit note
  undo when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax reported by partner";

/// An example of one partner that holds a tier, with sales of a widget: day and amount.
fn example(title: &str, tier: &str, sales: &[(&str, &str)]) -> String {
    let rows = sales.iter().enumerate().map(|(at, (day, amount))| {
        format!("    | sale | {title}{at} | {day} | acme | d{at} | widget | {amount} USD |\n")
    });
    let rows: String = rows.collect();
    format!(
        "example \"{title}\" {{\n  given partner acme at {tier} since 2027-01-01\n  given\n    \
         | fact | sale_id | happened | partner | deal_id | product | net_amount |\n{rows}  \
         expect tier of acme on 2027-01-01 = {tier}\n}}\n"
    )
}

fn charter(text: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.charter"), text).unwrap();
    Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(folder.path())
        .args(["test", "a.charter"])
        .args(arguments)
        .output()
        .unwrap()
}

fn json(text: &str) -> Value {
    let output = charter(text, &["--format", "json"]);
    let out = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

/// The sides of a group: `subject side`, with a `*` where an example shows it.
fn sides(text: &str, group: &str) -> Vec<String> {
    let json = json(text);
    let edges = json["edges"].as_array().unwrap().iter();
    let own = edges.filter(|edge| edge["group"] == group);
    own.map(|edge| {
        let shown = !edge["shown_by"].as_array().unwrap().is_empty();
        format!(
            "{} {}{}",
            edge["subject"].as_str().unwrap(),
            edge["side"].as_str().unwrap(),
            if shown { " *" } else { "" }
        )
    })
    .collect()
}

fn rebate(rate: &str, more: &str) -> String {
    format!(
        "rebate volume \"Volume\" {{\n  for member, star as of sale date\n  on bookings in quarter\n  \
         {rate}\n  {more}\n  {PAY}\n}}\n"
    )
}

/// What is paid faster once a target is reached is a second table with the same bands.
#[test]
fn the_bands_of_an_accelerated_rate_are_listed_once() {
    let rate = "rate marginal\n    | from | all |\n    | 0 USD | 1% |\n    | 100 USD | 2% |";
    let more = "accelerate 150% whole when bookings in quarter >= 300 USD";
    let text = format!(
        "{HEAD}{}{}",
        rebate(rate, more),
        example("one", "member", &[("2027-02-01", "50")])
    );
    assert_eq!(
        sides(&text, "bands"),
        [
            "volume in the lowest band *",
            "volume below 100 USD *",
            "volume in the band from 100 USD",
        ]
    );
}

#[test]
fn a_tier_is_shown_where_a_partner_holds_it() {
    let text = format!(
        "{HEAD}{}",
        example("one", "member", &[("2027-02-01", "10")])
    );
    assert_eq!(
        sides(&text, "tiers"),
        ["member held by a partner *", "star held by a partner"]
    );
}

#[test]
fn a_band_is_shown_on_each_side_by_itself() {
    let rate = "rate marginal
    | from | all |
    | 0 USD | 1% |
    | 100 USD | 2% |
    | 200 USD | 3% |";
    let program = format!("{HEAD}{}", rebate(rate, ""));
    let names = |shown: [bool; 5]| -> Vec<String> {
        let sides = [
            "in the lowest band",
            "below 100 USD",
            "in the band from 100 USD",
            "below 200 USD",
            "in the band from 200 USD",
        ];
        let each = sides.iter().zip(shown);
        each.map(|(side, shown)| format!("volume {side}{}", if shown { " *" } else { "" }))
            .collect()
    };
    // 100.00 fills the first band and no more; a cent more is in the second.
    let at = format!(
        "{program}{}",
        example("at", "member", &[("2027-02-01", "100")])
    );
    assert_eq!(sides(&at, "bands"), names([true, true, false, true, false]));
    let past = format!(
        "{program}{}",
        example("past", "member", &[("2027-02-01", "100.01")])
    );
    assert_eq!(
        sides(&past, "bands"),
        names([true, false, true, true, false])
    );
    // One quarter with 300 and one with 50: the other quarters have no sales and stay in no band.
    let both = format!(
        "{program}{}",
        example(
            "both",
            "member",
            &[("2027-02-01", "300"), ("2027-05-01", "50")]
        )
    );
    assert_eq!(sides(&both, "bands"), names([true; 5]));
}

#[test]
fn nothing_below_the_first_band_is_shown_by_an_award_of_nothing() {
    let rate = "rate whole
    | from | all |
    | 100 USD | 2% |";
    let program = format!("{HEAD}{}", rebate(rate, ""));
    let low = format!(
        "{program}{}",
        example("low", "member", &[("2027-02-01", "99")])
    );
    assert_eq!(
        sides(&low, "bands"),
        ["volume below 100 USD *", "volume in the band from 100 USD"]
    );
}

#[test]
fn a_cap_is_shown_met_and_not_met() {
    let cap = "cap 10 USD per partner per year crossing paid to the limit";
    let program = format!("{HEAD}{}", rebate("rate 10%", cap));
    // 10% of 100 is the cap itself: nothing is cut.
    let at = format!(
        "{program}{}",
        example("at", "member", &[("2027-02-01", "100")])
    );
    assert_eq!(
        sides(&at, "caps"),
        [
            "volume paid in full, inside its cap *",
            "volume stopped by its cap"
        ]
    );
    let over = format!(
        "{program}{}",
        example("over", "member", &[("2027-02-01", "101")])
    );
    assert_eq!(
        sides(&over, "caps"),
        [
            "volume paid in full, inside its cap",
            "volume stopped by its cap *"
        ]
    );
}

#[test]
fn an_exclusion_is_shown_where_it_changes_what_is_paid() {
    let spiff = format!(
        "calendar {{ promotion march \"March\" {{ 2027-03-01 to 2027-03-31 }} }}\n\
         spiff push \"Push\" {{\n  for star as of sale date\n  on each deal with a sale of widget accepted in \
         march\n  amount 5 USD per deal\n  {}\n}}\n",
        PAY.replace("quarter end", "month end")
            .replace("recomputing the period", "REPLACED")
            .replace("by REPLACED", "at the rate first paid")
    );
    let program = format!(
        "{HEAD}{}{spiff}exclude volume from sales paid by push\n",
        rebate("rate 10%", "")
    );
    // In March a star's sale is paid by `push`; a member's is not, and neither is one of April.
    let meets = format!(
        "{program}{}",
        example("meets", "star", &[("2027-03-10", "100")])
    );
    let passes = format!(
        "{program}{}",
        example("passes", "star", &[("2027-04-10", "100")])
    );
    let shown = |text: &str| sides(text, "exclusions")[0].ends_with('*');
    assert!(shown(&meets), "{:?}", sides(&meets, "exclusions"));
    assert!(!shown(&passes));
    // The window of the spiff has four edges, all inside the year; sales of 1 March and 1 April show two.
    let edges = format!(
        "{program}{}",
        example(
            "edges",
            "star",
            &[("2027-03-01", "100"), ("2027-04-01", "100")]
        )
    );
    assert_eq!(
        sides(&edges, "dates"),
        [
            "push on 2027-02-28, the day before it begins",
            "push on 2027-03-01, the day it begins *",
            "push on 2027-03-31, its last day",
            "push on 2027-04-01, the day after it ends *",
            "p on 2027-01-01, the first day of the year",
            "p on 2027-12-31, the last day of the year",
        ]
    );
}

#[test]
fn a_failing_example_ends_with_a_finding_in_every_format() {
    let text = format!(
        "{HEAD}{}example \"wrong\" {{\n  given partner acme at member since 2027-01-01\n  given\n    \
         | fact | sale_id | happened | partner | product | net_amount |\n    \
         | sale | s1 | 2027-02-01 | acme | widget | 100 USD |\n  \
         expect volume for acme in Q1 = 11.00 USD\n}}\n",
        rebate("rate 10%", "")
    );
    for format in ["human", "json", "junit", "markdown"] {
        let output = charter(&text, &["--format", format]);
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}: {out}");
        let told = match format {
            "junit" => "&quot;wrong&quot; expects 11.00 USD, and the program pays 10.00 USD",
            "json" => "\\\"wrong\\\" expects 11.00 USD, and the program pays 10.00 USD",
            "markdown" => "expects 11\\.00 USD\\, and the program pays 10\\.00 USD",
            _ => "expects 11.00 USD, and the program pays 10.00 USD",
        };
        assert!(out.contains(told), "{format}: {out}");
    }
    let fine = text.replace("11.00", "10.00");
    assert_eq!(charter(&fine, &[]).status.code(), Some(0));
}

#[test]
fn a_guardrail_of_the_scenario_is_judged() {
    let scenario = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/starter/baseline.yaml"
    );
    let starter = include_str!("../../programs/starter/starter.charter");
    let judged = |most: &str| {
        let text = format!(
            "{starter}\nguardrail cost internal {{ p95 of all payouts per year <= {most} USD in scenario \
             baseline }}\n"
        );
        let more = ["--scenario", scenario, "--runs", "8", "--partners", "8"];
        let output = charter(&text, &[&more[..], &["--format", "junit"]].concat());
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    // Eight runs that all pay more than a dollar; eight that pay less than 900 million tell too little: 73 would.
    let (code, out) = judged("1");
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("<failure type=\"guardrail-broken\""), "{out}");
    let (code, out) = judged("900,000,000");
    assert_eq!(code, Some(4), "{out}");
    assert!(out.contains("<skipped message="), "{out}");
    assert!(out.contains("73 runs would tell"), "{out}");
}
