//! Which lints a project wants, and how much each weighs. Must not know the file that says so.

use std::collections::BTreeMap;

use crate::lint::spec::{Level, Lint};

/// The levels that differ from the lints' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Sets the level of a lint.
    pub fn set(&mut self, lint: &'static Lint, level: Level) {
        self.0.insert(lint.name, level);
    }

    /// The level of a lint.
    pub fn of(&self, lint: &Lint) -> Level {
        self.0.get(lint.name).copied().unwrap_or(lint.level)
    }
}
