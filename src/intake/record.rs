//! Records of comma-separated values, one at a time and within bounds (RFC 4180, read strictly:
//! what other readers repair in silence is a fault here). It must not know headings or values.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use std::io::{self, BufRead, ErrorKind};

/// How much is read before an input is refused. Limits are the operator's; no input raises them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one field.
    pub field: usize,
    /// Bytes of one record, with its quotes and commas.
    pub record: usize,
    /// Fields of one record.
    pub columns: usize,
    /// Records below the heading.
    pub rows: u64,
    /// Bytes of the whole input.
    pub bytes: u64,
}

impl Limits {
    /// 8 KiB a field, 64 KiB a record, 256 columns, 50,000,000 rows, 16 GiB in all.
    pub const STANDARD: Limits = Limits {
        field: 8 << 10,
        record: 64 << 10,
        columns: 256,
        rows: 50_000_000,
        bytes: 16 << 30,
    };
}

/// What was found where a record was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record, to be read from the scanner.
    Record,
    /// A line that is no record; the next may be.
    Fault(RecordFault),
    /// Nothing after this can be trusted.
    Stop(StopFault),
    /// The end, after a complete record.
    End,
}

/// Why a line is not a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFault {
    /// Nothing on the line.
    Blank,
    /// A quote inside a field that does not begin with one.
    StrayQuote,
    /// Text between a closing quote and the next comma.
    TextAfterQuote,
    /// A carriage return that no line feed follows.
    LoneReturn,
}

/// Why reading stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopFault {
    /// The input ends inside a quoted field that began on this line.
    UnclosedQuote {
        /// The line, from 1.
        line: u64,
    },
    /// The input ends inside a line: it may be cut off.
    NoFinalNewline,
    /// A field is too long; a quote that opens it may never be closed.
    LongField {
        /// Whether the field is quoted.
        quoted: bool,
    },
    /// A record is too long.
    LongRecord,
    /// A record has too many fields.
    TooManyColumns,
    /// The input is too long.
    TooManyBytes,
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// The place of the first such byte in the input, from 0.
        offset: u64,
        /// That byte.
        byte: u8,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first byte of a field.
    Start,
    Plain,
    Quoted,
    /// After a quote inside a quoted field: it closes the field or is the first of a pair.
    Closing,
    /// After a carriage return outside quotes.
    Return,
    /// After a fault, up to the end of the line.
    Skip(RecordFault),
}

/// One record: its fields without their quotes, and the record as it stands in the input.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    raw: Vec<u8>,
    /// The fields one after the other, while they are read.
    data: Vec<u8>,
    /// The same as text, once the record is complete.
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
    /// The line on which the record begins.
    line: u64,
}

impl Fields {
    /// The number of fields.
    pub(crate) fn width(&self) -> usize {
        self.ends.len()
    }

    /// A field, without its quotes.
    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// Every field in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).filter_map(|place| self.get(place))
    }

    /// The line on which the record begins, from 1.
    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// The beginning of the record as it stands in the input, up to the end of a place where one is meant.
    pub(crate) fn excerpt(&self, cell: Option<(u16, u16)>) -> String {
        const SHOWN: usize = 120;
        let end = cell.map_or(SHOWN, |(_, to)| usize::from(to).max(SHOWN));
        let start = self.raw.get(..end).unwrap_or(&self.raw);
        String::from_utf8_lossy(start)
            .trim_end_matches(['\r', '\n'])
            .to_owned()
    }

    /// Where a field stands in the record as it is in the input, with its quotes, in bytes; `None` where that
    /// is too far to be shown, or on a later line.
    pub(crate) fn bytes(&self, place: usize) -> Option<(u16, u16)> {
        const REACH: u16 = 4 << 10;
        let (mut quoted, mut at, mut start) = (false, 0_usize, 0_u16);
        for (byte, letter) in (0..REACH).zip(&self.raw) {
            match letter {
                b'"' => quoted = !quoted,
                b',' if !quoted && at == place => return Some((start, byte)),
                b',' if !quoted => {
                    at = at.saturating_add(1);
                    start = byte.saturating_add(1);
                }
                b'\r' | b'\n' => return (at == place && !quoted).then_some((start, byte)),
                _ => {}
            }
        }
        None
    }
}

/// Cuts an input into records. Holds one record at a time.
#[derive(Debug)]
pub(crate) struct Scanner<R> {
    input: R,
    limits: Limits,
    state: State,
    fields: Fields,
    /// The line being read, from 1.
    line: u64,
    /// The line on which the last quoted field begins.
    quote_line: u64,
    /// Bytes of the input before the record.
    offset: u64,
}

impl<R: BufRead> Scanner<R> {
    /// Reads records from `input`, of which `offset` bytes were read before.
    pub(crate) fn new(input: R, offset: u64, limits: Limits) -> Scanner<R> {
        Scanner {
            input,
            limits,
            state: State::Start,
            fields: Fields::default(),
            line: 1,
            quote_line: 1,
            offset,
        }
    }

    /// The record that was read last.
    pub(crate) const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The next record. `Err` only when the input itself fails.
    pub(crate) fn next(&mut self) -> io::Result<Scan> {
        self.begin();
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(self.finish());
            }
            let line_end = chunk.iter().position(|byte| *byte == b'\n');
            let line = line_end.map_or(chunk.len(), |place| place.saturating_add(1));
            let from = self.fields.raw.len();
            let room = self.limits.record.saturating_add(1).saturating_sub(from);
            let part = chunk.get(..line.min(room)).unwrap_or(chunk);
            let used = part.len();
            self.fields.raw.extend_from_slice(part);
            self.input.consume(used);
            if let Some(scan) = self.take(from) {
                return Ok(scan);
            }
        }
    }

    fn begin(&mut self) {
        self.offset = self.offset.saturating_add(length(&self.fields.raw));
        self.state = State::Start;
        let mut data = std::mem::take(&mut self.fields.text).into_bytes();
        data.clear();
        self.fields.data = data;
        self.fields.raw.clear();
        self.fields.ends.clear();
        self.fields.line = self.line;
    }

    /// Takes up the bytes of `raw` from a place on, which end with the first line feed or earlier.
    fn take(&mut self, from: usize) -> Option<Scan> {
        let raw = std::mem::take(&mut self.fields.raw);
        let scan = raw.iter().skip(from).find_map(|byte| self.step(*byte));
        let blank = matches!(raw.as_slice(), b"\n" | b"\r\n");
        let size = raw.len();
        self.fields.raw = raw;
        if self.offset.saturating_add(length(&self.fields.raw)) > self.limits.bytes {
            return Some(Scan::Stop(StopFault::TooManyBytes));
        }
        match scan {
            Some(Scan::Record) if blank => Some(Scan::Fault(RecordFault::Blank)),
            Some(Scan::Record) => Some(self.complete()),
            None if size > self.limits.record => Some(Scan::Stop(StopFault::LongRecord)),
            other => other,
        }
    }

    fn step(&mut self, byte: u8) -> Option<Scan> {
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
        }
        match (self.state, byte) {
            (State::Quoted, b'"') => self.state = State::Closing,
            (State::Quoted, _) => return self.push(byte),
            (State::Closing, b'"') => {
                self.state = State::Quoted;
                return self.push(byte);
            }
            (State::Skip(fault), b'\n') => return Some(Scan::Fault(fault)),
            (State::Skip(_), _) => {}
            (State::Return | State::Start | State::Plain | State::Closing, b'\n') => {
                return self.end_field().or(Some(Scan::Record));
            }
            (State::Return, _) => self.state = State::Skip(RecordFault::LoneReturn),
            (State::Start | State::Plain | State::Closing, b'\r') => self.state = State::Return,
            (State::Start | State::Plain | State::Closing, b',') => {
                self.state = State::Start;
                return self.end_field();
            }
            (State::Closing, _) => self.state = State::Skip(RecordFault::TextAfterQuote),
            (State::Plain, b'"') => self.state = State::Skip(RecordFault::StrayQuote),
            (State::Start, b'"') => {
                self.quote_line = self.line;
                self.state = State::Quoted;
            }
            (State::Start | State::Plain, _) => {
                self.state = State::Plain;
                return self.push(byte);
            }
        }
        None
    }

    fn push(&mut self, byte: u8) -> Option<Scan> {
        self.fields.data.push(byte);
        let start = self.fields.ends.last().copied().unwrap_or(0);
        let long = self.fields.data.len().saturating_sub(start) > self.limits.field;
        let quoted = self.state == State::Quoted;
        long.then_some(Scan::Stop(StopFault::LongField { quoted }))
    }

    fn end_field(&mut self) -> Option<Scan> {
        self.fields.ends.push(self.fields.data.len());
        let many = self.fields.ends.len() > self.limits.columns;
        many.then_some(Scan::Stop(StopFault::TooManyColumns))
    }

    /// Makes the fields readable. Quotes and commas are ASCII, so a record is UTF-8 when each of
    /// its fields is: halves of a letter in two fields are not a letter, though they stand side by
    /// side here. The bad byte is looked for only when there is one.
    fn complete(&mut self) -> Scan {
        let ends = &self.fields.ends;
        let whole = |text: &String| ends.iter().all(|end| text.is_char_boundary(*end));
        match String::from_utf8(std::mem::take(&mut self.fields.data)) {
            Ok(text) if whole(&text) => {
                self.fields.text = text;
                Scan::Record
            }
            Ok(_) | Err(_) => {
                let valid = std::str::from_utf8(&self.fields.raw)
                    .map_or_else(|bad| bad.valid_up_to(), str::len);
                let byte = self.fields.raw.get(valid).copied().unwrap_or(0);
                let offset = self
                    .offset
                    .saturating_add(u64::try_from(valid).unwrap_or(u64::MAX));
                Scan::Stop(StopFault::NotUtf8 { offset, byte })
            }
        }
    }

    /// What the end of the input means.
    fn finish(&mut self) -> Scan {
        match self.state {
            State::Start if self.fields.raw.is_empty() => Scan::End,
            State::Quoted => Scan::Stop(StopFault::UnclosedQuote {
                line: self.quote_line,
            }),
            State::Return | State::Skip(RecordFault::LoneReturn) => {
                Scan::Fault(RecordFault::LoneReturn)
            }
            State::Start | State::Plain | State::Closing | State::Skip(_) => {
                Scan::Stop(StopFault::NoFinalNewline)
            }
        }
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
