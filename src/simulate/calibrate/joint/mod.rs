//! Joint refinement: the engine plays the program that was in force, and parameters are moved until the histories that it writes have
//! the moments of the vendor's own (method of simulated moments; McFadden 1989, Pakes and Pollard 1989), as far as what was believed
//! of them lets them go.

mod candidates;
mod early;
mod found;
mod moments;
mod solve;
mod spread;
mod worlds;

use crate::diagnostic::Problem;
use crate::intake::panel::Panel;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Behaviour, Parameter};
use crate::intake::scenario::read::year_weeks;
use crate::model::Program;
use crate::simulate::calibrate::{Fit, Scale, Verdict, prior};
use crate::simulate::chance::normal::quantile;
use crate::simulate::run::worlds::Refusal;
pub use candidates::CANDIDATES;
pub use early::allowed;
pub use found::{Compared, Refined, Refinement, Reproduction};
use solve::{HALVINGS, Least};
use spread::{Spread, above};
use worlds::{History, Played};

/// How much is played.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Populations, each with a luck and a market of its own, at every point.
    pub seeds: u32,
    /// Markets of which the common part of luck is read.
    pub markets: u32,
    /// Rounds of the search.
    pub rounds: usize,
    /// Parameters that may move, of [`CANDIDATES`].
    pub candidates: &'static [(&'static str, Scale)],
}

impl Default for Effort {
    fn default() -> Effort {
        Effort {
            seeds: 4,
            markets: 12,
            rounds: 4,
            candidates: CANDIDATES,
        }
    }
}

impl Effort {
    /// Years that are played at the most.
    pub fn years(&self) -> u64 {
        let slopes = |parameters: usize| 2 * parameters;
        let search = 1 + HALVINGS * self.rounds + slopes(MOST_MOVED) * (self.rounds + 1);
        let points = 2 + slopes(self.candidates.len()) + search;
        points as u64 * u64::from(self.seeds) + u64::from(self.markets)
    }
}

/// So many parameters are moved at the most: those that the moments tell most of.
const MOST_MOVED: usize = 15;
/// A parameter of which the moments by themselves take less than this part of its deviation away is not moved.
const LEAST_TOLD: f64 = 0.05;

/// One parameter that may move.
#[derive(Clone, Copy)]
struct Mover {
    parameter: &'static Parameter,
    scale: Scale,
    believed: (f64, f64),
    /// What the block alone said, as a value.
    block: Option<f64>,
}

/// Refines what the blocks of a history have said. `played` is told of each year that was played.
pub fn refine(
    program: &Program,
    scenario: &Scenario,
    (panel, fits): (&Panel, &[Fit]),
    effort: Effort,
    played: &(dyn Fn() + Sync),
) -> Result<Refined, Refusal> {
    allowed(program, scenario, panel, effort)?;
    let base = with_blocks(&scenario.behaviour, fits);
    // What comes after the program's year is in no history.
    let scenario = &Scenario {
        weeks: year_weeks(program),
        ..scenario.clone()
    };
    let worlds = Played {
        program,
        scenario,
        seeds: effort.seeds,
        played,
    };
    let history = worlds.history(panel, &base)?;
    let markets = worlds.markets(&base, effort.markets, &history)?;
    let spread = Spread::of(&history, &markets, effort.seeds);
    let (told, left_out) = told(&history, &spread);
    if told.is_empty() {
        return Err(nothing().into());
    }
    let covariance = spread.among(&told);
    let case = Case {
        weight: spread::weight(&covariance).ok_or_else(nothing)?,
        worlds,
        history,
        base,
        told,
        covariance,
    };
    let movers = movers(&scenario.behaviour, fits, effort.candidates);
    case.refined(&movers, left_out, effort)
}

/// Everything that a search reads.
struct Case<'a> {
    worlds: Played<'a>,
    history: History,
    base: Behaviour,
    /// The places of the moments that are compared.
    told: Vec<usize>,
    covariance: Vec<Vec<f64>>,
    weight: Vec<Vec<f64>>,
}

impl Case<'_> {
    fn keep(&self, moments: &[f64]) -> Vec<f64> {
        self.told.iter().map(|place| moments[*place]).collect()
    }

    fn ask(&self, movers: &[Mover], points: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Refusal> {
        let behaviours = points.iter().map(|x| moved(&self.base, movers, x));
        let behaviours: Vec<Behaviour> = behaviours.collect();
        let found = self.worlds.moments(&behaviours, &self.history)?;
        Ok(found.iter().map(|moments| self.keep(moments)).collect())
    }

    fn problem(&self, movers: &[Mover]) -> solve::Problem {
        solve::Problem {
            observed: self.keep(&self.history.observed),
            weight: self.weight.clone(),
            believed: movers.iter().map(|mover| mover.believed).collect(),
            bounds: movers.iter().map(Mover::bounds).collect(),
        }
    }

    fn start(&self, movers: &[Mover]) -> Vec<f64> {
        movers.iter().map(|it| it.start(&self.base)).collect()
    }

    /// Screens what may move, searches, and says what was found.
    fn refined(
        &self,
        movers: &[Mover],
        left_out: Vec<(&'static str, &'static str)>,
        effort: Effort,
    ) -> Result<Refined, Refusal> {
        let screened = self.problem(movers);
        let slopes = screened.slopes(&self.start(movers), &|points| self.ask(movers, points))?;
        let (moving, unidentified) = chosen(movers, &screened.information(&slopes));
        let before = self.ask(&[], &[Vec::new()])?;
        let before = before.into_iter().next().unwrap_or_default();
        let search = self.problem(&moving);
        let ask = |points: &[Vec<f64>]| self.ask(&moving, points);
        let least = search.least(self.start(&moving), effort.rounds, &ask)?;
        let least = least.ok_or_else(nothing)?;
        let expected = self.told.len() as f64 - least.told;
        Ok(Refined {
            parameters: refinements(&moving, &least),
            unidentified,
            moments: self.compared(&before, &least.point.moments),
            left_out,
            misfit: (least.point.misfit, expected),
            chance: above(least.point.misfit, expected),
            is_settled: least.is_settled,
            seeds: effort.seeds,
        })
    }

    fn compared(&self, before: &[f64], after: &[f64]) -> Vec<Compared> {
        let row = |(place, which): (usize, &usize)| {
            let observed = self.history.observed[*which];
            let simulated = [before[place], after[place]];
            let error = self.covariance[place][place].sqrt();
            Compared {
                name: self.history.moments[*which].name,
                observed,
                simulated,
                off: simulated.map(|found| (found - observed) / error),
            }
        };
        self.told.iter().enumerate().map(row).collect()
    }
}

fn nothing() -> Problem {
    let message = "no moment of the history can be compared with the program's";
    Problem::error("nothing-to-refine", message).help(
        "give columns that count something of the program, such as `created`, `won` and `lost`, of two partners at least",
    )
}

/// The scenario's behaviour with what the blocks have found.
fn with_blocks(scenario: &Behaviour, fits: &[Fit]) -> Behaviour {
    let mut base = scenario.clone();
    for fit in fits
        .iter()
        .filter(|fit| fit.verdict() != Verdict::PriorOnly)
    {
        let parameter = fit.parameter;
        if parameter.of(scenario) == parameter.default {
            let value = fit.value().clamp(parameter.low, parameter.high);
            parameter.set(&mut base, value);
        }
    }
    base
}

/// What may move: what the scenario does not say itself.
fn movers(scenario: &Behaviour, fits: &[Fit], candidates: &[(&'static str, Scale)]) -> Vec<Mover> {
    let mover = |(name, scale): &(&'static str, Scale)| {
        let parameter = Parameter::named(name)?;
        let is_open = parameter.of(scenario) == parameter.default;
        let fit = fits.iter().find(|fit| fit.parameter.name == *name);
        is_open.then(|| Mover {
            parameter,
            scale: *scale,
            believed: prior(parameter, *scale),
            block: fit.map(Fit::value),
        })
    };
    candidates.iter().filter_map(mover).collect()
}

impl Mover {
    fn bounds(&self) -> (f64, f64) {
        let end = |end| self.scale.onto(end);
        (end(self.parameter.low), end(self.parameter.high))
    }

    fn start(&self, base: &Behaviour) -> f64 {
        let (low, high) = self.bounds();
        self.scale.onto(self.parameter.of(base)).clamp(low, high)
    }
}

fn moved(base: &Behaviour, movers: &[Mover], x: &[f64]) -> Behaviour {
    let mut behaviour = base.clone();
    for (mover, x) in movers.iter().zip(x) {
        mover.parameter.set(&mut behaviour, mover.scale.back(*x));
    }
    behaviour
}

/// The places of the moments that are compared; the others with why they are not.
fn told(history: &History, spread: &Spread) -> (Vec<usize>, Vec<(&'static str, &'static str)>) {
    let (mut told, mut left_out) = (Vec::new(), history.left_out.clone());
    for (place, moment) in history.moments.iter().enumerate() {
        match spread.varies(place) {
            true => told.push(place),
            false => left_out.push((
                moment.name,
                "it is the same at every partner, or never occurs",
            )),
        }
    }
    (told, left_out)
}

/// The parameters of which the moments by themselves say most, in their order, and those of which they say nothing.
fn chosen(movers: &[Mover], information: &[Vec<f64>]) -> (Vec<Mover>, Vec<&'static str>) {
    let shrinkage = |place: usize| {
        let (_, deviation) = movers[place].believed;
        1.0 - 1.0 / (1.0 + information[place][place] * deviation * deviation).sqrt()
    };
    let mut order: Vec<usize> = (0..movers.len()).collect();
    order.sort_by(|one, other| shrinkage(*other).total_cmp(&shrinkage(*one)));
    let moving = order.iter().take(MOST_MOVED).copied();
    let moving: Vec<usize> = moving
        .filter(|place| shrinkage(*place) >= LEAST_TOLD)
        .collect();
    let all = movers.iter().enumerate();
    let (some, none): (Vec<_>, Vec<_>) = all.partition(|(place, _)| moving.contains(place));
    (
        some.into_iter().map(|(_, mover)| *mover).collect(),
        none.into_iter()
            .map(|(_, mover)| mover.parameter.name)
            .collect(),
    )
}

fn refinements(movers: &[Mover], least: &Least) -> Vec<Refinement> {
    let each = movers.iter().zip(&least.point.x).enumerate();
    let refinement = |(place, (mover, x)): (usize, (&Mover, &f64))| {
        let deviation = least.covariance[place][place].sqrt();
        let at = |p: f64| mover.scale.back(x + deviation * quantile(p));
        let (low, high) = mover.bounds();
        Refinement {
            parameter: mover.parameter,
            assumed: mover.parameter.default,
            block: mover.block,
            refined: [mover.scale.back(*x), at(0.025), at(0.975)],
            shrinkage: 1.0 - deviation / mover.believed.1,
            is_at_end: *x <= low || *x >= high,
        }
    };
    each.map(refinement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_move_is_a_parameter_and_named_once() {
        let mut names = std::collections::BTreeSet::new();
        for (name, scale) in CANDIDATES {
            let parameter = Parameter::named(name).unwrap();
            assert!(names.insert(*name));
            assert!(prior(parameter, *scale).1 > 0.0, "{name}");
        }
        // 2 + 2 x 27 points, and a search of 1 + 12 + 150, four times each, and twelve markets.
        assert_eq!(Effort::default().years(), (56 + 163) * 4 + 12);
    }

    /// A block that has narrowed a belief and moved it.
    fn block(name: &str, scale: Scale, (middle, deviation): (f64, f64)) -> Fit {
        let likely = crate::simulate::calibrate::Likely {
            scale,
            middle,
            error: deviation,
            events: 100.0,
        };
        Fit {
            parameter: Parameter::named(name).unwrap(),
            likely,
            posterior: (middle, deviation),
            shrinkage: 0.9,
            caveat: "",
        }
    }

    #[test]
    fn blocks_say_where_a_search_begins_and_not_what_is_believed() {
        let fits = [block("quarter_end_push", Scale::Plain, (0.9, 0.02))];
        let mut scenario = Behaviour::default();
        let base = with_blocks(&scenario, &fits);
        let all = movers(&scenario, &fits, CANDIDATES);
        assert_eq!(all.len(), CANDIDATES.len());
        let place = all
            .iter()
            .position(|it| it.parameter.name == "quarter_end_push");
        let own = all[place.unwrap()];
        assert_eq!((own.block, own.start(&base)), (Some(0.9), 0.9));
        assert_eq!(own.believed, prior(own.parameter, Scale::Plain));
        // What a scenario says is known: it neither moves nor is it replaced.
        scenario.quarter_end_push = 0.7;
        assert_eq!(
            movers(&scenario, &fits, CANDIDATES).len(),
            CANDIDATES.len() - 1
        );
        assert_eq!(with_blocks(&scenario, &fits).quarter_end_push, 0.7);
    }

    #[test]
    fn what_the_moments_hardly_tell_is_not_moved() {
        // A deviation s and information i leave 1 / sqrt(1 + i s^2) of it: with s = 2, i = 0.02 takes 3.8% away and 0.04 takes 7.2%.
        let mut all = movers(&Behaviour::default(), &[], &CANDIDATES[..2]);
        all.iter_mut().for_each(|it| it.believed = (0.0, 2.0));
        let (moving, unidentified) = chosen(&all, &[vec![0.02, 0.0], vec![0.0, 0.04]]);
        assert_eq!(moving.len(), 1);
        assert_eq!(moving[0].parameter.name, CANDIDATES[1].0);
        assert_eq!(unidentified, [CANDIDATES[0].0]);
    }
}
