//! The partner-weeks of a world as a vendor's own records would hold them: a row a partner and week of the program's year, in
//! the columns that `calibrate` reads. Looks only: draws nothing and changes nothing that a later week reads.

use crate::intake::panel::{Panel, Week};
use crate::simulate::behaviour::claiming::{Course, Done, Rules};
use crate::simulate::behaviour::closing::pressure;
use crate::simulate::behaviour::sale_kind::{RENEWAL, UPSELL};
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Cancellation, Drawn, Sale};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::{Fund, Pays, Plan};
use crate::simulate::engine::record::Record;
use crate::simulate::engine::state::Deal;
use crate::simulate::engine::{Engine, indicator};

/// The place of a quarter's last week.
const LAST_OF_QUARTER: i16 = 12;

/// The rows so far.
pub(super) struct Diary {
    week: i16,
    /// By partner; nobody has a row after the week in which it has left.
    rows: Vec<Vec<Week>>,
    /// By offer and partner: whether it stood before the partner already.
    met: Vec<Vec<bool>>,
    /// By partner: customers that have ended what they had bought.
    ended: Vec<usize>,
    /// By partner: customers that it has ever had, at the week's start.
    known: Vec<usize>,
}

impl Diary {
    fn new(plan: &Plan, partners: usize) -> Diary {
        Diary {
            week: i16::MIN,
            rows: vec![Vec::new(); partners],
            met: vec![vec![false; partners]; plan.offers.len()],
            ended: vec![0; partners],
            known: vec![0; partners],
        }
    }

    /// The row of a partner in this week.
    fn row(&mut self, partner: usize) -> Option<&mut Week> {
        let row = self.rows.get_mut(partner)?.last_mut()?;
        (row.week == i64::from(self.week)).then_some(row)
    }
}

impl<L: Ledger> Engine<'_, L> {
    /// The same, keeping what a vendor would know of every partner and week.
    pub fn keeping_panel(mut self) -> Self {
        let (plan, partners) = (self.scene.plan, self.scene.partners.len());
        self.diary = Some(Box::new(Diary::new(plan, partners)));
        self
    }

    /// Runs an opened world to the end: what it left, its partner-weeks where they are kept, and the ledger.
    pub fn run_for_panel(mut self) -> (Record, Panel, L) {
        self.play();
        let rows = self.diary.map_or_else(Vec::new, |diary| diary.rows);
        let names = self.scene.partners.names.iter();
        let named = names.cloned().zip(rows);
        let panel = Panel {
            partners: named.collect(),
            columns: columns(self.scene.plan),
        };
        (self.record, panel, self.ledger)
    }

    /// Adds to the row of a partner in this week, where rows are kept.
    #[inline]
    pub(super) fn note(&mut self, partner: usize, add: impl FnOnce(&mut Week)) {
        if let Some(row) = self.diary.as_mut().and_then(|diary| diary.row(partner)) {
            add(row);
        }
    }

    /// Begins the rows of a week, once it is known who has left.
    pub(super) fn begin_rows(&mut self, week: i16) {
        let Some(diary) = &mut self.diary else {
            return;
        };
        diary.week = week;
        if !(0..self.scene.plan.year).contains(&week) {
            return;
        }
        let quarter_week = week_of_quarter(self.scene.plan, week);
        for (i, alive) in self.state.alive.iter().copied().enumerate() {
            let has_left = |row: &Week| row.active == 0.0;
            if diary.rows[i].last().is_some_and(has_left) {
                continue;
            }
            diary.known[i] = self.state.customers[i].len();
            let customers = diary.known[i].saturating_sub(diary.ended[i]) as f64;
            diary.rows[i].push(Week {
                week: i64::from(week),
                active: alive,
                quarter_week: f64::from(quarter_week),
                customers: customers * alive,
                ..Week::default()
            });
        }
        for deal in self.state.deals.iter() {
            if let Some(row) = diary.row(deal.partner as usize) {
                row.open += row.active;
            }
        }
    }

    /// What each partner works towards and waits for.
    pub(super) fn note_rewards(&mut self, week: i16) {
        let Some(mut diary) = self.diary.take() else {
            return;
        };
        for i in 0..self.scene.partners.len() {
            if self.state.alive[i] > 0.0 {
                self.note_rewards_of(&mut diary, week, i);
            }
        }
        self.diary = Some(diary);
    }

    fn note_rewards_of(&self, diary: &mut Diary, week: i16, i: usize) {
        let (scene, today) = (self.scene, i32::from(week) * 7);
        let lines = self.scratch.rewards.iter().zip(&scene.partners.rates);
        let (sum, all) = lines.fold((0.0, 0.0), |(sum, all), (reward, rate)| {
            (sum + reward[i] * rate[i], all + rate[i])
        });
        let (mut urgent, mut waits) = ((0.0, 0), (0.0, 0, 0.0));
        let (mut offered, mut taken, mut rewards) = (0.0, 0.0, 0.0);
        let offers = scene.plan.offers.iter().zip(&self.state.offers);
        for ((offer, state), met) in offers.zip(&mut diary.met) {
            let reward = state.reward[i];
            if reward <= 0.0 {
                continue;
            }
            if today + 6 < offer.days.0 {
                let weeks = (offer.days.0 - today) / 7;
                let presses = reward.min(1.0) * pressure(scene.behaviour, f64::from(weeks));
                if offer.pays == Pays::Event && presses > waits.0 {
                    waits = (presses, weeks, reward);
                }
                continue;
            }
            if !met[i] {
                met[i] = true;
                offered += 1.0;
                rewards += reward;
                taken += indicator(state.active[i]);
            }
            let weeks = ((state.window_end - today) / 7).max(0);
            let presses = reward.min(1.0) * pressure(scene.behaviour, f64::from(weeks));
            if state.active[i] && presses > urgent.0 {
                urgent = (presses, weeks + 1);
            }
        }
        if let Some(row) = diary.row(i) {
            row.reward = if all > 0.0 { sum / all } else { 0.0 };
            row.ends_in = f64::from(urgent.1);
            (row.starts_in, row.coming_reward) = (f64::from(waits.1), waits.2);
            (row.offered, row.taken) = (offered, taken);
            row.offer_reward = if offered > 0.0 {
                rewards / offered
            } else {
                0.0
            };
        }
    }

    /// What is known of a deal on the day on which it appears.
    pub(super) fn note_opened(&mut self, opened: &Deal, base: Address) {
        if self.diary.is_none() {
            return;
        }
        let scene = self.scene;
        let is_led = self.lead_day(opened, base).is_some();
        let is_brought = scene.plan.reads.credits && self.introducer(opened, base).is_some();
        let [word] = scene.key.uniforms_for(base, [Purpose::Contested]);
        let is_contested = word < scene.behaviour.contested_share;
        self.note(opened.partner as usize, |row| {
            row.created += 1.0;
            row.led += indicator(is_led);
            row.introduced += indicator(is_brought && !is_led);
            row.contested += indicator(is_contested);
        });
    }

    /// What a sale says of its customer.
    pub(super) fn note_won(&mut self, sale: &Sale) {
        self.note(sale.partner as usize, |row| {
            row.won += 1.0;
            row.won_new += indicator(sale.customer == sale.deal);
            row.renewed += indicator(sale.kind == Some(RENEWAL));
            row.widened += indicator(sale.kind == Some(UPSELL));
        });
    }

    /// What becomes of a claim on a fund that says how claims are decided.
    pub(super) fn note_claim(&mut self, partner: usize, rules: &Rules, course: &Course) {
        let has = |what: Done| course.steps.iter().any(|(_, done)| *done == what);
        let (returned, supplied) = (has(Done::Returned), has(Done::Supplied));
        let is_appealed = has(Done::Appealed);
        let decisions = [Done::Approved, Done::PartlyApproved, Done::Denied];
        let steps = course.steps.iter().map(|(_, done)| *done);
        let before = steps.take_while(|done| *done != Done::Appealed);
        let decided = before.filter(|done| decisions.contains(done)).last();
        let lapsed = returned && !supplied;
        let is_over = course.over.is_some() || is_appealed;
        let is_silent = decided.is_none() && is_over && !lapsed;
        let is_refused = match decided {
            Some(decided) => decided != Done::Approved,
            None => is_silent && !rules.silence_approves,
        };
        let is_granted = course.steps.last().map(|(_, done)| *done) == Some(Done::Approved);
        self.note(partner, |row| {
            row.claims += 1.0;
            row.claims_returned += indicator(returned);
            row.claims_supplied += indicator(supplied);
            row.claims_decided += indicator(decided.is_some());
            row.claims_denied += indicator(decided == Some(Done::Denied));
            row.claims_cut += indicator(decided == Some(Done::PartlyApproved));
            row.claims_silent += indicator(is_silent);
            row.claims_appealable += indicator(is_refused && rules.appeal.is_some());
            row.claims_appealed += indicator(is_appealed);
            row.appeals_granted += indicator(is_appealed && is_granted);
        });
    }

    /// Customers that end what they bought.
    pub(super) fn note_settled(&mut self, facts: &[Drawn]) {
        let Some(diary) = &mut self.diary else {
            return;
        };
        for fact in facts {
            if let Drawn::Cancellation(Cancellation {
                customer, partner, ..
            }) = fact
            {
                let i = *partner as usize;
                diary.ended[i] += 1;
                // One that came in this week was not there at its start.
                let mut old = self.state.customers[i].iter().take(diary.known[i]);
                let was_there = old.any(|own| own == customer);
                if let Some(row) = diary.row(i).filter(|row| row.active > 0.0) {
                    row.customers_left += indicator(was_there);
                }
            }
        }
    }
}

/// The week of its quarter, counted so that the last one is 12; a quarter of fourteen weeks begins with two of 0.
fn week_of_quarter(plan: &Plan, week: i16) -> i16 {
    let ends = plan.quarters.iter().find(|end| **end >= week);
    ends.map_or(0, |end| (LAST_OF_QUARTER - (end - week)).max(0))
}

/// The columns of which a program says anything, in the order of the page.
fn columns(plan: &Plan) -> Vec<&'static str> {
    let decides = |has: fn(&Rules) -> bool| {
        let mut rules = plan
            .funds
            .iter()
            .filter_map(|fund: &Fund| fund.decided.as_ref());
        rules.any(has)
    };
    let reads = &plan.reads;
    let leads = reads.leads.is_some();
    let groups: [(bool, &[&str]); 22] = [
        (
            !plan.offers.is_empty(),
            &["reward", "coming_reward", "offer_reward"],
        ),
        (!plan.touches.is_empty(), &["load"]),
        (true, &["active", "quarter_week"]),
        (!plan.offers.is_empty(), &["ends_in", "starts_in"]),
        (true, &["open", "created"]),
        (leads, &["led"]),
        (reads.credits, &["introduced"]),
        (!plan.special_prices.is_empty(), &["contested"]),
        (true, &["won", "lost", "won_new"]),
        (reads.kinds, &["renewed", "widened"]),
        (reads.quotes, &["quoted"]),
        (reads.payments, &["invoices_due", "invoices_paid"]),
        (reads.returns, &["sales_due", "sales_returned"]),
        (
            !reads.targets.is_empty(),
            &["targets_open", "targets_agreed"],
        ),
        (reads.cancellations, &["customers", "customers_left"]),
        (plan.protection.is_some(), &["registered", "refused"]),
        (leads, &["leads", "leads_accepted"]),
        (!reads.joined.is_empty(), &["join_open", "joined"]),
        (!plan.offers.is_empty(), &["offered", "taken"]),
        (!plan.touches.is_empty(), &["touches", "opened"]),
        (
            !plan.tracks.is_empty(),
            &["enrolled", "courses", "dropped", "exams", "passed"],
        ),
        (!plan.funds.is_empty(), FUND),
    ];
    let claims: [(bool, &[&str]); 4] = [
        (decides(|_| true), &["claims"]),
        (
            decides(|it| it.supply.is_some()),
            &["claims_returned", "claims_supplied"],
        ),
        (decides(|_| true), DECIDED),
        (decides(|it| it.appeal.is_some()), APPEALED),
    ];
    let exceptions: &[&str] = &["exceptions_asked", "exceptions_granted"];
    let all = groups.into_iter().chain(claims);
    let all = all.chain([(!plan.exceptions.is_empty(), exceptions)]);
    let there = all.filter(|(is_there, _)| *is_there);
    let named = ["partner", "week"].into_iter();
    named
        .chain(there.flat_map(|(_, names)| names.iter().copied()))
        .collect()
}

const FUND: &[&str] = &[
    "fund_open",
    "fund_asked",
    "fund_decided",
    "fund_approved",
    "fund_due",
    "fund_claimed",
];

const DECIDED: &[&str] = &[
    "claims_decided",
    "claims_denied",
    "claims_cut",
    "claims_silent",
];

const APPEALED: &[&str] = &["claims_appealable", "claims_appealed", "appeals_granted"];
