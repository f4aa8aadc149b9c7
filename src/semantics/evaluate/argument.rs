//! What a reason is told with: names of facts, amounts, figures.

use super::Scene;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FIELDS_OF_SALE, FieldKind, type_of};
use crate::payout::Quantity;
use crate::payout::measure::{Measured, Reading};
use crate::semantics::book::RowId;
use crate::semantics::phrase::Arg;

/// Names of facts, for the reader.
pub(super) fn names(scene: &Scene, ids: impl Iterator<Item = RowId>) -> Vec<Name> {
    let book = scene.view.book;
    ids.filter_map(|id| book.row(id))
        .map(|row| book.symbols().text(row.id))
        .collect()
}

/// An amount in minor units as an argument.
pub(super) fn money(scene: &Scene, amount: Ratio) -> Arg {
    Arg::Money(Money {
        minor: scene.rounded(amount),
        currency: scene.view.plan.program.currency,
    })
}

/// A quantity whose amount in the program's currency is known: money, or a number of what else it counts.
pub(super) fn quantity(scene: &Scene, it: Quantity, amount: Ratio) -> Arg {
    match it.unit {
        Unit::Money(_) => money(scene, amount),
        Unit::Percent
        | Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => Arg::Number(amount),
    }
}

/// What a reading amounts to as an argument, in the unit of its measure.
pub(super) fn measured(scene: &Scene, reading: &Reading, amount: Ratio) -> Arg {
    let is_money = match reading.measure {
        Measured::Measure(id) => {
            let measure = scene.view.plan.program.measure(id);
            measure.is_some_and(|measure| matches!(measure.unit, Unit::Money(_)))
        }
        Measured::Field(field) => match scene.row() {
            Some(row) => type_of(row.kind)
                .fields
                .get(usize::from(field.0))
                .is_some_and(|field| matches!(field.kind, FieldKind::Amount)),
            None => field == FIELDS_OF_SALE.net_amount,
        },
        Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
    };
    if is_money {
        money(scene, amount)
    } else {
        Arg::Number(amount)
    }
}
