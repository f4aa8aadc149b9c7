//! What the calendar lays on partners, week by week: exact, from the program alone.

use super::Numbers;
use crate::base::date::Date;
use crate::model::Program;
use crate::model::calendar::Entry;
use crate::render::chart::frame::WeekMark;
use crate::render::chart::heat::{Audience, Heat};
use crate::render::chart::scale::Quantity;
use crate::render::report::Part;
use crate::render::view::Table;
use crate::render::words::Language;

/// The first of each month along the weeks of the forecast, by its short name.
pub(super) fn months(numbers: &Numbers) -> Vec<WeekMark> {
    let start = numbers.program.fiscal.start();
    let end = start.plus_days(i64::from(numbers.forecast.weeks) * 7);
    let mut marks = Vec::new();
    let mut month = start.first_of_month();
    while month < end && marks.len() < 60 {
        let days = start.days_until(month).max(0);
        let name: String = Language::En
            .month_name(month.month())
            .chars()
            .take(3)
            .collect();
        let week = i32::try_from(days).map_or(0.0, f64::from) / 7.0;
        marks.push(WeekMark { week, label: name });
        month = month.plus_months(1);
    }
    marks
}

/// The touches of an entry: their days and the load of each.
fn touches(program: &Program) -> impl Iterator<Item = (&Entry, Date, f64)> {
    let loads = program
        .guard
        .pacing
        .as_ref()
        .map(|pacing| pacing.loads.as_slice());
    let loads = loads.unwrap_or_default();
    program.calendar.entries.iter().flat_map(move |entry| {
        let own = loads
            .iter()
            .find(|(name, _)| entry.load.as_ref() == Some(name));
        let load = own.map(|(_, load)| load.to_f64());
        let days = entry.days.iter().map(|days| days.first());
        days.filter_map(move |day| Some((entry, day, load?)))
    })
}

fn week_of(program: &Program, day: Date) -> Option<usize> {
    usize::try_from(program.fiscal.start().days_until(day).div_euclid(7)).ok()
}

/// The load that can reach a partner of each tier in each week.
pub(super) fn heat(numbers: &Numbers) -> Part<Heat> {
    let program = numbers.program;
    let weeks = usize::from(numbers.forecast.weeks);
    if touches(program).next().is_none() {
        let why = "No entry of the calendar states a load, so none can be added up.";
        return Part::Missing(why.to_owned());
    }
    let tiers = program.tiers.iter().enumerate().rev();
    let rows = tiers.map(|(at, tier)| (Some(at), tier.declared.title.to_string()));
    let rows = rows.chain([(None, "Without a tier".to_owned())]);
    let audience = |(tier, name): (Option<usize>, String)| {
        let mut loads = vec![0.0; weeks];
        for (entry, day, load) in touches(program) {
            let own = &entry.audience.tiers;
            let named = tier.is_some_and(|tier| own.iter().any(|id| id.index() == tier));
            if !own.is_empty() && !named {
                continue;
            }
            if let Some(sum) = week_of(program, day).and_then(|week| loads.get_mut(week)) {
                *sum += load;
            }
        }
        Audience { name, weeks: loads }
    };
    let audiences = rows.map(audience).collect();
    Part::Shown(Heat {
        quantity: Quantity::Figure,
        audiences,
        limit: None,
        marks: months(numbers),
    })
}

/// The entries that touch somebody in a week.
pub(super) fn causes(numbers: &Numbers, week: usize) -> Part<Table> {
    let program = numbers.program;
    let mut found: Vec<(&Entry, f64)> = touches(program)
        .filter(|(_, day, _)| week_of(program, *day) == Some(week))
        .map(|(entry, _, load)| (entry, load))
        .collect();
    found.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| a.0.declared.title.cmp(&b.0.declared.title))
    });
    if found.is_empty() {
        let why = "No entry of the calendar begins in the highest week: what weighs there was laid \
                   on in the weeks before it.";
        return Part::Missing(why.to_owned());
    }
    let speaker = crate::render::speaker::Speaker {
        program,
        language: Language::En,
    };
    let rows = found.into_iter().map(|(entry, load)| {
        vec![
            entry.declared.title.to_string(),
            speaker.audience(&entry.audience),
            Quantity::Figure.long(load),
        ]
    });
    let title = format!("In week {}", week + 1);
    Part::Shown(Table::of(&[&title, "Audience", "Load#"], rows))
}
