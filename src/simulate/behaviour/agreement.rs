//! What is agreed with a partner as its target: what it is expected to sell without a program, stretched, give or take.
//! Must not know what reaching it earns.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::draw::lognormal;

/// The target that is agreed, by the number that says whether and the one that says how much; `None` where none is.
/// In whole units of what is counted, one at least.
pub fn target(behaviour: &Behaviour, expected: f64, whether: f64, how_much: f64) -> Option<i64> {
    let middle = expected * (1.0 + behaviour.target_stretch);
    let amount = lognormal(how_much, middle, behaviour.target_spread);
    let agreed = whether < behaviour.agreed_share && expected > 0.0;
    agreed.then(|| amount.round().clamp(1.0, MOST) as i64)
}

/// No target is larger.
const MOST: f64 = 1e13;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_number_is_the_stretched_expectation() {
        let mut behaviour = Behaviour {
            agreed_share: 0.8,
            target_stretch: 0.1,
            target_spread: 0.2,
            ..Behaviour::default()
        };
        assert_eq!(target(&behaviour, 1_000.0, 0.5, 0.5), Some(1_100));
        assert_eq!(target(&behaviour, 1_000.0, 0.8, 0.5), None);
        // 1,100 exp(0.2 x 1.2816) is 1,421.4.
        assert_eq!(target(&behaviour, 1_000.0, 0.5, 0.9), Some(1_421));
        behaviour.target_spread = 0.0;
        assert_eq!(target(&behaviour, 1_000.0, 0.5, 0.9), Some(1_100));
        assert_eq!(target(&behaviour, 0.2, 0.5, 0.5), Some(1));
        assert_eq!(
            target(&behaviour, 0.0, 0.5, 0.5),
            None,
            "nothing is expected"
        );
    }
}
