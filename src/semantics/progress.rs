//! How far a partner is from what lies ahead: from each requirement of the standings it keeps or may earn, and from the
//! next band of what it is paid on. Decides nothing: `review` and `evaluate` do.

pub mod apart;
pub mod joining;
pub mod spent;

use std::borrow::Cow;

use self::apart::{Piece, apart};
use self::joining::Step;
use crate::base::date::Date;
use crate::base::id::{IncentiveId, SpecializationId, TierId};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::standing::{Path, Requirement, Tier};
use crate::payout::measure::{Condition, Figure, Reading, Window};
use crate::payout::score::Read;
use crate::payout::table::{Bands, Cell, Mode};
use crate::payout::test::{Test, Threshold};
use crate::payout::{Occasion, Payout};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::reading::Level;
use crate::semantics::evaluate::{Scene, Trouble};
use crate::semantics::fold::Fold;
use crate::semantics::plan::Offer;
use crate::semantics::review::rungs;
use crate::semantics::standing::{Ladder, TermHeld};
use crate::semantics::steps::Steps;
use crate::semantics::walk;

/// A rung of a ladder that a partner holds, or the next one it may rise to.
#[derive(Clone, Debug)]
pub struct Rung<'p> {
    /// The tier or the specialization.
    pub tier: &'p Tier,
    /// Whether it is held, and asked to be kept.
    pub is_held: bool,
    /// The term of one that is held and lasts for a time.
    pub term: Option<TermHeld>,
    /// Whether somebody has looked at the partner within the days of its renewal.
    pub is_audited: bool,
    /// The day of its next review; `None` where none is left in the program's year.
    pub review: Option<Date>,
    /// What else is done for it.
    pub steps: Vec<Step<'p>>,
    /// The ways to it, as they stand on the day of the review with what is known now.
    pub ways: Vec<Way<'p>>,
}

/// One way to a rung.
#[derive(Clone, Debug)]
pub struct Way<'p> {
    /// Its title.
    pub path: &'p Path,
    /// What it asks; all must hold.
    pub asked: Vec<Asked<'p>>,
}

/// One thing that is asked.
#[derive(Clone, Debug)]
pub struct Asked<'p> {
    /// The condition, with the amount that is asked of this partner where it differs by a set.
    pub test: Cow<'p, Test>,
    /// Whether it holds.
    pub holds: bool,
    /// What is there, where the condition compares a figure.
    pub now: Option<Compared>,
    /// What a score comes to, where one is asked that is not reached.
    pub pieces: Vec<Piece<'p>>,
}

/// What is there, against what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What is there, in the unit's minor parts.
    pub now: Ratio,
    /// What it is compared with.
    pub asked: Ratio,
    /// The unit of both.
    pub unit: Unit,
}

/// Where a partner stands in a table of rates in a period that is open.
#[derive(Clone, Debug)]
pub struct Reached<'p> {
    /// The incentive.
    pub incentive: IncentiveId,
    /// The days of the period.
    pub days: Days,
    /// What the bands are of.
    pub basis: &'p Reading,
    /// Whether the whole basis is paid by the band that is reached.
    pub is_whole: bool,
    /// What is there of it.
    pub now: Ratio,
    /// What the band that is reached gives.
    pub cell: Option<&'p Cell>,
    /// The next band: where it begins, and what it gives; `None` in the last one.
    pub next: Option<(Ratio, &'p Cell)>,
}

/// The rungs that a partner keeps, and those it may earn next: of the tiers the one above and those that are offered, and
/// every specialization that it does not hold.
pub fn standings<'p>(fold: &Fold<'p>, partner: PartnerId) -> Result<Vec<Rung<'p>>, Trouble> {
    let program = fold.plan().program;
    let specializations = 0..u16::try_from(program.specializations.len()).unwrap_or(u16::MAX);
    let ladders = specializations.map(|place| Ladder::of(SpecializationId(place)));
    let mut found = Vec::new();
    for ladder in std::iter::once(Ladder::TIERS).chain(ladders) {
        let today = today(fold);
        let timeline = fold.state().standing.timeline(ladder, partner);
        let held = timeline.and_then(|timeline| timeline.tier_on(today.plus_days(1)));
        let term = timeline.and_then(|timeline| timeline.term);
        let next = held.map_or(0, |held| held.0.saturating_add(1));
        let ahead = [held.map(|held| (held, true)), Some((TierId(next), false))];
        let offers = timeline.map_or(&[][..], |timeline| &timeline.offers);
        let mut offered: Vec<TierId> = offers.iter().map(|offer| offer.tier).collect();
        offered.retain(|rung| rung.0 > next);
        offered.sort_unstable();
        let offered = offered.into_iter().map(|rung| (rung, false));
        for (rung, is_held) in ahead.into_iter().flatten().chain(offered) {
            if let Some(tier) = rungs(ladder, program).get(rung.index()) {
                let place = (ladder, rung);
                let term = term.filter(|term| is_held && term.rung == rung);
                found.push(looked_at(fold, partner, place, tier, (is_held, term))?);
            }
        }
    }
    Ok(found)
}

fn today(fold: &Fold) -> Date {
    let start = fold.plan().program.fiscal.start();
    fold.state().sealed.unwrap_or(start.plus_days(-1))
}

fn looked_at<'p>(
    fold: &Fold<'p>,
    partner: PartnerId,
    (ladder, rung): (Ladder, TierId),
    tier: &'p Tier,
    (is_held, term): (bool, Option<TermHeld>),
) -> Result<Rung<'p>, Trouble> {
    let plan = fold.plan();
    let today = today(fold);
    let ahead = Days::new(today.plus_days(1), plan.program.fiscal.end());
    let mut ahead = ahead.into_iter().flat_map(|days| days.iter());
    let review = ahead.find(|day| plan.reviewed(ladder, *day).contains(&rung));
    let day = review.unwrap_or(today);
    let scene = Scene::on(fold.view(), partner, day);
    let paths = tier.on(day).map_or(&[][..], |version| &*version.paths);
    let mut ways = Vec::new();
    for path in paths {
        let requirements = match is_held && !path.keep.is_empty() {
            true => &path.keep,
            false => &path.earn,
        };
        let mut asked = Vec::new();
        for Requirement { test, .. } in requirements {
            ask(&scene, test, &mut asked)?;
        }
        ways.push(Way { path, asked });
    }
    let steps = Steps {
        view: fold.view(),
        ladder,
        partner,
        rung,
    };
    let opened = term.and_then(|term| Days::new(term.opens?, today));
    let is_audited = opened.is_some_and(|days| steps.within("audited", days));
    Ok(Rung {
        tier,
        is_held,
        term,
        is_audited,
        review,
        steps: joining::steps(fold, steps, tier, (is_held, review)),
        ways,
    })
}

/// A condition, in the parts that must all hold.
fn ask<'p>(scene: &Scene, test: &'p Test, found: &mut Vec<Asked<'p>>) -> Result<(), Trouble> {
    if let Test::All(parts) = test {
        return parts.iter().try_for_each(|part| ask(scene, part, found));
    }
    let (mut now, mut own) = (None, Cow::Borrowed(test));
    if let Test::Compare {
        figure,
        comparison,
        threshold,
    } = test
        && let Some(asked) = scene.threshold(threshold)?
        && !is_passed(figure)
        && let Level::Is(level) = scene.level(figure)?
    {
        let in_money = matches!(threshold.unit, Unit::Money(_));
        let money = Unit::Money(scene.view.plan.program.currency);
        let unit = if in_money { money } else { threshold.unit };
        now = Some(Compared {
            now: level,
            asked,
            unit,
        });
        own = Cow::Owned(Test::Compare {
            figure: figure.clone(),
            comparison: *comparison,
            threshold: Threshold {
                across: None,
                amounts: vec![Some(asked)],
                unit,
            },
        });
    }
    let holds = scene.holds(test)?;
    found.push(Asked {
        test: own,
        holds,
        now,
        pieces: match holds {
            true => Vec::new(),
            false => apart(scene, test)?,
        },
    });
    Ok(())
}

/// Whether a figure says only that a score is passed: one or zero is no amount that could be missing.
fn is_passed(figure: &Figure) -> bool {
    matches!(figure, Figure::Score(scored) if scored.read == Read::Passed)
}

/// Where a partner stands in the tables of all periods that are open on the last closed day, and pay it by what the
/// bands are of.
pub fn bands<'p>(fold: &Fold<'p>, partner: PartnerId) -> Result<Vec<Reached<'p>>, Trouble> {
    let plan = fold.plan();
    let today = today(fold);
    let mut found = Vec::new();
    for offer in plan.in_turn().filter(|offer| offer.in_money) {
        for term in &offer.terms {
            let days = match term.occasion {
                Occasion::Period(cycle) => plan.almanac.around(*cycle, today),
                Occasion::Days(days) => *days,
                Occasion::Event { .. } => continue,
            };
            if !days.contains(today) || !plan.program.fiscal.year().contains(today) {
                continue;
            }
            let scene = Scene {
                span: Some(days),
                offer: Some(offer),
                trigger: Some(term.occasion),
                ..Scene::on(fold.view(), partner, today)
            };
            in_payout(&scene, offer, term.payout, &mut found)?;
        }
    }
    Ok(found)
}

/// The tables of a payout that are open to the partner now, of what is paid as it is.
fn in_payout<'p>(
    scene: &Scene,
    offer: &Offer<'p>,
    payout: &'p Payout,
    found: &mut Vec<Reached<'p>>,
) -> Result<(), Trouble> {
    if let Payout::When { test, then } = payout {
        return match scene.holds(test)? {
            true => in_payout(scene, offer, then, found),
            false => Ok(()),
        };
    }
    if let Payout::Choose { across, arms } = payout {
        let place = scene.member(*across, None);
        let arm = place.and_then(|place| arms.get(place)?.as_ref());
        return arm.map_or(Ok(()), |arm| in_payout(scene, offer, arm, found));
    }
    if let Payout::Bands(bands) = payout
        && bands.key.is_none()
    {
        found.extend(reached(scene, offer, bands)?);
    }
    // What is lessened has no bands of its own amount.
    if matches!(payout, Payout::Net { .. }) {
        return Ok(());
    }
    let mut parts = walk::children(payout).into_iter();
    parts.try_for_each(|part| in_payout(scene, offer, part, found))
}

fn reached<'p>(
    scene: &Scene,
    offer: &Offer<'p>,
    bands: &'p Bands,
) -> Result<Option<Reached<'p>>, Trouble> {
    let column = match bands.across {
        None => Some(0),
        Some(across) => scene.member(across, None),
    };
    let (Some(column), Some(days)) = (column.and_then(|at| bands.columns.get(at)), scene.span)
    else {
        return Ok(None);
    };
    // What is sold today is paid by the version that is in force today.
    if matches!(bands.basis.window, Window::Days(days) if !days.contains(scene.day)) {
        return Ok(None);
    }
    let own = scene.total(&bands.basis)?;
    let now = match &bands.after {
        Some(before) => scene.total(before)?.plus(own)?,
        None => own,
    };
    let counts = bands.basis.only.iter().all(|each| is_of(scene, each));
    if !counts && now.is_zero() {
        return Ok(None);
    }
    let cells = || bands.starts.iter().zip(column);
    let held = cells().rev().find(|(start, _)| start.reached_by(now));
    let ahead = cells().find(|(start, _)| !start.reached_by(now));
    Ok(Some(Reached {
        incentive: offer.id,
        days,
        basis: &bands.basis,
        is_whole: bands.mode == Mode::Whole,
        now,
        cell: held.map(|(_, cell)| cell),
        next: ahead
            .filter(|_| counts)
            .and_then(|(start, cell)| Some((start.at?, cell))),
    }))
}

/// Whether what the partner sells today would meet a condition, as far as that is a matter of who it is.
fn is_of(scene: &Scene, condition: &Condition) -> bool {
    let (partner, day) = (scene.view.book.partner(scene.partner), scene.day);
    let standing = scene.view.standing;
    if let Condition::Tier(among, _) = condition {
        let held = standing.tier_on(scene.partner, day);
        return held.is_some_and(|tier| among.contains(&tier));
    }
    if let Condition::Specialized(among, _) = condition {
        return standing.is_specialized(scene.partner, among, day);
    }
    if let Condition::Type(among) = condition {
        let sort = partner.and_then(|partner| partner.sort);
        return sort.is_some_and(|sort| among.contains(&sort));
    }
    if let Condition::Region(among) = condition {
        let region = partner.and_then(|partner| partner.region);
        return region.is_some_and(|region| among.contains(&region));
    }
    true
}
