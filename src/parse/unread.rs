//! What is not worth a further problem where a text could not be read: names that it may declare, and the rest of a line whose quotes
//! do not come in pairs.
//! It must not know what a word means.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::parse::limit::offset;
use crate::syntax::Item;

/// What is told of a line with a text that is not closed.
const UNCLOSED: &str = "unclosed-text";

/// The words of all items that have no shape.
pub(super) fn words(items: &[Item], text: &str) -> BTreeSet<Name> {
    let mut broken = Vec::new();
    let mut pending: Vec<&Item> = items.iter().collect();
    while let Some(item) = pending.pop() {
        match item {
            Item::Block(block) => pending.extend(&block.items),
            Item::Clause(_) => {}
            Item::Broken(span) => broken.push(*span),
        }
    }
    words_of(&broken, text)
}

/// The words that stand in some places.
pub(super) fn words_of(places: &[Span], text: &str) -> BTreeSet<Name> {
    let at = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
    let inside = places
        .iter()
        .filter_map(|it| text.get(at(it.start)..at(it.end)));
    let words = inside.flat_map(|it| it.split(|it: char| !it.is_alphanumeric() && it != '_'));
    let words = words.filter(|word| word.starts_with(char::is_alphabetic));
    words.map(Name::new).collect()
}

/// The lines with a text that is not closed.
pub(super) fn unclosed(problems: &[Problem], whole: Span, text: &str) -> Vec<Span> {
    let found = problems.iter().filter(|problem| problem.name == UNCLOSED);
    let starts = found
        .filter_map(place)
        .filter_map(|at| usize::try_from(at.start).ok());
    let line = |at: usize| {
        let before = text.get(..at).unwrap_or("");
        let begin = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let line = text.get(begin..).unwrap_or("");
        let end = begin.saturating_add(line.find('\n').unwrap_or(line.len()));
        Span::new(whole.file, offset(begin), offset(end))
    };
    starts.map(line).collect()
}

/// Of a line with a text that is not closed only this is told: which of its words are outside of quotes is not known.
pub(super) fn only_the_text(problems: &mut Vec<Problem>, unclosed: &[Span]) {
    problems.retain(|problem| {
        let holds = |line: &Span, at: Span| line.start <= at.start && at.start <= line.end;
        let at = place(problem).filter(|_| problem.name != UNCLOSED);
        !at.is_some_and(|at| unclosed.iter().any(|line| holds(line, at)))
    });
}

fn place(problem: &Problem) -> Option<Span> {
    match &problem.primary {
        Some(Place::Source(span)) => Some(*span),
        Some(Place::Row(_)) | None => None,
    }
}
