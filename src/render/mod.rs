//! Pages for people and files for other tools, made from results. Returns names and bytes and
//! writes nothing; must not know files, the clock, or how a result was computed.

pub mod ahead;
pub mod book;
pub mod bound;
pub mod bound_file;
mod bound_words;
pub mod calendar;
pub mod calibration;
pub mod calibration_file;
pub mod chart;
pub mod comparison;
pub mod difference;
pub mod document;
pub mod escape;
pub mod facts_file;
pub mod forecast;
pub mod forecast_file;
pub mod forecast_part;
pub mod forecast_read;
pub mod forecast_text;
pub mod guide;
pub mod ics;
pub mod letters;
pub mod listing;
pub mod panel_file;
pub mod policy;
pub mod portal;
pub mod refinement;
pub mod report;
pub mod settlement;
pub mod speaker;
pub mod template;
pub mod terms;
pub mod tested;
pub mod vectors;
pub mod view;
pub mod why;
pub mod words;

/// One file of a document set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path below the output directory: lower case letters, digits, `-`, `.` and `/`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a page was made from, printed at its end and kept in its head for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The hash of the program's resolved terms, in hexadecimal digits.
    pub program_sha256: String,
}

impl Stamp {
    /// Names and values, as a page prints them.
    pub fn pairs(&self) -> Vec<view::Pair> {
        let pair = |name: &str, text: &str| view::Pair {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        vec![
            pair("program", &self.program_sha256),
            pair("tool", concat!("charter ", env!("CARGO_PKG_VERSION"))),
        ]
    }
}

/// Why a page could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A template of ours does not fit its view.
    Template(String),
    /// The name ends in no format that pages are written in.
    Format(String),
    /// The page with this name is over the limit of bytes.
    TooLong(String),
    /// A text for partners has this placeholder, which stands for nothing that they may know.
    Unsaid(String),
    /// A file of a forecast cannot be read back: its name and why.
    Unread(String),
    /// Two forecasts differ in this, so their runs are not the same luck.
    Unpaired(&'static str),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Template(what) => write!(f, "a template does not fit its page: {what}"),
            Fault::Format(name) => write!(f, "`{name}` has no known format"),
            Fault::Unsaid(name) => {
                write!(f, "`{{{name}}}` stands for nothing that partners may know")
            }
            Fault::Unread(what) => f.write_str(what),
            Fault::Unpaired(what) => {
                write!(
                    f,
                    "the two forecasts differ in {what}, so their runs are not the same luck"
                )
            }
            Fault::TooLong(name) => {
                write!(f, "`{name}` is over {} bytes", template::PAGE_LIMIT_BYTES)
            }
        }
    }
}

impl std::error::Error for Fault {}

impl From<minijinja::Error> for Fault {
    fn from(error: minijinja::Error) -> Fault {
        Fault::Template(format!("{error:#}"))
    }
}
