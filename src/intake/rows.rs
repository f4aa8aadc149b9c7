//! Where facts stand in a file that was read before.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use super::facts::{columns, wanted};
use super::findings::Findings;
use super::record::Limits;
use super::table::Table;
use super::word;
use crate::base::name::Name;
use crate::diagnostic::place::Row;
use crate::fact::Type;

/// The rows in which these ids stand in a file that was read before, for what is found only later.
pub fn rows_of<R: BufRead>(
    described: &'static Type,
    file: &str,
    input: R,
    ids: &BTreeSet<Name>,
) -> io::Result<BTreeMap<Name, Row>> {
    let wanted = wanted(columns(described));
    let mut findings = Findings::default();
    let mut rows = BTreeMap::new();
    let table = Table::open(file, input, &wanted, Limits::STANDARD, &mut findings)?;
    let Some(mut table) = table else {
        return Ok(rows);
    };
    while let Some(record) = table.next(&mut findings)? {
        let id = record.read(0, true, word::id, &mut findings);
        if let Some(id) = id.filter(|id| ids.contains(id)) {
            rows.insert(id, record.place(0));
        }
    }
    Ok(rows)
}
