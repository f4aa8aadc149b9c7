//! Replications that belong together, as they are kept: a whole run, a shard of one, or what an
//! interrupted run had done. Parts that follow each other make one; what becomes of it is the same,
//! bit by bit, as if all had been one run.

use serde::{Deserialize, Serialize};

use crate::simulate::estimate::bands::{Bands, MOST_BANDED, Path};
use crate::simulate::estimate::crowd::Crowd;
use crate::simulate::estimate::precision::Rule;
use crate::simulate::estimate::sums::Sums;
use crate::simulate::run::forecast::Forecast;
use crate::simulate::run::replicate::Replicate;

/// Replications in their order, without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What is kept by replication; means and bands are still blank.
    forecast: Forecast,
    sums: Vec<Sums>,
    /// By world, the first replications' paths.
    paths: Vec<Vec<Path>>,
}

/// Why two parts do not make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// They are of different runs.
    Mixed,
    /// The second does not begin where the first ends.
    Gap {
        /// The replication that should come next.
        wanted: u32,
        /// The one that does.
        found: u32,
    },
}

impl Part {
    /// No replications yet of a forecast that has none.
    pub(in crate::simulate) fn of(mut blank: Forecast) -> Part {
        blank.replications.1 = blank.replications.0;
        let worlds = blank.worlds.len();
        Part {
            forecast: blank,
            sums: vec![Sums::default(); worlds],
            paths: vec![Vec::new(); worlds],
        }
    }

    /// The first replication and the one after the last.
    pub fn replications(&self) -> (u32, u32) {
        self.forecast.replications
    }

    /// What is known by replication so far.
    pub fn so_far(&self) -> &Forecast {
        &self.forecast
    }

    /// Adds the replication that comes next.
    pub(in crate::simulate) fn add(&mut self, replicate: Replicate) {
        let kept = self.sums.iter_mut().zip(&mut self.paths);
        let worlds = self.forecast.worlds.iter_mut().zip(kept);
        for ((world, (sums, paths)), played) in worlds.zip(replicate.worlds) {
            world.totals.push(played.totals);
            sums.add(&played.weeks, &played.trace);
            for (all, share) in world.launched.iter_mut().zip(played.launched) {
                all.push(share);
            }
            if paths.len() < MOST_BANDED {
                paths.push(played.path);
            }
        }
        let incentives = self.forecast.incentives.iter_mut();
        for (incentive, totals) in incentives.zip(replicate.incentives) {
            incentive.totals.push(totals);
        }
        for (aim, reached) in self.forecast.aims.iter_mut().zip(replicate.reached) {
            aim.reached.push(reached);
        }
        for (scored, colours) in self.forecast.scorecards.iter_mut().zip(replicate.scored) {
            scored.runs.push(colours);
        }
        for (trial, tried) in self.forecast.trials.iter_mut().zip(replicate.tried) {
            trial.runs.push(tried);
        }
        for (crowd, run) in self.forecast.crowds.iter_mut().zip(replicate.crowds) {
            crowd.push(run);
        }
        self.forecast.payback.push(replicate.payback);
        self.forecast.replications.1 += 1;
    }

    /// What was asked of the width of intervals, if anything, with its answer.
    pub(in crate::simulate) fn judge(&mut self, rule: Option<Rule>) {
        self.forecast.precision = rule.map(|rule| rule.verdict(&self.forecast));
    }

    /// Adds the part that comes next.
    pub fn join(&mut self, next: Part) -> Result<(), Apart> {
        if self.kind() != next.kind() {
            return Err(Apart::Mixed);
        }
        let (wanted, found) = (self.forecast.replications.1, next.forecast.replications.0);
        if wanted != found {
            return Err(Apart::Gap { wanted, found });
        }
        let own = self.sums.iter_mut().zip(&mut self.paths);
        let others = next.sums.iter().zip(next.paths);
        for ((sums, paths), (more, after)) in own.zip(others) {
            sums.join(more);
            let room = MOST_BANDED.saturating_sub(paths.len());
            paths.extend(after.into_iter().take(room));
        }
        let others = next.forecast;
        for (world, more) in self.forecast.worlds.iter_mut().zip(others.worlds) {
            world.totals.extend(more.totals);
            for (all, shares) in world.launched.iter_mut().zip(more.launched) {
                all.extend(shares);
            }
        }
        for (incentive, more) in self.forecast.incentives.iter_mut().zip(others.incentives) {
            incentive.totals.extend(more.totals);
        }
        for (aim, more) in self.forecast.aims.iter_mut().zip(others.aims) {
            aim.reached.extend(more.reached);
        }
        for (scored, more) in self.forecast.scorecards.iter_mut().zip(others.scorecards) {
            scored.runs.extend(more.runs);
        }
        for (trial, more) in self.forecast.trials.iter_mut().zip(others.trials) {
            trial.runs.extend(more.runs);
        }
        for (crowd, more) in self.forecast.crowds.iter_mut().zip(others.crowds) {
            crowd.join(more);
        }
        self.forecast.payback.extend(others.payback);
        self.forecast.replications.1 = others.replications.1;
        Ok(())
    }

    /// What all replications of one run have in common: the forecast without any.
    fn kind(&self) -> Forecast {
        let mut kind = self.forecast.clone();
        kind.replications = (0, 0);
        kind.payback.clear();
        kind.crowds.fill(Crowd::default());
        for world in &mut kind.worlds {
            world.totals.clear();
            world.launched.iter_mut().for_each(Vec::clear);
        }
        for incentive in &mut kind.incentives {
            incentive.totals.clear();
        }
        kind.aims.iter_mut().for_each(|aim| aim.reached.clear());
        kind.scorecards
            .iter_mut()
            .for_each(|scored| scored.runs.clear());
        kind.trials.iter_mut().for_each(|trial| trial.runs.clear());
        kind
    }

    /// The forecast that these replications make.
    pub fn finish(self) -> Forecast {
        let mut forecast = self.forecast;
        let (from, to) = forecast.replications;
        let kept = self.sums.into_iter().zip(&self.paths);
        for (world, (sums, paths)) in forecast.worlds.iter_mut().zip(kept) {
            (world.weeks, world.trace) = sums.means(to.saturating_sub(from));
            world.bands = Bands::of(paths);
        }
        forecast
    }
}
