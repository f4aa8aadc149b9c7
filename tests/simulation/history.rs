//! A history as a file: what happens at partners week by week, by the model's own equations at given parameters.

use std::collections::BTreeMap;

use charter::intake::scenario::behaviour::Behaviour;
use charter::simulate::chance::draw::poisson;
use charter::simulate::chance::purpose::Purpose;
use charter::simulate::chance::random::{Address, Key};

const PARTNERS: u64 = 80;
const WEEKS: i16 = 104;

/// Words of one history, in turn.
struct Words {
    key: Key,
    partner: u64,
    week: i16,
    next: u16,
}

impl Words {
    fn uniform(&mut self) -> f64 {
        self.next += 1;
        let address = Address::of(Purpose::Behaviour)
            .number(self.next)
            .in_week(self.week);
        self.key.uniform(address.by(self.partner + 1))
    }

    fn of(&mut self, chance: f64) -> bool {
        self.uniform() < chance
    }

    fn among(&mut self, trials: u32, chance: f64) -> u32 {
        (0..trials).map(|_| u32::from(self.of(chance))).sum()
    }
}

/// A partner's state from week to week.
#[derive(Default)]
struct State {
    rate: f64,
    openness: f64,
    taste: f64,
    open: u32,
    customers: u32,
    last_win: i16,
    courses_left: u32,
    has_credit: bool,
    tired: f64,
    bursts: bool,
}

/// The cells of one row, by column.
type Cells = BTreeMap<&'static str, f64>;

/// A history as a file.
pub fn history(number: u32, truth: &Behaviour) -> String {
    let mut rows = Vec::new();
    for partner in 0..PARTNERS {
        let mut words = Words {
            key: Key {
                seed: 78,
                replication: number,
            },
            partner,
            week: 0,
            next: 0,
        };
        // Sizes differ, and so do how much is opened and how much one likes to do nothing.
        let mut state = State {
            rate: 0.5 + 2.0 * words.uniform(),
            openness: 0.3 + 0.4 * words.uniform(),
            taste: words.uniform(),
            customers: 5,
            ..State::default()
        };
        for week in 0..WEEKS {
            words.week = week + 1;
            words.next = 0;
            let cells = step(&mut words, &mut state, truth);
            let stays = cells["active"] > 0.0;
            rows.push((partner, week, cells));
            if !stays {
                break;
            }
        }
    }
    let heads: Vec<&str> = rows[0].2.keys().copied().collect();
    let mut text = format!("partner,week,{}\n", heads.join(","));
    for (partner, week, cells) in rows {
        let cells: Vec<String> = cells.values().map(f64::to_string).collect();
        text.push_str(&format!("p{partner},{week},{}\n", cells.join(",")));
    }
    text
}

/// One week of one partner.
fn step(words: &mut Words, state: &mut State, truth: &Behaviour) -> Cells {
    let mut cells = Cells::new();
    let week = words.week - 1;
    let idle = f64::from(u8::from(week - state.last_win > 26));
    let hazard = truth.churn_hazard * libm::exp(truth.churn_inactive * idle);
    cells.insert(
        "active",
        f64::from(u8::from(!words.of(hazard_chance(hazard)))),
    );
    cells.insert("quarter_week", f64::from(week % 13));
    sell(words, state, truth, &mut cells);
    learn(words, state, truth, &mut cells);
    ask(words, state, truth, &mut cells);
    read(words, state, truth, &mut cells);
    take(words, state, truth, &mut cells);
    claim(words, truth, &mut cells);
    owe(words, truth, &mut cells);
    cells
}

fn hazard_chance(hazard: f64) -> f64 {
    -libm::expm1(-hazard)
}

fn put(cells: &mut Cells, column: &'static str, count: u32) -> u32 {
    cells.insert(column, f64::from(count));
    count
}

/// Opportunities and deals. Rewards come and go at their own times, and every week has a season.
fn sell(words: &mut Words, state: &mut State, truth: &Behaviour, cells: &mut Cells) {
    let week = words.week - 1;
    let one_of = |u: f64, most: u32| 1 + ((u * f64::from(most)) as u32).min(most - 1);
    let reward = if words.of(0.5) {
        (f64::from(words.of(0.5)) + 1.0) * 0.5
    } else {
        0.0
    };
    let coming = if words.of(0.3) { 0.8 } else { 0.0 };
    let ends = if reward > 0.0 {
        one_of(words.uniform(), 4)
    } else {
        0
    };
    let starts = if coming > 0.0 {
        one_of(words.uniform(), 3)
    } else {
        0
    };
    cells.insert("reward", reward);
    cells.insert("coming_reward", coming);
    put(cells, "ends_in", ends);
    put(cells, "starts_in", starts);
    let season = 1.0 + 0.3 * f64::from(week % 5) / 5.0;
    let lift = libm::pow(1.0 + reward, truth.elasticity);
    let created = put(
        cells,
        "created",
        poisson(words.uniform(), state.rate * season * lift),
    );
    let led = put(cells, "led", words.among(created, truth.lead_share));
    for (column, among, share) in [
        ("introduced", created - led, truth.introduced_share),
        ("contested", created, truth.contested_share),
    ] {
        put(cells, column, words.among(among, share));
    }
    let registered = put(cells, "registered", words.among(created, 0.5));
    put(
        cells,
        "refused",
        words.among(registered, truth.registration_conflict),
    );
    let leads = put(cells, "leads", u32::from(words.of(0.2)));
    put(
        cells,
        "leads_accepted",
        words.among(leads, truth.lead_answer),
    );
    let push = truth.quarter_end_push;
    let quarter = if week % 13 >= 11 {
        1.0 + push
    } else {
        1.0 - 2.0 * push / 11.0
    };
    let near = |reward: f64, ahead: u32| {
        reward.min(1.0) * libm::exp2(-f64::from(ahead) / truth.urgency_half_life)
    };
    // An offer in its last week ends now; one that starts in a week is a week away.
    let urgent = ends.checked_sub(1).map_or(0.0, |ahead| near(reward, ahead));
    let faster = 1.0 + truth.closing_acceleration * urgent;
    let slower = (1.0 - truth.announcement_wait * near(coming, starts)).max(0.1);
    put(cells, "open", state.open);
    let closed = words.among(
        state.open + created,
        hazard_chance(quarter * faster.max(0.1) * slower / 9.0),
    );
    let won = put(cells, "won", words.among(closed, 0.25));
    put(cells, "lost", closed - won);
    let new = put(cells, "won_new", words.among(won, truth.new_customer_share));
    put(
        cells,
        "renewed",
        words.among(won - new, truth.renewal_share),
    );
    put(cells, "widened", words.among(won - new, truth.upsell_share));
    put(cells, "quoted", words.among(won, truth.quoted_share));
    put(cells, "invoices_due", won);
    put(cells, "invoices_paid", words.among(won, truth.paid_share));
    put(cells, "customers", state.customers);
    let left = words.among(state.customers, hazard_chance(truth.customer_churn / 52.0));
    put(cells, "customers_left", left);
    state.customers = state.customers - left + new;
    state.open = state.open + created - closed;
    if won > 0 {
        state.last_win = week;
    }
}

fn learn(words: &mut Words, state: &mut State, truth: &Behaviour, cells: &mut Cells) {
    if state.courses_left == 0 && words.of(0.1) {
        state.courses_left = 4;
    }
    let enrolled = put(cells, "enrolled", u32::from(state.courses_left > 0));
    let dropped = put(cells, "dropped", words.among(enrolled, truth.drop_rate));
    let learnt = words.among(enrolled - dropped, truth.module_rate);
    let is_exam = learnt == 1 && state.courses_left == 1;
    let exams = put(cells, "exams", u32::from(is_exam));
    let passed = put(cells, "passed", words.among(exams, truth.exam_pass));
    // Who fails has not finished the course.
    let courses = put(cells, "courses", learnt - (exams - passed));
    state.courses_left = if dropped == 1 {
        0
    } else {
        state.courses_left - courses
    };
}

/// Funds.
fn ask(words: &mut Words, state: &mut State, truth: &Behaviour, cells: &mut Cells) {
    state.has_credit |= (words.week - 1) % 13 == 0;
    let open = put(cells, "fund_open", u32::from(state.has_credit));
    let asked = words.among(open, hazard_chance(truth.request_hazard));
    put(cells, "fund_asked", asked);
    put(cells, "fund_decided", asked);
    let approved = put(
        cells,
        "fund_approved",
        words.among(asked, truth.request_approval),
    );
    put(cells, "fund_due", approved);
    put(
        cells,
        "fund_claimed",
        words.among(approved, truth.request_claim),
    );
    state.has_credit &= asked == 0;
}

/// Messages, in bursts with pauses between them.
fn read(words: &mut Words, state: &mut State, truth: &Behaviour, cells: &mut Cells) {
    if words.of(0.2) {
        state.bursts = !state.bursts;
    }
    let sent = if state.bursts {
        2 + words.among(2, 0.5)
    } else {
        words.among(1, 0.4)
    };
    let relative = state.tired / truth.fatigue_half_load;
    let chance = state.openness / (1.0 + relative * relative);
    put(cells, "touches", sent);
    put(cells, "opened", words.among(sent, chance));
    cells.insert("load", f64::from(sent));
    let keep = libm::exp2(-1.0 / truth.fatigue_half_life);
    state.tired = keep * state.tired + f64::from(sent);
}

/// An offer every eight weeks, one that is joined every quarter, exceptions.
fn take(words: &mut Words, state: &mut State, truth: &Behaviour, cells: &mut Cells) {
    let week = words.week - 1;
    let offered = put(cells, "offered", u32::from(week % 8 == 3));
    let reward = [0.05, 0.1, 0.2, 0.4][(words.uniform() * 4.0) as usize % 4];
    cells.insert("offer_reward", reward);
    let worth =
        truth.participation_intercept + truth.participation_reward * libm::log(reward / 0.1);
    let leaves = libm::pow(state.taste, libm::exp(worth));
    put(cells, "taken", words.among(offered, 1.0 - leaves));
    let opens = put(cells, "join_open", u32::from(week % 13 == 0));
    put(cells, "joined", words.among(opens, truth.join_share));
    let asked = u32::from(words.of(hazard_chance(truth.exception_asks / 52.0)));
    put(cells, "exceptions_asked", asked);
    put(
        cells,
        "exceptions_granted",
        words.among(asked, truth.exception_granted),
    );
}

/// Claims on a fund that says how claims are decided.
fn claim(words: &mut Words, truth: &Behaviour, cells: &mut Cells) {
    let claims = put(cells, "claims", u32::from(words.of(0.1)));
    let returned = put(
        cells,
        "claims_returned",
        words.among(claims, truth.claim_returned),
    );
    let supplied = put(
        cells,
        "claims_supplied",
        words.among(returned, truth.claim_supplied),
    );
    let before = claims - returned + supplied;
    let silent = put(
        cells,
        "claims_silent",
        words.among(before, truth.claim_silent),
    );
    let decided = put(cells, "claims_decided", before - silent);
    // Denied, cut or approved by one number, as in the model.
    let (mut denied, mut cut) = (0, 0);
    for _ in 0..decided {
        let u = words.uniform();
        denied += u32::from(u < truth.claim_denied);
        let is_cut = u >= truth.claim_denied && u < truth.claim_denied + truth.claim_cut;
        cut += u32::from(is_cut);
    }
    put(cells, "claims_denied", denied);
    put(cells, "claims_cut", cut);
    put(cells, "claims_appealable", denied + cut);
    let appealed = put(
        cells,
        "claims_appealed",
        words.among(denied + cut, truth.claim_appealed),
    );
    put(
        cells,
        "appeals_granted",
        words.among(appealed, truth.appeal_granted),
    );
}

/// Sales that come back, targets that are agreed every quarter and a fee every half year.
fn owe(words: &mut Words, truth: &Behaviour, cells: &mut Cells) {
    let week = words.week - 1;
    let sold = {
        let won = cells["won"] as u32;
        put(cells, "sales_due", won)
    };
    put(
        cells,
        "sales_returned",
        words.among(sold, truth.return_share),
    );
    let open = put(cells, "targets_open", u32::from(week % 13 == 0));
    put(
        cells,
        "targets_agreed",
        words.among(open, truth.agreed_share),
    );
    let due = put(cells, "fees_due", u32::from(week % 26 == 0));
    put(cells, "fees_paid", words.among(due, truth.fee_collected));
}
