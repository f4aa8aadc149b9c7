//! The calendar as windows of days: what overlaps, what follows, where each is written. Must not
//! know which lint asks.

use crate::base::business::BusinessDays;
use crate::base::period::Days;
use crate::base::span::Span;
use crate::kind::spec::Named;
use crate::lint::spec::Context;
use crate::model::calendar::{Entry, Sort};

/// The most findings that one lint gives about pairs of windows.
pub const MOST_PAIRS: usize = 100;

/// One run of days of an entry.
#[derive(Clone, Copy)]
pub struct Window<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its days.
    pub days: Days,
}

/// Every window of the entries of a sort, by first day, then last day, then title.
pub fn windows<'a>(context: &Context<'a>, sort: Sort) -> Vec<Window<'a>> {
    let entries = context.program.calendar.entries.iter();
    let mut windows: Vec<Window<'a>> = entries
        .filter(|entry| entry.sort == sort)
        .flat_map(|entry| {
            entry
                .days
                .iter()
                .map(move |days| Window { entry, days: *days })
        })
        .collect();
    windows.sort_by(|one, two| key(one).cmp(&key(two)));
    windows
}

fn key<'a>(window: &Window<'a>) -> (crate::base::date::Date, crate::base::date::Date, &'a str) {
    (
        window.days.first(),
        window.days.last(),
        &window.entry.declared.title,
    )
}

/// Where the days of an entry are written.
pub fn place(context: &Context, entry: &Entry) -> Option<Span> {
    if entry.declared.name.is_empty() {
        context.span(entry.declared.origin)
    } else {
        context.clause(&entry.declared, "")
    }
}

/// The business days that an entry counts in.
pub fn business(context: &Context, entry: &Entry) -> BusinessDays {
    let given = context.given(&entry.declared.name, "");
    let region = given.and_then(|given| given.phrase("in")?.names().first().copied());
    let region = if let Some(Named::Region(id)) = region {
        Some(id)
    } else {
        None
    };
    context.program.business_days(region)
}

/// What a message calls an entry: its name, or the title of a message that has none.
pub fn label(entry: &Entry) -> &str {
    if entry.declared.name.is_empty() {
        &entry.declared.title
    } else {
        &entry.declared.name
    }
}

/// "1 day" or "12 days".
pub fn count_of_days(days: i64) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}
