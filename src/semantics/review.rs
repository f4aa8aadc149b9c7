//! What a day does to a partner's tier: openings, reviews, rises on any day. The simulator uses exactly
//! this. Must not know money.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::TierId;
use crate::base::period::{Cycle, Days};
use crate::model::Program;
use crate::model::standing::{FallStep, Path, Requirement, Rise, Tier};
use crate::payout::measure::{Figure, Measured, Reading, Window};
use crate::payout::test::{Comparison, Test};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::{Scene, Trouble, View};
use crate::semantics::plan::Plan;
use crate::semantics::standing::Timeline;

/// The tier a partner is found to hold before anything has been said of it, from the day after `day`:
/// the highest that is earned.
pub fn open(view: View, partner: PartnerId, day: Date) -> Result<Timeline, Trouble> {
    let tier = highest_earned(view, partner, day, None, |_, _| true)?;
    let mut timeline = Timeline::default();
    timeline.set(day.plus_days(1), tier);
    Ok(timeline)
}

/// What the end of a day does to a partner's tier; `reviewed` are the tiers reviewed on the day. `None`
/// where nothing changes.
pub fn close(
    view: View,
    partner: PartnerId,
    day: Date,
    reviewed: &[TierId],
) -> Result<Option<Timeline>, Trouble> {
    let Some(timeline) = view.standing.timeline(partner) else {
        return Ok(None);
    };
    let tomorrow = day.plus_days(1);
    let held = timeline.tier_on(tomorrow);
    let may_rise = |id: TierId, tier: &Tier| match tier.rise {
        Rise::OnAnyDay => true,
        Rise::AtReview => reviewed.contains(&id),
    };
    if let Some(tier) = highest_earned(view, partner, day, held, may_rise)? {
        let mut timeline = timeline.clone();
        timeline.set(tomorrow, Some(tier));
        timeline.missed = 0;
        return Ok(Some(timeline));
    }
    match held.filter(|tier| reviewed.contains(tier)) {
        None => Ok(None),
        Some(tier) => reviewed_in(view, partner, day, tier, timeline.clone()).map(Some),
    }
}

/// A review of the tier held that finds no higher one.
fn reviewed_in(
    view: View,
    partner: PartnerId,
    day: Date,
    held: TierId,
    mut timeline: Timeline,
) -> Result<Timeline, Trouble> {
    let tomorrow = day.plus_days(1);
    let Some(tier) = view.plan.program.tier(held) else {
        return Ok(timeline);
    };
    if keeps(view, partner, day, tier)? {
        timeline.missed = 0;
        timeline.keep_until(tomorrow);
        return Ok(timeline);
    }
    // Who holds the tier only from tomorrow has missed nothing.
    if timeline.tier_on(day) != Some(held) || timeline.has_change_after(tomorrow) {
        return Ok(timeline);
    }
    timeline.missed = timeline.missed.saturating_add(1);
    let most = tier.fall.after_missed_reviews;
    if most == 0 || timeline.missed < most {
        return Ok(timeline);
    }
    let to = match tier.fall.step {
        FallStep::OneRank => held.0.checked_sub(1).map(TierId),
        FallStep::ToTheTierThatIsMet => highest_kept(view, partner, day, held)?,
    };
    timeline.set(after_grace(view, tier, day), to);
    timeline.missed = 0;
    Ok(timeline)
}

/// The first day without a tier that was lost on a day.
fn after_grace(view: View, tier: &Tier, day: Date) -> Date {
    let business = || view.plan.program.business_days(tier.review_region);
    let last = |grace: Duration| grace.after(day, &business());
    tier.grace.map_or(day, last).plus_days(1)
}

/// The highest tier above `held` that is earned and that the partner may rise to. A tier that needs an
/// invitation is never reached by itself.
fn highest_earned(
    view: View,
    partner: PartnerId,
    day: Date,
    held: Option<TierId>,
    may_rise: impl Fn(TierId, &Tier) -> bool,
) -> Result<Option<TierId>, Trouble> {
    for (id, tier) in tiers(view.plan.program).rev() {
        if held.is_some_and(|held| id <= held) {
            break;
        }
        let open = tier.invite.is_none() && may_rise(id, tier);
        if open && meets(view, partner, day, tier, |path| &path.earn)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The highest tier below `held` whose requirements for keeping it are met.
fn highest_kept(
    view: View,
    partner: PartnerId,
    day: Date,
    held: TierId,
) -> Result<Option<TierId>, Trouble> {
    for (id, tier) in tiers(view.plan.program).rev() {
        if id < held && tier.invite.is_none() && keeps(view, partner, day, tier)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whether the tier is kept: some path has every requirement for keeping it, or every one for earning it
/// where it states none for keeping.
pub fn keeps(view: View, partner: PartnerId, day: Date, tier: &Tier) -> Result<bool, Trouble> {
    meets(view, partner, day, tier, |path| {
        if path.keep.is_empty() {
            &path.earn
        } else {
            &path.keep
        }
    })
}

fn meets<'t>(
    view: View,
    partner: PartnerId,
    day: Date,
    tier: &'t Tier,
    of: impl Fn(&'t Path) -> &'t Vec<Requirement>,
) -> Result<bool, Trouble> {
    let scene = Scene::on(view, partner, day);
    for path in &tier.paths {
        let mut met = true;
        for requirement in of(path) {
            met = met && scene.holds(&requirement.test)?;
        }
        if met {
            return Ok(true);
        }
    }
    Ok(tier.paths.is_empty())
}

fn tiers(program: &Program) -> impl DoubleEndedIterator<Item = (TierId, &Tier)> {
    let count = u16::try_from(program.tiers.len()).unwrap_or(u16::MAX);
    (0..count).map(TierId).zip(&program.tiers)
}

/// When partners must be looked at for a rise on any day.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Whether any tier is reached on any day.
    pub watches: bool,
    /// Whether everybody must be looked at on every day: a requirement may begin to hold by itself.
    pub every_day: bool,
    cycles: BTreeSet<Cycle>,
    days: BTreeSet<Date>,
}

impl Watch {
    /// What the tiers of a program make necessary.
    pub fn of(program: &Program) -> Watch {
        let mut watch = Watch::default();
        for tier in program
            .tiers
            .iter()
            .filter(|tier| tier.rise == Rise::OnAnyDay)
        {
            watch.watches = true;
            for requirement in tier.paths.iter().flat_map(|path| &path.earn) {
                watch.see(program, &requirement.test, true);
            }
        }
        watch
    }

    /// Whether everybody must be looked at on this day; otherwise those whose facts came in.
    pub fn looks_at_all(&self, plan: &Plan, day: Date) -> bool {
        let begins = |cycle: &Cycle| plan.almanac.around(*cycle, day).first() == day;
        self.watches
            && (self.every_day || self.days.contains(&day) || self.cycles.iter().any(begins))
    }

    fn see(&mut self, program: &Program, test: &Test, rises: bool) {
        match test {
            Test::All(parts) | Test::Any(parts) => {
                for part in parts {
                    self.see(program, part, rises);
                }
            }
            Test::Compare {
                figure, comparison, ..
            } => {
                let upward = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                self.every_day |= !upward || !rises || !self.is_plain(program, figure);
            }
            Test::Within(days) => {
                self.days.insert(days.first());
                self.days.insert(days.last().plus_days(1));
            }
            Test::Not(_) | Test::Tier(..) | Test::Segment(_) | Test::OnDays(_) => {
                self.every_day = true;
            }
            Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::JoinedBefore(_) => {}
        }
    }

    /// Whether a figure rises only when a fact comes in or a period begins.
    fn is_plain(&mut self, program: &Program, figure: &Figure) -> bool {
        let Figure::Reading(reading) = figure else {
            return false;
        };
        self.windows(reading);
        match reading.measure {
            Measured::Measure(id) => program
                .measure(id)
                .is_some_and(|measure| measure.measure.only_rises()),
            Measured::Field(_) | Measured::One => true,
        }
    }

    fn windows(&mut self, reading: &Reading) {
        match reading.window {
            Window::In(cycle)
            | Window::OverLast(_, cycle)
            | Window::OverPrevious(_, cycle)
            | Window::OfLastYear(cycle)
            | Window::Average(_, cycle)
            | Window::Peak(_, cycle) => {
                self.cycles.insert(cycle);
            }
            Window::Days(days) => {
                self.days.insert(Days::first(&days));
            }
            Window::Occasion | Window::AsOf(_) => {}
        }
    }
}
