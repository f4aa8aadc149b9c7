//! Where facts stand in a file that was read before.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use super::facts::{columns, wanted};
use super::findings::Findings;
use super::record::Limits;
use super::table::Table;
use super::word;
use crate::base::name::Name;
use crate::diagnostic::place::Row;
use crate::fact::Type;

/// The rows in which these ids stand in a file that was read before, each at the column that is meant, for what is
/// found only later. A column that the file or the type does not have is the row as a whole.
pub fn rows_of<R: BufRead>(
    described: &'static Type,
    file: &str,
    input: R,
    ids: &BTreeMap<Name, Option<&'static str>>,
) -> io::Result<BTreeMap<Name, Row>> {
    let place_of = |name: &str| columns(described).position(|(each, _)| each == name);
    let wanted = wanted(columns(described));
    let mut findings = Findings::default();
    let mut rows = BTreeMap::new();
    let table = Table::open(file, input, &wanted, Limits::STANDARD, &mut findings)?;
    let Some(mut table) = table else {
        return Ok(rows);
    };
    while let Some(record) = table.next(&mut findings)? {
        let id = record.read(0, true, word::id, &mut findings);
        let meant = id.and_then(|id| Some((*ids.get(&id)?, id)));
        if let Some((column, id)) = meant {
            let place = column.and_then(place_of).unwrap_or(usize::MAX);
            rows.insert(id, record.place(place));
        }
    }
    Ok(rows)
}
