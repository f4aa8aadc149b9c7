//! What partners ask for off the rules: how often, for how much, and whether it is granted. Must not know what is paid.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::draw::exponential;

/// The chance that a partner asks in a week.
pub fn chance_to_ask(behaviour: &Behaviour) -> f64 {
    behaviour.exception_asks / 52.0
}

/// How much is asked for, by a number: as a part of the partner's mean deal, of which the chance falls evenly.
pub fn asked_for(behaviour: &Behaviour, deal: f64, u: f64) -> f64 {
    exponential(u) * behaviour.exception_size * deal
}

/// Whether it is granted, by a number.
pub fn is_granted(behaviour: &Behaviour, u: f64) -> bool {
    u < behaviour.exception_granted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_what_is_asked_for_is_below_the_logarithm_of_two() {
        let behaviour = Behaviour {
            exception_asks: 2.6,
            exception_size: 0.5,
            exception_granted: 0.6,
            ..Behaviour::null()
        };
        assert!((chance_to_ask(&behaviour) - 0.05).abs() < 1e-12);
        let half = asked_for(&behaviour, 1_000.0, 0.5);
        assert!((half - 500.0 * std::f64::consts::LN_2).abs() < 1e-9);
        assert!(is_granted(&behaviour, 0.59) && !is_granted(&behaviour, 0.6));
        let null = Behaviour::null();
        assert!(chance_to_ask(&null) == 0.0 && !is_granted(&null, 0.0));
    }
}
