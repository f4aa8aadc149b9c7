//! Whether and when customers pay for what they bought: a share never does, the others after a number of days
//! whose logarithm is normal. Must not know what waits for it.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::draw::lognormal;
use crate::simulate::chance::maths::{exp, ln};
use crate::simulate::chance::normal::cumulative;

/// Days from a sale to its payment, by the number that says whether and the one that says when; `None` where the
/// customer never pays. A begun day counts.
pub fn days_to_pay(behaviour: &Behaviour, whether: f64, when: f64) -> Option<i32> {
    let pays = whether < behaviour.paid_share;
    let days = lognormal(when, behaviour.payment_days, behaviour.payment_spread);
    let whole = days.min(MOST_DAYS) as i32;
    let begun = i32::from(days > f64::from(whole));
    pays.then_some(whole + begun)
}

/// The share of sales that are paid for within so many days of the sale.
pub fn paid_within(behaviour: &Behaviour, days: u16) -> f64 {
    let (median, spread) = (behaviour.payment_days, behaviour.payment_spread);
    behaviour.paid_share * passed(median, spread, f64::from(days))
}

/// The part that is over within so many days of what takes a number of days whose logarithm is normal.
pub(super) fn passed(median: f64, spread: f64, days: f64) -> f64 {
    if median <= days && (median == 0.0 || spread == 0.0) {
        1.0
    } else if days == 0.0 || spread == 0.0 {
        0.0
    } else {
        cumulative(ln(days / median) / spread)
    }
}

/// The mean number of days of those who pay.
pub fn mean_days(behaviour: &Behaviour) -> f64 {
    behaviour.payment_days * exp(behaviour.payment_spread * behaviour.payment_spread / 2.0)
}

/// No payment is looked for beyond the weeks of a forecast.
const MOST_DAYS: f64 = 10_000.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn customers(share: f64, days: f64, spread: f64) -> Behaviour {
        Behaviour {
            paid_share: share,
            payment_days: days,
            payment_spread: spread,
            ..Behaviour::default()
        }
    }

    #[test]
    fn who_pays_does_so_after_the_median_for_half_of_the_words() {
        let all = customers(0.9, 30.0, 0.5);
        assert_eq!(days_to_pay(&all, 0.9, 0.5), None);
        assert_eq!(days_to_pay(&all, 0.89, 0.5), Some(30));
        // exp(ln 30 + 0.5 x 1.2816) is 56.94 days: the 57th has begun.
        assert_eq!(days_to_pay(&all, 0.0, 0.9), Some(57));
        assert!(days_to_pay(&all, 0.0, 0.49).is_some_and(|days| days <= 30));
    }

    #[test]
    fn without_days_everybody_pays_on_the_day_of_the_sale_and_without_a_share_nobody_does() {
        assert_eq!(days_to_pay(&customers(1.0, 0.0, 0.5), 0.99, 0.99), Some(0));
        assert_eq!(days_to_pay(&customers(0.0, 30.0, 0.5), 0.0, 0.5), None);
        assert_eq!(
            days_to_pay(&customers(1.0, 30.0, 0.0), 0.5, 0.999),
            Some(30)
        );
    }

    #[test]
    fn the_share_in_time_is_that_of_the_law() {
        let near = |one: f64, two: f64| (one - two).abs() < 1e-9;
        assert!(near(paid_within(&customers(0.9, 30.0, 0.5), 30), 0.45));
        // 30 exp(0.5) is 49.46 days: one spread above the median, 84.13% have paid.
        let late = paid_within(&customers(1.0, 30.0, 0.5), 49);
        assert!((0.835..0.8414).contains(&late), "{late}");
        assert!(near(paid_within(&customers(1.0, 0.0, 0.5), 0), 1.0));
        assert!(near(paid_within(&customers(1.0, 30.0, 0.0), 29), 0.0));
        assert!(near(paid_within(&customers(1.0, 30.0, 0.0), 30), 1.0));
        assert!(near(paid_within(&customers(0.0, 30.0, 0.5), 90), 0.0));
        assert!(near(paid_within(&customers(1.0, 30.0, 0.5), 0), 0.0));
    }
}
