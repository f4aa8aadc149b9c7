//! The payout calculus: the closed set of shapes that every promise of money is made of. A shape is inert
//! data. Evaluating, bounding, drawing, wording and exporting it are the readers' work, in `semantics` and
//! `render`; each is one exhaustive `match`. `payout.md` is the specification of every shape.
//! Must not know syntax, kinds or the program.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

pub mod given;
pub mod later;
pub mod measure;
mod occasion;
pub mod payment;
mod pool;
pub mod score;
pub mod table;
pub mod target;
pub mod test;
mod undo;

pub use pool::{Pool, PoolRule, Source};
pub use undo::{Undo, UndoFrom, UndoMethod};

use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use given::{Among, InKind, Spread, Worth};
use later::{Guarantee, Instalments, Until};
use measure::{Reading, Selector};
use table::{Across, Bands, Limit};
use target::Target;
use test::Test;

/// An amount of one unit. Money is counted in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// How much.
    pub amount: Ratio,
    /// Of what.
    pub unit: Unit,
}

impl Quantity {
    /// An amount of money.
    pub fn of(money: Money) -> Quantity {
        Quantity {
            amount: Ratio::whole(money.minor),
            unit: Unit::Money(money.currency),
        }
    }
}

/// A promise of money (or points), as a tree of shapes. See `payout.md` for zero, boundary, tie and
/// rounding cases of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payout {
    /// A constant quantity.
    Fixed(Quantity),
    /// A rate of a measured amount.
    Share {
        /// The rate: 0.03 for 3%.
        rate: Ratio,
        /// What it is paid on.
        of: Reading,
    },
    /// A quantity for each counted event.
    PerEvent {
        /// Paid for each.
        each: Quantity,
        /// How many there are; exactly one where the occasion is the event itself.
        count: Reading,
    },
    /// A quantity for every step of a measured amount.
    PerStep {
        /// Paid for each step.
        each: Quantity,
        /// The size of a step, above zero.
        step: Ratio,
        /// What is counted in steps.
        of: Reading,
        /// Whole blocks only, or in proportion.
        blocks: Blocks,
    },
    /// A rate or quantity by the band that a key falls in.
    Bands(Bands),
    /// Units of one fact times a difference of prices.
    Spread(Spread),
    /// All parts added.
    Sum(Vec<Payout>),
    /// The smallest part.
    Least(Vec<Payout>),
    /// The largest part.
    Greatest(Vec<Payout>),
    /// The part when the test holds, else nothing.
    When {
        /// The condition.
        test: Test,
        /// What is paid when it holds.
        then: Box<Payout>,
    },
    /// The part with what it is paid on lessened, never below nothing.
    Net {
        /// What is taken off.
        less: Deduction,
        /// What is paid on the rest.
        payout: Box<Payout>,
    },
    /// The part where it is more than what rivals give on the same occasion, else nothing.
    Larger {
        /// What it is compared with.
        than: Vec<Rival>,
        /// What is paid where it is more.
        payout: Box<Payout>,
    },
    /// Exactly one arm, by member of a closed set on a stated day.
    Choose {
        /// The set and the day.
        across: Across,
        /// One arm for each member, in the set's order; `None` pays nothing.
        arms: Vec<Option<Payout>>,
    },
    /// Evaluates the part on each occasion. Every payout of an incentive has exactly one `Over` on each
    /// path from its root; what stands above it keeps state, what stands below it does not.
    Over {
        /// When and for whom.
        occasion: Occasion,
        /// What is earned on each.
        payout: Box<Payout>,
    },
    /// Never more than a limit.
    Cap {
        /// The limit and what it is counted over.
        cap: Cap,
        /// What is limited.
        payout: Box<Payout>,
    },
    /// Takes from a pool.
    Draw {
        /// The pool.
        from: Source,
        /// What is taken.
        payout: Box<Payout>,
    },
    /// At least so much in every period.
    Guarantee {
        /// How much, and what becomes of what is earned above it.
        guarantee: Guarantee,
        /// What is earned.
        payout: Box<Payout>,
    },
    /// One award to partners who had to do with the deal of its sale, whoever sold. Parts add up exactly.
    Shared {
        /// Who they are.
        among: Among,
        /// What is divided.
        payout: Box<Payout>,
    },
    /// A number of things in place of money, at the money they stand for.
    Valued {
        /// What is given.
        given: InKind,
        /// What one of it stands for.
        each: Worth,
        /// How many.
        payout: Box<Payout>,
    },
    /// A prize by place among the partners.
    Rank {
        /// What they are ranked by, highest first.
        key: Reading,
        /// The least key that can win.
        least: Ratio,
        /// How equal keys are told apart.
        ties: Ties,
        /// The prize of the first, second, ... place.
        prizes: Vec<Quantity>,
    },
    /// One award to several accounts. Parts add up exactly; the remainder goes by largest part.
    Split {
        /// Account and weight of each part; weights add up to one.
        parts: Vec<(Account, Ratio)>,
        /// What is split.
        payout: Box<Payout>,
    },
    /// Takes an award back when its sale is returned.
    Undo {
        /// How and until when.
        undo: Undo,
        /// What may be taken back.
        payout: Box<Payout>,
    },
    /// Earned now, paid once something has happened.
    Hold {
        /// What it waits for.
        until: Until,
        /// What is earned.
        payout: Box<Payout>,
    },
    /// One award over several payments.
    Instalments {
        /// When each is paid.
        instalments: Instalments,
        /// What is divided.
        payout: Box<Payout>,
    },
    /// Posts the entitlement less all earlier postings of the same claim.
    TrueUp(Box<Payout>),
}

/// What a basis is lessened by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deduction {
    /// What counts already: the larger of an earlier result and a stated amount.
    Baseline {
        /// The earlier result, if one is read.
        before: Option<Reading>,
        /// Never less than this.
        least: Option<Quantity>,
    },
    /// What is expected of the partner; nothing where nothing is.
    Target {
        /// The target.
        target: Box<Target>,
        /// Which part of it: one for all of it.
        part: Ratio,
    },
    /// What these incentives award on the same occasion, before caps and budgets.
    Awards(Vec<IncentiveId>),
}

/// An incentive that an award is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Which.
    pub incentive: IncentiveId,
    /// Whether it is the one that is paid where both give the same.
    pub wins_ties: bool,
}

/// Whether a part of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Only whole steps count.
    Whole,
    /// A part of a step pays its part.
    InProportion,
}

impl Blocks {
    /// The words before the size of a step in a program.
    pub const fn words(self) -> &'static str {
        match self {
            Blocks::Whole => "per whole",
            Blocks::InProportion => "in proportion to",
        }
    }
}

/// When a payout is evaluated, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Once for each selected fact, on its day. `per` joins facts: a deal is paid once, at its first.
    Event {
        /// Which facts.
        selector: Selector,
        /// What is paid once.
        per: Per,
    },
    /// Once for each partner at the end of each period.
    Period(Cycle),
    /// Once for each partner at the end of these days.
    Days(Days),
}

/// What an event payout is paid once for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Per {
    /// Every fact.
    Fact,
    /// Every deal, at its first selected sale.
    Deal,
    /// Every order, at its first selected sale.
    Order,
    /// Every customer, at its first selected sale.
    Customer,
    /// Every person, at the first selected fact.
    Person,
}

/// A limit on what is awarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// How much, by member of a set if it differs.
    pub limit: Limit,
    /// Whether the limit counts the awarded quantity or the number of awards.
    pub counts: Counts,
    /// Whose awards are added up.
    pub scope: Scope,
    /// Over what time they are added up.
    pub span: CapSpan,
    /// What happens to the award that crosses the limit.
    pub crossing: Crossing,
    /// Whether an award that is taken back gives its room back.
    pub returned: Returned,
}

/// What a cap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// The awarded quantity.
    Quantity,
    /// The number of awards.
    Awards,
}

/// Whose awards share a cap's room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All awards of the program's incentive together.
    Program,
    /// A partner's.
    Partner,
    /// A seller's (the person on the sale, of one partner).
    Seller,
    /// A customer's, of one partner.
    Customer,
    /// A customer's, whoever sold.
    CustomerAcrossPartners,
    /// A deal's.
    Deal,
    /// A product's, of one partner.
    Product,
    /// A region's.
    Region,
    /// A group's of partners, and no more for each of them.
    Group,
}

/// The time a cap adds up over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CapSpan {
    /// The period that holds the day of the award.
    In(Cycle),
    /// These days.
    Days(Days),
    /// One award.
    Award,
    /// The whole life of the program.
    Ever,
}

/// What happens to the award that crosses a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crossing {
    /// It is refused whole; a later smaller one may still fit.
    Refused,
    /// It is paid up to the limit.
    PaidToTheLimit,
    /// It is paid whole, and the limit is closed after it.
    PaidThenClosed,
}

/// Whether a return gives room back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Returned {
    /// The room can be used again.
    Reopens,
    /// The room stays used.
    StaysUsed,
}

/// How equal keys are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ties {
    /// The earlier accepted fact first, then claim number, then id bytes.
    FirstAccepted,
    /// Equal places share their prizes equally; a cent that is left goes by partner id bytes.
    Share,
    /// By the bytes of the partner id.
    ByName,
}

/// The vendor's account that bears an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Less revenue.
    ContraRevenue,
    /// Marketing expense.
    Marketing,
    /// Cost of sales.
    CostOfSales,
}
