//! Who is credited with the deal of a sale, and each one's part of what the sale earns.

use super::{Scene, Trouble};
use crate::base::money::allot;
use crate::base::ratio::Ratio;
use crate::semantics::book::PartnerId;

impl Scene<'_> {
    /// The part of the partner who is paid: whole minor units, so that all parts add up to the award.
    pub(super) fn credited_part(&self, whole: Ratio) -> Result<Ratio, Trouble> {
        let payee = self.payee.unwrap_or(self.partner);
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
