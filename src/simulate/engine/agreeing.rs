//! Targets are agreed on the first day of the period that they are for.

use crate::simulate::behaviour::agreement::target;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Target, event};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::{Agreed, AgreedPeriod};

impl<L: Ledger> Engine<'_, L> {
    /// Agrees what begins in a week with everybody who is there.
    pub(super) fn agree(&mut self, week: i16) {
        let scene = self.scene;
        for agreed in &scene.plan.reads.targets {
            let begins = |period: &&AgreedPeriod| period.days.0.div_euclid(7) == i32::from(week);
            for period in agreed.periods.iter().filter(begins) {
                for i in 0..scene.partners.len() {
                    if self.state.alive[i] > 0.0 {
                        self.agree_with(i, week, agreed, *period);
                    }
                }
            }
        }
    }

    fn agree_with(&mut self, i: usize, week: i16, agreed: &Agreed, period: AgreedPeriod) {
        let scene = self.scene;
        let partners = scene.partners;
        let address = Address::of(Purpose::Agrees)
            .by(partners.hashes[i])
            .about(agreed.hash);
        let whether = scene.key.uniform(address);
        // Of periods shorter than a week several begin in one.
        let place = u16::try_from(period.days.0.rem_euclid(7)).unwrap_or(0);
        let of_period = Address {
            purpose: Purpose::AgreedTarget,
            ..address.in_week(week).number(place)
        };
        let how_much = scene.key.uniform(of_period);
        let parts = agreed.lines.iter().zip(&partners.rates);
        let counted: f64 = parts.map(|(part, rates)| part * rates[i]).sum();
        let all: f64 = partners.rates.iter().map(|rates| rates[i]).sum();
        let revenue = partners.weekly_revenue(i) * period.weeks * counted / all;
        let (expected, unit) = match agreed.is_money {
            true => (revenue, scene.plan.minor_units as i64),
            false => (revenue / partners.deal_mean[i], 1),
        };
        let amount = target(scene.behaviour, expected, whether, how_much);
        if let (Some(amount), Ok(partner)) = (amount, u32::try_from(i)) {
            self.scratch.facts.push(Drawn::Target(Target {
                number: event(partner, week, usize::from(agreed.place), place),
                partner,
                day: period.days.0,
                until: period.days.1,
                what: agreed.place,
                amount: amount * unit,
            }));
        }
    }
}
