//! A program in a scenario with everything that all replications share, and one replication of it:
//! its worlds on the same random numbers, and what their payouts were spent on.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::intake::scenario::list::List;
use crate::intake::scenario::{Opening as Begin, Scenario};
use crate::model::Program;
use crate::payout::Payout;
use crate::semantics::audience::named::by_program;
use crate::semantics::book::Partner;
use crate::semantics::evaluate::Detail;
use crate::semantics::plan::Plan;
use crate::semantics::walk::visit;
use crate::simulate::behaviour::market::Weather;
use crate::simulate::behaviour::population::Partners;
use crate::simulate::book::facts::{Scribe, partner};
use crate::simulate::book::payer::Payer;
use crate::simulate::chance::hash::first_collision;
use crate::simulate::chance::random::Key;
use crate::simulate::engine::drawn::MOST_DEALS;
use crate::simulate::engine::ledger::NoLedger;
use crate::simulate::engine::{Engine, Opening, Scene};
use crate::simulate::estimate::bands::Bands;
use crate::simulate::estimate::crowd::Crowd;
use crate::simulate::estimate::labels::{audiences, declared, launches, members};
use crate::simulate::estimate::limit;
use crate::simulate::estimate::split;
use crate::simulate::estimate::trace::Trace;
use crate::simulate::run::forecast::{Forecast, Incentive, Launch, Listing, WeekMeans, World};
use crate::simulate::run::worlds::{Options, Refusal, WorldDrawn};
use crate::simulate::setting::{Clock, Setting};

/// A program, a scenario and everything that all replications share.
pub struct Study<'a> {
    pub(in crate::simulate) program: &'a Program,
    pub(in crate::simulate) scenario: &'a Scenario,
    partners: Partners,
    pub(in crate::simulate) setting: Setting,
    pub(in crate::simulate) none: Setting,
    pub(in crate::simulate) launches: Vec<Launch>,
    /// Which partners are of the smaller half.
    pub(in crate::simulate) is_small: Vec<bool>,
    /// Whether what each partner sells and is paid is kept.
    pub(in crate::simulate) keeps_partners: bool,
}

/// A world beside the program and none: the program without some incentives.
pub(in crate::simulate) struct Other<'a> {
    /// The incentive whose payouts are told apart against it.
    pub(in crate::simulate) judged: Option<IncentiveId>,
    pub(in crate::simulate) stage: Stage<'a>,
}

/// A world that a program is run in.
pub(in crate::simulate) struct Stage<'a> {
    pub(super) plan: Plan<'a>,
    pub(in crate::simulate) setting: Setting,
    /// What its postings say.
    detail: Detail,
}

impl<'a> Study<'a> {
    /// Draws the partners and reads the program once.
    pub fn new(program: &'a Program, scenario: &'a Scenario) -> Result<Study<'a>, Refusal> {
        let setting = Setting::of(program, scenario, &[]);
        if let Some((one, other)) = first_collision(names(program, &setting).into_iter()) {
            let message = format!("`{one}` and `{other}` have one number, so chance confuses them");
            let problem = Problem::error("names-collide", message);
            return Err(problem.help("rename one of them").into());
        }
        let slots = scenario.behaviour.attention_slots;
        let mut partners = Partners::draw(&scenario.population, scenario.seed, slots);
        match &scenario.population.list {
            // Whom a program names is in the list, or is not there.
            Some(list) => told_apart(list, &partners)?,
            None => partners.stand_for(by_program(program)),
        }
        let none = setting.without_program();
        let is_small = split::small(&partners);
        Ok(Study {
            program,
            scenario,
            partners,
            launches: launches(&setting),
            is_small,
            keeps_partners: false,
            setting,
            none,
        })
    }

    /// The partners, by place.
    pub fn partners(&self) -> &Partners {
        &self.partners
    }

    pub(in crate::simulate) fn stage<'p>(
        &self,
        program: &'p Program,
        left_out: &[IncentiveId],
    ) -> Stage<'p> {
        let setting = Setting::of(program, self.scenario, left_out);
        Stage {
            plan: Plan::of(program),
            setting,
            detail: Detail::Lines,
        }
    }

    /// The same for a world beside the program, which keeps the same totals: nobody asks what each of its sales was paid, and of
    /// its end nothing is read but what a trial asks.
    pub(in crate::simulate) fn stage_beside<'p>(
        &self,
        whole: &Stage<'p>,
        program: &'p Program,
        left_out: &[IncentiveId],
        judged: Option<IncentiveId>,
    ) -> Stage<'p> {
        let mut stage = self.stage(program, left_out);
        stage.plan.tallied.clone_from(&whole.plan.tallied);
        stage.detail = Detail::Amount;
        if self.gauges_without(judged).is_empty() {
            stage.setting.plan.reads.counted_registrations = false;
        }
        stage
    }

    pub(in crate::simulate) fn scribe<'s>(&'s self, setting: &'s Setting) -> Scribe<'s> {
        Scribe {
            program: self.program,
            partners: &self.partners.names,
            funds: &setting.plan.funds,
            clock: Clock {
                start: self.program.fiscal.start(),
            },
        }
    }

    pub(in crate::simulate) fn key(&self, replication: u32) -> Key {
        Key {
            seed: self.scenario.seed,
            replication,
        }
    }

    pub(in crate::simulate) fn weather(&self, replication: u32) -> Weather {
        let scenario = self.scenario;
        let lines = self.setting.plan.lines.len();
        let regions = &scenario.population.regions;
        let end = self.setting.plan.weeks;
        Weather::draw(&scenario.market, regions, lines, end, self.key(replication))
    }

    pub(in crate::simulate) fn scene<'s>(
        &'s self,
        setting: &'s Setting,
        weather: &'s Weather,
        r: u32,
    ) -> Scene<'s> {
        let scenario = self.scenario;
        let mut scene = Scene::new(
            &self.partners,
            &scenario.behaviour,
            &setting.plan,
            weather,
            &scenario.costs,
            self.key(r),
        );
        scene.price_level = scenario.population.price_level;
        scene
    }

    pub(in crate::simulate) fn opening(&self, scene: &Scene) -> Opening {
        match self.scenario.opening {
            Begin::Drawn => Opening::drawn(scene),
            Begin::Empty => Opening::empty(scene),
        }
    }

    /// The partners as settlement knows them, in the order of their places.
    pub fn roster(&self) -> Vec<Partner> {
        (0..self.partners.len())
            .map(|place| partner(self.program, &self.partners, place))
            .collect()
    }

    /// One world of a replication as it would be written; `None` is the world without a program.
    pub(in crate::simulate) fn draw(
        &self,
        r: u32,
        stage: Option<&Stage>,
    ) -> Result<WorldDrawn, Refusal> {
        let weather = self.weather(r);
        let bare = self.scene(&self.none, &weather, r);
        let opening = self.opening(&bare);
        let (facts, postings) = match stage {
            None => {
                let (_, facts, _) = Engine::new(&bare, NoLedger, opening)
                    .keeping_facts()
                    .opened()
                    .run();
                (facts, Vec::new())
            }
            Some(stage) => {
                let scene = self.scene(&stage.setting, &weather, r);
                let payer = self.payer(stage).keeping_postings();
                let (_, facts, payer) = Engine::new(&scene, payer, opening)
                    .keeping_facts()
                    .opened()
                    .run();
                if let Some(fault) = payer.fault() {
                    return Err(Refusal::Fault(Box::new(fault.clone())));
                }
                (facts, payer.into_postings())
            }
        };
        let scribe = self.scribe(&self.setting);
        let facts = facts.iter().map(|fact| scribe.fact(fact)).collect();
        Ok(WorldDrawn {
            partners: self.roster(),
            facts,
            postings,
        })
    }

    pub(in crate::simulate) fn payer<'s>(&'s self, stage: &'s Stage) -> Payer<'s> {
        let scribe = self.scribe(&stage.setting);
        let partners = &self.partners;
        Payer::new(&stage.plan, &stage.setting, partners, scribe, stage.detail)
    }

    /// A forecast without replications.
    pub(in crate::simulate) fn blank(
        &self,
        range: &Range<u32>,
        options: &Options,
        others: &[Name],
        stage: &Stage,
    ) -> Forecast {
        let names = [Name::new("program"), Name::new("none")];
        let weeks = usize::from(self.scenario.weeks);
        let world = |name| World {
            name,
            totals: Vec::new(),
            weeks: vec![WeekMeans::default(); weeks],
            trace: Trace::default(),
            bands: Bands::default(),
            launched: vec![Vec::new(); self.launches.len()],
        };
        let plan = &self.setting.plan;
        Forecast {
            program: self.program.declared.name.clone(),
            variant: options.variant.clone().unwrap_or_default(),
            seed: self.scenario.seed,
            replications: (range.start, range.end),
            partners: self.scenario.population.partners,
            list: Listing::of(&self.scenario.population),
            weeks: self.scenario.weeks,
            worlds: names
                .into_iter()
                .chain(others.iter().cloned())
                .map(world)
                .collect(),
            incentives: self
                .program
                .incentives
                .iter()
                .map(|each| Incentive {
                    name: each.declared.name.clone(),
                    totals: Vec::new(),
                })
                .collect(),
            payback: Vec::new(),
            has_budget: has_budget(stage),
            year: u16::try_from(plan.year).unwrap_or(0),
            tiers: declared(&self.program.tiers, |tier| &tier.declared),
            crowds: vec![Crowd::default(); audiences(self.program).len()],
            audiences: audiences(self.program),
            budgets: declared(&self.program.budgets, |budget| &budget.declared),
            quarters: plan.quarters.clone(),
            launches: self.launches.clone(),
            guardrails: limit::rules(self.program),
            expectations: self.blank_expectations(),
            members: match self.keeps_partners {
                true => members(self.program, &self.partners),
                false => Vec::new(),
            },
            aims: self.blank_aims(),
            scorecards: self.blank_scorecards(),
            trials: self.blank_trials(others),
            precision: None,
            shares: None,
            ignorance: None,
        }
    }
}

/// Refuses a list of which two partners have one number: both would meet the same luck.
fn told_apart(list: &List, partners: &Partners) -> Result<(), Refusal> {
    let mut seen = BTreeMap::new();
    for (hash, name) in partners.hashes.iter().zip(&partners.names) {
        if let Some(other) = seen.insert(hash, name) {
            let file = &list.file;
            let message = format!(
                "`{other}` and `{name}` of `{file}` have one number, so chance confuses them"
            );
            let problem = Problem::error("names-collide", message);
            return Err(problem.help("give one of them another id").into());
        }
    }
    busy(list, partners)
}

/// Opportunities a week in one line that leave room for what seasons, luck and rewards add to them.
const MOST_A_WEEK: f64 = MOST_DEALS as f64 / 2.0;

/// Refuses a partner that would have more deals than are played: it would sell less than its list says.
fn busy(list: &List, partners: &Partners) -> Result<(), Refusal> {
    for (place, name) in partners.names.iter().enumerate() {
        let a_week = partners.rates.iter().map(|rates| rates[place]);
        let a_week = a_week.fold(0.0, f64::max);
        if a_week > MOST_A_WEEK {
            let file = &list.file;
            let message = format!(
                "`{name}` of `{file}` would have {a_week:.0} opportunities a week in one line, more than the \
                 {MOST_A_WEEK} of a forecast"
            );
            let problem = Problem::error("too-many-deals", message);
            let help = "its revenue is far above its usual deal: give as `deal` what it buys in a week or a month";
            return Err(problem.help(help).into());
        }
    }
    Ok(())
}

/// Whether some incentive draws on a budget.
fn has_budget(stage: &Stage) -> bool {
    let mut incentives = stage.plan.program.incentives.iter();
    incentives.any(|incentive| draws(&incentive.payout))
}

/// Whether a payout draws from a budget.
pub(super) fn draws(payout: &Payout) -> bool {
    let mut found = false;
    visit(payout, &mut |part| {
        found |= matches!(part, Payout::Draw { .. })
    });
    found
}

/// Every name whose number addresses random words.
fn names<'p>(program: &'p Program, setting: &'p Setting) -> Vec<&'p str> {
    let offers = setting.plan.offers.iter().map(|offer| &*offer.name);
    let funds = setting.plan.funds.iter().map(|fund| &*fund.name);
    let tracks = setting.plan.tracks.iter().map(|track| &*track.name);
    let lines = program.lines.iter().map(|line| &*line.declared.name);
    let products = program.products.iter().map(|it| &*it.declared.name);
    let regions = program.regions.iter().map(|region| &*region.declared.name);
    offers
        .chain(funds)
        .chain(tracks)
        .chain(lines)
        .chain(products)
        .chain(regions)
        .collect()
}
