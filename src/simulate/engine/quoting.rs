//! List prices that change within the year, and orders at a price that was quoted before, where the program asks.

use crate::simulate::behaviour::quoting::days_quoted;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Quote, Sale};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Product;

impl<L: Ledger> Engine<'_, L> {
    /// Raises the prices that rise on the first day of a week, for everybody alike.
    pub(super) fn raise_prices(&mut self, week: i16) {
        let scene = self.scene;
        let day = i32::from(week) * 7;
        let chance = scene.behaviour.price_rises / 52.0;
        let products = scene.plan.lines.iter().flat_map(|line| &line.products);
        for product in products.filter(|it| it.list.is_some() && it.from_day <= day) {
            let address = Address::of(Purpose::PriceRise).in_week(week);
            let word = scene.key.uniform(address.about(name_hash(&product.name)));
            if word < chance && scene.behaviour.price_rise > 0.0 {
                self.move_price(product, day, 1.0 + scene.behaviour.price_rise);
            }
        }
    }

    /// Multiplies the price of a product from a day on.
    pub(super) fn move_price(&mut self, product: &Product, day: i32, by: f64) {
        let part = self.price_part(product, day) * by;
        let place = usize::from(product.place);
        if self.state.prices.len() <= place {
            self.state.prices.resize(place + 1, Vec::new());
        }
        self.state.prices[place].push((day, part));
    }

    /// Which part of its first price a product costs on a day.
    pub(super) fn price_part(&self, product: &Product, day: i32) -> f64 {
        let moves = self.state.prices.get(usize::from(product.place));
        let moves = moves.map_or(&[][..], Vec::as_slice);
        let held = moves.iter().rev().find(|(from, _)| *from <= day);
        held.map_or(1.0, |(_, part)| *part)
    }

    /// Notes that a sale, whose numbers stand at an address, was ordered at a price quoted before.
    pub(super) fn note_quote(&mut self, sale: &Sale, base: Address) {
        let scene = self.scene;
        if !scene.plan.reads.quotes {
            return;
        }
        let mut products = scene.plan.lines.iter().flat_map(|line| &line.products);
        let product = products.find(|it| Some(it.place) == sale.product);
        let Some((product, list)) = product.and_then(|it| Some((it, it.list?.max(1)))) else {
            return;
        };
        let marks = [Purpose::Quoted, Purpose::QuoteDelay];
        let [whether, when] = scene.key.uniforms_for(base, marks);
        let Some(days) = days_quoted(scene.behaviour, whether, when) else {
            return;
        };
        self.note(sale.partner as usize, |row| row.quoted += 1.0);
        let quoted = sale.day - days;
        let price = |day| (list as f64 * self.price_part(product, day)).round() as i64;
        let (quoted_price, list_price) = (price(quoted), price(sale.day));
        self.scratch.facts.push(Drawn::Quote(Quote {
            deal: sale.deal,
            partner: sale.partner,
            day: sale.day,
            customer: sale.customer,
            product: product.place,
            units: sale.units,
            quoted,
            quoted_price,
            list_price,
        }));
    }
}
