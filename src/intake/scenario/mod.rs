//! A scenario: who the partners are, what the market does and how people behave. It may say nothing
//! that a program says. Values only; `scenario::read` makes them from text.

pub mod behaviour;
pub mod expect;
mod fields;
pub mod keys;
pub mod list;
pub mod market;
pub mod population;
pub mod read;
mod read_list;
mod read_market;
pub(super) mod read_population;
pub mod variant;

use behaviour::Behaviour;
use expect::Expected;
use market::Market;
use population::Mix;

/// Weeks of the program's year, a begun week counted whole.
pub const YEAR_WEEKS: u16 = 53;
/// Weeks after the program's last day during which no new fact earns.
pub const RUN_OUT_WEEKS: u16 = 26;
/// Weeks before the program's first day that are drawn as its opening book.
pub const OPENING_WEEKS: u16 = 52;
/// The most replications of one run.
pub const MOST_RUNS: u32 = 10_000_000;
/// The most runs x worlds x partners x weeks unless the command line raises it.
pub const MOST_WORK: u128 = 10_000_000_000;

/// What a forecast is made of besides the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The seed of every random word.
    pub seed: u32,
    /// How many replications.
    pub runs: u32,
    /// Weeks from the program's first day to the end of the run-out.
    pub weeks: u16,
    /// What had happened before the program's first day.
    pub opening: Opening,
    /// Who the partners are.
    pub population: Mix,
    /// What the market does.
    pub market: Market,
    /// How people and processes behave.
    pub behaviour: Behaviour,
    /// What running the program costs besides payouts.
    pub costs: Costs,
    /// What is expected of its forecast.
    pub expect: Vec<Expected>,
}

/// What had happened before the program's first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opening {
    /// A year drawn without any program: open deals, customers, sales.
    Drawn,
    /// Nothing.
    Empty,
}

/// What running the program costs besides payouts, in the program's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// A year of staff and systems.
    pub fixed_per_year: f64,
    /// Handling one claim.
    pub per_claim: f64,
    /// One finished course of one partner.
    pub per_course: f64,
    /// One touch of one partner.
    pub per_touch: f64,
}

/// The most bytes of a run unless the command line raises it.
pub const MOST_MEMORY: u128 = 4 << 30;
/// Bytes of a run before any partner.
const MEMORY_OF_A_RUN: u128 = 64 << 20;
/// Bytes of a partner in a replication at play: its year of facts and postings, in the worlds that are
/// compared. Measured on the flagship; see docs/speed.md.
const MEMORY_OF_A_PARTNER: u128 = 80 << 10;
/// Bytes of what is kept of one world of one replication.
const MEMORY_OF_A_WORLD: u128 = 512;

/// About how many bytes a forecast needs.
pub fn memory(runs: u32, worlds: usize, partners: u32, threads: usize) -> u128 {
    let at_play = threads as u128 * u128::from(partners) * MEMORY_OF_A_PARTNER;
    let kept = u128::from(runs) * worlds as u128 * MEMORY_OF_A_WORLD;
    MEMORY_OF_A_RUN + at_play + kept
}

/// How much work a forecast is: runs x worlds x partners x weeks.
pub fn work(runs: u32, worlds: usize, partners: usize, weeks: u16) -> u128 {
    u128::from(runs) * worlds as u128 * partners as u128 * u128::from(weeks)
}

impl Default for Costs {
    fn default() -> Costs {
        Costs {
            fixed_per_year: 0.0,
            per_claim: 25.0,
            per_course: 40.0,
            per_touch: 0.5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_does_not_overflow() {
        assert_eq!(work(200, 2, 400, 79), 12_640_000);
        let most = work(u32::MAX, 4_000, 4_294_967_295, u16::MAX);
        assert!(most > MOST_WORK);
    }
}
