//! Rows between pipes to a table whose rows have as many cells as its headings.
//! It must not know what a column means.

use pest::iterators::Pair;

use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::parse::engine::Rule;
use crate::parse::lower::Lowering;
use crate::syntax::{Cell, Comment, Row, Table};

impl Lowering<'_> {
    /// The comment beside the clause above, and the table; an error when a row is wrong.
    pub(super) fn table(
        &mut self,
        pair: Pair<'_, Rule>,
        clause: Option<Span>,
    ) -> (Option<Comment>, Result<Option<Table>, ()>) {
        let span = pair.as_span();
        let clause_end = clause.map_or(span.start(), |clause| {
            usize::try_from(clause.end)
                .unwrap_or(0)
                .saturating_sub(self.base)
        });
        let mut cursor = clause_end;
        let mut beside = None;
        let mut above = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut sound = true;
        for part in pair.into_inner() {
            let (from, to) = (part.as_span().start(), part.as_span().end());
            if part.as_rule() == Rule::comment {
                let comment = self.comment(&part, false);
                if self.line_ends(cursor, from) > 0 {
                    above.push(comment);
                } else if let Some(row) = rows.last_mut() {
                    row.trailing = Some(comment);
                } else {
                    beside = Some(comment);
                }
            } else {
                let row = self.row(part, std::mem::take(&mut above));
                sound &= row.is_some();
                rows.extend(row);
            }
            cursor = to;
        }
        let table = if sound { self.check_table(rows) } else { None };
        (beside, table.map(Some).ok_or(()))
    }

    fn row(&mut self, pair: Pair<'_, Rule>, comments: Vec<Comment>) -> Option<Row> {
        let last_pipe = pair.as_str().trim_end().len();
        let start = pair.as_span().start();
        let span = self.span(start, start.saturating_add(last_pipe));
        let cells: Vec<Option<Cell>> = pair.into_inner().map(|cell| self.cell(cell)).collect();
        Some(Row {
            comments,
            cells: cells.into_iter().collect::<Option<_>>()?,
            trailing: None,
            span,
        })
    }

    fn cell(&mut self, pair: Pair<'_, Rule>) -> Option<Cell> {
        let end = self.span(pair.as_span().end(), pair.as_span().end().saturating_add(1));
        let tokens = self.tokens(pair)?;
        let span = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            (Some(_), None) | (None, Some(_)) | (None, None) => end,
        };
        Some(Cell { tokens, span })
    }

    /// Headings, at least one row, and as many cells in each.
    fn check_table(&mut self, rows: Vec<Row>) -> Option<Table> {
        let mut rows = rows.into_iter();
        let head = rows.next()?;
        let rows: Vec<Row> = rows.collect();
        let span = rows
            .last()
            .map_or(head.span, |last| head.span.to(last.span));
        let mut sound = true;
        if rows.is_empty() {
            let message = "the table has headings and no row";
            self.findings.push(
                Problem::error("table-without-rows", message)
                    .at(head.span)
                    .help("add a row under the headings"),
            );
            sound = false;
        }
        let columns = head.cells.len();
        if let Some(problem) = ragged_head(&head, &rows) {
            self.findings.push(problem);
            return None;
        }
        let mut before = columns;
        for row in &rows {
            // Rows below each other of as many cells are wrong in one way: the first is told.
            let cells = row.cells.len();
            let is_new = cells != std::mem::replace(&mut before, cells);
            if cells == columns {
                continue;
            }
            sound = false;
            if !is_new {
                continue;
            }
            let plural = if cells == 1 { "" } else { "s" };
            let message = format!("the row has {cells} cell{plural} under {columns} headings");
            let problem = Problem::error("ragged-table", message)
                .at(row.span)
                .also(head.span, "the headings")
                .help("write one cell under each heading");
            self.findings.push(problem);
        }
        sound.then_some(Table { head, rows, span })
    }
}

/// Where all rows have as many cells and the headings have another number, the headings are wrong.
fn ragged_head(head: &Row, rows: &[Row]) -> Option<Problem> {
    let (first, others) = rows.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let cells = first.cells.len();
    let is_even = others.iter().all(|row| row.cells.len() == cells);
    if !is_even || cells == head.cells.len() {
        return None;
    }
    let count = head.cells.len();
    let plural = if count == 1 { "" } else { "s" };
    let message = format!("the table has {count} heading{plural}, and each row has {cells} cells");
    Some(
        Problem::error("ragged-table", message)
            .at(head.span)
            .also(first.span, "a row")
            .help("write one heading above each cell"),
    )
}
