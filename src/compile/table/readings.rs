//! Bands that can be read in two ways, shown with both results in money.

use crate::base::money::{Money, Rounding};
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::compile::scope::Scope;
use crate::diagnostic::{Fix, Problem};
use crate::kind::spec::Given;
use crate::payout::table::{Across, Cell, Start};
use crate::syntax;

/// Neither `marginal` nor `whole`: both readings, in money, for the last column.
pub fn no_mode(
    given: &Given,
    table: &syntax::Table,
    starts: &[Start],
    columns: &[Vec<Cell>],
    across: Option<Across>,
    scope: &Scope,
) -> Problem {
    let problem = Problem::error(
        "rate-without-mode",
        "the rate does not say whether a band pays on its own part or on everything",
    )
    .at(given.span)
    .also(table.span, "these bands")
    .help("write `rate marginal` (each rate on the part inside its band) or `rate whole` (the reached rate on everything)");
    let problem = ["marginal", "whole"]
        .into_iter()
        .fold(problem, |problem, mode| {
            let after = given.span.start.saturating_add(4);
            problem.fix(Fix {
                safe: false,
                title: format!("write `rate {mode}`"),
                edits: vec![(Span::new(given.span.file, after, after), format!(" {mode}"))],
            })
        });
    let Some((key, marginal, whole)) = both(starts, columns) else {
        return problem;
    };
    let money = |amount: Ratio| {
        Money {
            minor: Rounding::HalfEven.round(amount),
            currency: scope.currency,
        }
        .terse()
    };
    let who = who(table, across);
    problem.cost(format!(
        "{who} at {} would get {} or {}",
        money(key),
        money(marginal),
        money(whole)
    ))
}

/// "a platinum partner", by the last heading.
fn who(table: &syntax::Table, across: Option<Across>) -> String {
    let heading = table.head.cells.last().and_then(|cell| cell.tokens.first());
    match (across, heading.and_then(|token| token.kind.word())) {
        (Some(_), Some(word)) if word != "partner" => format!("a {word} partner"),
        (Some(_) | None, _) => "a partner".to_owned(),
    }
}

/// A basis in the middle of the second band, and what the last paying column gives for it, both ways.
fn both(starts: &[Start], columns: &[Vec<Cell>]) -> Option<(Ratio, Ratio, Ratio)> {
    let column = columns
        .iter()
        .rev()
        .find(|cells| cells.iter().any(|c| matches!(c, Cell::Rate(_))))?;
    let second = starts.get(1)?.at?;
    let key = match starts.get(2).and_then(|start| start.at) {
        Some(third) => second.plus(third).ok()?.over(Ratio::whole(2)).ok()?,
        None => second.times(Ratio::whole(2)).ok()?,
    };
    let mut marginal = Ratio::ZERO;
    let mut whole = Ratio::ZERO;
    for (at, (start, cell)) in starts.iter().zip(column).enumerate() {
        let from = start.at.unwrap_or(Ratio::ZERO);
        let Cell::Rate(rate) = cell else { continue };
        if key < from {
            break;
        }
        let next = starts.get(at.saturating_add(1)).and_then(|start| start.at);
        let upper = next.map_or(key, |next| next.min(key));
        marginal = marginal
            .plus(upper.less(from).ok()?.times(*rate).ok()?)
            .ok()?;
        whole = key.times(*rate).ok()?;
    }
    Some((key, marginal, whole))
}

/// Columns by the tier of each sale, without `continue` or `restart`: both sums for a partner who rises
/// after the first band is filled.
pub fn no_change(given: &Given, starts: &[Start], columns: &[Vec<Cell>], scope: &Scope) -> Problem {
    let problem = Problem::error(
        "change-inside-period",
        "the rate does not say what a new tier inside the period does to the bands",
    )
    .at(given.span)
    .help("add `continue` (the position in the bands carries over) or `restart` (the bands begin again, thresholds by days)");
    let Some(cost) = promoted(starts, columns) else {
        return problem;
    };
    let money = |amount: Ratio| {
        Money {
            minor: Rounding::HalfEven.round(amount),
            currency: scope.currency,
        }
        .terse()
    };
    problem.cost(format!(
        "a partner who sells {} in each half of a quarter and rises a tier in the middle would get {} or {}",
        money(cost.0),
        money(cost.1),
        money(cost.2)
    ))
}

/// Sales in each half of a quarter, the lower column first, then the higher one: the start of the second
/// band, or half or twice as much where both readings of that happen to be the same.
fn promoted(starts: &[Start], columns: &[Vec<Cell>]) -> Option<(Ratio, Ratio, Ratio)> {
    let start = starts.get(1)?.at?;
    let two = Ratio::whole(2);
    let halves = [start, start.over(two).ok()?, start.times(two).ok()?];
    let mut sums = halves
        .into_iter()
        .filter_map(|half| promoted_at(half, starts, columns));
    sums.find(|(_, carried, restarted)| carried != restarted)
}

/// Both sums for a partner who sells so much in each half.
fn promoted_at(
    half: Ratio,
    starts: &[Start],
    columns: &[Vec<Cell>],
) -> Option<(Ratio, Ratio, Ratio)> {
    let mut paying = columns
        .iter()
        .filter(|cells| cells.iter().any(|c| matches!(c, Cell::Rate(_))));
    let (low, high) = (paying.next()?, paying.next()?);
    let both = half.plus(half).ok()?;
    let before = slice(starts, low, Ratio::ZERO, half, Ratio::ONE)?;
    let carried = slice(starts, high, half, both, Ratio::ONE)?;
    let two = Ratio::whole(2);
    let first = slice(starts, low, Ratio::ZERO, half, two)?;
    let second = slice(starts, high, Ratio::ZERO, half, two)?;
    Some((half, before.plus(carried).ok()?, first.plus(second).ok()?))
}

/// What the part from `lower` to `upper` gives when thresholds are divided by `by`.
fn slice(starts: &[Start], cells: &[Cell], lower: Ratio, upper: Ratio, by: Ratio) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    for (at, (start, cell)) in starts.iter().zip(cells).enumerate() {
        let Cell::Rate(rate) = cell else { continue };
        let from = start.at.unwrap_or(Ratio::ZERO).over(by).ok()?.max(lower);
        let next = starts.get(at.saturating_add(1)).and_then(|start| start.at);
        let to = match next {
            Some(next) => next.over(by).ok()?.min(upper),
            None => upper,
        };
        if to > from {
            sum = sum.plus(to.less(from).ok()?.times(*rate).ok()?).ok()?;
        }
    }
    Some(sum)
}
