//! What a partner gets of what a sale earns that several divide, or that another gets than who sold.

use super::argument::names;
use super::{Scene, Trouble, View};
use crate::base::money::allot;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::fact::FIELDS_OF_SALE;
use crate::payout::given::Among;
use crate::semantics::book::{PartnerId, Row};
use crate::semantics::registration::{self, State};

/// Who registered the deal of a sale too, and had lost it to another by the day of the sale: the first of them.
pub fn second_registrant(view: View, sale: &Row) -> Option<PartnerId> {
    let all = registration::lives(view, sale.text(FIELDS_OF_SALE.deal)?);
    let mut others = all.iter().filter(|life| life.partner != sale.partner);
    let lost = |state| matches!(state, Some(State::Duplicate | State::Overruled));
    others
        .find(|life| lost(life.state(sale.happened)))
        .map(|life| life.partner)
}

impl Scene<'_> {
    /// The deal that another partner sold, and the registrations by which the one who is paid asked for it too.
    pub(super) fn registered_too(&self) -> Option<(Name, Vec<Name>)> {
        let payee = self.payee.filter(|payee| *payee != self.partner)?;
        let deal = self.row()?.text(FIELDS_OF_SALE.deal)?;
        let all = registration::lives(self.view, deal);
        let own = all.iter().filter(|life| life.partner == payee);
        let own = names(self, own.map(|life| life.row));
        Some((self.view.book.symbols().text(deal), own))
    }

    /// The part of the partner who is paid: whole minor units, so that all parts add up to the award.
    pub(super) fn part_of(&self, whole: Ratio, among: Among) -> Result<Ratio, Trouble> {
        let payee = self.payee.unwrap_or(self.partner);
        match among {
            Among::Credited => self.credited_part(whole, payee),
            // Who that is was settled when the sale was known. The seller is not.
            Among::SecondRegistrant if payee == self.partner => Ok(Ratio::ZERO),
            Among::SecondRegistrant => Ok(Ratio::whole(self.rounded(whole))),
        }
    }

    fn credited_part(&self, whole: Ratio, payee: PartnerId) -> Result<Ratio, Trouble> {
        let credited = self
            .fact
            .map(|sale| self.view.book.credited(sale, self.counted))
            .unwrap_or_default();
        let (partners, weights): (Vec<PartnerId>, Vec<Ratio>) = credited.into_iter().unzip();
        let own = partners.iter().position(|partner| *partner == payee);
        if let (Some(_), [_]) = (own, partners.as_slice()) {
            return Ok(Ratio::whole(self.rounded(whole)));
        }
        let Some(own) = own else {
            return Ok(Ratio::ZERO);
        };
        let book = self.view.book;
        let names: Vec<&str> = partners.iter().map(|id| book.name_of(*id)).collect();
        let parts = allot(self.rounded(whole), &weights, &names)?;
        Ok(Ratio::whole(parts.get(own).copied().unwrap_or(0)))
    }
}
