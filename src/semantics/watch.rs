//! On which days whose tiers are looked at besides reviews. Must not know what a tier is lost by.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::period::{Cycle, Days};
use crate::model::Program;
use crate::model::standing::{Rise, Tier, Version};
use crate::payout::measure::{Figure, Measured, Reading, Window};
use crate::payout::test::{Comparison, Test};
use crate::semantics::plan::Plan;

/// When partners must be looked at for a rise on any day.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Whether any tier is reached on any day.
    pub watches: bool,
    /// Whether everybody must be looked at on every day: a requirement may begin to hold by itself.
    pub every_day: bool,
    /// Whether any rung lasts for a time.
    pub has_terms: bool,
    cycles: BTreeSet<Cycle>,
    days: BTreeSet<Date>,
}

impl Watch {
    /// What the rungs of a ladder make necessary.
    pub fn of(program: &Program, rungs: &[Tier]) -> Watch {
        let mut watch = Watch::default();
        let on_any_day = |it: &Version| it.rise == Rise::OnAnyDay;
        for tier in rungs {
            watch.has_terms |= tier.term.is_some();
            if !tier.versions.iter().any(on_any_day) {
                continue;
            }
            watch.watches = true;
            // A tier that is joined is offered anew on every day that finds it earned.
            watch.every_day |= tier.versions.iter().any(|it| it.enrol.is_some());
            let versions = tier.versions.iter().skip(1);
            watch.days.extend(versions.map(|it| it.days.first()));
            for requirement in tier.paths().flat_map(|path| &path.earn) {
                watch.see(program, &requirement.test, true);
            }
        }
        watch
    }

    /// Whether everybody must be looked at on this day; otherwise those whose facts came in.
    pub fn looks_at_all(&self, plan: &Plan, day: Date) -> bool {
        let begins = |cycle: &Cycle| plan.almanac.around(*cycle, day).first() == day;
        self.watches
            && (self.every_day || self.days.contains(&day) || self.cycles.iter().any(begins))
    }

    fn see(&mut self, program: &Program, test: &Test, rises: bool) {
        match test {
            Test::All(parts) | Test::Any(parts) => {
                for part in parts {
                    self.see(program, part, rises);
                }
            }
            Test::Compare {
                figure, comparison, ..
            } => {
                let upward = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                self.every_day |= !upward || !rises || !self.is_plain(program, figure);
            }
            Test::Within(days, _) => {
                self.days.insert(days.first());
                self.days.insert(days.last().plus_days(1));
            }
            Test::InYears(_) => _ = self.cycles.insert(Cycle::Year),
            Test::Not(_)
            | Test::Tier(..)
            | Test::Specialized(..)
            | Test::Segment(_)
            | Test::OnDays(_) => {
                self.every_day = true;
            }
            Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Partner(_)
            | Test::JoinedBefore(_) => {}
        }
    }

    /// Whether a figure rises only when a fact comes in or a period begins.
    fn is_plain(&mut self, program: &Program, figure: &Figure) -> bool {
        let Figure::Reading(reading) = figure else {
            return false;
        };
        self.windows(reading);
        match reading.measure {
            Measured::Measure(id) => program
                .measure(id)
                .is_some_and(|measure| measure.measure.only_rises()),
            Measured::Field(_) | Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => {
                true
            }
        }
    }

    fn windows(&mut self, reading: &Reading) {
        match reading.window {
            Window::In(cycle)
            | Window::First(_, cycle)
            | Window::OverLast(_, cycle)
            | Window::OverPrevious(_, cycle)
            | Window::OfLastYear(cycle)
            | Window::Average(_, cycle)
            | Window::Peak(_, cycle) => {
                self.cycles.insert(cycle);
            }
            Window::Days(days) => {
                self.days.insert(Days::first(&days));
            }
            Window::Occasion | Window::AsOf(_) => {}
        }
    }
}
