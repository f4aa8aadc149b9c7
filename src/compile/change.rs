//! A change that holds for a time, carried out: the clauses that it replaces end before it and go on after it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::amend::{Clauses, changes_nothing, keyword};
use crate::compile::cursor::Cursor;
use crate::compile::outline::Outline;
use crate::diagnostic::Problem;
use crate::kind::changing::{FROM, UNTIL};
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Clause, Item};

/// `change from DATE until DATE NAME { ... }`: each clause of it holds on those days, and the one that it replaces on
/// the others.
///
/// `made` are the places of the clauses of changes: two changes of one clause that hold on one day would make
/// the order of blocks matter.
pub fn carried_out<'t>(
    change: &'t Block,
    outline: &mut Outline<'t>,
    made: &mut BTreeSet<Span>,
    problems: &mut Vec<Problem>,
) {
    let (force, name, place) = match heading(change) {
        Ok(found) => found,
        Err(problem) => {
            problems.push(problem);
            return;
        }
    };
    let is_lost = outline.may_declare(&name);
    let blocks = &mut outline.blocks;
    let names: Vec<Name> = blocks
        .iter()
        .filter(|it| it.kind.lower.is_some())
        .filter_map(|it| it.name.clone())
        .collect();
    let Some(block) = blocks.iter_mut().find(|it| it.name.as_ref() == Some(&name)) else {
        if is_lost {
            return;
        }
        let problem =
            Problem::error("unknown-name", format!("there is no incentive `{name}`")).at(place);
        problems.push(match nearest(&name, names.iter().map(|it| &**it)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name what pays: change from 2027-08-01 volume { rate 4% }"),
        });
        return;
    };
    for item in &change.items {
        let Item::Clause(written) = item else {
            continue;
        };
        let word = keyword(block.kind, written);
        let is_meant = |clause: &Cow<Clause>| keyword(block.kind, clause) == word;
        if !block.clauses.iter().any(is_meant) {
            problems.extend(changes_nothing(block.kind, &block.clauses, written, block));
            continue;
        }
        let mut clauses: Clauses = Vec::new();
        for clause in &block.clauses {
            if !is_meant(clause) || made.contains(&clause.span) && !meets(clause, force) {
                clauses.push(clause.clone());
                continue;
            }
            if made.contains(&clause.span) {
                problems.push(two_changes(written, clause));
            }
            clauses.extend(outside(clause, force).into_iter().map(Cow::Owned));
        }
        made.insert(written.span);
        clauses.push(Cow::Owned(with_dates(written, force)));
        block.clauses = clauses;
    }
}

fn two_changes(written: &Clause, other: &Clause) -> Problem {
    Problem::error(
        "overlapping-versions",
        "two changes of one clause hold on the same days",
    )
    .at(written.span)
    .also(other.span, "the other")
    .help("end the earlier one before the later begins")
}

/// Whether a clause holds on one of these days.
fn meets(clause: &Clause, days: Dates) -> bool {
    let (_, own) = without_dates(clause);
    let before = |end: Option<(Date, Span)>, start: Option<(Date, Span)>| match (end, start) {
        (Some((end, _)), Some((start, _))) => end < start,
        (Some(_) | None, Some(_) | None) => false,
    };
    !before(own.until, days.from) && !before(days.until, own.from)
}

/// First and last day, each with where it is written.
#[derive(Clone, Copy, Default)]
struct Dates {
    from: Option<(Date, Span)>,
    until: Option<(Date, Span)>,
}

fn heading(change: &Block) -> Result<(Dates, Name, Span), Problem> {
    let help = "change from 2027-08-01 until 2027-12-31 volume { rate 4% }";
    let mut cursor = Cursor::new(&change.head, change.span, help);
    cursor.skip();
    let mut dates = Dates::default();
    cursor.expect(FROM.lead)?;
    let place = cursor.span();
    dates.from = Some((cursor.date("the first day of the change")?, place));
    if cursor.eat(UNTIL.lead) {
        let place = cursor.span();
        dates.until = Some((cursor.date("the last day of the change")?, place));
    }
    let (name, place) = cursor.word("the name of what changes")?;
    if !cursor.is_done() {
        return Err(cursor.expected("`{` after the name"));
    }
    Ok((dates, name.clone(), place))
}

/// What is left of a clause outside of these days: the days before, and the days after.
fn outside(clause: &Clause, taken: Dates) -> Vec<Clause> {
    let (bare, own) = without_dates(clause);
    let mut left = Vec::new();
    if let Some((from, place)) = taken.from {
        let last = from.plus_days(-1);
        let until = own.until.filter(|(until, _)| *until < last);
        let before = Dates {
            from: own.from,
            until: until.or(Some((last, place))),
        };
        if own.from.is_none_or(|(own, _)| own <= last) {
            left.push(with_dates(&bare, before));
        }
    }
    if let Some((until, place)) = taken.until {
        let first = until.plus_days(1);
        let from = own.from.filter(|(from, _)| *from > first);
        let after = Dates {
            from: from.or(Some((first, place))),
            until: own.until,
        };
        if own.until.is_none_or(|(own, _)| own >= first) {
            left.push(with_dates(&bare, after));
        }
    }
    left
}

/// A clause and the days that it says it holds on.
fn without_dates(clause: &Clause) -> (Clause, Dates) {
    let mut dates = Dates::default();
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = clause.tokens.iter().peekable();
    while let Some(token) = rest.next() {
        let word = token.kind.word().map(|word| &**word);
        let side = match word {
            Some("from") => Some(&mut dates.from),
            Some("until") => Some(&mut dates.until),
            Some(_) | None => None,
        };
        let next = rest.peek().map(|next| (&next.kind, next.span));
        if let (Some(side), Some((TokenKind::Date(day), place))) = (side, next) {
            *side = Some((*day, place));
            rest.next();
        } else {
            tokens.push(token.clone());
        }
    }
    let bare = Clause {
        tokens,
        ..clause.clone()
    };
    (bare, dates)
}

fn with_dates(clause: &Clause, dates: Dates) -> Clause {
    let mut clause = clause.clone();
    for (lead, side) in [(FROM.lead, dates.from), (UNTIL.lead, dates.until)] {
        if let Some((day, span)) = side {
            clause.tokens.push(Token {
                kind: TokenKind::Word(Name::new(lead)),
                span,
            });
            clause.tokens.push(Token {
                kind: TokenKind::Date(day),
                span,
            });
        }
    }
    clause
}
