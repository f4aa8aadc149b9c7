//! What a day does to a partner's tier: openings, reviews, rises on any day. The simulator uses exactly
//! this. Must not know money.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::id::TierId;
use crate::base::period::{Cycle, Days};
use crate::model::Program;
use crate::model::standing::{FallStep, Hold, Path, Requirement, Rise, Tier};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::{Scene, Trouble, View};
use crate::semantics::standing::{Awaited, Timeline, Wait};
use crate::semantics::steps;

/// The tier a partner is found to hold before anything has been said of it, from the day after `day`:
/// the highest that is earned.
pub fn open(view: View, partner: PartnerId, day: Date) -> Result<Timeline, Trouble> {
    let tier = highest_earned(view, partner, day, None, |id, tier| {
        is_joined(view, partner, day, id, tier)
    })?;
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
    // Who has not joined yet is not looked at.
    let timeline = view.standing.timeline(partner);
    let Some(before) = timeline.filter(|timeline| timeline.is_open()) else {
        return Ok(None);
    };
    let tomorrow = day.plus_days(1);
    let mut timeline = before.clone();
    if !is_frozen(view, partner, day, before.tier_on(tomorrow)) {
        waited(view, partner, day, &mut timeline);
        let held = timeline.tier_on(tomorrow);
        let rises = |id: TierId, tier: &Tier| may_rise(held, reviewed, id, tier);
        let joined =
            |id: TierId, tier: &Tier| rises(id, tier) && is_joined(view, partner, day, id, tier);
        if let Some(tier) = highest_earned(view, partner, day, held, joined)? {
            timeline.set(tomorrow, Some(tier));
            timeline.missed = 0;
            timeline.wait = None;
        } else if let Some(tier) = held.filter(|tier| reviewed.contains(tier)) {
            reviewed_in(view, partner, day, tier, &mut timeline)?;
        }
        let held = timeline.tier_on(tomorrow);
        let offered = |id: TierId, tier: &Tier| tier.enrol.is_some() && rises(id, tier);
        if let Some(tier) = highest_earned(view, partner, day, held, offered)? {
            offer(view, day, tier, &mut timeline);
        }
    }
    Ok((timeline != *before).then_some(timeline))
}

/// Whether the day and the tier held let a partner rise to a tier.
fn may_rise(held: Option<TierId>, reviewed: &[TierId], id: TierId, tier: &Tier) -> bool {
    let is_next = held.map_or(0, |held| held.0.saturating_add(1)) == id.0;
    let is_time = match tier.rise {
        Rise::OnAnyDay => true,
        Rise::AtReview => reviewed.contains(&id),
    };
    is_time && (is_next || !tier.from_below)
}

/// Whether a partner has done what a tier asks besides earning it: joined it, and paid for the year.
fn is_joined(view: View, partner: PartnerId, day: Date, id: TierId, tier: &Tier) -> bool {
    let enrolled = || steps::holds(view, partner, id, "enrolled", day);
    (tier.enrol.is_none() || enrolled()) && is_paid(view, partner, day, id, tier)
}

/// Whether the fee of the year that holds the day is paid, if there is one.
fn is_paid(view: View, partner: PartnerId, day: Date, id: TierId, tier: &Tier) -> bool {
    let year = view.plan.almanac.around(Cycle::Year, day);
    let until = Days::new(year.first(), day).unwrap_or(Days::one(day));
    tier.fee.is_none() || steps::within(view, partner, id, "paid", until)
}

/// Whether the tier held is frozen: nobody rises from it or falls.
fn is_frozen(view: View, partner: PartnerId, day: Date, held: Option<TierId>) -> bool {
    let freezes = |id: TierId| {
        let tier = view.plan.program.tier(id);
        tier.is_some_and(|tier| tier.freeze.is_some())
    };
    held.is_some_and(|id| freezes(id) && steps::holds(view, partner, id, "frozen", day))
}

/// Offers a tier that is earned and not joined.
fn offer(view: View, day: Date, id: TierId, timeline: &mut Timeline) {
    // A fall that is not decided yet is decided first.
    let is_taken = |wait: Wait| wait.tier == id || wait.what != Awaited::Joining;
    let is_taken = timeline.wait.is_some_and(is_taken);
    let tier = view.plan.program.tier(id);
    let within = tier.and_then(|tier| Some((tier, tier.enrol?)));
    if let (false, Some((tier, within))) = (is_taken, within) {
        timeline.wait = Some(Wait {
            tier: id,
            what: Awaited::Joining,
            since: day,
            until: within.after(day, &business(view, tier)),
        });
    }
}

/// What is waited for comes, or its last day is over.
fn waited(view: View, partner: PartnerId, day: Date, timeline: &mut Timeline) {
    let Some(wait) = timeline.wait else { return };
    let tomorrow = day.plus_days(1);
    let held = timeline.tier_on(tomorrow);
    let days = Days::new(wait.since.plus_days(1), day.min(wait.until));
    let Some(tier) = view.plan.program.tier(wait.tier) else {
        return;
    };
    let is_over = day >= wait.until;
    match wait.what {
        Awaited::Joining => {
            let enrols = |days| steps::within(view, partner, wait.tier, "enrolled", days);
            let joins = days.is_some_and(enrols) && is_paid(view, partner, day, wait.tier, tier);
            if joins && held < Some(wait.tier) {
                timeline.set(tomorrow, Some(wait.tier));
                timeline.missed = 0;
            }
            if joins || is_over {
                timeline.wait = None;
            }
        }
        Awaited::Word(_) if held != Some(wait.tier) => timeline.wait = None,
        Awaited::Word(to) => {
            let word = ["confirmed", "kept"];
            let said = days.and_then(|days| steps::first_of(view, partner, wait.tier, word, days));
            let silence = || {
                tier.confirm
                    .as_ref()
                    .is_some_and(|rule| !rule.silence_keeps)
            };
            if said == Some(true) || (said.is_none() && is_over && silence()) {
                timeline.set(after_grace(view, tier, day), to);
            }
            if said.is_some() || is_over {
                timeline.wait = None;
            }
        }
    }
}

/// A review of the tier held that finds no higher one.
fn reviewed_in(
    view: View,
    partner: PartnerId,
    day: Date,
    held: TierId,
    timeline: &mut Timeline,
) -> Result<(), Trouble> {
    let tomorrow = day.plus_days(1);
    let Some(tier) = view.plan.program.tier(held) else {
        return Ok(());
    };
    if keeps(view, partner, day, held, tier)? {
        timeline.missed = 0;
        timeline.keep_until(tomorrow);
        timeline.wait = timeline.wait.filter(|wait| wait.what == Awaited::Joining);
        return Ok(());
    }
    // Who holds the tier only from tomorrow has missed nothing.
    if timeline.tier_on(day) != Some(held) || timeline.has_change_after(tomorrow) {
        return Ok(());
    }
    let is_asked = timeline.wait.is_some_and(|wait| wait.tier == held);
    if is_asked || held_until(view, timeline, tier, day).is_some_and(|last| last > day) {
        return Ok(());
    }
    timeline.missed = timeline.missed.saturating_add(1);
    let most = tier.fall.after_missed_reviews;
    if most == 0 || timeline.missed < most {
        return Ok(());
    }
    let to = match tier.fall.step {
        FallStep::OneRank => held.0.checked_sub(1).map(TierId),
        FallStep::ToTheTierThatIsMet => highest_kept(view, partner, day, held)?,
    };
    timeline.missed = 0;
    match &tier.confirm {
        None => timeline.set(after_grace(view, tier, day), to),
        Some(rule) => {
            timeline.wait = Some(Wait {
                tier: held,
                what: Awaited::Word(to),
                since: day,
                until: rule.within.after(day, &business(view, tier)),
            });
        }
    }
    Ok(())
}

/// The last day on which a tier cannot be lost yet.
fn held_until(view: View, timeline: &Timeline, tier: &Tier, day: Date) -> Option<Date> {
    let gained = timeline.held_since(day)?;
    let year = |day: Date| view.plan.almanac.around(Cycle::Year, day).last();
    Some(match tier.hold? {
        Hold::YearEnd => year(gained),
        Hold::NextYearEnd => year(year(gained).plus_days(1)),
        Hold::Anniversary => {
            let year = Duration::new(1, DurationUnit::Year);
            year.after(gained, &business(view, tier)).plus_days(-1)
        }
    })
}

/// The business days that a tier counts.
fn business(view: View, tier: &Tier) -> BusinessDays {
    view.plan.program.business_days(tier.review_region)
}

/// The first day without a tier that was lost on a day.
fn after_grace(view: View, tier: &Tier, day: Date) -> Date {
    let last = |grace: Duration| grace.after(day, &business(view, tier));
    tier.grace.map_or(day, last).plus_days(1)
}

/// The highest tier above `held` that is open to the partner and earned. A tier that needs an invitation is
/// open to those who were invited.
fn highest_earned(
    view: View,
    partner: PartnerId,
    day: Date,
    held: Option<TierId>,
    is_open: impl Fn(TierId, &Tier) -> bool,
) -> Result<Option<TierId>, Trouble> {
    for (id, tier) in tiers(view.plan.program).rev() {
        if held.is_some_and(|held| id <= held) {
            break;
        }
        let open = is_open(id, tier) && is_invited(view, partner, day, id, tier);
        if open && meets(view, partner, day, tier, |path| &path.earn)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn is_invited(view: View, partner: PartnerId, day: Date, id: TierId, tier: &Tier) -> bool {
    tier.invite.is_none() || steps::holds(view, partner, id, "invited", day)
}

/// The highest tier below `held` whose requirements for keeping it are met.
fn highest_kept(
    view: View,
    partner: PartnerId,
    day: Date,
    held: TierId,
) -> Result<Option<TierId>, Trouble> {
    for (id, tier) in tiers(view.plan.program).rev() {
        let open = id < held && is_invited(view, partner, day, id, tier);
        if open && keeps(view, partner, day, id, tier)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whether the tier is kept: its fee is paid, and some path has every requirement for keeping it, or every one
/// for earning it where it states none for keeping.
pub fn keeps(
    view: View,
    partner: PartnerId,
    day: Date,
    id: TierId,
    tier: &Tier,
) -> Result<bool, Trouble> {
    if !is_paid(view, partner, day, id, tier) {
        return Ok(false);
    }
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
    let paths = tier.on(day).map_or(&[][..], |version| &*version.paths);
    for path in paths {
        let mut met = true;
        for requirement in of(path) {
            met = met && scene.holds(&requirement.test)?;
        }
        if met {
            return Ok(true);
        }
    }
    Ok(paths.is_empty())
}

fn tiers(program: &Program) -> impl DoubleEndedIterator<Item = (TierId, &Tier)> {
    let count = u16::try_from(program.tiers.len()).unwrap_or(u16::MAX);
    (0..count).map(TierId).zip(&program.tiers)
}
