//! The rows of a table with their columns aligned.
//! It must not know what a column means.

use crate::syntax::print::line::words_of;
use crate::syntax::token::TokenKind;
use crate::syntax::{Cell, Row, Table};

/// One line for each row, the headings first: a number or percentage alone in its cell stands to
/// the right, everything else to the left.
pub(super) fn lines(table: &Table) -> Vec<String> {
    let rows: Vec<&Row> = std::iter::once(&table.head).chain(&table.rows).collect();
    let texts: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| words_of(&cell.tokens))
                .collect()
        })
        .collect();
    let mut widths: Vec<usize> = vec![0; table.head.cells.len()];
    for row in &texts {
        for (width, text) in widths.iter_mut().zip(row) {
            *width = (*width).max(text.chars().count());
        }
    }
    let line = |(index, (row, texts)): (usize, (&&Row, &Vec<String>))| {
        let mut line = "|".to_owned();
        let cells = row.cells.iter().zip(texts).zip(&widths);
        for ((cell, text), width) in cells {
            let right = index > 0 && is_figure(cell);
            let padded = if right {
                format!(" {text:>width$} |")
            } else {
                format!(" {text:<width$} |")
            };
            line.push_str(&padded);
        }
        line
    };
    rows.iter().zip(&texts).enumerate().map(line).collect()
}

fn is_figure(cell: &Cell) -> bool {
    let [token] = cell.tokens.as_slice() else {
        return false;
    };
    match token.kind {
        TokenKind::Number { .. } | TokenKind::Percent { .. } => true,
        TokenKind::Word(_)
        | TokenKind::Text(_)
        | TokenKind::Date(_)
        | TokenKind::Comma
        | TokenKind::Op(_)
        | TokenKind::Open
        | TokenKind::Close => false,
    }
}
