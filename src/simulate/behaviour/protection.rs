//! Which deals partners ask to have protected: better and larger ones, so that winning more of
//! them is mostly selection. Pure; how long protection lasts and what it pays is the program's.
//!
//! Registered with chance `logistic(r0 + r_q q + .5 digital + .3 ln(size / 20,000))`; a share
//! meets another registration and is refused. No causal evidence for any of the slopes.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{ln, logistic};

/// Slope in digital maturity.
const DIGITAL_SLOPE: f64 = 0.5;
/// Slope in the logarithm of deal size.
const SIZE_SLOPE: f64 = 0.3;
/// The deal size, in US dollars, at which size does not count.
pub const REFERENCE_DEAL: f64 = 20_000.0;

/// The chance that a partner registers a deal of this hidden quality (standard normal) and this
/// size, in units of the reference deal.
#[inline]
pub fn registering_chance(behaviour: &Behaviour, quality: f64, digital: f64, size: f64) -> f64 {
    logistic(
        behaviour.registration_intercept
            + behaviour.registration_quality * quality
            + DIGITAL_SLOPE * digital
            + SIZE_SLOPE * ln(size),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::behaviour::closing::{Odds, win_chance};
    use crate::simulate::chance::normal::{Quadrature, quantile};
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    #[test]
    fn registered_deals_are_better_deals() {
        // K20: the share won among registered = int p(q) r(q) phi / int r(q) phi. n deals of the
        // reference size at an average partner; binomial standard error, |z| <= 3.5.
        let behaviour = Behaviour::default();
        let win = |q: f64| {
            let odds = Odds {
                base: -1.1,
                quality: 0.7 * q,
                skill: 0.0,
                registered: 1.0,
                price_cut: 0.0,
            };
            win_chance(&behaviour, odds)
        };
        let register = |q: f64| registering_chance(&behaviour, q, 0.0, 1.0);
        let rule = Quadrature::new();
        let registered = rule.expect(register);
        let expected = rule.expect(|q| win(q) * register(q)) / registered;
        let key = Key {
            seed: 2,
            replication: 0,
        };
        let (mut asked, mut won) = (0.0, 0.0);
        for deal in 0..20_000_u64 {
            let u = |purpose| key.uniform(Address::of(purpose).by(deal));
            let q = quantile(u(Purpose::Quality));
            if u(Purpose::Register) < register(q) {
                asked += 1.0;
                won += f64::from(u8::from(u(Purpose::Win) < win(q)));
            }
        }
        let error = (expected * (1.0 - expected) / asked).sqrt();
        assert!(
            ((won / asked - expected) / error).abs() < 3.5,
            "{} {expected}",
            won / asked
        );
        assert!(expected > rule.expect(win) + 0.01, "selection");
    }

    #[test]
    fn larger_deals_are_registered_more() {
        let behaviour = Behaviour::default();
        let small = registering_chance(&behaviour, 0.0, 0.0, 0.1);
        let large = registering_chance(&behaviour, 0.0, 0.0, 10.0);
        assert!(small < large && large < 1.0);
        let logit = |p: f64| libm::log(p / (1.0 - p));
        assert!((logit(large) - logit(small) - 0.3 * libm::log(100.0)).abs() < 1e-12);
    }
}
