//! Problems in every format: what they look like, what other tools may rely on, and that no text
//! of others reaches a terminal, a log or a runner with any force of its own.
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

use charter::base::span::{FileId, Source, Sources, Span};
use charter::diagnostic::place::Row;
use charter::diagnostic::render::{Drawing, Format, Ink, Options, render};
use charter::diagnostic::untrusted::hidden;
use charter::diagnostic::{Fix, Problem};
use serde_json::Value;

fn sources() -> Sources {
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    Sources::new(vec![
        source(
            "rates.charter",
            "rebate volume \"Volume\" {\n  for   gold, plattinum\n  rate  4%\n}\n",
        ),
        source(
            "tiers, main.charter",
            "tier platinum \"Platinum\" { rank 3 }\n",
        ),
    ])
}

fn span(file: u16, start: u32, end: u32) -> Span {
    Span::new(FileId(file), start, end)
}

fn unknown_name() -> Problem {
    Problem::error("unknown-name", "there is no tier `plattinum`")
        .within(["rebate volume", "for"])
        .at(span(0, 39, 48))
        .also(span(0, 0, 13), "needed here")
        .also(span(1, 5, 13), "a tier of that name is declared here")
        .fact("word", "plattinum")
        .witness("charter why acme --on 2027-03-01")
        .cost("12 partners, 40,000 USD")
        .help("write `platinum`")
        .safe_fix("write `platinum`", span(0, 39, 48), "platinum")
}

fn bad_row() -> Problem {
    Problem::warning("late-sale", "the sale is dated after the program").at(Row {
        file: "facts/sale.csv".to_owned(),
        row: 41_200_017,
        column: Some("happened".to_owned()),
        excerpt: "s9,2031-01-01,acme".to_owned(),
        cell: Some((3, 13)),
    })
}

#[test]
fn a_person_sees_the_line_the_other_places_and_the_help() {
    let shown = render(
        Format::Human,
        &sources(),
        &[unknown_name()],
        &Options::default(),
    );
    insta::assert_snapshot!(shown);
}

#[test]
fn a_row_of_a_data_file_is_shown_with_its_number() {
    let shown = render(Format::Human, &sources(), &[bad_row()], &Options::default());
    insta::assert_snapshot!(shown);
}

#[test]
fn a_person_may_have_ascii_or_sentences() {
    let drawn = |drawing| {
        let options = Options {
            drawing,
            ..Options::default()
        };
        render(Format::Human, &sources(), &[unknown_name()], &options)
    };
    assert!(drawn(Drawing::Ascii).is_ascii());
    let told = drawn(Drawing::Narrated);
    for part in [
        "there is no tier `plattinum`",
        "Diagnostic severity: error",
        "rates.charter",
        "snippet line 2:   for   gold, plattinum",
        "line 2, columns 15 to 23",
        "needed here",
        "a tier of that name is declared here",
        "write `platinum`",
        "unknown-name in rebate volume > for",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
}

#[test]
fn a_long_line_is_cut_around_its_place() {
    let text = format!(
        "{}plattinum{}\n",
        "gold, ".repeat(50_000),
        ", gold".repeat(50_000)
    );
    let sources = Sources::new(vec![Source {
        name: "a.charter".to_owned(),
        text,
    }]);
    let problem = Problem::error("unknown-name", "m").at(span(0, 300_000, 300_009));
    let shown = render(Format::Human, &sources, &[problem], &Options::default());
    assert!(shown.len() < 2_000, "{}", shown.len());
    assert!(shown.contains("a.charter:1:300001"), "{shown}");
    assert!(shown.contains("plattinum"), "{shown}");
}

#[test]
fn twenty_errors_are_shown_and_all_are_counted() {
    let problems: Vec<Problem> = (0..23)
        .map(|start| Problem::error("x", format!("fault {start}")).at(span(0, start, start + 1)))
        .chain([bad_row()])
        .collect();
    let shown = render(Format::Human, &sources(), &problems, &Options::default());
    assert!(
        shown.contains("fault 19\n") && !shown.contains("fault 20\n"),
        "{shown}"
    );
    assert!(
        shown.ends_with("23 errors, 1 warning; 3 of them not shown\n"),
        "{shown}"
    );
}

#[test]
fn lists_hold_a_thousand_and_say_how_many_there_are() {
    let problems: Vec<Problem> = (0..1_003).map(|_| bad_row()).collect();
    let of = |format| render(format, &sources(), &problems, &Options::default());
    let json: Value = serde_json::from_str(&of(Format::Json)).unwrap();
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(1_000));
    assert_eq!(json["count"], 1_003);
    assert_eq!(of(Format::Concise).lines().count(), 1_001);
    assert!(of(Format::Concise).ends_with("and 3 more\n"));
    assert_eq!(of(Format::Github).lines().count(), 1_001);
    let sarif: Value = serde_json::from_str(&of(Format::Sarif)).unwrap();
    assert_eq!(
        sarif["runs"][0]["results"].as_array().map(Vec::len),
        Some(1_000)
    );
}

#[test]
fn concise_is_one_line_each() {
    let nowhere = Problem::note("no-files", "nothing to read");
    let shown = render(
        Format::Concise,
        &sources(),
        &[unknown_name(), bad_row(), nowhere],
        &Options::default(),
    );
    assert_eq!(
        shown,
        "rates.charter:2:15: error[unknown-name]: there is no tier `plattinum`\n\
         facts/sale.csv:41200017:4: warning[late-sale]: the sale is dated after the program\n\
         note[no-files]: nothing to read\n"
    );
}

#[test]
fn json_has_the_promised_keys() {
    let shown = render(
        Format::Json,
        &sources(),
        &[unknown_name(), Problem::note("no-files", "nothing to read")],
        &Options::default(),
    );
    let json: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(json["schema_version"], 1);
    let first = &json["problems"][0];
    let keys: Vec<&str> = first
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut promised = vec![
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
    promised.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, promised);
    assert_eq!(first["name"], "unknown-name");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["path"], "rates.charter");
    let place = ["line", "column", "end_line", "end_column"].map(|key| first[key].as_u64());
    assert_eq!(place, [Some(2), Some(15), Some(2), Some(24)]);
    assert_eq!(first["related"][1]["path"], "tiers, main.charter");
    assert_eq!(first["related"][1]["column"], 6);
    assert_eq!(first["facts"]["word"], "plattinum");
    assert_eq!(first["facts"]["program_path"], "rebate volume > for");
    assert_eq!(first["facts"]["cost"], "12 partners, 40,000 USD");
    assert_eq!(first["fixes"][0]["safe"], true);
    assert_eq!(first["fixes"][0]["edits"][0]["text"], "platinum");
    assert_eq!(first["fixes"][0]["edits"][0]["end_column"], 24);
    let second = &json["problems"][1];
    assert_eq!(second["line"], Value::Null);
    assert_eq!(second["fixes"], Value::Array(Vec::new()));
}

#[test]
fn sarif_names_rules_relative_files_and_fixes() {
    let problems = [unknown_name(), bad_row()];
    let shown = render(Format::Sarif, &sources(), &problems, &Options::default());
    let log: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = &run["tool"]["driver"]["rules"];
    assert_eq!(rules[0]["id"], "late-sale");
    assert_eq!(rules[1]["id"], "unknown-name");
    let result = &run["results"][0];
    assert_eq!(result["ruleIndex"], 1);
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "rates.charter");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    assert_eq!(place["region"]["startColumn"], 15);
    let other = &result["relatedLocations"][1]["physicalLocation"]["artifactLocation"];
    assert_eq!(other["uri"], "tiers%2C%20main.charter");
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "platinum");
    assert!(result["partialFingerprints"]["charterProblem/v1"].is_string());
    assert_eq!(run["results"][1]["level"], "warning");
}

#[test]
fn a_runner_gets_errors_first_with_encoded_values() {
    let elsewhere = Problem::error("x", "100% wrong\n::stop").at(span(1, 5, 13));
    let shown = render(
        Format::Github,
        &sources(),
        &[bad_row(), elsewhere],
        &Options::default(),
    );
    assert_eq!(
        shown,
        "::error file=tiers%2C main.charter,line=1,endLine=1,col=6,endColumn=14,title=x::\
         100%25 wrong\\u{a}::stop\n\
         ::warning file=facts/sale.csv,line=41200017,endLine=41200017,col=4,endColumn=14,\
         title=late-sale::the sale is dated after the program\n"
    );
}

#[test]
fn gitlab_gets_an_entry_for_each() {
    let problems = [
        unknown_name(),
        bad_row(),
        bad_row(),
        Problem::note("no-files", "x"),
    ];
    let shown = render(Format::Gitlab, &sources(), &problems, &Options::default());
    let report: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        report[0]["description"],
        "there is no tier `plattinum` (cost: 12 partners, 40,000 USD) (help: write `platinum`)"
    );
    assert_eq!(report[0]["check_name"], "unknown-name");
    assert_eq!(report[0]["severity"], "critical");
    assert_eq!(report[0]["location"]["path"], "rates.charter");
    assert_eq!(report[0]["location"]["lines"]["begin"], 2);
    assert_eq!(report[1]["severity"], "minor");
    assert_ne!(report[1]["fingerprint"], report[2]["fingerprint"]);
    assert_eq!(report[3]["location"]["path"], ".");
}

#[test]
fn junit_fails_a_case_for_each_error() {
    let of =
        |problems: &[Problem]| render(Format::Junit, &sources(), problems, &Options::default());
    let error = Problem::error("x", "a < b & \"c\"")
        .at(span(0, 39, 48))
        .help("it's > d");
    assert_eq!(
        of(&[error, bad_row()]),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1">
  <testsuite name="charter" tests="2" failures="1">
    <testcase classname="x" name="rates.charter:2:15">
      <failure type="x" message="a &lt; b &amp; &quot;c&quot;">it&apos;s &gt; d</failure>
    </testcase>
    <testcase classname="late-sale" name="facts/sale.csv:41200017:4">
      <system-out>the sale is dated after the program</system-out>
    </testcase>
  </testsuite>
</testsuites>
"#
    );
    assert!(of(&[]).contains(r#"tests="1" failures="0""#));
}

#[test]
fn markdown_forms_nothing_but_its_table() {
    let problem = Problem::error("x", "see [a](b) <i> @team #12 | `c`").at(span(0, 39, 48));
    let shown = render(
        Format::Markdown,
        &sources(),
        &[problem],
        &Options::default(),
    );
    assert_eq!(
        shown,
        "**1 problem**\n\n| | place | problem |\n|---|---|---|\n\
         | error | rates\\.charter:2 | see \\[a\\]\\(b\\) \\<i\\> ＠team ＃12 \\| \\`c\\` (x) |\n"
    );
    let none = render(Format::Markdown, &sources(), &[], &Options::default());
    assert_eq!(none, "No problems.\n");
}

#[test]
fn each_format_has_a_word_of_its_own() {
    let mut words = Format::ALL.map(Format::word).to_vec();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Format::ALL.len());
}

/// A text in which every line tries something, quoted by a problem that repeats all of it.
fn hostile() -> (Sources, Vec<Problem>) {
    let text = "\u{1b}]0;title\u{7} \u{202e}evil\u{2066}\n::error::x\n  ::add-mask::y ##[error]z\n\
                a\u{200b}b\u{7f}\u{85}\u{2028}\u{e0041}\t\r\n";
    let name = "::set-env\u{1b}[31m##[group]%0A,:.charter";
    let sources = Sources::new(vec![
        Source {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        Source {
            name: "b##[x]".to_owned(),
            text: text.to_owned(),
        },
    ]);
    let length = u32::try_from(text.len()).unwrap();
    let everywhere = (0..length).filter(|byte| text.is_char_boundary(*byte as usize));
    let problems = everywhere
        .map(|start| {
            Problem::error("x", format!("{text}::error::{text}"))
                .within([text, "::b"])
                .at(span(0, start, length))
                .also(span(0, length, length), text)
                .also(span(1, start, start), text)
                .also(
                    Row {
                        file: text.to_owned(),
                        row: u64::MAX,
                        column: Some(text.to_owned()),
                        excerpt: text.to_owned(),
                        cell: Some((9, 2)),
                    },
                    text,
                )
                .fact(text, text)
                .witness(text)
                .cost(text)
                .help(text)
                .fix(Fix {
                    safe: false,
                    title: text.to_owned(),
                    edits: vec![(span(0, start, length), text.to_owned())],
                })
        })
        .collect();
    (sources, problems)
}

#[test]
fn hostile_text_is_inert_in_every_format() {
    let (sources, problems) = hostile();
    let drawings = [Drawing::Unicode, Drawing::Ascii, Drawing::Narrated];
    for format in Format::ALL {
        for drawing in drawings {
            let options = Options {
                drawing,
                width: 60,
                ..Options::default()
            };
            let shown = render(format, &sources, &problems, &options);
            for line in shown.lines() {
                assert!(!line.contains("##["), "{format:?}: {line}");
                let raw = line
                    .chars()
                    .find(|found| hidden(*found).is_some() || *found == '\t');
                assert_eq!(raw, None, "{format:?}: {line}");
                let command = line.trim_start().starts_with("::");
                assert_eq!(command, format == Format::Github, "{format:?}: {line}");
            }
        }
    }
}

#[test]
fn colour_comes_from_us_alone() {
    let (sources, problems) = hostile();
    let options = Options {
        color: Ink::Colored,
        ..Options::default()
    };
    let shown = render(Format::Human, &sources, &problems[..1], &options);
    assert!(shown.contains("\u{1b}["));
    for (index, _) in shown.match_indices('\u{1b}') {
        let sequence = &shown[index..];
        let end = sequence.find('m').unwrap();
        let codes = &sequence[2..end];
        assert!(sequence.starts_with("\u{1b}["));
        assert!(
            codes
                .chars()
                .all(|code| code.is_ascii_digit() || code == ';'),
            "{codes}"
        );
    }
    for line in shown.lines() {
        assert!(!line.contains("##["), "{line}");
    }
}
