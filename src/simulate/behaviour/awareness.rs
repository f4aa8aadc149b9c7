//! Who knows about an offer or track: opened touches and portal visits teach, time forgets.
//! Pure functions over columns. Knows no calendar: the engine says which touch is due.
//!
//! An opened touch fills a share `eta` of what is missing: `a += (1 - a) eta`. A week keeps
//! `2^(-1/H)`. That is the carry-over of advertising with saturation (Vidale, Wolfe; half-lives
//! from Aravindakshan, Naik 2011). Opens: `o exp(.35 z - .06) psi`, at most .98, where the centring
//! keeps the average partner near `o`.

use crate::simulate::chance::maths::exp;

/// How the chance to open rises with a standard deviation of digital maturity.
const DIGITAL_SLOPE: f64 = 0.35;
/// About half the slope squared: the mean of the factor over partners is 1.
const CENTRING: f64 = 0.06;
/// Nobody opens everything.
const MOST_OPENED: f64 = 0.98;

/// How much more often than average a partner of this digital maturity opens a touch.
#[inline]
pub fn openness(digital: f64) -> f64 {
    exp(DIGITAL_SLOPE * digital - CENTRING)
}

/// The chance that a touch is opened.
#[inline]
pub fn open_chance(rate: f64, openness: f64, response: f64) -> f64 {
    (rate * openness * response).min(MOST_OPENED)
}

/// What partners know after a lesson that reached those where `reached` is 1 (0 elsewhere).
pub fn learn(awareness: &mut [f64], reached: &[f64], learning: f64) {
    for (known, reach) in awareness.iter_mut().zip(reached) {
        *known += (1.0 - *known) * learning * reach;
    }
}

/// The end of a week: a share `keep` is still known.
pub fn forget(awareness: &mut [f64], keep: f64) {
    for known in awareness {
        *known *= keep;
    }
}

/// The weekly chance to visit the portal, and how it varies with digital maturity.
#[inline]
pub fn visit_chance(rate: f64, digital: f64) -> f64 {
    crate::simulate::chance::maths::logistic(
        crate::simulate::chance::maths::logit(rate) + 0.9 * digital,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::scenario::behaviour::Behaviour;
    use crate::simulate::chance::maths::decay;
    use crate::simulate::chance::normal::Quadrature;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    #[test]
    fn weekly_touches_hold_a_level() {
        // K9: with open chance o each week, E a = o eta / (1 - rho (1 - o eta)) after the touch.
        // The stationary second moment solves the same recursion squared; n independent partners
        // give the standard error. |z| <= 3.5.
        let (eta, rate) = (0.5, 0.25);
        let keep = decay(1.0, Behaviour::default().awareness_half_life);
        let expected = rate * eta / (1.0 - keep * (1.0 - rate * eta));
        let n = 4_000_u32;
        let mut awareness = vec![0.0; n as usize];
        let mut reached = vec![0.0; n as usize];
        let key = Key {
            seed: 1,
            replication: 0,
        };
        for week in 0..80 {
            forget(&mut awareness, keep);
            for (partner, reach) in (0_u64..).zip(reached.iter_mut()) {
                let u = key.uniform(Address::of(Purpose::Open).in_week(week).by(partner));
                *reach = f64::from(u8::from(u < open_chance(rate, 1.0, 1.0)));
            }
            learn(&mut awareness, &reached, eta);
        }
        let mean = awareness.iter().sum::<f64>() / f64::from(n);
        let spread = awareness
            .iter()
            .map(|a| (a - mean) * (a - mean))
            .sum::<f64>();
        let error = (spread / f64::from(n) / f64::from(n)).sqrt();
        assert!(((mean - expected) / error).abs() < 3.5, "{mean} {expected}");
    }

    #[test]
    fn the_average_partner_opens_at_the_stated_rate() {
        let mean = Quadrature::new().expect(openness);
        assert!((mean - 1.0).abs() < 0.002, "{mean}");
        assert_eq!(open_chance(0.9, 3.0, 1.0), 0.98);
        assert!((visit_chance(0.30, 0.0) - 0.30).abs() < 1e-15);
    }

    #[test]
    fn awareness_stays_between_nothing_and_everything() {
        let mut awareness = [0.0, 0.5, 1.0];
        learn(&mut awareness, &[1.0, 1.0, 1.0], 1.0);
        assert_eq!(awareness, [1.0, 1.0, 1.0]);
        learn(&mut awareness, &[0.0; 3], 0.5);
        assert_eq!(awareness, [1.0, 1.0, 1.0]);
        forget(&mut awareness, 0.0);
        assert_eq!(awareness, [0.0; 3]);
    }
}
