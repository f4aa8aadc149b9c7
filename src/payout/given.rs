//! What is given where it is neither a rate nor an amount of money: a difference of prices within one fact,
//! and awards in kind.

use super::Quantity;
use crate::base::duration::Duration;
use crate::base::id::ProductId;
use crate::base::ratio::Ratio;
use crate::fact::FieldIndex;

/// Units of the occasion's own fact, each times what one price lies above another, and a part of the lower one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many units, and the higher price of each.
    pub units: Units,
    /// The lower price of one.
    pub low: FieldIndex,
    /// What each unit is paid besides, as a part of the lower price.
    pub plus: Ratio,
}

/// Which units are paid for, and what each was bought for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Those that the fact counts, at the price that it states.
    Counted {
        /// How many.
        units: FieldIndex,
        /// The higher price of one.
        high: FieldIndex,
        /// Only on days on which the lower price is kept.
        held: Option<Held>,
    },
    /// Those of the fact's product that are in stock on its day, the oldest bought first, at the prices they
    /// were bought for; what was sold and sent back was the oldest.
    InStock {
        /// At most this many, where the fact states it.
        at_most: FieldIndex,
        /// Only what was bought no longer ago.
        bought_within: Option<Duration>,
    },
}

/// How long a price is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The day from which it is; on the day itself it is kept too.
    pub since: FieldIndex,
    /// How long after it.
    pub length: Duration,
}

/// What is given in place of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InKind {
    /// Units of a product.
    Units(ProductId),
    /// Points, which partners exchange for rewards.
    Points,
}

/// The money that one of what is given in kind stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// A stated amount.
    Stated(Quantity),
    /// The list price of the product.
    List(ProductId),
}

/// Who divides an award on a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Among {
    /// The partners who are credited with its deal, by their hundredths; the rest is the seller's.
    Credited,
    /// The partner who registered its deal too and lost it; nobody where none did.
    SecondRegistrant,
}

impl Among {
    /// The words in a program.
    pub const fn words(self) -> &'static str {
        match self {
            Among::Credited => "by credit on the deal",
            Among::SecondRegistrant => "to the second registrant",
        }
    }
}
