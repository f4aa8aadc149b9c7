//! Who had a part in a deal: mostly the partner that sells alone, else another partner that brought the deal and is
//! credited with a part of it. Must not know what a part earns.

use crate::intake::scenario::behaviour::Behaviour;

/// Who brought a deal of a partner, by the number that says whether and the one that says who; `None` where the
/// partner did so itself. Each of the others is as likely.
pub fn introducer(
    behaviour: &Behaviour,
    (own, partners): (u32, u32),
    whether: f64,
    who: f64,
) -> Option<u32> {
    let others = partners.saturating_sub(1);
    if others == 0 || whether >= behaviour.introduced_share {
        return None;
    }
    let other = ((who * f64::from(others)) as u32).min(others - 1);
    Some(other + u32::from(other >= own))
}

/// How many hundredths of a deal the one who brought it is credited with.
pub fn hundredths(behaviour: &Behaviour) -> i64 {
    (behaviour.introducer_credit * 100.0).round() as i64
}

/// The part of its own deals that a partner is credited with.
pub fn own_part(behaviour: &Behaviour) -> f64 {
    1.0 - behaviour.introduced_share * hundredths(behaviour) as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_partner_brings_a_deal_never_the_own() {
        let behaviour = Behaviour {
            introduced_share: 0.2,
            introducer_credit: 0.4,
            ..Behaviour::default()
        };
        assert_eq!(introducer(&behaviour, (1, 3), 0.2, 0.5), None);
        let who = [0.0, 0.49, 0.5, 0.99].map(|u| introducer(&behaviour, (1, 3), 0.1, u));
        assert_eq!(who, [Some(0), Some(0), Some(2), Some(2)]);
        assert_eq!(introducer(&behaviour, (0, 1), 0.0, 0.5), None);
        assert_eq!(hundredths(&behaviour), 40);
        assert!((own_part(&behaviour) - 0.92).abs() < 1e-12);
    }
}
