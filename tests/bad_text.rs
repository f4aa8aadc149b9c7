//! Texts that cannot be read as they stand: each with the problems it must give, by name, line and
//! column, and no other.
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

use charter::base::span::{Source, Sources};
use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::parse;

/// Name, line and column of a problem.
type Found = (&'static str, u32, u32);

fn sources(texts: &[&str]) -> Sources {
    let source = |(index, text): (usize, &&str)| Source {
        name: format!("{index}.charter"),
        text: (*text).to_owned(),
    };
    Sources::new(texts.iter().enumerate().map(source).collect())
}

fn place(sources: &Sources, place: Option<&Place>) -> (u32, u32) {
    match place {
        Some(Place::Source(span)) => sources.line_column(*span),
        Some(Place::Row(_)) | None => (0, 0),
    }
}

fn parse(text: &str) -> (Sources, Vec<Problem>) {
    let sources = sources(&[text]);
    let (_, problems) = parse::parse(&sources);
    (sources, problems)
}

fn problems(text: &str) -> Vec<Found> {
    let (sources, problems) = parse(text);
    problems
        .iter()
        .map(|problem| {
            assert!(parse::PROBLEMS.contains(&problem.name), "{}", problem.name);
            assert!(problem.help.is_some(), "{}", problem.name);
            let (line, column) = place(&sources, problem.primary.as_ref());
            (problem.name, line, column)
        })
        .collect()
}

fn check(cases: &[(&str, &[Found])]) {
    for (text, expected) in cases {
        assert_eq!(problems(text), *expected, "{text:?}");
    }
}

#[test]
fn the_sample_is_read_without_a_problem() {
    let sample = include_str!("language/good/sample.charter");
    assert_eq!(problems(sample), []);
}

#[test]
fn characters() {
    check(&[
        ("", &[("empty-program", 1, 1)]),
        ("\n# nothing but this\n", &[("empty-program", 1, 1)]),
        ("\u{feff}edition 2027\n", &[]),
        (
            "\u{feff}edition\u{feff} 2027\n",
            &[("invisible-character", 1, 9)],
        ),
        ("tell \"a\u{1b}b\"\n", &[("control-character", 1, 8)]),
        ("# \u{7}\n", &[("control-character", 1, 3)]),
        ("cap\u{85}5\n", &[("control-character", 1, 4)]),
        (
            "a 1\ntier b \"x\u{202e}y\" { rank 1 }\n",
            &[("bidirectional-control", 2, 10)],
        ),
        ("# \u{2066}x\n", &[("bidirectional-control", 1, 3)]),
        ("tell \"שלום عربى\"\n", &[]),
        ("cap 25\u{200b}0 USD\n", &[("invisible-character", 1, 7)]),
        ("tell \"a\\u{202e}b\"\n", &[("bidirectional-control", 1, 8)]),
        ("tell \"a\\u{0}b\"\n", &[("control-character", 1, 8)]),
        ("a 1\rb 2\rc {\r}\r", &[("lone-carriage-return", 1, 4)]),
        ("a 1\r\nb {\r\n  c 2\r\n}\r\n", &[]),
        ("tell \"a\\u{110000}\"\n", &[("bad-escape", 1, 8)]),
        ("tell \"a\\u{d800}\"\n", &[("bad-escape", 1, 8)]),
        ("tell \"a\\q\\n\"\n", &[("bad-escape", 1, 8)]),
        ("tell \"a\\u12\"\n", &[("bad-escape", 1, 8)]),
        ("tell \"\\\u{202e}\"\n", &[("bidirectional-control", 1, 8)]),
        ("tell \"\\u{2}\"\n", &[("control-character", 1, 7)]),
        ("tell \"\\\"\\\\\\n\\t\\u{e9}{cap}\"\n", &[]),
        ("a {\n  tell \"open\n  b 1\n}\n", &[("unclosed-text", 2, 8)]),
        (
            "a { tell \"open }\nb { c 1 }\n",
            &[("unclosed-text", 1, 10)],
        ),
        ("a { tell \"open # } }\nb 1\n", &[("unclosed-text", 1, 10)]),
        (
            "a \"open {\n  b 1\n}\nc \"other {\n  d 1\n}\n",
            &[("unclosed-text", 1, 3), ("unclosed-text", 4, 3)],
        ),
        ("tell \"open \\\"\nb 1\n", &[("unclosed-text", 1, 6)]),
    ]);
}

#[test]
fn words_and_numbers() {
    check(&[
        ("rate .5%\n", &[("leading-point", 1, 6)]),
        ("rate +5%\n", &[("leading-plus", 1, 6)]),
        ("rate 5.%\n", &[("trailing-point", 1, 6)]),
        ("rate 5 %\n", &[("unexpected-character", 1, 8)]),
        ("rate -5%\nrate - 5%\nrate -0.5%\n", &[]),
        ("cap 1_000 USD\n", &[("bad-grouping", 1, 5)]),
        ("cap 1,00 USD\n", &[("bad-grouping", 1, 5)]),
        ("cap 1,0000 USD\n", &[("bad-grouping", 1, 5)]),
        ("cap 1000,000 USD\n", &[("bad-grouping", 1, 5)]),
        ("cap 1.000,50 EUR\n", &[("bad-grouping", 1, 5)]),
        ("cap 1,000,000.50 EUR\ncap 1000000 EUR\n", &[]),
        ("closed 1, 2, 3\n", &[]),
        ("countries US,CA\n", &[("comma-without-space", 1, 11)]),
        (
            "a { countries US, CA,}\n",
            &[("comma-without-space", 1, 19)],
        ),
        ("for gold,, silver\n", &[("comma-without-space", 1, 5)]),
        ("for gold, , silver\n", &[("stray-comma", 1, 11)]),
        ("for , gold\n", &[]),
        (", gold\n", &[("stray-comma", 1, 1)]),
        ("a { for gold, }\n", &[("stray-comma", 1, 13)]),
        ("from 01/02/2027\n", &[("bad-date", 1, 6)]),
        ("from 2027-2-1\n", &[("bad-date", 1, 6)]),
        ("from 01.02.2027\n", &[("bad-date", 1, 6)]),
        ("from 2026-02-29\n", &[("no-such-date", 1, 6)]),
        ("from 2028-02-29\n", &[]),
        ("from 2027-13-01\n", &[("no-such-date", 1, 6)]),
        ("from 0000-01-01\n", &[("no-such-date", 1, 6)]),
        ("rate \u{2212}5%\n", &[("foreign-minus", 1, 6)]),
        ("rate \u{ff15}%\n", &[("foreign-digits", 1, 6)]),
        ("rate \u{0663}%\n", &[("foreign-digits", 1, 6)]),
        ("tell \u{201c}x\u{201d}\n", &[("foreign-quotes", 1, 6)]),
        ("cap $500\n", &[("currency-sign", 1, 5)]),
        ("cap 500USD\n", &[("digit-led-word", 1, 5)]),
        ("times 8x\n", &[("digit-led-word", 1, 7)]),
        ("cap 1e3\n", &[("digit-led-word", 1, 5)]),
        ("year 52/53\n", &[("digit-led-word", 1, 6)]),
        ("at 24:00\n", &[("digit-led-word", 1, 4)]),
        ("id 007\n", &[("leading-zero", 1, 4)]),
        ("rate 0.5%\nrate 0\nrate 00%\n", &[("leading-zero", 3, 6)]),
        (
            "cap 1234567890123456789012345678901 USD\n",
            &[("number-too-long", 1, 5)],
        ),
        ("cap 123456789012345678901234567890 USD\n", &[]),
        ("need bookings>=5\n", &[("sign-without-space", 1, 6)]),
        ("need bookings >=5\n", &[("sign-without-space", 1, 15)]),
        ("need a == 5\n", &[("unknown-sign", 1, 8)]),
        ("need a ≥ 5\n", &[("unknown-sign", 1, 8)]),
        (
            "need a >= 5 and b > 1 and c <= 2 and d < 3 and e = 4\n",
            &[],
        ),
        ("use _x\n", &[("bad-name", 1, 5)]),
        ("use sale.\n", &[("bad-name", 1, 5)]),
        ("use a..b\n", &[("bad-name", 1, 5)]),
        ("zone America/Chicago\nshare of partner-weeks\n", &[]),
        ("use a@b\n", &[("unexpected-character", 1, 5)]),
        ("use [a]\n", &[("unexpected-character", 1, 5)]),
        ("use a#b\n", &[("unexpected-character", 1, 5)]),
        ("need (a or (b)\n", &[("unclosed-parenthesis", 1, 6)]),
        ("need a) or b\n", &[("stray-parenthesis", 1, 7)]),
        ("need (a or (b and c))\n", &[]),
    ]);
}

#[test]
fn names() {
    check(&[
        // Cyrillic а in a Latin word.
        ("c\u{430}p 5\ncap 6\n", &[("mixed-script", 1, 1)]),
        ("c\u{430}p 5\n", &[("mixed-script", 1, 1)]),
        // A word all in Cyrillic that looks Latin.
        (
            "tier ace { rank 1 }\ntier \u{430}\u{441}\u{435} { rank 2 }\n",
            &[("confusable-names", 2, 6)],
        ),
        (
            "tier gold { rank 1 }\ntier go1d { rank 2 }\n",
            &[("confusable-names", 2, 6)],
        ),
        // Decomposed, and again composed.
        (
            "tier cafe\u{301} { rank 1 }\ntier caf\u{e9} { rank 2 }\n",
            &[("name-not-normalised", 1, 6)],
        ),
        (
            "tier золото { rank 1 }\ntier 金 { rank 2 }\ntier café { rank 3 }\n",
            &[],
        ),
        // Mathematical letters are letters of no script in use.
        ("\u{1d41c}\u{1d41a}\u{1d429} 5\n", &[("mixed-script", 1, 1)]),
    ]);
    let (sources, found) = parse("tier cafe\u{301} { rank 1 }\ntier caf\u{e9} { rank 2 }\n");
    assert_eq!(place(&sources, Some(&found[0].related[0].0)), (2, 6));
    let (sources, found) = parse("c\u{430}p 5\ncap 6\n");
    assert_eq!(place(&sources, Some(&found[0].related[0].0)), (2, 1));
}

#[test]
fn names_are_compared_over_files() {
    let sources = sources(&["tier gold { rank 1 }\n", "tier go1d { rank 2 }\n"]);
    let (_, problems) = parse::parse(&sources);
    let names: Vec<_> = problems.iter().map(|problem| problem.name).collect();
    assert_eq!(names, ["confusable-names"]);
}

#[test]
fn shapes() {
    check(&[
        ("a {\n  b 1\n", &[("unclosed-block", 2, 6)]),
        (
            "a {\n  b 1\nc {\n  d 2\ne { f 3 }\n",
            &[("unclosed-block", 2, 6), ("unclosed-block", 4, 6)],
        ),
        (
            "a {\n  b {\n    c 1\n  d 2\n}\ne 5\n",
            &[("unclosed-block", 3, 8)],
        ),
        ("a { b 1 }\n}\nc { d 2 }\n", &[("stray-brace", 2, 1)]),
        ("a {\n  b 1\n  }\n  c 2\n}\n", &[("stray-brace", 3, 3)]),
        ("a b\n  c 1\n}\nd { e 2 }\n", &[("unopened-block", 1, 4)]),
        (
            "a { b 1 }\nc \"C\" d 2; e 3 }\n",
            &[("unopened-block", 2, 6)],
        ),
        (
            "a {\n  b 1\n  c \"C\" d 2 }\n  e 3\n}\n",
            &[("unopened-block", 3, 8)],
        ),
        ("a { b 1 }\n  c 1\n  d 2\n}\n", &[("stray-brace", 4, 1)]),
        (
            "a\n  | b | c |\n  | 1 | 2 |\n  3 | 4 |\nd 1\n",
            &[("table-beside-clause", 4, 5)],
        ),
        (
            "a\n  | b | c |\n  | 1 |\n  | 2 |\n",
            &[("ragged-table", 2, 3)],
        ),
        ("{ 250,000 USD }\n", &[("block-without-kind", 1, 1)]),
        (
            "tier gold\n{\n  rank 1\n}\n",
            &[("block-without-kind", 2, 1)],
        ),
        (
            "part usage { a 1 }\n{ b 2 }\n",
            &[("block-without-kind", 2, 1)],
        ),
        ("a { b 1 } c 2\nd 3\n", &[("missing-separator", 1, 11)]),
        (
            "a { b 1 } c { d 2 }\ne 3\n",
            &[("missing-separator", 1, 11)],
        ),
        ("a { b 1 }; c { d 2 }\n", &[]),
        ("a { b 1; c 2; }\n", &[]),
        ("a { b 1;; c 2 }\n", &[("empty-clause", 1, 9)]),
        ("; a 1\n", &[("empty-clause", 1, 1)]),
        ("a {}\n", &[]),
        ("for gold,\n  silver\nrank 1\n", &[]),
        ("for gold, # one\n  # two\n  silver\n", &[]),
        ("rate\n  | a | b |\n  | 1 | 2 |\n", &[]),
        (
            "rate # why\n  # rows\n  | a | b |\n\n  | 1 | 2 | # two\n",
            &[],
        ),
        ("rate\n  | a |\n", &[("table-without-rows", 2, 3)]),
        ("rate\n  | a | b |\n  | 1 |\n", &[("ragged-table", 3, 3)]),
        (
            "rate\n  | a | b |\n  | 1 | 2\n  | 3 | 4 |\nc 1\n",
            &[("unclosed-row", 3, 10)],
        ),
        ("rate\n  | a | b\n", &[("unclosed-row", 2, 10)]),
        (
            "rate\n  | a | b; c |\n  | 1 | 2 |\n",
            &[("unexpected-text", 2, 10)],
        ),
        ("rate | a | b |\n", &[("table-beside-clause", 1, 6)]),
        (
            "| a | b |\n| 1 | 2 |\nc 1\n",
            &[("table-without-clause", 1, 1)],
        ),
        (
            "a { b 1 }\n| a | b |\n| 1 | 2 |\n",
            &[("table-without-clause", 2, 1)],
        ),
        (
            "rate;\n| a | b |\n| 1 | 2 |\n",
            &[("table-without-clause", 2, 1)],
        ),
        (
            "rate\n  | a | {b} |\n  | 1 | 2 |\nc 1\n",
            &[("unexpected-text", 2, 9)],
        ),
    ]);
}

#[test]
fn a_mistake_hides_neither_its_neighbours_nor_the_next_mistake() {
    let text = "tier a {\n  rank 8x\n  rise | now |\n  path p {\n    earn 1_000 USD; ;\n  }\n}\n\
                tier b {\n  rank 2\n}\nrate 5.%\ntier c\n{\n  cap $1\n}\n";
    check(&[(
        text,
        &[
            ("digit-led-word", 2, 8),
            ("table-beside-clause", 3, 8),
            ("bad-grouping", 5, 10),
            ("empty-clause", 5, 21),
            ("trailing-point", 11, 6),
            ("block-without-kind", 13, 1),
            ("currency-sign", 14, 7),
        ],
    )]);
}

#[test]
fn a_conflict_is_one_problem() {
    let text = "a 1\n<<<<<<< ours\nb 2\n=======\nb 3\n>>>>>>> theirs\nc 8x\n";
    check(&[
        (text, &[("merge-conflict", 2, 1), ("digit-led-word", 7, 3)]),
        ("a 1\n>>>>>>> theirs\n", &[("merge-conflict", 2, 1)]),
        (
            "a {\n<<<<<<< ours\n  b 2 }\n=======\n  b 3 }\n>>>>>>> x\n",
            &[("merge-conflict", 2, 1)],
        ),
    ]);
    let (sources, found) = parse(text);
    let related: Vec<_> = found[0]
        .related
        .iter()
        .map(|(at, _)| place(&sources, Some(at)))
        .collect();
    assert_eq!(related, [(4, 1), (6, 1)]);
}

#[test]
fn limits_name_the_first_thing_too_many() {
    let deep = |open: &str, count: usize| open.repeat(count);
    let nested = |count: usize| format!("{}x 1{}\n", "a { ".repeat(count), " }".repeat(count));
    let parentheses = |count: usize| format!("a {}x{}\n", deep("(", count), deep(")", count));
    let quoted = |count: usize| format!("tell \"{}\"\n", "x".repeat(count));
    let cases: Vec<(String, Vec<Found>)> = vec![
        (nested(64), vec![]),
        (nested(65), vec![("nesting-too-deep", 1, 64 * 4 + 3)]),
        (parentheses(64), vec![]),
        (parentheses(65), vec![("nesting-too-deep", 1, 2 + 65)]),
        (deep("[", 100_000), vec![("nesting-too-deep", 1, 65)]),
        (deep("a {\n", 5_000), vec![("nesting-too-deep", 65, 3)]),
        (
            format!("a {}5\n", deep("-", 100_000)),
            vec![("nesting-too-deep", 1, 2 + 65)],
        ),
        (
            format!("a {}5\n", deep("- ", 100_000)),
            vec![("nesting-too-deep", 1, 3 + 2 * 64)],
        ),
        (quoted(16 * 1024), vec![]),
        (quoted(16 * 1024 + 1), vec![("text-too-long", 1, 6)]),
        (
            format!("a 1\n#{}", deep("x", (1 << 20) - 4)),
            vec![("file-too-large", 2, (1 << 20) - 3)],
        ),
        (deep("a\n", 200_001), vec![("too-many-tokens", 200_001, 1)]),
        (deep("#\n", 400_001), vec![("too-many-tokens", 400_001, 1)]),
        (
            deep("a {}\n", 20_001),
            vec![("too-many-declarations", 20_001, 3)],
        ),
    ];
    for (text, expected) in cases {
        let shown = text.get(..40).unwrap_or(&text);
        assert_eq!(problems(&text), expected, "{shown:?}");
    }
}

#[test]
fn a_file_of_nothing_but_mistakes_gives_a_bounded_list() {
    for unit in [
        "8x ",
        "8x\n",
        "\u{1b} ",
        "a | b\n",
        "} ",
        "\"\n",
        "a { ) }\n",
        ",,\n",
    ] {
        let text = unit.repeat(6_000);
        let (_, found) = parse(&text);
        assert_eq!(found.len(), 1_001, "{unit:?}");
        assert!(
            found
                .iter()
                .any(|problem| problem.name == "too-many-problems"),
            "{unit:?}"
        );
    }
}

/// Two names have no case here: the size of all files together is tried where it is counted, and the limit on work stands behind a grammar that never needs it.
#[test]
fn every_problem_has_a_case() {
    let here = include_str!("bad_text.rs");
    let elsewhere = ["program-too-large", "work-limit"];
    for name in parse::PROBLEMS
        .iter()
        .filter(|name| !elsewhere.contains(name))
    {
        assert!(here.contains(&format!("\"{name}\"")), "{name}");
    }
}
