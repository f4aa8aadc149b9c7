//! One replication of a study: its worlds on the same random numbers, and what payouts were spent
//! on, against the world without a program and against the worlds without one incentive.

use std::collections::BTreeSet;

use crate::base::id::IncentiveId;
use crate::simulate::behaviour::market::Weather;
use crate::simulate::book::gauge::Gauge;
use crate::simulate::book::past::Past;
use crate::simulate::book::payout_parts::budgets;
use crate::simulate::engine::ledger::{Ledger, NoLedger, Part, Sort};
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::Record;
use crate::simulate::engine::{Engine, Opening};
use crate::simulate::estimate::attribution::Worlds;
use crate::simulate::estimate::bands::Path;
use crate::simulate::estimate::crowd::COLUMNS;
use crate::simulate::estimate::each::Each;
use crate::simulate::estimate::labels::sold_at_launch;
use crate::simulate::estimate::scorecard::Colours;
use crate::simulate::estimate::split::Groups;
use crate::simulate::estimate::totals::Totals;
use crate::simulate::estimate::trace::Trace;
use crate::simulate::estimate::trial::Tried;
use crate::simulate::run::forecast::{IncentiveTotals, WeekMeans};
use crate::simulate::run::study::{Other, Stage, Study};
use crate::simulate::run::worlds::Refusal;
use crate::simulate::setting::Target;

/// What a world left.
struct Outcome {
    record: Record,
    /// What it paid for periods, deal by deal.
    parts: Vec<Part>,
    /// The tiers at its end.
    tiers: Vec<Option<u16>>,
    /// What was asked of it, by partner.
    read: Vec<Vec<f64>>,
    /// What scorecards say, where that was asked.
    scored: Vec<Colours>,
}

/// What all worlds of a replication begin with.
struct Start<'s> {
    r: u32,
    weather: &'s Weather,
    opening: Opening,
    /// What a fold knows on the first day, where several worlds ask for it.
    past: Option<Past<'s>>,
}

/// What is read off a world at its end.
struct Asked {
    gauges: Vec<Gauge>,
    scorecards: bool,
}

/// What one replication leaves.
pub(in crate::simulate) struct Replicate {
    pub(in crate::simulate) worlds: Vec<Played>,
    pub(in crate::simulate) incentives: Vec<IncentiveTotals>,
    pub(in crate::simulate) payback: Option<u16>,
    /// By audience.
    pub(in crate::simulate) crowds: Vec<[f64; COLUMNS]>,
    /// What all partners come to, by aim.
    pub(in crate::simulate) reached: Vec<f64>,
    /// What scorecards say.
    pub(in crate::simulate) scored: Vec<Colours>,
    /// What each trial shows.
    pub(in crate::simulate) tried: Vec<Tried>,
}

/// What one replication of one world leaves.
pub(in crate::simulate) struct Played {
    pub(in crate::simulate) totals: Totals,
    pub(in crate::simulate) weeks: Vec<WeekMeans>,
    pub(in crate::simulate) trace: Trace,
    pub(in crate::simulate) path: Path,
    pub(in crate::simulate) launched: Vec<f64>,
}

impl Study<'_> {
    /// One world with a program, and what some measures come to at its end.
    fn play(&self, stage: &Stage, start: &Start, asked: &Asked) -> Result<Outcome, Refusal> {
        let scene = self.scene(&stage.setting, start.weather, start.r);
        let payer = self.payer(stage).after(start.past.as_ref());
        let engine = Engine::new(&scene, payer, start.opening.clone());
        let (record, _, payer) = engine.opened().run();
        match payer.fault() {
            Some(fault) => Err(Refusal::Fault(Box::new(fault.clone()))),
            None => {
                let places = 0..self.partners().len();
                Ok(Outcome {
                    record,
                    tiers: places.map(|place| payer.tier(place)).collect(),
                    read: asked
                        .gauges
                        .iter()
                        .map(|gauge| payer.read(*gauge))
                        .collect(),
                    scored: match asked.scorecards {
                        true => self.scored(payer.view()),
                        false => Vec::new(),
                    },
                    parts: payer.into_parts(),
                })
            }
        }
    }

    /// One replication: the program, no program, and the program without one incentive each.
    pub(in crate::simulate) fn replicate(
        &self,
        r: u32,
        first: &Stage,
        others: &[Other],
    ) -> Result<Replicate, Refusal> {
        let weather = self.weather(r);
        let start = self.start(r, &weather, first, others);
        let bare = self.scene(&self.none, &weather, r);
        let none = Engine::new(&bare, NoLedger, start.opening.clone());
        let (none, ..) = none.opened().run();
        let fixed = self.scenario.costs.fixed_per_year;
        let mut worlds = Vec::new();
        let asked = Asked {
            gauges: self.gauges(),
            scorecards: true,
        };
        let Outcome {
            record,
            parts,
            tiers,
            read,
            scored,
        } = self.play(first, &start, &asked)?;
        let (aims, with) = read.split_at(self.program.aims.results.len());
        let plan = &first.setting.plan;
        let groups = self.groups(plan, &tiers);
        let mut totals = Totals::of(&record, fixed, plan.minor_units, plan.year);
        let mut incentives = self.incentives(&record, first);
        let whole = Worlds {
            plan,
            program: &record,
            parts: &parts,
            none: &none,
        };
        whole.attribute(&mut totals, &mut incentives);
        let mut without = Vec::new();
        for Other { judged, stage } in others {
            let asked = Asked {
                gauges: self.gauges_without(*judged),
                scorecards: false,
            };
            let outcome = self.play(stage, &start, &asked)?;
            let lacking = outcome.record;
            without.extend(judged.map(|id| (id, outcome.read)));
            let pair = Worlds {
                none: &lacking,
                ..whole
            };
            if let Some(id) = judged {
                pair.attribute_one(*id, &mut incentives);
            }
            let path = Path::of(&lacking, Some(&none), fixed, plan.year);
            let plan = &stage.setting.plan;
            let totals = Totals::of(&lacking, fixed, plan.minor_units, plan.year);
            worlds.push(self.played(lacking, totals, path, plan, &groups));
        }
        let path = Path::of(&record, Some(&none), fixed, plan.year);
        let payback = path.payback();
        let crowds = groups.crowds((plan, &record), (&self.none.plan, &none));
        worlds.insert(0, self.played(record, totals, path, plan, &groups));
        let bare = &self.none.plan;
        let totals = Totals::of(&none, 0.0, bare.minor_units, bare.year);
        let path = Path::of(&none, None, 0.0, bare.year);
        worlds.insert(1, self.played(none, totals, path, bare, &groups));
        Ok(Replicate {
            worlds,
            incentives,
            payback,
            crowds,
            reached: self.reached(aims),
            scored,
            tried: self.tried(r, with, &without),
        })
    }

    /// What all worlds begin with; a fold is kept only where there are more than two.
    fn start<'s>(
        &'s self,
        r: u32,
        weather: &'s Weather,
        first: &'s Stage,
        others: &[Other],
    ) -> Start<'s> {
        let bare = self.scene(&self.none, weather, r);
        let mut start = Start {
            r,
            weather,
            opening: self.opening(&bare),
            past: None,
        };
        if !others.is_empty() {
            start.past = self.past(first, &start);
        }
        start
    }

    /// What a fold knows on the first day, by a program that pays all that those of the other worlds pay.
    fn past<'s>(&'s self, stage: &'s Stage, start: &Start) -> Option<Past<'s>> {
        let scene = self.scene(&stage.setting, start.weather, start.r);
        let engine = Engine::new(&scene, self.payer(stage), start.opening.clone());
        let (facts, payer) = engine.before();
        Past::of(payer, facts)
    }

    fn groups(&self, plan: &Plan, tiers: &[Option<u16>]) -> Groups<'_> {
        let incentives = self.program.incentives.len();
        Groups::of(plan, self.partners(), tiers, &self.is_small, incentives)
    }

    fn played(
        &self,
        mut record: Record,
        mut totals: Totals,
        path: Path,
        plan: &Plan,
        groups: &Groups,
    ) -> Played {
        record.trace.split = groups.split(plan, &record, &mut totals);
        if self.keeps_partners {
            record.trace.each = Each::of(plan, &record, self.partners().len());
        }
        let sold = self
            .launches
            .iter()
            .map(|launch| sold_at_launch(&record, launch));
        Played {
            totals,
            weeks: record.weeks.iter().map(WeekMeans::of).collect(),
            launched: sold.collect(),
            trace: record.trace,
            path,
        }
    }

    /// What each incentive paid, to how many, and who worked towards it.
    fn incentives(&self, record: &Record, stage: &Stage) -> Vec<IncentiveTotals> {
        let setting = &stage.setting;
        let mut all = vec![IncentiveTotals::default(); self.program.incentives.len()];
        let mut paid: BTreeSet<(u16, u32)> = BTreeSet::new();
        for posting in &record.postings {
            match posting.sort {
                Sort::Payout | Sort::Reimbursement => {
                    if let Some(own) = all.get_mut(usize::from(posting.incentive)) {
                        own.payouts += posting.amount as f64 / setting.plan.minor_units;
                    }
                    if posting.amount > 0 {
                        paid.insert((posting.incentive, posting.partner));
                    }
                }
                Sort::Credit | Sort::Lapse => {}
            }
        }
        for (incentive, _) in paid {
            if let Some(own) = all.get_mut(usize::from(incentive)) {
                own.paid_partners += 1.0;
            }
        }
        for (place, target) in setting.offers.iter().enumerate() {
            let Target::Incentive(id) = target else {
                continue;
            };
            if let Some(own) = all.get_mut(id.index()) {
                own.takers = record.takers.get(place).copied().unwrap_or(0.0);
            }
        }
        for (id, own) in (0..).map(IncentiveId).zip(&mut all) {
            let drawn = budgets(&stage.plan, Target::Incentive(id));
            let gone = drawn
                .iter()
                .filter_map(|budget| *record.gone.get(budget.index())?);
            own.exhausted = gone.min();
        }
        all
    }
}
