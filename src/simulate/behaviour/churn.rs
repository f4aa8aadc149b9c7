//! Partners leave: a weekly hazard that fatigue raises, goodwill and size lower, and a long time
//! without a win raises. Pure functions; knows nothing of what made a partner tired.
//!
//! `h = h0 exp(a FI - b (G + .2 z_affinity) - c z_size + d [no win for 26 weeks])`; a partner
//! leaves in a week with chance `1 - exp(-h)`. Sizes of the slopes are assumptions.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{chance_of, exp};
use crate::simulate::chance::wide::widely;

/// Weeks without a win after which a partner counts as inactive.
pub const INACTIVE_WEEKS: i16 = 26;

/// What the hazard of a week reads, one column each.
pub struct Reasons<'a> {
    /// The fatigue index.
    pub fatigue: &'a [f64],
    /// Goodwill, affinity's part included.
    pub goodwill: &'a [f64],
    /// Standard deviations of size.
    pub size: &'a [f64],
    /// 1 for a partner without a win for 26 weeks, else 0.
    pub inactive: &'a [f64],
}

/// The chance of each partner to leave in this week.
pub fn leaving_chances(behaviour: &Behaviour, reasons: &Reasons, out: &mut [f64]) {
    let columns = reasons.fatigue.iter().zip(reasons.goodwill);
    let columns = columns.zip(reasons.size.iter().zip(reasons.inactive));
    widely(|| {
        for (chance, ((fatigue, goodwill), (size, inactive))) in out.iter_mut().zip(columns) {
            let log = behaviour.fatigue_churn * fatigue
                - behaviour.goodwill_churn * goodwill
                - behaviour.churn_size * size
                + behaviour.churn_inactive * inactive;
            *chance = chance_of(behaviour.churn_hazard * exp(log));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    fn chance(behaviour: &Behaviour, row: [f64; 4]) -> f64 {
        let mut out = [0.0];
        let reasons = Reasons {
            fatigue: &row[0..1],
            goodwill: &row[1..2],
            size: &row[2..3],
            inactive: &row[3..4],
        };
        leaving_chances(behaviour, &reasons, &mut out);
        out[0]
    }

    #[test]
    fn a_constant_hazard_gives_a_geometric_time() {
        // K10: P(left by week T) = 1 - e^(-hT); n partners, binomial standard error, |z| <= 3.5.
        let behaviour = Behaviour {
            churn_hazard: 0.003,
            ..Behaviour::null()
        };
        let weekly = chance(&behaviour, [0.0; 4]);
        assert!((weekly - -libm::expm1(-0.003)).abs() < 1e-16);
        let key = Key {
            seed: 4,
            replication: 0,
        };
        let n = 6_000_u64;
        let left = (0..n).filter(|partner| {
            let address = Address::of(Purpose::Leave).by(*partner);
            (0..52).any(|week| key.uniform(address.in_week(week)) < weekly)
        });
        let share = left.count() as f64 / n as f64;
        let expected = -libm::expm1(-0.003 * 52.0);
        let error = (expected * (1.0 - expected) / n as f64).sqrt();
        assert!(
            ((share - expected) / error).abs() < 3.5,
            "{share} {expected}"
        );
    }

    #[test]
    fn each_reason_pulls_its_own_way() {
        let behaviour = Behaviour::default();
        let base = chance(&behaviour, [0.0; 4]);
        assert!(chance(&behaviour, [0.5, 0.0, 0.0, 0.0]) > base);
        assert!(chance(&behaviour, [0.0, 0.5, 0.0, 0.0]) < base);
        assert!(chance(&behaviour, [0.0, 0.0, 1.0, 0.0]) < base);
        assert!(chance(&behaviour, [0.0, 0.0, 0.0, 1.0]) > base);
        // Twice the hazard by e^0.7 for the inactive.
        let ratio = libm::log1p(-chance(&behaviour, [0.0, 0.0, 0.0, 1.0])) / libm::log1p(-base);
        assert!((ratio - libm::exp(0.7)).abs() < 1e-9);
    }
}
