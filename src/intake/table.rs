//! Tables of comma-separated values with a heading, row by row: nothing is guessed, trimmed,
//! filled in or dropped in silence. Opens no file and must not know what a column means.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use std::io::{self, BufRead, Chain, Cursor, ErrorKind, Read};

use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::hidden;
use crate::intake::cell_fault::CellFault;
use crate::intake::findings::Findings;
use crate::intake::heading::{self, Heading, Wanted, row};
use crate::intake::record::{Fields, Limits, Scan, Scanner, StopFault};
use crate::intake::table_fault::TableFault;

/// A table being read. Holds one row in memory.
#[derive(Debug)]
pub struct Table<R> {
    file: String,
    scanner: Scanner<Chain<Cursor<Vec<u8>>, R>>,
    limits: Limits,
    heading: Heading,
    rows: u64,
    ended: bool,
}

/// A row with the right number of fields and no hidden characters.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    file: &'a str,
    heading: &'a Heading,
    fields: &'a Fields,
}

impl Record<'_> {
    /// The cell of a wanted column; `None` when the file has no such column.
    pub fn cell(&self, wanted: usize) -> Option<&str> {
        self.fields.get(self.heading.place(wanted)?)
    }

    /// The line on which the row begins, from 1; the heading is line 1.
    pub const fn line(&self) -> u64 {
        self.fields.line()
    }

    /// The place of a cell, or of the row when the file has no such column.
    pub fn place(&self, wanted: usize) -> Row {
        let place = self.heading.place(wanted);
        row(
            self.file,
            self.fields,
            place.and_then(|place| Some((place, self.heading.name(place)?))),
        )
    }

    /// Reads the cell of a wanted column by a rule such as [`crate::intake::number::whole`].
    /// `None` when the column is left out or the cell is empty and may be; also when the cell is
    /// refused, and then the findings say why.
    pub fn read<T>(
        &self,
        wanted: usize,
        required: bool,
        rule: impl FnOnce(&str) -> Result<T, CellFault>,
        findings: &mut Findings,
    ) -> Option<T> {
        let text = self.cell(wanted)?;
        if text.is_empty() && !required {
            return None;
        }
        match rule(text) {
            Ok(value) => Some(value),
            Err(fault) => {
                findings.add(fault.problem(text, self.place(wanted)));
                None
            }
        }
    }
}

impl<R: BufRead> Table<R> {
    /// Begins to read a table from an input, under the name that problems show. `None` when its
    /// beginning cannot be read as one; the findings say why. `Err` only when the input fails.
    pub fn open(
        file: &str,
        input: R,
        wanted: &Wanted,
        limits: Limits,
        findings: &mut Findings,
    ) -> io::Result<Option<Table<R>>> {
        let (start, input) = first_bytes(input)?;
        let mark = if start.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let whole_file = Row {
            file: file.to_owned(),
            row: 1,
            column: None,
            excerpt: String::new(),
            cell: None,
        };
        if let Some(what) = not_text(&start) {
            findings.add(TableFault::NotText(what).problem(whole_file));
            return Ok(None);
        }
        let rest = start.get(mark..).unwrap_or(&[]).to_vec();
        let offset = u64::try_from(mark).unwrap_or(0);
        let mut scanner = Scanner::new(Cursor::new(rest).chain(input), offset, limits);
        let found = scanner.next()?;
        let fault = match found {
            Scan::Record => hidden_in(scanner.fields()).map(|(_, fault)| fault),
            Scan::End => Some(TableFault::Empty),
            Scan::Fault(fault) => Some(TableFault::Record(fault)),
            Scan::Stop(fault) => Some(TableFault::Stop(fault, limits)),
        };
        if let Some(fault) = fault {
            findings.add(fault.problem(row(file, scanner.fields(), None)));
            return Ok(None);
        }
        let heading = heading::read(file, scanner.fields(), wanted, findings);
        let file = file.to_owned();
        Ok(heading.map(|heading| Table {
            file,
            scanner,
            limits,
            heading,
            rows: 0,
            ended: false,
        }))
    }

    /// The next row that is one; rows that are not become findings. `None` at the end, and after
    /// a finding that makes the rest unreadable. `Err` only when the input fails.
    pub fn next(&mut self, findings: &mut Findings) -> io::Result<Option<Record<'_>>> {
        loop {
            if self.ended {
                return Ok(None);
            }
            let scan = self.scanner.next()?;
            let fault = self.judge(scan);
            match fault {
                None if self.ended => return Ok(None),
                None => break,
                Some((column, fault)) => {
                    let column = column.and_then(|place| Some((place, self.heading.name(place)?)));
                    let place = row(&self.file, self.scanner.fields(), column);
                    findings.add(fault.problem(at_quote(place, scan)));
                }
            }
        }
        let (file, heading, fields) = (&self.file, &self.heading, self.scanner.fields());
        Ok(Some(Record {
            file,
            heading,
            fields,
        }))
    }

    /// Rows read so far, with those that were refused.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// What is wrong with a row, and in which place of it; ends the table where nothing follows.
    fn judge(&mut self, scan: Scan) -> Option<(Option<usize>, TableFault)> {
        match scan {
            Scan::End => {
                self.ended = true;
                return None;
            }
            Scan::Stop(fault) => {
                self.ended = true;
                return Some((None, TableFault::Stop(fault, self.limits)));
            }
            Scan::Record | Scan::Fault(_) => self.rows = self.rows.saturating_add(1),
        }
        if self.rows > self.limits.rows {
            self.ended = true;
            return Some((None, TableFault::TooManyRows(self.limits)));
        }
        if let Scan::Fault(fault) = scan {
            return Some((None, TableFault::Record(fault)));
        }
        let (expected, found) = (self.heading.width(), self.scanner.fields().width());
        if expected != found {
            return Some((None, TableFault::Ragged { expected, found }));
        }
        hidden_in(self.scanner.fields()).map(|(place, fault)| (Some(place), fault))
    }
}

/// The first four bytes, or fewer when there are no more, and the rest.
fn first_bytes<R: BufRead>(mut input: R) -> io::Result<(Vec<u8>, R)> {
    let mut start = Vec::new();
    while start.len() < 4 {
        let mut byte = [0_u8; 1];
        match input.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => start.extend_from_slice(&byte),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((start, input))
}

/// What a file seems to be by its first bytes, when that is not UTF-8 text.
pub fn not_text(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0x1f, 0x8b, ..] => Some("a gzip archive"),
        [b'P', b'K', 3, 4] => Some("a zip archive or an Excel workbook"),
        [0xd0, 0xcf, 0x11, 0xe0] => Some("an old Excel workbook"),
        [0x28, 0xb5, 0x2f, 0xfd] => Some("a zstd archive"),
        [0, _, 0, _] | [_, 0, _, 0] => Some("UTF-16"),
        _ if start.contains(&0) => Some("binary data"),
        _ => None,
    }
}

/// The first hidden character of a record and the place of its field.
fn hidden_in(fields: &Fields) -> Option<(usize, TableFault)> {
    fields.iter().enumerate().find_map(|(place, field)| {
        let plain = field.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let found = || field.chars().find(|character| hidden(*character).is_some());
        if plain {
            None
        } else {
            found().map(|found| (place, TableFault::HiddenCharacter(found)))
        }
    })
}

/// An unclosed quote is shown where it begins.
fn at_quote(mut place: Row, scan: Scan) -> Row {
    if let Scan::Stop(StopFault::UnclosedQuote { line }) = scan {
        place.row = line;
    }
    place
}
