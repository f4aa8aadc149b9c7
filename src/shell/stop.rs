//! Why a command ends before its work is done, and the exit code that says so. Must not know what a
//! command does.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::base::name::nearest;
use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::render::Fault;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::report;

/// A reason to end.
#[derive(Debug)]
pub enum Stop {
    /// Input is refused for its content, its size or its path.
    Refused(Box<Problem>),
    /// The command line asks for what there is not.
    Usage(String),
    /// The operating system failed.
    System(String),
    /// Output over a limit.
    OverLimit(String),
    /// A fault of ours.
    Ours(String),
    /// What was found has been said.
    Said(Exit),
}

impl Stop {
    /// A file or folder that is refused as a whole.
    pub fn refused(name: &'static str, message: String, path: &Path, help: &str) -> Stop {
        Problem::error(name, message)
            .at(whole(path))
            .help(help)
            .into()
    }

    /// Sums above the range, and what that prevents.
    pub fn out_of_range(therefore: &str) -> Stop {
        let message = format!("a sum is outside the range that can be counted; {therefore}");
        Problem::error("sum-out-of-range", message)
            .help("amounts go up to 10^18 minor units (cents)")
            .into()
    }

    /// A failure of the operating system, in its own words: `cannot read a.csv: ...`.
    pub fn system(doing: &str, path: &Path, error: &std::io::Error) -> Stop {
        let is_absent = doing == "read" && error.kind() == ErrorKind::NotFound;
        let near = is_absent.then(|| near(path)).flatten();
        let near = near.map(|near| format!("; did you mean `{}`?", near.display()));
        let near = near.unwrap_or_default();
        Stop::System(format!("cannot {doing} {}: {error}{near}", path.display()))
    }

    /// Says why, and gives the exit code.
    pub fn end(self, format: Format, colour: Colour) -> Exit {
        match self {
            Stop::Refused(problem) => {
                report::problems(&Sources::default(), &[*problem], format, colour);
                Exit::Findings
            }
            Stop::Said(exit) => exit,
            Stop::Usage(message) | Stop::System(message) => said(&message, Exit::Usage),
            Stop::OverLimit(message) => said(&message, Exit::OverLimit),
            Stop::Ours(message) => said(
                &format!("{message}; this is a fault of Charter: please report it"),
                Exit::Ours,
            ),
        }
    }
}

/// How many names of a folder are compared with one that is not in it.
const MOST_COMPARED: usize = 1_000;

/// The path that was most likely meant: with the near name of a file or folder that is there, for the first part that
/// is not.
fn near(path: &Path) -> Option<PathBuf> {
    let is_absent = |part: &&Path| !part.as_os_str().is_empty() && !part.exists();
    let absent = path.ancestors().take_while(is_absent).last()?;
    let folder = absent.parent()?;
    let place = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let names = fs::read_dir(place).ok()?.take(MOST_COMPARED);
    let mut names: Vec<String> = names
        .filter_map(|each| each.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let wanted = absent.file_name()?.to_str()?;
    let others = names.iter().map(String::as_str);
    let near = folder.join(nearest(wanted, others.filter(|name| *name != wanted))?);
    let rest = path.strip_prefix(absent).ok()?;
    let whole = near.join(rest);
    Some(match !rest.as_os_str().is_empty() && whole.exists() {
        true => whole,
        false => near,
    })
}

/// A file or folder as a place.
pub fn whole(path: &Path) -> Row {
    Row {
        file: path.display().to_string(),
        row: 1,
        column: None,
        excerpt: String::new(),
        cell: None,
    }
}

fn said(message: &str, exit: Exit) -> Exit {
    report::complain(message);
    exit
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        match &fault {
            Fault::TooLong(_) => Stop::OverLimit(fault.to_string()),
            Fault::Template(_) | Fault::Format(_) => Stop::Ours(fault.to_string()),
            Fault::Unread(what) => Problem::error("forecast-unreadable", what.clone())
                .help("files of one forecast belong together unchanged: simulate again")
                .into(),
            Fault::Unpaired(_) => Problem::error("scenarios-not-paired", fault.to_string())
                .help("simulate both with the same `--seed`, `--runs` and `--partners`, over equally long years")
                .into(),
            Fault::Unsaid(name) => Problem::error("unsaid-placeholder", fault.to_string())
                .fact("placeholder", name)
                .help("delete it, or name what partners may know: `{volume.cap}`")
                .into(),
        }
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Refused(Box::new(problem))
    }
}
