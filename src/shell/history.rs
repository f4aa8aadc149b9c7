//! The history that a settlement goes on from: in the folder it writes to, or in a file that is named.

use std::path::{Path, PathBuf};

use crate::diagnostic::Problem;
use crate::fact::Fact;
use crate::model::Program;
use crate::settle::Account;
use crate::settle::history::History;
use crate::settle::history_text;
use crate::shell::load;
use crate::shell::read_back::set;
use crate::shell::stop::{Stop, whole};

/// The file's name in a folder of statements.
pub const FILE: &str = "history.jsonl";

/// The most bytes of a history.
const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// A history and where it was found.
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub history: History,
}

/// The history of a folder, if it holds one, or that of the file that is named. Opening the folder to write to
/// it has shown that its files are as they were written.
pub fn find(out: Option<&Path>, posted: Option<&Path>) -> Result<Option<Found>, Stop> {
    let own = out.map(set).transpose()?.flatten();
    match (own, posted) {
        (Some(own), Some(_)) => Err(Stop::Usage(format!(
            "`{}` is what this settlement goes on from; leave --posted out, or write to another folder",
            own.folder.display()
        ))),
        (Some(own), None) => read(own.folder.join(FILE)).map(Some),
        (None, Some(path)) => read(path.to_path_buf()).map(Some),
        (None, None) => Ok(None),
    }
}

fn read(path: PathBuf) -> Result<Found, Stop> {
    let text = load::text(&path, MOST_BYTES)?;
    match history_text::read(&text) {
        Ok(history) => Ok(Found { path, history }),
        Err(_) if history_text::is_of_before(&text) => Err(Stop::refused(
            "damaged-history",
            format!(
                "`{}` was written by an earlier version, which did not say in which form amounts are given",
                path.display()
            ),
            &path,
            "settle its year to the end with the version that wrote it: a folder of its own would post everything again; nothing was settled",
        )),
        Err(damage) => Err(damaged(
            &path,
            &format!("it is not as it was written: {damage}"),
        )),
    }
}

/// Refuses a history that cannot be gone on from.
pub fn damaged(path: &Path, why: &str) -> Stop {
    Stop::refused(
        "damaged-history",
        format!("`{}` cannot be gone on from: {why}", path.display()),
        path,
        "restore the folder from a copy: without its history nobody knows what was paid; nothing was settled",
    )
}

/// What stands against going on from a history, each with its file as the place.
pub fn problems(
    found: &Found,
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    until: crate::base::date::Date,
) -> Vec<Problem> {
    let problems = found.history.problems(program, accounts, facts, until);
    let place = |problem: Problem| problem.at(whole(&found.path));
    problems.into_iter().map(place).collect()
}
