//! Who holds which tier and which specializations on which day: a timeline for each partner. `review` writes it.
//! Must not know money or what earns a tier.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::id::{SpecializationId, TierId};
use crate::semantics::book::PartnerId;

/// Where a standing is one of several: the tiers are one ladder, and each specialization is one of its own,
/// with a single rung that is held or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ladder(u16);

impl Ladder {
    /// The ladder of the tiers.
    pub const TIERS: Ladder = Ladder(0);
    /// The only rung of a specialization.
    pub const HELD: TierId = TierId(0);

    /// The ladder of a specialization.
    pub fn of(id: SpecializationId) -> Ladder {
        Ladder(id.0.saturating_add(1))
    }

    /// Whose ladder it is; `None` for the tiers.
    pub fn specialization(self) -> Option<SpecializationId> {
        self.0.checked_sub(1).map(SpecializationId)
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The standings of all partners through time.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// By ladder, then by partner.
    timelines: Vec<Vec<Timeline>>,
    /// Who waits for something until when.
    waiting: BTreeMap<Date, BTreeSet<(Ladder, PartnerId)>>,
    /// Whose standing changes on a day, or on the day after.
    turning: BTreeMap<Date, BTreeSet<(Ladder, PartnerId)>>,
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
    /// A person's word that is waited for.
    pub wait: Option<Wait>,
    /// Tiers that the partner may join, each at most once.
    pub offers: Vec<Offer>,
    /// The term of a standing that lasts for a time.
    pub term: Option<TermHeld>,
}

/// The days of a standing that lasts for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermHeld {
    /// Of which rung.
    pub rung: TierId,
    /// The day from which the rung is held.
    pub since: Date,
    /// Whether it is over at its end by itself; a tier ends on the evening that says what is held instead.
    pub lapses: bool,
    /// Its last day.
    pub last: Date,
    /// The first day on which it can be renewed; `None` is never.
    pub opens: Option<Date>,
    /// The last day on which it is held, and can be renewed, when nothing renews it.
    pub ends: Date,
    /// How often it was renewed.
    pub renewals: u16,
}

/// A tier that is lost unless somebody keeps it: from the day after the review to the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Which tier.
    pub tier: TierId,
    /// What is held after it.
    pub to: Option<TierId>,
    /// The day of the review.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

/// A tier that was found earned, for the partner to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which tier.
    pub tier: TierId,
    /// The day of the review.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

impl TermHeld {
    /// Whether the term can be renewed on a day, or is over at its end.
    pub fn is_due(&self, day: Date) -> bool {
        day >= self.ends || self.opens.is_some_and(|opens| day >= opens)
    }
}

impl Timeline {
    /// The tier held on a day; none after a term that nothing has renewed yet.
    pub fn tier_on(&self, day: Date) -> Option<TierId> {
        if self.term.is_some_and(|term| term.lapses && term.ends < day) {
            return None;
        }
        self.changes_by(day).next().and_then(|(_, tier)| *tier)
    }

    /// The day from which the tier of a day has been held without a break.
    pub fn held_since(&self, day: Date) -> Option<Date> {
        let held = self.tier_on(day);
        let same = self.changes_by(day).take_while(|(_, tier)| *tier == held);
        same.last().map(|(from, _)| *from)
    }

    /// The day of the change that says what is held on a day.
    pub fn changed_by(&self, day: Date) -> Option<Date> {
        self.changes_by(day).next().map(|(from, _)| *from)
    }

    /// The changes up to a day, the latest first.
    fn changes_by(&self, day: Date) -> impl Iterator<Item = &(Date, Option<TierId>)> {
        let all = self.changes.iter().rev();
        all.filter(move |(from, _)| *from <= day)
    }

    /// Nothing was missed, and nobody is asked about what is held.
    pub fn is_safe(&mut self) {
        self.missed = 0;
        self.wait = None;
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
        self.timeline(Ladder::TIERS, partner)?.tier_on(day)
    }

    /// Whether a partner holds one of these specializations on a day.
    pub fn is_specialized(
        &self,
        partner: PartnerId,
        among: &BTreeSet<SpecializationId>,
        day: Date,
    ) -> bool {
        among.iter().any(|id| {
            let held = self.timeline(Ladder::of(*id), partner);
            held.is_some_and(|held| held.tier_on(day).is_some())
        })
    }

    /// The timeline of a partner on a ladder.
    pub fn timeline(&self, ladder: Ladder, partner: PartnerId) -> Option<&Timeline> {
        self.timelines.get(ladder.index())?.get(partner.index())
    }

    /// The partners for whom a wait may be over on a day.
    pub fn waiting_until(&self, ladder: Ladder, day: Date) -> Vec<PartnerId> {
        let waiting = self.waiting.get(&day).into_iter().flatten();
        let own = waiting.filter(|(other, _)| *other == ladder);
        own.map(|(_, partner)| *partner).collect()
    }

    /// The partners whose term can be renewed on a day, or ends.
    pub fn due_on(&self, ladder: Ladder, day: Date) -> impl Iterator<Item = PartnerId> {
        let all = self.timelines.get(ladder.index()).into_iter().flatten();
        let all = (0..).map(PartnerId).zip(all);
        let due = move |held: &Timeline| held.term.is_some_and(|term| term.is_due(day));
        all.filter(move |(_, held)| due(held))
            .map(|(partner, _)| partner)
    }

    /// The partners whose standing may be another one on a day or on the day after.
    pub fn turning_on(&self, ladder: Ladder, day: Date) -> impl Iterator<Item = PartnerId> {
        let all = self.turning.get(&day).into_iter().flatten();
        let own = all.filter(move |(other, _)| *other == ladder);
        own.map(|(_, partner)| *partner)
    }

    /// Writes the timeline of a partner of the book.
    pub fn write(&mut self, ladder: Ladder, partner: PartnerId, timeline: Timeline) {
        for (from, _) in &timeline.changes {
            for day in [from.plus_days(-1), *from] {
                let turning = self.turning.entry(day).or_default();
                turning.insert((ladder, partner));
            }
        }
        let offers = timeline.offers.iter().map(|offer| offer.until);
        for last in timeline.wait.iter().map(|wait| wait.until).chain(offers) {
            let waiting = self.waiting.entry(last).or_default();
            waiting.insert((ladder, partner));
        }
        let (rung, place) = (ladder.index(), partner.index());
        if self.timelines.len() <= rung {
            self.timelines.resize_with(rung.saturating_add(1), Vec::new);
        }
        let Some(timelines) = self.timelines.get_mut(rung) else {
            return;
        };
        if timelines.len() <= place {
            let length = place.saturating_add(1);
            timelines.resize_with(length, Timeline::default);
        }
        if let Some(held) = timelines.get_mut(place) {
            *held = timeline;
        }
    }
}
