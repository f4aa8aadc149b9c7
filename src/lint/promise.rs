//! What an incentive's payout is made of: its conditions, limits and sources, each in one list.
//! Must not know which lint asks.

use std::collections::BTreeSet;

use crate::base::id::{BudgetId, CertificationId};
use crate::base::ratio::Ratio;
use crate::payout::measure::{Condition, Reading, Selector};
use crate::payout::table::Cell;
use crate::payout::test::Test;
use crate::payout::{Cap, Occasion, Payout, Quantity, Source, Undo};
use crate::semantics::walk::{bases, visit};

/// The parts of a payout.
#[derive(Default)]
pub struct Promise<'p> {
    /// Conditions on the occasion, all of which open some part.
    pub tests: Vec<&'p Test>,
    /// When something is earned.
    pub occasions: Vec<&'p Occasion>,
    /// What is paid on.
    pub bases: Vec<&'p Reading>,
    /// The limits.
    pub caps: Vec<&'p Cap>,
    /// The budgets that are drawn on.
    pub budgets: BTreeSet<BudgetId>,
    /// What a return takes back.
    pub undo: Option<&'p Undo>,
    /// Amounts paid for each event.
    pub each: Vec<Quantity>,
    /// Prizes by place.
    pub prizes: Vec<Quantity>,
}

/// Takes a payout apart.
pub fn promise(payout: &Payout) -> Promise<'_> {
    let mut found = Promise::default();
    visit(payout, &mut |shape| {
        found.bases.extend(bases(shape));
        note(&mut found, shape);
    });
    found
}

fn note<'p>(found: &mut Promise<'p>, shape: &'p Payout) {
    match shape {
        Payout::When { test, .. } => found.tests.push(test),
        Payout::Over { occasion, .. } => found.occasions.push(occasion),
        Payout::Cap { cap, .. } => found.caps.push(cap),
        Payout::Draw { from, .. } => {
            if let Source::Budget(id) = from {
                found.budgets.insert(*id);
            }
        }
        Payout::Undo { undo, .. } => found.undo = Some(undo),
        Payout::PerEvent { each, .. } => found.each.push(*each),
        Payout::Rank { prizes, .. } => found.prizes.extend(prizes),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Choose { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::TrueUp(_) => {}
    }
}

impl Promise<'_> {
    /// The facts of the occasions.
    pub fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.occasions.iter().filter_map(|occasion| {
            if let Occasion::Event { selector, .. } = occasion {
                Some(selector)
            } else {
                None
            }
        })
    }

    /// Certifications without which nothing is paid.
    pub fn needed(&self) -> BTreeSet<CertificationId> {
        let mut needed = BTreeSet::new();
        for test in &self.tests {
            held(test, &mut needed);
        }
        let conditions = self.selectors().flat_map(|selector| &selector.all);
        let only = self.bases.iter().flat_map(|reading| &reading.only);
        for condition in conditions.chain(only) {
            if let Condition::PersonHolds(id) = condition {
                needed.insert(*id);
            }
        }
        needed
    }
}

/// The certifications that a test cannot hold without.
pub fn held(test: &Test, into: &mut BTreeSet<CertificationId>) {
    match test {
        Test::All(parts) => {
            for part in parts {
                held(part, into);
            }
        }
        Test::Holds(id, _) | Test::PersonHolds(id, _) => {
            into.insert(*id);
        }
        Test::Any(_)
        | Test::Not(_)
        | Test::Compare { .. }
        | Test::Tier(..)
        | Test::Specialized(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => {}
    }
}

/// Whether all that a payout pays is zero.
pub fn pays_nothing(payout: &Payout) -> bool {
    let (mut pays, mut paid) = (false, false);
    visit(payout, &mut |part| {
        if let Some(zero) = is_zero(part) {
            pays = true;
            paid |= !zero;
        }
    });
    pays && !paid
}

/// Whether a shape that pays by itself pays nothing; `None` for one that only holds others.
fn is_zero(part: &Payout) -> Option<bool> {
    match part {
        Payout::Fixed(quantity) => Some(quantity.amount == Ratio::ZERO),
        Payout::Share { rate, .. } => Some(*rate == Ratio::ZERO),
        Payout::PerEvent { each, .. } | Payout::PerStep { each, .. } => {
            Some(each.amount == Ratio::ZERO)
        }
        Payout::Bands(bands) => Some(bands.columns.iter().flatten().all(Cell::is_nothing)),
        Payout::Guarantee { guarantee, .. } => Some(guarantee.least.amount.is_zero()),
        // What a claim comes to is its own affair.
        Payout::Spread(_) => Some(false),
        Payout::Rank { prizes, .. } => Some(prizes.iter().all(|prize| prize.amount == Ratio::ZERO)),
        Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Net { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_)
        | Payout::Larger { .. } => None,
    }
}
