//! What follows a sale in the facts of a program that reads it: its customer pays.

use crate::simulate::behaviour::payment::days_to_pay;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Payment, Sale};
use crate::simulate::engine::ledger::Ledger;

impl<L: Ledger> Engine<'_, L> {
    /// Notes when the customer pays for a sale, whose numbers stand at an address.
    pub(super) fn note_payment(&mut self, sale: &Sale, base: Address) {
        let scene = self.scene;
        if !scene.plan.reads.payments {
            return;
        }
        let marks = [Purpose::Payment, Purpose::PaymentDelay];
        let [whether, when] = scene.key.uniforms_for(base, marks);
        if let Some(days) = days_to_pay(scene.behaviour, whether, when) {
            self.scratch.facts.push(Drawn::Payment(Payment {
                deal: sale.deal,
                partner: sale.partner,
                day: sale.day + days,
                amount: sale.amount,
            }));
        }
    }
}
