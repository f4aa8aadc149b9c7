//! What else than its requirements a standing asks: an invitation, an enrolment, a fee; and the levels of those who
//! enrol in an incentive in time.

use super::today;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::base::period::{Cycle, Days};
use crate::kind::paying::level::Level;
use crate::model::standing::{Fee, Tier};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::{Scene, Trouble};
use crate::semantics::fold::Fold;
use crate::semantics::steps::Steps;
use crate::semantics::walk;

/// Something that somebody does for a standing, beside what earns it.
#[derive(Clone, Copy, Debug)]
pub enum Step<'p> {
    /// Somebody invites the partner, or has.
    Invitation {
        /// Who.
        by: &'p Name,
        /// Whether it is there.
        is_done: bool,
    },
    /// The partner enrols, or has.
    Enrolment {
        /// Whether it is there.
        is_done: bool,
        /// The last day of an offer that is open, or of the one that the next review makes where the rest is met.
        last: Option<Date>,
        /// Whether it is open.
        is_open: bool,
        /// How long an offer runs.
        within: Duration,
    },
    /// The partner pays for the year, or has.
    Fee {
        /// How much.
        fee: Fee,
        /// Whether it is paid.
        is_done: bool,
    },
}

/// The steps that are asked of who holds a rung, or would rise to it, on the day of its next review.
pub(super) fn steps<'p>(
    fold: &Fold<'p>,
    of: Steps<'_>,
    tier: &'p Tier,
    (is_held, review): (bool, Option<Date>),
) -> Vec<Step<'p>> {
    let (plan, today) = (fold.plan(), today(fold));
    let day = review.unwrap_or(today);
    let Some(version) = tier.on(day) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let (false, Some(by)) = (is_held, &version.invite) {
        let is_done = of.hold("invited", day);
        found.push(Step::Invitation { by, is_done });
    }
    if let (false, Some(within)) = (is_held, version.enrol) {
        let timeline = fold.state().standing.timeline(of.ladder, of.partner);
        let offers = timeline.map_or(&[][..], |timeline| &timeline.offers);
        let own = offers.iter().find(|offer| offer.tier == of.rung);
        let business = plan.program.business_days(version.review_region);
        let next = review.map(|day| within.after(day, &business));
        found.push(Step::Enrolment {
            is_done: of.hold("enrolled", day),
            last: own.map(|offer| offer.until).or(next),
            is_open: own.is_some(),
            within,
        });
    }
    if let Some(fee) = version.loss.fee {
        let year = plan.almanac.around(Cycle::Year, day);
        let until = Days::new(year.first(), day).unwrap_or(Days::one(day));
        let is_done = of.within("paid", until);
        found.push(Step::Fee { fee, is_done });
    }
    found
}

/// The level of a partner in a period that is open.
#[derive(Clone, Debug)]
pub struct Enrolled<'p> {
    /// The incentive.
    pub incentive: IncentiveId,
    /// The days of the period.
    pub days: Days,
    /// The level that it has.
    pub held: Option<&'p Name>,
    /// The levels that it may still have, each with its last day; none for who has one.
    pub open: Vec<(&'p Name, Date)>,
}

/// The levels of a partner in all periods that are open on the last closed day.
pub fn levels<'p>(fold: &Fold<'p>, partner: PartnerId) -> Result<Vec<Enrolled<'p>>, Trouble> {
    let (plan, today) = (fold.plan(), today(fold));
    let mut found = Vec::new();
    for offer in plan.in_turn() {
        let levels: &'p [Level] = &offer.incentive.levels;
        for term in offer.terms.iter().filter(|_| !levels.is_empty()) {
            let Occasion::Period(cycle) = term.occasion else {
                continue;
            };
            let days = plan.almanac.around(*cycle, today.plus_days(1));
            let scene = Scene {
                span: Some(days),
                offer: Some(offer),
                trigger: Some(term.occasion),
                ..Scene::on(fold.view(), partner, today.max(days.first()))
            };
            let is_in_year = plan.program.fiscal.year().contains(days.first());
            if !is_in_year || !is_for(&scene, levels, term.payout)? {
                continue;
            }
            let mut held = None;
            for level in levels {
                if held.is_none() && all_hold(&scene, level)? {
                    held = Some(&level.name);
                }
            }
            let last = levels
                .iter()
                .map(|level| (&level.name, level.last_day(days)));
            let open = last.filter(|(_, last)| held.is_none() && *last > today);
            found.push(Enrolled {
                incentive: offer.id,
                days,
                held,
                open: open.collect(),
            });
        }
    }
    Ok(found)
}

fn all_hold(scene: &Scene, level: &Level) -> Result<bool, Trouble> {
    for test in &level.tests {
        if !scene.holds(test)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether what levels decide is for the partner, as it stands.
fn is_for(scene: &Scene, levels: &[Level], payout: &Payout) -> Result<bool, Trouble> {
    if let Payout::When { test, then } = payout {
        let asks = |level: &Level| level.tests.iter().all(|own| asks_for(test, own));
        if levels.iter().any(asks) {
            return Ok(true);
        }
        return Ok(scene.holds(test)? && is_for(scene, levels, then)?);
    }
    for part in walk::children(payout) {
        if is_for(scene, levels, part)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn asks_for(test: &Test, own: &Test) -> bool {
    if let Test::All(parts) = test {
        return parts.contains(own);
    }
    test == own
}
