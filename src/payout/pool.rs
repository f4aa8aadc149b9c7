//! Pools of money that awards draw from.

use super::{CapSpan, Crossing};
use crate::base::id::BudgetId;
use crate::base::period::Cycle;

/// Where a draw takes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A declared budget, shared by everything that draws on it.
    Budget(BudgetId),
    /// The credit that the same incentive earned for the same partner and that has not expired. What does
    /// not fit is not paid.
    Credit,
}

/// A shared pool of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// How much for each span of time, in minor units.
    pub amount: i128,
    /// The time it lasts.
    pub span: CapSpan,
    /// What happens to the award that crosses it.
    pub rule: PoolRule,
}

/// How a pool is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PoolRule {
    /// First accepted first paid; ties by claim number, then id bytes.
    FirstAccepted(Crossing),
    /// All awards of a span are held until the end of this period and lessened alike when they do not fit.
    ProRata(Cycle),
}
