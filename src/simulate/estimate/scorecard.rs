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

    /// The mean of a part, whose interval ends where parts do.
    fn mean(&self, of: fn(&Colours) -> f64) -> Interval {
        let found = interval(&self.runs.iter().map(of).collect::<Vec<f64>>());
        Interval {
            low: found.low.max(0.0),
            high: found.high.min(1.0),
            ..found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of two runs in which nobody and a tenth are yellow, the interval of the mean would begin below nobody.
    #[test]
    fn no_part_is_below_nobody() {
        let run = |yellow| Colours {
            yellow,
            green: 1.0 - yellow,
            counts: 1.0,
        };
        let scored = Scored {
            of: Name::new("review"),
            line: None,
            last: "2027-12-31".to_owned(),
            runs: vec![run(0.0), run(0.1)],
        };
        assert_eq!(scored.yellow().low, 0.0);
        assert_eq!(scored.green().high, 1.0);
        assert!((scored.yellow().mean - 0.05).abs() < 1e-12);
        assert_eq!(scored.counts().mean, 1.0);
    }
}
