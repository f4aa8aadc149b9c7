//! What a partner feels about the program: a fading stock fed by payouts, promotions, finished
//! training and lowered by demotions, missed thresholds and refusals. Pure; no rule of tiers here.
//!
//! Losses weigh `loss_aversion` times a gain (Wagner, Hennig-Thurau, Rudolph 2009). Sizes are
//! assumptions.

use crate::intake::scenario::behaviour::Behaviour;

/// What can happen to a partner that it remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A payout arrived.
    Paid,
    /// A claim for marketing was paid back.
    Reimbursed,
    /// A track was finished.
    Finished,
    /// A higher tier.
    Promoted,
    /// A lower tier.
    Demoted,
    /// A threshold that the partner worked for was not reached.
    Missed,
    /// A request or registration was refused.
    Refused,
}

/// How much an event changes goodwill.
pub fn change(behaviour: &Behaviour, event: Event) -> f64 {
    let gain = behaviour.goodwill_per_payout;
    match event {
        Event::Paid => gain,
        Event::Reimbursed | Event::Finished => 2.0 * gain,
        Event::Promoted => 0.5,
        Event::Demoted => -0.5 * behaviour.loss_aversion,
        Event::Missed => -0.05 * behaviour.loss_aversion,
        Event::Refused => -behaviour.loss_aversion * gain,
    }
}

/// The end of a week: a share `keep` of the goodwill stays.
pub fn fade(goodwill: &mut [f64], keep: f64) {
    for stock in goodwill {
        *stock *= keep;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_weigh_more_than_gains() {
        let behaviour = Behaviour::default();
        let up = change(&behaviour, Event::Promoted);
        let down = change(&behaviour, Event::Demoted);
        assert_eq!(down, -2.0 * up);
        assert_eq!(change(&behaviour, Event::Finished), 0.1);
        assert_eq!(change(&behaviour, Event::Refused), -0.1);
        let fair = Behaviour {
            loss_aversion: 1.0,
            ..behaviour
        };
        assert_eq!(change(&fair, Event::Demoted), -up);
    }

    #[test]
    fn goodwill_halves_in_its_half_life() {
        let keep = crate::simulate::chance::maths::decay(1.0, 26.0);
        let mut stock = [1.0, -1.0];
        for _ in 0..26 {
            fade(&mut stock, keep);
        }
        assert!((stock[0] - 0.5).abs() < 1e-14 && (stock[1] + 0.5).abs() < 1e-14);
    }
}
