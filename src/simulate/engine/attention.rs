//! Steps 3 and 4 of a week: portal visits, touches that are delivered, opened or not, and what
//! partners learn from both. Awareness and load only; what an offer is worth comes after.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::approval::weeks_late;
use crate::simulate::behaviour::awareness::{learn, open_chance, openness};
use crate::simulate::behaviour::fatigue::SORTS;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::{Plan, Touch};
use crate::simulate::engine::{Engine, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// Who visits the portal, and what visitors learn of what is announced.
    pub(super) fn visit(&mut self, week: i16) {
        let scene = self.scene;
        let address = Address::of(Purpose::Visit).in_week(week);
        scene
            .key
            .uniforms(address, &scene.partners.hashes, &mut self.scratch.words);
        let visit = scene.partners.visit.iter().zip(&self.state.alive);
        let columns = self.scratch.reached.iter_mut().zip(&self.scratch.words);
        for ((reach, word), (chance, alive)) in columns.zip(visit) {
            *reach = indicator(*word < *chance) * alive;
        }
        let visitors = self.scratch.reached.iter().zip(&mut self.state.last_visit);
        for (reach, last) in visitors {
            if *reach > 0.0 {
                *last = week;
            }
        }
        let learning = scene.behaviour.learning_per_visit;
        let offers = scene.plan.offers.iter().zip(&scene.announced);
        for ((offer, announced), state) in offers.zip(&mut self.state.offers) {
            if week >= *announced && i32::from(week) * 7 <= offer.days.1 {
                learn(&mut state.awareness, &self.scratch.reached, learning);
            }
        }
        for (track, state) in scene.plan.tracks.iter().zip(&mut self.state.tracks) {
            if (track.open.0..=track.open.1).contains(&week) {
                learn(&mut state.awareness, &self.scratch.reached, learning);
            }
        }
    }

    /// Delivers the touches of a week. Loads wait in the scratch until the week's end.
    pub(super) fn touch(&mut self, week: i16) {
        let scene = self.scene;
        for load in &mut self.scratch.loads {
            load.fill(0.0);
        }
        for sort in 0..SORTS {
            self.scene.fatigue.responses(
                &self.state.stocks,
                sort,
                &mut self.scratch.responses[sort],
            );
        }
        let first = scene
            .plan
            .touches
            .partition_point(|touch| touch.week < week);
        for touch in scene.plan.touches[first..]
            .iter()
            .take_while(|touch| touch.week == week)
        {
            self.deliver(touch);
        }
    }

    /// One touch: whom it reaches, whether they open it, what they learn.
    fn deliver(&mut self, touch: &Touch) {
        let scene = self.scene;
        let address = Address::of(Purpose::Open)
            .in_week(touch.week)
            .about(touch.hash);
        scene
            .key
            .uniforms(address, &scene.partners.hashes, &mut self.scratch.words);
        let (mut delivered, mut lost) = (0.0, 0.0);
        for i in 0..scene.partners.len() {
            let reached = touch.audience.holds(
                self.state.tier[i],
                scene.partners.types[i],
                scene.partners.regions[i],
            );
            let reached = indicator(reached) * self.state.alive[i];
            let open = openness(scene.partners.digital[i]);
            let response = self.scratch.responses[touch.sort][i];
            let chance = open_chance(touch.open_rate, open, response);
            self.scratch.loads[touch.sort][i] += touch.load * reached;
            self.scratch.reached[i] = reached * indicator(self.scratch.words[i] < chance);
            delivered += reached;
            self.record.own.running[i] += reached * scene.costs.per_touch;
            lost += reached * (open_chance(touch.open_rate, open, 1.0) - chance);
        }
        self.note_touch(touch);
        self.record.touches += delivered;
        self.record.lost_opens += lost;
        self.scratch.running += delivered * scene.costs.per_touch;
        let learning = scene.behaviour.learning_per_touch;
        // What is not approved yet is not told of.
        let told = touch.offers.iter();
        for offer in told.filter(|offer| touch.week >= scene.announced[**offer]) {
            let known = &mut self.state.offers[*offer].awareness;
            learn(known, &self.scratch.reached, learning);
        }
        for track in &touch.tracks {
            let known = &mut self.state.tracks[*track].awareness;
            learn(known, &self.scratch.reached, learning);
        }
    }
}

impl<L: Ledger> Engine<'_, L> {
    /// Whom a touch has reached, and who opened it.
    fn note_touch(&mut self, touch: &Touch) {
        if self.diary.is_none() {
            return;
        }
        let partners = self.scene.partners;
        for i in 0..partners.len() {
            let (tier, alive) = (self.state.tier[i], self.state.alive[i]);
            let reached = touch
                .audience
                .holds(tier, partners.types[i], partners.regions[i]);
            let reached = indicator(reached) * alive;
            let opened = self.scratch.reached[i];
            self.note(i, |row| {
                row.touches += reached;
                row.opened += opened;
                row.load += touch.load * reached;
            });
        }
    }
}

/// The first week in which partners can learn of each offer. What is there on the first day is approved with the program.
pub(super) fn announced(behaviour: &Behaviour, plan: &Plan, key: Key) -> Vec<i16> {
    let offers = plan.offers.iter().map(|offer| {
        if !plan.asks_approval || offer.days.0 <= 0 {
            return offer.announced;
        }
        let [whether, how_much] = [Purpose::Late, Purpose::HowLate]
            .map(|purpose| key.uniform(Address::of(purpose).about(offer.hash)));
        offer.announced + weeks_late(behaviour, whether, how_much)
    });
    offers.collect()
}
