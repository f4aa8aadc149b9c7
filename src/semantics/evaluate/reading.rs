//! What a measure amounts to: the facts it reads and what each of them adds.

use std::collections::BTreeSet;

use super::around::last_day;
use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::id::CertificationId;
use crate::base::name::Name;
use crate::base::period::{Cycle, Days, Period};
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind, FieldIndex, FieldKind, has_product, type_of};
use crate::payout::Blocks;
use crate::payout::measure::{
    Condition, Figure, Measure, Measured, Reading, Selector, WhenEmpty, Window,
};
use crate::semantics::book::row::places;
use crate::semantics::book::{Row, RowId, convert};
use crate::semantics::symbol::Symbol;
use crate::semantics::{lead, registration};

/// A figure's value, or one beyond every threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// This value.
    Is(Ratio),
    /// Above every threshold.
    Top,
    /// Below every threshold.
    Bottom,
}

/// The time a window covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// The occasion's own fact.
    Own,
    /// These days.
    Days(Days),
    /// One day, for stocks.
    On(Date),
    /// No day at all.
    Never,
}

/// The person of a fact: the seller of a sale, else who passed or finished.
pub fn person_of(row: &Row) -> Option<Symbol> {
    row.person()
}

/// The customer of a fact, if its type has one.
pub fn customer_of(row: &Row) -> Option<Symbol> {
    row.customer()
}

/// What kind of thing a reference field names.
pub(super) fn refers(row: &Row, field: FieldIndex) -> Option<&'static str> {
    match type_of(row.kind).fields.get(usize::from(field.0))?.kind {
        FieldKind::Refers(kind) => Some(kind),
        FieldKind::Id
        | FieldKind::Date
        | FieldKind::Amount
        | FieldKind::Count
        | FieldKind::Word(_) => None,
    }
}

pub(super) type See<'s> = &'s mut dyn FnMut(RowId, i128);

/// How many steps an amount has.
fn steps(amount: Ratio, step: Ratio, blocks: Blocks) -> Result<Ratio, Trouble> {
    let steps = amount.over(step)?;
    Ok(match blocks {
        Blocks::Whole => Ratio::whole(steps.floor()),
        Blocks::InProportion => steps,
    })
}

impl Scene<'_> {
    /// What the facts of a reading add up to.
    pub(super) fn sum(&self, reading: &Reading) -> Result<Ratio, Trouble> {
        if let Measured::Measure(id) = reading.measure
            && let Some(measure) = self.view.plan.program.measure(id)
            && let Measure::Median { of, field, by } = &measure.measure
        {
            return self.median(of, *field, *by, reading);
        }
        let mut total = Some(0_i128);
        let mut see =
            |_: RowId, amount: i128| total = total.and_then(|sum| sum.checked_add(amount));
        match self.tallied(reading) {
            Some(tallied) if tallied.besides.is_empty() => {
                total = self
                    .view
                    .tallies
                    .sum(tallied.place, self.partner, tallied.days);
            }
            Some(tallied) => self.each_tallied(&tallied, &mut see),
            None => self.each(reading, &mut see),
        }
        total.map(Ratio::whole).ok_or(Trouble::Overflow)
    }

    /// The facts of a reading and what each adds, in the order of partner, day, then of facts.
    pub fn contributions(&self, reading: &Reading) -> Vec<(RowId, i128)> {
        let mut list = Vec::new();
        let mut see = |id: RowId, amount: i128| list.push((id, amount));
        if let Some(reading) = self.counted_in(reading).as_deref() {
            match self.tallied(reading) {
                Some(tallied) => self.each_tallied(&tallied, &mut see),
                None => self.each(reading, &mut see),
            }
        }
        list
    }

    /// The value of a figure.
    pub fn level(&self, figure: &Figure) -> Result<Level, Trouble> {
        let (of, over, when_empty, is_growth) = match figure {
            Figure::Reading(reading) => {
                return match reading.measure.beginning() {
                    None => self.total(reading).map(Level::Is),
                    Some(_) => Ok(self.age(reading.measure).map_or(Level::Bottom, Level::Is)),
                };
            }
            Figure::Density {
                of,
                over,
                step,
                blocks,
            } => {
                let steps = steps(self.total(over)?, *step, *blocks)?;
                return Ok(match steps > Ratio::ZERO {
                    true => Level::Is(self.total(of)?.over(steps)?),
                    false => Level::Top,
                });
            }
            Figure::Score(it) => return self.scored(it).map(Level::Is),
            Figure::Attainment(it) => return self.attained(it),
            Figure::Share {
                of,
                over,
                when_empty,
            } => (of, over, when_empty, false),
            Figure::Growth {
                of,
                over,
                when_empty,
            } => (of, over, when_empty, true),
        };
        let base = self.total(over)?;
        if base <= Ratio::ZERO {
            return Ok(match when_empty {
                WhenEmpty::Passes => Level::Top,
                WhenEmpty::Fails => Level::Bottom,
                WhenEmpty::Is(value) => Level::Is(*value),
            });
        }
        let ratio = self.total(of)?.over(base)?;
        let value = if is_growth {
            ratio.less(Ratio::ONE)?
        } else {
            ratio
        };
        Ok(Level::Is(value))
    }

    /// Whether a fact is selected: of the kind, meeting every condition, and not returned whole.
    pub fn selects(&self, selector: &Selector, id: RowId, row: &Row) -> bool {
        row.kind == selector.fact
            && selector.all.iter().all(|each| self.meets(each, id, row))
            && self.counts(id, row)
    }

    /// Whether a fact meets a condition.
    pub fn meets(&self, condition: &Condition, id: RowId, row: &Row) -> bool {
        let book = self.view.book;
        match condition {
            // What was decided after a claim was handed in counts as what the claim says.
            Condition::Is(places::CLAIM_DECISION, texts)
                if row.kind == FactKind::Claim && book.is_accepted(id) =>
            {
                texts.contains("approved")
            }
            Condition::Is(field, texts) => self.is_among(row, *field, texts) == Some(true),
            Condition::IsNot(field, texts) => self.is_among(row, *field, texts) == Some(false),
            Condition::AtLeast(field, least) => {
                row.number(*field).is_some() && book.net(id, *field, self.counted) >= *least
            }
            Condition::Product(products) => {
                (row.kind == FactKind::Sale || has_product(row.kind))
                    && row
                        .refers
                        .is_some_and(|place| products.contains(&crate::base::id::ProductId(place)))
            }
            Condition::Certification(list) => {
                row.kind == FactKind::Certification
                    && row
                        .refers
                        .is_some_and(|place| list.contains(&CertificationId(place)))
            }
            Condition::Within(days) => days.contains(row.happened),
            Condition::Tier(tiers, as_of) => {
                let day = self.as_of(*as_of, Some(row));
                let held = self.view.standing.tier_on(row.partner, day);
                held.is_some_and(|tier| tiers.contains(&tier))
            }
            Condition::Specialized(among, as_of) => {
                let day = self.as_of(*as_of, Some(row));
                let standing = self.view.standing;
                standing.is_specialized(row.partner, among, day)
            }
            Condition::Type(sorts) => {
                let sort = book.partner(row.partner).and_then(|partner| partner.sort);
                sort.is_some_and(|sort| sorts.contains(&sort))
            }
            Condition::Region(regions) => {
                let region = book.partner(row.partner).and_then(|partner| partner.region);
                region.is_some_and(|region| regions.contains(&region))
            }
            Condition::PersonHolds(certification) => person_of(row).is_some_and(|person| {
                book.holds(row.partner, Some(person), *certification, row.happened)
            }),
            Condition::NewCustomer => {
                let customer = customer_of(row).filter(|_| row.kind == FactKind::Sale);
                customer.and_then(|customer| book.first_sale_to(customer)) == Some(id)
            }
            Condition::RegisteredDeal => row.text(FIELDS_OF_SALE.deal).is_some_and(|deal| {
                row.kind == FactKind::Sale
                    && registration::is_registered(self.view, deal, row.partner, row.happened)
            }),
            Condition::SoldWith(products, together) => {
                self.is_sold_with(id, row, products, *together)
            }
            Condition::PaidWithin(days) => book.is_paid_by(id, last_day(row, *days)),
            Condition::PaidLate(days) => {
                let last = last_day(row, *days);
                row.kind == FactKind::Sale && self.day > last && !book.is_paid_by(id, last)
            }
            Condition::Lead => row.text(FIELDS_OF_SALE.deal).is_some_and(|deal| {
                row.kind == FactKind::Sale
                    && lead::is_lead(self.view, deal, row.partner, row.happened)
            }),
        }
    }

    /// Whether the text of a field is among these; `None` where the fact does not carry the field.
    fn is_among(&self, row: &Row, field: FieldIndex, texts: &BTreeSet<Name>) -> Option<bool> {
        if let Some(text) = row.text(field) {
            return Some(self.view.book.symbols().is_among(text, texts));
        }
        let kind = refers(row, field)?;
        let declared = convert::referred(self.view.plan.program, kind, row.refers?)?;
        Some(texts.contains(&declared.name))
    }

    /// Whether a fact is there at all: not returned whole, not paid by an excluded incentive.
    pub(super) fn counts(&self, id: RowId, row: &Row) -> bool {
        let is_gone = row.kind == FactKind::Sale && self.view.book.is_gone(id, self.counted);
        !is_gone && !self.barred.contains(id)
    }

    /// Whether a fact of a day would fall into a window of facts.
    pub fn sees(&self, window: Window, day: Date) -> bool {
        match self.range(window) {
            Range::Own => true,
            Range::Days(days) => days.contains(day),
            Range::On(_) => window == Window::Occasion,
            Range::Never => false,
        }
    }

    pub(super) fn range(&self, window: Window) -> Range {
        let first_of = |cycle: Cycle, back: i64| {
            let period = self.period(cycle).previous(back);
            self.view.plan.almanac.days(period).first()
        };
        let until =
            |first: Date, last: Date| Days::new(first, last).map_or(Range::Never, Range::Days);
        match window {
            Window::Occasion => match (self.fact, self.span) {
                (Some(_), _) => Range::Own,
                (None, Some(span)) => until(span.first(), span.last().min(self.day)),
                (None, None) => Range::On(self.day),
            },
            Window::In(cycle) => until(first_of(cycle, 0), self.day),
            Window::First(count, cycle) => {
                let first = first_of(cycle, 0);
                let last = first.plus_days(i64::from(count).saturating_sub(1));
                until(first, last.min(self.day))
            }
            Window::OverLast(count, cycle) => {
                let back = i64::from(count).saturating_sub(1);
                until(first_of(cycle, back), self.day)
            }
            Window::OverPrevious(count, cycle)
            | Window::Average(count, cycle)
            | Window::Peak(count, cycle) => {
                let before = first_of(cycle, 0).plus_days(-1);
                until(first_of(cycle, i64::from(count)), before)
            }
            Window::OfLastYear(cycle) => {
                let period = self.period(cycle).same_last_year();
                Range::Days(self.view.plan.almanac.days(period))
            }
            Window::Days(days) => until(days.first(), days.last().min(self.day)),
            Window::AsOf(as_of) => Range::On(self.as_of(as_of, None)),
        }
    }

    pub(super) fn period(&self, cycle: Cycle) -> Period {
        self.view.plan.almanac.period_at(cycle, self.day)
    }
}
