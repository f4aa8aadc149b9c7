//! Marketing paid for by the vendor: partners ask for available money, run activities and hand
//! claims in; the activity leaves a fading stock that brings opportunities. Pure; balances,
//! matches and deadlines are the program's.
//!
//! Asked for in a week with chance `1 - exp(-g exp(.4 digital + .2 size) sqrt(psi))` while there
//! is a balance; for `.75 + .25 u` of it. An activity adds the vendor's part of its cost times
//! `1 - displaced` to the stock `Y`, the partner's part being marketing that it does anyway; the
//! lift is `((own + Y) / own)^eps`, the elasticity that of advertising (Sethuraman, Tellis, Briesch
//! 2011; Henningsen, Heuke, Clement 2011).

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{chance_of, decay, exp, ln};

/// Marketing is remembered this many times as long as an offer.
const MEMORY: f64 = 1.5;
/// Weeks from a request to its activity.
pub const ACTIVITY_WEEKS: i16 = 4;

/// The chance that a partner with a balance asks for it in a week.
#[inline]
pub fn request_chance(behaviour: &Behaviour, digital: f64, size: f64, response: f64) -> f64 {
    let drive = exp(0.4 * digital + 0.2 * size);
    chance_of(behaviour.request_hazard * drive * response.sqrt())
}

/// The part of the balance that is asked for.
#[inline]
pub fn requested_share(u: f64) -> f64 {
    0.75 + 0.25 * u
}

/// What is left of the stock after a week.
pub fn stock_keep(behaviour: &Behaviour) -> f64 {
    decay(1.0, MEMORY * behaviour.awareness_half_life)
}

/// A partner's own steady stock of marketing, for this yearly revenue.
#[inline]
pub fn own_stock(behaviour: &Behaviour, revenue: f64, keep: f64) -> f64 {
    behaviour.own_marketing * revenue / 52.0 / (1.0 - keep)
}

/// The logarithm of the lift of opportunities, for each partner.
pub fn lifts(behaviour: &Behaviour, own: &[f64], stock: &[f64], out: &mut [f64]) {
    for (lift, (own, stock)) in out.iter_mut().zip(own.iter().zip(stock)) {
        *lift = behaviour.marketing_elasticity * ln(1.0 + stock / own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    #[test]
    fn a_quarter_of_requests() {
        // K30: hazard g over 13 weeks gives P(asked) = 1 - e^(-13 g); used is that times the mean
        // share (.875) times approval and claim. n partners, |z| <= 3.5 for each.
        let behaviour = Behaviour {
            request_hazard: 0.10,
            ..Behaviour::default()
        };
        let chance = request_chance(&behaviour, 0.0, 0.0, 1.0);
        let key = Key {
            seed: 6,
            replication: 0,
        };
        let n = 8_000_u64;
        let (mut asked, mut used) = (0.0, 0.0);
        for partner in 0..n {
            let at = |purpose| Address::of(purpose).by(partner);
            let week =
                (0..13).find(|week| key.uniform(at(Purpose::Request).in_week(*week)) < chance);
            if week.is_none() {
                continue;
            }
            asked += 1.0;
            let share = requested_share(key.uniform(at(Purpose::RequestSize)));
            let granted = key.uniform(at(Purpose::Approve)) < behaviour.request_approval;
            let claimed = key.uniform(at(Purpose::FundClaim)) < behaviour.request_claim;
            used += share * f64::from(u8::from(granted && claimed));
        }
        let size = n as f64;
        let p = -libm::expm1(-1.3);
        assert!(((asked / size - p) / (p * (1.0 - p) / size).sqrt()).abs() < 3.5);
        let keep = 0.93 * 0.93;
        let mean = p * keep * 0.875;
        // E share^2 = .875^2 + .25^2 / 12.
        let variance = p * keep * (0.875 * 0.875 + 0.0625 / 12.0) - mean * mean;
        assert!(((used / size - mean) / (variance / size).sqrt()).abs() < 3.5);
    }

    #[test]
    fn money_lifts_with_the_elasticity_of_advertising() {
        let behaviour = Behaviour::default();
        let mut lift = [0.0; 2];
        lifts(&behaviour, &[100.0, 100.0], &[0.0, 100.0], &mut lift);
        assert_eq!(lift[0], 0.0);
        assert!((libm::exp(lift[1]) - libm::pow(2.0, 0.12)).abs() < 1e-15);
    }

    #[test]
    fn the_own_stock_is_where_steady_spending_settles() {
        // y = k y + s has the fixed point s / (1 - k).
        let behaviour = Behaviour::default();
        let keep = stock_keep(&behaviour);
        let own = own_stock(&behaviour, 520_000.0, keep);
        assert!((own * keep + 200.0 - own).abs() < 1e-9);
        assert!((keep - libm::exp2(-1.0 / 6.0)).abs() < 1e-15);
    }
}
