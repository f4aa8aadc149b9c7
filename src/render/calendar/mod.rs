//! The calendar on one page: a grid of days for each month with what happens in it beside. The
//! page itself must not know a program.

pub mod program;

use serde::Serialize;

use crate::base::date::Date;
use crate::model::calendar::Sort;
use crate::render::template::fill;
use crate::render::view::Head;
use crate::render::words::Language;
use crate::render::{Fault, Page};

/// Everything with a date, from the first to the last day shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// What stands around the calendar.
    pub head: Head,
    /// The language of months and dates.
    pub language: Language,
    /// The first day of the year.
    pub first: Date,
    /// The last day of the year.
    pub last: Date,
    /// What happens, in any order; some of it before the year or after it.
    pub entries: Vec<Entry>,
}

/// Something that happens on one day or on several.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What sort it is.
    pub sort: Sort,
    /// Its title.
    pub title: String,
    /// For whom and how, in a few words; may be empty.
    pub note: String,
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
}

/// The page with this name, as HTML.
pub fn page(name: &str, year: &Year) -> Result<Page, Fault> {
    let bytes = fill("calendar.html", &Shown::of(year))?;
    Ok(Page {
        name: name.to_owned(),
        bytes,
    })
}

/// The calendar as the template sees it.
#[derive(Serialize)]
struct Shown<'a> {
    head: &'a Head,
    legend_title: String,
    nothing: String,
    weekdays: [&'static str; 7],
    legend: Vec<Legend>,
    /// Each month of the year, with the months outside it that stand beside it.
    columns: Vec<Vec<Month>>,
}

#[derive(Serialize)]
struct Legend {
    class: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Month {
    title: String,
    /// Empty for a month outside the year.
    weeks: Vec<Vec<Day>>,
    entries: Vec<Line>,
}

/// A cell of the grid; without a number it lies outside the month.
#[derive(Default, Serialize)]
struct Day {
    number: String,
    /// Classes of the windows that are open on the day, each in its lane; empty where a lane is.
    lanes: Vec<&'static str>,
    /// Classes of what happens on this day alone.
    pips: Vec<&'static str>,
}

#[derive(Serialize)]
struct Line {
    class: &'static str,
    sort: String,
    when: String,
    title: String,
    note: String,
}

/// The most marks of one kind that a cell has room for.
const MOST_MARKS: usize = 3;

impl<'a> Shown<'a> {
    fn of(year: &'a Year) -> Shown<'a> {
        let mut entries: Vec<&Entry> = year.entries.iter().collect();
        entries.sort_by(|a, b| {
            (a.first, a.last, a.sort, &a.title).cmp(&(b.first, b.last, b.sort, &b.title))
        });
        let mut sorts: Vec<Sort> = entries.iter().map(|entry| entry.sort).collect();
        sorts.sort();
        sorts.dedup();
        let legend = |sort: Sort| Legend {
            class: class(sort),
            name: name(year.language, sort),
        };
        let lanes = lanes(&entries);
        let begun = entries.iter().map(|entry| entry.first).min();
        let ended = entries.iter().map(|entry| entry.last).max();
        let last = ended.map_or(year.last, |day| day.max(year.last));
        let mut first = begun.map_or(year.first, |day| day.min(year.first));
        first = first.first_of_month();
        let mut columns: Vec<Vec<Month>> = Vec::new();
        let mut early = Vec::new();
        // A calendar of more than ten years is no calendar.
        while first <= last && columns.len() < 120 {
            let mut one = month(year.language, first, &lanes, &entries);
            if first.last_of_month() >= year.first && first <= year.last {
                early.push(one);
                columns.push(std::mem::take(&mut early));
            } else if !one.entries.is_empty() {
                // What belongs to the year and falls outside it stands beside its nearest month.
                one.weeks.clear();
                columns.last_mut().unwrap_or(&mut early).push(one);
            }
            first = first.plus_months(1);
        }
        Shown {
            head: &year.head,
            legend_title: year.language.text("calendar.legend"),
            nothing: year.language.text("calendar.nothing"),
            weekdays: year.language.weekdays(),
            legend: sorts.into_iter().map(legend).collect(),
            columns,
        }
    }
}

fn month(language: Language, first: Date, lanes: &[Vec<&Entry>], entries: &[&Entry]) -> Month {
    let last = first.last_of_month();
    let before = usize::from(first.weekday().number().saturating_sub(1));
    let mut cells: Vec<Day> = std::iter::repeat_with(Day::default).take(before).collect();
    let mut date = first;
    while date <= last {
        cells.push(day(date, lanes, entries));
        date = date.plus_days(1);
    }
    let mut weeks: Vec<Vec<Day>> = Vec::new();
    for cell in cells {
        match weeks.last_mut() {
            Some(week) if week.len() < 7 => week.push(cell),
            _ => weeks.push(vec![cell]),
        }
    }
    if let Some(week) = weeks.last_mut() {
        week.resize_with(7, Day::default);
    }
    let meets = |entry: &&&Entry| entry.first <= last && entry.last >= first;
    let lines = entries
        .iter()
        .filter(meets)
        .map(|entry| line(language, entry, first));
    Month {
        title: language.month(first),
        weeks,
        entries: lines.collect(),
    }
}

fn day(date: Date, lanes: &[Vec<&Entry>], entries: &[&Entry]) -> Day {
    let on = |entry: &&&Entry| entry.first <= date && date <= entry.last;
    let open = |lane: &Vec<&Entry>| lane.iter().find(on).map_or("", |entry| class(entry.sort));
    let mut classes: Vec<&'static str> = lanes.iter().map(open).collect();
    while classes.last().is_some_and(|class| class.is_empty()) {
        classes.pop();
    }
    let alone = entries
        .iter()
        .filter(on)
        .filter(|entry| entry.first == entry.last);
    Day {
        number: date.day().to_string(),
        lanes: classes,
        pips: alone
            .map(|entry| class(entry.sort))
            .take(MOST_MARKS)
            .collect(),
    }
}

/// The windows, each in the first lane that is free for it, so that its line runs straight.
/// Those that find no lane stand in the list alone.
fn lanes<'a>(entries: &[&'a Entry]) -> Vec<Vec<&'a Entry>> {
    let mut lanes: Vec<Vec<&Entry>> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.first < entry.last) {
        let free = |lane: &Vec<&Entry>| lane.last().is_none_or(|before| before.last < entry.first);
        let room = lanes.len() < MOST_MARKS;
        match lanes.iter_mut().find(|lane| free(lane)) {
            Some(lane) => lane.push(entry),
            None if room => lanes.push(vec![entry]),
            None => {}
        }
    }
    lanes
}

/// An entry in the list of a month. One that began in an earlier month says since when.
fn line(language: Language, entry: &Entry, month: Date) -> Line {
    let when = if entry.first < month {
        language.say("calendar.since", &[("date", &language.day(entry.first))])
    } else if entry.first == entry.last {
        language.day(entry.first)
    } else {
        language.days(entry.first, entry.last)
    };
    Line {
        class: class(entry.sort),
        sort: name(language, entry.sort),
        when,
        title: entry.title.clone(),
        note: entry.note.clone(),
    }
}

/// The word for a sort of entry.
pub fn name(language: Language, sort: Sort) -> String {
    language.text(&format!("sort.{}", class(sort)))
}

/// The key of a sort of entry.
fn class(sort: Sort) -> &'static str {
    match sort {
        Sort::Training => "training",
        Sort::Promotion => "promotion",
        Sort::Reward => "reward",
        Sort::Review => "review",
        Sort::Communication => "communication",
        Sort::Event => "event",
        Sort::Deadline => "deadline",
    }
}
