//! Which sales an incentive can be paid for, as far as the program alone decides it: their
//! products, days, tiers, types and regions. Must not know which lint asks.

use std::collections::BTreeSet;

use crate::base::id::{ProductId, RegionId, TierId, TypeId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::lint::promise::promise;
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::measure::{Condition, Measure, Measured, Reading, Window};
use crate::payout::test::Test;
use crate::semantics::audience::named;

/// The sales that an incentive can be paid for. `None` in a field does not narrow.
#[derive(Clone, Default)]
pub struct Reach {
    products: Option<BTreeSet<ProductId>>,
    tiers: Option<BTreeSet<TierId>>,
    types: Option<BTreeSet<TypeId>>,
    regions: Option<BTreeSet<RegionId>>,
    partners: Option<BTreeSet<Name>>,
    days: Vec<Days>,
}

impl Reach {
    /// Whether one sale can count for both.
    pub fn meets(&self, other: &Reach, program: &Program) -> bool {
        let days: Vec<Days> = self.days.iter().chain(&other.days).copied().collect();
        let year = Some(program.fiscal.year());
        let common = days
            .iter()
            .try_fold(year, |left, days| left.map(|left| left.overlap(days)))
            .flatten();
        common.is_some()
            && share(self.products.as_ref(), other.products.as_ref())
            && share(self.tiers.as_ref(), other.tiers.as_ref())
            && share(self.types.as_ref(), other.types.as_ref())
            && share(self.regions.as_ref(), other.regions.as_ref())
            && share(self.partners.as_ref(), other.partners.as_ref())
    }

    /// What its conditions leave none of together, where that is so.
    pub fn leaves_no(&self) -> Option<&'static str> {
        let none = [
            (
                "partner",
                self.partners.as_ref().is_some_and(BTreeSet::is_empty),
            ),
            (
                "partner type",
                self.types.as_ref().is_some_and(BTreeSet::is_empty),
            ),
            (
                "region",
                self.regions.as_ref().is_some_and(BTreeSet::is_empty),
            ),
            (
                "product",
                self.products.as_ref().is_some_and(BTreeSet::is_empty),
            ),
        ];
        none.into_iter()
            .find_map(|(what, none)| none.then_some(what))
    }

    fn narrow(&mut self, condition: &Condition) {
        match condition {
            Condition::Product(products) => narrow(&mut self.products, products),
            Condition::Tier(tiers, _) => narrow(&mut self.tiers, tiers),
            Condition::Type(types) => narrow(&mut self.types, types),
            Condition::Region(regions) => narrow(&mut self.regions, regions),
            Condition::Within(days) => self.days.push(*days),
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Certification(_)
            | Condition::PersonHolds(_)
            | Condition::Specialized(..)
            | Condition::NewCustomer
            | Condition::RegisteredDeal
            | Condition::Lead
            | Condition::SoldWith(..)
            | Condition::PaidWithin(_)
            | Condition::PaidLate(_) => {}
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::All(parts) => {
                for part in parts {
                    self.test(part);
                }
            }
            Test::Type(types) => narrow(&mut self.types, types),
            Test::Region(regions) => narrow(&mut self.regions, regions),
            Test::Within(days, kept) => self.days.push(days.and_after(kept.unwrap_or(0))),
            // A tier on another day than the sale's does not say which tier the sale was made at.
            Test::Tier(..)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Compare { .. }
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_)
            | Test::OnDays(_) => {}
        }
    }
}

fn narrow<T: Clone + Ord>(to: &mut Option<BTreeSet<T>>, set: &BTreeSet<T>) {
    let kept = match to.take() {
        Some(known) => known.intersection(set).cloned().collect(),
        None => set.clone(),
    };
    *to = Some(kept);
}

fn share<T: Ord>(one: Option<&BTreeSet<T>>, two: Option<&BTreeSet<T>>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => !one.is_disjoint(two),
        (Some(only), None) | (None, Some(only)) => !only.is_empty(),
        (None, None) => true,
    }
}

/// The sales that an incentive can be paid for; `None` when it is not paid for sales.
pub fn reach(program: &Program, incentive: &Incentive) -> Option<Reach> {
    let promise = promise(&incentive.payout);
    let mut reach = Reach {
        partners: named::by_sale(program, &incentive.payout),
        ..Reach::default()
    };
    let mut sells = false;
    for selector in promise.selectors() {
        if selector.fact == FactKind::Sale {
            sells = true;
            for condition in &selector.all {
                reach.narrow(condition);
            }
        }
    }
    for reading in &promise.bases {
        sells = sells || of_sales(program, reading, &mut reach);
        for condition in &reading.only {
            reach.narrow(condition);
        }
        if let Window::Days(days) = reading.window {
            reach.days.push(days);
        }
    }
    for test in promise.tests {
        // A test that opens only a part, such as a double amount until a day, does not narrow the
        // whole.
        if !matches!(test, Test::Within(..)) {
            reach.test(test);
        }
    }
    sells.then_some(reach)
}

/// Whether a reading counts sales; its measure's own conditions narrow the reach.
fn of_sales(program: &Program, reading: &Reading, reach: &mut Reach) -> bool {
    let Measured::Measure(id) = reading.measure else {
        return false;
    };
    let Some(measure) = program.measure(id) else {
        return false;
    };
    let of = match &measure.measure {
        Measure::Sum { of, .. } | Measure::Distinct { of, .. } | Measure::Median { of, .. } => of,
        Measure::Count(of) => of,
        Measure::Certified(_) => return false,
        Measure::Less(left, _) => match left.as_ref() {
            Measure::Sum { of, .. } | Measure::Distinct { of, .. } | Measure::Median { of, .. } => {
                of
            }
            Measure::Count(of) => of,
            Measure::Certified(_) | Measure::Less(..) => return false,
        },
    };
    if of.fact != FactKind::Sale {
        return false;
    }
    for condition in &of.all {
        reach.narrow(condition);
    }
    true
}
