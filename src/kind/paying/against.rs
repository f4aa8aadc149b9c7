//! Awards that depend on what other incentives award on the same sale or in the same period.

use crate::base::id::IncentiveId;
use crate::base::period::Days;
use crate::payout::measure::{Reading, Window};
use crate::payout::{Deduction, Occasion, Payout, Per, Rival};

/// The same payout, paid on what the awards of others leave. What is given for a number of things is not paid on
/// money, and stays.
pub fn reduced(payout: Payout, by: &[IncentiveId], is_money: &dyn Fn(&Reading) -> bool) -> Payout {
    payout.on_each_occasion(&|earned| {
        let net = |payout: Box<Payout>| {
            if rests_on_counts(&payout, is_money) {
                return payout;
            }
            Box::new(Payout::Net {
                less: Deduction::Awards(by.to_vec()),
                payout,
            })
        };
        // What is compared is what is left.
        if let Payout::Larger { than, payout } = earned {
            Payout::Larger {
                than,
                payout: net(payout),
            }
        } else {
            *net(Box::new(earned))
        }
    })
}

fn rests_on_counts(payout: &Payout, is_money: &dyn Fn(&Reading) -> bool) -> bool {
    let mut payout = payout;
    while let Payout::Valued { payout: inner, .. } | Payout::When { then: inner, .. } = payout {
        payout = inner;
    }
    matches!(payout, Payout::PerStep { of, .. } if !is_money(of))
}

/// The same payout, paid where it is more than what the others give. Of equal awards the one named first is paid.
pub fn larger(payout: Payout, own: IncentiveId, group: &[IncentiveId]) -> Payout {
    let mut wins_ties = true;
    let mut than = Vec::new();
    for other in group {
        if *other == own {
            wins_ties = false;
        } else {
            than.push(Rival {
                incentive: *other,
                wins_ties,
            });
        }
    }
    payout.on_each_occasion(&|earned| Payout::Larger {
        than: than.clone(),
        payout: Box::new(earned),
    })
}

/// Whether a period is paid in parts by bands: what is taken off the whole of it is not taken off its parts.
pub fn is_parted_by_bands(payout: &Payout) -> bool {
    payout.occasions().iter().any(|(occasion, earned)| {
        let whole = match occasion {
            Occasion::Days(days) => Some(*days),
            Occasion::Period(_) => None,
            Occasion::Event { .. } => return false,
        };
        has_bands_of_days(earned, whole)
    })
}

/// Whether some bands are of days that are not the whole of a period.
fn has_bands_of_days(payout: &Payout, whole: Option<Days>) -> bool {
    if let Payout::Bands(bands) = payout {
        matches!(bands.basis.window, Window::Days(days) if Some(days) != whole)
    } else if let Payout::Sum(parts) | Payout::Greatest(parts) = payout {
        parts.iter().any(|part| has_bands_of_days(part, whole))
    } else if let Payout::When { then: payout, .. }
    | Payout::Larger { payout, .. }
    | Payout::Valued { payout, .. } = payout
    {
        has_bands_of_days(payout, whole)
    } else {
        false
    }
}

/// Whether two payouts are earned on the same occasions: each once for every fact of one kind, or both for the
/// same periods; neither by place among partners.
pub fn share_occasions(one: &Payout, other: &Payout) -> bool {
    let (ones, others) = (one.occasions(), other.occasions());
    let ([(left, earned)], [(right, also)]) = (ones.as_slice(), others.as_slice()) else {
        return false;
    };
    let same = match (left, right) {
        (
            Occasion::Event { selector, per },
            Occasion::Event {
                selector: others,
                per: other,
            },
        ) => selector.fact == others.fact && (*per, *other) == (Per::Fact, Per::Fact),
        (left, right) => left == right,
    };
    same && !has_places(earned) && !has_places(also)
}

fn has_places(payout: &Payout) -> bool {
    match payout {
        Payout::Rank { .. } => true,
        Payout::When { then: payout, .. }
        | Payout::Net { payout, .. }
        | Payout::Larger { payout, .. } => has_places(payout),
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            parts.iter().any(has_places)
        }
        Payout::Choose { arms, .. } => arms.iter().flatten().any(has_places),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => false,
    }
}
