//! What only follows from another problem is not told, and what is wrong in one way is told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::span::{FileId, Span};
use crate::compile::outline::Outline;
use crate::compile::settings;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::syntax::Tree;

/// Problems that say that something is missing or does not fit, which may be what could not be read in the same block; of one that has
/// another sort, too, how its message begins.
const MISSED: &[(&str, &str)] = &[
    ("discount-not-at-the-order", ""),
    ("example-expects-nothing", ""),
    ("fall-without-step", "the tier ends"),
    ("gap-between-versions", ""),
    ("level-does-not-fit", ""),
    ("places-out-of-order", ""),
    ("result-without-target", ""),
    ("term-without-end", ""),
    ("unknown-language", ""),
    ("weights-do-not-sum", ""),
];

/// Problems of a name, or a currency, that would be declared once.
const NAMED_ONCE: &[&str] = &["currency-without-exchange", "unknown-name"];

/// The most places of one unknown name that are shown.
const SHOWN: usize = 5;

/// Drops what follows from what could not be read: the first `read` problems are of clauses, and `unread` are the places of the blocks
/// that are not whole.
pub fn dropped(problems: &mut Vec<Problem>, read: usize, unread: &[Span], outline: &Outline) {
    let fitting = problems.split_off(read.min(problems.len()));
    let is_unread = |problem: &Problem| {
        let mut missed = MISSED.iter();
        missed.any(|(name, says)| *name == problem.name && problem.message.starts_with(says))
            && place(problem).is_some_and(|at| unread.iter().any(|block| holds(*block, at)))
    };
    problems.extend(fitting.into_iter().filter(|problem| !is_unread(problem)));
    if !settings::has_money(outline) {
        // Which currency is counted in, and which are exchanged, would stand in the program.
        problems.retain(|problem| {
            problem.name != "currency-without-exchange" && problem.name != "other-currency"
        });
    }
}

/// Tells once what is wrong in one way: with a clause that several blocks have, or with a name that is used several times.
///
/// Nothing is told of lines whose quotes do not come in pairs: that was.
pub fn once(mut problems: Vec<Problem>, trees: &[Tree]) -> Vec<Problem> {
    problems.retain(|problem| {
        let at = place(problem);
        let mut unclosed = trees.iter().flat_map(|tree| &tree.unclosed);
        !at.is_some_and(|at| unclosed.any(|line| holds(*line, at)))
    });
    let mut told: BTreeSet<(&str, FileId, u32, u32, String)> = BTreeSet::new();
    let mut regions: BTreeSet<String> = BTreeSet::new();
    let is_new = |problem: &Problem| match (problem.name, place(problem)) {
        // Of a region the missing weekend is told once, wherever its business days are counted.
        ("region-without-weekend", _) => regions.insert(problem.message.clone()),
        (name, Some(at)) => {
            // That a thing is there twice is said of its name, and of its kind where there may be one.
            let message = match name {
                "declared-twice" => String::new(),
                _ => problem.message.clone(),
            };
            told.insert((name, at.file, at.start, at.end, message))
        }
        (_, None) => true,
    };
    named_once(problems.into_iter().filter(is_new).collect())
}

fn place(problem: &Problem) -> Option<Span> {
    match &problem.primary {
        Some(Place::Source(span)) => Some(*span),
        Some(Place::Row(_)) | None => None,
    }
}

fn holds(around: Span, inside: Span) -> bool {
    around.file == inside.file && around.start <= inside.start && inside.end <= around.end
}

/// A name that nothing has is told where it is used first, with the other places: what is missing is one declaration.
fn named_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut uses: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let is_name = |problem: &Problem| NAMED_ONCE.contains(&problem.name);
    for problem in problems.iter().filter(|it| is_name(it)) {
        let uses = uses.entry(named(problem)).or_default();
        uses.extend(place(problem));
    }
    uses.values_mut().for_each(|places| places.sort());
    let mut found = Vec::new();
    for problem in problems {
        let places = uses.get(&named(&problem)).map_or(&[][..], Vec::as_slice);
        match (is_name(&problem), places) {
            (true, [first, rest @ ..]) if !rest.is_empty() => {
                if place(&problem) == Some(*first) {
                    found.push(with_uses(problem, rest));
                }
            }
            (_, _) => found.push(problem),
        }
    }
    found
}

/// The name that is not known. What else a message says, such as which sorts of names are meant, may differ from place to place.
fn named(problem: &Problem) -> String {
    match (
        problem.message.strip_prefix("there is no "),
        problem.message.split('`').nth(1),
    ) {
        (Some(_), Some(name)) => name.to_owned(),
        (_, _) => problem.message.clone(),
    }
}

/// A problem of a name with the other places that use it.
fn with_uses(problem: Problem, places: &[Span]) -> Problem {
    let more = places.len().saturating_sub(SHOWN);
    let problem = problem.fact("places", places.len().saturating_add(1));
    let shown = places.iter().take(SHOWN).zip(1..);
    shown.fold(problem, |problem, (place, at)| {
        let part = match at == SHOWN && more > 0 {
            true => format!("here too, and in {more} more places"),
            false => "here too".to_owned(),
        };
        problem.also(*place, part)
    })
}
