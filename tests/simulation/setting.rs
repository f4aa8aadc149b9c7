//! What the cases share: a payer of one rate, a plan of one line, and a run of it.

use charter::intake::scenario::Costs;
use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::market::Market;
use charter::intake::scenario::population::{Mix, Share};
use charter::simulate::behaviour::market::Weather;
use charter::simulate::behaviour::population::Partners;
use charter::simulate::behaviour::reward::{Curve, Recipient};
use charter::simulate::chance::hash::name_hash;
use charter::simulate::chance::random::Key;
use charter::simulate::engine::drawn::Drawn;
use charter::simulate::engine::ledger::{Earned, Ledger, Left, Posted, Sort};
use charter::simulate::engine::plan::{Line, Offer, Pays, Plan};
use charter::simulate::engine::record::Record;
use charter::simulate::engine::{Engine, Opening, Scene};

pub const WEEKS: i16 = 79;

/// Pays a rate on every sale of a window, from a pool if there is one.
#[derive(Clone)]
pub struct Flat {
    pub rate: f64,
    pub days: (i32, i32),
    pub pool: Option<i64>,
    pub paid: i64,
}

impl Ledger for Flat {
    fn post(&mut self, facts: &[Drawn], _: i32) -> Vec<Posted> {
        let mut sales: Vec<_> = facts
            .iter()
            .filter_map(|fact| match fact {
                Drawn::Sale(sale) => Some(*sale),
                Drawn::Registration(_)
                | Drawn::Extension(_)
                | Drawn::Completion(_)
                | Drawn::Certification(_)
                | Drawn::Claim(_)
                | Drawn::ClaimStep(_)
                | Drawn::Exception(_)
                | Drawn::Debit(_)
                | Drawn::Payment(_)
                | Drawn::Lead(_)
                | Drawn::LeadAccepted(_)
                | Drawn::Credit(_)
                | Drawn::Target(_)
                | Drawn::Joining(_)
                | Drawn::Return(_)
                | Drawn::Cancellation(_)
                | Drawn::Purchase(_)
                | Drawn::Rotation(_)
                | Drawn::Protection(_)
                | Drawn::Quote(_)
                | Drawn::Step(_)
                | Drawn::Membership(_) => None,
            })
            .filter(|sale| (self.days.0..=self.days.1).contains(&sale.day))
            .collect();
        sales.sort_by_key(|sale| (sale.day, sale.claim));
        let mut posted = Vec::new();
        for sale in sales {
            let due = (sale.amount as f64 * self.rate).round() as i64;
            let left = self.pool.map_or(i64::MAX, |pool| pool - self.paid);
            let amount = due.min(left);
            if amount <= 0 {
                continue;
            }
            self.paid += amount;
            posted.push(Posted {
                incentive: 0,
                partner: sale.partner,
                earned: Earned::Event(sale.deal),
                sort: Sort::Payout,
                day: sale.day,
                due: sale.day,
                amount,
            });
        }
        posted
    }

    fn is_open(&self, _: usize, _: i32) -> bool {
        self.pool.is_none_or(|pool| self.paid < pool)
    }

    fn curve(&mut self, _: usize, _: usize, _: i32, _: f64) -> Option<Curve> {
        Some(Curve::proportional(self.rate))
    }

    fn tier(&self, _: usize) -> Option<u16> {
        None
    }

    fn left(&self, _: usize) -> Option<Left> {
        let amount = (self.pool? - self.paid) as f64;
        let is_gone = amount <= 0.0;
        Some(Left { amount, is_gone })
    }

    fn balance(&self, _: usize, _: usize) -> i64 {
        0
    }
}

pub fn mix(partners: u32) -> Mix {
    let share = |share| Share {
        name: "core".into(),
        share,
    };
    Mix {
        partners,
        lines: vec![share(1.0)],
        ..Mix::default()
    }
}

pub fn plan() -> Plan {
    Plan {
        year: 53,
        weeks: WEEKS,
        ends_quarter: vec![false; 52 + 79],
        lines: vec![Line {
            hash: name_hash("core"),
            margin: 0.3,
            products: Vec::new(),
        }],
        minor_units: 100.0,
        ..Plan::default()
    }
}

pub fn offer(days: (i32, i32)) -> Offer {
    Offer {
        place: 0,
        name: "flat".into(),
        hash: name_hash("flat"),
        days,
        announced: 0,
        pays: Pays::Event,
        is_ranked: false,
        window_end: vec![days.1; 52 + 79],
        recipient: Recipient::Company,
        complexity: 0.0,
        delay_weeks: 0.0,
        paid_part: 1.0,
        lines: vec![1.0],
        excludes: Vec::new(),
    }
}

pub struct Setting {
    pub partners: Partners,
    pub behaviour: Behaviour,
    pub plan: Plan,
    pub market: Market,
}

impl Setting {
    pub fn new(partners: u32, behaviour: Behaviour, plan: Plan) -> Setting {
        let partners = Partners::draw(&mix(partners), 21, behaviour.attention_slots);
        Setting {
            partners,
            behaviour,
            plan,
            market: Market::still(),
        }
    }

    pub fn run<L: Ledger>(&self, replication: u32, ledger: L) -> (Record, Vec<Drawn>, L) {
        let key = Key {
            seed: 21,
            replication,
        };
        let regions = mix(1).regions;
        let weather = Weather::draw(&self.market, &regions, 1, WEEKS, key);
        let costs = Costs {
            fixed_per_year: 0.0,
            per_claim: 0.0,
            per_course: 0.0,
            per_touch: 0.0,
        };
        let scene = Scene::new(
            &self.partners,
            &self.behaviour,
            &self.plan,
            &weather,
            &costs,
            key,
        );
        Engine::new(&scene, ledger, Opening::empty(&scene))
            .keeping_facts()
            .opened()
            .run()
    }

    /// Sum over partners and weeks of creation of f(expected deals x chance x mean, cycle, week).
    pub fn over_weeks(&self, f: impl Fn(usize, f64, f64) -> f64) -> f64 {
        let partners = &self.partners;
        let mut total = 0.0;
        for i in 0..partners.len() {
            let flow = partners.rates[0][i] * partners.win[i];
            for week in 0..WEEKS {
                total += flow * f(i, partners.cycle_weeks[i], f64::from(week));
            }
        }
        total
    }
}

/// No behaviour, nobody leaves, no quarter ends.
pub fn still() -> Behaviour {
    Behaviour {
        exam_pass: 1.0,
        ..Behaviour::null()
    }
}

pub fn revenue(record: &Record) -> f64 {
    record.weeks.iter().map(|week| week.revenue).sum()
}

pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}
