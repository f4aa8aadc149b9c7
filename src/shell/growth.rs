//! What `check` counts of twice as many lines of one kind: no more than a little over twice as much.

#[path = "../../benches/check/generated.rs"]
#[allow(dead_code, reason = "the bench makes whole programs of it too")]
mod generated;

use crate::base::count;
use crate::base::span::{Source, Sources};
use crate::compile::compile;
use crate::lint;
use crate::lint::level::Levels;
use crate::parse::parse;

/// Sums and comparisons of exact numbers while a program is compiled and judged.
fn counted(text: &str) -> u64 {
    let sources = generated::with(text).into_iter();
    let sources = sources.map(|(name, text)| Source { name, text });
    let (trees, problems) = parse(&Sources::new(sources.collect()));
    assert_eq!(problems.len(), 0);
    count::of(|| {
        let (program, problems) = compile(&trees);
        assert_eq!(problems.len(), 0, "{problems:?}");
        lint::check(&program.unwrap(), &Levels::default());
    })
}

/// A rebate of 2% with some lines of its own.
fn rebate(lines: &str) -> String {
    format!(
        "rebate own \"Own\" {{\n  for gold as of sale date\n  on bookings in quarter\n{lines}  rate 2%\n{}}}\n\n",
        generated::PAY
    )
}

fn needs(count: usize) -> String {
    let line = |at| format!("  needs bookings in quarter >= {at} USD\n");
    rebate(&(1..=count).map(line).collect::<String>())
}

/// Caps of one rebate, all of one scope and time.
fn caps_of(count: usize, words: &str) -> String {
    let line = |at: usize| format!("  cap {} USD {words}\n", 20_000 + at);
    rebate(&(1..=count).map(line).collect::<String>())
}

fn caps(count: usize) -> String {
    caps_of(count, "per partner per quarter crossing paid to the limit")
}

fn refusing_caps(count: usize) -> String {
    caps_of(count, "per partner per month crossing refused")
}

fn shared_caps(count: usize) -> String {
    caps_of(count, "per program per quarter crossing paid to the limit")
}

/// Caps of several scopes and times around each other.
fn mixed_caps(count: usize) -> String {
    let scope = |at: usize| ["partner", "region", "program"].get(at % 3).copied();
    let time = |at: usize| ["month", "quarter", "year"].get(at / 3 % 3).copied();
    let line = |at: usize| {
        let (scope, time) = (scope(at).unwrap_or("partner"), time(at).unwrap_or("year"));
        let limit = 20_000 + at;
        format!("  cap {limit} USD per {scope} per {time} crossing paid to the limit\n")
    };
    rebate(&(1..=count).map(line).collect::<String>())
}

/// Rows of a whole table, each with a fixed amount: the amounts rise, and by no rule.
fn jumps(count: usize) -> String {
    let row = |at: usize| {
        let jump = at * 1_000 + at * at * 7_919 % 997;
        format!("    | {} USD | {jump} USD |\n", at * 10_000)
    };
    let rows: String = (0..count).map(row).collect();
    rebate("").replace(
        "  rate 2%\n",
        &format!("  rate whole\n    | from | all |\n{rows}"),
    )
}

/// So many dated versions of a clause, a day each but for the last: each begins with a line, and may have rows.
fn dated(count: usize, line: fn(usize) -> String, rows: fn(usize) -> String) -> String {
    let day = |at: usize| format!("2027-{:02}-{:02}", at / 28 + 1, at % 28 + 1);
    let version = |at: usize| {
        let from = if at == 0 {
            String::new()
        } else {
            format!(" from {}", day(at))
        };
        let until = if at + 1 == count {
            String::new()
        } else {
            format!(" until {}", day(at))
        };
        format!("  {}{from}{until}\n{}", line(at), rows(at))
    };
    (0..count).map(version).collect()
}

fn versions(count: usize) -> String {
    let line = |at| format!("rate {}%", at % 5 + 1);
    rebate("").replace("  rate 2%\n", &dated(count, line, |_| String::new()))
}

/// Versions of a table, all in one period.
fn tables(count: usize) -> String {
    let line = |_| "rate marginal continue".to_owned();
    let rows = |at| {
        let (low, high) = (at % 5 + 1, at % 7 + 2);
        format!("    | from | all |\n    | 0 USD | {low}% |\n    | 100,000 USD | {high}% |\n")
    };
    rebate("").replace("  rate 2%\n", &dated(count, line, rows))
}

fn dated_caps(count: usize) -> String {
    let line = |at| {
        let limit = 100 + at;
        format!("cap {limit} USD per partner per quarter crossing paid to the limit")
    };
    rebate(&dated(count, line, |_| String::new()))
}

/// Rewards of so many awards each, of own products, and a promise that nobody is paid less for more.
fn awards(count: usize) -> String {
    let own = |at: usize| {
        format!(
            "line n{at} \"Line {at}\" {{ margin 45% internal }}
product p{at} \"Product {at}\" {{ line n{at}; list 200 USD }}
spiff a{at} \"Reward {at}\" {{
  for gold as of sale date
  on each sale of p{at} in year
  amount 1% of the sale
  cap 3 awards per partner per year crossing refused
  pay 30 days after month end next business day in NA to the partner as cash
  undo never
  account marketing
  tax reported by partner
}}

"
        )
    };
    let promise = "guardrail fair \"Fair\" { payout to a partner never falls when bookings rise }";
    format!("{promise}\n\n{}", (0..count).map(own).collect::<String>())
}

/// Lines of one kind, as many as asked for, and what they are called.
type Family = (&'static str, fn(usize) -> String);

/// How much of a family is counted once, twice and four times.
fn thrice(make: fn(usize) -> String) -> [u64; 3] {
    [7, 14, 28].map(|count| counted(&make(count)))
}

#[test]
fn twice_the_lines_take_about_twice_the_arithmetic() {
    let of_bench = |name: &str| {
        let mut all = generated::FAMILIES.iter();
        all.find(|(it, _)| *it == name)
            .map(|(_, make)| *make)
            .unwrap()
    };
    let families: [Family; 16] = [
        ("needs", needs),
        ("caps", caps),
        ("caps that refuse", refusing_caps),
        ("caps of the program", shared_caps),
        ("caps of several scopes", mixed_caps),
        ("rewards of so many awards", awards),
        ("versions", versions),
        ("versions of a table", tables),
        ("versions of a cap", dated_caps),
        ("bands", of_bench("bands")),
        ("bands that jump", jumps),
        (
            "rebates of own products",
            of_bench("rebates of own products"),
        ),
        ("products", of_bench("products")),
        ("measures", of_bench("measures")),
        ("segments", of_bench("segments")),
        ("examples", of_bench("examples")),
    ];
    for (name, make) in families {
        let all @ [once, twice, fourfold] = thrice(make);
        println!("{name}: {all:?}");
        assert!(2 * twice <= 5 * once + 10_000, "{name}: {once} to {twice}");
        assert!(
            2 * fourfold <= 5 * twice + 10_000,
            "{name}: {twice} to {fourfold}"
        );
    }
}
