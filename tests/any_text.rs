//! Laws that hold for every text, however broken.
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
use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::parse;
use charter::syntax::print::print;
use charter::syntax::{Item, Tree};
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that texts are made of, right and wrong ones alike.
const PIECES: [&str; 55] = [
    "tier ",
    "gold",
    "go1d",
    "g\u{43e}ld",
    "caf\u{e9} cafe\u{301}",
    "sale.x",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\r\n",
    "\r",
    "\t",
    "{",
    "}",
    " {\n",
    "\n}\n",
    "; ",
    ";",
    "|",
    " | ",
    "\n| a | b |\n",
    "\n| 1 | 2 |\n",
    ",",
    ", ",
    ",\n",
    "\"",
    "\"x\"",
    "\\",
    "\\u{",
    "#",
    "# c\n",
    "1",
    "1,000",
    "1,00",
    ".5%",
    "%",
    "2027-02-01",
    "2027-02-30",
    "(",
    ")",
    "[",
    " >= ",
    ">",
    " - ",
    "-",
    "é",
    "е",
    "\u{202e}",
    "\u{200b}",
    "\u{1}",
    "\n<<<<<<< x\n",
    "\n=======\n",
    "\n>>>>>>> y\n",
];

fn a_text() -> impl Strategy<Value = String> {
    vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat())
}

fn spans(problem: &Problem) -> Vec<Span> {
    let related = problem.related.iter().map(|(place, _)| place);
    let places = problem.primary.iter().chain(related);
    let spans = places.filter_map(|place| match place {
        Place::Source(span) => Some(*span),
        Place::Row(_) => None,
    });
    let edits = problem.fixes.iter().flat_map(|fix| &fix.edits);
    spans.chain(edits.map(|(span, _)| *span)).collect()
}

fn fits(span: Span, text: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && text.get(start..end).is_some()
}

fn item_spans(items: &[Item]) -> Vec<Span> {
    let of = |item: &Item| match item {
        Item::Block(block) => {
            let mut spans = item_spans(&block.items);
            spans.extend(block.head.iter().map(|token| token.span));
            spans.push(block.span);
            spans
        }
        Item::Clause(clause) => {
            let mut spans: Vec<Span> = clause.tokens.iter().map(|token| token.span).collect();
            spans.push(item.span());
            spans
        }
        Item::Broken(span) => vec![*span],
    };
    items.iter().flat_map(of).collect()
}

fn has_broken(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Block(block) => has_broken(&block.items),
        Item::Clause(_) => false,
        Item::Broken(_) => true,
    })
}

fn read(text: &str) -> (Tree, Vec<Problem>) {
    parse::parse_file(FileId(0), text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_place_is_in_the_text(text in a_text()) {
        let (tree, problems) = read(&text);
        for span in problems.iter().flat_map(spans).chain(item_spans(&tree.items)) {
            prop_assert!(fits(span, &text), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn nothing_is_lost_without_a_problem(text in a_text()) {
        let (tree, problems) = read(&text);
        if has_broken(&tree.items) {
            prop_assert!(problems.iter().any(Problem::is_error), "{text:?}");
        }
        if problems.is_empty() {
            let printed = print(&tree);
            let (back, again) = read(&printed);
            prop_assert_eq!(again, [], "{:?} printed {:?}", text, printed);
            prop_assert_eq!(print(&back), printed);
        }
    }

    /// A mistake in one file neither hides nor changes what is said of another, and the order of
    /// the files does not show.
    #[test]
    fn files_do_not_hide_each_other(one in a_text(), two in a_text()) {
        let source = |name: &str, text: &str| Source {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let found = |sources: Vec<Source>| {
            let sources = Sources::new(sources);
            let (_, problems) = parse::parse(&sources);
            let named = |problem: &Problem| {
                let span = spans(problem)[0];
                let file = sources.get(span.file).map_or("", |source| &source.name);
                (file.to_owned(), span.start, problem.name, problem.message.clone())
            };
            problems.iter().map(named).collect::<Vec<_>>()
        };
        let together = found(vec![source("a", &one), source("b", &two)]);
        let turned = found(vec![source("b", &two), source("a", &one)]);
        prop_assert_eq!(&together, &turned);
        let across = [
            "confusable-names",
            "mixed-script",
            "name-not-normalised",
            "empty-program",
        ];
        for (name, text) in [("a", &one), ("b", &two)] {
            for alone in found(vec![source(name, text)]) {
                let shared = across.contains(&alone.2);
                prop_assert!(shared || together.contains(&alone), "{alone:?} in {together:?}");
            }
        }
    }
}
