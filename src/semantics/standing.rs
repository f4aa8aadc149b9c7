//! Who holds which tier on which day: a timeline for each partner. `review` writes it.
//! Must not know money or what earns a tier.

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::semantics::book::PartnerId;

/// The tiers of all partners through time.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    timelines: Vec<Timeline>,
}

/// The tiers of one partner through time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// From which day which tier, in the order of days. A change may lie ahead (a fall in grace).
    pub changes: Vec<(Date, Option<TierId>)>,
    /// Reviews of the tier held that were missed in a row.
    pub missed: u16,
}

impl Timeline {
    /// The tier held on a day.
    pub fn tier_on(&self, day: Date) -> Option<TierId> {
        let held = self.changes.iter().rev().find(|(from, _)| *from <= day);
        held.and_then(|(_, tier)| *tier)
    }

    /// Whether anything has been said of the partner yet.
    pub fn is_open(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Sets the tier from a day on; whatever was to come from that day on no longer does.
    pub fn set(&mut self, from: Date, tier: Option<TierId>) {
        self.changes.retain(|(day, _)| *day < from);
        self.changes.push((from, tier));
    }

    /// Whether a change lies after a day.
    pub fn has_change_after(&self, day: Date) -> bool {
        self.changes.iter().any(|(from, _)| *from > day)
    }

    /// Drops the changes that lie after a day.
    pub fn keep_until(&mut self, day: Date) {
        self.changes.retain(|(from, _)| *from <= day);
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

    /// Writes the timeline of a partner of the book.
    pub fn write(&mut self, partner: PartnerId, timeline: Timeline) {
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
