//! Which facts a measure counts, and what each of them adds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::reading::{Range, See, customer_of, person_of, refers};
use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::id::CertificationId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FieldIndex;
use crate::payout::measure::{Entity, Measure, Measured, Reading, Selector};
use crate::semantics::book::row::places;
use crate::semantics::book::{PartnerId, Row, RowId};
use crate::semantics::symbol::Symbol;

/// What a field says, as far as it can be told from what other facts say.
fn text_of(row: &Row, field: FieldIndex) -> Option<u64> {
    let text = row.text(field).map(Symbol::word);
    text.or_else(|| refers(row, field).and(row.refers).map(u64::from))
}

impl Scene<'_> {
    /// The middle one of the totals of each text; nothing where there is none.
    pub(super) fn median(
        &self,
        of: &Selector,
        field: FieldIndex,
        by: FieldIndex,
        reading: &Reading,
    ) -> Result<Ratio, Trouble> {
        let mut totals: BTreeMap<u64, i128> = BTreeMap::new();
        self.facts(of, self.range(reading.window), reading, &mut |id, row| {
            if let Some(text) = text_of(row, by) {
                let total = totals.entry(text).or_default();
                *total = total.saturating_add(self.view.book.net(id, field, self.counted));
            }
        });
        let mut totals: Vec<i128> = totals.into_values().collect();
        totals.sort_unstable();
        let at = |place: usize| Ratio::whole(totals.get(place).copied().unwrap_or(0));
        let middle = totals.len().checked_div(2).unwrap_or(0);
        if totals.is_empty() || totals.len() % 2 == 1 {
            return Ok(at(middle));
        }
        let both = at(middle.saturating_sub(1)).plus(at(middle))?;
        Ok(both.over(Ratio::whole(2))?)
    }

    /// Calls `see` with every fact of the reading and what it adds.
    pub(super) fn each(&self, reading: &Reading, see: See) {
        let range = self.range(reading.window);
        let program = self.view.plan.program;
        match reading.measure {
            Measured::Measure(measure) => {
                if let Some(measure) = program.measure(measure) {
                    self.each_of(&measure.measure, range, reading, see);
                }
            }
            Measured::Field(field) => self.own(reading, |id| {
                see(id, self.view.book.net(id, field, self.counted));
            }),
            Measured::One => self.own(reading, |id| see(id, 1)),
            // Nothing is paid on a time: no fact adds to it.
            Measured::MonthsSince(_) | Measured::DayOf(_) => {}
        }
    }

    fn own(&self, reading: &Reading, mut see: impl FnMut(RowId)) {
        if let (Some(id), Some(row)) = (self.fact, self.row())
            && self.counts(id, row)
            && reading.only.iter().all(|each| self.meets(each, id, row))
        {
            see(id);
        }
    }

    fn each_of(&self, measure: &Measure, range: Range, reading: &Reading, see: See) {
        match measure {
            Measure::Sum { of, field } => self.facts(of, range, reading, &mut |id, _| {
                see(id, self.view.book.net(id, *field, self.counted));
            }),
            Measure::Count(of) => self.facts(of, range, reading, &mut |id, _| see(id, 1)),
            Measure::Distinct { of, field, having } => {
                let mut totals: BTreeMap<u64, i128> = BTreeMap::new();
                let least = having.map_or(1, |having| having.least);
                self.facts(of, range, reading, &mut |id, row| {
                    let Some(text) = text_of(row, *field) else {
                        return;
                    };
                    let adds = having.and_then(|having| having.field);
                    let adds = adds.map_or(1, |field| self.view.book.net(id, field, self.counted));
                    let total = totals.entry(text).or_default();
                    let before = *total;
                    *total = total.saturating_add(adds);
                    // It counts once, at the fact that brings it there.
                    if before < least && *total >= least {
                        see(id, 1);
                    }
                });
            }
            // Nothing is paid on the middle: no fact adds to it.
            Measure::Median { .. } => {}
            Measure::Certified(certifications) => {
                let day = match range {
                    Range::On(day) => day,
                    Range::Days(days) => days.last(),
                    Range::Own => self.day,
                    Range::Never => return,
                };
                let mut seen = BTreeSet::new();
                for partner in &*self.partners(reading.entity) {
                    for (id, row) in self.view.book.certificates(*partner, day) {
                        let wanted = row
                            .refers
                            .is_some_and(|place| certifications.contains(&CertificationId(place)))
                            && reading.only.iter().all(|each| self.meets(each, id, row))
                            && self.is_of(reading.entity, row, day);
                        let person = row.text(places::PERSON).filter(|_| wanted);
                        if person.is_some_and(|person| seen.insert((*partner, person))) {
                            see(id, 1);
                        }
                    }
                }
            }
            Measure::Less(left, right) => {
                self.each_of(left, range, reading, see);
                self.each_of(right, range, reading, &mut |id, amount| {
                    see(id, amount.saturating_neg());
                });
            }
        }
    }

    /// The selected facts of a range, entity and reading.
    fn facts(
        &self,
        of: &Selector,
        range: Range,
        reading: &Reading,
        see: &mut dyn FnMut(RowId, &Row),
    ) {
        let mut consider = |id: RowId, row: &Row| {
            if self.is_of(reading.entity, row, row.happened)
                && self.selects(of, id, row)
                && reading.only.iter().all(|each| self.meets(each, id, row))
            {
                see(id, row);
            }
        };
        let days = match range {
            Range::Own => {
                if let (Some(id), Some(row)) = (self.fact, self.row()) {
                    consider(id, row);
                }
                return;
            }
            Range::Never => return,
            Range::Days(days) => days,
            Range::On(day) => Days::one(day),
        };
        for partner in &*self.partners(reading.entity) {
            for (id, row) in self.view.book.facts(*partner, of.fact, days) {
                consider(id, row);
            }
        }
    }

    fn partners(&self, entity: Entity) -> Cow<'_, [PartnerId]> {
        match entity {
            Entity::Partner | Entity::Seller | Entity::Customer => {
                Cow::Borrowed(std::slice::from_ref(&self.partner))
            }
            Entity::Group => Cow::Owned(self.view.book.kin(self.partner)),
            Entity::Program => Cow::Borrowed(self.view.book.partners()),
        }
    }

    /// Whether a fact belongs to the entity that is read, where `day` is the day it counts on.
    fn is_of(&self, entity: Entity, row: &Row, day: Date) -> bool {
        match entity {
            Entity::Group => {
                let book = self.view.book;
                // What the partner did before it came into the group counts for itself.
                row.partner == self.partner
                    || book.head_of(row.partner, day) == book.head_of(self.partner, self.day)
            }
            Entity::Partner | Entity::Program => true,
            Entity::Seller => self.person().is_some() && person_of(row) == self.person(),
            Entity::Customer => {
                let own = self.row().and_then(customer_of);
                own.is_some() && customer_of(row) == own
            }
        }
    }
}
