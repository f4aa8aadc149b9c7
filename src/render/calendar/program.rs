//! The calendar of a program: its page for a language, and the file that calendars subscribe to.

use super::{Entry, Year, name};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::model::Program;
use crate::model::calendar;
use crate::model::spoken::spoken;
use crate::render::ics::{self, Event, Feed};
use crate::render::speaker::Speaker;
use crate::render::words::Language;
use crate::render::{Fault, Page, Stamp};

/// `calendar.html` and `calendar.ics`. What is marked internal stays out of both.
pub fn pages(program: &Program, language: Language, stamp: &Stamp) -> Result<Vec<Page>, Fault> {
    let program = &*spoken(program, language.tag());
    let speaker = Speaker { program, language };
    let page = super::page("calendar.html", &year(speaker, stamp))?;
    Ok(vec![page, ics::page("calendar.ics", &feed(speaker))])
}

fn year(speaker: Speaker<'_>, stamp: &Stamp) -> Year {
    let program = speaker.program;
    let title = speaker.title(Some(&program.declared));
    let lead = speaker.say("calendar.lead", &[]);
    let days = program.fiscal.year();
    let entries = dated(program).map(|(entry, days, _)| Entry {
        sort: entry.sort,
        title: speaker.title(Some(&entry.declared)),
        note: note(speaker, entry),
        first: days.first(),
        last: days.last(),
    });
    Year {
        head: speaker.head("calendar.kind", title, lead, stamp),
        language: speaker.language,
        first: days.first(),
        last: days.last(),
        entries: entries.collect(),
    }
}

fn feed(speaker: Speaker<'_>) -> Feed {
    let program = speaker.program;
    let event = |(entry, days, count): (&calendar::Entry, Days, usize)| {
        let declared = &entry.declared;
        let mut text = vec![note(speaker, entry)];
        text.extend(declared.tell.iter().map(|tell| tell.as_str().to_owned()));
        Event {
            key: format!("{}/{count}", declared.first),
            title: speaker.title(Some(declared)),
            text: text.join("\n"),
            category: name(speaker.language, entry.sort),
            first: days.first(),
            last: days.last(),
        }
    };
    Feed {
        name: program.declared.name.as_str().to_owned(),
        title: speaker.title(Some(&program.declared)),
        text: speaker.precedence().unwrap_or_default(),
        published: program.published.unwrap_or_else(|| program.fiscal.start()),
        events: dated(program).map(event).collect(),
    }
}

/// Every entry that partners may see, once for each of its spans of days, which are counted from
/// 1 so that the third of a series stays the third when it moves.
pub(in crate::render) fn dated(
    program: &Program,
) -> impl Iterator<Item = (&calendar::Entry, Days, usize)> {
    let open = program
        .calendar
        .entries
        .iter()
        .filter(|entry| !entry.declared.internal);
    open.flat_map(|entry| {
        entry
            .days
            .iter()
            .zip(1..)
            .map(move |(days, count)| (entry, *days, count))
    })
}

/// For whom, how, and with whom.
fn note(speaker: Speaker<'_>, entry: &calendar::Entry) -> String {
    let mut parts = vec![speaker.audience(&entry.audience)];
    if !entry.channels.is_empty() {
        let channels: Vec<String> = entry
            .channels
            .iter()
            .map(|channel| speaker.word("channel", channel))
            .collect();
        let channels = speaker.language.list(&channels);
        parts.push(speaker.say("calendar.through", &[("channels", &channels)]));
    }
    if let Some(role) = &entry.by {
        parts.push(speaker.say("calendar.with", &[("role", &speaker.role(role))]));
    }
    parts.join(&speaker.say("calendar.and", &[]))
}

/// The dates of a program that concern an audience, soonest first: for guides.
pub fn dates_for<'a>(
    program: &'a Program,
    concerns: impl Fn(&calendar::Entry) -> bool + 'a,
) -> Vec<(&'a calendar::Entry, Date, Date)> {
    let concerned = dated(program).filter(|(entry, _, _)| concerns(entry));
    let mut dates: Vec<_> = concerned
        .map(|(entry, days, _)| (entry, days.first(), days.last()))
        .collect();
    dates.sort_by(|a, b| (a.1, a.2, &a.0.declared.title).cmp(&(b.1, b.2, &b.0.declared.title)));
    dates
}
