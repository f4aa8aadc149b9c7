//! The days on which something that a program pays for begins or ends.

use super::edge::{Asked, kinds, side};
use super::{Found, Group};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::lint::promise::promise;
use crate::model::{Declared, Program};
use crate::payout::measure::{Condition, Measure, Measured, Reading, Window};
use crate::payout::test::Test;
use crate::payout::{CapSpan, Occasion};
use crate::semantics::walk;

/// Both sides of both ends of every stretch of days that an incentive asks for, then of the program's year.
pub fn all(program: &Program, found: &mut Found) {
    for incentive in &program.incentives {
        let kinds = kinds(program, incentive);
        let mut stretches = Vec::new();
        let parts = promise(&incentive.payout);
        for occasion in &parts.occasions {
            match occasion {
                Occasion::Days(days) => stretches.push(*days),
                Occasion::Event { selector, .. } => conditions(&selector.all, &mut stretches),
                Occasion::Period(_) => {}
            }
        }
        for cap in &parts.caps {
            if let CapSpan::Days(days) = cap.span {
                stretches.push(days);
            }
        }
        for test in &parts.tests {
            tested(test, &mut stretches);
        }
        walk::visit(&incentive.payout, &mut |part| {
            for reading in walk::readings(part) {
                conditions(&reading.only, &mut stretches);
                if let Window::Days(days) = reading.window {
                    stretches.push(days);
                }
            }
        });
        ends(program, &incentive.declared, &kinds, stretches, found);
    }
    let year = program.fiscal.year();
    let mut add = |day: Date, words: &str| {
        let edge = side(
            Group::Dates,
            &program.declared,
            format!("on {day}, {words}"),
        );
        found.push((edge, Asked::Happens(Vec::new(), day)));
    };
    add(year.first(), "the first day of the year");
    add(year.last(), "the last day of the year");
}

/// The first and last day of each stretch and the days beside them, where they are days of the year: outside it
/// nothing is earned whatever the stretch says.
fn ends(
    program: &Program,
    declared: &Declared,
    kinds: &[FactKind],
    mut stretches: Vec<Days>,
    found: &mut Found,
) {
    stretches.sort_by_key(|days| (days.first(), days.last()));
    stretches.dedup();
    let year = program.fiscal.year();
    let mut seen: Vec<Date> = Vec::new();
    let mut add = |day: Date, words: String| {
        if year.contains(day) && !seen.contains(&day) {
            seen.push(day);
            let asked = Asked::Happens(kinds.to_vec(), day);
            found.push((side(Group::Dates, declared, words), asked));
        }
    };
    for days in stretches {
        let (first, last) = (days.first(), days.last());
        let before = first.plus_days(-1);
        let after = last.plus_days(1);
        // What begins with the year or ends with it has no edge of its own there.
        if year.contains(before) {
            add(before, format!("on {before}, the day before it begins"));
            add(first, format!("on {first}, the day it begins"));
        }
        if year.contains(after) {
            add(last, format!("on {last}, its last day"));
            add(after, format!("on {after}, the day after it ends"));
        }
    }
}

fn conditions(all: &[Condition], into: &mut Vec<Days>) {
    for condition in all {
        if let Condition::Within(days) = condition {
            into.push(*days);
        }
    }
}

fn tested(test: &Test, into: &mut Vec<Days>) {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            for part in parts {
                tested(part, into);
            }
        }
        Test::Not(part) => tested(part, into),
        Test::OnDays(asked) => tested(&asked.test, into),
        Test::Within(days, _) => into.push(*days),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => {}
    }
}

/// The kinds of facts that a reading counts.
pub fn read(program: &Program, reading: &Reading) -> Vec<FactKind> {
    let mut kinds = Vec::new();
    if let Measured::Measure(id) = reading.measure
        && let Some(held) = program.measure(id)
    {
        counted(&held.measure, &mut kinds);
    }
    kinds
}

fn counted(measure: &Measure, into: &mut Vec<FactKind>) {
    match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => {
            into.push(of.fact);
        }
        Measure::Certified(_) => into.push(FactKind::Certification),
        Measure::Less(one, other) => {
            counted(one, into);
            counted(other, into);
        }
    }
}
