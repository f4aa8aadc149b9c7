//! Targets that a program leaves to be agreed: for which periods, and what of the sales counts towards them.

use crate::base::id::TargetId;
use crate::base::period::Cycle;
use crate::base::unit::Unit;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::table::AsOf;
use crate::payout::target::Target;
use crate::payout::test::Test;
use crate::payout::{Deduction, Payout};
use crate::semantics::walk::{bases, figures, visit};
use crate::simulate::behaviour::market::season;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Agreed, AgreedPeriod};
use crate::simulate::setting::Clock;
use crate::simulate::setting::scope::lines_of_reading;

/// The agreed targets of a program that anything is held against.
pub(super) fn targets(program: &Program, scenario: &Scenario, clock: Clock) -> Vec<Agreed> {
    let all = (0..).map(TargetId).zip(&program.targets);
    let agreed = all.filter(|(id, of)| of.target.is_agreed(*id));
    agreed
        .filter_map(|(id, of)| {
            let reading = held_against(program, id)?;
            let lines = lines_of_reading(program, reading, &scenario.behaviour);
            let cycle = cycle(reading, &of.target);
            Some(Agreed {
                place: id.0,
                hash: name_hash(&of.declared.first),
                lines,
                is_money: matches!(of.unit, Unit::Money(_)),
                periods: periods(program, scenario, cycle, clock),
            })
        })
        .collect()
}

/// How long a target holds: the period that is measured, else the one on a day of which it is fixed.
fn cycle(reading: &Reading, target: &Target) -> Cycle {
    match (reading.window, target.fixed) {
        (Window::In(cycle), _) | (_, AsOf::Start(cycle) | AsOf::End(cycle)) => cycle,
        _ => Cycle::Year,
    }
}

fn periods(
    program: &Program,
    scenario: &Scenario,
    cycle: Cycle,
    clock: Clock,
) -> Vec<AgreedPeriod> {
    let year = program.fiscal.year();
    let periods = program.fiscal.periods(cycle, &year);
    periods
        .map(|period| {
            let days = program.fiscal.days(period);
            let days = (clock.day(days.first()), clock.day(days.last()));
            let of_day = |day: i32| {
                let week = i16::try_from(day.div_euclid(7)).unwrap_or(i16::MAX);
                season(&scenario.market.season, week) / 7.0
            };
            let weeks = (days.0..=days.1).map(of_day).sum();
            AgreedPeriod { days, weeks }
        })
        .filter(|period| period.days.0 >= 0)
        .collect()
}

/// What is measured against a target, where it is first said.
fn held_against(program: &Program, id: TargetId) -> Option<&Reading> {
    let mut found = None;
    for incentive in &program.incentives {
        visit(&incentive.payout, &mut |part| {
            let own = if let Payout::Bands(bands) = part {
                bands.key.as_ref().and_then(|key| attained(key, id))
            } else if let Payout::When { test, .. } = part {
                in_test(test, id)
            } else if let Payout::Net {
                less: Deduction::Target { target, .. },
                payout,
            } = part
            {
                first_basis(payout).filter(|_| target.is_agreed(id))
            } else {
                None
            };
            found = found.or(own);
        });
    }
    let special = program.specializations.iter().map(|held| &held.rules);
    let rungs = program.tiers.iter().chain(special);
    let paths = rungs.flat_map(|rung| rung.paths());
    let asked = paths.flat_map(|path| path.earn.iter().chain(&path.keep));
    let mut of_rungs = asked.filter_map(|asked| in_test(&asked.test, id));
    let segments = program.words.segments.iter();
    let mut of_segments = segments.filter_map(|it| in_test(&it.test, id));
    let cards = program.words.scorecards.iter().flat_map(|it| &it.lines);
    let mut of_cards = cards.filter_map(|line| attained(line.figure.as_ref()?, id));
    found
        .or_else(|| of_rungs.next())
        .or_else(|| of_segments.next())
        .or_else(|| of_cards.next())
}

fn in_test(test: &Test, id: TargetId) -> Option<&Reading> {
    let mut figures = figures(test).into_iter();
    figures.find_map(|figure| attained(figure, id))
}

fn attained(figure: &Figure, id: TargetId) -> Option<&Reading> {
    if let Figure::Attainment(it) = figure {
        return Some(&it.of).filter(|_| it.target.is_agreed(id));
    }
    None
}

fn first_basis(payout: &Payout) -> Option<&Reading> {
    let mut found = None;
    visit(payout, &mut |part| {
        found = found.or(bases(part).into_iter().next());
    });
    found
}
