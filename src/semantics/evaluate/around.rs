//! What stands around a sale: how old its customer is, what was sold with it, when it was to be paid for.

use std::collections::BTreeSet;

use super::Scene;
use crate::base::date::Date;
use crate::base::id::ProductId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Product;
use crate::payout::measure::{Beginning, Measured, Together};
use crate::semantics::book::{Book, Row, RowId};
use crate::semantics::registration;
use crate::semantics::symbol::Symbol;

impl Scene<'_> {
    /// The months or the day that a figure asks for; `None` where nothing began.
    pub(super) fn age(&self, measure: Measured) -> Option<Ratio> {
        let row = self.row()?;
        let from = |beginning| self.began(beginning, row);
        let number = match measure {
            Measured::MonthsSince(beginning) => from(beginning)?.whole_months_until(row.happened),
            Measured::DayOf(beginning) => from(beginning)?.number(),
            Measured::Measure(_) | Measured::Field(_) | Measured::One => return None,
        };
        Some(Ratio::whole(i128::from(number)))
    }

    /// The day on which it began for a sale.
    fn began(&self, beginning: Beginning, row: &Row) -> Option<Date> {
        if row.kind != FactKind::Sale {
            return None;
        }
        let (book, program) = (self.view.book, self.view.plan.program);
        let customer = || row.text(FIELDS_OF_SALE.customer);
        let product = row.refers.map(usize::from);
        let product = product.and_then(|place| program.products.get(place));
        let first = match beginning {
            Beginning::Launch => return product?.launch,
            Beginning::FirstSale => book.first_sale_to(customer()?)?,
            Beginning::FirstSaleOfProduct => book.first_sale_of(customer()?, row.refers?)?,
            Beginning::FirstSaleOfLine => of_line(book, customer()?, &program.products, product?)?,
        };
        book.row(first).map(|row| row.happened)
    }
}

/// The first sale of any product of a line to a customer.
fn of_line(book: &Book, customer: Symbol, all: &[Product], one: &Product) -> Option<RowId> {
    let places = (0_u16..)
        .zip(all)
        .filter(|(_, other)| other.line == one.line);
    let firsts = places.filter_map(|(place, _)| {
        let first = book.first_sale_of(customer, place)?;
        Some((first, book.row(first)?))
    });
    let first = firsts.min_by(|(_, left), (_, right)| book.compare(left, right));
    first.map(|(first, _)| first)
}

impl Scene<'_> {
    /// Whether the partner has another accepted sale of these products together with one, seen from the day
    /// of the occasion.
    pub(super) fn is_sold_with(
        &self,
        id: RowId,
        row: &Row,
        products: &BTreeSet<ProductId>,
        together: Together,
    ) -> bool {
        let (field, days) = match together {
            Together::Order => (FIELDS_OF_SALE.order, None),
            Together::Deal => (FIELDS_OF_SALE.deal, None),
            Together::Customer(days) => (FIELDS_OF_SALE.customer, Some(i64::from(days))),
        };
        let first = days.map_or(Date::MIN, |days| {
            row.happened.plus_days(days.saturating_neg())
        });
        let last = days.map_or(Date::MAX, |days| row.happened.plus_days(days));
        let span = Days::new(first, last.min(self.day));
        let (Some(text), Some(span), true) = (row.text(field), span, row.kind == FactKind::Sale)
        else {
            return false;
        };
        let book = self.view.book;
        products.iter().any(|product| {
            let mut others = book.sold_with((field, text), product.0, span);
            others.any(|other| {
                other != id
                    && book
                        .row(other)
                        .is_some_and(|sale| sale.partner == row.partner && self.counts(other, sale))
            })
        })
    }
}

impl Scene<'_> {
    /// The day whose terms hold: that of the occasion, or that of the registration of its sale's deal, where
    /// that was at most so many days before. What was registered before the program's year has its first terms.
    pub(super) fn day_of_terms(&self, kept: Option<u16>) -> Date {
        let registered = kept.and_then(|within| {
            let row = self.row().filter(|row| row.kind == FactKind::Sale)?;
            let deal = row.text(FIELDS_OF_SALE.deal)?;
            let days = registration::registered_on(self.view, deal, row.partner, row.happened)?;
            (row.happened <= days.plus_days(within.into())).then_some(days)
        });
        let first = self.view.plan.program.fiscal.start();
        registered.map_or(self.day, |day| day.max(first))
    }
}

/// The last day on which a sale is paid in time.
pub(in crate::semantics) fn last_day(row: &Row, within: u16) -> Date {
    row.happened.plus_days(within.into())
}
