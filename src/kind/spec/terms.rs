//! The resolved clauses of one block, and how a kind asks for them.

use super::value::{Named, Value};
use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::payout::table::{Across, Cell, Start};

/// One clause as given.
#[derive(Clone)]
pub struct Given {
    /// Its descriptor's word.
    pub word: &'static str,
    /// Its value.
    pub value: Value,
    /// Its phrases in the order given; a lead may stand twice (`per partner per year`).
    pub phrases: Vec<(&'static str, Value, Span)>,
    /// Its table.
    pub table: Option<Grid>,
    /// Where each row of its table stands, the headings left out.
    pub rows: Vec<Span>,
    /// The days on which it holds.
    pub force: Force,
    /// Where it stands.
    pub span: Span,
}

/// The days on which a clause holds: from the first, until the last, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Force {
    /// The first day; `None` is from the beginning.
    pub from: Option<Date>,
    /// The last day; `None` is until the end.
    pub until: Option<Date>,
}

impl Force {
    /// Whether a date is said at all.
    pub fn is_dated(self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether it holds on a day.
    pub fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A table, resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Grid {
    /// A rate table: `columns[member][band]`.
    Bands {
        /// Lower bounds.
        starts: Vec<Start>,
        /// The unit they are written in; `None` where none is above zero.
        unit: Option<Unit>,
        /// The set of the columns, if any.
        across: Option<Across>,
        /// The names of the columns, where they are levels of those who enrol.
        levels: Vec<Name>,
        /// Cells by column, then band.
        columns: Vec<Vec<Cell>>,
    },
    /// An amount for each member of a set; `None` is `none`.
    Across {
        /// The set and its day.
        across: Across,
        /// In the set's order.
        amounts: Vec<Option<Ratio>>,
        /// Their unit.
        unit: Unit,
    },
    /// Records: one value for each column of the descriptor, `None` where the column is left out.
    Rows(Vec<Vec<Option<Value>>>),
    /// Facts.
    Facts(Vec<crate::fact::Fact>),
}

/// The resolved clauses of one block.
#[derive(Clone, Default)]
pub struct Terms {
    /// In the order given.
    pub clauses: Vec<Given>,
}

impl Terms {
    /// The first clause with this word.
    pub fn one(&self, word: &str) -> Option<&Given> {
        self.clauses.iter().find(|given| given.word == word)
    }

    /// All clauses with this word.
    pub fn all<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Given> {
        self.clauses.iter().filter(move |given| given.word == word)
    }

    /// The text of a clause such as `tell` or `why`.
    pub fn text(&self, word: &str) -> Option<Name> {
        if let Value::Text(text) = &self.one(word)?.value {
            Some(text.clone())
        } else {
            None
        }
    }

    /// The names of a clause such as `drives`.
    pub fn names(&self, word: &str) -> Vec<Named> {
        self.all(word)
            .flat_map(|given| given.value.names())
            .collect()
    }
}

impl Given {
    /// The value of the first phrase with this lead.
    pub fn phrase(&self, lead: &str) -> Option<&Value> {
        self.phrases
            .iter()
            .find(|(each, _, _)| *each == lead)
            .map(|(_, value, _)| value)
    }

    /// Whether a phrase with this lead stands.
    pub fn says(&self, lead: &str) -> bool {
        self.phrase(lead).is_some()
    }
}
