//! Terms of specializations: how long one lasts, when it is renewed, and when it is over.
//! Must not know what a specialization opens.

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::period::Days;
use crate::model::standing::Term;
use crate::semantics::evaluate::Trouble;
use crate::semantics::review::Evening;
use crate::semantics::standing::{Ladder, TermHeld, Timeline};

/// Gives a standing that is held from tomorrow its term, where it has none yet, and takes the term of one that
/// is not.
pub fn begin(at: Evening, timeline: &mut Timeline) {
    let Some(term) = lasting(at) else {
        return;
    };
    let tomorrow = at.tomorrow();
    if timeline.tier_on(tomorrow).is_none() {
        timeline.term = None;
    } else if timeline.term.is_none() {
        timeline.term = Some(from(at, term, tomorrow, 0));
    }
}

/// Renews a term whose time has come, or ends it. What a review has lost is not renewed; who renews has missed
/// no review, and is asked nothing.
pub fn renew(at: Evening, timeline: &mut Timeline) -> Result<(), Trouble> {
    let (Some(term), Some(own)) = (lasting(at), timeline.term) else {
        return Ok(());
    };
    let is_open = own.is_due(at.day) && !timeline.has_change_after(at.day);
    if is_open && is_renewed(at, term, own)? {
        let first = own.last.plus_days(1);
        timeline.term = Some(from(at, term, first, own.renewals.saturating_add(1)));
        timeline.missed = 0;
        timeline.wait = None;
    }
    lapse(timeline, at.day);
    Ok(())
}

/// Writes down the end of a term that is over on the evening of a day.
pub fn lapse(timeline: &mut Timeline, day: Date) {
    if let Some(own) = timeline.term.filter(|own| own.ends <= day) {
        timeline.set(own.ends.plus_days(1), None);
        timeline.term = None;
    }
}

/// What is frozen is held tomorrow as it is today: whatever ends today ends a day later.
pub fn freeze(at: Evening, timeline: &mut Timeline) {
    let tomorrow = at.tomorrow();
    if at.ladder.specialization().is_none() || timeline.tier_on(at.day).is_none() {
        return;
    }
    if let Some(own) = &mut timeline.term {
        own.ends = own.ends.max(tomorrow);
    }
    if timeline.tier_on(tomorrow).is_none() {
        timeline.set(tomorrow, Some(Ladder::HELD));
        timeline.set(tomorrow.plus_days(1), None);
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
    timeline.missed = 0;
    timeline.wait = None;
    timeline.term = None;
}

fn lasting(at: Evening<'_>) -> Option<&Term> {
    let id = at.ladder.specialization()?;
    at.view.plan.program.specialization(id)?.rules.term.as_ref()
}

/// The days of a term that begins on a day.
fn from(at: Evening, term: &Term, first: Date, renewals: u16) -> TermHeld {
    let rules = at.rung(Ladder::HELD);
    let region = rules.and_then(|it| it.review_region);
    let business = at.view.plan.program.business_days(region);
    let last = term.lasts.after(first, &business).plus_days(-1);
    let late = |grace: crate::base::duration::Duration| grace.after(last, &business);
    TermHeld {
        last,
        opens: term.renew.map(|before| before.before(last, &business)),
        ends: rules.and_then(|it| it.loss.grace).map_or(last, late),
        renewals,
    }
}

/// Whether what keeps the specialization holds within the days of renewal, and somebody has looked where it is
/// time for an audit.
fn is_renewed(at: Evening, term: &Term, own: TermHeld) -> Result<bool, Trouble> {
    let days = own.opens.and_then(|opens| Days::new(opens, at.day));
    let Some(days) = days else {
        return Ok(false);
    };
    let is_audited = term.audit.as_ref().is_none_or(|audit| {
        let number = own.renewals.saturating_add(1);
        let is_time = number.checked_rem(audit.every) == Some(0);
        !is_time || at.steps(Ladder::HELD).within("audited", days)
    });
    let Some(rules) = at.rung(Ladder::HELD).filter(|_| is_audited) else {
        return Ok(false);
    };
    at.keeps(Ladder::HELD, rules)
}
