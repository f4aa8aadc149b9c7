//! Which sales an incentive can be paid for, as far as the program alone decides it: their
//! products, days, tiers, types and regions. Must not know which lint asks.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{ProductId, RegionId, TierId, TypeId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::lint::requirement::figure_words;
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::measure::{Condition, Figure, Measure, Measured, Reading, Selector, Window};
use crate::payout::table::AsOf;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::audience::named;
use crate::semantics::extent::Extent;
use crate::semantics::walk::{bases, children};

/// The sales that an incentive can be paid for. `None` in a field does not narrow.
#[derive(Clone, Default)]
pub struct Reach {
    products: Option<BTreeSet<ProductId>>,
    tiers: Option<BTreeSet<TierId>>,
    /// The tiers that are asked for, by the day on which they are.
    held: BTreeMap<AsOf, BTreeSet<TierId>>,
    types: Option<BTreeSet<TypeId>>,
    regions: Option<BTreeSet<RegionId>>,
    partners: Option<BTreeSet<Name>>,
    /// What is asked of figures.
    figures: Vec<(Figure, Extent)>,
    days: Vec<Days>,
    sells: bool,
}

impl Reach {
    /// Whether one sale can count for both.
    pub fn meets(&self, other: &Reach, program: &Program) -> bool {
        let days = self.days.iter().chain(&other.days);
        common([&program.fiscal.year()].into_iter().chain(days)).is_some()
            && share(self.products.as_ref(), other.products.as_ref())
            && share(self.tiers.as_ref(), other.tiers.as_ref())
            && share(self.types.as_ref(), other.types.as_ref())
            && share(self.regions.as_ref(), other.regions.as_ref())
            && share(self.partners.as_ref(), other.partners.as_ref())
    }

    /// The figure of which no amount meets its conditions.
    pub fn unmet(&self) -> Option<&Figure> {
        let mut figures = self.figures.iter();
        let closed = figures.find(|(_, extent)| extent.is_empty());
        closed.map(|(figure, _)| figure)
    }

    /// What its conditions leave none of together, where that is so.
    pub fn leaves_no(&self, program: &Program) -> Option<String> {
        if let Some(figure) = self.unmet() {
            return Some(format!("amount of {}", figure_words(figure, program)));
        }
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
            ("tier", self.held.values().any(BTreeSet::is_empty)),
        ];
        none.into_iter()
            .find_map(|(what, none)| none.then(|| what.to_owned()))
    }

    /// What is left where one more test holds.
    pub fn with(&self, test: &Test, program: &Program) -> Reach {
        let mut reach = self.clone();
        reach.test(test, program);
        reach
    }

    fn narrow(&mut self, condition: &Condition) {
        match condition {
            Condition::Product(products) => narrow(&mut self.products, products),
            Condition::Tier(tiers, day) => {
                narrow(&mut self.tiers, tiers);
                self.hold(tiers, *day);
            }
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

    fn hold(&mut self, tiers: &BTreeSet<TierId>, day: AsOf) {
        let held = self.held.entry(day).or_insert_with(|| tiers.clone());
        held.retain(|tier| tiers.contains(tier));
    }

    fn test(&mut self, test: &Test, program: &Program) {
        match test {
            Test::All(parts) => {
                for part in parts {
                    self.test(part, program);
                }
            }
            Test::Any(parts) => {
                let of = |part| {
                    let mut reach = Reach::default();
                    reach.test(part, program);
                    reach
                };
                self.and(Reach::either(parts.iter().map(of).collect()));
            }
            Test::Type(types) => narrow(&mut self.types, types),
            Test::Region(regions) => narrow(&mut self.regions, regions),
            Test::Within(days, kept) => self.days.push(days.and_after(kept.unwrap_or(0))),
            // A tier on another day than the sale's does not say which tier the sale was made at.
            Test::Tier(tiers, day) => self.hold(tiers, *day),
            // The test of a segment asks for no segment.
            Test::Segment(id) => {
                if let Some(segment) = program.words.segments.get(id.index()) {
                    self.test(&segment.test, program);
                }
            }
            Test::Compare {
                figure,
                comparison,
                threshold,
            } => {
                let asked = Extent::asked(*comparison, threshold);
                self.compare(figure, asked.and(Extent::of(program, figure)));
            }
            Test::Not(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::OnDays(_) => {}
        }
    }

    fn compare(&mut self, figure: &Figure, asked: Extent) {
        match self.figures.iter_mut().find(|(held, _)| held == figure) {
            Some((_, extent)) => *extent = extent.and(asked),
            None => self.figures.push((figure.clone(), asked)),
        }
    }

    /// What another asks too.
    fn and(&mut self, other: Reach) {
        let products = other.products.iter();
        products.for_each(|set| narrow(&mut self.products, set));
        other
            .tiers
            .iter()
            .for_each(|set| narrow(&mut self.tiers, set));
        other
            .types
            .iter()
            .for_each(|set| narrow(&mut self.types, set));
        other
            .regions
            .iter()
            .for_each(|set| narrow(&mut self.regions, set));
        for (day, tiers) in &other.held {
            self.hold(tiers, *day);
        }
        for (figure, asked) in &other.figures {
            self.compare(figure, *asked);
        }
        self.days.extend(other.days);
        self.sells |= other.sells;
    }

    fn asked_of(&self, figure: &Figure) -> Option<Extent> {
        let mut all = self.figures.iter();
        all.find_map(|(held, extent)| (held == figure).then_some(*extent))
    }

    /// What one of several asks: a field is narrowed where each of them narrows it.
    fn either(all: Vec<Reach>) -> Reach {
        let [first, ..] = all.as_slice() else {
            return Reach::default();
        };
        let of_day = |day: &AsOf| union(all.iter().map(|it| it.held.get(day)));
        let held = first.held.keys();
        let held = held.filter_map(|day| Some((*day, of_day(day)?))).collect();
        let figures = first.figures.iter();
        let figures = figures.filter_map(|(figure, _)| {
            let asked: Option<Vec<Extent>> = all.iter().map(|it| it.asked_of(figure)).collect();
            let asked = asked?.into_iter().reduce(Extent::around)?;
            Some((figure.clone(), asked))
        });
        let figures = figures.collect();
        let days: Option<Vec<Days>> = all.iter().map(|it| common(&it.days)).collect();
        let days = days.unwrap_or_default();
        let (starts, ends) = (days.iter().map(Days::first), days.iter().map(Days::last));
        let around = starts.min().zip(ends.max());
        let around = around.and_then(|(first, last)| Days::new(first, last));
        Reach {
            products: union(all.iter().map(|it| it.products.as_ref())),
            tiers: union(all.iter().map(|it| it.tiers.as_ref())),
            held,
            types: union(all.iter().map(|it| it.types.as_ref())),
            regions: union(all.iter().map(|it| it.regions.as_ref())),
            partners: None,
            figures,
            days: around.into_iter().collect(),
            sells: all.iter().any(|it| it.sells),
        }
    }
}

/// The days that all have; `None` where there are none, or nothing is said.
fn common<'d>(days: impl IntoIterator<Item = &'d Days>) -> Option<Days> {
    let mut days = days.into_iter();
    let first = *days.next()?;
    days.try_fold(first, |left, days| left.overlap(days))
}

/// What is in one of them; `None` where one of them says nothing.
fn union<'s, T: Clone + Ord + 's>(
    all: impl Iterator<Item = Option<&'s BTreeSet<T>>>,
) -> Option<BTreeSet<T>> {
    let all: Option<Vec<&BTreeSet<T>>> = all.collect();
    Some(all?.into_iter().flatten().cloned().collect())
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
    let mut reach = of_payout(program, &incentive.payout);
    reach.partners = named::by_sale(program, &incentive.payout);
    reach.sells.then_some(reach)
}

/// What a payout asks; of parts, such as the versions of a year, each asks its own.
fn of_payout(program: &Program, payout: &Payout) -> Reach {
    let mut reach = Reach::default();
    // A test that opens only a part, such as a double amount until a day, does not narrow the whole.
    if let Payout::When { test, .. } = payout
        && !matches!(test, Test::Within(..))
    {
        reach.test(test, program);
    }
    if let Payout::Over { occasion, .. } = payout
        && let Occasion::Event { selector, .. } = occasion
        && selector.fact == FactKind::Sale
    {
        reach.sells = true;
        for condition in &selector.all {
            reach.narrow(condition);
        }
    }
    for reading in bases(payout) {
        reach.sells |= of_sales(program, reading, &mut reach);
        for condition in &reading.only {
            reach.narrow(condition);
        }
        if let Window::Days(days) = reading.window {
            reach.days.push(days);
        }
    }
    let parts = children(payout).into_iter();
    reach.and(Reach::either(
        parts.map(|part| of_payout(program, part)).collect(),
    ));
    reach
}

/// Whether a reading counts sales; its measure's own conditions narrow the reach.
fn of_sales(program: &Program, reading: &Reading, reach: &mut Reach) -> bool {
    let Some(of) = selected(program, reading).filter(|of| of.fact == FactKind::Sale) else {
        return false;
    };
    for condition in &of.all {
        reach.narrow(condition);
    }
    true
}

/// The facts that a reading counts, those that are taken off aside.
pub fn selected<'p>(program: &'p Program, reading: &Reading) -> Option<&'p Selector> {
    let Measured::Measure(id) = reading.measure else {
        return None;
    };
    let mut measure = &program.measure(id)?.measure;
    loop {
        match measure {
            Measure::Sum { of, .. }
            | Measure::Count(of)
            | Measure::Distinct { of, .. }
            | Measure::Median { of, .. } => return Some(of),
            Measure::Certified(_) => return None,
            Measure::Less(left, _) => measure = left,
        }
    }
}
