//! Rate tables: bands as rows, members of a set as columns. A rate table that does not say whether it is
//! marginal or whole, or whose reading depends on a day it does not name, is shown with both results.

use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::table::members;
use crate::compile::table::readings::no_mode;
use crate::compile::value::{literal, moment, test};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Grid, Value};
use crate::payout::Quantity;
use crate::payout::table::{Across, Cell, Start};
use crate::syntax;
use crate::syntax::token::{Token, TokenKind};

/// A clause that may have bands has none: then it must be a single rate.
pub fn missing(given: &Given, span: Span) -> Read<Option<Grid>> {
    if matches!(given.value, Value::Percent(_) | Value::Money(_)) {
        if let Some(across) = given.phrase("across") {
            let Value::Set(set) = across else {
                return Ok(None);
            };
            return Err(Problem::error(
                "missing-table",
                format!("`across {}` needs a table below it", moment::set_word(*set)),
            )
            .at(span)
            .help("write `rate whole across ...` or `rate marginal across ...`, and a table of bands with a column for each below it"));
        }
        if given.says("by") {
            return Err(
                Problem::error("missing-table", "`by` chooses a band, and there are none")
                    .at(span)
                    .help("leave `by` out, or write `rate whole by ...` and a table of bands below it"),
            );
        }
        return Ok(None);
    }
    Err(
        Problem::error("missing-table", "the bands of the rate are not given")
            .at(span)
            .help(
                "write a single rate such as `rate 4%`, or a table of bands below `rate marginal`",
            ),
    )
}

/// Reads the bands.
pub fn read(
    given: &Given,
    across: Option<Across>,
    table: &syntax::Table,
    scope: &Scope,
) -> Read<Grid> {
    if matches!(given.value, Value::Percent(_) | Value::Money(_)) {
        return Err(
            Problem::error("unexpected-table", "a single rate has no bands")
                .at(table.span)
                .help("write `rate marginal` or `rate whole` above the table"),
        );
    }
    without_ends(table)?;
    let unit = key_unit(given, scope);
    let (starts, unit) = starts(table, unit)?;
    let mut levels = Vec::new();
    let columns = match across {
        None if given.says("across level") => {
            let mut read = Vec::new();
            for (at, name) in members::levels(&table.head.cells)? {
                levels.push(name);
                read.push(cells(table, Some(at), scope)?);
            }
            read
        }
        Some(across) => {
            let columns = members::columns(&table.head.cells, 1, across, scope)?;
            let seen = columns.of.iter().map(Option::is_some);
            members::complete(given.word, across, seen, table, scope)?;
            let mut read = Vec::new();
            for column in columns.of {
                read.push(cells(table, column, scope)?);
            }
            read
        }
        None => vec![single(table, scope)?],
    };
    if matches!(given.value, Value::Nothing) {
        return Err(no_mode(given, table, &starts, &columns, across, scope));
    }
    Ok(Grid::Bands {
        starts,
        unit,
        across,
        levels,
        columns,
    })
}

/// The unit of the first column: that of the key, else of money.
fn key_unit(given: &Given, scope: &Scope) -> Unit {
    if let Some(Value::Figure(_, unit)) = given.phrase("by") {
        *unit
    } else {
        Unit::Money(scope.currency)
    }
}

/// A column that says where bands end could leave an amount in no band, or in two.
fn without_ends(table: &syntax::Table) -> Read<()> {
    let is_end = |cell: &syntax::Cell| {
        let cursor = Cursor::new(&cell.tokens, cell.span, "");
        ["to", "up to", "until"]
            .iter()
            .any(|word| cursor.stands(word).is_some())
    };
    match table.head.cells.iter().find(|cell| is_end(cell)) {
        Some(cell) => Err(Problem::error(
            "band-with-end",
            "a band ends where the next one begins, so no column says where it ends",
        )
        .at(cell.span)
        .help("leave the column out: `| from | all |`, with `none` in the cell of a band that pays nothing")),
        None => Ok(()),
    }
}

/// The lower bounds, and the one unit they are written in; zero is zero in any.
fn starts(table: &syntax::Table, unit: Unit) -> Read<(Vec<Start>, Option<Unit>)> {
    let heading = table.head.cells.first();
    let from = heading.is_some_and(|cell| {
        let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
        cursor.eat("from") && cursor.is_done()
    });
    if !from {
        return Err(Problem::error(
            "unknown-column",
            "the first column of bands is called `from`",
        )
        .at(heading.map_or(table.span, |cell| cell.span))
        .help("bands give lower bounds only: `| from | rate |`"));
    }
    let mut starts: Vec<Start> = Vec::new();
    let mut written: Option<Unit> = None;
    for row in &table.rows {
        let Some(cell) = row.cells.first() else {
            continue;
        };
        let (start, unit) = start(cell, unit)?;
        if start.at.is_some_and(|at| !at.is_zero()) {
            let first = *written.get_or_insert(unit);
            if first != unit {
                let message = format!("{} stands among {}", unit.words(), first.words());
                return Err(Problem::error("mixed-units", message)
                    .at(cell.span)
                    .help("write all starts of bands in one unit: `100,000 USD`"));
            }
        }
        if let Some(before) = starts.last()
            && start.at <= before.at
        {
            return Err(Problem::error(
                "bands-out-of-order",
                "a band starts no higher than the one above it",
            )
            .at(cell.span)
            .help("write the bands from the lowest to the highest"));
        }
        starts.push(start);
    }
    Ok((starts, written))
}

/// `250,000 USD`, `12%`, `any`, `above 20%`. In a table of counts a bare number.
fn start(cell: &syntax::Cell, unit: Unit) -> Read<(Start, Unit)> {
    filled(cell)?;
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    if cursor.eat("any") {
        let any = Start {
            at: None,
            above: false,
        };
        return Ok((any, unit));
    }
    let above = cursor.eat("above");
    let counts = matches!(
        cursor.peek(),
        Some(Token {
            kind: TokenKind::Number { .. },
            ..
        })
    ) && cursor.word_after(1).is_none();
    let unit = if counts && !matches!(unit, Unit::Points | Unit::Months) {
        Unit::Count
    } else {
        unit
    };
    let at = test::amount(&mut cursor, unit)?;
    if !cursor.is_done() {
        return Err(cursor.rest_of_cell());
    }
    let start = Start {
        at: Some(at),
        above,
    };
    Ok((start, unit))
}

/// The cells of one written column; a member without a column is paid nothing.
fn cells(table: &syntax::Table, column: Option<usize>, scope: &Scope) -> Read<Vec<Cell>> {
    let Some(column) = column else {
        return Ok(vec![Cell::Nothing; table.rows.len()]);
    };
    table
        .rows
        .iter()
        .map(|row| match row.cells.get(column) {
            Some(cell) => rate(cell, scope),
            None => Err(Problem::error("missing-cell", "a band has no rate here")
                .at(row.span)
                .help("write a rate, or `none` where nothing is paid")),
        })
        .collect()
}

fn single(table: &syntax::Table, scope: &Scope) -> Read<Vec<Cell>> {
    match table.head.cells.as_slice() {
        [_, rates] => {
            // A name of a tier there would be read by people, and by nothing else.
            let mut cursor = Cursor::new(&rates.tokens, rates.span, "");
            let _ = cursor.eat_longest(&["all", "rate"]);
            if cursor.is_done() {
                return cells(table, Some(1), scope);
            }
            let problem = Problem::error("unknown-column", "one column of rates is for all");
            Err(problem.at(rates.span).help(
                "write: | from | all |, or say what the column is: rate marginal across tier as of sale date",
            ))
        }
        _ => Err(Problem::error(
            "missing-phrase",
            "the table has several columns, and `across` does not say what they are",
        )
        .at(table.head.span)
        .help(match is_of_levels(table, scope) {
            true => "write: rate marginal across level",
            false => "write: rate marginal across tier as of sale date continue",
        })),
    }
}

/// Whether the columns have names that the program declares nowhere, as levels of those who enrol do.
fn is_of_levels(table: &syntax::Table, scope: &Scope) -> bool {
    let mut names = table.head.cells.iter().skip(1);
    names.all(|cell| {
        let word = Cursor::new(&cell.tokens, cell.span, "").peek_word();
        word.is_some_and(|word| !scope.names.contains_key(word))
    })
}

fn rate(cell: &syntax::Cell, scope: &Scope) -> Read<Cell> {
    filled(cell)?;
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    if cursor.eat("none") {
        return Ok(Cell::Nothing);
    }
    bare(&cursor, cell)?;
    let value = literal::rate_or_money(&mut cursor, scope)?;
    if !cursor.is_done() {
        return Err(cursor.rest_of_cell());
    }
    if let Value::Percent(rate) = value {
        return Ok(Cell::Rate(rate));
    }
    let Value::Money(money) = value else {
        return Ok(Cell::Nothing);
    };
    Ok(Cell::Fixed(Quantity {
        amount: Ratio::whole(money.minor),
        unit: Unit::Money(money.currency),
    }))
}

/// A rate is written with its sign: a bare number could be a rate or an amount.
fn bare(cursor: &Cursor, cell: &syntax::Cell) -> Read<()> {
    let [
        Token {
            kind: TokenKind::Number { digits, scale },
            ..
        },
    ] = cell.tokens.as_slice()
    else {
        return Ok(());
    };
    let number = Ratio::from_decimal(*digits, *scale).map_err(|_| cursor.too_large(cell.span))?;
    let message = format!("`{number}` is neither a rate nor an amount");
    Err(Problem::error("unexpected-text", message)
        .at(cell.span)
        .help(format!("write `{number}%`, or an amount with its currency")))
}

/// A cell of figures says something.
pub fn filled(cell: &syntax::Cell) -> Read<()> {
    if cell.tokens.is_empty() {
        let problem = Problem::error("missing-cell", "the cell is empty").at(cell.span);
        return Err(problem.help("write a figure, or `none` where nothing is paid"));
    }
    Ok(())
}
