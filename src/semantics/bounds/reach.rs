//! Whether bounds are reached. What bounds were worked out from is made into cases, and the evaluator says
//! what those are paid: a bound is attained only by a case that is paid exactly as much. Must not believe
//! any bound.

use super::Most;
use super::acts::{Group, literal};
use super::case::still::Still;
use super::case::{Case, Paid, Stage};
use super::liability::{Exposure, WorstCase};
use super::trial::{Trial, reached};
use crate::base::id::IncentiveId;
use crate::base::period::Days;
use crate::model::Program;
use crate::semantics::curve::CurveFault;

/// The most facts of a case that is played.
pub(super) const MOST_FACTS: usize = 6_000;

/// How near a case comes to a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// What the case is paid, in minor units.
    pub paid: i128,
    /// The case: partners that do the same. Empty where no case was paid anything.
    pub case: Vec<Group>,
    /// Whether that is the bound; else the bound is not tight.
    pub is_bound: bool,
}

/// How near cases come to the bounds of a worst case; in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reaches {
    /// To the bound of the year.
    pub year: Reached,
    /// To those of the quarters.
    pub quarters: Vec<Reached>,
    /// To those of each incentive.
    pub incentives: Vec<ExposureReach>,
}

/// How near cases come to the bounds of an incentive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExposureReach {
    /// To the bound of the year.
    pub year: Reached,
    /// To those of the quarters.
    pub quarters: Vec<Reached>,
    /// To those of one partner of each tier.
    pub tiers: Vec<Reached>,
    /// To those of the regions.
    pub regions: Vec<Reached>,
}

/// Looks for cases that reach the bounds of a worst case.
pub fn reaches(program: &Program, worst: &WorstCase) -> Result<Reaches, CurveFault> {
    let still = Still::of(program);
    let trial = Trial::of(program, &still);
    let mut reaches = Reaches::default();
    for exposure in &worst.incentives {
        reaches.incentives.push(trial.exposure(exposure)?);
    }
    for (place, (days, most)) in worst.quarters.iter().enumerate() {
        let own = reaches
            .incentives
            .iter()
            .filter_map(|each| each.quarters.get(place));
        let reached = trial.together(own.collect(), most, *days);
        reaches.quarters.push(reached);
    }
    let years = reaches.incentives.iter().map(|each| &each.year);
    let year = program.fiscal.year();
    let own = trial.together(years.collect(), &worst.year, year);
    let quarters = reaches.quarters.iter();
    reaches.year = trial.better(own, quarters, &every(program), (&worst.year, year));
    Ok(reaches)
}

/// The case of some days, the year or a quarter of it, that was paid most: of the incentives that have a bound there. Of the year
/// one that is paid more than `enough` is not looked further for.
pub fn dearest(
    program: &Program,
    worst: &WorstCase,
    days: Days,
    enough: i128,
) -> Result<Reached, CurveFault> {
    let still = Still::of(program);
    let trial = Trial::of(program, &still);
    let year = program.fiscal.year();
    let mut held = trial.dearest(worst, days)?;
    if days != year {
        return Ok(held);
    }
    for (quarter, _) in &worst.quarters {
        if held.paid > enough {
            break;
        }
        let own = trial.dearest(worst, *quarter)?;
        let most = Most::Of(worst.year.amount().unwrap_or(i128::MAX));
        held = trial.better(held, [&own], &every(program), (&most, year));
    }
    Ok(held)
}

pub(super) fn every(program: &Program) -> Vec<IncentiveId> {
    let all = (0..).map(IncentiveId).zip(&program.incentives);
    all.map(|(id, _)| id).collect()
}

/// The facts of a case that is written out as groups; `None` where there are too many to be played.
pub fn facts_of(program: &Program, case: &[Group]) -> Option<Case> {
    literal(program, case, MOST_FACTS)
}

/// What a case that is written out as groups is paid, partner by partner.
pub fn played(program: &Program, case: &[Group]) -> Option<Paid> {
    let facts = facts_of(program, case)?;
    Stage::of(&Still::of(program)).play(&facts).ok()
}

impl Trial<'_> {
    fn dearest(&self, worst: &WorstCase, days: Days) -> Result<Reached, CurveFault> {
        let of = |year: &Most, quarters: &[(Days, Most)]| match days == self.program.fiscal.year() {
            true => Some(year.clone()),
            false => {
                let mut quarters = quarters.iter().filter(|(own, _)| *own == days);
                quarters.next().map(|(_, most)| most.clone())
            }
        };
        let mut own = Vec::new();
        for exposure in &worst.incentives {
            if let Some(most) = of(&exposure.year, &exposure.quarters) {
                own.push(self.everybody(exposure.incentive, &most, days, None)?);
            }
        }
        let most = of(&worst.year, &worst.quarters);
        // What has no bound is not reached: the dearest case of the rest is what counts.
        let most = most.and_then(|most| most.amount()).unwrap_or(i128::MAX);
        Ok(self.together(own.iter().collect(), &Most::Of(most), days))
    }

    fn exposure(&self, exposure: &Exposure) -> Result<ExposureReach, CurveFault> {
        let id = exposure.incentive;
        let year = self.program.fiscal.year();
        let mut reach = ExposureReach::default();
        for (days, most) in &exposure.quarters {
            let reached = self.everybody(id, most, *days, None)?;
            reach.quarters.push(reached);
        }
        let own = self.everybody(id, &exposure.year, year, None)?;
        reach.year = self.better(own, &reach.quarters, &[id], (&exposure.year, year));
        for share in &exposure.tiers {
            let ways = self.one(id, share.tier, None, year)?;
            let best = ways.0.into_iter().next_back();
            reach
                .tiers
                .push(best.map_or_else(Reached::default, |(paid, group)| {
                    reached(paid, vec![group], &share.each)
                }));
        }
        for (region, most) in &exposure.regions {
            let reached = self.everybody(id, most, year, Some(*region))?;
            reach.regions.push(reached);
        }
        Ok(reach)
    }
}
