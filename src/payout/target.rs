//! Targets: what is expected of each partner. Inert; `semantics::evaluate::target` says what it is on a day.

use super::Quantity;
use super::measure::Reading;
use super::table::AsOf;
use super::test::Threshold;
use crate::base::date::Date;
use crate::base::id::TargetId;
use crate::base::name::Name;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;

/// What is expected of each partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Name,
    /// What is expected, in the order of days, without a gap. The first held before the program's year, and the last
    /// goes on after it.
    pub versions: Vec<Expected>,
    /// What it becomes where prices change, in order of days.
    pub index: Vec<Index>,
    /// The day on which everything about it is read.
    pub fixed: AsOf,
}

/// What is expected where a target is fixed on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The days of the program's year.
    pub days: Days,
    /// How much.
    pub amount: Amount,
    /// Never less than this.
    pub least: Option<Quantity>,
    /// Never more than this.
    pub most: Option<Quantity>,
    /// What is expected of partners without enough history.
    pub new: Option<New>,
}

impl Expected {
    /// Whether it says the same, on whatever days.
    pub fn says(&self, other: &Expected) -> bool {
        let (one, two) = (&self.amount, &other.amount);
        one == two && self.least == other.least && self.most == other.most && self.new == other.new
    }
}

impl Target {
    /// What is expected where it is fixed on a day.
    pub fn on(&self, day: Date) -> Option<&Expected> {
        let held = self.versions.iter().find(|it| day <= it.days.last());
        held.or(self.versions.last())
    }

    /// Whether it is agreed with partners, on some days at least.
    pub fn is_agreed(&self, id: TargetId) -> bool {
        let mut amounts = self.versions.iter().map(|it| &it.amount);
        amounts.any(|amount| *amount == Amount::Agreed(id))
    }

    /// What was reached before, where a part of it is expected.
    pub fn history(&self) -> impl Iterator<Item = &Reading> {
        self.versions.iter().filter_map(|it| match &it.amount {
            Amount::Part { of, .. } => Some(of),
            Amount::Agreed(_) | Amount::Each(_) => None,
        })
    }
}

/// How much is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// What was agreed with the partner: the last fact about it that holds on the day.
    Agreed(TargetId),
    /// An amount, the same for all or by member of a set.
    Each(Threshold),
    /// A part of what was reached before.
    Part {
        /// Which part: 1.05 for 105%.
        rate: Ratio,
        /// Of what.
        of: Reading,
    },
}

/// A change of prices that what is expected moves with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    /// The first day of the new prices.
    pub from: Date,
    /// The last day on which it counts, where there is one.
    pub until: Option<Date>,
    /// What it makes of an amount: 1.08 for 108%. Above zero.
    pub rate: Ratio,
}

impl Index {
    /// Whether it counts on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What is expected of new partners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct New {
    /// How much.
    pub amount: Quantity,
    /// Who has fewer whole periods than this since it joined is new.
    pub fewer_than: u16,
    /// Which periods.
    pub cycle: Cycle,
}

/// How much of a target is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attained {
    /// What is measured.
    pub of: Reading,
    /// What is expected.
    pub target: Target,
}
