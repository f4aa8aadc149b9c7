//! Which lints a project wants, and how much each weighs. Must not know the file that says so.

use std::collections::BTreeMap;

use crate::lint::LINTS;
use crate::lint::spec::{Level, Lint};

/// The levels that differ from the lints' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Every lint at least a warning, those too that are off unless asked for.
    pub fn all_on() -> Levels {
        let off = LINTS.iter().filter(|lint| lint.level == Level::Allow);
        Levels(off.map(|lint| (lint.name, Level::Warn)).collect())
    }

    /// Sets the level of a lint.
    pub fn set(&mut self, lint: &'static Lint, level: Level) {
        self.0.insert(lint.name, level);
    }

    /// The level of a lint.
    pub fn of(&self, lint: &Lint) -> Level {
        self.0.get(lint.name).copied().unwrap_or(lint.level)
    }
}
