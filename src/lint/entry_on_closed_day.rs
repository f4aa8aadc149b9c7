//! A calendar entry falls on a day on which nobody of its audience works.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::id::RegionId;
use crate::base::recurrence::Recurrence;
use crate::diagnostic::Problem;
use crate::kind::spec::When;
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::calendar::{Entry, Sort};

/// The lint.
pub static LINT: Lint = Lint {
    name: "entry-on-closed-day",
    title: "Entry on a closed day",
    level: Level::Warn,
    summary: "A calendar entry that people take part in falls on a day on which nobody of its audience works.",
    page: include_str!("entry_on_closed_day.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let entries = context.program.calendar.entries.iter();
    entries.filter_map(|entry| found(context, entry)).collect()
}

fn found(context: &Context, entry: &Entry) -> Option<Problem> {
    // Windows span weekends, and rewards and promotions need nobody at work.
    let needs_people = match entry.sort {
        Sort::Training | Sort::Review | Sort::Communication | Sort::Event | Sort::Deadline => true,
        Sort::Promotion | Sort::Reward => false,
    };
    let When::Recurrence(Recurrence::Once(dates)) = &entry.when else {
        return None;
    };
    let working = working(context, entry);
    if !needs_people || working.is_empty() {
        return None;
    }
    let is_closed = |day: &&Date| working.iter().all(|region| !region.is_open(**day));
    let day = dates.iter().find(is_closed)?;
    let message = format!(
        "`{}` is on {day}, a {}, on which nobody it is for works",
        label(entry),
        day.weekday().name()
    );
    let open = working.first().and_then(|region| region.next_open(*day));
    Some(
        LINT.found(place(context, entry), message)
            .cost("whoever should come or read it is not there")
            .fact("day", day)
            .help(open.map_or_else(
                || "choose a business day".to_owned(),
                |open| {
                    format!(
                        "the next business day is {open}, a {}",
                        open.weekday().name()
                    )
                },
            )),
    )
}

/// The business days of the regions that an entry is for; all regions where it names none.
fn working<'a>(context: &Context<'a>, entry: &Entry) -> Vec<&'a BusinessDays> {
    let regions = (0..).map(RegionId).zip(&context.program.regions);
    let own = regions
        .filter(|(id, _)| entry.audience.regions.is_empty() || entry.audience.regions.contains(id));
    own.filter_map(|(_, region)| region.business.as_ref())
        .collect()
}
