//! Running totals: for each measure that a program reads of one partner, its facts and what they add up to
//! so far. They say what the book's rows say, without selecting and adding them at each evaluation. Which
//! facts a measure selects is `evaluate`'s to say, once, when a fact enters the book.

use std::cmp::Ordering;

use crate::base::date::Date;
use crate::base::id::MeasureId;
use crate::base::period::Days;
use crate::fact::{FactKind, FieldIndex};
use crate::model::Program;
use crate::payout::Payout;
use crate::payout::measure::{Condition, Entity, Measure, Measured, Reading, Selector};
use crate::payout::test::Test;
use crate::semantics::book::{Book, PartnerId, Row, RowId};
use crate::semantics::walk;

/// A measure with conditions, of which totals are kept.
#[derive(Clone, Copy)]
pub struct Tallied<'p> {
    /// The measure.
    measure: MeasureId,
    /// Conditions of the reading; none where they do not say the same for good.
    only: &'p [Condition],
    /// The facts that it counts.
    of: &'p Selector,
    /// The field that is added up; `None` counts facts.
    field: Option<FieldIndex>,
}

impl<'p> Tallied<'p> {
    /// Every measure of a program that is read of partners and whose facts are selected for good.
    pub fn all(program: &'p Program) -> Vec<Tallied<'p>> {
        let mut found: Vec<Tallied<'p>> = Vec::new();
        let mut see = |reading: &'p Reading| {
            if let Some(wanted) = Tallied::of(program, reading) {
                let is_same =
                    |held: &Tallied| held.measure == wanted.measure && held.only == wanted.only;
                if !found.iter().any(is_same) {
                    found.push(wanted);
                }
            }
        };
        for incentive in &program.incentives {
            walk::visit(&incentive.payout, &mut |part| {
                walk::readings(part).into_iter().for_each(&mut see);
                if let Payout::When { test, .. } = part {
                    in_test(test, &mut see);
                }
            });
        }
        let special = program.specializations.iter().map(|it| &it.rules);
        for tier in program.tiers.iter().chain(special) {
            for path in tier.paths() {
                let all = path.earn.iter().chain(&path.keep);
                all.for_each(|requirement| in_test(&requirement.test, &mut see));
            }
        }
        found
    }

    fn of(program: &'p Program, reading: &'p Reading) -> Option<Tallied<'p>> {
        let Measured::Measure(measure) = reading.measure else {
            return None;
        };
        let (of, field) = match &program.measure(measure)?.measure {
            Measure::Sum { of, field } => (of, Some(*field)),
            Measure::Count(of) => (of, None),
            Measure::Distinct { .. }
            | Measure::Median { .. }
            | Measure::Certified(_)
            | Measure::Less(..) => return None,
        };
        let is_for_good = reading.entity == Entity::Partner && of.all.iter().all(lasts);
        let only_for_good = reading.only.iter().all(lasts);
        is_for_good.then_some(Tallied {
            measure,
            only: if only_for_good { &reading.only } else { &[] },
            of,
            field,
        })
    }

    /// The conditions that a reading asks of these facts besides: none where these are its own totals;
    /// `None` where they are of something else.
    pub fn besides<'r>(&self, reading: &'r Reading) -> Option<&'r [Condition]> {
        let is_measure = reading.measure == Measured::Measure(self.measure);
        if !is_measure || reading.entity != Entity::Partner {
            None
        } else if self.only == reading.only {
            Some(&[])
        } else {
            self.only.is_empty().then_some(&reading.only)
        }
    }

    /// Which kind of facts it counts.
    pub fn kind(&self) -> FactKind {
        self.of.fact
    }

    /// The facts that it counts, and the conditions of the reading.
    pub fn selects(&self) -> (&'p Selector, &'p [Condition]) {
        (self.of, self.only)
    }

    /// What a fact that it counts adds, as long as nothing of it is returned.
    pub fn amount(&self, row: &Row) -> i64 {
        self.field.map_or(1, |field| row.number(field).unwrap_or(0))
    }
}

fn in_test<'p>(test: &'p Test, see: &mut impl FnMut(&'p Reading)) {
    for figure in walk::figures(test) {
        walk::figure_readings(figure)
            .into_iter()
            .for_each(&mut *see);
    }
}

/// Whether a condition says the same of a fact of which nothing is returned as long as it is known. The
/// others are asked at each reading.
fn lasts(condition: &Condition) -> bool {
    match condition {
        Condition::Is(..)
        | Condition::IsNot(..)
        | Condition::AtLeast(..)
        | Condition::Product(_)
        | Condition::Certification(_)
        | Condition::Within(_) => true,
        Condition::Tier(..)
        | Condition::Type(_)
        | Condition::Region(_)
        | Condition::PersonHolds(_)
        | Condition::Specialized(..)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::Lead
        | Condition::SoldWith(..)
        | Condition::PaidWithin(_)
        | Condition::PaidLate(_) => false,
    }
}

/// The totals of all partners, by their places: for each tallied measure, by its place in the plan.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    partners: Vec<Vec<Tally>>,
}

/// The facts of one measure of one partner, in the order of day, then of facts.
#[derive(Clone, Debug, Default)]
struct Tally {
    facts: Vec<Fact>,
    /// Whether a sum went outside the range, so that rows must be added up.
    is_full: bool,
}

/// A fact that is counted.
#[derive(Clone, Copy, Debug)]
struct Fact {
    day: Date,
    row: RowId,
    /// What it and all before it add up to.
    sum: i64,
}

impl Tallies {
    /// Adds a fact of the book.
    pub fn add(&mut self, place: usize, book: &Book, id: RowId, amount: i64) {
        let Some(row) = book.row(id) else {
            return;
        };
        let partner = row.partner.index();
        if self.partners.len() <= partner {
            let length = partner.saturating_add(1);
            self.partners.resize_with(length, Vec::new);
        }
        let Some(tallies) = self.partners.get_mut(partner) else {
            return;
        };
        if tallies.len() <= place {
            tallies.resize_with(place.saturating_add(1), Tally::default);
        }
        let is_before = |held: &Fact| {
            let days = held.day.cmp(&row.happened);
            let facts = || {
                let held = book.row(held.row);
                held.map_or(Ordering::Less, |held| book.compare(held, row))
            };
            days.then_with(facts) == Ordering::Less
        };
        if let Some(tally) = tallies.get_mut(place) {
            let place = match tally.facts.last() {
                Some(last) if !is_before(last) => tally.facts.partition_point(is_before),
                Some(_) | None => tally.facts.len(),
            };
            tally.insert(place, row.happened, id, amount);
        }
    }

    /// Whether the totals of a partner are kept: they lie inside the range.
    pub fn holds(&self, place: usize, partner: PartnerId) -> bool {
        let tallies = self.partners.get(partner.index());
        let tally = tallies.and_then(|tallies| tallies.get(place));
        tally.is_none_or(|tally| !tally.is_full)
    }

    /// What the facts of some days add up to; `None` where the totals are not kept.
    pub fn sum(&self, place: usize, partner: PartnerId, days: Days) -> Option<i128> {
        if !self.holds(place, partner) {
            return None;
        }
        let (before, facts) = self.within(place, partner, days);
        let last = facts.last().map_or(before, |fact| fact.sum);
        Some(i128::from(last).saturating_sub(i128::from(before)))
    }

    /// The facts of some days and what each adds, where the totals are kept.
    pub fn facts(
        &self,
        place: usize,
        partner: PartnerId,
        days: Days,
    ) -> impl Iterator<Item = (RowId, i128)> {
        let (before, facts) = self.within(place, partner, days);
        facts.iter().scan(before, |before, fact| {
            let amount = i128::from(fact.sum).saturating_sub(i128::from(*before));
            *before = fact.sum;
            Some((fact.row, amount))
        })
    }

    /// The facts of some days, and what all before them add up to.
    fn within(&self, place: usize, partner: PartnerId, days: Days) -> (i64, &[Fact]) {
        let tallies = self.partners.get(partner.index());
        let Some(tally) = tallies.and_then(|tallies| tallies.get(place)) else {
            return (0, &[]);
        };
        let from = tally.facts.partition_point(|fact| fact.day < days.first());
        let to = tally.facts.partition_point(|fact| fact.day <= days.last());
        let before = from.checked_sub(1).and_then(|last| tally.facts.get(last));
        let facts = tally.facts.get(from..to).unwrap_or(&[]);
        (before.map_or(0, |fact| fact.sum), facts)
    }
}

impl Tally {
    fn insert(&mut self, place: usize, day: Date, row: RowId, amount: i64) {
        let before = place.checked_sub(1).and_then(|last| self.facts.get(last));
        let sum = before.map_or(0, |fact| fact.sum);
        self.facts.insert(place, Fact { day, row, sum });
        for fact in self.facts.iter_mut().skip(place) {
            match fact.sum.checked_add(amount) {
                Some(sum) => fact.sum = sum,
                None => self.is_full = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::name::Name;
    use crate::semantics::book::{Entered, Partner};
    use crate::semantics::symbol::Symbol;

    fn day(offset: i64) -> Date {
        Date::new(2027, 2, 1).unwrap().plus_days(offset)
    }

    /// A book of sales on these days, tallied in the order given, and the amounts by row.
    fn tallied(sales: &[(i64, i64)]) -> (Book, Tallies, PartnerId) {
        let mut book = Book::default();
        let partner = book.add_partner(Partner::named(&Name::new("acme")));
        let mut tallies = Tallies::default();
        for (number, (offset, amount)) in (0_u64..).zip(sales) {
            let id = Symbol::numbered(b's', 1_000 - number).unwrap();
            let row = Row::new(FactKind::Sale, id, partner, day(*offset));
            let Ok(Entered::New(id)) = book.enter(row, day(*offset)) else {
                panic!("a new sale")
            };
            tallies.add(0, &book, id, *amount);
        }
        (book, tallies, partner)
    }

    #[test]
    fn a_running_total_is_the_sum_of_its_facts_in_their_order() {
        // Late facts stand in the middle; of one day the smaller id (entered later) is first.
        let sales: Vec<(i64, i64)> = (0..60).map(|n| (n * 37 % 23, n * n % 101 - 20)).collect();
        let (book, tallies, partner) = tallied(&sales);
        for first in -2..25 {
            for last in first..25 {
                let days = Days::new(day(first), day(last)).unwrap();
                let facts: Vec<_> = tallies.facts(0, partner, days).collect();
                let rows: Vec<RowId> = book
                    .facts(partner, FactKind::Sale, days)
                    .map(|(id, _)| id)
                    .collect();
                assert!(facts.iter().map(|(id, _)| *id).eq(rows));
                let slow: i128 = facts
                    .iter()
                    .map(|(id, _)| i128::from(sales[id.index()].1))
                    .sum();
                assert_eq!(tallies.sum(0, partner, days), Some(slow));
                assert!(
                    facts
                        .iter()
                        .all(|(id, sum)| *sum == i128::from(sales[id.index()].1))
                );
            }
        }
    }

    #[test]
    fn nothing_is_nothing_and_too_much_is_left_to_the_rows() {
        let (_, tallies, partner) = tallied(&[]);
        let all = Days::new(day(0), day(9)).unwrap();
        assert_eq!(tallies.sum(0, partner, all), Some(0));
        assert_eq!(tallies.sum(3, PartnerId(9), all), Some(0));
        let (_, tallies, partner) = tallied(&[(1, i64::MAX), (2, 1)]);
        assert_eq!(tallies.sum(0, partner, all), None);
        assert!(!tallies.holds(0, partner));
    }
}
