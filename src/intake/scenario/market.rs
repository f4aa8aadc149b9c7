//! What the market does, whatever the program: waves, seasons and shocks. Values only.

use crate::base::name::Name;

/// The market of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// Standard deviation of the waves in log demand.
    pub spread: f64,
    /// How much of a wave is left after a week.
    pub persistence: f64,
    /// How demand moves over the year.
    pub season: Season,
    /// What may go wrong.
    pub shocks: Vec<Shock>,
}

/// How demand moves over the 52 weeks of a year; the mean is 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Season {
    /// A sine of this height, rising through its mean in this week from the program's first day.
    Wave {
        /// Height above and below 1.
        height: f64,
        /// The week of the rise.
        week: f64,
    },
    /// A factor for each of 52 weeks.
    Weeks(Vec<f64>),
}

/// Something that may go wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Its name, which addresses its random words.
    pub name: Name,
    /// The chance that it happens.
    pub probability: f64,
    /// What it does.
    pub effect: Effect,
}

/// What a shock does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Fewer opportunities for everyone.
    Softness {
        /// The share that is missing.
        loss: f64,
        /// First week.
        from_week: u16,
        /// Last week.
        to_week: u16,
    },
    /// A line cannot be sold from its planned week on, for as long as it is late.
    Delay {
        /// The place of the line.
        line: usize,
        /// The planned week.
        from_week: u16,
        /// How late on average; drawn from 0 to twice this.
        weeks: u16,
    },
    /// Some partners have fewer people for a while.
    Shortage {
        /// The share of partners struck.
        reach: f64,
        /// The share of their work that is missing.
        loss: f64,
        /// First week.
        from_week: u16,
        /// Last week.
        to_week: u16,
    },
}

impl Effect {
    /// Its word in a scenario.
    pub const fn word(&self) -> &'static str {
        match self {
            Effect::Softness { .. } => "softness",
            Effect::Delay { .. } => "delay",
            Effect::Shortage { .. } => "shortage",
        }
    }
}

impl Default for Market {
    fn default() -> Market {
        Market {
            spread: 0.04,
            persistence: 0.92,
            season: Season::Wave {
                height: 0.06,
                week: 8.0,
            },
            shocks: Vec::new(),
        }
    }
}

impl Market {
    /// A market that does not move: for closed forms.
    pub fn still() -> Market {
        Market {
            spread: 0.0,
            persistence: 0.0,
            season: Season::Wave {
                height: 0.0,
                week: 0.0,
            },
            shocks: Vec::new(),
        }
    }
}
