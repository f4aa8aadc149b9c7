//! Reading the table under a clause: bands, an amount for each member of a set, records, facts.

pub mod bands;
pub mod facts;
pub mod members;
mod readings;
pub mod records;

use crate::base::name::Name;
use crate::base::span::Span;
use crate::compile::cursor::Read;
use crate::compile::scope::Scope;
use crate::compile::value::{moment, test::day_for};
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Given, Grid, Table, Value};
use crate::payout::table::{Across, AsOf};
use crate::syntax;

/// Reads the table that the clause's descriptor asks for.
pub fn read(
    clause: &'static Clause,
    given: &Given,
    written: &syntax::Clause,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Read<Option<Grid>> {
    if let Some(problem) = written.table.as_ref().and_then(headed_again) {
        return Err(problem);
    }
    let across = across(given, written.span)?;
    match (clause.table, &written.table) {
        (Table::No, None) => Ok(None),
        (Table::No, Some(table)) => Err(Problem::error(
            "unexpected-table",
            format!("the clause `{}` has no table", clause.word),
        )
        .at(table.span)
        .help(format!("write: {}", clause.help))),
        (Table::Bands, None) => bands::missing(given, written.span),
        (Table::Bands, Some(table)) => bands::read(given, across, table, scope).map(Some),
        (Table::Across, None) => match across {
            None => Ok(None),
            Some(_) => Err(no_table(clause, written.span)),
        },
        (Table::Across, Some(table)) => {
            members::read(clause, given, across, table, scope).map(Some)
        }
        (Table::Columns(columns), Some(table)) => {
            Ok(Some(records::read(columns, table, scope, problems)))
        }
        (Table::Columns(_), None) => Err(no_table(clause, written.span)),
        (Table::Facts, Some(table)) => Ok(Some(facts::read(table, scope, problems))),
        (Table::Facts, None) => Err(no_table(clause, written.span)),
    }
}

/// A row that begins as the headings do: a second table without a clause of its own, or headings that stand twice.
fn headed_again(table: &syntax::Table) -> Option<Problem> {
    let first = |row: &syntax::Row| {
        let tokens = row.cells.first().map(|cell| cell.tokens.as_slice());
        let words = tokens.unwrap_or(&[]).iter().map(|token| token.kind.word());
        words
            .collect::<Option<Vec<&Name>>>()
            .filter(|it| !it.is_empty())
            .map(|it| it.into_iter().cloned().collect::<Vec<Name>>())
    };
    let head = first(&table.head)?;
    let again = table
        .rows
        .iter()
        .find(|row| first(row).as_ref() == Some(&head))?;
    Some(
        Problem::error("said-twice", "the headings of a table stand a second time")
            .at(again.span)
            .also(table.head.span, "the headings")
            .help("delete the row, or write above it the clause whose table begins here"),
    )
}

fn no_table(clause: &Clause, span: Span) -> Problem {
    Problem::error(
        "missing-table",
        format!("the clause `{}` needs a table below it", clause.word),
    )
    .at(span)
    .help(format!("write: {}", clause.help))
}

/// The set and day that the clause's columns stand for.
fn across(given: &Given, span: Span) -> Read<Option<Across>> {
    if let Value::Test(test) = &given.value
        && let Some(threshold) = test.threshold()
    {
        return Ok(threshold.across);
    }
    let Some(Value::Set(set)) = given.phrase("across") else {
        return Ok(None);
    };
    let day = given
        .phrases
        .iter()
        .rev()
        .find(|(lead, _, _)| *lead == "as of");
    let as_of = match day {
        Some((_, Value::AsOf(as_of), _)) => *as_of,
        _ if matches!(set, crate::payout::table::Set::Tier) => {
            return Err(Problem::error(
                "no-day-named",
                "the columns are tiers, and the day whose tier counts is not said",
            )
            .at(span)
            .cost("a partner that rises in mid period is paid by its old tier, its new one, or each for its days")
            .help("write: across tier as of sale date (or `quarter start`, `quarter end`)"));
        }
        _ => day_for(*set),
    };
    Ok(Some(Across { set: *set, as_of }))
}

/// The word of the set, for messages.
fn set_word(across: Across) -> &'static str {
    moment::set_word(across.set)
}

/// What a rate of a whole period leaves open: what a new tier inside it does to the bands. Each sale by
/// itself has one tier, and leaves nothing open.
pub fn left_open(given: &Given, beside: &[Given], scope: &Scope) -> Option<Problem> {
    let Some(Grid::Bands {
        starts,
        across,
        columns,
        ..
    }) = &given.table
    else {
        return None;
    };
    let on = beside.iter().find(|it| it.word == "on")?;
    let is_said = given.says("continue") || given.says("restart");
    if !by_sale(*across) || is_said || matches!(on.value, Value::Events(_)) {
        return None;
    }
    Some(readings::no_change(given, starts, columns, scope))
}

/// Whether columns are chosen by the day of each sale.
pub fn by_sale(across: Option<Across>) -> bool {
    across.is_some_and(|across| {
        matches!(across.as_of, AsOf::SaleDate)
            && matches!(across.set, crate::payout::table::Set::Tier)
    })
}
