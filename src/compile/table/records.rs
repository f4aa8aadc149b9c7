//! Tables whose rows are records: one value for each column of the descriptor.

use crate::base::name::nearest;
use crate::compile::cursor::Cursor;
use crate::compile::scope::Scope;
use crate::compile::value;
use crate::diagnostic::Problem;
use crate::kind::spec::{Column, Grid, Value};
use crate::syntax;

/// Reads every row; a row with a fault is left out and reported.
pub fn read(
    columns: &'static [Column],
    table: &syntax::Table,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Grid {
    let places = headings(columns, table, problems);
    let mut rows = Vec::new();
    for row in &table.rows {
        let mut values: Vec<Option<Value>> = vec![None; columns.len()];
        let mut whole = true;
        for (cell, place) in row.cells.iter().zip(&places) {
            let Some((at, column)) = place else { continue };
            match read_cell(column, cell, scope) {
                Ok(Some(value)) => {
                    if let Some(slot) = values.get_mut(*at) {
                        *slot = value;
                    }
                }
                Ok(None) => whole = false,
                Err(problem) => {
                    problems.push(problem);
                    whole = false;
                }
            }
        }
        if whole && !places.is_empty() {
            rows.push(values);
        }
    }
    Grid::Rows(rows)
}

/// The outer `None` is a failed name; the inner one an empty cell.
fn read_cell(
    column: &Column,
    cell: &syntax::Cell,
    scope: &Scope,
) -> Result<Option<Option<Value>>, Problem> {
    if cell.tokens.is_empty() {
        if column.required {
            return Err(Problem::error(
                "missing-cell",
                format!("the column `{}` is empty here", column.name),
            )
            .at(cell.span)
            .help("fill it in"));
        }
        return Ok(Some(None));
    }
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    let value = value::read(column.value, &mut cursor, scope)?;
    if value.is_some() && !cursor.is_done() {
        return Err(cursor.rest_of_cell());
    }
    Ok(value.map(Some))
}

type Place = Option<(usize, &'static Column)>;

/// Which descriptor column each written column is.
fn headings(
    columns: &'static [Column],
    table: &syntax::Table,
    problems: &mut Vec<Problem>,
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let known = |cell: &syntax::Cell| columns.iter().any(|column| is_named(column, cell));
    if !table.head.cells.iter().any(known) {
        problems.push(unheaded(columns, table));
        return places;
    }
    for cell in &table.head.cells {
        let cursor = Cursor::new(&cell.tokens, cell.span, "");
        let mut numbered = columns.iter().enumerate();
        let found = numbered.find(|(_, column)| is_named(column, cell));
        let stands = |at: usize| places.iter().flatten().any(|place| place.0 == at);
        if found.is_none() {
            problems.push(unknown_heading(columns, cell, &cursor));
        } else if found.is_some_and(|(at, _)| stands(at)) {
            let problem = Problem::error("said-twice", "two columns have one name");
            problems.push(problem.at(cell.span).help("keep one of them"));
        }
        places.push(found);
    }
    for (at, column) in columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.required)
    {
        let stands = places.iter().flatten().any(|(place, _)| *place == at);
        if !stands && places.iter().all(Option::is_some) {
            problems.push(
                Problem::error(
                    "missing-column",
                    format!("the table has no column `{}`", column.name),
                )
                .at(table.head.span)
                .help(format!("add the column `{}`", column.name)),
            );
        }
    }
    places
}

/// Whether a heading is that of a column.
fn is_named(column: &Column, cell: &syntax::Cell) -> bool {
    let cursor = Cursor::new(&cell.tokens, cell.span, "");
    let steps = cursor.stands(column.name);
    steps.is_some_and(|steps| cursor.after(steps).is_done())
}

/// The first row of a table has no heading that could be meant.
fn unheaded(columns: &'static [Column], table: &syntax::Table) -> Problem {
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    Problem::error(
        "unknown-column",
        "the first row of the table has no headings",
    )
    .at(table.head.span)
    .help(format!("write above it: | {} |", names.join(" | ")))
}

fn unknown_heading(columns: &'static [Column], cell: &syntax::Cell, cursor: &Cursor) -> Problem {
    let all = cursor.words(cell.tokens.len());
    let word = all.as_ref().map_or("", |(words, _)| words);
    let problem = Problem::error(
        "unknown-column",
        format!("the table has no column `{word}`"),
    )
    .at(cell.span);
    match nearest(word, columns.iter().map(|column| column.name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => {
            let names: Vec<String> = columns
                .iter()
                .map(|column| format!("`{}`", column.name))
                .collect();
            problem.help(format!("its columns are {}", names.join(", ")))
        }
    }
}
