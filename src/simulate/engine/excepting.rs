//! What partners ask for off the rules, where the program lets somebody grant it.

use crate::simulate::behaviour::exception::{asked_for, chance_to_ask, is_granted};
use crate::simulate::behaviour::goodwill::{Event, change};
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Drawn, Exception, exception};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Granting;
use crate::simulate::engine::{Engine, day_in_week, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// Partners ask whoever may grant an exception in a week of the program's year.
    pub(super) fn except(&mut self, week: i16) {
        let scene = self.scene;
        let chance = chance_to_ask(scene.behaviour);
        if chance == 0.0 || !(0..scene.plan.year).contains(&week) {
            return;
        }
        let mut words = std::mem::take(&mut self.scratch.words);
        for (place, granting) in scene.plan.exceptions.iter().enumerate() {
            let address = Address::of(Purpose::Exception).in_week(week);
            let address = address.about(granting.hash);
            scene
                .key
                .uniforms(address, &scene.partners.hashes, &mut words);
            for (i, word) in words.iter().enumerate() {
                if *word < chance && self.state.alive[i] > 0.0 {
                    let address = address.by(scene.partners.hashes[i]);
                    self.ask_for_exception(place, granting, i, address);
                }
            }
        }
        self.scratch.words = words;
    }

    /// What one partner asks for, by the numbers that stand at an address, and what is decided on the same day.
    fn ask_for_exception(&mut self, place: usize, granting: &Granting, i: usize, at: Address) {
        let scene = self.scene;
        let partners = scene.partners;
        let (sort, region) = (partners.types[i], partners.regions[i]);
        let day = day_in_week(at.week, 0, scene.key.uniform(at.number(1)));
        let is_for = granting.audience.holds(self.state.tier[i], sort, region);
        if !is_for || !(granting.days.0..=granting.days.1).contains(&day) {
            return;
        }
        let deal = partners.deal_mean[i] * scene.plan.minor_units;
        let amount = asked_for(scene.behaviour, deal, scene.key.uniform(at.number(2)));
        let approved = is_granted(scene.behaviour, scene.key.uniform(at.number(3)));
        if !approved {
            self.state.goodwill[i] += change(scene.behaviour, Event::Refused);
        }
        self.note(i, |row| {
            row.exceptions_asked += 1.0;
            row.exceptions_granted += indicator(approved);
        });
        let partner = i as u32;
        self.scratch.facts.push(Drawn::Exception(Exception {
            number: exception(partner, at.week, place),
            partner,
            day,
            what: granting.place,
            amount: amount.round().clamp(1.0, 1e15) as i64,
            approved,
        }));
    }
}
