//! Which offers partners take up: more, the more they are worth.

use crate::intake::panel::{Panel, Week};
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::calibrate::laplace::{self, Unknown};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{exp, ln, power};

pub(super) const CAVEAT: &str = "of offers that the partner knew of, one at a time, to a partner of average digital maturity; \
                                 without opens awareness and taste are not told apart";

/// What both are called.
pub(super) const NAMES: [&str; 2] = ["participation_intercept", "participation_reward"];

/// Points at which the taste of a partner is looked at.
const POINTS: usize = 64;

/// Intercept and slope. An offer is taken up whose utility and taste are above what a partner likes about doing nothing, which is the
/// same for all its offers. With v = e^V of an offer and u an even number of the partner, `u^v` is the chance that it is left: the
/// model's logit for one offer, and the right likelihood for several of one partner.
pub(super) fn participation(panel: &Panel) -> Option<Vec<Likely>> {
    let needs = ["offered", "taken", "offer_reward"];
    if !needs.iter().all(|column| panel.columns.contains(column)) {
        return None;
    }
    let told = |week: &&Week| week.offered > 0.0 && week.offer_reward > 0.0;
    let partners: Vec<Vec<Week>> = panel
        .partners
        .values()
        .map(|weeks| weeks.iter().filter(told).copied().collect())
        .collect();
    let taken: f64 = partners.iter().flatten().map(|week| week.taken).sum();
    if partners.iter().all(Vec::is_empty) {
        return None;
    }
    let unknown = NAMES.map(|name| Unknown::named(name, Scale::Plain));
    // The logarithms of even numbers.
    let word = |place: usize| ln((place as f64 + 0.5) / POINTS as f64);
    let words: Vec<f64> = (0..POINTS).map(word).collect();
    let likelihood = |x: &[f64]| {
        let own = partners.iter().map(|weeks| of_partner(weeks, &words, x));
        own.sum()
    };
    laplace::likely(&likelihood, &unknown, &[Scale::Plain; 2], taken)
}

/// A chance that comes up so many times: mostly once or not at all.
fn times(chance: f64, count: f64) -> f64 {
    match count {
        0.0 => 1.0,
        1.0 => chance,
        many => power(chance.max(1e-300), many),
    }
}

fn of_partner(weeks: &[Week], words: &[f64], x: &[f64]) -> f64 {
    if weeks.is_empty() {
        return 0.0;
    }
    let [intercept, slope] = [0, 1].map(|place| x.get(place).copied().unwrap_or(0.0));
    let mut chances = [1.0; POINTS];
    let mut told = 0.0;
    for week in weeks {
        let value = intercept + slope * ln(week.offer_reward / Behaviour::REFERENCE_REWARD);
        let worth = exp(value);
        let left = (week.offered - week.taken).max(0.0);
        for (chance, word) in chances.iter_mut().zip(words) {
            let leaves = exp(worth * word);
            *chance *= times(1.0 - leaves, week.taken) * times(leaves, left);
        }
        // Kept in range however many offers there are.
        let most = chances.iter().copied().fold(1e-300, f64::max);
        told += ln(most);
        chances.iter_mut().for_each(|chance| *chance /= most);
    }
    let mean = chances.iter().sum::<f64>() / POINTS as f64;
    told + ln(mean.max(1e-300))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The logarithm of the chance of a partner's weeks: offered, taken and the reward in units of the usual one.
    fn chance(weeks: &[(f64, f64, f64)], x: [f64; 2]) -> f64 {
        let word = |place: usize| ln((place as f64 + 0.5) / POINTS as f64);
        let words: Vec<f64> = (0..POINTS).map(word).collect();
        let week = |(offered, taken, reward): &(f64, f64, f64)| Week {
            offered: *offered,
            taken: *taken,
            offer_reward: reward * Behaviour::REFERENCE_REWARD,
            ..Week::default()
        };
        let weeks: Vec<Week> = weeks.iter().map(week).collect();
        exp(of_partner(&weeks, &words, &x))
    }

    #[test]
    fn one_taste_for_all_offers_by_hand() {
        // With u even between 0 and 1 an offer worth as much as nothing is left with u: half of the time. Both of two are left with
        // the mean of u^2, a third; one of two taken, u (1 - u), a sixth. One of twice the reward at a slope of 1 is left with u^2.
        let near = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        };
        near(chance(&[(1.0, 0.0, 1.0)], [0.0, 1.0]), 0.5);
        near(chance(&[(1.0, 1.0, 1.0)], [0.0, 1.0]), 0.5);
        near(
            chance(&[(1.0, 0.0, 1.0), (1.0, 0.0, 1.0)], [0.0, 1.0]),
            1.0 / 3.0,
        );
        near(chance(&[(2.0, 1.0, 1.0)], [0.0, 1.0]), 1.0 / 6.0);
        near(chance(&[(1.0, 0.0, 2.0)], [0.0, 1.0]), 1.0 / 3.0);
        near(chance(&[(1.0, 1.0, 1.0)], [ln(3.0), 1.0]), 0.75);
    }
}
