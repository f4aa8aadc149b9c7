//! Conditions on partners and readings: what opens a payout, earns a tier or makes an audience.

use std::collections::BTreeSet;

use super::measure::{Figure, Window};
use super::table::{Across, AsOf};
use crate::base::date::Date;
use crate::base::id::{CertificationId, RegionId, SegmentId, SpecializationId, TierId, TypeId};
use crate::base::name::Name;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::base::recurrence::Years;
use crate::base::unit::Unit;

/// A condition that holds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Every part holds; an empty list holds.
    All(Vec<Test>),
    /// Some part holds; an empty list does not.
    Any(Vec<Test>),
    /// The part does not hold.
    Not(Box<Test>),
    /// A figure against a threshold.
    Compare {
        /// What is measured.
        figure: Figure,
        /// How it is compared.
        comparison: Comparison,
        /// What it is compared with.
        threshold: Threshold,
    },
    /// The partner holds one of these tiers on the as-of day.
    Tier(BTreeSet<TierId>, AsOf),
    /// The partner is of one of these types.
    Type(BTreeSet<TypeId>),
    /// The partner's home is in one of these regions.
    Region(BTreeSet<RegionId>),
    /// Somebody at the partner holds the certification on the as-of day.
    Holds(CertificationId, AsOf),
    /// The person on the occasion's fact holds it on the as-of day.
    PersonHolds(CertificationId, AsOf),
    /// The partner holds one of these specializations on the as-of day.
    Specialized(BTreeSet<SpecializationId>, AsOf),
    /// The occasion's day is one of these. Where terms are kept, a sale whose deal was registered at most so
    /// many days before counts by the day of its registration.
    Within(Days, Option<u16>),
    /// The year of the program that holds the occasion's day is one of these.
    InYears(Years),
    /// The partner is one of these.
    Partner(BTreeSet<Name>),
    /// The partner joined before this day.
    JoinedBefore(Date),
    /// The partner is in the segment on the occasion's day.
    Segment(SegmentId),
    /// The part holds on some day, or on every one, of several.
    OnDays(Box<OnDays>),
}

/// A test that is asked on several days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDays {
    /// Whether it must hold on all of them; else one is enough.
    pub every: bool,
    /// On which of the window's days: each of them, or the last of each period (of the one that holds D: on D).
    pub each: Cycle,
    /// Which days.
    pub window: Window,
    /// What must hold on them.
    pub test: Test,
}

impl Test {
    /// The threshold of a comparison, whenever it is asked.
    pub fn threshold(&self) -> Option<&Threshold> {
        match self {
            Test::Compare { threshold, .. } => Some(threshold),
            Test::OnDays(asked) => asked.test.threshold(),
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_) => None,
        }
    }

    /// The same, to fill in the amounts of its table.
    pub fn threshold_mut(&mut self) -> Option<&mut Threshold> {
        match self {
            Test::Compare { threshold, .. } => Some(threshold),
            Test::OnDays(asked) => asked.test.threshold_mut(),
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_) => None,
        }
    }
}

/// How a figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Comparison {
    /// Whether `left` compares so with `right`.
    pub fn holds(self, left: Ratio, right: Ratio) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::Above => left > right,
            Comparison::AtMost => left <= right,
            Comparison::Below => left < right,
        }
    }

    /// The sign in a program.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => ">=",
            Comparison::Above => ">",
            Comparison::AtMost => "<=",
            Comparison::Below => "<",
        }
    }
}

/// What a figure is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Which amount applies; `None` has one.
    pub across: Option<Across>,
    /// One for each member; `None` means the way is closed there.
    pub amounts: Vec<Option<Ratio>>,
    /// The unit of the amounts.
    pub unit: Unit,
}
