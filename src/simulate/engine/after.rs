//! What the facts of a program that reads it say of a deal beside its goods: whether the vendor found it, who had a
//! part in it, what it does for its customer, and when that pays.

use crate::simulate::behaviour::introduction::{hundredths, introducer};
use crate::simulate::behaviour::lead::{answered, given};
use crate::simulate::behaviour::payment::days_to_pay;
use crate::simulate::behaviour::returning::days_to_return;
use crate::simulate::behaviour::sale_kind::kind;
use crate::simulate::chance::draw::exponential;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Cancellation, Credit, Drawn, Lead, Payment, Return, Sale};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::state::Deal;
use crate::simulate::engine::{Engine, indicator};

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
        let days = days_to_pay(scene.behaviour, whether, when);
        self.note(sale.partner as usize, |row| {
            row.invoices_due += 1.0;
            row.invoices_paid += indicator(days.is_some());
        });
        if let Some(days) = days {
            self.scratch.facts.push(Drawn::Payment(Payment {
                deal: sale.deal,
                partner: sale.partner,
                day: sale.day + days,
                amount: sale.amount,
            }));
        }
    }

    /// Notes when a sale comes back, whose numbers stand at an address; says whether it does before the end.
    pub(super) fn note_return(&mut self, sale: &Sale, base: Address) -> bool {
        let scene = self.scene;
        if !scene.plan.reads.returns {
            return false;
        }
        let marks = [Purpose::Return, Purpose::ReturnDelay];
        let [whether, when] = scene.key.uniforms_for(base, marks);
        let days = days_to_return(scene.behaviour, whether, when);
        self.note(sale.partner as usize, |row| {
            row.sales_due += 1.0;
            row.sales_returned += indicator(days.is_some());
        });
        let Some(days) = days else {
            return false;
        };
        let day = sale.day + days;
        self.scratch.later.push(Drawn::Return(Return {
            deal: sale.deal,
            partner: sale.partner,
            day,
            units: sale.units,
            amount: sale.amount,
        }));
        day < i32::from(scene.plan.weeks) * 7
    }

    /// Notes when a customer that a partner has just won ends what it bought, if it does so before the end.
    pub(super) fn note_cancellation(&mut self, sale: &Sale, base: Address) {
        let scene = self.scene;
        let churn = scene.behaviour.customer_churn;
        if !scene.plan.reads.cancellations || churn == 0.0 || sale.customer != sale.deal {
            return;
        }
        let [when] = scene.key.uniforms_for(base, [Purpose::Cancels]);
        let days = exponential(when) * 365.0 / churn;
        let left = i32::from(scene.plan.weeks) * 7 - sale.day;
        if days + 1.0 < f64::from(left) {
            self.scratch.later.push(Drawn::Cancellation(Cancellation {
                customer: sale.customer,
                partner: sale.partner,
                day: sale.day + 1 + days as i32,
            }));
        }
    }

    /// Gives a deal that has just appeared to its partner, if the vendor found it. It closes later than that.
    pub(super) fn give_lead(&mut self, opened: &mut Deal, base: Address) {
        let scene = self.scene;
        let (Some(leads), Some(day)) = (scene.plan.reads.leads, self.lead_day(opened, base)) else {
            return;
        };
        let lead = Lead {
            deal: opened.number,
            partner: opened.partner,
            day,
            value: opened.size,
        };
        self.scratch.facts.push(Drawn::Lead(lead));
        let [answer] = scene.key.uniforms_for(base, [Purpose::LeadAnswer]);
        let after = answered(scene.behaviour, leads.answer_days, answer);
        self.note(opened.partner as usize, |row| {
            row.leads += 1.0;
            row.leads_accepted += indicator(after.is_some());
        });
        if let Some(after) = after {
            let day = day + after;
            self.scratch
                .facts
                .push(Drawn::LeadAccepted(Lead { day, ..lead }));
        }
        let waits = after.unwrap_or(leads.answer_days + 1);
        opened.from_day = opened.from_day.max(day + waits);
    }

    /// The day on which a deal was given as a lead; `None` where its partner found it, or nobody asks.
    pub(super) fn lead_day(&self, deal: &Deal, base: Address) -> Option<i32> {
        let scene = self.scene;
        let is_in_year = (0..scene.plan.year).contains(&deal.created);
        scene.plan.reads.leads.filter(|_| is_in_year)?;
        let [u] = scene.key.uniforms_for(base, [Purpose::Lead]);
        given(scene.behaviour, u).map(|day| i32::from(deal.created) * 7 + day)
    }

    /// Notes who had a part in a deal that is won on a day. Nobody brought what the vendor found.
    pub(super) fn note_credits(&mut self, won: &Deal, day: i32, base: Address) {
        let scene = self.scene;
        if !scene.plan.reads.credits {
            return;
        }
        let other = self.introducer(won, base);
        let was_lead = self.lead_day(won, base).is_some();
        let other = other.filter(|_| !was_lead);
        let share = other.map_or(0, |_| hundredths(scene.behaviour));
        let credit = |partner, is_sourcing, share| {
            Drawn::Credit(Credit {
                deal: won.number,
                partner,
                day,
                is_sourcing,
                share,
            })
        };
        let facts = &mut self.scratch.facts;
        match other {
            Some(other) => {
                facts.push(credit(other, true, share));
                facts.push(credit(won.partner, false, 100 - share));
            }
            None => facts.push(credit(won.partner, !was_lead, 100)),
        }
    }

    /// Another partner that brought a deal and is still there.
    pub(super) fn introducer(&self, won: &Deal, base: Address) -> Option<u32> {
        let scene = self.scene;
        let marks = [Purpose::Introduced, Purpose::Introducer];
        let [whether, who] = scene.key.uniforms_for(base, marks);
        let partners = u32::try_from(scene.partners.len()).unwrap_or(u32::MAX);
        let other = introducer(scene.behaviour, (won.partner, partners), whether, who);
        other.filter(|other| self.state.alive[*other as usize] > 0.0)
    }
}
