//! What a sale does for its customer: it begins something, renews or widens what is there. Who is new to the partner
//! begins; of the sales to its other customers a share renews and a share widens, and the rest begins something else.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::intake::scenario::behaviour::Behaviour;

/// The kinds of sale, by the words of the facts.
pub const KINDS: [&str; 3] = [NEW, RENEWAL, UPSELL];
const NEW: &str = "new";
/// What a customer has is renewed.
pub const RENEWAL: &str = "renewal";
/// A customer gets more than it has.
pub const UPSELL: &str = "upsell";

/// The kind of a sale, by a number.
pub fn kind(behaviour: &Behaviour, is_new_customer: bool, u: f64) -> &'static str {
    let renewed = behaviour.renewal_share;
    if is_new_customer || u >= renewed + behaviour.upsell_share {
        NEW
    } else if u < renewed {
        RENEWAL
    } else {
        UPSELL
    }
}

/// The share of sales that are of some of the kinds, of those to new customers or of all.
pub fn share(behaviour: &Behaviour, among: &BTreeSet<Name>, of_new_customers: bool) -> f64 {
    let new = match of_new_customers {
        true => 1.0,
        false => behaviour.new_customer_share,
    };
    let renewed = behaviour.renewal_share;
    let widened = behaviour.upsell_share.min(1.0 - renewed);
    let parts = [
        (NEW, new + (1.0 - new) * (1.0 - renewed - widened)),
        (RENEWAL, (1.0 - new) * renewed),
        (UPSELL, (1.0 - new) * widened),
    ];
    let counted = parts.iter().filter(|(word, _)| among.contains(*word));
    counted.map(|(_, share)| share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(renewal: f64, upsell: f64) -> Behaviour {
        Behaviour {
            new_customer_share: 0.4,
            renewal_share: renewal,
            upsell_share: upsell,
            ..Behaviour::default()
        }
    }

    #[test]
    fn a_number_says_which_kind_and_a_new_customer_always_begins() {
        let half = shares(0.5, 0.2);
        let kinds = [0.0, 0.49, 0.5, 0.69, 0.71].map(|u| kind(&half, false, u));
        assert_eq!(kinds, [RENEWAL, RENEWAL, UPSELL, UPSELL, NEW]);
        assert_eq!(kind(&half, true, 0.0), NEW);
        assert_eq!(kind(&shares(0.0, 0.0), false, 0.0), NEW);
        // Where both come to more than all, less is widened.
        assert_eq!(kind(&shares(0.8, 0.5), false, 0.999), UPSELL);
    }

    #[test]
    fn the_shares_are_those_of_the_numbers() {
        let of = |behaviour: &Behaviour, words: &[&str], new: bool| {
            let among = words.iter().map(|word| Name::new(word)).collect();
            share(behaviour, &among, new)
        };
        let near = |one: f64, two: f64| (one - two).abs() < 1e-12;
        let half = shares(0.5, 0.2);
        // 60% of sales are to customers of the partner.
        assert!(near(of(&half, &["renewal"], false), 0.3));
        assert!(near(of(&half, &["upsell"], false), 0.12));
        assert!(near(of(&half, &["new"], false), 0.58));
        assert!(near(of(&half, &KINDS, false), 1.0));
        assert!(near(of(&half, &["new"], true), 1.0) && near(of(&half, &["upsell"], true), 0.0));
        assert!(near(of(&shares(0.8, 0.5), &["upsell"], false), 0.12));
    }
}
