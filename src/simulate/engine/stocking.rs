//! What partners buy for their stock, where the program asks: every four weeks what they usually sell in as many. What of
//! it they send back, and what they ask for where a price falls.

use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Goods, Repriced, thing};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Product;

/// Weeks from one order to the next.
const EVERY: i16 = 4;
/// Orders after which something is sent back.
const ORDERS: i16 = 3;

impl<L: Ledger> Engine<'_, L> {
    /// Prices rise and fall; and in the first week of four everybody who is there orders: of each line that is sold by the unit, as much
    /// as the partner usually sells of it without a program, its products alike.
    pub(super) fn stock_up(&mut self, week: i16) {
        let scene = self.scene;
        let cover = scene.behaviour.stock_cover;
        let is_in_year = (0..scene.plan.year).contains(&week);
        if scene.plan.reads.quotes && is_in_year {
            self.raise_prices(week);
        }
        if scene.plan.reads.protections && is_in_year {
            self.lower_prices(week);
        }
        if !scene.plan.reads.purchases || cover == 0.0 || week.rem_euclid(EVERY) != 0 {
            return;
        }
        let day = i32::from(week) * 7;
        let partners = scene.partners;
        for (i, partner) in (0..partners.len()).zip(0_u32..) {
            if self.state.alive[i] == 0.0 {
                continue;
            }
            let all = partners.opportunities(i);
            let weeks = f64::from(EVERY) * cover;
            let usual = partners.weekly_revenue(i) * scene.plan.minor_units * weeks / all;
            for (line, rates) in scene.plan.lines.iter().zip(&partners.rates) {
                let sold = line.products.iter().filter(|it| it.from_day <= day);
                let sold: Vec<(&Product, i64)> =
                    sold.filter_map(|it| Some((it, it.list?.max(1)))).collect();
                let of_each = usual * rates[i] / sold.len() as f64;
                for (product, list) in sold {
                    let units = (of_each / list as f64).round().min(1e12) as i64;
                    self.order(product, week, partner, units);
                }
            }
        }
    }

    /// An order of a product; after some of them, a part of what was ordered goes back first.
    fn order(&mut self, product: &Product, week: i16, partner: u32, units: i64) {
        let price = self.unit_price(product, i32::from(week) * 7);
        let goods = |units: i64| Goods {
            number: thing(partner, week, usize::from(product.place)),
            partner,
            day: i32::from(week) * 7,
            product: product.place,
            units,
            amount: units * price,
        };
        if self.scene.plan.reads.rotations && week.rem_euclid(EVERY * ORDERS) == 0 {
            let weeks = (1..=ORDERS).map(|order| week - order * EVERY);
            let was_sold =
                |week: &i16| *week >= FIRST_WEEK && i32::from(*week) * 7 >= product.from_day;
            let bought = units as f64 * weeks.filter(was_sold).count() as f64;
            let back = (bought * self.scene.behaviour.sent_back).round() as i64;
            if back > 0 {
                self.scratch.facts.push(Drawn::Rotation(goods(back)));
            }
        }
        if units > 0 {
            self.scratch.facts.push(Drawn::Purchase(goods(units)));
        }
    }

    /// What a unit costs partners on a day, in minor units.
    fn unit_price(&self, product: &Product, day: i32) -> i64 {
        let left = self.price_part(product, day);
        let list = product.list.map_or(0, |list| list.max(1));
        (list as f64 * self.scene.behaviour.stock_price * left).round() as i64
    }

    /// Lowers the prices that fall this week, for everybody alike; all who are there ask to be paid for what they have.
    fn lower_prices(&mut self, week: i16) {
        let scene = self.scene;
        let day = i32::from(week) * 7;
        let chance = scene.behaviour.price_falls / 52.0;
        let products = scene.plan.lines.iter().flat_map(|line| &line.products);
        for product in products.filter(|it| it.list.is_some() && it.from_day <= day) {
            let address = Address::of(Purpose::PriceFall).in_week(week);
            let word = scene.key.uniform(address.about(name_hash(&product.name)));
            if word >= chance || scene.behaviour.price_fall == 0.0 {
                continue;
            }
            let place = usize::from(product.place);
            self.move_price(product, day, 1.0 - scene.behaviour.price_fall);
            let price = self.unit_price(product, day);
            for (partner, alive) in (0_u32..).zip(&self.state.alive) {
                if *alive != 0.0 {
                    self.scratch.facts.push(Drawn::Protection(Repriced {
                        number: thing(partner, week, place),
                        partner,
                        day,
                        product: product.place,
                        price,
                    }));
                }
            }
        }
    }
}
