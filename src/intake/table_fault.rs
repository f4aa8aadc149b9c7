//! Why a table, or a row of one, is refused, and how that is said. It must not know cells: a value
//! that is refused is a [`crate::intake::cell_fault::CellFault`].

use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::quote;
use crate::intake::record::{Limits, RecordFault, StopFault};

/// A reason to refuse a row, a heading or the rest of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// Not even a heading.
    Empty,
    /// The first bytes are those of something else.
    NotText(&'static str),
    /// The heading is one column that has this mark in it.
    OtherSeparator(char),
    /// The first row names none of the columns that are required: these.
    NoHeading(String),
    /// A heading without a name.
    EmptyHeading {
        /// The place of the column, from 1.
        place: usize,
    },
    /// A heading that stands twice.
    RepeatedColumn {
        /// The heading.
        name: String,
        /// The place of the first, from 1.
        first: usize,
        /// The place of the second, from 1.
        second: usize,
    },
    /// A heading that nothing reads.
    UnknownColumn {
        /// The heading.
        name: String,
        /// The column that was most likely meant.
        near: Option<String>,
    },
    /// A required column is not there.
    MissingColumn {
        /// The column.
        name: String,
    },
    /// A line that is no record.
    Record(RecordFault),
    /// A row with more or fewer fields than the heading.
    Ragged {
        /// Fields of the heading.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A character that shows nothing, or that changes how others show.
    HiddenCharacter(char),
    /// Reading stopped.
    Stop(StopFault, Limits),
    /// More rows than are read.
    TooManyRows(Limits),
}

impl TableFault {
    /// The name of the problem.
    pub const fn name(&self) -> &'static str {
        match self {
            TableFault::Empty => "empty-table",
            TableFault::NotText(_) => "not-text",
            TableFault::OtherSeparator(_) => "other-separator",
            TableFault::NoHeading(_) => "no-heading",
            TableFault::EmptyHeading { .. } => "empty-heading",
            TableFault::RepeatedColumn { .. } => "repeated-column",
            TableFault::UnknownColumn { .. } => "unknown-column",
            TableFault::MissingColumn { .. } => "missing-column",
            TableFault::Record(RecordFault::Blank) => "blank-row",
            TableFault::Record(RecordFault::StrayQuote) => "stray-quote",
            TableFault::Record(RecordFault::TextAfterQuote) => "text-after-quote",
            TableFault::Record(RecordFault::LoneReturn) => "lone-carriage-return",
            TableFault::Ragged { .. } => "ragged-row",
            TableFault::HiddenCharacter(_) => "hidden-character",
            TableFault::Stop(StopFault::UnclosedQuote { .. }, _) => "unclosed-quote",
            TableFault::Stop(StopFault::NoFinalNewline, _) => "no-final-newline",
            TableFault::Stop(StopFault::LongField { .. }, _) => "long-field",
            TableFault::Stop(StopFault::LongRecord, _) => "long-row",
            TableFault::Stop(StopFault::TooManyColumns, _) => "too-many-columns",
            TableFault::Stop(StopFault::TooManyBytes, _) => "too-many-bytes",
            TableFault::Stop(StopFault::NotUtf8 { .. }, _) => "not-utf8",
            TableFault::TooManyRows(_) => "too-many-rows",
        }
    }

    /// The problem at a place.
    pub fn problem(&self, place: Row) -> Problem {
        let mut message = self.message();
        if matches!(self, TableFault::Empty | TableFault::NotText(_)) {
            // No row of it can be shown.
            message = message.replacen("the file", &quote(&place.file), 1);
        }
        let problem = Problem::error(self.name(), message)
            .help(self.help())
            .at(place);
        if let TableFault::Stop(StopFault::NotUtf8 { offset, .. }, _) = self {
            return problem.fact("byte_offset", offset);
        }
        problem
    }

    fn message(&self) -> String {
        match self {
            TableFault::Empty => "the file is empty: it has no heading".to_owned(),
            TableFault::NotText(what) => {
                format!("the file is not UTF-8 text: it looks like {what}")
            }
            TableFault::OtherSeparator(mark) => {
                format!(
                    "the heading is a single column; it seems to be separated by {}",
                    word(*mark)
                )
            }
            TableFault::NoHeading(_) => {
                "there is no heading: the first row names none of the columns that must stand"
                    .to_owned()
            }
            TableFault::EmptyHeading { place } => format!("column {place} has no heading"),
            TableFault::RepeatedColumn {
                name,
                first,
                second,
            } => {
                format!(
                    "columns {first} and {second} both stand for {}",
                    quote(name)
                )
            }
            TableFault::UnknownColumn { name, .. } => format!("unknown column {}", quote(name)),
            TableFault::MissingColumn { name } => format!("the column {} is missing", quote(name)),
            TableFault::Record(RecordFault::Blank) => "the row is blank".to_owned(),
            TableFault::Record(RecordFault::StrayQuote) => {
                "a quote stands inside a field that does not begin with one".to_owned()
            }
            TableFault::Record(RecordFault::TextAfterQuote) => {
                "text follows the closing quote of a field".to_owned()
            }
            TableFault::Record(RecordFault::LoneReturn) => {
                "a carriage return stands without a line feed".to_owned()
            }
            TableFault::Ragged { expected, found } => {
                format!("the row has {found} fields; the heading has {expected}")
            }
            TableFault::HiddenCharacter(character) => {
                format!(
                    "the cell has the hidden character `{}`",
                    character.escape_unicode()
                )
            }
            TableFault::Stop(fault, limits) => stop_message(*fault, limits),
            TableFault::TooManyRows(limits) => {
                format!("the table has more than {} rows", limits.rows)
            }
        }
    }

    fn help(&self) -> String {
        let help = match self {
            TableFault::Empty => "begin the file with a row of column names",
            TableFault::NotText(what) if what.contains("Excel") => {
                "in Excel save it as the file type `CSV UTF-8 (comma delimited)`"
            }
            TableFault::NotText("UTF-16") => SAVE_UTF16,
            TableFault::NotText(_) => "save it as comma-separated values in UTF-8, uncompressed",
            TableFault::NoHeading(required) => {
                return format!("begin the file with a row of column names: `{required}`");
            }
            TableFault::OtherSeparator(_) => {
                "separate columns by commas: `sale_id,happened,partner`; Excel writes the list separator of the system's region settings"
            }
            TableFault::EmptyHeading { .. } => "name the column, or remove it",
            TableFault::RepeatedColumn { .. } => "keep one of the two columns",
            TableFault::UnknownColumn {
                near: Some(near), ..
            } => {
                return format!("did you mean `{near}`?");
            }
            TableFault::UnknownColumn { near: None, .. } => {
                "remove the column: every column of a file is read"
            }
            TableFault::MissingColumn { .. } => "add the column, with a value in every row",
            TableFault::Record(RecordFault::Blank) => "remove the line",
            TableFault::Record(RecordFault::StrayQuote) => {
                "put the whole field in quotes and double the one inside: `\"5\"\" pipe\"`"
            }
            TableFault::Record(RecordFault::TextAfterQuote) => {
                "double a quote inside a quoted field: `\"the \"\"big\"\" one\"`"
            }
            TableFault::Record(RecordFault::LoneReturn) => "end lines with LF or CR LF",
            TableFault::Ragged { expected, found } if found < expected => {
                "the row is short: it may be cut off; an empty cell still has its comma"
            }
            TableFault::Ragged { .. } => {
                "put a field that has a comma in quotes: `\"Acme, Inc.\"`; an amount has none: `100000.00`"
            }
            TableFault::HiddenCharacter(_) => "remove the character",
            TableFault::Stop(fault, _) => return stop_help(*fault),
            TableFault::TooManyRows(_) => "split the file by period and settle one after the other",
        };
        help.to_owned()
    }
}

/// How a text in UTF-16 becomes one that is read.
pub const SAVE_UTF16: &str = "save it in the encoding UTF-8: in Excel as the file type `CSV UTF-8 (comma delimited)`, in a text editor \
                              with `UTF-8` in the dialogue that saves it";

fn stop_message(fault: StopFault, limits: &Limits) -> String {
    match fault {
        StopFault::UnclosedQuote { line } => {
            format!("the file ends inside the quotes that begin on line {line}")
        }
        StopFault::NoFinalNewline => "the last line has no end: the file may be cut off".to_owned(),
        StopFault::LongField { quoted: true } => {
            format!("a quoted field is longer than {} bytes", limits.field)
        }
        StopFault::LongField { quoted: false } => {
            format!("a field is longer than {} bytes", limits.field)
        }
        StopFault::LongRecord => format!("a row is longer than {} bytes", limits.record),
        StopFault::TooManyColumns => format!("a row has more than {} columns", limits.columns),
        StopFault::TooManyBytes => format!("the file is longer than {} bytes", limits.bytes),
        StopFault::NotUtf8 { offset, byte } => {
            format!("byte {offset} of the file, `0x{byte:02x}`, is not UTF-8")
        }
    }
}

fn stop_help(fault: StopFault) -> String {
    let help = match fault {
        StopFault::UnclosedQuote { .. } => "close the quotes; a quote inside them is written twice",
        StopFault::NoFinalNewline => "export the file again, or end its last line with a line feed",
        StopFault::LongField { quoted: true } => "its closing quote may be missing",
        StopFault::LongField { quoted: false } | StopFault::LongRecord => {
            "the columns or lines may be separated by something else than commas and line feeds"
        }
        StopFault::TooManyColumns => "keep only the columns that are read",
        StopFault::TooManyBytes => "split the file by period and settle one after the other",
        StopFault::NotUtf8 { .. } => "save the file as UTF-8; it may be in Windows-1252 or Latin-1",
    };
    help.to_owned()
}

fn word(mark: char) -> &'static str {
    match mark {
        ';' => "semicolons",
        '\t' => "tabs",
        _ => "bars",
    }
}
