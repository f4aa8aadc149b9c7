//! The draws and the arithmetic of the model with nothing else: what a forecast could cost at the least. Of the
//! flagship's size: two lines, ten offers, four tracks, one message a week, the year before, two worlds.
//! Payouts are rates of what is sold, in floats: no book, no periods, no exact money.

use std::time::Instant;

use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::population::Mix;
use charter::simulate::behaviour::arrival::{Intensity, Sources};
use charter::simulate::behaviour::churn::{Reasons, leaving_chances};
use charter::simulate::behaviour::population::Partners;
use charter::simulate::chance::addresses::Addresses;
use charter::simulate::chance::draw::{exponential, gumbel, lognormal, poisson};
use charter::simulate::chance::maths::{exp, ln, logistic};
use charter::simulate::chance::normal::{density, quantile};
use charter::simulate::chance::purpose::Purpose;
use charter::simulate::chance::random::{Address, Key};

const YEAR: i16 = 53;
const AFTER: i16 = 26;
const BEFORE: i16 = -52;
const OFFERS: usize = 10;
const TRACKS: usize = 4;

#[derive(Clone, Copy)]
struct Deal {
    who: u32,
    line: u32,
    hazard: f64,
    clock: f64,
    size: f64,
    logit: f64,
    left: u32,
}

#[derive(Clone)]
struct World {
    has_program: bool,
    alive: Vec<f64>,
    goodwill: Vec<f64>,
    marketing: Vec<f64>,
    load: Vec<f64>,
    skill: [Vec<f64>; 2],
    debt: [Vec<f64>; 2],
    known: Vec<Vec<f64>>,
    taste: Vec<Vec<f64>>,
    notice: Vec<Vec<f64>>,
    outside: Vec<f64>,
    track_known: Vec<Vec<f64>>,
    enrolled: Vec<Vec<f64>>,
    sold: Vec<f64>,
    last_win: Vec<f64>,
    deals: Vec<Deal>,
    reward: [Vec<f64>; 2],
    urgency: Vec<f64>,
    running: Vec<f64>,
    words: Vec<f64>,
    chances: Vec<f64>,
    demand: Vec<f64>,
    lift: Vec<f64>,
    total: f64,
}

impl World {
    fn new(partners: &Partners, key: Key) -> World {
        let n = partners.len();
        let column = || vec![0.0; n];
        let drawn = |purpose, offer| {
            let mut column = vec![0.0; n];
            let address = Address::of(purpose).about(offer);
            key.uniforms(address, &partners.hashes, &mut column);
            column
        };
        let tastes = |purpose, offer| drawn(purpose, offer).into_iter().map(gumbel).collect();
        World {
            has_program: false,
            alive: vec![1.0; n],
            goodwill: column(),
            marketing: column(),
            load: column(),
            skill: [0, 1].map(|line| (0..n).map(|i| partners.first_skill(i, line)).collect()),
            debt: [column(), column()],
            known: vec![column(); OFFERS],
            taste: (0..OFFERS as u32)
                .map(|offer| tastes(Purpose::Taste, offer))
                .collect(),
            notice: (0..OFFERS as u32)
                .map(|offer| drawn(Purpose::Notice, offer))
                .collect(),
            outside: tastes(Purpose::OutsideTaste, 0),
            track_known: vec![column(); TRACKS],
            enrolled: vec![column(); TRACKS],
            sold: column(),
            last_win: column(),
            deals: Vec::new(),
            reward: [column(), column()],
            urgency: column(),
            running: column(),
            words: column(),
            chances: column(),
            demand: column(),
            lift: column(),
            total: 0.0,
        }
    }
}

struct Kernel<'a> {
    partners: &'a Partners,
    behaviour: &'a Behaviour,
    key: Key,
    intensity: Intensity,
    at: Addresses,
    marks: [Vec<f64>; 5],
}

impl Kernel<'_> {
    fn draw(&self, world: &mut World, purpose: Purpose, week: i16, name: usize) {
        let address = Address::of(purpose).in_week(week).about(name as u32);
        let hashes = &self.partners.hashes;
        self.key.uniforms(address, hashes, &mut world.words);
    }

    fn week(&mut self, world: &mut World, week: i16) {
        if week >= 0 {
            self.leave(world, week);
        }
        for column in world.reward.iter_mut().chain([&mut world.urgency]) {
            column.fill(0.0);
        }
        world.running.fill(0.0);
        if world.has_program && (0..YEAR).contains(&week) {
            self.attend(world, week);
            self.engage(world, week);
            self.train(world, week);
        }
        self.arrive(world, week);
        self.close(world, week);
    }

    fn leave(&self, world: &mut World, week: i16) {
        let response = |load: f64| 1.0 / (1.0 + load * load / 36.0);
        for (lift, load) in world.lift.iter_mut().zip(&world.load) {
            *lift = 1.0 - response(*load);
        }
        for (demand, last) in world.demand.iter_mut().zip(&world.last_win) {
            *demand = f64::from(u8::from(f64::from(week) - last > 26.0));
        }
        let reasons = Reasons {
            fatigue: &world.lift,
            goodwill: &world.goodwill,
            size: &self.partners.size,
            inactive: &world.demand,
        };
        leaving_chances(self.behaviour, &reasons, &mut world.chances);
        self.draw(world, Purpose::Leave, week, 0);
        let words = world.words.iter().zip(&world.chances);
        for (alive, (word, chance)) in world.alive.iter_mut().zip(words) {
            *alive *= f64::from(u8::from(word >= chance));
        }
    }

    /// A visit to the portal and a message.
    fn attend(&self, world: &mut World, week: i16) {
        self.draw(world, Purpose::Visit, week, 0);
        let visits = world.words.iter().zip(&self.partners.visit);
        for (reach, (word, visit)) in world.lift.iter_mut().zip(visits) {
            *reach = 0.3 * f64::from(u8::from(word < visit));
        }
        for known in world.known.iter_mut().chain(&mut world.track_known) {
            for (known, reach) in known.iter_mut().zip(&world.lift) {
                *known = (*known + (1.0 - *known) * reach) * 0.84;
            }
        }
        self.draw(world, Purpose::Open, week, 0);
        for i in 0..self.partners.len() {
            let response = 1.0 / (1.0 + world.load[i] * world.load[i] / 36.0);
            let chance = 0.25 * exp(0.35 * self.partners.digital[i] - 0.06) * response;
            let opened = f64::from(u8::from(world.words[i] < chance.min(0.98)));
            for offer in [week as usize % OFFERS, (week as usize + 1) % OFFERS] {
                let known = &mut world.known[offer][i];
                *known += (1.0 - *known) * 0.5 * opened;
            }
            world.load[i] = world.load[i] * 0.794 + world.alive[i];
            world.goodwill[i] *= 0.974;
            world.marketing[i] *= 0.89;
            world.skill[0][i] *= 0.984;
            world.skill[1][i] *= 0.984;
        }
    }

    fn engage(&self, world: &mut World, week: i16) {
        let left = f64::from(13 - week % 13);
        let urgent = exp(-std::f64::consts::LN_2 * left / 2.0);
        for i in 0..self.partners.len() {
            let response = 1.0 / (1.0 + world.load[i] * world.load[i] / 36.0);
            let seen = response.sqrt();
            let (deal, win) = (self.partners.deal_mean[i], self.partners.win[i]);
            let deals = left * (self.partners.rates[0][i] + self.partners.rates[1][i]) * win;
            let deviation = (deals * deal * deal * 1.9).sqrt().max(1.0);
            let mut best = [(world.outside[i], 0.0, 0); 2];
            for offer in 0..OFFERS {
                if world.notice[offer][i] >= world.known[offer][i] * seen || world.alive[i] == 0.0 {
                    continue;
                }
                let value = if offer < 3 {
                    let goal = self.partners.revenue[i] / 4.0;
                    let z = (goal - world.sold[i] - deals * deal) / deviation;
                    let near = (world.sold[i] / goal).min(1.0);
                    0.02 * goal * density(z) / deviation * (1.0 + 0.5 * near)
                } else {
                    0.005 * offer as f64
                };
                let relative = (value / self.partners.margin[i] * 0.5).clamp(1e-12, 2.5) * 0.886;
                let utility = -0.4 + 0.8 * ln(relative / 0.1) + 0.35 * self.partners.digital[i];
                let worth = utility - 0.2 + world.taste[offer][i];
                let lesser = usize::from(best[1].0 < best[0].0);
                if worth > best[lesser].0 {
                    best[lesser] = (worth, relative, offer);
                }
            }
            for (_, reward, offer) in best {
                world.reward[usize::from(offer >= OFFERS / 2)][i] += reward;
                world.urgency[i] += reward.min(1.0) * urgent;
            }
        }
    }

    fn train(&self, world: &mut World, week: i16) {
        for track in 0..TRACKS {
            self.draw(world, Purpose::Enrol, week, track);
            for i in 0..self.partners.len() {
                let word = world.words[i];
                let step = world.enrolled[track][i];
                if step == 0.0 {
                    let chance = 1.0 - exp(-0.07 * world.track_known[track][i]);
                    world.enrolled[track][i] = f64::from(u8::from(word < chance));
                    continue;
                }
                world.running[i] += 1.0;
                let (drops, moves) = (word < 0.03, word > 0.55);
                world.enrolled[track][i] = if drops {
                    0.0
                } else {
                    step + f64::from(u8::from(moves))
                };
                if step > 3.0 && moves {
                    world.enrolled[track][i] = 0.0;
                    world.skill[track % 2][i] = 1.0;
                    world.goodwill[i] += 0.1;
                }
            }
        }
    }

    fn arrive(&mut self, world: &mut World, week: i16) {
        let partners = self.partners;
        let own = |revenue: f64| 0.02 * revenue / 52.0 / 0.11;
        for line in [1, 0] {
            for i in 0..partners.len() {
                let marketing = ln(1.0 + world.marketing[i] / own(partners.revenue[i]));
                let focus = if line == 0 {
                    0.0
                } else {
                    0.8 * world.skill[1][i]
                };
                world.lift[i] = 0.12 * marketing - 0.03 * world.running[i] + focus;
            }
            let sources = Sources {
                rate: &partners.rates[line],
                demand: &world.alive,
                lift: &world.lift,
                reward: &world.reward[line],
            };
            let debt = &mut world.debt[line];
            self.intensity.fill(&sources, self.behaviour, 0.89, debt);
            self.draw(world, Purpose::Arrivals, week, line);
            self.at.clear();
            let address = Address::of(Purpose::Size).in_week(week).about(line as u32);
            let before = world.deals.len();
            for i in 0..partners.len() {
                let count = poisson(world.words[i], self.intensity.total[i]);
                for ordinal in 0..count {
                    let address = address.number(ordinal as u16).by(partners.hashes[i]);
                    self.at.push(address);
                    world.deals.push(Deal {
                        who: i as u32,
                        line: line as u32,
                        hazard: 0.0,
                        clock: 0.0,
                        size: 0.0,
                        logit: 0.0,
                        left: 52,
                    });
                }
            }
            let purposes = [Purpose::Size, Purpose::Quality, Purpose::Clock];
            let purposes = purposes
                .into_iter()
                .chain([Purpose::Register, Purpose::Conflict]);
            for (purpose, numbers) in purposes.zip(&mut self.marks) {
                self.key.uniforms_among(purpose, &self.at, numbers);
            }
            let [size, quality, clock, register, conflict] = &self.marks;
            for (place, deal) in world.deals[before..].iter_mut().enumerate() {
                let i = deal.who as usize;
                let standard = quantile(quality[place]);
                deal.size = lognormal(size[place], partners.deal_median[i], partners.deal_sigma);
                deal.clock = exponential(clock[place]);
                deal.logit = partners.win_logit[i] + partners.quality_sigma * standard;
                if world.has_program && week < YEAR && deal.size >= 20_000.0 {
                    let size = 0.3 * ln(deal.size / 20_000.0);
                    let chance = 0.35 + 0.5 * standard + 0.5 * partners.digital[i] + size;
                    let shield = register[place] < logistic(chance) && conflict[place] >= 0.06;
                    deal.logit += 0.2 * f64::from(u8::from(shield));
                }
            }
        }
    }

    fn close(&mut self, world: &mut World, week: i16) {
        let quarter = if week.rem_euclid(13) >= 11 { 1.4 } else { 0.93 };
        for (i, pace) in world.chances.iter_mut().enumerate() {
            *pace = quarter * (1.0 + world.urgency[i]) / self.partners.cycle_weeks[i];
        }
        let mut closing = Vec::new();
        let (chances, alive) = (&world.chances, &world.alive);
        world.deals.retain_mut(|deal| {
            deal.hazard += chances[deal.who as usize];
            deal.left -= 1;
            let closes = deal.hazard >= deal.clock;
            if closes {
                closing.push(*deal);
            }
            !closes && deal.left > 0 && alive[deal.who as usize] > 0.0
        });
        self.at.clear();
        for (ordinal, deal) in closing.iter().enumerate() {
            let address = Address::of(Purpose::Win)
                .in_week(week)
                .number(ordinal as u16);
            self.at
                .push(address.by(self.partners.hashes[deal.who as usize]));
        }
        let purposes = [Purpose::Win, Purpose::Day, Purpose::Product];
        let purposes = purposes
            .into_iter()
            .chain([Purpose::Customer, Purpose::Seller]);
        for (purpose, numbers) in purposes.zip(&mut self.marks) {
            self.key.uniforms_among(purpose, &self.at, numbers);
        }
        let rate = |sold: f64| {
            0.02 * sold + 0.01 * (sold - 250_000.0).max(0.0) + 0.01 * (sold - 1e6).max(0.0)
        };
        for (place, deal) in closing.iter().enumerate() {
            let i = deal.who as usize;
            let chance = logistic(deal.logit + 0.25 * world.skill[deal.line as usize][i]);
            if self.marks[0][place] >= chance {
                continue;
            }
            world.last_win[i] = f64::from(week);
            world.total += deal.size
                + self.marks[1..]
                    .iter()
                    .map(|marks| marks[place])
                    .sum::<f64>();
            if world.has_program && (0..YEAR).contains(&week) {
                let before = world.sold[i];
                world.sold[i] += deal.size;
                world.total -= rate(world.sold[i]) - rate(before) + 0.03 * deal.size;
                world.goodwill[i] += 0.05;
                world.marketing[i] += 0.005 * deal.size;
                world.load[i] = (world.load[i] - 0.25).max(0.0);
            }
        }
        if week.rem_euclid(13) == 12 {
            world.sold.fill(0.0);
        }
    }
}

/// Nanoseconds a partner-week of the kernel.
pub fn time(mix: &Mix, runs: u32) -> f64 {
    let behaviour = Behaviour::default();
    let partners = Partners::draw(mix, 2027, 2.0);
    let start = Instant::now();
    let mut total = 0.0;
    for replication in 0..runs {
        let key = Key {
            seed: 2027,
            replication,
        };
        let mut kernel = Kernel {
            partners: &partners,
            behaviour: &behaviour,
            key,
            intensity: Intensity::new(partners.len()),
            at: Addresses::default(),
            marks: Default::default(),
        };
        let mut opening = World::new(&partners, key);
        for week in BEFORE..0 {
            kernel.week(&mut opening, week);
        }
        for has_program in [false, true] {
            let mut world = opening.clone();
            world.has_program = has_program;
            for week in 0..YEAR + AFTER {
                kernel.week(&mut world, week);
            }
            total += world.total;
        }
    }
    assert!(total > 0.0, "something is sold");
    let weeks = 2.0 * f64::from(runs) * partners.len() as f64 * f64::from(YEAR + AFTER);
    start.elapsed().as_secs_f64() / weeks * 1e9
}
