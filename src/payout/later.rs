//! Awards that are paid later than they are earned, in parts, or up to a least.

use super::Quantity;
use crate::base::duration::Duration;
use crate::base::period::Cycle;

/// What an award waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Until {
    /// The customer has paid for the sale: within so many days, or at any time.
    CustomerPaid {
        /// The longest time from the day of sale to the day of payment.
        within: Option<u16>,
    },
}

/// One award over several payments, all of the same size; what cannot be divided goes with the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalments {
    /// How long after the anchor of the payment each is paid, rising.
    pub after: Vec<Duration>,
    /// Whether a part is paid only while the customer of the sale has not cancelled.
    pub while_active: bool,
}

/// A least that every period gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// The least.
    pub least: Quantity,
    /// The period it is guaranteed for.
    pub cycle: Cycle,
    /// What becomes of what was earned above it.
    pub surplus: Surplus,
    /// When it is paid.
    pub paid: GuaranteePaid,
}

/// What becomes of what a period earned above its guarantee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surplus {
    /// It counts towards the guarantee of the next period, and then no longer.
    ToNextPeriod,
    /// It counts towards the guarantees of the year until it is used.
    ToYearEnd,
    /// It counts towards no other.
    NotCarried,
}

/// When a guarantee is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuaranteePaid {
    /// With the award, when the period has ended.
    AtPeriodEnd,
    /// On the first day of the period; what the period earns is paid less what was advanced.
    InAdvance,
}
