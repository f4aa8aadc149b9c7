//! Events: a fact that an incentive selects is paid on the day it is known.

use super::{Fault, Fold};
use crate::base::date::Date;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::Per;
use crate::payout::given::Among;
use crate::payout::measure::Selector;
use crate::payout::payment::Payee;
use crate::semantics::book::{PartnerId, Row, RowId};
use crate::semantics::evaluate::credited::second_registrant;
use crate::semantics::evaluate::reading::{customer_of, person_of};
use crate::semantics::evaluate::{Detail, Scene};
use crate::semantics::fold::claim::counted;
use crate::semantics::plan::{Offer, Role};
use crate::semantics::posting::{ClaimKey, Earned, Reason};
use crate::semantics::state::Claim;
use crate::semantics::symbol::Symbol;

impl<'p> Fold<'p> {
    /// Pays a fact that came in today by every incentive that it is an event of.
    pub(super) fn pay_event(&mut self, id: RowId, today: Date) -> Result<(), Fault> {
        let Some(row) = self.state.book.row(id).copied() else {
            return Ok(());
        };
        if row.kind == FactKind::Claim
            && let Err(reason) = self.check_claim(&row)
        {
            self.reject(&row, None, reason);
            return Ok(());
        }
        if row.kind == FactKind::Claim && self.waits_for_decision(id, &row, today) {
            return Ok(());
        }
        let plan = self.plan;
        let in_time = !self.is_final(row.happened, today);
        let earns = in_time && plan.program.fiscal.year().contains(row.happened);
        for event in plan.events(row.kind) {
            let open = earns || event.role == Role::Reimbursement;
            let Some(offer) = plan.offers.get(event.offer).filter(|_| open) else {
                continue;
            };
            if self.is_selected(offer, event.selector, id, &row, today) {
                self.pay_selected(offer, event.place, event.per, (id, row), today)?;
            }
        }
        Ok(())
    }

    /// Pays a claim that is approved now.
    pub(super) fn pay_claim(&mut self, id: RowId, row: &Row, today: Date) -> Result<(), Fault> {
        let plan = self.plan;
        for event in plan.events(FactKind::Claim) {
            let Some(offer) = plan.offers.get(event.offer) else {
                continue;
            };
            if self.is_selected(offer, event.selector, id, row, today) {
                self.pay_selected(offer, event.place, event.per, (id, *row), today)?;
            }
        }
        Ok(())
    }

    fn is_selected(
        &self,
        offer: &Offer<'p>,
        selector: &Selector,
        id: RowId,
        row: &Row,
        today: Date,
    ) -> bool {
        let scene = Scene {
            fact: Some(id),
            offer: Some(offer),
            counted: counted(offer, today),
            barred: self.barred(offer),
            detail: Detail::Amount,
            ..Scene::on(self.view(), row.partner, row.happened)
        };
        scene.selects(selector, id, row)
    }

    fn pay_selected(
        &mut self,
        offer: &'p Offer<'p>,
        term: u8,
        per: Per,
        (id, row): (RowId, Row),
        today: Date,
    ) -> Result<(), Fault> {
        let paid_for = match paid_for(per, &row) {
            Ok(symbol) => symbol,
            Err(field) => {
                let reason = Reason::MissingForIncentive(field);
                self.reject(&row, Some(offer.id), reason);
                return Ok(());
            }
        };
        let person = match (offer.incentive.payment.payee, person_of(&row)) {
            (Payee::Partner | Payee::Head, _) => None,
            (Payee::Seller, Some(person)) => Some(person),
            (Payee::Seller, None) => {
                let reason = Reason::MissingForIncentive("seller");
                self.reject(&row, Some(offer.id), reason);
                return Ok(());
            }
        };
        let within = match per {
            Per::Fact | Per::Deal | Per::Order => None,
            Per::Customer | Per::Person => Some(row.partner),
        };
        let once = (offer.id, term, per, within, paid_for);
        if per != Per::Fact && self.state.once.insert(once, ()).is_some() {
            return Ok(());
        }
        // Two partners may sell to one customer and both credit a third, who is paid for each sale.
        let earned = match (row.kind, within) {
            (FactKind::Claim, _) => Earned::Claim(paid_for),
            (_, Some(_)) if offer.shared.is_some() => Earned::Event(Per::Fact, row.id),
            _ => Earned::Event(per, paid_for),
        };
        let posted = self.postings.len();
        let payees: Vec<PartnerId> = match offer.shared {
            Some(Among::Credited) => {
                let credited = self.state.book.credited(id, counted(offer, today));
                credited.into_iter().map(|(partner, _)| partner).collect()
            }
            Some(Among::SecondRegistrant) => {
                second_registrant(self.view(), &row).into_iter().collect()
            }
            None => vec![row.partner],
        };
        for partner in payees {
            let key = ClaimKey {
                incentive: offer.id,
                term,
                partner,
                person,
                earned,
            };
            let claim = Claim::fresh(row.happened, None, Some(id), today);
            self.settle(key, claim, &[], today)?;
        }
        if row.kind == FactKind::Claim && self.postings.len() == posted {
            self.reject(&row, Some(offer.id), Reason::NoCredit);
        }
        Ok(())
    }
}

/// What is paid once, or the field that is missing.
fn paid_for(per: Per, row: &Row) -> Result<Symbol, &'static str> {
    let sale = row.kind == FactKind::Sale;
    let of_sale = |field| row.text(field).filter(|_| sale);
    match per {
        Per::Fact => Ok(row.id),
        Per::Deal => of_sale(FIELDS_OF_SALE.deal).ok_or("deal_id"),
        Per::Order => of_sale(FIELDS_OF_SALE.order).ok_or("order_id"),
        Per::Customer => customer_of(row).ok_or("customer_id"),
        Per::Person => person_of(row).ok_or(if sale { "seller" } else { "person" }),
    }
}
