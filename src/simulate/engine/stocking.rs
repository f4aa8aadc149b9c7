//! What partners buy for their stock, where the program asks: every four weeks what they usually sell in as many.

use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Purchase, event};
use crate::simulate::engine::ledger::Ledger;

/// Weeks from one order to the next.
const EVERY: i16 = 4;

impl<L: Ledger> Engine<'_, L> {
    /// Orders of everybody who is there, in the first week of four: of each line that is sold by the unit, as much as the
    /// partner usually sells of it without a program, its products alike.
    pub(super) fn stock_up(&mut self, week: i16) {
        let scene = self.scene;
        let cover = scene.behaviour.stock_cover;
        if !scene.plan.reads.purchases || cover == 0.0 || week.rem_euclid(EVERY) != 0 {
            return;
        }
        let day = i32::from(week) * 7;
        let partners = scene.partners;
        for (i, partner) in (0..partners.len()).zip(0_u32..) {
            if self.state.alive[i] == 0.0 {
                continue;
            }
            let all: f64 = partners.rates.iter().map(|rates| rates[i]).sum();
            let weeks = f64::from(EVERY) * cover;
            let usual = partners.weekly_revenue(i) * scene.plan.minor_units * weeks / all;
            for (line, rates) in scene.plan.lines.iter().zip(&partners.rates) {
                let sold = line.products.iter().filter(|it| it.from_day <= day);
                let sold: Vec<(u16, i64)> = sold
                    .filter_map(|it| Some((it.place, it.list?.max(1))))
                    .collect();
                let of_each = usual * rates[i] / sold.len() as f64;
                for (product, list) in sold {
                    let units = (of_each / list as f64).round().min(1e12) as i64;
                    if units == 0 {
                        continue;
                    }
                    let price = (list as f64 * scene.behaviour.stock_price).round() as i64;
                    self.scratch.facts.push(Drawn::Purchase(Purchase {
                        number: event(partner, week, usize::from(product), 0),
                        partner,
                        day,
                        product,
                        units,
                        amount: units * price,
                    }));
                }
            }
        }
    }
}
