//! The year of promotions, trainings, rewards, reviews and communications.

use super::Declared;
use crate::base::date::Date;
use crate::base::id::{EntryId, RegionId, SegmentId, TierId, TrackId, TypeId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::kind::spec::{Named, When};

/// Everything with a date, in the order of declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Name, title and texts.
    pub declared: Declared,
    /// What it is.
    pub sort: Sort,
    /// When, as written.
    pub when: When,
    /// Its days within the program's year, first to last; a recurrence has one span for each date.
    pub days: Vec<Days>,
    /// Whom it reaches.
    pub audience: Audience,
    /// What it is meant to move or what it announces.
    pub drives: Vec<Named>,
    /// The track a training teaches.
    pub of: Option<TrackId>,
    /// Entries that come first.
    pub after: Vec<EntryId>,
    /// How it reaches people (`email`, `portal`, `webinar`, ...).
    pub channels: Vec<Name>,
    /// The weight class of `pacing load` that each of its touches has.
    pub load: Option<Name>,
    /// The role that runs it.
    pub by: Option<Name>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A training window.
    Training,
    /// A promotion.
    Promotion,
    /// A reward being paid or celebrated.
    Reward,
    /// A review with partners.
    Review,
    /// A message.
    Communication,
    /// A gathering.
    Event,
    /// A day by which something must be done.
    Deadline,
}

/// Whom something reaches. Empty lists do not narrow; lists of different kinds must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Partners of these tiers.
    pub tiers: Vec<TierId>,
    /// Partners of these types.
    pub types: Vec<TypeId>,
    /// Partners of these regions.
    pub regions: Vec<RegionId>,
    /// Partners in these segments.
    pub segments: Vec<SegmentId>,
    /// People in these roles (`sales`, `marketing`, ...).
    pub roles: Vec<Name>,
}

impl Audience {
    /// Whether it reaches every partner and everybody there.
    pub fn is_everyone(&self) -> bool {
        self == &Audience::default()
    }
}

/// One touch of one audience: an entry on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touch {
    /// The day.
    pub date: Date,
    /// The entry.
    pub entry: EntryId,
}
