//! Deals are registered in the week in which they appear. Most registrations, and what happens to them, end with their deals
//! and pay nothing: where nothing else asks for them, the ledger is told of those whose deals are won.

use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Drawn, Extension, Registration};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Protection;
use crate::simulate::engine::state::Deal;
use crate::simulate::engine::{Engine, day_in_week, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// Registers a deal in the week in which it appears.
    pub(super) fn register(&mut self, opened: &mut Deal, protection: &Protection, base: Address) {
        let scene = self.scene;
        let marks = [Purpose::Conflict, Purpose::Day, Purpose::Lag];
        let [conflict, day, lag] = scene.key.uniforms_for(base, marks);
        let conflict = conflict < scene.behaviour.registration_conflict;
        let day = day_in_week(opened.created, 0, day);
        let lag = protection.decision_days as f64 * lag;
        let decided = day + lag as i32;
        opened.from_day = day;
        self.note(opened.partner as usize, |row| {
            row.registered += 1.0;
            row.refused += indicator(conflict);
        });
        let last = protection
            .days
            .map_or(i32::MAX, |days| decided.saturating_add(days));
        opened.protected = (!conflict).then_some((decided, last));
        let (registrations, steps) = self.told();
        let facts = &mut self.scratch.facts;
        if registrations {
            facts.push(Drawn::Registration(Registration {
                deal: opened.number,
                partner: opened.partner,
                day,
                decided,
                value: opened.size,
                approved: !conflict,
            }));
        }
        let extension = extension(opened, protection).filter(|_| steps);
        facts.extend(extension.map(Drawn::Extension));
    }

    /// Tells what its sale asks of a deal that is won on a day, where nothing else has asked for it.
    pub(super) fn tell_of_registration(&mut self, won: &Deal, on: i32) {
        let protection = self.scene.plan.protection.as_ref();
        let (Some(protection), Some((decided, _))) = (protection, won.protected) else {
            return;
        };
        let (registrations, steps) = self.told();
        let facts = &mut self.scratch.facts;
        if !registrations {
            facts.push(Drawn::Registration(Registration {
                deal: won.number,
                partner: won.partner,
                day: won.from_day,
                decided,
                value: won.size,
                approved: true,
            }));
        }
        let extension = extension(won, protection).filter(|it| !steps && it.day <= on);
        facts.extend(extension.map(Drawn::Extension));
    }

    /// Whether registrations, and steps about them, are told of as they are made: all of them where facts are kept.
    fn told(&self) -> (bool, bool) {
        let reads = &self.scene.plan.reads;
        (
            self.keep_facts || reads.registrations || reads.counted_registrations,
            self.keep_facts || reads.deal_steps,
        )
    }
}

/// What a partner asks before the protection of its deal ends.
fn extension(registered: &Deal, protection: &Protection) -> Option<Extension> {
    let (decided, _) = registered.protected?;
    Some(Extension {
        deal: registered.number,
        partner: registered.partner,
        day: decided.saturating_add(protection.asks_after?),
    })
}
