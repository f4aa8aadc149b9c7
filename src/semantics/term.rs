//! Terms of standings: how long one lasts, when it is renewed, and when it is over.
//! Must not know what a standing opens.

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::TierId;
use crate::base::period::Days;
use crate::model::standing::Term;
use crate::semantics::evaluate::Trouble;
use crate::semantics::review::{Evening, rungs};
use crate::semantics::standing::{Ladder, TermHeld, Timeline};

/// Gives a rung that is held from tomorrow its term, where that is not the one it has, and takes the term of what is not
/// held any more. A tier that was stated for a day long past was renewed since, up to the term that holds tomorrow.
pub fn begin(at: Evening, timeline: &mut Timeline) {
    let tomorrow = at.tomorrow();
    let held = timeline.tier_on(tomorrow);
    let Some((rung, since)) = held.zip(timeline.changed_by(tomorrow)) else {
        timeline.term = None;
        return;
    };
    let is_begun = |own: TermHeld| (own.rung, own.since) == (rung, since);
    if timeline.term.is_some_and(is_begun) {
        return;
    }
    timeline.term = lasting(at, rung).map(|term| {
        let mut own = from(at, term, (rung, since), since, 0);
        while at.ladder == Ladder::TIERS && own.last < tomorrow {
            own = next(at, term, own);
        }
        own
    });
}

/// Renews a term whose time has come, or ends it. What a review has lost is not renewed; who renews has missed
/// no review, and is asked nothing about it.
pub fn renew(at: Evening, timeline: &mut Timeline) -> Result<(), Trouble> {
    let Some(own) = timeline.term else {
        return Ok(());
    };
    let Some(term) = lasting(at, own.rung) else {
        return Ok(());
    };
    let goes_on = own.since <= at.day && !timeline.has_change_after(at.day);
    let (mut own, mut is_safe) = (own, false);
    // After a long freeze the next term may be over too: it has no other evening to be renewed on.
    while goes_on && own.is_due(at.day) && is_renewed(at, term, own)? {
        own = next(at, term, own);
        is_safe = true;
        if own.ends > at.day {
            break;
        }
        own.ends = at.day;
    }
    if is_safe {
        timeline.term = Some(own);
        timeline.is_safe();
    }
    if is_safe && own.ends > at.day {
        return Ok(());
    }
    if own.lapses {
        lapse(timeline, at.day);
    } else if goes_on && own.ends <= at.day {
        // A tier that is over is left for a lower one.
        let to = at
            .rung(own.rung)
            .map_or(Ok(None), |tier| at.below(own.rung, tier))?;
        timeline.set(at.tomorrow(), to);
        timeline.is_safe();
    }
    Ok(())
}

/// Writes down the end of a term that is over on the evening of a day.
pub fn lapse(timeline: &mut Timeline, day: Date) {
    if let Some(own) = timeline.term.filter(|own| own.ends <= day) {
        timeline.set(own.ends.plus_days(1), None);
        timeline.term = None;
    }
}

/// What is frozen is held tomorrow as it is today: whatever ends today ends a day later. A lower tier that was to come
/// comes.
pub fn freeze(at: Evening, timeline: &mut Timeline) {
    let tomorrow = at.tomorrow();
    if let Some(own) = &mut timeline.term {
        own.ends = own.ends.max(tomorrow);
    }
    if at.ladder == Ladder::TIERS {
        begin(at, timeline);
    } else if timeline.tier_on(tomorrow).is_none() {
        timeline.set(tomorrow, Some(Ladder::HELD));
        timeline.set(tomorrow.plus_days(1), None);
        if let Some(own) = &mut timeline.term {
            own.since = tomorrow;
        }
    }
}

/// A specialization that was stated: held from the day after, for a term of its own.
pub fn grant(at: Evening, timeline: &mut Timeline) {
    state(at, timeline, Some(Ladder::HELD));
    begin(at, timeline);
}

/// A specialization that was taken away, from the day after.
pub fn withdraw(at: Evening, timeline: &mut Timeline) {
    state(at, timeline, None);
}

fn state(at: Evening, timeline: &mut Timeline, held: Option<TierId>) {
    lapse(timeline, at.day);
    timeline.state(at.tomorrow(), held);
    timeline.is_safe();
    timeline.offers.clear();
    timeline.term = None;
}

fn lasting(at: Evening<'_>, rung: TierId) -> Option<&Term> {
    let rungs = rungs(at.ladder, at.view.plan.program);
    rungs.get(rung.index())?.term.as_ref()
}

/// The term after another.
fn next(at: Evening, term: &Term, own: TermHeld) -> TermHeld {
    let renewals = own.renewals.saturating_add(1);
    from(
        at,
        term,
        (own.rung, own.since),
        own.last.plus_days(1),
        renewals,
    )
}

/// The days of a term that begins on a day, of a rung that is held since a day.
fn from(
    at: Evening,
    term: &Term,
    (rung, since): (TierId, Date),
    first: Date,
    renewals: u16,
) -> TermHeld {
    let rules = at.rung(rung);
    let region = rules.and_then(|it| it.review_region);
    let business = at.view.plan.program.business_days(region);
    let last = term.lasts.after(first, &business).plus_days(-1);
    let late = |grace: Duration| grace.after(last, &business);
    TermHeld {
        rung,
        since,
        lapses: at.ladder != Ladder::TIERS,
        last,
        opens: term.renew.map(|before| before.before(last, &business)),
        ends: rules.and_then(|it| it.loss.grace).map_or(last, late),
        renewals,
    }
}

/// Whether what keeps the rung holds within the days of renewal, and somebody has looked where it is
/// time for an audit.
fn is_renewed(at: Evening, term: &Term, own: TermHeld) -> Result<bool, Trouble> {
    let days = own.opens.and_then(|opens| Days::new(opens, at.day));
    let Some(days) = days else {
        return Ok(false);
    };
    let is_audited = term.audit.as_ref().is_none_or(|audit| {
        let number = own.renewals.saturating_add(1);
        let is_time = number.checked_rem(audit.every) == Some(0);
        !is_time || at.steps(own.rung).within("audited", days)
    });
    let Some(rules) = at.rung(own.rung).filter(|_| is_audited) else {
        return Ok(false);
    };
    at.keeps(own.rung, rules)
}
