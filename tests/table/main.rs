//! Tables of data: each way in which a file can be bad, what is read when it is not, and the same
//! records as an independent reader.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

mod cells;
mod laws;
mod limits;
mod shape;

use std::io;

use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::intake::findings::Findings;
use charter::intake::heading::{Column, Wanted};
use charter::intake::record::Limits;
use charter::intake::table::Table;

/// Rows as cells of the wanted columns, and problems.
type Outcome = (Vec<Vec<String>>, Vec<Problem>);

/// Columns by name; those marked `?` may be left out.
fn wanted(columns: &[&str]) -> Wanted {
    let column = |name: &&str| Column {
        name: name.trim_end_matches('?').to_owned(),
        required: !name.ends_with('?'),
    };
    Wanted {
        columns: columns.iter().map(column).collect(),
        ..Wanted::default()
    }
}

/// Reads a table to its end.
fn read_from(input: impl io::BufRead, wanted: &Wanted, limits: Limits) -> Outcome {
    let mut findings = Findings::default();
    let mut rows = Vec::new();
    let table = Table::open("t.csv", input, wanted, limits, &mut findings).expect("no failure");
    if let Some(mut table) = table {
        while let Some(record) = table.next(&mut findings).expect("no failure") {
            let cell = |place| record.cell(place).map(str::to_owned);
            rows.push((0..wanted.columns.len()).filter_map(cell).collect());
        }
    }
    (rows, findings.into_problems())
}

/// Reads a table of the columns a, b, c and d.
fn read(bytes: &[u8]) -> Outcome {
    read_from(bytes, &wanted(&["a", "b", "c", "d"]), Limits::STANDARD)
}

/// Name, line and column of each problem.
fn marks(problems: &[Problem]) -> Vec<(&'static str, u64, &str)> {
    let mut marks = Vec::new();
    for problem in problems {
        let Some(Place::Row(row)) = &problem.primary else {
            continue;
        };
        marks.push((problem.name, row.row, row.column.as_deref().unwrap_or("")));
    }
    assert_eq!(
        marks.len(),
        problems.len(),
        "every problem of a table has a place in it"
    );
    marks
}
