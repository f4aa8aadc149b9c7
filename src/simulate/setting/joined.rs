//! Offers that must be joined before they pay: which, and on which days in each period.

use std::collections::BTreeSet;

use crate::base::id::MeasureId;
use crate::base::period::Cycle;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::Payout;
use crate::payout::measure::{Condition, Measure, Measured, Reading, Window};
use crate::semantics::walk::{figure_readings, figures, visit};
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::Joined;
use crate::simulate::setting::Clock;

/// The offers whose enrolments a program counts.
pub(super) fn offers(program: &Program, clock: Clock) -> Vec<Joined> {
    let mut named = BTreeSet::new();
    let mut found = Vec::new();
    for (id, of) in (0..).map(MeasureId).zip(&program.measures) {
        let Measure::Count(counted) = &of.measure else {
            continue;
        };
        if counted.fact != FactKind::Enrolment {
            continue;
        }
        let names = counted.all.iter().filter_map(|condition| {
            if let Condition::Is(_, names) = condition {
                return Some(names);
            }
            None
        });
        for name in names.flatten().filter(|name| named.insert((*name).clone())) {
            let incentives = (0..).zip(&program.incentives);
            let mut own = incentives.filter(|(_, each)| each.declared.name == *name);
            found.extend(own.next().map(|(place, incentive)| Joined {
                place,
                hash: name_hash(&incentive.declared.first),
                spans: spans(program, id, clock),
            }));
        }
    }
    found
}

/// The days on which joining is in time, period by period: those that are counted of it.
fn spans(program: &Program, measure: MeasureId, clock: Clock) -> Vec<(i32, i32)> {
    let window = window(program, measure);
    let (days, cycle) = match window {
        Some(Window::First(days, cycle)) => (i32::from(days), cycle),
        Some(Window::In(cycle)) => (i32::MAX, cycle),
        Some(_) | None => (i32::MAX, Cycle::Quarter),
    };
    let year = program.fiscal.year();
    let periods = program.fiscal.periods(cycle, &year);
    let spans = periods.map(|period| {
        let of_period = program.fiscal.days(period);
        let (first, last) = (clock.day(of_period.first()), clock.day(of_period.last()));
        (
            first,
            last.min(first.saturating_add(days.min(DAYS_TAKEN) - 1)),
        )
    });
    spans.filter(|(first, _)| *first >= 0).collect()
}

/// Who joins does so in the first days of a period, however many there are.
const DAYS_TAKEN: i32 = 14;

/// The window in which the enrolments are counted; of the first days of a period, the longest.
fn window(program: &Program, measure: MeasureId) -> Option<Window> {
    let mut found: Option<Window> = None;
    for incentive in &program.incentives {
        visit(&incentive.payout, &mut |part| {
            if let Payout::When { test, .. } = part {
                let all = figures(test).into_iter().flat_map(figure_readings);
                let of_measure = |of: &&Reading| of.measure == Measured::Measure(measure);
                for of in all.filter(of_measure) {
                    found = match (found, of.window) {
                        (Some(Window::First(one, cycle)), Window::First(two, other))
                            if cycle == other =>
                        {
                            Some(Window::First(one.max(two), cycle))
                        }
                        (Some(first), _) => Some(first),
                        (None, own) => Some(own),
                    };
                }
            }
        });
    }
    found
}
