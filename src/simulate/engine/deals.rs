//! Steps 9 to 11 of a week: opportunities appear, some are registered, and open deals close, won
//! or lost. Every mark of a deal has an address of its own, so a deal is the same deal in every
//! world in which it exists.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::arrival::Sources;
use crate::simulate::behaviour::closing::{Odds, paces, quarter_factor, win_chance};
use crate::simulate::behaviour::market::row;
use crate::simulate::behaviour::marketing::lifts;
use crate::simulate::behaviour::protection::{REFERENCE_DEAL, registering_chance};
use crate::simulate::chance::addresses::Addresses;
use crate::simulate::chance::draw::{exponential, poisson};
use crate::simulate::chance::maths::{exp, ln};
use crate::simulate::chance::normal::quantiles;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::chance::wide::widely;
use crate::simulate::engine::drawn::{Drawn, MOST_DEALS, Sale, deal, person};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::record::{Martingale, Won};
use crate::simulate::engine::state::Deal;
use crate::simulate::engine::{Engine, day_in_week};

/// The random numbers of the deals that appear or close in a week.
#[derive(Default)]
pub(super) struct Marks {
    at: Addresses,
    /// Of those that appear, the size as a part of the partner's median.
    size: Vec<f64>,
    /// A standard normal number.
    quality: Vec<f64>,
    /// An exponential number with mean 1.
    clock: Vec<f64>,
    register: Vec<f64>,
    day: Vec<f64>,
    win: Vec<f64>,
    /// Room for numbers that are worked upon.
    kept: Vec<f64>,
}

impl Marks {
    /// Draws the marks of deals that appear.
    fn draw(&mut self, key: Key, deal_sigma: f64) {
        key.uniforms_among(Purpose::Size, &self.at, &mut self.size);
        key.uniforms_among(Purpose::Quality, &self.at, &mut self.quality);
        key.uniforms_among(Purpose::Clock, &self.at, &mut self.clock);
        key.uniforms_among(Purpose::Register, &self.at, &mut self.register);
        quantiles(&mut self.size, &mut self.kept);
        quantiles(&mut self.quality, &mut self.kept);
        let (sizes, clocks) = (&mut self.size, &mut self.clock);
        widely(|| {
            for (size, clock) in sizes.iter_mut().zip(clocks) {
                *size = exp(deal_sigma * *size);
                *clock = exponential(*clock);
            }
        });
    }
}

impl<L: Ledger> Engine<'_, L> {
    /// Opportunities of every line.
    pub(super) fn arrive(&mut self, week: i16) {
        let scene = self.scene;
        let core = scene.partners.core;
        self.lift_all();
        self.scratch.focus_extra.fill(0.0);
        // Focus lines first: the core line loses what they take from it.
        let focus = (0..scene.plan.lines.len()).filter(|line| *line != core);
        for line in focus.chain([core]) {
            self.fill_intensity(week, line);
            let intensity = &mut self.scratch.intensity;
            if line == core {
                intensity.cannibalise(scene.behaviour, &self.scratch.focus_extra);
            } else {
                let extras = self.scratch.focus_extra.iter_mut().zip(&intensity.extra);
                extras.for_each(|(sum, extra)| *sum += extra);
            }
            self.create(week, line);
        }
    }

    /// The part of the lift that is the same for all lines.
    fn lift_all(&mut self) {
        let scene = self.scene;
        lifts(
            scene.behaviour,
            &scene.own_marketing,
            &self.state.marketing,
            &mut self.scratch.lift,
        );
        let attention = ln(1.0 - scene.behaviour.selling_time_lost);
        for i in 0..scene.partners.len() {
            let affinity = Behaviour::AFFINITY * scene.partners.affinity[i];
            let goodwill = self.state.goodwill[i] + affinity;
            self.scratch.lift[i] += scene.behaviour.goodwill_arrivals * goodwill
                + attention * self.scratch.enrolments[i];
        }
    }

    fn fill_intensity(&mut self, week: i16, line: usize) {
        let scene = self.scene;
        let at = row(week);
        let today = i32::from(week) * 7;
        let products = &scene.plan.lines[line].products;
        let sold = products
            .iter()
            .filter(|product| product.from_day <= today)
            .count();
        let launched = if products.is_empty() {
            1.0
        } else {
            sold as f64 / products.len() as f64
        };
        let supply = scene.weather.supply[at][line] * launched;
        let demand = &scene.weather.demand[at];
        let focus = if line == scene.partners.core {
            0.0
        } else {
            scene.behaviour.skill_focus_arrivals
        };
        for i in 0..scene.partners.len() {
            let region = usize::from(scene.partners.regions[i]);
            let capacity = self.scratch.capacity[i] * self.state.alive[i];
            self.scratch.demand[i] = demand[region] * supply * capacity;
            self.scratch.line_lift[i] = self.scratch.lift[i] + focus * self.state.skill[line][i];
        }
        let sources = Sources {
            rate: &scene.partners.rates[line],
            demand: &self.scratch.demand,
            lift: &self.scratch.line_lift,
            reward: &self.scratch.rewards[line],
        };
        let keep = scene.payback_keep;
        let debt = &mut self.state.debt[line];
        self.scratch
            .intensity
            .fill(&sources, scene.behaviour, keep, debt);
    }

    /// Draws the opportunities of a line: how many each partner has, then their marks, side by side.
    fn create(&mut self, week: i16, line: usize) {
        let scene = self.scene;
        let hash = scene.plan.lines[line].hash;
        let margin = scene.plan.lines[line].margin;
        let address = Address::of(Purpose::Arrivals).in_week(week).about(hash);
        scene
            .key
            .uniforms(address, &scene.partners.hashes, &mut self.scratch.words);
        let mut opening = std::mem::take(&mut self.scratch.opening);
        let mut marks = std::mem::take(&mut self.scratch.marks);
        for i in 0..scene.partners.len() {
            let expected = self.scratch.intensity.total[i];
            let count = poisson(self.scratch.words[i], expected).min(MOST_DEALS);
            let worth = scene.partners.win[i] * scene.partners.deal_mean[i];
            let surprise = (f64::from(count) - expected) * worth;
            let surprise = (surprise, margin);
            self.record.drift(Martingale::Arrivals, i, surprise);
            self.scratch.week.expected += expected * worth;
            self.scratch.week.arrivals += f64::from(count);
            let address = address.by(scene.partners.hashes[i]);
            for ordinal in 0..count {
                opening.push((i, ordinal as u16));
                marks.at.push(address.number(ordinal as u16));
            }
        }
        marks.draw(scene.key, scene.partners.deal_sigma);
        for (place, (i, ordinal)) in opening.iter().copied().enumerate() {
            let base = address.number(ordinal).by(scene.partners.hashes[i]);
            self.open_deal(line, i, base, &marks, place);
        }
        opening.clear();
        marks.at.clear();
        self.scratch.opening = opening;
        self.scratch.marks = marks;
    }

    /// Opens the deal of a partner at an address, whose marks stand at a place.
    fn open_deal(&mut self, line: usize, i: usize, base: Address, marks: &Marks, place: usize) {
        let scene = self.scene;
        let partners = scene.partners;
        let (week, ordinal) = (base.week, base.ordinal);
        let margin = scene.plan.lines[line].margin;
        let size = partners.deal_median[i] * marks.size[place];
        let minor = (size * scene.plan.minor_units).round().clamp(1.0, 1e15) as i64;
        let size = minor as f64 / scene.plan.minor_units;
        let standard = marks.quality[place];
        let quality = partners.quality_sigma * standard;
        let odds = Odds {
            base: partners.win_logit[i],
            quality,
            skill: 0.0,
            registered: 0.0,
            price_cut: 0.0,
        };
        let mean_win = partners.win[i];
        let plain = win_chance(scene.behaviour, odds);
        let surprise = (size - partners.deal_mean[i]) * mean_win;
        self.record.drift(Martingale::Sizes, i, (surprise, margin));
        let surprise = (plain - mean_win) * size;
        self.record
            .drift(Martingale::Qualities, i, (surprise, margin));
        let mut opened = Deal {
            number: deal(i as u32, week, line, ordinal),
            partner: i as u32,
            line: line as u16,
            created: week,
            ordinal,
            from_day: i32::from(week) * 7,
            size: minor,
            quality,
            protected: None,
        };
        if let Some(protection) = &scene.plan.protection
            && minor >= protection.least
            && (0..scene.plan.year).contains(&week)
        {
            let relative = size / (REFERENCE_DEAL * scene.price_level);
            let chance =
                registering_chance(scene.behaviour, standard, partners.digital[i], relative);
            if marks.register[place] < chance {
                self.register(&mut opened, protection, base);
            }
        }
        self.give_lead(&mut opened, base);
        self.note_opened(&opened, base);
        let pace = line * partners.len() + i;
        self.state.deals.open(opened, marks.clock[place], pace);
    }

    /// Moves every open deal on by a week; those whose clock runs out close.
    pub(super) fn close(&mut self, week: i16) {
        let scene = self.scene;
        let ends = scene
            .plan
            .ends_quarter
            .get(row(week))
            .copied()
            .unwrap_or(false);
        let quarter = quarter_factor(scene.behaviour.quarter_end_push, ends);
        let pressures = self.scratch.urgency.iter().zip(&self.scratch.waiting);
        let lines = self.scratch.paces.chunks_exact_mut(scene.partners.len());
        for (line, (urgency, waiting)) in lines.zip(pressures) {
            paces(scene.behaviour, quarter, urgency, waiting, line);
            let partners = scene.partners.cycle_weeks.iter().zip(&self.state.alive);
            for (pace, (cycle, alive)) in line.iter_mut().zip(partners) {
                let own = *pace / cycle;
                *pace = if *alive == 0.0 {
                    f64::NEG_INFINITY
                } else {
                    own
                };
            }
        }
        let mut closing = std::mem::take(&mut self.scratch.closing);
        let mut marks = std::mem::take(&mut self.scratch.marks);
        self.state
            .deals
            .advance(week, &self.scratch.paces, &mut closing);
        for each in &closing {
            marks.at.push(self.address(each));
        }
        let key = scene.key;
        key.uniforms_among(Purpose::Day, &marks.at, &mut marks.day);
        key.uniforms_among(Purpose::Win, &marks.at, &mut marks.win);
        for (place, each) in closing.iter().enumerate() {
            self.decide(week, each, (marks.day[place], marks.win[place]));
        }
        closing.clear();
        marks.at.clear();
        self.scratch.closing = closing;
        self.scratch.marks = marks;
    }

    /// Where the numbers of a deal are found.
    pub(super) fn address(&self, each: &Deal) -> Address {
        let base = Address::of(Purpose::Win)
            .in_week(each.created)
            .number(each.ordinal);
        base.by(self.scene.partners.hashes[each.partner as usize])
            .about(self.scene.plan.lines[usize::from(each.line)].hash)
    }

    /// A deal closes: won or lost, by the number that says on which day of the week and the one that says
    /// whether.
    fn decide(&mut self, week: i16, each: &Deal, (day, win): (f64, f64)) {
        let scene = self.scene;
        let i = each.partner as usize;
        let line = usize::from(each.line);
        let base = self.address(each);
        let day = day_in_week(week, each.from_day, day);
        let chance = self.current_chance(each, day);
        let won = win < chance;
        let size = each.size as f64 / scene.plan.minor_units;
        let margin = scene.plan.lines[line].margin;
        let surprise = (super::indicator(won) - chance) * size;
        self.record.drift(Martingale::Wins, i, (surprise, margin));
        if each.is_protected(day) {
            self.record.protected_closed += 1.0;
            self.record.protected_won += super::indicator(won);
        }
        if !won {
            self.note(i, |row| row.lost += 1.0);
            return;
        }
        self.state.last_win[i] = week;
        let marks = [
            Purpose::Product,
            Purpose::NewCustomer,
            Purpose::Customer,
            Purpose::Seller,
        ];
        let [product, new, customer, seller] = scene.key.uniforms_for(base, marks);
        let (product, units, amount) = self.goods(each, day, product);
        let price_cut = self.price_cut(each, day);
        let customer = self.customer(each, new, customer);
        let people = f64::from(scene.partners.people[i]);
        let seller = (seller * people) as u16;
        let claim = scene.key.word(Address {
            purpose: Purpose::ClaimOrder,
            ..base
        });
        let (deal, partner) = (each.number, each.partner);
        let sale = Sale {
            deal,
            partner,
            day,
            seller: person(partner, seller),
            customer,
            product,
            units,
            amount,
            kind: self.kind_of_sale(customer == deal, base),
            claim: claim % 1_000_000_000_000,
        };
        self.note_won(&sale);
        let comes_back = self.note_return(&sale, base);
        let stays = if comes_back { 0 } else { amount };
        let revenue = stays as f64 / scene.plan.minor_units;
        self.scratch.week.revenue += revenue;
        self.scratch.week.margin += revenue * margin;
        self.record.won.push(Won {
            deal,
            partner,
            line: each.line,
            product,
            day,
            amount: stays,
        });
        self.note_credits(each, day, base);
        self.tell_of_registration(each, day);
        self.scratch.facts.push(Drawn::Sale(sale));
        self.claim_difference(price_cut);
        self.note_quote(&sale, base);
        self.note_payment(&sale, base);
        self.note_cancellation(&sale, base);
    }

    /// The chance to win a deal if it closed on a day.
    pub(super) fn current_chance(&self, each: &Deal, day: i32) -> f64 {
        let i = each.partner as usize;
        let odds = Odds {
            base: self.scene.partners.win_logit[i],
            quality: each.quality,
            skill: self.state.skill[usize::from(each.line)][i],
            registered: super::indicator(each.is_protected(day)),
            price_cut: self.price_cut(each, day),
        };
        win_chance(self.scene.behaviour, odds)
    }

    /// A new customer, or one that the partner sold to before.
    fn customer(&mut self, each: &Deal, new: f64, which: f64) -> u64 {
        let known = &mut self.state.customers[each.partner as usize];
        if new < self.scene.behaviour.new_customer_share || known.is_empty() {
            known.push(each.number);
            return each.number;
        }
        known[((which * known.len() as f64) as usize).min(known.len() - 1)]
    }
}
