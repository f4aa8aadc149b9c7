//! What the calendar lays on partners, week by week: an exact sum for everyone whom the same
//! entries reach.

use super::Numbers;
use super::subject::{Crowd, Subject, Touch};
use crate::base::date::Date;
use crate::render::chart::frame::WeekMark;
use crate::render::chart::heat::{Audience, Heat};
use crate::render::chart::scale::Quantity;
use crate::render::report::Part;
use crate::render::view::{Row, Table, Tone};
use crate::render::words::Language;

/// The most rows of the heat map: those with the heaviest weeks.
const MOST_ROWS: usize = 16;

/// The first of each month along the weeks of the forecast, by its short name.
pub(super) fn months(numbers: &Numbers) -> Vec<WeekMark> {
    let Some(start) = Date::parse(&numbers.subject.first_day) else {
        return Vec::new();
    };
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
        marks.push(WeekMark {
            week,
            label: name,
            year: month.year(),
        });
        month = month.plus_months(1);
    }
    marks
}

/// The first day of a week of the program: `from 26 July 2027`.
pub(super) fn first_day(numbers: &Numbers, week: usize) -> String {
    let start = Date::parse(&numbers.subject.first_day);
    let days = i64::try_from(week).unwrap_or(0).saturating_mul(7);
    start.map_or_else(String::new, |start| {
        format!("from {}", Language::En.date(start.plus_days(days)))
    })
}

/// A load as a number: `0.6` or `1/3`.
fn weight(load: &str) -> f64 {
    let number = |text: &str| text.parse().unwrap_or(0.0);
    match load.split_once('/') {
        Some((above, below)) => number(above) / number(below),
        None => number(load),
    }
}

/// The touches of a crowd.
fn met<'a>(subject: &'a Subject, crowd: &'a Crowd) -> impl Iterator<Item = &'a Touch> {
    let places = crowd.touches.iter();
    places.filter_map(|at| subject.touches.get(usize::from(*at)))
}

/// The sum of loads by week or month of a touch.
fn sums<'a>(
    touches: impl Iterator<Item = &'a Touch>,
    count: usize,
    place: fn(&Touch) -> u16,
) -> Vec<f64> {
    let mut sums = vec![0.0; count];
    for touch in touches {
        if let Some(sum) = sums.get_mut(usize::from(place(touch))) {
            *sum += weight(&touch.load);
        }
    }
    sums
}

fn greatest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

/// The place of the first greatest value.
fn peak(values: &[f64]) -> usize {
    let most = greatest(values);
    values.iter().position(|value| *value == most).unwrap_or(0)
}

/// The load on each crowd in each week.
pub(super) fn heat(numbers: &Numbers) -> Part<Heat> {
    let subject = numbers.subject;
    let weeks = usize::from(numbers.forecast.weeks);
    if subject.touches.is_empty() {
        let why = "No entry of the calendar states a load, so none can be added up: give each a \
                   `load`, and each class its weight in `pacing`.";
        return Part::Missing(why.to_owned());
    }
    let row = |crowd: &Crowd| Audience {
        name: crowd.name.clone(),
        weeks: sums(met(subject, crowd), weeks, |touch| touch.week),
    };
    let mut audiences: Vec<Audience> = subject.crowds.iter().rev().map(row).collect();
    if audiences.len() > MOST_ROWS {
        audiences.sort_by(|a, b| greatest(&b.weeks).total_cmp(&greatest(&a.weeks)));
        audiences.truncate(MOST_ROWS);
    }
    Part::Shown(Heat {
        quantity: Quantity::Figure,
        audiences,
        limit: None,
        marks: months(numbers),
    })
}

/// What the map shows, and how sure it is.
pub(super) fn heat_note(subject: &Subject) -> String {
    let mut note = "Touch load from the calendar, an exact sum for one partner of each audience. \
                    People in different roles of a partner share it."
        .to_owned();
    if subject.segments_unknown {
        note.push_str(
            " An entry for a segment counts for everyone who may be in it, so these rows are the \
             most that can be.",
        );
    }
    if subject.crowds.len() > MOST_ROWS {
        note.push_str(&format!(
            " The {MOST_ROWS} audiences with the heaviest weeks, of {}.",
            subject.crowds.len()
        ));
    }
    note
}

/// The heaviest month of each crowd, against the limit.
pub(super) fn heaviest(subject: &Subject) -> Part<Table> {
    if subject.touches.is_empty() {
        return Part::Missing("Without a load there is no heaviest month.".to_owned());
    }
    let limit = subject.most_load.as_deref().map(weight);
    let mut rows: Vec<(f64, Row)> = Vec::new();
    for crowd in subject.crowds.iter().rev() {
        let months = sums(met(subject, crowd), subject.months.len(), |it| it.month);
        let (at, most) = (peak(&months), greatest(&months));
        let inside = |touch: &&Touch| usize::from(touch.month) == at;
        let titles: Vec<&str> = met(subject, crowd)
            .filter(inside)
            .map(|touch| touch.title.as_str())
            .collect();
        let mut cells = vec![
            crowd.name.clone(),
            subject.months.get(at).cloned().unwrap_or_default(),
            Quantity::Figure.long(most),
        ];
        // Sums of decimals in floats are off by less than this.
        let over = limit.is_some_and(|limit| most > limit + 1e-9);
        if let Some(limit) = limit {
            let word = if over { "over" } else { "within" };
            cells.push(format!("{}, {word}", Quantity::Figure.long(limit)));
        }
        cells.push(titles.join(", "));
        let tone = if over { Tone::Bad } else { Tone::Plain };
        rows.push((most, Row { cells, tone }));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    rows.truncate(MOST_ROWS);
    let mut titles = vec!["Audience", "Heaviest month", "Load#"];
    if limit.is_some() {
        titles.push("Limit");
    }
    titles.push("What it is made of");
    let mut table = Table::of(&titles, Vec::new());
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    Part::Shown(table)
}

/// The entries that touch somebody in a week and the three before it, whose load is still felt.
pub(super) fn causes(numbers: &Numbers, week: usize) -> Part<Table> {
    let near = |touch: &&Touch| {
        let own = usize::from(touch.week);
        own <= week && own + 3 >= week
    };
    let mut found: Vec<&Touch> = numbers.subject.touches.iter().filter(near).collect();
    found.sort_by(|a, b| {
        let by_load = weight(&b.load).total_cmp(&weight(&a.load));
        b.week
            .cmp(&a.week)
            .then(by_load)
            .then_with(|| a.title.cmp(&b.title))
    });
    if found.is_empty() {
        let why = "No entry that states a load begins in the highest week or the three before it.";
        return Part::Missing(why.to_owned());
    }
    let rows = found.into_iter().map(|touch| {
        vec![
            (u32::from(touch.week) + 1).to_string(),
            touch.title.clone(),
            touch.audience.clone(),
            Quantity::Figure.long(weight(&touch.load)),
        ]
    });
    let titles = ["Week#", "Entry", "Audience", "Load#"];
    let mut table = Table::of(&titles, rows);
    table.caption = "What led up to the highest week".to_owned();
    Part::Shown(table)
}
