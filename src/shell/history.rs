//! The history that a settlement goes on from: in the folder it writes to, or in a file that is named.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::path::{Path, PathBuf};

use crate::diagnostic::Problem;
use crate::fact::Fact;
use crate::model::Program;
use crate::settle::Account;
use crate::settle::history::History;
use crate::settle::history_text;
use crate::shell::load;
use crate::shell::publish::{CURRENT, MANIFEST, hash};
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

/// The history of a folder, if it holds one, or that of the file that is named.
pub fn find(out: Option<&Path>, posted: Option<&Path>) -> Result<Option<Found>, Stop> {
    let own = out.map(|out| out.join(CURRENT).join(FILE));
    let own = own.filter(|path| path.exists());
    match (own, posted) {
        (Some(own), Some(_)) => Err(Stop::Usage(format!(
            "`{}` is what this settlement goes on from; leave --posted out, or write to another folder",
            own.display()
        ))),
        (Some(own), None) => {
            let text = load::text(&own, MOST_BYTES)?;
            intact(&own, &text)?;
            read(own, &text).map(Some)
        }
        (None, Some(path)) => {
            let text = load::text(path, MOST_BYTES)?;
            read(path.to_path_buf(), &text).map(Some)
        }
        (None, None) => Ok(None),
    }
}

fn read(path: PathBuf, text: &str) -> Result<Found, Stop> {
    match history_text::read(text) {
        Ok(history) => Ok(Found { path, history }),
        Err(damage) => Err(damaged(&path, &damage.to_string())),
    }
}

/// The file is the one that its manifest names.
fn intact(path: &Path, text: &str) -> Result<(), Stop> {
    let manifest = load::text(&path.with_file_name(MANIFEST), MOST_BYTES)?;
    let line = format!("{}  {FILE}", hash(text.as_bytes()));
    if manifest.lines().any(|each| each == line) {
        return Ok(());
    }
    Err(damaged(
        path,
        &format!("its hash is not the one in {MANIFEST}"),
    ))
}

fn damaged(path: &Path, why: &str) -> Stop {
    Stop::refused(
        "damaged-history",
        format!("`{}` is not as it was written: {why}", path.display()),
        path,
        "restore the folder from a copy; nothing was settled",
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
