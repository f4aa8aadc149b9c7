//! Who holds which tier on which day: a timeline for each partner. `review` writes it.
//! Must not know money or what earns a tier.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::semantics::book::PartnerId;

/// The tiers of all partners through time.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    timelines: Vec<Timeline>,
    /// Who waits for something until when.
    waiting: BTreeMap<Date, BTreeSet<PartnerId>>,
    /// Whose tier changes on a day, or on the day after.
    turning: BTreeMap<Date, BTreeSet<PartnerId>>,
}

/// The tiers of one partner through time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// From which day which tier, in the order of days. A change may lie ahead (a fall in grace).
    pub changes: Vec<(Date, Option<TierId>)>,
    /// The days of changes that were stated: no review takes them back.
    pub stated: Vec<Date>,
    /// Reviews of the tier held that were missed in a row.
    pub missed: u16,
    /// What is waited for.
    pub wait: Option<Wait>,
}

/// What a partner's tier waits for, from the day after a review to its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Which tier.
    pub tier: TierId,
    /// For what.
    pub what: Awaited,
    /// The day of the review.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// A person's word before the tier is lost to this one.
    Word(Option<TierId>),
    /// That the partner joins the tier it has earned.
    Joining,
}

impl Timeline {
    /// The tier held on a day.
    pub fn tier_on(&self, day: Date) -> Option<TierId> {
        let held = self.changes.iter().rev().find(|(from, _)| *from <= day);
        held.and_then(|(_, tier)| *tier)
    }

    /// The day from which the tier of a day has been held without a break.
    pub fn held_since(&self, day: Date) -> Option<Date> {
        let held = self.tier_on(day);
        let past = self.changes.iter().rev().filter(|(from, _)| *from <= day);
        let same = past.take_while(|(_, tier)| *tier == held);
        same.last().map(|(from, _)| *from)
    }

    /// Whether anything has been said of the partner yet.
    pub fn is_open(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Sets the tier from a day on; whatever was to come from that day on no longer does, unless it was stated.
    pub fn set(&mut self, from: Date, tier: Option<TierId>) {
        self.drop_from(from);
        if !self.stated.contains(&from) {
            self.changes.push((from, tier));
            self.changes.sort_by_key(|(day, _)| *day);
        }
    }

    /// States the tier from a day on.
    pub fn state(&mut self, from: Date, tier: Option<TierId>) {
        self.stated.retain(|day| *day < from);
        self.set(from, tier);
        self.stated.push(from);
    }

    /// Whether a change that was not stated lies after a day.
    pub fn has_change_after(&self, day: Date) -> bool {
        let mut later = self.changes.iter().filter(|(from, _)| *from > day);
        later.any(|(from, _)| !self.stated.contains(from))
    }

    /// Drops the changes that lie after a day, save those that were stated.
    pub fn keep_until(&mut self, day: Date) {
        self.drop_from(day.plus_days(1));
    }

    fn drop_from(&mut self, first: Date) {
        let stated = &self.stated;
        self.changes
            .retain(|(day, _)| *day < first || stated.contains(day));
    }
}

impl Standing {
    /// The tier a partner holds on a day.
    pub fn tier_on(&self, partner: PartnerId, day: Date) -> Option<TierId> {
        self.timelines.get(partner.index())?.tier_on(day)
    }

    /// The timeline of a partner.
    pub fn timeline(&self, partner: PartnerId) -> Option<&Timeline> {
        self.timelines.get(partner.index())
    }

    /// The partners for whom a wait may be over on a day.
    pub fn waiting_until(&self, day: Date) -> impl Iterator<Item = PartnerId> {
        self.waiting.get(&day).into_iter().flatten().copied()
    }

    /// The partners whose tier may be another one on a day or on the day after.
    pub fn turning_on(&self, day: Date) -> impl Iterator<Item = PartnerId> {
        self.turning.get(&day).into_iter().flatten().copied()
    }

    /// Writes the timeline of a partner of the book.
    pub fn write(&mut self, partner: PartnerId, timeline: Timeline) {
        for (from, _) in &timeline.changes {
            for day in [from.plus_days(-1), *from] {
                self.turning.entry(day).or_default().insert(partner);
            }
        }
        if let Some(wait) = timeline.wait {
            self.waiting.entry(wait.until).or_default().insert(partner);
        }
        let place = partner.index();
        if self.timelines.len() <= place {
            let length = place.saturating_add(1);
            self.timelines.resize_with(length, Timeline::default);
        }
        if let Some(held) = self.timelines.get_mut(place) {
            *held = timeline;
        }
    }
}
