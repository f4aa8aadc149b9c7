//! The loop over weeks: one world in one replication, from the opening book to the end of the
//! run-out. Puts the mechanisms in their order and keeps what they leave; asks a ledger for
//! everything that is paid. Must not know a program or a kind of incentive.

mod after;
mod agreeing;
mod attention;
mod books;
mod deals;
mod diary;
pub mod drawn;
mod effort;
mod excepting;
mod learning;
mod leaving;
pub mod ledger;
mod opening;
pub mod pipeline;
pub mod plan;
mod price;
mod quoting;
pub mod record;
mod registering;
mod spending;
pub mod state;
mod stocking;
mod watch;

use crate::intake::scenario::Costs;
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::arrival::Intensity;
use crate::simulate::behaviour::fatigue::{Fatigue, SORTS};
use crate::simulate::behaviour::market::Weather;
use crate::simulate::behaviour::marketing::{own_stock, stock_keep};
use crate::simulate::behaviour::participation::Candidate;
use crate::simulate::behaviour::population::Partners;
use crate::simulate::chance::maths::decay;
use crate::simulate::chance::random::Key;
use deals::Marks;
use diary::Diary;
use drawn::Drawn;
use ledger::Ledger;
pub use opening::Opening;
use plan::Plan;
use record::{Record, Week};
use state::{Deal, State};

/// Everything that does not change while a world runs.
pub struct Scene<'a> {
    /// The partners.
    pub partners: &'a Partners,
    /// How they behave.
    pub behaviour: &'a Behaviour,
    /// The program.
    pub plan: &'a Plan,
    /// The market of the replication.
    pub weather: &'a Weather,
    /// What running the program costs besides payouts.
    pub costs: &'a Costs,
    /// The words of the replication.
    pub key: Key,
    /// Units of the currency for one US dollar.
    pub price_level: f64,
    fatigue: Fatigue,
    keep: Keep,
    payback_keep: f64,
    own_marketing: Vec<f64>,
    /// By partner: the margin on what it sells, over all lines.
    margins: Vec<f64>,
    /// By offer: the first week in which partners can learn of it.
    announced: Vec<i16>,
}

/// What a week leaves of each stock.
struct Keep {
    goodwill: f64,
    awareness: f64,
    track_awareness: f64,
    skill: f64,
    marketing: f64,
}

impl<'a> Scene<'a> {
    /// A scene with its constants worked out.
    pub fn new(
        partners: &'a Partners,
        behaviour: &'a Behaviour,
        plan: &'a Plan,
        weather: &'a Weather,
        costs: &'a Costs,
        key: Key,
    ) -> Scene<'a> {
        let marketing = stock_keep(behaviour);
        let own = partners
            .revenue
            .iter()
            .map(|revenue| own_stock(behaviour, *revenue, marketing));
        Scene {
            partners,
            behaviour,
            plan,
            weather,
            costs,
            key,
            price_level: 1.0,
            fatigue: Fatigue::new(behaviour),
            keep: Keep {
                goodwill: decay(1.0, behaviour.goodwill_half_life),
                awareness: decay(1.0, behaviour.awareness_half_life),
                track_awareness: decay(1.0, 2.0 * behaviour.awareness_half_life),
                skill: decay(1.0, behaviour.skill_half_life),
                marketing,
            },
            payback_keep: decay(1.0, behaviour.payback_half_life),
            own_marketing: own.collect(),
            margins: leaving::margins(partners, plan),
            announced: attention::announced(behaviour, plan, key),
        }
    }
}

/// One world on its way through the weeks.
pub struct Engine<'a, L> {
    scene: &'a Scene<'a>,
    ledger: L,
    state: State,
    scratch: Scratch,
    record: Record,
    cash: Vec<f64>,
    keep_facts: bool,
    facts: Vec<Drawn>,
    /// The standing of each partner when it was last watched.
    stood: Vec<usize>,
    diary: Option<Box<Diary>>,
}

/// Columns that live for a week.
struct Scratch {
    words: Vec<f64>,
    reached: Vec<f64>,
    capacity: Vec<f64>,
    responses: [Vec<f64>; SORTS],
    loads: [Vec<f64>; SORTS],
    rewards: Vec<Vec<f64>>,
    urgency: Vec<Vec<f64>>,
    waiting: Vec<Vec<f64>>,
    enrolments: Vec<f64>,
    demand: Vec<f64>,
    lift: Vec<f64>,
    line_lift: Vec<f64>,
    focus_extra: Vec<f64>,
    /// By line, then partner.
    paces: Vec<f64>,
    marks: Marks,
    intensity: Intensity,
    facts: Vec<Drawn>,
    later: Vec<Drawn>,
    candidates: Vec<Candidate>,
    /// Partner and ordinal of each deal that appears.
    opening: Vec<(usize, u16)>,
    closing: Vec<Deal>,
    indices: Vec<f64>,
    goodwill: Vec<f64>,
    inactive: Vec<f64>,
    chances: Vec<f64>,
    week: Week,
    running: f64,
}

impl<'a, L: Ledger> Engine<'a, L> {
    /// A world at its first day.
    pub fn new(scene: &'a Scene<'a>, ledger: L, opening: Opening) -> Engine<'a, L> {
        let mut state = opening.state;
        state.enter(scene, scene.plan);
        let weeks = usize::try_from(scene.plan.weeks).unwrap_or(0);
        let mut engine = Engine {
            scene,
            ledger,
            state,
            scratch: Scratch::new(scene),
            record: Record::new(scene),
            cash: vec![0.0; weeks.max(1)],
            keep_facts: false,
            facts: Vec::new(),
            stood: Vec::new(),
            diary: None,
        };
        (engine.scratch.later, engine.scratch.facts) = (opening.later, opening.facts);
        engine
    }

    /// The same, keeping every fact from the opening book on.
    pub fn keeping_facts(mut self) -> Engine<'a, L> {
        self.keep_facts = true;
        self
    }

    /// Runs an opened world to the end: what it left, its facts if they are kept, and the ledger.
    pub fn run(mut self) -> (Record, Vec<Drawn>, L) {
        self.play();
        (self.record, self.facts, self.ledger)
    }

    fn play(&mut self) {
        self.record.tier_moves = (0.0, 0.0);
        self.state.goodwill.fill(0.0);
        self.watch_start();
        for week in 0..self.scene.plan.weeks {
            self.advance(week);
        }
        self.finish();
    }

    /// One week. Each step reads what earlier steps and weeks left.
    fn advance(&mut self, week: i16) {
        let hashes = &self.scene.partners.hashes;
        let key = self.scene.key;
        self.scene
            .weather
            .capacity(week, hashes, key, &mut self.scratch.capacity);
        self.leave(week);
        self.begin_rows(week);
        self.agree(week);
        self.join(week);
        self.visit(week);
        self.touch(week);
        self.perceive(week);
        self.engage(week);
        self.note_rewards(week);
        self.learn(week);
        self.spend(week);
        self.except(week);
        self.stock_up(week);
        self.arrive(week);
        self.close(week);
        self.settle(week);
        self.pay_out(week);
        self.fade(week);
    }

    /// Values what is still open and closes the record.
    fn finish(&mut self) {
        let after = i32::from(self.scene.plan.weeks) * 7;
        let deals = std::mem::take(&mut self.state.deals);
        let stays = 1.0 - self.scene.behaviour.return_share;
        for each in deals.iter() {
            let value = each.size as f64 / self.scene.plan.minor_units
                * self.current_chance(each, after)
                * stays
                * self.state.alive[each.partner as usize];
            self.record.pipeline_revenue += value;
            let margin = self.scene.plan.lines[usize::from(each.line)].margin;
            self.record.pipeline_margin += value * margin;
            self.record.own.open_margin[each.partner as usize] += value * margin;
        }
        for (i, took_part) in self.record.own.took_part.iter_mut().enumerate() {
            *took_part = self.state.offers.iter().any(|offer| offer.ever[i]);
            self.record.participants += indicator(*took_part);
        }
        let takers = |offer: &state::OfferState| offer.ever.iter().filter(|ever| **ever).count();
        self.record.takers = self
            .state
            .offers
            .iter()
            .map(|each| takers(each) as f64)
            .collect();
        for (partner, day, fee) in self.ledger.fees() {
            let week = usize::try_from(day.div_euclid(7)).unwrap_or(0);
            if let Some(week) = self.record.weeks.get_mut(week) {
                let fee = fee * self.scene.behaviour.fee_collected / self.scene.plan.minor_units;
                week.fees += fee;
                self.record.own.fees[partner] += fee;
            }
        }
        for (week, cash) in self.record.weeks.iter_mut().zip(&self.cash) {
            week.paid = *cash;
        }
    }
}

impl Record {
    fn new(scene: &Scene) -> Record {
        let partners = scene.partners.len();
        Record {
            partners: partners as f64,
            gone: vec![None; scene.plan.budgets],
            own: record::Own::of(partners),
            fatigue: record::Fatigue {
                by_partner: vec![[0.0; 3]; partners],
                ..record::Fatigue::default()
            },
            ..Record::default()
        }
    }
}

impl Scratch {
    fn new(scene: &Scene) -> Scratch {
        let n = scene.partners.len();
        let column = || vec![0.0; n];
        let by_line = || vec![column(); scene.plan.lines.len()];
        Scratch {
            words: column(),
            reached: column(),
            capacity: vec![1.0; n],
            responses: std::array::from_fn(|_| vec![1.0; n]),
            loads: std::array::from_fn(|_| column()),
            rewards: by_line(),
            urgency: by_line(),
            waiting: by_line(),
            enrolments: column(),
            demand: column(),
            lift: column(),
            line_lift: column(),
            focus_extra: column(),
            paces: vec![0.0; n * scene.plan.lines.len()],
            marks: Marks::default(),
            intensity: Intensity::new(n),
            facts: Vec::new(),
            later: Vec::new(),
            candidates: Vec::new(),
            opening: Vec::new(),
            closing: Vec::new(),
            indices: column(),
            goodwill: column(),
            inactive: column(),
            chances: column(),
            week: Week::default(),
            running: 0.0,
        }
    }
}

/// 1 when it holds, else 0.
#[inline]
fn indicator(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// A day of a week by a word, not before `least` (a later week's day is the week's last).
fn day_in_week(week: i16, least: i32, word: f64) -> i32 {
    let first = i32::from(week) * 7;
    let last = first + 6;
    let from = if least > first {
        least.min(last)
    } else {
        first
    };
    let days = f64::from(last - from + 1);
    from + (days * word) as i32
}
