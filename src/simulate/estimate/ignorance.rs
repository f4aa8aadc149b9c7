//! What is not known about people, apart from chance: a forecast is run at parameters drawn over
//! their ranges (a Latin hypercube), and which parameters matter is found by moving them one at a
//! time (Morris 1991). Never mixed into a forecast's intervals; here a spread is of assumptions.

use serde::{Deserialize, Serialize};

use crate::base::name::Name;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Behaviour, Group, PARAMETERS, Parameter};
use crate::model::Program;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::estimate::metrics::Pair;
use crate::simulate::estimate::screening::screen;
use crate::simulate::estimate::sobol;
use crate::simulate::estimate::statistics::{covariance, mean, order_statistic};
use crate::simulate::estimate::totals::Totals;
use crate::simulate::run::watch::{Aside, Watch};
use crate::simulate::run::worlds::{Options, Refusal, part};

/// The part of each range that is drawn from: its middle, since ends are unlikely together.
pub const CENTRAL_PART: f64 = 0.60;

/// The return on a program over what is not known about people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The return at each draw.
    pub returns: Vec<f64>,
    /// 5th, 25th, 50th, 75th and 95th percentile, chance taken out.
    pub percentiles: [f64; 5],
    /// The share of draws with a return above zero.
    pub above_zero: f64,
    /// The part of the variance over draws that is chance.
    pub part_of_chance: f64,
}

/// What was asked about ignorance, and found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignorance {
    /// Behaviours that were drawn.
    pub draws: u16,
    /// Replications at each.
    pub replications: u32,
    /// The spread of the return over them.
    pub spread: Spread,
    /// Paths on which parameters were moved one at a time; 0 when it was not asked for.
    pub paths: u16,
    /// Samples of the parts of variance; 0 when they were not asked for.
    pub samples: u16,
    /// Parameters by how much they move the return, greatest first; empty without paths.
    pub influences: Vec<Influence>,
}

/// How much a parameter matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Influence {
    /// Its name.
    pub name: Name,
    /// Mean size of the change that moving it over its range makes.
    pub size: f64,
    /// Standard deviation of the change: how much it depends on the others.
    pub deviation: f64,
    /// The part of the variance of the return that it makes by itself, where that was asked for.
    pub first: Option<f64>,
    /// The part that it makes by itself and together with others.
    pub total: Option<f64>,
}

/// What is asked about ignorance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Behaviours to draw.
    pub draws: u16,
    /// Paths on which parameters are moved one at a time; 0 for none.
    pub paths: u16,
    /// Samples of the parts of variance; 0 for none.
    pub samples: u16,
    /// Replications at each.
    pub replications: u32,
}

/// The most parameters whose parts of variance are looked for: those that the screening puts first.
const MOST_PARTED: usize = 10;

impl Question {
    /// Replications of a program and of none that it takes.
    pub fn runs(&self) -> u64 {
        let steps = u64::from(self.paths) * (PARAMETERS.len() as u64 + 1);
        let parted = sobol::evaluations(MOST_PARTED, self.samples);
        (u64::from(self.draws) + steps + parted) * u64::from(self.replications)
    }

    /// The answer, for a program in a scenario.
    pub fn answer(
        &self,
        program: &Program,
        scenario: &Scenario,
        watch: &dyn Watch,
    ) -> Result<Ignorance, Refusal> {
        let case = Case {
            program,
            scenario,
            watch: Aside(watch),
        };
        let Question {
            draws,
            paths,
            samples,
            replications,
        } = *self;
        let mut influences = match paths {
            0 => Vec::new(),
            paths => case.influences(paths, replications)?,
        };
        if samples > 0 {
            case.part(&mut influences, samples, replications)?;
        }
        Ok(Ignorance {
            draws,
            replications,
            spread: case.spread(draws, replications)?,
            paths,
            samples,
            influences,
        })
    }
}

/// The parameters that are drawn: how people behave, unless the scenario says it. What processes do
/// is in the vendor's records, and a number that a scenario gives is taken as known. A mechanism that is off
/// stays off: whether it is there at all is not a matter of how strong it is.
pub(in crate::simulate) fn drawn(base: &Behaviour) -> Vec<&'static Parameter> {
    let is_open = |parameter: &&Parameter| {
        let value = parameter.of(base);
        parameter.group == Group::Behaviour
            && value == parameter.default
            && parameter.null != Some(value)
    };
    PARAMETERS.iter().filter(is_open).collect()
}

/// A value at a place from 0 to 1 of the central part of a range.
pub(in crate::simulate) fn at(parameter: &Parameter, place: f64) -> f64 {
    let inner = 0.5 + CENTRAL_PART * (place - 0.5);
    parameter.low + (parameter.high - parameter.low) * inner
}

/// So many behaviours: for each parameter, one draw from each of as many equal parts of its range,
/// in an order of its own.
pub fn hypercube(base: &Behaviour, seed: u32, draws: u16) -> Vec<Behaviour> {
    let key = Key {
        seed,
        replication: 0,
    };
    let mut behaviours = vec![base.clone(); usize::from(draws)];
    for (ordinal, parameter) in (0_u16..).zip(drawn(base)) {
        let word = |draw: u16| {
            let address = Address::of(Purpose::Behaviour).number(ordinal);
            key.uniform(address.by(u64::from(draw) + 1))
        };
        let mut order: Vec<u16> = (0..draws).collect();
        order.sort_by(|a, b| word(*a).total_cmp(&word(*b)));
        for (stratum, draw) in (0_u16..).zip(order) {
            let inside = (word(draw) * 65_536.0).fract();
            let place = (f64::from(stratum) + inside) / f64::from(draws);
            parameter.set(&mut behaviours[usize::from(draw)], at(parameter, place));
        }
    }
    behaviours
}

/// What a question is asked of.
struct Case<'a> {
    program: &'a Program,
    scenario: &'a Scenario,
    watch: Aside<'a>,
}

impl Case<'_> {
    /// The return on the program in a few replications of the scenario with another behaviour: the ratio of
    /// means, and its variance by chance.
    fn return_at(&self, behaviour: Behaviour, replications: u32) -> Result<(f64, f64), Refusal> {
        let scenario = Scenario {
            behaviour,
            ..self.scenario.clone()
        };
        let options = Options {
            replications: Some(0..replications),
            most_work: Some(u128::MAX),
            most_memory: Some(u128::MAX),
            ..Options::default()
        };
        let part = part(self.program, &scenario, &options, &self.watch)?;
        let [with, without, ..] = part.so_far().worlds.as_slice() else {
            return Ok((0.0, 0.0));
        };
        let pair = Pair {
            with: &with.totals,
            without: &without.totals,
        };
        let (margin, cost) = (pair.controlled_gain(), pair.difference(Totals::cost));
        let below = mean(&cost);
        if below == 0.0 {
            return Ok((0.0, 0.0));
        }
        let ratio = mean(&margin) / below;
        let rest: Vec<f64> = margin
            .iter()
            .zip(&cost)
            .map(|(m, c)| m - ratio * c)
            .collect();
        let variance = covariance(&rest, &rest) / f64::from(replications.max(1)) / (below * below);
        Ok((ratio - 1.0, variance))
    }

    /// The return over so many draws, each in so many replications on the same random numbers.
    fn spread(&self, draws: u16, replications: u32) -> Result<Spread, Refusal> {
        let mut returns = Vec::new();
        let mut chance = Vec::new();
        let scenario = self.scenario;
        for behaviour in hypercube(&scenario.behaviour, scenario.seed, draws) {
            let (found, variance) = self.return_at(behaviour, replications)?;
            returns.push(found);
            chance.push(variance);
        }
        Ok(summary(returns, &chance))
    }

    /// Which parameters move the return, most influential first: so many paths, on each of which every
    /// parameter moves once, by two thirds of its range, in an order of the path's own.
    fn influences(&self, paths: u16, replications: u32) -> Result<Vec<Influence>, Refusal> {
        let scenario = self.scenario;
        screen(&scenario.behaviour, scenario.seed, paths, |behaviour| {
            Ok(self.return_at(behaviour.clone(), replications)?.0)
        })
    }
}

impl Case<'_> {
    /// The parts of variance of the first parameters of a screening.
    fn part(
        &self,
        influences: &mut [Influence],
        samples: u16,
        replications: u32,
    ) -> Result<(), Refusal> {
        let first = influences.iter_mut().take(MOST_PARTED);
        let mut parted: Vec<(&mut Influence, &Parameter)> = first
            .filter_map(|each| Some((Parameter::named(&each.name)?, each)))
            .map(|(parameter, each)| (each, parameter))
            .collect();
        let parameters: Vec<&Parameter> = parted.iter().map(|(_, parameter)| *parameter).collect();
        let base = &self.scenario.behaviour;
        let found = sobol::parts(parameters.len(), samples, self.scenario.seed, |places| {
            let mut behaviour = base.clone();
            for (parameter, place) in parameters.iter().zip(places) {
                parameter.set(&mut behaviour, at(parameter, *place));
            }
            let found: Result<f64, Refusal> =
                self.return_at(behaviour, replications).map(|it| it.0);
            found
        })?;
        for ((influence, _), parts) in parted.iter_mut().zip(found.iter().flatten()) {
            influence.first = Some(parts.first);
            influence.total = Some(parts.total);
        }
        Ok(())
    }
}

/// Takes the variance of chance out of the spread by drawing returns towards their mean.
fn summary(returns: Vec<f64>, chance: &[f64]) -> Spread {
    let (middle, all) = (mean(&returns), covariance(&returns, &returns));
    let part = if all > 0.0 {
        (mean(chance) / all).min(1.0)
    } else {
        0.0
    };
    let shrink = (1.0 - part).sqrt();
    let mut shrunk: Vec<f64> = returns
        .iter()
        .map(|x| middle + shrink * (x - middle))
        .collect();
    shrunk.sort_by(f64::total_cmp);
    let above = shrunk.iter().filter(|x| **x > 0.0).count();
    Spread {
        percentiles: [0.05, 0.25, 0.50, 0.75, 0.95]
            .map(|p| order_statistic(&shrunk, p).unwrap_or(middle)),
        above_zero: above as f64 / shrunk.len().max(1) as f64,
        part_of_chance: part,
        returns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mechanism_that_is_off_stays_off() {
        let base = Behaviour::default();
        assert_eq!(base.goodwill_arrivals, 0.0);
        for drawn in super::hypercube(&base, 1, 8) {
            assert_eq!(drawn.goodwill_arrivals, 0.0);
        }
    }

    #[test]
    fn a_hypercube_has_one_draw_in_each_part_of_each_range() {
        let draws = 20;
        let base = Behaviour::default();
        let behaviours = hypercube(&base, 3, draws);
        for parameter in drawn(&base) {
            let mut strata: Vec<i64> = behaviours
                .iter()
                .map(|behaviour| {
                    let wide = parameter.high - parameter.low;
                    let place = (parameter.of(behaviour) - parameter.low) / wide;
                    let inner = (place - 0.5) / CENTRAL_PART + 0.5;
                    (inner * f64::from(draws)).floor() as i64
                })
                .collect();
            strata.sort_unstable();
            let expected: Vec<i64> = (0..i64::from(draws)).collect();
            assert_eq!(strata, expected, "{}", parameter.name);
        }
        assert_ne!(hypercube(&base, 3, 5), hypercube(&base, 4, 5));
    }

    #[test]
    fn what_a_scenario_says_and_what_records_show_is_not_drawn() {
        let base = Behaviour {
            elasticity: 0.2,
            ..Behaviour::default()
        };
        for behaviour in hypercube(&base, 3, 5) {
            assert_eq!(behaviour.elasticity, 0.2);
            assert_eq!(behaviour.churn_hazard, base.churn_hazard);
            assert_ne!(behaviour.skill_win, base.skill_win);
        }
    }

    #[test]
    fn chance_is_taken_out_of_a_spread() {
        // Variance over draws 2.5, of which chance is 0.9: 36%, so distances shrink by 0.8.
        let found = summary(vec![1.0, 2.0, 3.0, 4.0, 5.0], &[0.9; 5]);
        assert!((found.part_of_chance - 0.36).abs() < 1e-12);
        assert!((found.percentiles[4] - 4.6).abs() < 1e-12);
        assert!((found.percentiles[0] - 1.4).abs() < 1e-12);
        assert_eq!(found.above_zero, 1.0);
        let only_chance = summary(vec![-1.0, 1.0], &[9.0; 2]);
        assert_eq!(only_chance.percentiles, [0.0; 5]);
    }
}
