//! Which offers a partner works towards: those it noticed, that are worth it, and that it has
//! attention for. Earning does not depend on it; effort does. Pure; knows no kind of offer.
//!
//! An offer is noticed when a persistent word is below `a sqrt(psi)`. Utility
//! `V = b0 + b1 ln(reward / 0.1) + b2 digital - b3 complexity`; each offer and "none" has a
//! persistent Gumbel taste. The `B` best with `V + g > g_none` are chosen: multinomial logit
//! without replacement, and the plain logit for a single offer.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::ln;

/// One offer before one partner.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its place in the caller's list.
    pub offer: usize,
    /// Utility plus taste.
    pub worth: f64,
}

/// Utility of an offer, taste left out. A reward of 0 is worth minus infinity unless rewards do
/// not count.
#[inline]
pub fn utility(behaviour: &Behaviour, reward: f64, digital: f64, complexity: f64) -> f64 {
    let gain = if behaviour.participation_reward == 0.0 {
        0.0
    } else {
        behaviour.participation_reward * ln(reward / Behaviour::REFERENCE_REWARD)
    };
    behaviour.participation_intercept + gain + behaviour.participation_digital * digital
        - behaviour.participation_complexity * complexity
}

/// Whether an offer is noticed: `word` is the partner's persistent number for it.
#[inline]
pub fn is_noticed(word: f64, awareness: f64, response: f64) -> bool {
    word < awareness * response.sqrt()
}

/// Keeps the chosen candidates, best first: those above `outside` that no better one `excludes`,
/// at most `slots`.
pub fn choose(
    candidates: &mut Vec<Candidate>,
    outside: f64,
    slots: f64,
    excludes: impl Fn(usize, usize) -> bool,
) {
    candidates.retain(|each| each.worth > outside);
    // Ties cannot happen among continuous tastes; the offer's place settles them all the same.
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.offer.cmp(&b.offer)));
    let mut kept = 0;
    for place in 0..candidates.len() {
        let each = candidates[place];
        let better = &candidates[..kept];
        if (kept as f64) < slots && !better.iter().any(|one| excludes(one.offer, each.offer)) {
            candidates[kept] = each;
            kept += 1;
        }
    }
    candidates.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::draw::gumbel;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    const KEY: Key = Key {
        seed: 9,
        replication: 1,
    };

    fn taste(partner: u64, name: u32) -> f64 {
        gumbel(KEY.uniform(Address::of(Purpose::Taste).by(partner).about(name)))
    }

    fn outside(partner: u64) -> f64 {
        gumbel(KEY.uniform(Address::of(Purpose::OutsideTaste).by(partner)))
    }

    /// The share of n partners that choose each of `offers` equal offers.
    fn shares(n: u64, offers: u32, value: f64, slots: f64, exclusive: bool) -> Vec<f64> {
        let mut counts = vec![0.0; offers as usize];
        for partner in 1..=n {
            let mut candidates: Vec<Candidate> = (0..offers)
                .map(|k| Candidate {
                    offer: k as usize,
                    worth: value + taste(partner, k + 1),
                })
                .collect();
            choose(&mut candidates, outside(partner), slots, |_, _| exclusive);
            for each in candidates {
                counts[each.offer] += 1.0;
            }
        }
        counts.iter().map(|count| count / n as f64).collect()
    }

    fn agrees(share: f64, expected: f64, n: u64) -> bool {
        ((share - expected) / (expected * (1.0 - expected) / n as f64).sqrt()).abs() < 3.5
    }

    #[test]
    fn one_offer_is_a_logit() {
        // K12: taken up by logistic(V) of those who notice it.
        let (n, value) = (6_000, 0.7);
        let expected = 1.0 / (1.0 + libm::exp(-value));
        assert!((expected - 0.6682).abs() < 1e-4);
        let share = shares(n, 1, value, f64::INFINITY, false)[0];
        assert!(agrees(share, expected, n), "{share} {expected}");
    }

    #[test]
    fn equal_offers_share_one_slot() {
        // K11: each of J offers has e^V / (1 + J e^V).
        let (n, value) = (6_000, 0.7);
        let weight = libm::exp(value);
        let expected = weight / (1.0 + 3.0 * weight);
        assert!((expected - 0.2860).abs() < 2e-4);
        for share in shares(n, 3, value, 1.0, false) {
            assert!(agrees(share, expected, n), "{share} {expected}");
        }
    }

    #[test]
    fn offers_that_exclude_each_other_are_as_one_slot() {
        let one_slot = shares(500, 3, 0.2, 1.0, false);
        let one_group = shares(500, 3, 0.2, f64::INFINITY, true);
        assert_eq!(one_slot, one_group);
    }

    #[test]
    fn only_pairs_exclude() {
        // 1 excludes 0 and 2, which do not exclude each other: the best decides.
        let excludes = |a: usize, b: usize| (a == 1) != (b == 1);
        let chosen = |worths: [f64; 3]| {
            let mut candidates: Vec<Candidate> = (0..)
                .zip(worths)
                .map(|(offer, worth)| Candidate { offer, worth })
                .collect();
            choose(&mut candidates, 0.0, 9.0, excludes);
            candidates.iter().map(|each| each.offer).collect::<Vec<_>>()
        };
        assert_eq!(chosen([3.0, 2.0, 1.0]), [0, 2]);
        assert_eq!(chosen([2.0, 3.0, 1.0]), [1]);
    }

    #[test]
    fn without_limits_everyone_takes_everything() {
        let all = shares(50, 4, f64::INFINITY, f64::INFINITY, false);
        assert_eq!(all, [1.0; 4]);
    }

    #[test]
    fn utility_follows_its_parts() {
        let behaviour = Behaviour::default();
        assert_eq!(utility(&behaviour, 0.1, 0.0, 0.0), -0.4);
        let richer = utility(&behaviour, 0.1 * libm::exp(1.0), 0.0, 0.0);
        assert!((richer - 0.4).abs() < 1e-12);
        assert!((utility(&behaviour, 0.1, 1.0, 0.5) - (-0.4 + 0.35 - 0.5)).abs() < 1e-15);
        assert_eq!(utility(&behaviour, 0.0, 0.0, 0.0), f64::NEG_INFINITY);
        assert_eq!(utility(&Behaviour::null(), 0.0, 0.0, 0.0), f64::INFINITY);
    }

    #[test]
    fn notice_needs_awareness_and_attention() {
        assert!(is_noticed(0.3, 0.5, 1.0));
        assert!(!is_noticed(0.3, 0.5, 0.25));
        assert!(!is_noticed(1e-9, 0.0, 1.0));
    }
}
