//! Whom an incentive can pay: false only where some condition shuts a tier out for certain. Must
//! not know amounts beyond "nothing".

use crate::base::id::TierId;
use crate::payout::measure::{Condition, Reading};
use crate::payout::table::{Across, Cell, Set};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};

/// Whether a partner of this tier can be paid.
pub fn reaches(payout: &Payout, tier: TierId) -> bool {
    let all = |parts: &[Payout]| parts.iter().all(|part| reaches(part, tier));
    let any = |parts: &[Payout]| parts.iter().any(|part| reaches(part, tier));
    match payout {
        Payout::Fixed(_) | Payout::Spread(_) => true,
        Payout::Share { of, .. } | Payout::PerStep { of, .. } => reads(of, tier),
        Payout::PerEvent { count, .. } => reads(count, tier),
        Payout::Bands(bands) => {
            reads(&bands.basis, tier)
                && column(bands.across, &bands.columns, tier)
                    .is_none_or(|cells| cells.iter().any(|cell| *cell != Cell::Nothing))
        }
        Payout::Sum(parts) | Payout::Greatest(parts) => any(parts),
        Payout::Least(parts) => all(parts),
        Payout::When { test, then } => allows(test, tier) && reaches(then, tier),
        Payout::Choose { across, arms } => match column(Some(*across), arms, tier) {
            Some(None) => false,
            Some(Some(arm)) => reaches(arm, tier),
            None => arms.iter().flatten().any(|arm| reaches(arm, tier)),
        },
        Payout::Over { occasion, payout } => {
            let open = match occasion {
                Occasion::Event { selector, .. } => admits(&selector.all, tier),
                Occasion::Period(_) | Occasion::Days(_) => true,
            };
            open && reaches(payout, tier)
        }
        Payout::Cap { cap, payout } => {
            let room = column(cap.limit.across, &cap.limit.amounts, tier);
            room.is_none_or(Option::is_some) && reaches(payout, tier)
        }
        Payout::Rank { key, .. } => reads(key, tier),
        Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => reaches(payout, tier),
    }
}

/// The column of the tier, where columns are tiers.
fn column<T>(across: Option<Across>, columns: &[T], tier: TierId) -> Option<&T> {
    let tiers = across.is_some_and(|across| across.set == Set::Tier);
    if tiers {
        columns.get(tier.index())
    } else {
        None
    }
}

fn reads(reading: &Reading, tier: TierId) -> bool {
    admits(&reading.only, tier)
}

fn admits(conditions: &[Condition], tier: TierId) -> bool {
    conditions.iter().all(|condition| match condition {
        Condition::Tier(tiers, _) => tiers.contains(&tier),
        Condition::Is(..)
        | Condition::IsNot(..)
        | Condition::AtLeast(..)
        | Condition::Product(_)
        | Condition::Certification(_)
        | Condition::Within(_)
        | Condition::Type(_)
        | Condition::Region(_)
        | Condition::PersonHolds(_)
        | Condition::Specialized(..)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::Lead
        | Condition::SoldWith(..)
        | Condition::PaidWithin(_)
        | Condition::PaidLate(_) => true,
    })
}

/// Whether the test can hold for a partner of the tier.
fn allows(test: &Test, tier: TierId) -> bool {
    match test {
        Test::All(parts) => parts.iter().all(|part| allows(part, tier)),
        Test::Any(parts) => parts.iter().any(|part| allows(part, tier)),
        Test::Tier(tiers, _) => tiers.contains(&tier),
        // What a denied test shuts out is only certain for a plain tier.
        Test::Not(part) => match &**part {
            Test::Tier(tiers, _) => !tiers.contains(&tier),
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Compare { .. }
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_)
            | Test::OnDays(_) => true,
        },
        Test::Compare { .. }
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => true,
    }
}
