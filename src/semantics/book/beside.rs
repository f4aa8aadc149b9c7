//! Accepted sales by what they have in common: the customer, the order or the deal, and the product. Kept only
//! where a program asks for it, for it costs a little with every sale.

use std::cmp::Ordering;

use super::{Book, Listed, Row, RowId};
use crate::base::period::Days;
use crate::fact::{FIELDS_OF_SALE, FieldIndex};
use crate::semantics::lookup::Lookup;
use crate::semantics::symbol::Symbol;

/// The fields by which sales are found.
const SHARED: [FieldIndex; 3] = [
    FIELDS_OF_SALE.customer,
    FIELDS_OF_SALE.order,
    FIELDS_OF_SALE.deal,
];

/// Sales by what they have in common, and by the place of their product.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// The first of all of a product to a customer, in the order of facts.
    first: Lookup<(Symbol, u16), RowId>,
    /// All with the same text in a field, by day.
    sold: Lookup<(FieldIndex, Symbol, u16), Vec<Listed>>,
}

impl Book {
    /// Keeps from now on what sales have in common. Nothing may have been entered yet.
    pub fn keep_beside(&mut self) {
        self.beside.get_or_insert_default();
    }

    /// The first accepted sale of a product, by its place, to a customer by anyone.
    pub fn first_sale_of(&self, customer: Symbol, product: u16) -> Option<RowId> {
        let beside = self.beside.as_deref()?;
        beside.first.get(&(customer, product)).copied()
    }

    /// The accepted sales of a product that have a text in a field, on some days, by anyone.
    pub fn sold_with(
        &self,
        (field, text): (FieldIndex, Symbol),
        product: u16,
        days: Days,
    ) -> impl Iterator<Item = RowId> {
        let beside = self.beside.as_deref();
        let all = beside.and_then(|beside| beside.sold.get(&(field, text, product)));
        let all = all.map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|sale| sale.happened < days.first());
        let later = all.get(from..).unwrap_or(&[]);
        later
            .iter()
            .take_while(move |sale| sale.happened <= days.last())
            .map(|sale| sale.id)
    }

    /// Notes an accepted sale.
    pub(super) fn put_beside(&mut self, id: RowId, row: &Row) {
        let (Some(mut beside), Some(product)) = (self.beside.take(), row.refers) else {
            return;
        };
        if let Some(customer) = row.text(FIELDS_OF_SALE.customer) {
            let first = beside.first.get(&(customer, product));
            let first = first.and_then(|first| self.row(*first));
            if first.is_none_or(|first| self.compare(row, first) == Ordering::Less) {
                beside.first.insert((customer, product), id);
            }
        }
        for field in SHARED {
            if let Some(text) = row.text(field) {
                let all = beside.sold.or_insert((field, text, product), Vec::new());
                let place = all.partition_point(|sale| sale.happened <= row.happened);
                let happened = row.happened;
                all.insert(place, Listed { happened, id });
            }
        }
        self.beside = Some(beside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::base::name::Name;
    use crate::fact::FactKind;
    use crate::semantics::book::{Entered, Partner, PartnerId};

    fn day(number: i64) -> Date {
        Date::new(2027, 2, 1).unwrap().plus_days(number)
    }

    fn sell(book: &mut Book, number: u64, on: i64, product: u16) -> RowId {
        let id = Symbol::numbered(b's', number).unwrap();
        let customer = book.symbol(&Name::new("globex"));
        let row = Row::new(FactKind::Sale, id, PartnerId(0), day(on))
            .with_reference(product)
            .with_text(FIELDS_OF_SALE.customer, customer);
        let Ok(Entered::New(id)) = book.enter(row, day(on)) else {
            panic!("a new sale")
        };
        id
    }

    #[test]
    fn sales_are_found_by_customer_product_and_day_whatever_order_they_came_in() {
        let mut book = Book::default();
        book.add_partner(Partner::named(&Name::new("acme")));
        book.keep_beside();
        let late = sell(&mut book, 1, 40, 0);
        let early = sell(&mut book, 2, 3, 0);
        let other = sell(&mut book, 3, 1, 1);
        let customer = book.symbol(&Name::new("globex"));
        assert_eq!(book.first_sale_of(customer, 0), Some(early));
        assert_eq!(book.first_sale_of(customer, 1), Some(other));
        assert_eq!(book.first_sale_of(customer, 2), None);
        let found = |product, first, last| {
            let days = Days::new(day(first), day(last)).unwrap();
            let by = (FIELDS_OF_SALE.customer, customer);
            book.sold_with(by, product, days).collect::<Vec<_>>()
        };
        assert_eq!(found(0, 0, 60), [early, late]);
        assert_eq!(found(0, 3, 39), [early]);
        assert_eq!(found(0, 4, 39), []);
        assert_eq!(found(1, 1, 1), [other]);
    }

    #[test]
    fn nothing_is_kept_unless_it_is_asked_for() {
        let mut book = Book::default();
        book.add_partner(Partner::named(&Name::new("acme")));
        sell(&mut book, 1, 0, 0);
        let customer = book.symbol(&Name::new("globex"));
        assert_eq!(book.first_sale_of(customer, 0), None);
    }
}
