//! Open deals close and are won or lost. A deal carries a clock, an exponential number: it closes
//! in the week in which its hazard adds up to that, so a world with more pressure closes the same
//! deal earlier. Pure; knows no offer.
//!
//! Weekly hazard `q(t) / cycle (1 + k_acc A) max(.1, 1 - k_wait W)`: quarter-end push q (Oyer
//! 1998), urgency A of ending offers, waiting W for announced ones. Won when the deal's number is
//! below `logistic(logit p0 + sigma q + b_skill skill + b_registered registered + b_price price_cut)`.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{decay, logistic};

/// What is left of closing at the least while partners wait.
const LEAST_PACE: f64 = 0.1;

/// The quarter-end factor of a week: above 1 in the last two weeks of a quarter, a little below
/// otherwise, so that a quarter of 13 weeks has mean 1.
pub fn quarter_factor(push: f64, ends_quarter: bool) -> f64 {
    if ends_quarter {
        1.0 + push
    } else {
        (1.0 - push * 2.0 / 11.0).max(0.0)
    }
}

/// How pressing an event is that lies so many whole weeks ahead.
#[inline]
pub fn pressure(behaviour: &Behaviour, weeks_ahead: f64) -> f64 {
    decay(weeks_ahead, behaviour.urgency_half_life)
}

/// The hazard of each partner's deals in a week, before dividing by the cycle.
pub fn paces(
    behaviour: &Behaviour,
    quarter: f64,
    urgency: &[f64],
    waiting: &[f64],
    out: &mut [f64],
) {
    for (pace, (urgent, wait)) in out.iter_mut().zip(urgency.iter().zip(waiting)) {
        let faster = 1.0 + behaviour.closing_acceleration * urgent;
        let slower = (1.0 - behaviour.announcement_wait * wait).max(LEAST_PACE);
        *pace = quarter * faster * slower;
    }
}

/// What a deal's chance to win depends on.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    /// Logit for a deal of average quality.
    pub base: f64,
    /// Hidden quality times its deviation.
    pub quality: f64,
    /// Skill for the line, 0 to 1.
    pub skill: f64,
    /// 1 when the deal is protected, else 0.
    pub registered: f64,
    /// By how much the price is lower than usual, as a part of it.
    pub price_cut: f64,
}

/// The chance to win a deal that closes now.
#[inline]
pub fn win_chance(behaviour: &Behaviour, odds: Odds) -> f64 {
    logistic(
        odds.base
            + odds.quality
            + behaviour.skill_win * odds.skill
            + behaviour.registered_win * odds.registered
            + behaviour.price_win * odds.price_cut,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_thirteen_weeks_has_mean_one() {
        let total: f64 = (0..13).map(|week| quarter_factor(0.40, week >= 11)).sum();
        assert!((total - 13.0).abs() < 1e-14);
        assert_eq!(quarter_factor(0.40, true), 1.4);
        assert_eq!(quarter_factor(0.0, false), 1.0);
    }

    #[test]
    fn pressure_halves_with_distance() {
        let behaviour = Behaviour::default();
        assert_eq!(pressure(&behaviour, 0.0), 1.0);
        assert!((pressure(&behaviour, 2.0) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn ending_offers_speed_up_and_coming_ones_slow_down() {
        let behaviour = Behaviour::default();
        let mut pace = [0.0; 3];
        paces(
            &behaviour,
            1.0,
            &[0.0, 0.4, 0.0],
            &[0.0, 0.0, 0.5],
            &mut pace,
        );
        assert_eq!(pace, [1.0, 1.4, 0.85]);
        let stubborn = Behaviour {
            announcement_wait: 0.6,
            ..behaviour
        };
        paces(&stubborn, 1.0, &[0.0; 3], &[5.0; 3], &mut pace);
        assert_eq!(pace, [0.1; 3]);
    }

    #[test]
    fn more_pressure_closes_the_same_deals_earlier() {
        // K19's core: a deal closes in the first week in which the sum of hazards reaches its
        // clock; larger hazards never close it later.
        let week = |hazard: f64, clock: f64| {
            (1..)
                .find(|week| f64::from(*week) * hazard >= clock)
                .unwrap_or(0)
        };
        for k in 1..200 {
            let clock = f64::from(k) * 0.05;
            assert!(week(0.11 * 1.4, clock) <= week(0.11, clock));
        }
    }

    #[test]
    fn chances_move_by_their_logits() {
        let behaviour = Behaviour::default();
        let odds = Odds {
            base: libm::log(0.25 / 0.75),
            quality: 0.0,
            skill: 0.0,
            registered: 0.0,
            price_cut: 0.0,
        };
        assert!((win_chance(&behaviour, odds) - 0.25).abs() < 1e-15);
        let skilled = win_chance(&behaviour, Odds { skill: 1.0, ..odds });
        assert!((libm::log(skilled / (1.0 - skilled)) - odds.base - 0.25).abs() < 1e-12);
        let protected = win_chance(
            &behaviour,
            Odds {
                registered: 1.0,
                ..odds
            },
        );
        assert!((libm::log(protected / (1.0 - protected)) - odds.base - 0.20).abs() < 1e-12);
        // 5% off: 3.5 x 0.05.
        let cheaper = Odds {
            price_cut: 0.05,
            ..odds
        };
        let cheaper = win_chance(&behaviour, cheaper);
        assert!((libm::log(cheaper / (1.0 - cheaper)) - odds.base - 0.175).abs() < 1e-12);
    }
}
