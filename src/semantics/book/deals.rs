//! Who registered a deal or was given it as a lead, who had a part in it, and whether its customer has paid for it or
//! has cancelled.

use std::collections::BTreeMap;

use super::row::places;
use super::{Book, Counted, PartnerId, Row, RowId};
use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind, STEPS_OF_LEADS};
use crate::semantics::posting::Reason;
use crate::semantics::symbol::Symbol;

impl Book {
    /// Whether the customer has paid, up to and on a day, for all of a sale that has not come back.
    pub fn is_paid_by(&self, sale: RowId, by: Date) -> bool {
        let Some(row) = self.row(sale).filter(|row| row.kind == FactKind::Sale) else {
            return false;
        };
        let payments = self.payments.get(&row.id).into_iter().flatten();
        let payments = payments.filter_map(|id| self.row(*id));
        let paid = payments
            .filter(|payment| payment.happened <= by)
            .filter_map(|payment| payment.number(places::PAYMENT_AMOUNT))
            .fold(0_i128, |sum, amount| sum.saturating_add(amount.into()));
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

    /// Every fact of a kind that has been entered, in the order it was.
    pub fn all(&self, kind: FactKind) -> impl Iterator<Item = &Row> {
        let rows = self.entries.iter().map(|entry| &entry.row);
        rows.filter(move |row| row.kind == kind)
    }

    /// The registrations of a deal, the earliest first.
    pub fn registrations_of(&self, deal: Symbol) -> Vec<RowId> {
        let last = self.registrations.get(&deal).copied();
        let before = |id: &RowId| self.registered_before.get(id).copied();
        self.in_time(std::iter::successors(last, before).collect())
    }

    /// The leads for a deal, the earliest first.
    pub fn leads_for(&self, deal: Symbol) -> Vec<RowId> {
        self.in_time(self.leads.get(&deal).cloned().unwrap_or_default())
    }

    /// What happened to a registration or a lead from a day on, the earliest first: the day and the word.
    pub fn steps_about(&self, about: Symbol, since: Date) -> Vec<(Date, Name)> {
        let all = self.in_time(self.steps.get(&about).cloned().unwrap_or_default());
        let rows = all.into_iter().filter_map(|id| self.row(id));
        rows.filter(|row| row.happened >= since)
            .filter_map(|row| {
                let word = self.symbols().text(row.text(places::DEAL_STEP)?);
                Some((row.happened, word))
            })
            .collect()
    }

    /// A step is about a registration or a lead of its partner that can have it, and does not come before it. What is
    /// known not to be named by another fact keeps no id, and is believed.
    pub(super) fn check_step(&self, step: &Row) -> Result<(), Reason> {
        if step.kind != FactKind::DealStep || !self.keeps_ids_of(FactKind::Registration) {
            return Ok(());
        }
        let about = step.text(places::DEAL_STEP_ABOUT);
        let about = about.ok_or(Reason::MissingField("about"))?;
        let word = step.text(places::DEAL_STEP);
        let word = self
            .symbols()
            .text(word.ok_or(Reason::MissingField("step"))?);
        let own = |kind| {
            let found = self.find(kind, about).and_then(|id| self.row(id));
            found.filter(|found| found.partner == step.partner)
        };
        let (registration, lead) = (own(FactKind::Registration), own(FactKind::Lead));
        let (fitting, other) = match STEPS_OF_LEADS.contains(&word.as_str()) {
            true => (lead, "registration"),
            false => (registration, "lead"),
        };
        match fitting {
            Some(found) if step.happened < found.happened => {
                Err(Reason::StepTooEarly(found.happened))
            }
            Some(_) => Ok(()),
            None if registration.or(lead).is_some() => Err(Reason::StrangeStep(word, other)),
            None => Err(Reason::UnknownDeal(self.symbols().text(about))),
        }
    }

    /// What happened to a claim, the earliest first.
    pub fn steps_of_claim(&self, claim: Symbol) -> Vec<&Row> {
        let all = self.in_time(self.claim_steps.get(&claim).cloned().unwrap_or_default());
        all.into_iter().filter_map(|id| self.row(id)).collect()
    }

    /// The last day before one on which a partner sold to a customer.
    pub fn last_sale_to(&self, partner: PartnerId, customer: Symbol, before: Date) -> Option<Date> {
        let days = Days::new(Date::MIN, before.plus_days(-1))?;
        let sales = self.facts(partner, FactKind::Sale, days);
        let accepted = sales.filter(|(_, row)| {
            row.text(FIELDS_OF_SALE.customer) == Some(customer)
                && row.text(FIELDS_OF_SALE.status) == Some(Symbol::ACCEPTED)
        });
        accepted.map(|(_, row)| row.happened).last()
    }

    /// Facts in the order of their days, then of facts.
    fn in_time(&self, mut all: Vec<RowId>) -> Vec<RowId> {
        all.sort_by(|one, two| match (self.row(*one), self.row(*two)) {
            (Some(one), Some(two)) => {
                let days = one.happened.cmp(&two.happened);
                days.then_with(|| self.compare(one, two))
            }
            (one, two) => one.is_some().cmp(&two.is_some()),
        });
        all
    }
}
