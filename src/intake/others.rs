//! Rows of partners that have another program: a folder may hold the facts of all programs of a directory, and what
//! is another's is passed over before it is read, for it may be in other money.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::fact::{FactKind, Type};
use crate::intake::table::Record;

/// Partners that have another program, and their sales.
#[derive(Debug, Default)]
pub struct Others {
    partners: BTreeSet<Name>,
    sales: BTreeSet<Name>,
}

impl Others {
    /// The partners that have another program.
    pub fn new(partners: impl IntoIterator<Item = Name>) -> Others {
        Others {
            partners: partners.into_iter().collect(),
            sales: BTreeSet::new(),
        }
    }

    /// Whether a row is theirs. Sales are read before what refers to them.
    pub fn have(
        &mut self,
        described: &Type,
        record: &Record,
        partner: usize,
        refers: usize,
    ) -> bool {
        let cell = |column: usize| record.cell(column).map(Name::new);
        if !described.has_partner {
            return cell(refers).is_some_and(|sale| self.sales.contains(&sale));
        }
        let theirs = cell(partner).is_some_and(|partner| self.partners.contains(&partner));
        if theirs && described.kind == FactKind::Sale {
            self.sales.extend(cell(0));
        }
        theirs
    }
}
