//! Whether and when what was sold comes back: a share does, whole, after a number of days whose logarithm is normal.
//! Must not know what is taken back for it.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::payment::passed;
use crate::simulate::chance::draw::lognormal;

/// Days from a sale to its return, by the number that says whether and the one that says when; `None` where it stays.
/// A begun day counts, and nothing comes back on the day of its sale.
pub fn days_to_return(behaviour: &Behaviour, whether: f64, when: f64) -> Option<i32> {
    let comes_back = whether < behaviour.return_share;
    let days = lognormal(when, behaviour.return_days, behaviour.return_spread);
    comes_back.then(|| (days.min(MOST_DAYS).ceil() as i32).max(1))
}

/// The share of sales that come back within so many days; `None` for at any time.
pub fn returned_within(behaviour: &Behaviour, days: Option<i32>) -> f64 {
    let in_time = days.map_or(1.0, |days| {
        passed(
            behaviour.return_days,
            behaviour.return_spread,
            f64::from(days),
        )
    });
    behaviour.return_share * in_time
}

/// No return is looked for beyond the weeks of a forecast.
const MOST_DAYS: f64 = 10_000.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn customers(share: f64, days: f64, spread: f64) -> Behaviour {
        Behaviour {
            return_share: share,
            return_days: days,
            return_spread: spread,
            ..Behaviour::default()
        }
    }

    #[test]
    fn what_comes_back_does_so_after_the_median_for_half_of_the_words() {
        let some = customers(0.1, 20.0, 0.5);
        assert_eq!(days_to_return(&some, 0.1, 0.5), None);
        assert_eq!(days_to_return(&some, 0.09, 0.5), Some(20));
        // exp(ln 20 + 0.5 x 1.2816) is 37.96 days: the 38th has begun.
        assert_eq!(days_to_return(&some, 0.0, 0.9), Some(38));
    }

    #[test]
    fn nothing_comes_back_on_its_day_and_without_a_share_nothing_ever() {
        assert_eq!(
            days_to_return(&customers(1.0, 0.0, 0.5), 0.99, 0.5),
            Some(1)
        );
        assert_eq!(days_to_return(&customers(0.0, 20.0, 0.5), 0.0, 0.5), None);
    }

    #[test]
    fn the_share_in_time_is_that_of_the_law() {
        let near = |one: f64, two: f64| (one - two).abs() < 1e-9;
        assert!(near(returned_within(&customers(0.1, 20.0, 0.5), None), 0.1));
        assert!(near(
            returned_within(&customers(0.1, 20.0, 0.5), Some(20)),
            0.05
        ));
        assert!(near(
            returned_within(&customers(0.1, 20.0, 0.0), Some(19)),
            0.0
        ));
        assert!(near(returned_within(&customers(0.0, 20.0, 0.5), None), 0.0));
    }
}
