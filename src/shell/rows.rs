//! The text of rows that a problem only points at: a file is read row by row and not kept, so that the rows it means besides its own
//! are read again for the few that are shown.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use crate::diagnostic::Problem;
use crate::diagnostic::place::{Place, Row};
use crate::shell::facts::{open, shown};
use crate::shell::stop::Stop;

/// How much of a row is shown.
const SHOWN: usize = 120;

/// Fills in what stands in the rows that problems of a folder point at besides their own. `names` are the files that were read.
pub(super) fn filled(
    folder: &Path,
    names: impl Iterator<Item = String>,
    mut problems: Vec<Problem>,
) -> Result<Vec<Problem>, Stop> {
    for name in names {
        let file = shown(folder, &name);
        let mut wanted: BTreeMap<u64, Vec<&mut Row>> = BTreeMap::new();
        for row in problems.iter_mut().flat_map(|it| &mut it.related) {
            if let Place::Row(row) = &mut row.0
                && row.file == file
                && row.excerpt.is_empty()
            {
                wanted.entry(row.row).or_default().push(row);
            }
        }
        if let Some((last, _)) = wanted.last_key_value() {
            let last = *last;
            fill(folder, &name, last, wanted)?;
        }
    }
    Ok(problems)
}

fn fill(
    folder: &Path,
    name: &str,
    last: u64,
    mut wanted: BTreeMap<u64, Vec<&mut Row>>,
) -> Result<(), Stop> {
    let Some(mut input) = open(folder, name)? else {
        return Ok(());
    };
    let mut line = Vec::new();
    for at in 1..=last {
        line.clear();
        // A file that changed since is shown without the row.
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        let text = String::from_utf8_lossy(line.get(..SHOWN).unwrap_or(&line));
        for row in wanted.remove(&at).into_iter().flatten() {
            row.excerpt = text.trim_end_matches(['\r', '\n']).to_owned();
        }
    }
    Ok(())
}
