//! What a refinement says.

use crate::intake::scenario::behaviour::Parameter;

/// A parameter after the refinement.
#[derive(Clone, Copy)]
pub struct Refinement {
    /// Which.
    pub parameter: &'static Parameter,
    /// What was assumed.
    pub assumed: f64,
    /// What its own block of the panel said, with what was assumed.
    pub block: Option<f64>,
    /// Where it is least far from all moments and from what was assumed, with the 2.5th and 97.5th percentile.
    pub refined: [f64; 3],
    /// 1 less the standard deviation after the moments over the one before.
    pub shrinkage: f64,
    /// Whether it lies at an end of its range.
    pub is_at_end: bool,
}

/// A moment of the history and of the engine.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// Which.
    pub name: &'static str,
    /// In the history.
    pub observed: f64,
    /// In the engine before and after.
    pub simulated: [f64; 2],
    /// How far the engine is off before and after, in standard errors of the difference.
    pub off: [f64; 2],
}

/// Whether the model can reproduce a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reproduction {
    /// What is left is no more than chance leaves.
    Can,
    /// Chance leaves as much less than once in twenty.
    Doubtful,
    /// Chance leaves as much less than once in a hundred.
    Cannot,
}

impl Reproduction {
    /// By the chance of as much or more, if the model were right.
    pub fn of(chance: f64) -> Reproduction {
        match chance {
            rare if rare < 0.01 => Reproduction::Cannot,
            low if low < 0.05 => Reproduction::Doubtful,
            _ => Reproduction::Can,
        }
    }

    /// The words in results.
    pub const fn words(self) -> &'static str {
        match self {
            Reproduction::Can => "the model can reproduce this history",
            Reproduction::Doubtful => "it is doubtful that the model can reproduce this history",
            Reproduction::Cannot => "the model cannot reproduce this history",
        }
    }
}

/// What the refinement found.
pub struct Refined {
    /// What was moved.
    pub parameters: Vec<Refinement>,
    /// Of which parameters the moments say nothing.
    pub unidentified: Vec<&'static str>,
    /// What was compared.
    pub moments: Vec<Compared>,
    /// What was not, and why.
    pub left_out: Vec<(&'static str, &'static str)>,
    /// The weighted distance that is left, and how much of it is expected.
    pub misfit: (f64, f64),
    /// The chance of as much or more of it if the model were true.
    pub chance: f64,
    /// Whether the search ended by itself.
    pub is_settled: bool,
    /// Populations at each point.
    pub seeds: u32,
}

impl Refined {
    /// Whether the model can reproduce the history.
    pub fn verdict(&self) -> Reproduction {
        Reproduction::of(self.chance)
    }

    /// The three moments that are furthest off after the refinement.
    pub fn furthest(&self) -> Vec<&'static str> {
        let mut worst: Vec<&Compared> = self.moments.iter().collect();
        worst.sort_by(|one, other| other.off[1].abs().total_cmp(&one.off[1].abs()));
        worst.iter().take(3).map(|it| it.name).collect()
    }
}
