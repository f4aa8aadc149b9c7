//! A line in which something is missing, with the part of the clause's sample put in that makes it one that can be read. Must not know what
//! a clause means.

use crate::base::span::FileId;
use crate::kind::spec::Clause;
use crate::parse::parse_file;
use crate::syntax::Item;
use crate::syntax::token::{Token, TokenKind};

/// The tokens of a line.
pub fn tokens_of(line: &str) -> Vec<Token> {
    let (tree, problems) = parse_file(FileId(0), line);
    match (tree.items.into_iter().next(), problems.is_empty()) {
        (Some(Item::Clause(clause)), true) => clause.tokens,
        (Some(Item::Block(_) | Item::Broken(_) | Item::Clause(_)) | None, _) => Vec::new(),
    }
}

/// The line with a part of a sample put in that makes it one that `reads`: the sample's longest tail at its end, its shortest part at a place,
/// or one of its phrases wherever that may stand.
pub fn completed(
    tokens: &[Token],
    at: Option<usize>,
    (clause, sample): (&Clause, &[Token]),
    reads: impl Fn(&[Token]) -> bool,
) -> Option<Vec<Token>> {
    let with = |place: usize, part: &[Token]| {
        let (before, after) = tokens.split_at_checked(place)?;
        let line = [before, part, after].concat();
        reads(&line).then_some(line)
    };
    let end = tokens.len();
    // What is read may still lack what a tail says besides; and some phrases may be said twice.
    let follows =
        |from: &usize| kind_at(sample, from.checked_sub(1)) == kind_at(tokens, end.checked_sub(1));
    let is_new = |from: &usize| {
        tokens
            .iter()
            .all(|own| Some(&own.kind) != kind_at(sample, Some(*from)))
    };
    let places = || 1..sample.len();
    let tails = places().filter(follows).chain(places().filter(is_new));
    let mut tails = tails.filter_map(|from| sample.get(from..));
    if let Some(line) = tails.find_map(|tail| with(end, tail)) {
        return Some(line);
    }
    let mut some = at
        .into_iter()
        .flat_map(|at| parts(sample).map(move |part| (at, part)));
    if let Some(line) = some.find_map(|(at, part)| with(at, part)) {
        return Some(line);
    }
    let phrases: Vec<&[Token]> = phrases(clause, sample).collect();
    let mut pairs = (1..=end).flat_map(|place| phrases.iter().map(move |phrase| (place, phrase)));
    pairs.find_map(|(place, phrase)| with(place, phrase))
}

fn kind_at(tokens: &[Token], at: Option<usize>) -> Option<&TokenKind> {
    tokens.get(at?).map(|token| &token.kind)
}

/// All that stands together in a line, the shortest first.
fn parts(line: &[Token]) -> impl Iterator<Item = &[Token]> {
    (1..=line.len()).flat_map(|length| line.windows(length))
}

/// The phrases of a line, each with what belongs to it.
fn phrases<'a>(clause: &Clause, line: &'a [Token]) -> impl Iterator<Item = &'a [Token]> {
    let leads = |token: &Token| {
        let first = |lead: &str| lead.split(' ').next().map(str::to_owned);
        let word = token.kind.word();
        let mut all = clause.phrases.iter().filter_map(|it| first(it.lead));
        word.is_some_and(|word| all.any(|lead| *lead == **word))
    };
    let starts: Vec<usize> = (0..line.len())
        .filter(|at| line.get(*at).is_some_and(leads))
        .collect();
    let ends = starts.clone().into_iter().skip(1).chain([line.len()]);
    let spans: Vec<(usize, usize)> = starts.into_iter().zip(ends).collect();
    spans
        .into_iter()
        .filter_map(|(start, end)| line.get(start..end))
}
