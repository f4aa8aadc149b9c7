//! Places as file, line and column, for the formats that name them in numbers.
//! It must not know any one format.

use std::collections::BTreeMap;

use crate::base::span::{FileId, Sources, Span};
use crate::diagnostic::place::Place;

/// A place in numbers, all from 1; columns count characters, the end is the column after the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Location {
    pub path: String,
    pub line: u64,
    pub column: u64,
    pub end_line: u64,
    pub end_column: u64,
}

/// Finds lines without reading a text again for each place.
pub(super) struct Locator<'a> {
    sources: &'a Sources,
    line_starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Locator<'a> {
    pub(super) fn new(sources: &'a Sources) -> Locator<'a> {
        Locator {
            sources,
            line_starts: BTreeMap::new(),
        }
    }

    /// The numbers of a place. A place outside every text is line 1, column 1 of a nameless file.
    pub(super) fn locate(&mut self, place: &Place) -> Location {
        match place {
            Place::Source(span) => self.locate_span(*span),
            Place::Row(row) => {
                let column = |byte: u16| {
                    let before = row.excerpt.get(..usize::from(byte)).unwrap_or("");
                    count(before.chars().count()).saturating_add(1)
                };
                let (from, to) = row.cell.unwrap_or((0, 0));
                Location {
                    path: row.file.clone(),
                    line: row.row,
                    column: column(from),
                    end_line: row.row,
                    end_column: column(to),
                }
            }
        }
    }

    fn locate_span(&mut self, span: Span) -> Location {
        let (line, column) = self.line_column(span.file, span.start);
        let (end_line, end_column) = self.line_column(span.file, span.end.max(span.start));
        Location {
            path: self
                .sources
                .get(span.file)
                .map_or_else(String::new, |source| source.name.clone()),
            line,
            column,
            end_line,
            end_column,
        }
    }

    fn line_column(&mut self, file: FileId, place: u32) -> (u64, u64) {
        let text = self.sources.get(file).map_or("", |source| &source.text);
        let place = text.floor_char_boundary(usize::try_from(place).unwrap_or(usize::MAX));
        let starts = self
            .line_starts
            .entry(file)
            .or_insert_with(|| line_starts(text));
        let line = starts.partition_point(|start| *start <= place);
        let start = line
            .checked_sub(1)
            .and_then(|index| starts.get(index).copied())
            .unwrap_or(0);
        let characters = text.get(start..place).unwrap_or("").chars().count();
        (count(line), count(characters).saturating_add(1))
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let after_newlines = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .map(|(index, _)| index.saturating_add(1));
    std::iter::once(0).chain(after_newlines).collect()
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
