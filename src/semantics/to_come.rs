//! The days that a payout asks about and that come after an award is reckoned. Of such a day, what is known
//! by then counts. Must not know who is told.

use std::collections::BTreeSet;

use super::walk::{children, figure_readings, readings, visit};
use crate::base::date::Date;
use crate::base::period::{Cycle, Period};
use crate::model::Program;
use crate::payout::measure::{Condition, Figure, Reading, Window};
use crate::payout::table::{Across, AsOf, Set};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};

/// The as-of days of a payout that may come after the day of its occasion.
pub fn days_to_come(program: &Program, payout: &Payout) -> BTreeSet<AsOf> {
    let mut found = BTreeSet::new();
    gather(program, payout, None, &mut found);
    found
}

/// Every as-of day of a payout.
pub fn days_asked(program: &Program, payout: &Payout) -> BTreeSet<AsOf> {
    let mut found = BTreeSet::new();
    visit(payout, &mut |part| found.extend(asked(program, part)));
    found
}

/// `around` is the occasion that the part stands in; what stands around every occasion is asked on each of them.
fn gather(
    program: &Program,
    payout: &Payout,
    around: Option<&Occasion>,
    into: &mut BTreeSet<AsOf>,
) {
    let around = if let Payout::Over { occasion, .. } = payout {
        Some(occasion)
    } else {
        around
    };
    let asked = asked(program, payout);
    if !asked.is_empty() {
        let mut own = Vec::new();
        match around {
            Some(occasion) => own.push(occasion),
            None => occasions(payout, &mut own),
        }
        let later = |day: &AsOf| own.iter().any(|it| comes_after(program, *day, it));
        into.extend(asked.into_iter().filter(later));
    }
    for part in children(payout) {
        gather(program, part, around, into);
    }
}

fn occasions<'p>(payout: &'p Payout, into: &mut Vec<&'p Occasion>) {
    if let Payout::Over { occasion, .. } = payout {
        into.push(occasion);
    }
    for part in children(payout) {
        occasions(part, into);
    }
}

/// Whether an as-of day may be later than the day of an occasion.
fn comes_after(program: &Program, day: AsOf, occasion: &Occasion) -> bool {
    let cycle = match day {
        AsOf::SaleDate | AsOf::Start(_) | AsOf::Occasion => return false,
        AsOf::PaymentDate => return true,
        AsOf::End(cycle) => cycle,
    };
    let fiscal = program.fiscal;
    let is_later = |on: Date| fiscal.days(fiscal.period_at(cycle, on)).last() > on;
    match occasion {
        Occasion::Event { .. } => cycle != Cycle::Day,
        Occasion::Days(days) => is_later(days.last()),
        Occasion::Period(own) => periods(program, *own).any(|it| is_later(fiscal.days(it).last())),
    }
}

/// The periods of a cycle in the program's year.
fn periods(program: &Program, cycle: Cycle) -> impl Iterator<Item = Period> {
    let fiscal = program.fiscal;
    let first = fiscal.period_at(cycle, fiscal.start()).index;
    let last = fiscal.period_at(cycle, fiscal.end()).index;
    (first..=last).map(move |index| Period::new(cycle, index))
}

/// The as-of days that a shape itself asks about.
fn asked(program: &Program, payout: &Payout) -> BTreeSet<AsOf> {
    let mut days = BTreeSet::new();
    match payout {
        Payout::Bands(bands) => {
            days.extend(bands.across.and_then(by_tier));
            days.extend(bands.key.iter().filter_map(of_figure));
        }
        Payout::Choose { across, .. } => days.extend(by_tier(*across)),
        Payout::Cap { cap, .. } => days.extend(cap.limit.across.and_then(by_tier)),
        Payout::When { test, .. } => by_test(program, test, &mut days),
        Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } => days.extend(selector.all.iter().filter_map(of_condition)),
        Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Fixed(_)
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Rank { .. }
        | Payout::Over { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => {}
    }
    let read = readings(payout);
    days.extend(read.iter().filter_map(|it| of_window(it)));
    let only = read.iter().flat_map(|it| &it.only);
    days.extend(only.filter_map(of_condition));
    days
}

/// A region, a type or a line does not change from day to day.
fn by_tier(across: Across) -> Option<AsOf> {
    (across.set == Set::Tier).then_some(across.as_of)
}

fn of_condition(condition: &Condition) -> Option<AsOf> {
    match condition {
        Condition::Tier(_, day) | Condition::Specialized(_, day) => Some(*day),
        Condition::Is(..)
        | Condition::IsNot(..)
        | Condition::AtLeast(..)
        | Condition::Product(_)
        | Condition::Certification(_)
        | Condition::Within(_)
        | Condition::Type(_)
        | Condition::Region(_)
        | Condition::PersonHolds(_)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::Lead
        | Condition::SoldWith(..)
        | Condition::PaidWithin(_)
        | Condition::PaidLate(_) => None,
    }
}

fn of_window(reading: &Reading) -> Option<AsOf> {
    match reading.window {
        Window::AsOf(day) => Some(day),
        Window::Occasion
        | Window::In(_)
        | Window::OverLast(..)
        | Window::First(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::Days(_) => None,
    }
}

/// The day on which a figure that is more than readings is read.
fn of_figure(figure: &Figure) -> Option<AsOf> {
    match figure {
        Figure::Score(it) => Some(it.as_of),
        Figure::Attainment(it) => Some(it.target.fixed),
        Figure::Reading(_)
        | Figure::Share { .. }
        | Figure::Growth { .. }
        | Figure::Density { .. } => None,
    }
}

/// Adds the days that a test asks about.
pub fn by_test(program: &Program, test: &Test, into: &mut BTreeSet<AsOf>) {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts.iter().for_each(|part| by_test(program, part, into));
        }
        Test::Not(part) => by_test(program, part, into),
        Test::OnDays(asked) => by_test(program, &asked.test, into),
        Test::Segment(id) => {
            if let Some(segment) = program.words.segments.get(id.index()) {
                by_test(program, &segment.test, into);
            }
        }
        Test::Compare {
            figure, threshold, ..
        } => {
            into.extend(threshold.across.and_then(by_tier));
            into.extend(of_figure(figure));
            into.extend(figure_readings(figure).into_iter().filter_map(of_window));
        }
        Test::Tier(_, day)
        | Test::Holds(_, day)
        | Test::PersonHolds(_, day)
        | Test::Specialized(_, day) => {
            into.insert(*day);
        }
        Test::Type(_)
        | Test::Region(_)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_) => {}
    }
}
