//! Whether the deals of an incentive can keep the terms of the day of their registration.

use super::{Unjoinable, Version, Wrapper};
use crate::fact::FactKind;
use crate::payout::{Occasion, Payout};

/// They can where it pays for sales, and what a sale is paid differs, but nothing around it does.
pub(super) fn keepable(
    versions: &[Version],
    peeled: &[(Vec<Wrapper>, &Payout)],
) -> Result<(), Unjoinable> {
    let mut differs = false;
    for (pair, version) in peeled.windows(2).zip(versions.iter().skip(1)) {
        let [(around, one), (other_around, other)] = pair else {
            continue;
        };
        let apart = Unjoinable::KeepsApart(version.days.first());
        let (Some(occasion), Some(other_occasion)) = (occasion_of(one), occasion_of(other)) else {
            return Err(apart);
        };
        if !is_of_sales(occasion) {
            return Err(Unjoinable::KeepsNothing);
        }
        if around != other_around || occasion != other_occasion {
            return Err(apart);
        }
        differs |= one != other;
    }
    if differs {
        Ok(())
    } else {
        Err(Unjoinable::KeepsNothing)
    }
}

fn occasion_of(payout: &Payout) -> Option<&Occasion> {
    if let Payout::Over { occasion, .. } = payout {
        Some(occasion)
    } else {
        None
    }
}

fn is_of_sales(occasion: &Occasion) -> bool {
    matches!(occasion, Occasion::Event { selector, .. } if selector.fact == FactKind::Sale)
}
