//! What scorecards say of all partners, replication by replication.

use serde::{Deserialize, Serialize};

use crate::base::name::Name;
use crate::simulate::estimate::statistics::{Interval, interval};

/// A line of a scorecard, or its score, at the end of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scored {
    /// The scorecard, by name.
    pub of: Name,
    /// The line in words; `None` for the score of the card.
    pub line: Option<Name>,
    /// The last day of the period.
    pub last: String,
    /// One a replication, in their order.
    pub runs: Vec<Colours>,
}

/// How the partners with a card stand in one replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// The part of them that is green.
    pub green: f64,
    /// The part of them that is yellow.
    pub yellow: f64,
    /// What the line counts in the mean: the part of its target, from nothing to all.
    pub counts: f64,
}

impl Scored {
    /// The part of partners that is green.
    pub fn green(&self) -> Interval {
        self.mean(|run| run.green)
    }

    /// The part of partners that is yellow.
    pub fn yellow(&self) -> Interval {
        self.mean(|run| run.yellow)
    }

    /// What the line counts in the mean.
    pub fn counts(&self) -> Interval {
        self.mean(|run| run.counts)
    }

    fn mean(&self, of: fn(&Colours) -> f64) -> Interval {
        interval(&self.runs.iter().map(of).collect::<Vec<f64>>())
    }
}
