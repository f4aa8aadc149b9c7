//! Ids of one file: none stands twice, and none differs from another in case only. It must not know what a
//! row is worth.

use std::collections::BTreeMap;

use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::quote;

/// The ids of the rows read so far, by their letters without case: place of the row among those kept, and its
/// line.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    seen: BTreeMap<Box<str>, (usize, u64)>,
}

/// What an earlier row with the same letters says.
pub(crate) struct Earlier<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it says the same in every field.
    pub same: bool,
}

impl Repeats {
    /// Notes an id. The problem, where an earlier row has it already; `earlier` looks that row up by its place
    /// among those kept.
    pub(crate) fn note<'a>(
        &mut self,
        id: &str,
        kept: usize,
        at: Row,
        earlier: impl FnOnce(usize) -> Option<Earlier<'a>>,
    ) -> Option<Problem> {
        let letters = id.to_lowercase().into_boxed_str();
        let line = at.row;
        let Some((place, first)) = self.seen.get(&letters).copied() else {
            self.seen.insert(letters, (kept, line));
            return None;
        };
        let earlier = earlier(place)?;
        let there = Row {
            row: first,
            excerpt: String::new(),
            cell: None,
            ..at.clone()
        };
        let (here, other) = (quote(id), quote(earlier.id));
        let problem = if earlier.id != id {
            Problem::error(
                "ids-differ-in-case",
                format!("{here} and {other} on line {first} differ only in capitals"),
            )
            .help("write one id in one way; ids are compared by their bytes")
        } else if earlier.same {
            Problem::error(
                "repeated-fact",
                format!("{here} stands on line {first} already, and says the same"),
            )
            .help("remove one of the two rows")
        } else {
            Problem::error(
                "conflicting-fact",
                format!("{here} stands on line {first} already, and says something else"),
            )
            .help("give each fact an id of its own, or remove the row that is wrong")
        };
        Some(problem.at(at).also(there, "the first of them"))
    }
}

/// The same of partners: which stand in a list once.
pub(crate) fn listed_twice(found: Problem, partner: &str, at: Row) -> Problem {
    if found.name == "ids-differ-in-case" {
        return found;
    }
    let message = format!("{} is listed twice", quote(partner));
    let problem = Problem::error("repeated-partner", message).at(at);
    let first = found.related.into_iter();
    first.fold(
        problem.help("list each partner once"),
        |it, (place, part)| it.also(place, part),
    )
}
