//! What the facts of a program that reads it say of a sale beside its goods: what it does for its customer, and when
//! that pays.

use crate::simulate::behaviour::payment::days_to_pay;
use crate::simulate::behaviour::sale_kind::kind;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::{Drawn, Payment, Sale};
use crate::simulate::engine::ledger::Ledger;

impl<L: Ledger> Engine<'_, L> {
    /// What a sale to a customer does for it, where the program asks.
    pub(super) fn kind_of_sale(&self, is_new: bool, base: Address) -> Option<&'static str> {
        let scene = self.scene;
        scene.plan.reads.kinds.then(|| {
            let [u] = scene.key.uniforms_for(base, [Purpose::SaleKind]);
            kind(scene.behaviour, is_new, u)
        })
    }

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
