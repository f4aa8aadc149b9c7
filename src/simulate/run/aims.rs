//! What aims and trials read at the end of a world, and what becomes of it: sums over all partners, and the
//! comparison of a keyed cohort with the others.

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::model::aim::{Aim as Wanted, Least, Trial as Asked};
use crate::simulate::book::gauge::Gauge;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::estimate::aim::Aim;
use crate::simulate::estimate::expectation::{Expectation, resolve};
use crate::simulate::estimate::limit::major;
use crate::simulate::estimate::trial::{Columns, Trial, Tried};
use crate::simulate::run::study::{Study, draws};

/// Days of the year before a trial.
const YEAR: i64 = 365;

impl Study<'_> {
    /// What is read in the world with the program: for each aim, then for each trial.
    pub(in crate::simulate) fn gauges(&self) -> Vec<Gauge> {
        let aims = &self.program.aims;
        let start = self.program.fiscal.start();
        let results = aims.results.iter().map(|aim| Gauge {
            measure: aim.measure,
            days: Days::new(start, aim.by).unwrap_or(Days::one(start)),
        });
        results.chain(aims.trials.iter().map(own)).collect()
    }

    /// What is read in the world without an incentive: for each trial of it, its own days and the year before.
    pub(in crate::simulate) fn gauges_without(&self, judged: Option<IncentiveId>) -> Vec<Gauge> {
        let trials = self.program.aims.trials.iter();
        let trials = trials.filter(|trial| Some(trial.of) == judged);
        trials
            .flat_map(|trial| [own(trial), before(trial)])
            .collect()
    }

    /// What all partners come to, by aim.
    pub(in crate::simulate) fn reached(&self, read: &[Vec<f64>]) -> Vec<f64> {
        let units = self.setting.plan.minor_units;
        let aims = self.program.aims.results.iter().zip(read);
        let sum = |(aim, by_partner): (&Wanted, &Vec<f64>)| {
            let sum: f64 = by_partner.iter().sum();
            match aim.least {
                Least::Amount(_) => sum / units,
                Least::Count(_) => sum,
            }
        };
        aims.map(sum).collect()
    }

    /// What each trial shows in a replication, of those whose world without what is tried was run. `with` is what
    /// each reads in the world with the program, `without` what [`Study::gauges_without`] asks, by incentive.
    pub(in crate::simulate) fn tried(
        &self,
        r: u32,
        with: &[Vec<f64>],
        without: &[(IncentiveId, Vec<Vec<f64>>)],
    ) -> Vec<Tried> {
        let mut found = Vec::new();
        for (trial, with) in self.program.aims.trials.iter().zip(with) {
            let Some((_, read)) = without.iter().find(|(id, _)| *id == trial.of) else {
                continue;
            };
            let same = self
                .program
                .aims
                .trials
                .iter()
                .filter(|each| each.of == trial.of);
            let place = same.take_while(|each| *each != trial).count();
            if let Some([without, before]) = read.get(2 * place..2 * place + 2) {
                let columns = Columns {
                    cohort: &self.cohort(r, trial),
                    before,
                    with,
                    without,
                };
                found.push(columns.tried(trial.lift.to_f64()));
            }
        }
        found
    }

    /// Who is of the cohort: drawn anew in each replication, by the name of the trial and each partner's own.
    fn cohort(&self, r: u32, trial: &Asked) -> Vec<bool> {
        let hashes = &self.partners().hashes;
        let mut words = vec![0.0; hashes.len()];
        let address = Address::of(Purpose::Cohort).about(name_hash(&trial.declared.first));
        self.key(r).uniforms(address, hashes, &mut words);
        let part = trial.cohort.to_f64();
        words.into_iter().map(|word| word < part).collect()
    }

    /// What the scenario expects. The money of an incentive that draws on no budget cannot run out.
    pub(in crate::simulate) fn blank_expectations(&self) -> Vec<Expectation> {
        let (mut found, _) = resolve(self.program, &self.scenario.expect);
        for each in &mut found {
            let Some(name) = each.drawn_by() else {
                continue;
            };
            let mut all = self.program.incentives.iter();
            if !all.any(|own| own.declared.name == *name && draws(&own.payout)) {
                let reason = "no incentive of this name draws on a budget";
                each.lacking = Some(reason.to_owned());
            }
        }
        found
    }

    /// The aims of a forecast without replications.
    pub(in crate::simulate) fn blank_aims(&self) -> Vec<Aim> {
        let aims = self.program.aims.results.iter();
        let blank = |aim: &Wanted| Aim {
            of: aim.declared.name.clone(),
            result: aim.result.clone(),
            measure: self.measure(aim.measure.index()),
            least: match aim.least {
                Least::Amount(money) => major(self.program, money),
                Least::Count(count) => count as f64,
            },
            is_money: matches!(aim.least, Least::Amount(_)),
            by: aim.by.to_string(),
            reached: Vec::new(),
        };
        aims.map(blank).collect()
    }

    /// The trials of a forecast without replications, of those whose world without what is tried is run.
    pub(in crate::simulate) fn blank_trials(&self, worlds: &[Name]) -> Vec<Trial> {
        let name = |id: IncentiveId| {
            let incentive = self.program.incentive(id);
            incentive.map_or(Name::new(""), |incentive| incentive.declared.name.clone())
        };
        let is_run = |trial: &&Asked| {
            let world = format!("without:{}", name(trial.of));
            worlds.iter().any(|each| **each == *world)
        };
        let blank = |trial: &Asked| Trial {
            name: trial.declared.name.clone(),
            title: trial.declared.title.clone(),
            of: name(trial.of),
            measure: self.measure(trial.measure.index()),
            days: (
                trial.days.first().to_string(),
                trial.days.last().to_string(),
            ),
            cohort: trial.cohort.to_f64(),
            lift: trial.lift.to_f64(),
            runs: Vec::new(),
        };
        let trials = self.program.aims.trials.iter();
        trials.filter(is_run).map(blank).collect()
    }

    fn measure(&self, place: usize) -> Name {
        let measure = self.program.measures.get(place);
        measure.map_or(Name::new(""), |measure| measure.declared.name.clone())
    }
}

fn own(trial: &Asked) -> Gauge {
    Gauge {
        measure: trial.measure,
        days: trial.days,
    }
}

fn before(trial: &Asked) -> Gauge {
    let last = trial.days.first().plus_days(-1);
    let days = Days::new(last.plus_days(1 - YEAR), last);
    Gauge {
        measure: trial.measure,
        days: days.unwrap_or(Days::one(last)),
    }
}
