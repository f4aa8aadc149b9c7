//! Which orders come at a price that was quoted before, and how long ago: a number of days whose logarithm is normal. Must
//! not know for how long a quote is kept.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::draw::lognormal;

/// No quote is looked for before the weeks of a forecast.
const MOST_DAYS: f64 = 10_000.0;

/// Days from the quote to its order, by the number that says whether there was one and the one that says when; a begun day
/// counts.
pub fn days_quoted(behaviour: &Behaviour, whether: f64, when: f64) -> Option<i32> {
    let days = lognormal(when, behaviour.quote_days, behaviour.quote_spread);
    (whether < behaviour.quoted_share).then_some(days.min(MOST_DAYS).ceil() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_what_was_quoted_is_ordered_within_the_median() {
        let behaviour = Behaviour {
            quoted_share: 0.4,
            quote_days: 30.0,
            quote_spread: 0.5,
            ..Behaviour::null()
        };
        assert_eq!(days_quoted(&behaviour, 0.39, 0.499), Some(30));
        assert_eq!(days_quoted(&behaviour, 0.39, 0.501), Some(31));
        // One spread above the median, 30 exp(0.5) = 49.5 days.
        assert_eq!(days_quoted(&behaviour, 0.0, 0.841_344_7), Some(50));
        assert_eq!(days_quoted(&behaviour, 0.4, 0.5), None);
        assert_eq!(days_quoted(&Behaviour::null(), 0.0, 0.5), None);
    }
}
