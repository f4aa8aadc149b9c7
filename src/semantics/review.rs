//! What a day does to a partner's standing on a ladder: openings, reviews, rises on any day. The simulator
//! uses exactly this. Must not know money.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::id::TierId;
use crate::base::period::{Cycle, Days};
use crate::model::Program;
use crate::model::standing::{FallStep, Hold, Path, Requirement, Rise, Tier, Version};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::{Scene, Trouble, View};
use crate::semantics::standing::{Ladder, Timeline, Wait};
use crate::semantics::steps::Steps;
use crate::semantics::term;

/// The end of a day for a partner on a ladder.
#[derive(Clone, Copy)]
pub struct Evening<'v> {
    /// What is known.
    pub view: View<'v>,
    /// Which ladder.
    pub ladder: Ladder,
    /// Whose.
    pub partner: PartnerId,
    /// The day.
    pub day: Date,
}

/// The rungs of a ladder, the lowest first.
pub fn rungs(ladder: Ladder, program: &Program) -> &[Tier] {
    match ladder.specialization() {
        None => &program.tiers,
        Some(id) => program
            .specialization(id)
            .map_or(&[], |held| std::slice::from_ref(&held.rules)),
    }
}

impl<'v> Evening<'v> {
    /// The first look at a partner: what it is found to hold from the day after is the highest that is earned, if
    /// nothing else was said of it. What it has earned and must join is offered.
    pub fn open(self) -> Result<Timeline, Trouble> {
        let stated = self.view.standing.timeline(self.ladder, self.partner);
        let mut timeline = stated.cloned().unwrap_or_default();
        term::lapse(&mut timeline, self.day);
        let tomorrow = self.tomorrow();
        if timeline.tier_on(tomorrow).is_none() {
            let tier = self.highest_earned(None, |id, tier| self.is_joined(id, tier))?;
            timeline.set(tomorrow, tier);
            term::begin(self, &mut timeline);
        }
        let held = timeline.tier_on(tomorrow);
        self.offer(held, |_, _| true, &mut timeline)?;
        Ok(timeline)
    }

    /// What the end of the day does to the standing; `reviewed` are the rungs reviewed on the day. `None`
    /// where nothing changes.
    pub fn close(self, reviewed: &[TierId]) -> Result<Option<Timeline>, Trouble> {
        // Who has not joined yet is not looked at.
        let timeline = self.view.standing.timeline(self.ladder, self.partner);
        let Some(before) = timeline.filter(|timeline| timeline.is_open() && self.is_there()) else {
            return Ok(None);
        };
        let tomorrow = self.tomorrow();
        let mut timeline = before.clone();
        if self.is_frozen(before) {
            term::freeze(self, &mut timeline);
        } else {
            self.join(&mut timeline);
            self.answer(&mut timeline);
            let is_taken = self.ladder != Ladder::TIERS
                && timeline.tier_on(tomorrow) != before.tier_on(tomorrow);
            term::renew(self, &mut timeline)?;
            let held = timeline.tier_on(tomorrow);
            if held.is_none() {
                // What is given again this evening begins a term of its own.
                timeline.term = None;
            }
            // A specialization that somebody takes this evening is not given again on it.
            let rises =
                |id: TierId, tier: &Version| !is_taken && may_rise(held, reviewed, id, tier);
            let joined = |id: TierId, tier: &Version| rises(id, tier) && self.is_joined(id, tier);
            let risen = self.highest_earned(held, joined)?;
            if let Some(tier) = risen {
                self.rise(tier, &mut timeline);
            } else if let Some(tier) = held.filter(|tier| reviewed.contains(tier)) {
                self.reviewed_in(tier, &mut timeline)?;
            }
            // What a review takes this evening is not offered on it, nor what it gives, though another tier is stated for tomorrow.
            let held = held.max(risen).max(timeline.tier_on(tomorrow));
            self.offer(held, rises, &mut timeline)?;
            term::begin(self, &mut timeline);
        }
        Ok((timeline != *before).then_some(timeline))
    }

    /// The day from which what happens today holds.
    pub fn tomorrow(self) -> Date {
        self.day.plus_days(1)
    }

    /// What is said of a rung on this day.
    pub fn rung(self, id: TierId) -> Option<&'v Version> {
        self.rung_on(id, self.day)
    }

    /// What was said of a rung on a day.
    pub(super) fn rung_on(self, id: TierId, day: Date) -> Option<&'v Version> {
        rungs(self.ladder, self.view.plan.program)
            .get(id.index())?
            .on(day)
    }

    /// What was decided about a rung, and done for it.
    pub fn steps(self, rung: TierId) -> Steps<'v> {
        Steps {
            view: self.view,
            ladder: self.ladder,
            partner: self.partner,
            rung,
        }
    }

    /// The business days that a rung counts.
    pub fn business(self, tier: &Version) -> BusinessDays {
        self.view.plan.program.business_days(tier.review_region)
    }

    /// Whether the partner has done what a rung asks besides earning it: joined it, and paid for the year.
    pub(super) fn is_joined(self, id: TierId, tier: &Version) -> bool {
        let enrolled = || self.steps(id).hold("enrolled", self.day);
        (tier.enrol.is_none() || enrolled()) && self.is_paid(id, tier)
    }

    /// Whether the fee of the year that holds the day is paid, if there is one.
    fn is_paid(self, id: TierId, tier: &Version) -> bool {
        let year = self.view.plan.almanac.around(Cycle::Year, self.day);
        let until = Days::new(year.first(), self.day).unwrap_or(Days::one(self.day));
        tier.loss.fee.is_none() || self.steps(id).within("paid", until)
    }

    /// Whether a partner is there tomorrow. A tier may be stated for somebody who is not; a specialization that was
    /// granted before is looked at from then on.
    fn is_there(self) -> bool {
        let partner = self.view.book.partner(self.partner);
        let joined = partner.and_then(|partner| partner.joined);
        self.ladder == Ladder::TIERS || joined.is_none_or(|joined| joined <= self.tomorrow())
    }

    /// Whether the rung held is frozen: nobody rises from it or falls, and no specialization ends.
    fn is_frozen(self, timeline: &Timeline) -> bool {
        let held = match self.ladder {
            Ladder::TIERS => timeline.tier_on(self.tomorrow()),
            _ => timeline.tier_on(self.day),
        };
        let freezes = |id: TierId| self.rung(id).is_some_and(|tier| tier.freeze.is_some());
        held.is_some_and(|id| freezes(id) && self.steps(id).hold("frozen", self.day))
    }

    /// A higher rung from tomorrow on: nothing was missed, and nobody is asked about the one below. Offers of others run on.
    pub(super) fn rise(self, tier: TierId, timeline: &mut Timeline) {
        timeline.set(self.tomorrow(), Some(tier));
        timeline.is_safe();
        timeline.offers.retain(|offer| offer.tier != tier);
    }

    /// The word that is waited for comes, or its last day is over. It was asked by the rules of its own day.
    fn answer(self, timeline: &mut Timeline) {
        let Some(wait) = timeline.wait else { return };
        let held = timeline.tier_on(self.tomorrow());
        let Some(tier) = self.rung_on(wait.tier, wait.since) else {
            return;
        };
        if held != Some(wait.tier) {
            timeline.wait = None;
            return;
        }
        let is_over = self.day >= wait.until;
        let days = Days::new(wait.since.plus_days(1), self.day.min(wait.until));
        let steps = self.steps(wait.tier);
        let said = days.and_then(|days| steps.first_of(["confirmed", "kept"], days));
        let silence = || {
            tier.confirm
                .as_ref()
                .is_some_and(|rule| !rule.silence_keeps)
        };
        if said == Some(true) || (said.is_none() && is_over && silence()) {
            self.leave(tier, wait.to, timeline);
        }
        if said.is_some() || is_over {
            timeline.wait = None;
        }
    }

    /// A review of the rung held that finds no higher one.
    fn reviewed_in(self, held: TierId, timeline: &mut Timeline) -> Result<(), Trouble> {
        let (day, tomorrow) = (self.day, self.tomorrow());
        let Some(tier) = self.rung(held) else {
            return Ok(());
        };
        if self.keeps(held, tier)? {
            timeline.keep_until(tomorrow);
            timeline.is_safe();
            return Ok(());
        }
        // Who holds it only from tomorrow has missed nothing.
        if timeline.tier_on(day) != Some(held) || timeline.has_change_after(tomorrow) {
            return Ok(());
        }
        let is_asked = timeline.wait.is_some_and(|wait| wait.tier == held);
        if is_asked
            || self
                .held_until(timeline, tier)
                .is_some_and(|last| last > day)
        {
            return Ok(());
        }
        timeline.missed = timeline.missed.saturating_add(1);
        let fall = tier.loss.fall;
        let most = fall.after_missed_reviews;
        if most == 0 || timeline.missed < most {
            return Ok(());
        }
        let to = self.below(held, tier)?;
        timeline.missed = 0;
        match &tier.confirm {
            None => self.leave(tier, to, timeline),
            Some(rule) => {
                timeline.wait = Some(Wait {
                    tier: held,
                    to,
                    since: day,
                    until: rule.within.after(day, &self.business(tier)),
                });
            }
        }
        Ok(())
    }

    /// The rung that is left when one is lost.
    pub fn below(self, held: TierId, tier: &Version) -> Result<Option<TierId>, Trouble> {
        match tier.loss.fall.step {
            FallStep::OneRank => Ok(held.0.checked_sub(1).map(TierId)),
            FallStep::ToTheTierThatIsMet => self.highest_kept(held),
        }
    }

    /// The last day on which a rung cannot be lost yet.
    fn held_until(self, timeline: &Timeline, tier: &Version) -> Option<Date> {
        let gained = timeline.held_since(self.day)?;
        let year = |day: Date| self.view.plan.almanac.around(Cycle::Year, day).last();
        Some(match tier.loss.hold? {
            Hold::YearEnd => year(gained),
            Hold::NextYearEnd => year(year(gained).plus_days(1)),
            Hold::Anniversary => {
                let year = Duration::new(1, DurationUnit::Year);
                year.after(gained, &self.business(tier)).plus_days(-1)
            }
        })
    }

    /// A rung that was lost today is held to the end of the grace, and no longer than its term.
    fn leave(self, tier: &Version, to: Option<TierId>, timeline: &mut Timeline) {
        let last = |grace: Duration| grace.after(self.day, &self.business(tier));
        let last = tier.loss.grace.map_or(self.day, last);
        let last = timeline.term.map_or(last, |term| last.min(term.ends));
        timeline.set(last.plus_days(1), to);
    }

    /// The highest rung above `held` that is open to the partner and earned. One that needs an invitation is
    /// open to those who were invited.
    fn highest_earned(
        self,
        held: Option<TierId>,
        is_open: impl Fn(TierId, &Version) -> bool,
    ) -> Result<Option<TierId>, Trouble> {
        for (id, tier) in self.all().rev() {
            if held.is_some_and(|held| id <= held) {
                break;
            }
            if is_open(id, tier) && self.is_earned(id, tier)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Whether a rung is open to the partner, invited where it has to be, and earned.
    pub(super) fn is_earned(self, id: TierId, tier: &Version) -> Result<bool, Trouble> {
        Ok(self.is_invited(id, tier) && self.meets(tier, |path| &path.earn)?)
    }

    fn is_invited(self, id: TierId, tier: &Version) -> bool {
        tier.invite.is_none() || self.steps(id).hold("invited", self.day)
    }

    /// The highest rung below `held` whose requirements for keeping it are met.
    fn highest_kept(self, held: TierId) -> Result<Option<TierId>, Trouble> {
        for (id, tier) in self.all().rev() {
            let open = id < held && self.is_invited(id, tier);
            if open && self.keeps(id, tier)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Whether a rung is kept: its fee is paid, and some path has every requirement for keeping it, or every
    /// one for earning it where it states none for keeping.
    pub fn keeps(self, id: TierId, tier: &Version) -> Result<bool, Trouble> {
        if !self.is_paid(id, tier) {
            return Ok(false);
        }
        self.meets(tier, |path| {
            if path.keep.is_empty() {
                &path.earn
            } else {
                &path.keep
            }
        })
    }

    fn meets<'t>(
        self,
        tier: &'t Version,
        of: impl Fn(&'t Path) -> &'t Vec<Requirement>,
    ) -> Result<bool, Trouble> {
        let paths = &tier.paths;
        let looked_at = match tier.of_group {
            true => self.view.book.group_of(self.partner, self.day),
            false => vec![self.partner],
        };
        for partner in looked_at {
            let scene = Scene::on(self.view, partner, self.day);
            for path in paths {
                let mut met = true;
                for requirement in of(path) {
                    met = met && scene.holds(&requirement.test)?;
                }
                if met {
                    return Ok(true);
                }
            }
        }
        Ok(paths.is_empty())
    }

    pub(super) fn all(self) -> impl DoubleEndedIterator<Item = (TierId, &'v Version)> {
        let rungs = rungs(self.ladder, self.view.plan.program);
        let count = u16::try_from(rungs.len()).unwrap_or(u16::MAX);
        let ids = (0..count).map(TierId);
        ids.filter_map(move |id| Some((id, self.rung(id)?)))
    }
}

/// Whether the day and the rung held let a partner rise to a rung.
fn may_rise(held: Option<TierId>, reviewed: &[TierId], id: TierId, tier: &Version) -> bool {
    let is_next = held.map_or(0, |held| held.0.saturating_add(1)) == id.0;
    let is_time = match tier.rise {
        Rise::OnAnyDay => true,
        Rise::AtReview => reviewed.contains(&id),
    };
    is_time && (is_next || !tier.from_below)
}
