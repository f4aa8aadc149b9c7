//! Help that keeps what the user wrote: the line of a clause that cannot be read, with one thing in it mended. It is tried before it is
//! shown. Must not know what a clause means.

use crate::base::money::Currency;
use crate::base::name::{Name, nearest};
use crate::compile::scope::Scope;
use crate::compile::{completed, own_names};
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::kind::changing::{FROM, UNTIL};
use crate::kind::spec::{Clause, Kind};
use crate::syntax::print::words;
use crate::syntax::token::{Op, Token, TokenKind};

/// Words and signs that join parts of a value.
const LINKS: [&str; 12] = [
    "in", "of", "over", "last", "each", "with", "to", "by", ">=", "<=", "=", "for",
];

/// Surplus tokens that are left out together, at most.
const MOST_LEFT_OUT: usize = 3;

/// A problem whose help is a sample, with this line for it, where writing a known word instead of what stands at the problem, leaving that
/// out, or putting in a part of the clause's own sample makes it one that `reads`; else the problem as it was. `scope` knows the program's
/// own names for those of the sample.
pub fn mended(
    problem: Problem,
    tokens: &[Token],
    (clause, scope): (&Clause, &Scope),
    reads: impl Fn(&[Token]) -> bool,
) -> Problem {
    let sample = format!("write: {}", clause.help);
    let is_sample = problem
        .help
        .as_deref()
        .is_some_and(|help| help.ends_with(&sample));
    let lacks_window = problem.name == "no-window";
    // `from` and `until` are offered where a clause has dates: another word may be meant.
    if !is_sample && !lacks_window && problem.name != "cannot-be-dated" {
        return problem;
    }
    let at = place_of(tokens, &problem);
    let help = match at {
        Some(at) if lacks_window => windowed(tokens.split_at(at.saturating_add(1)), &reads),
        Some(at) => at_place((tokens, at), clause, (scope.currency, is_sample), &reads),
        None => None,
    };
    let completed = || {
        let own = completed::tokens_of(&own_names::own(clause.help, scope));
        let at = at.map(|at| at.saturating_add(usize::from(lacks_window)));
        let line = completed::completed(tokens, at, (clause, &own), &reads)?;
        Some(format!("write: {}", words(&line)))
    };
    match help.or_else(completed) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// Help where something at a place is written wrong, lacks a word beside it, or is too much.
fn at_place(
    (tokens, at): (&[Token], usize),
    clause: &Clause,
    (currency, is_sample): (Currency, bool),
    reads: impl Fn(&[Token]) -> bool,
) -> Option<String> {
    let (here, after) = tokens.get(at..).and_then(<[Token]>::split_first)?;
    let (own, links) = known(clause, currency);
    let words_of = own.iter().filter_map(|kind| kind.word().map(Name::as_str));
    let near = here.kind.word().and_then(|word| nearest(word, words_of));
    if let Some(near) = near {
        let before = tokens.get(..at).unwrap_or(&[]);
        let line = [before, &[word(near, here)], after].concat();
        if reads(&line) {
            return Some(format!("did you mean `{near}`? write: {}", words(&line)));
        }
    }
    // `until` for `from` would say the opposite.
    let is_date = |kind: &TokenKind| {
        let word = kind.word().map(Name::as_str);
        [FROM.lead, UNTIL.lead]
            .into_iter()
            .any(|lead| word == Some(lead))
    };
    let own = own
        .into_iter()
        .filter(|kind| here.kind.word().is_some() && !is_date(kind));
    // What was meant by the text that is no part of the clause is better said than left out.
    let line = joined(tokens, at, (clause, own.collect(), links), &reads);
    match line {
        Some(line) => Some(format!("write: {}", words(&line))),
        None if is_sample => lighter(tokens, at, clause, &reads),
        None => None,
    }
}

/// Help that leaves out what stands at a place, or a little behind it.
fn lighter(
    tokens: &[Token],
    at: usize,
    clause: &Clause,
    reads: impl Fn(&[Token]) -> bool,
) -> Option<String> {
    let some = (1..=MOST_LEFT_OUT).map(|count| (at, count));
    let later = (1..=MOST_LEFT_OUT).map(|further| (at.saturating_add(further), 1));
    some.chain(later).find_map(|(first, count)| {
        let (surplus, line) = without(tokens, first, count)?;
        if !reads(&line) {
            return None;
        }
        let (surplus, line) = (words(surplus), words(&line));
        let offer = format!("leave `{surplus}` out: {line}");
        Some(match line == clause.help {
            true => offer,
            false => format!("{offer}; or write: {}", clause.help),
        })
    })
}

/// The line with one of the known words or signs in front of a token, instead of it or behind it.
fn joined(
    tokens: &[Token],
    at: usize,
    (clause, own, links): (&Clause, Vec<TokenKind>, Vec<TokenKind>),
    reads: impl Fn(&[Token]) -> bool,
) -> Option<Vec<Token>> {
    let span = tokens.get(at)?.span;
    // What stands first in a clause is no phrase: a word of one would be read as a name.
    let is_first = at <= clause.word.split(' ').count();
    let own = own.into_iter().filter(|_| !is_first);
    let known: Vec<TokenKind> = own.chain(links).collect();
    let behind = at.saturating_add(1);
    for (first, last) in [(at, behind), (at, at), (behind, behind)] {
        let (before, after) = (tokens.get(..first)?, tokens.get(last..)?);
        for kind in &known {
            let is_currency = kind
                .word()
                .is_some_and(|word| word.len() == 3 && is_upper(word));
            let may_stand = match kind.word() {
                Some(_) if is_currency => before.last().is_some_and(is_number),
                Some(word) => !is_first || &**word == "each",
                None => true,
            };
            let other = Token {
                kind: kind.clone(),
                span,
            };
            let line = [before, &[other], after].concat();
            if may_stand && reads(&line) {
                return Some(line);
            }
        }
    }
    None
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn is_number(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Number { .. })
}

/// The tokens that are left out, and those that are left.
fn without(tokens: &[Token], first: usize, count: usize) -> Option<(&[Token], Vec<Token>)> {
    let last = first.checked_add(count)?;
    let (before, surplus, after) = (
        tokens.get(..first)?,
        tokens.get(first..last)?,
        tokens.get(last..)?,
    );
    let line = [before, after].concat();
    (!line.is_empty()).then_some((surplus, line))
}

/// A problem of a line whose first words are none of a clause, with this line for its help where another clause's words make it one that
/// `reads`.
pub fn headed(
    problem: Problem,
    tokens: &[Token],
    (kind, scope): (&Kind, &Scope),
    reads: impl Fn(&[Token]) -> bool,
) -> Problem {
    let help = problem.help.clone().unwrap_or_default();
    let meant = |clause: &&Clause| help.ends_with(&format!("write: {}", clause.help));
    let clause = kind.clauses.iter().find(meant);
    let (Some(clause), Some(first)) = (clause, tokens.first()) else {
        return problem;
    };
    let head: Vec<Token> = clause.word.split(' ').map(|it| word(it, first)).collect();
    let mut lines =
        (1..=head.len().max(1)).map(|count| [&*head, tokens.get(count..).unwrap_or(&[])].concat());
    let completed = || {
        let pairs = tokens.iter().zip(&head);
        let alike = pairs.take_while(|(own, of)| own.kind == of.kind).count();
        let own = completed::tokens_of(&own_names::own(clause.help, scope));
        completed::completed(tokens, Some(alike), (clause, &own), &reads)
    };
    match lines.find(|line| reads(line)).or_else(completed) {
        Some(line) => {
            let offer = format!("did you mean `{}`? write: {}", clause.word, words(&line));
            problem.help(offer)
        }
        None => problem,
    }
}

/// Help for a figure that does not say over which time it is counted: what says it is written behind it.
fn windowed(
    (before, rest): (&[Token], &[Token]),
    reads: impl Fn(&[Token]) -> bool,
) -> Option<String> {
    let last = before.last()?;
    let windows: [&[&str]; 4] = [&["in"], &["over"], &["over", "last"], &["in", "quarter"]];
    let fewer = rest.get(1..).unwrap_or(&[]);
    let windows = windows
        .iter()
        .flat_map(|window| [(*window, rest), (*window, fewer)]);
    let mut lines = std::iter::once((&[][..], fewer)).chain(windows);
    lines.find_map(|(window, rest)| {
        let window: Vec<Token> = window.iter().map(|each| word(each, last)).collect();
        let line = [before, &window, rest].concat();
        reads(&line).then(|| format!("write: {}", words(&line)))
    })
}

fn word(word: &str, at: &Token) -> Token {
    Token {
        kind: TokenKind::Word(word.into()),
        span: at.span,
    }
}

/// The words of a clause's phrases, and what joins the parts of its value: words and signs of its sample, and the program's currency.
fn known(clause: &Clause, currency: Currency) -> (Vec<TokenKind>, Vec<TokenKind>) {
    let kinds = |words: &[&str]| {
        let mut known: Vec<TokenKind> = Vec::new();
        for each in words {
            let mut ops = Op::ALL.into_iter();
            let kind = match ops.find(|op| op.sign() == *each) {
                Some(op) => TokenKind::Op(op),
                None => TokenKind::Word((*each).into()),
            };
            if !known.contains(&kind) {
                known.push(kind);
            }
        }
        known
    };
    let leads = clause.phrases.iter().flat_map(|it| it.lead.split(' '));
    let own: Vec<&str> = leads.collect();
    let sample = clause.help.split(' ').filter(|it| LINKS.contains(it));
    let currency = currency.code();
    let links: Vec<&str> = std::iter::once(currency).chain(sample).collect();
    (kinds(&own), kinds(&links))
}

/// Which token a problem is at.
fn place_of(tokens: &[Token], problem: &Problem) -> Option<usize> {
    let Some(Place::Source(span)) = &problem.primary else {
        return None;
    };
    tokens
        .iter()
        .position(|token| token.span.start == span.start)
}
