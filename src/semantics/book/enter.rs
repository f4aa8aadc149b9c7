//! How facts enter the book: each once, a return into the sale it lessens.

use std::cmp::Ordering;

use super::row::{Row, RowId, places};
use super::{Book, Entry, Listed, place_of};
use crate::base::date::Date;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::semantics::posting::Reason;
use crate::semantics::symbol::Symbol;

/// What came of putting a fact into the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It is new.
    New(RowId),
    /// It was there already, word for word.
    Same,
}

/// The first accepted sale to a customer, and the day that mostly tells it from others without a look at the fact.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstSale {
    accepted: Date,
    pub(super) id: RowId,
}

impl Book {
    /// Puts a fact into the book of a day. A return takes its partner from its sale and lessens it.
    pub fn enter(&mut self, mut row: Row, day: Date) -> Result<Entered, Reason> {
        let mut sale = None;
        if row.kind == FactKind::Return {
            let sold = self.sale_of(&row)?;
            row.partner = self.row(sold).map_or(row.partner, |sold| sold.partner);
            sale = Some(sold);
        }
        if row.kind == FactKind::Sale && row.text(FIELDS_OF_SALE.status).is_none() {
            row = row.with_text(FIELDS_OF_SALE.status, Symbol::ACCEPTED);
        }
        if let Some(held) = self.find(row.kind, row.id).and_then(|id| self.row(id)) {
            return if *held == row {
                Ok(Entered::Same)
            } else {
                Err(Reason::ConflictingDuplicate)
            };
        }
        if row.known < row.happened {
            return Err(Reason::KnownBeforeItHappened);
        }
        if let Some(sale) = sale {
            self.take_back(sale, &row)?;
        }
        self.check_credit(&row)?;
        self.check_step(&row)?;
        let head = self.check_head(&row)?;
        let id = self.list_row(row, day, sale);
        if let Some(head) = head {
            self.tie(id, row.partner, head);
        }
        Ok(Entered::New(id))
    }

    fn list_row(&mut self, row: Row, entered: Date, sale: Option<RowId>) -> RowId {
        let id = RowId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.ids.put(row.kind, row.id, id);
        self.entries.push(Entry {
            row,
            entered,
            returned_amount: 0,
            returned_units: 0,
        });
        let fact = Listed {
            happened: row.happened,
            id,
        };
        let is_before = |other: &Listed| {
            let days = other.happened.cmp(&row.happened);
            let facts = || {
                let other = self.row(other.id);
                other.map_or(Ordering::Less, |other| self.compare(other, &row))
            };
            days.then_with(facts) == Ordering::Less
        };
        // Most facts come in their order.
        let list = self.list(row.partner, row.kind);
        let place = if list.last().is_none_or(is_before) {
            list.len()
        } else {
            list.partition_point(is_before)
        };
        let lists = self.lists.get_mut(row.partner.index());
        if let Some(list) = lists.and_then(|lists| lists.get_mut(place_of(row.kind))) {
            list.insert(place, fact);
        }
        if let Some(sale) = sale {
            self.returns.entry(sale).or_default().push(id);
        }
        self.index(id, &row);
        id
    }

    /// The credits on a deal are parts of it.
    fn check_credit(&self, row: &Row) -> Result<(), Reason> {
        if row.kind != FactKind::Credit {
            return Ok(());
        }
        let share = row.number(places::CREDIT_SHARE).unwrap_or(0);
        if share < 0 {
            return Err(Reason::OutOfRange("share"));
        }
        let deal = row.text(places::CREDIT_DEAL);
        let held = deal.and_then(|deal| self.credits.get(&deal));
        let held = held.into_iter().flatten().filter_map(|id| self.row(*id));
        let shares = held.map(|row| row.number(places::CREDIT_SHARE).unwrap_or(0));
        match shares.fold(share, i64::saturating_add) {
            0..=100 => Ok(()),
            _ => Err(Reason::CreditsAboveAll),
        }
    }

    fn index(&mut self, id: RowId, row: &Row) {
        let is_accepted =
            row.kind == FactKind::Sale && row.text(FIELDS_OF_SALE.status) == Some(Symbol::ACCEPTED);
        if let Some(customer) = row.text(FIELDS_OF_SALE.customer).filter(|_| is_accepted) {
            let held = self.first_sales.get(&customer).copied();
            if held.is_none_or(|held| self.is_before(row, held)) {
                let accepted = row.accepted;
                self.first_sales
                    .insert(customer, FirstSale { accepted, id });
            }
        }
        if is_accepted {
            self.put_beside(id, row);
        }
        if row.kind == FactKind::Credit
            && let Some(deal) = row.text(places::CREDIT_DEAL)
        {
            self.credits.or_insert(deal, Vec::new()).push(id);
        }
        if row.kind == FactKind::DealStep
            && let Some(about) = row.text(places::DEAL_STEP_ABOUT)
        {
            self.steps.or_insert(about, Vec::new()).push(id);
        }
        if row.kind == FactKind::ClaimStep
            && let Some(claim) = row.text(places::CLAIM_STEP_CLAIM)
        {
            self.claim_steps.or_insert(claim, Vec::new()).push(id);
        }
        if row.kind == FactKind::Lead
            && let Some(deal) = row.text(places::LEAD_DEAL)
        {
            self.leads.or_insert(deal, Vec::new()).push(id);
        }
        if row.kind == FactKind::Payment
            && let Some(sale) = row.text(places::PAYMENT_SALE)
        {
            self.payments.or_insert(sale, Vec::new()).push(id);
        }
        if row.kind == FactKind::Registration
            && let Some(deal) = row.text(places::REGISTRATION_DEAL)
        {
            let before = self.registrations.insert(deal, id);
            self.registered_before
                .extend(before.map(|before| (id, before)));
        }
    }

    /// Whether a sale comes before the one that was first.
    fn is_before(&self, row: &Row, first: FirstSale) -> bool {
        if row.accepted != first.accepted {
            return row.accepted < first.accepted;
        }
        let first = self.row(first.id);
        first.is_none_or(|first| self.compare(row, first) == Ordering::Less)
    }

    fn sale_of(&self, row: &Row) -> Result<RowId, Reason> {
        let sale = row
            .text(places::RETURN_SALE)
            .ok_or(Reason::MissingField("sale_id"))?;
        self.find(FactKind::Sale, sale)
            .ok_or_else(|| Reason::UnknownSale(self.symbols.text(sale)))
    }

    fn take_back(&mut self, sale: RowId, row: &Row) -> Result<(), Reason> {
        let amount = row.number(places::RETURN_AMOUNT).unwrap_or(0);
        let units = row.number(places::RETURN_UNITS).unwrap_or(0);
        if amount < 0 || units < 0 {
            let field = if amount < 0 { "net_amount" } else { "units" };
            return Err(Reason::OutOfRange(field));
        }
        let Some(entry) = self.entries.get_mut(sale.index()) else {
            return Ok(());
        };
        if row.happened < entry.row.happened {
            return Err(Reason::ReturnedBeforeSold(entry.row.happened));
        }
        let sold = |field| entry.row.number(field);
        let amount_back = entry.returned_amount.saturating_add(amount);
        let units_back = entry.returned_units.saturating_add(units);
        let amount_fits = amount_back <= sold(FIELDS_OF_SALE.net_amount).unwrap_or(0).max(0);
        // A sale that does not state its units cannot contradict a return that does.
        let units_fit = sold(FIELDS_OF_SALE.units).is_none_or(|sold| units_back <= sold.max(0));
        if !amount_fits || !units_fit {
            return Err(Reason::ReturnsMoreThanSold);
        }
        entry.returned_amount = amount_back;
        entry.returned_units = units_back;
        Ok(())
    }
}
