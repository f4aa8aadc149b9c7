//! How an award is taken back when its sale is returned.

use crate::base::duration::Duration;

/// How an award is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The longest time from the sale to the return; `None` has no limit.
    pub within: Option<Duration>,
    /// By which amount.
    pub method: UndoMethod,
    /// What it is taken from.
    pub from: UndoFrom,
}

/// By which amount an award is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UndoMethod {
    /// What was first paid for the sale, in proportion to the part returned.
    AtTheRateFirstPaid,
    /// The period is computed again without it.
    ByRecomputingThePeriod,
}

/// What a reversal is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UndoFrom {
    /// It lessens the next payout.
    NextPayout,
    /// It is invoiced.
    Invoice,
}
