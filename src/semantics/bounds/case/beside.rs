//! What a sale of a case is sold together with.

use super::Making;
use crate::base::date::Date;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind, Value};
use crate::payout::measure::Together;
use crate::semantics::bounds::price::price_of;

impl Making<'_> {
    /// What is to be sold together with a sale: before the program's year, where that is near enough.
    pub(super) fn beside(&mut self, sale: &[Value], day: Date) {
        let Some((product, together)) = self.needs.beside else {
            return;
        };
        let before = self.program.fiscal.start().plus_days(-1);
        let day = match together {
            Together::Customer(days) if before.days_until(day) > days.into() => day,
            Together::Order | Together::Deal | Together::Customer(_) => before,
        };
        let Some(held) = self.program.product(product) else {
            return;
        };
        let least = price_of(self.program, product)
            .map_or(1, Ratio::floor)
            .max(1);
        let mut values = sale.to_vec();
        for (field, value) in [
            (
                FIELDS_OF_SALE.product,
                Value::Text(held.declared.name.clone()),
            ),
            (FIELDS_OF_SALE.units, Value::Count(1)),
            (FIELDS_OF_SALE.net_amount, Value::Amount(least)),
        ] {
            if let Some(place) = values.get_mut(usize::from(field.0)) {
                *place = value;
            }
        }
        self.fact(FactKind::Sale, "beside", day, values);
    }
}
