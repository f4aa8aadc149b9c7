//! How many opportunities appear: a baseline, extra ones that rewards bring, some of which are
//! borrowed from later weeks or taken from the core line. Pure functions over columns, one line of
//! products at a time; knows no offer.
//!
//! `base = rate demand supply capacity e^(lift)`, `ext = base ((1 + R)^eps - 1)`,
//! `pay = min(D (1 - rho), base / 2)` with the debt `D' = D - pay + phi ext`, and
//! `lambda = max(0, base + ext - pay - taken)`. The elasticity is that of personal selling
//! (Albers, Mantrala, Sridhar 2010); borrowing follows dips after promotions (van Heerde,
//! Leeflang, Wittink 2000, 2004; Mian, Sufi 2012).

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{exp, ln};
use crate::simulate::chance::wide::widely;

/// The columns of one line in one week that intensities are made from.
pub struct Sources<'a> {
    /// Opportunities of an average week.
    pub rate: &'a [f64],
    /// Market, supply and capacity, multiplied; 0 for who has left.
    pub demand: &'a [f64],
    /// Sum of the logarithms of all lifts: goodwill, marketing, enrolment, skill.
    pub lift: &'a [f64],
    /// Relative rewards together, in this line.
    pub reward: &'a [f64],
}

/// The columns that come of it.
#[derive(Clone, Debug, Default)]
pub struct Intensity {
    /// What would come without rewards.
    pub base: Vec<f64>,
    /// What rewards add.
    pub extra: Vec<f64>,
    /// What is paid back of demand borrowed before.
    pub payback: Vec<f64>,
    /// The expected number of opportunities.
    pub total: Vec<f64>,
}

impl Intensity {
    /// Columns for so many partners.
    pub fn new(partners: usize) -> Intensity {
        let column = || vec![0.0; partners];
        Intensity {
            base: column(),
            extra: column(),
            payback: column(),
            total: column(),
        }
    }

    /// Fills the columns from their sources and moves the debt of borrowed demand on.
    /// `payback_keep` is what is left of a debt after a week.
    pub fn fill(
        &mut self,
        sources: &Sources,
        behaviour: &Behaviour,
        payback_keep: f64,
        debt: &mut [f64],
    ) {
        let elasticity = behaviour.elasticity;
        let n = debt.len();
        let (rate, demand) = (&sources.rate[..n], &sources.demand[..n]);
        let (lift, reward) = (&sources.lift[..n], &sources.reward[..n]);
        let (bases, extras) = (&mut self.base[..n], &mut self.extra[..n]);
        let (paybacks, totals) = (&mut self.payback[..n], &mut self.total[..n]);
        widely(|| {
            for i in 0..n {
                let base = rate[i] * demand[i] * exp(lift[i]);
                let extra = base * (exp(elasticity * ln(1.0 + reward[i])) - 1.0);
                let payback = (debt[i] * (1.0 - payback_keep)).min(Behaviour::MOST_TAKEN * base);
                debt[i] += behaviour.borrowed_share * extra - payback;
                bases[i] = base;
                extras[i] = extra;
                paybacks[i] = payback;
                totals[i] = (base + extra - payback).max(0.0);
            }
        });
    }

    /// Takes from the core line what focus lines gained, at most half of its baseline.
    pub fn cannibalise(&mut self, behaviour: &Behaviour, focus_extra: &[f64]) {
        for (i, extra) in focus_extra.iter().enumerate() {
            let wanted = behaviour.cannibalised_share * extra;
            let taken = wanted.min(Behaviour::MOST_TAKEN * self.base[i]);
            self.total[i] = (self.total[i] - taken).max(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::maths::decay;

    fn fill(behaviour: &Behaviour, reward: f64, debt: &mut [f64]) -> Intensity {
        let keep = decay(1.0, behaviour.payback_half_life);
        let mut intensity = Intensity::new(1);
        let sources = Sources {
            rate: &[0.5],
            demand: &[1.2],
            lift: &[0.0],
            reward: &[reward],
        };
        intensity.fill(&sources, behaviour, keep, debt);
        intensity
    }

    #[test]
    fn rewards_act_with_a_constant_elasticity() {
        // K5's core: (1 + r)^eps times the baseline.
        let behaviour = Behaviour {
            elasticity: 0.34,
            ..Behaviour::null()
        };
        let intensity = fill(&behaviour, 0.5, &mut [0.0]);
        let expected = 0.6 * libm::pow(1.5, 0.34);
        assert!((intensity.total[0] - expected).abs() < 1e-15);
        assert!((fill(&Behaviour::null(), 2.0, &mut [0.0]).total[0] - 0.6).abs() < 1e-15);
    }

    #[test]
    fn everything_borrowed_is_paid_back() {
        // K18: with everything borrowed and no limit reached, the sum of paybacks tends to the
        // sum of extras: what is left owed is the difference, and it fades.
        let behaviour = Behaviour {
            elasticity: 0.34,
            borrowed_share: 1.0,
            ..Behaviour::default()
        };
        let mut debt = [0.0];
        let (mut extra, mut payback) = (0.0, 0.0);
        for week in 0..300 {
            let intensity = fill(&behaviour, if week < 8 { 0.4 } else { 0.0 }, &mut debt);
            extra += intensity.extra[0];
            payback += intensity.payback[0];
            assert!(
                intensity.payback[0] < 0.5 * intensity.base[0],
                "no limit reached"
            );
        }
        assert!(extra > 0.5);
        assert!((payback / extra - 1.0).abs() < 1e-10, "{payback} {extra}");
    }

    #[test]
    fn payback_takes_at_most_half_of_the_baseline() {
        let behaviour = Behaviour::default();
        let mut debt = [1_000.0];
        let intensity = fill(&behaviour, 0.0, &mut debt);
        assert_eq!(intensity.payback[0], 0.5 * intensity.base[0]);
        assert_eq!(debt[0], 1_000.0 - intensity.payback[0]);
    }

    #[test]
    fn focus_lines_take_from_the_core() {
        let behaviour = Behaviour::default();
        let mut intensity = fill(&behaviour, 0.0, &mut [0.0]);
        intensity.cannibalise(&behaviour, &[0.5]);
        assert!((intensity.total[0] - (0.6 - 0.1)).abs() < 1e-15);
        intensity.cannibalise(&behaviour, &[1e9]);
        assert!(
            (intensity.total[0] - 0.2).abs() < 1e-15,
            "half the baseline at most"
        );
    }
}
