//! Payouts by chance that look around a sale.

use charter::base::ratio::Ratio;
use charter::payout::Payout;
use charter::payout::measure::{Beginning, Figure, Measured, Window};
use charter::payout::table::{Mode, Start};
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::*;

/// A rate of a sale by its age: a first band that any age or none reaches, and two more.
pub fn by_age() -> impl Strategy<Value = Payout> {
    let beginning = select(Beginning::ALL.to_vec());
    let rate = || select(vec!["1", "2.5", "none"]);
    (
        beginning,
        any::<bool>(),
        any::<bool>(),
        (rate(), rate(), rate()),
    )
        .prop_map(|(beginning, in_months, any_age, (one, two, three))| {
            let (key, starts) = match in_months {
                true => (Measured::MonthsSince(beginning), [0, 1, 4]),
                false => {
                    let days = ["2027-01-01", "2027-04-05", "2027-08-02"];
                    let numbers = days.map(|day| i128::from(date(day).number()));
                    (Measured::DayOf(beginning), numbers)
                }
            };
            let starts = starts.into_iter().enumerate().map(|(place, at)| Start {
                at: (place > 0 || !any_age).then(|| Ratio::whole(at)),
                above: false,
            });
            let mut table = bands(Mode::Whole, starts.collect(), &[one, two, three]);
            table.basis = own_amount();
            table.key = Some(Figure::Reading(reading(key, Window::Occasion)));
            Payout::Bands(table)
        })
}
