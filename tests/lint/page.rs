//! The fenced programs of a page, compiled and linted, with the findings they mark.

use std::collections::BTreeSet;

use charter::base::span::{FileId, Source, Sources};
use charter::compile::compile;
use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::lint;
use charter::lint::level::Levels;
use charter::lint::spec::{Level, Lint};
use charter::parse::parse;
use charter::syntax::{Item, Tree};

/// What a program on a page may use without declaring it.
const PREAMBLE: &str = include_str!("../language/preamble.charter");

/// A finding on a line, from 1.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub line: u32,
    pub severity: String,
    pub name: String,
}

/// A fenced program.
pub struct Program {
    pub text: String,
    pub marks: Vec<Mark>,
    pub found: Vec<Mark>,
}

/// The levels with a lint turned on.
pub fn levels(lint: &'static Lint) -> Levels {
    let mut levels = Levels::default();
    if lint.level == Level::Allow {
        levels.set(lint, Level::Warn);
    }
    levels
}

/// Every fenced program of a lint's page, linted with that lint turned on.
pub fn programs(lint: &'static Lint) -> Vec<Program> {
    let levels = levels(lint);
    let parts = lint.page.split("```charter\n").skip(1);
    parts
        .map(|part| {
            let text = part.split("```").next().expect("a fence is closed");
            Program {
                text: text.to_owned(),
                marks: marks(text),
                found: found(text, &levels),
            }
        })
        .collect()
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for severity in ["error", "warning"] {
            let Some((_, names)) = text.split_once(&format!("# {severity}: [")) else {
                continue;
            };
            // A line may have marks of several severities, one after the other.
            let names = names.split(" # ").next().unwrap_or_default();
            let names = names.strip_suffix(']').expect("a mark ends its line");
            marks.extend(names.split(", ").map(|name| Mark {
                line,
                severity: severity.to_owned(),
                name: name.to_owned(),
            }));
        }
    }
    marks
}

/// A text with the preamble, and what is said of it.
pub fn said(text: &str, levels: &Levels) -> (Option<charter::model::Program>, Vec<Problem>) {
    let (_, program, problems) = read(text, levels);
    (program, problems)
}

fn read(text: &str, levels: &Levels) -> (Sources, Option<charter::model::Program>, Vec<Problem>) {
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let sources = Sources::new(vec![source("page", text), source("preamble", PREAMBLE)]);
    let (mut trees, mut problems) = parse(&sources);
    replace(&mut trees);
    let (program, found) = compile(&trees);
    problems.extend(found);
    if let Some(program) = &program {
        problems.extend(lint::check(program, levels));
    }
    (sources, program, problems)
}

fn found(text: &str, levels: &Levels) -> Vec<Mark> {
    let (sources, _, problems) = read(text, levels);
    let places = problems.iter().filter_map(|problem| {
        let line = match &problem.primary {
            Some(Place::Source(span)) if span.file == FileId(0) => sources.line_column(*span).0,
            Some(Place::Source(_)) => return None,
            Some(Place::Row(_)) | None => 0,
        };
        Some(Mark {
            line,
            severity: problem.severity.word().to_owned(),
            name: problem.name.to_owned(),
        })
    });
    places.collect()
}

/// A name that the page declares replaces that of the preamble; a whole program replaces it all.
fn replace(trees: &mut [Tree]) {
    let [page, preamble] = trees else {
        panic!("two texts give two trees")
    };
    let own: BTreeSet<_> = page.items.iter().filter_map(|item| word(item, 1)).collect();
    let whole = page
        .items
        .iter()
        .any(|item| word(item, 0) == Some("program"));
    preamble
        .items
        .retain(|item| !whole && word(item, 1).is_none_or(|name| !own.contains(name)));
}

fn word(item: &Item, at: usize) -> Option<&str> {
    match item {
        Item::Block(block) => block.head.get(at)?.kind.word().map(|word| &**word),
        Item::Clause(_) | Item::Broken(_) => None,
    }
}
