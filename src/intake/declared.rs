//! Cells that name what a program declares. It must not know what a row is worth.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use crate::diagnostic::untrusted::quote;
use crate::intake::facts::unknown;
use crate::intake::findings::Findings;
use crate::intake::table::Record;
use crate::model::Declared;

/// The place of a declared thing that a cell names; `None` where it is empty, or names nothing, which is said then.
pub(super) fn declared<'p>(
    record: &Record,
    (column, heading): (usize, &str),
    known: impl Iterator<Item = &'p Declared> + Clone,
    findings: &mut Findings,
) -> Option<u16> {
    let text = record.cell(column).filter(|text| !text.is_empty())?;
    let place = known
        .clone()
        .position(|each| *each.name == *text || *each.first == *text);
    if place.is_none() {
        let names = known.map(|each| each.name.as_str());
        let message = format!("{} is no {heading} of the program", quote(text));
        let mut problem = unknown("unknown-name", message, text, names.clone());
        if names.count() == 0 {
            problem = problem.help(format!(
                "the program declares no {heading}; leave the cell empty"
            ));
        }
        findings.add(problem.at(record.place(column)));
    }
    place.and_then(|place| u16::try_from(place).ok())
}
