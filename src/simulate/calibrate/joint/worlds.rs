//! The histories that the engine writes of the program that was in force, at one behaviour after the other and always on the same
//! random numbers.

use rayon::prelude::*;

use crate::intake::panel::Panel;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::Behaviour;
use crate::model::Program;
use crate::simulate::calibrate::joint::early::weeks;
use crate::simulate::calibrate::joint::moments::{
    ALL, Marks, Moment, Sums, calendar, ratios, sums,
};
use crate::simulate::run::study::Study;
use crate::simulate::run::worlds::Refusal;

/// What is played.
pub(super) struct Played<'a> {
    pub(super) program: &'a Program,
    pub(super) scenario: &'a Scenario,
    pub(super) seeds: u32,
    pub(super) played: &'a (dyn Fn() + Sync),
}

/// What is compared with it.
pub(super) struct History {
    pub(super) observed: Vec<f64>,
    /// By partner and moment.
    pub(super) sums: Vec<Vec<Sums>>,
    /// The same of the engine's histories at the start.
    pub(super) simulated: Vec<Vec<Vec<Sums>>>,
    pub(super) moments: Vec<&'static Moment>,
    /// Moments that are not compared, and why.
    pub(super) left_out: Vec<(&'static str, &'static str)>,
    /// What each week of it had before partners.
    pub(super) calendar: Vec<Marks>,
}

impl Played<'_> {
    /// The history of the engine at a behaviour, in a population, a market and with a luck of their own.
    fn panel(&self, behaviour: &Behaviour, seed: u32, market: u32) -> Result<Panel, Refusal> {
        let scenario = Scenario {
            behaviour: behaviour.clone(),
            // Never the partners of the scenario's own forecast: the vendor's partners are others too.
            seed: self.scenario.seed.wrapping_add(seed + 1),
            ..self.scenario.clone()
        };
        let study = Study::new(self.program, &scenario)?;
        let panel = study.panel(market, 0, Some(&study.stage(self.program, &[])));
        (self.played)();
        panel
    }

    /// A vendor's history, made fit to be compared with the engine's.
    pub(super) fn history(&self, panel: &Panel, base: &Behaviour) -> Result<History, Refusal> {
        let rows = || panel.partners.values().flatten();
        let first = rows().map(|row| row.week).min().unwrap_or(0);
        let seeds: Vec<u32> = (0..self.seeds).collect();
        let panels: Result<Vec<Panel>, Refusal> = seeds
            .into_par_iter()
            .map(|seed| self.panel(base, seed, 0))
            .collect();
        let panels = panels?;
        let calendar = calendar(&panels, weeks(panel));
        let (mut moments, mut left_out) = (Vec::new(), Vec::new());
        for moment in ALL {
            let of_program = panels.first().is_some_and(|it| moment.is_of(it));
            match (moment.is_of(panel), of_program) {
                (true, true) => moments.push(moment),
                (true, false) => left_out.push((moment.name, "the program has nothing of it")),
                (false, _) => left_out.push((moment.name, "the history lacks a column")),
            }
        }
        let simulated = panels.iter().map(|it| sums(it, 0, &calendar, &moments));
        let simulated = simulated.collect();
        let sums = sums(panel, first, &calendar, &moments);
        Ok(History {
            observed: ratios(&sums, |_| 1.0),
            sums,
            simulated,
            moments,
            left_out,
            calendar,
        })
    }

    fn moments_of(&self, panel: &Panel, history: &History) -> Vec<f64> {
        ratios(&sums(panel, 0, &history.calendar, &history.moments), |_| {
            1.0
        })
    }

    /// The moments at several behaviours, each the mean over all populations.
    pub(super) fn moments(
        &self,
        behaviours: &[Behaviour],
        history: &History,
    ) -> Result<Vec<Vec<f64>>, Refusal> {
        let seeds = 0..self.seeds;
        let jobs: Vec<(&Behaviour, u32)> = behaviours
            .iter()
            .flat_map(|behaviour| seeds.clone().map(move |seed| (behaviour, seed)))
            .collect();
        let found: Result<Vec<Vec<f64>>, Refusal> = jobs
            .into_par_iter()
            .map(|(behaviour, seed)| Ok(self.moments_of(&self.panel(behaviour, seed, 0)?, history)))
            .collect();
        let found = found?;
        let of_point = |all: &[Vec<f64>]| {
            let mean = |k: usize| all.iter().map(|it| it[k]).sum::<f64>() / all.len() as f64;
            (0..history.moments.len()).map(mean).collect()
        };
        Ok(found
            .chunks(self.seeds.max(1) as usize)
            .map(of_point)
            .collect())
    }

    /// The moments of one population with one luck in several markets.
    pub(super) fn markets(
        &self,
        base: &Behaviour,
        markets: u32,
        history: &History,
    ) -> Result<Vec<Vec<f64>>, Refusal> {
        let markets: Vec<u32> = (0..markets).collect();
        let of_market = |market| Ok(self.moments_of(&self.panel(base, 0, market)?, history));
        markets.into_par_iter().map(of_market).collect()
    }
}
