//! Tables of rates and limits: bands with lower bounds only, columns by member of a closed set.

use super::Quantity;
use super::measure::{Figure, Reading};
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;

/// A closed set whose members can be columns or rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// The tiers, lowest rank first. A partner without a tier is in no column.
    Tier,
    /// The regions, in order of declaration.
    Region,
    /// The partner types.
    Type,
    /// The product lines; the line of the sale.
    Line,
}

/// The day whose status counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AsOf {
    /// The day each sale happened.
    SaleDate,
    /// The first day of the period that holds the occasion.
    Start(Cycle),
    /// The last day of the period that holds the occasion.
    End(Cycle),
    /// The day of the review, or of the occasion itself.
    Occasion,
    /// The day the award is due.
    PaymentDate,
}

/// Which column of a table applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Across {
    /// The set whose members are the columns.
    pub set: Set,
    /// The day that decides membership.
    pub as_of: AsOf,
}

/// Whether a band's rate applies to the part inside it or to everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Each rate applies to the part of the basis inside its own band.
    Marginal,
    /// The reached rate applies to the whole basis.
    Whole,
}

/// What a change of column or version inside a measuring period does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The position in the bands carries over; each slice takes the column of its own day.
    Continue,
    /// The bands begin again, with thresholds prorated by days.
    Restart,
}

/// Where a band begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Start {
    /// The lower bound in the key's own unit (minor units, a count, or a ratio); `None` is `any`.
    pub at: Option<Ratio>,
    /// Whether the bound itself is outside (`above 12%`).
    pub above: bool,
}

impl Start {
    /// Whether a key has reached this band.
    pub fn reached_by(self, key: Ratio) -> bool {
        match self.at {
            None => true,
            Some(at) if self.above => key > at,
            Some(at) => key >= at,
        }
    }
}

/// The last band, of starts that rise, that is reached where `is_reached` says of each start whether it is.
pub fn reached(starts: &[Start], is_reached: impl Fn(&Start) -> bool) -> Option<usize> {
    starts.partition_point(is_reached).checked_sub(1)
}

/// What a band pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A rate of the basis.
    Rate(Ratio),
    /// A constant quantity (whole bands only).
    Fixed(Quantity),
    /// Nothing.
    Nothing,
}

impl Cell {
    /// Whether it pays nothing.
    pub fn is_nothing(&self) -> bool {
        match self {
            Cell::Rate(rate) => rate.is_zero(),
            Cell::Fixed(quantity) => quantity.amount.is_zero(),
            Cell::Nothing => true,
        }
    }
}

/// A rate table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// What is paid on.
    pub basis: Reading,
    /// What has filled the bands before the basis does: the part of the same period that an earlier version
    /// pays. It is paid nothing here. `None` begins at zero.
    pub after: Option<Reading>,
    /// What selects the band; `None` reads the basis itself.
    pub key: Option<Figure>,
    /// Marginal or whole.
    pub mode: Mode,
    /// Lower bounds, strictly rising; the first may be `any`.
    pub starts: Vec<Start>,
    /// Which column applies; `None` has one column.
    pub across: Option<Across>,
    /// What a change inside the period does; needed where columns or versions change by day of sale.
    pub change: Change,
    /// One list for each column (each member of the set, in its order), one cell for each band.
    pub columns: Vec<Vec<Cell>>,
}

/// A limit that may differ by member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Which amount applies; `None` has one.
    pub across: Option<Across>,
    /// One for each member; `None` in a cell pays nothing.
    pub amounts: Vec<Option<Ratio>>,
    /// Minor units of a currency, or awards.
    pub unit: Unit,
}

impl Limit {
    /// The same limit for everyone.
    pub fn flat(amount: Ratio, unit: Unit) -> Limit {
        Limit {
            across: None,
            amounts: vec![Some(amount)],
            unit,
        }
    }
}
