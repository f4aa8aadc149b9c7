//! One replication of a study: its worlds on the same random numbers, and what payouts were spent
//! on, against the world without a program and against the worlds without one incentive.

use std::collections::BTreeSet;

use crate::base::id::IncentiveId;
use crate::simulate::attribution::{Worlds, payback};
use crate::simulate::bands::Path;
use crate::simulate::engine::drawn::Drawn;
use crate::simulate::engine::ledger::{Ledger, NoLedger, Posted, Sort};
use crate::simulate::engine::record::Record;
use crate::simulate::engine::{Engine, Opening};
use crate::simulate::forecast::{IncentiveTotals, WeekMeans};
use crate::simulate::labels::sold_at_launch;
use crate::simulate::market::Weather;
use crate::simulate::payer::Payer;
use crate::simulate::run::Refusal;
use crate::simulate::setting::{Setting, Target};
use crate::simulate::study::{Stage, Study};
use crate::simulate::totals::Totals;
use crate::simulate::trace::Trace;

/// What one replication leaves.
pub(super) struct Replicate {
    pub(super) worlds: Vec<Played>,
    pub(super) incentives: Vec<IncentiveTotals>,
    pub(super) payback: Option<u16>,
}

/// What one replication of one world leaves.
pub(super) struct Played {
    pub(super) totals: Totals,
    pub(super) weeks: Vec<WeekMeans>,
    pub(super) trace: Trace,
    pub(super) path: Path,
    pub(super) launched: Vec<f64>,
}

impl Study<'_> {
    /// One world with a program: what it left, its facts, and its payer on the first day.
    fn play<'s>(
        &'s self,
        stage: &'s Stage,
        weather: &Weather,
        r: u32,
        opening: Opening,
    ) -> Result<(Record, Vec<Drawn>, Payer<'s>), Refusal> {
        let scene = self.scene(&stage.setting, weather, r);
        let engine = Engine::new(&scene, self.payer(stage), opening)
            .keeping_facts()
            .opened();
        let first_day = engine.ledger().clone();
        let (record, facts, payer) = engine.run();
        match payer.fault() {
            Some(fault) => Err(Refusal::Fault(Box::new(fault.clone()))),
            None => Ok((record, facts, first_day)),
        }
    }

    /// What the program would have posted on the sales of another world, all else as with it:
    /// `first_day` is its payer before any of them.
    fn shadow(&self, first_day: &Payer, program: &[Drawn], other: &[Drawn]) -> Vec<Posted> {
        let is_sale = |drawn: &&Drawn| matches!(drawn, Drawn::Sale(_));
        let is_new = |drawn: &&Drawn| drawn.day() >= 0;
        let own = program.iter().filter(|drawn| !is_sale(drawn));
        let sales = other.iter().filter(is_sale);
        let facts: Vec<Drawn> = own.chain(sales).filter(is_new).copied().collect();
        let mut payer = first_day.clone();
        payer.post(&facts, i32::from(self.scenario.weeks) * 7 - 1)
    }

    /// One replication: the program, no program, and the program without one incentive each.
    pub(super) fn replicate(
        &self,
        r: u32,
        first: &Stage,
        others: &[(IncentiveId, Stage)],
    ) -> Result<Replicate, Refusal> {
        let weather = self.weather(r);
        let bare = self.scene(&self.none, &weather, r);
        let opening = self.opening(&bare);
        let (none, facts_of_none, _) = Engine::new(&bare, NoLedger, opening.clone())
            .keeping_facts()
            .opened()
            .run();
        let fixed = self.scenario.costs.fixed_per_year;
        let mut worlds = Vec::new();
        let (record, facts, first_day) = self.play(first, &weather, r, opening.clone())?;
        let plan = &first.setting.plan;
        let mut totals = Totals::of(&record, fixed, plan.minor_units, plan.year);
        let mut incentives = self.incentives(&record, &first.setting);
        let shadow = self.shadow(&first_day, &facts, &facts_of_none);
        let whole = Worlds {
            plan,
            program: &record,
            none: &none,
            shadow: &shadow,
        };
        whole.attribute(&mut totals, &mut incentives);
        let paid_back = payback(&record, &none, fixed);
        for (id, stage) in others {
            let (lacking, facts_of_it, _) = self.play(stage, &weather, r, opening.clone())?;
            let shadow = self.shadow(&first_day, &facts, &facts_of_it);
            let pair = Worlds {
                none: &lacking,
                shadow: &shadow,
                ..whole
            };
            pair.attribute_one(*id, &mut incentives);
            let path = Path::of(&lacking, Some(&none), fixed, plan.year);
            let plan = &stage.setting.plan;
            let totals = Totals::of(&lacking, fixed, plan.minor_units, plan.year);
            worlds.push(self.played(lacking, totals, path));
        }
        let path = Path::of(&record, Some(&none), fixed, plan.year);
        worlds.insert(0, self.played(record, totals, path));
        let bare = &self.none.plan;
        let totals = Totals::of(&none, 0.0, bare.minor_units, bare.year);
        let path = Path::of(&none, None, 0.0, bare.year);
        worlds.insert(1, self.played(none, totals, path));
        Ok(Replicate {
            worlds,
            incentives,
            payback: paid_back,
        })
    }

    fn played(&self, record: Record, totals: Totals, path: Path) -> Played {
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
    fn incentives(&self, record: &Record, setting: &Setting) -> Vec<IncentiveTotals> {
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
                own.exhausted = record.exhausted.get(place).copied().flatten();
            }
        }
        all
    }
}
