//! Who had a part in a deal, and whether its customer has paid for it or has cancelled.

use std::collections::BTreeMap;

use super::row::places;
use super::{Book, Counted, PartnerId, RowId};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::semantics::symbol::Symbol;

impl Book {
    /// Whether the customer has paid for all of a sale that has not come back.
    pub fn is_paid(&self, sale: RowId) -> bool {
        let Some(row) = self.row(sale) else {
            return false;
        };
        let paid = self.paid.get(&row.id).copied().map_or(0, i128::from);
        paid >= self.net(sale, FIELDS_OF_SALE.net_amount, Counted::All)
    }

    /// The partners who are credited with the deal of a sale, by name, and their hundredths of it, as far as that
    /// was known when a claim closed. What nobody is credited with is the seller's.
    pub fn credited(&self, sale: RowId, counted: Counted) -> Vec<(PartnerId, Ratio)> {
        let Some(row) = self.row(sale) else {
            return Vec::new();
        };
        let by = match counted {
            Counted::All => Date::MAX,
            Counted::Closed { on, .. } => on,
        };
        let deal = row.text(FIELDS_OF_SALE.deal);
        let credits = deal.and_then(|deal| self.credits.get(&deal));
        let mut parts: BTreeMap<PartnerId, i64> = BTreeMap::new();
        let mut left = 100_i64;
        for id in credits.into_iter().flatten() {
            let Some(entry) = self.entries.get(id.index()) else {
                continue;
            };
            let share = entry.row.number(places::CREDIT_SHARE).unwrap_or(0);
            if entry.entered <= by {
                let held = parts.entry(entry.row.partner).or_default();
                *held = held.saturating_add(share);
                left = left.saturating_sub(share);
            }
        }
        let own = parts.entry(row.partner).or_default();
        *own = own.saturating_add(left.max(0));
        let mut all: Vec<(PartnerId, Ratio)> = parts
            .into_iter()
            .filter(|(_, share)| *share > 0)
            .map(|(partner, share)| (partner, Ratio::whole(share.into())))
            .collect();
        all.sort_by_key(|(partner, _)| self.name_of(*partner));
        all
    }

    /// Whether a customer of the partner ended what it had bought on one of these days.
    pub fn has_cancelled(&self, partner: PartnerId, customer: Symbol, days: Days) -> bool {
        let mut all = self.facts(partner, FactKind::Cancellation, days);
        all.any(|(_, row)| row.text(places::CANCELLATION_CUSTOMER) == Some(customer))
    }
}
