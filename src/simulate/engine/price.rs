//! What is sold in a deal and for how much; lower prices for contested deals, of which the vendor bears the difference.

use crate::simulate::chance::purpose::Purpose;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Debit, Drawn};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::state::Deal;

impl<L: Ledger> Engine<'_, L> {
    /// Which product, how many units, at which price.
    pub(super) fn goods(&self, each: &Deal, day: i32, word: f64) -> (Option<u16>, i64, i64) {
        let products = &self.scene.plan.lines[usize::from(each.line)].products;
        let mut sold = products.iter().filter(|product| product.from_day <= day);
        let count = sold.clone().count();
        let place = ((word * count as f64) as usize).min(count.saturating_sub(1));
        let Some(product) = sold.nth(place) else {
            return (None, 1, each.size);
        };
        let units = product
            .list
            .map_or(1, |list| (each.size / list.max(1)).max(1));
        (Some(product.place), units, each.size.max(product.least))
    }

    /// The part by which the price of a deal falls: where a competitor contests it and the program bears the
    /// difference.
    pub(super) fn price_cut(&self, each: &Deal, day: i32) -> f64 {
        let scene = self.scene;
        if scene.plan.special_prices.is_empty() {
            return 0.0;
        }
        let marks = [Purpose::Contested, Purpose::Product];
        let [contested, product] = scene.key.uniforms_for(self.address(each), marks);
        if contested >= scene.behaviour.contested_share {
            return 0.0;
        }
        let (Some(product), ..) = self.goods(each, day, product) else {
            return 0.0;
        };
        let i = each.partner as usize;
        let (sort, region) = (scene.partners.types[i], scene.partners.regions[i]);
        let is_borne = scene.plan.special_prices.iter().any(|price| {
            (price.days.0..=price.days.1).contains(&day)
                && (price.products.is_empty() || price.products.contains(&product))
                && price.audience.holds(self.state.tier[i], sort, region)
        });
        match is_borne {
            true => scene.behaviour.special_price_cut,
            false => 0.0,
        }
    }

    /// Claims the difference for the sale that was noted last, if its price was lower.
    pub(super) fn claim_difference(&mut self, price_cut: f64) {
        let Some(Drawn::Sale(sale)) = self.scratch.facts.last().copied() else {
            return;
        };
        let (Some(product), true) = (sale.product, price_cut > 0.0) else {
            return;
        };
        let book = sale.amount / sale.units.max(1);
        self.scratch.facts.push(Drawn::Debit(Debit {
            deal: sale.deal,
            partner: sale.partner,
            day: sale.day,
            customer: sale.customer,
            product,
            units: sale.units,
            book,
            special: book - (book as f64 * price_cut).round() as i64,
        }));
    }
}
