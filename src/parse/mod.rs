//! Program texts to trees, with every independent problem of every file in one go.
//! The only user of pest. It must not know a word of the language, nor what a program means.

mod blot;
mod bracket;
mod conflict;
mod engine;
mod headless;
mod limit;
mod literal;
mod lower;
mod mend;
mod name;
mod quoted;
mod scan;
mod unread;

use std::collections::BTreeSet;
use std::thread;

use crate::base::span::{FileId, Sources, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::order::arrange;
use crate::parse::engine::Rule;
use crate::parse::limit::Budget;
use crate::syntax::{Item, Tree};

/// The name of every problem that reading a text can find.
pub const PROBLEMS: [&str; 52] = [
    "bad-date",
    "bad-escape",
    "bad-grouping",
    "bad-name",
    "bidirectional-control",
    "block-without-kind",
    "comma-without-space",
    "confusable-names",
    "control-character",
    "currency-sign",
    "digit-led-word",
    "empty-clause",
    "empty-program",
    "file-too-large",
    "foreign-digits",
    "foreign-minus",
    "foreign-quotes",
    "invisible-character",
    "leading-plus",
    "leading-point",
    "leading-zero",
    "lone-carriage-return",
    "merge-conflict",
    "missing-separator",
    "mixed-script",
    "name-not-normalised",
    "nesting-too-deep",
    "no-such-date",
    "number-too-long",
    "program-too-large",
    "ragged-table",
    "sign-without-space",
    "stray-brace",
    "stray-comma",
    "stray-parenthesis",
    "table-beside-clause",
    "table-without-clause",
    "table-without-rows",
    "text-too-long",
    "too-many-declarations",
    "too-many-problems",
    "too-many-tokens",
    "trailing-point",
    "unclosed-block",
    "unclosed-parenthesis",
    "unclosed-row",
    "unclosed-text",
    "unexpected-character",
    "unexpected-text",
    "unknown-sign",
    "unopened-block",
    "work-limit",
];

/// Stack of the thread that reads: the same on every machine, so that every machine gives the
/// same verdict.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// The trees of all texts, one each in the same order, and what is wrong with them in the order
/// to be shown. What could not be read stands in a tree as [`Item::Broken`].
pub fn parse(sources: &Sources) -> (Vec<Tree>, Vec<Problem>) {
    let mut budget = Budget::default();
    let (trees, mut problems) = on_fixed_stack(|| {
        let mut trees = Vec::new();
        let mut problems = Vec::new();
        for (file, source) in sources.iter() {
            let (tree, found) = read(file, &source.text, &mut budget);
            trees.push(tree);
            problems.extend(found);
        }
        (trees, problems)
    });
    let mut by_name: Vec<&Tree> = trees.iter().collect();
    by_name.sort_by_key(|tree| sources.get(tree.file).map(|source| &source.name));
    problems.extend(name::check(&by_name));
    if problems.is_empty() {
        problems.extend(limit::without_content(&by_name));
    }
    (trees, arrange(sources, problems))
}

/// The tree of one text and what is wrong with it. The limits on all files together are not
/// looked at, nor are names compared with those of other files.
pub fn parse_file(file: FileId, text: &str) -> (Tree, Vec<Problem>) {
    let mut budget = Budget::default();
    let (tree, mut problems) = on_fixed_stack(|| read(file, text, &mut budget));
    problems.extend(name::check(&[&tree]));
    (tree, problems)
}

/// Runs on a thread of its own; on this one when the system has none to give, which nesting of
/// at most 64 can stand.
fn on_fixed_stack<T: Send>(mut work: impl FnMut() -> T + Send) -> T {
    let joined = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK_BYTES);
        let spawned = builder.spawn_scoped(scope, &mut work);
        spawned.ok().and_then(|thread| thread.join().ok())
    });
    joined.unwrap_or_else(work)
}

/// Reads one text: the scan refuses what is not fit to be read at all, then the grammar reads the
/// whole; where that fails, the parts that are wrong are reported one by one, blotted out, and the
/// rest is read again.
fn read(file: FileId, text: &str, budget: &mut Budget) -> (Tree, Vec<Problem>) {
    let whole = Span::new(file, 0, limit::offset(text.len()));
    let refused = |problems| {
        let tree = Tree {
            file,
            items: vec![Item::Broken(whole)],
            tail: Vec::new(),
            unread: BTreeSet::new(),
            unclosed: Vec::new(),
        };
        (tree, limit::at_most(problems, whole))
    };
    if let Err(problem) = budget.take_file(file, text) {
        return refused(problem.into_iter().collect());
    }
    let (settled, mut problems) = conflict::blot_out(file, text);
    let scan = scan::scan(file, &settled, budget);
    problems.extend(scan.problems);
    if scan.refused {
        return refused(problems);
    }
    let pairing = bracket::pair(&scan.marks);
    let mut readable = scan.text;
    let mut pairs = if pairing.is_sound() {
        engine::read(Rule::program, &readable)
    } else {
        Err(engine::Stop {
            at: 0,
            exhausted: false,
        })
    };
    if pairs.is_err() {
        let mended = mend::mend(file, &readable, &scan.marks, &pairing);
        problems.extend(mended.problems);
        readable = mended.text;
        pairs = engine::read(Rule::program, &readable);
    }
    drop((scan.marks, pairing));
    let pairs = match pairs {
        Ok(pairs) => pairs,
        Err(stop) => {
            problems.extend(limit::unreadable(
                whole,
                stop.exhausted,
                problems.is_empty(),
            ));
            return refused(problems);
        }
    };
    let (mut tree, found) = lower::tree(file, &readable, pairs);
    problems.extend(found);
    tree.unread = unread::words(&tree.items, text);
    tree.unclosed = unread::unclosed(&problems, whole, text);
    tree.unread.extend(unread::words_of(&tree.unclosed, text));
    unread::only_the_text(&mut problems, &tree.unclosed);
    (tree, limit::at_most(problems, whole))
}
