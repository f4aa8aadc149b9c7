//! Part of an entry lies outside the program's year.

use crate::base::date::Date;
use crate::base::recurrence::Recurrence;
use crate::diagnostic::Problem;
use crate::kind::spec::When;
use crate::lint::schedule::{count_of_days, label, place};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::calendar::Entry;

/// The lint.
pub static LINT: Lint = Lint {
    name: "entry-outside-year",
    title: "Entry outside the year",
    level: Level::Warn,
    summary: "Part of a calendar entry lies outside the program's year, where the program \
        promises nothing.",
    page: include_str!("entry_outside_year.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let entries = context.program.calendar.entries.iter();
    entries.filter_map(|entry| found(context, entry)).collect()
}

fn found(context: &Context, entry: &Entry) -> Option<Problem> {
    let year = context.program.fiscal.year();
    let (outside, inside) = match &entry.when {
        When::Days(days) => {
            let inside = days.overlap(&year)?;
            (days.len().saturating_sub(inside.len()), inside.to_string())
        }
        When::Recurrence(Recurrence::Once(dates)) => {
            let inside: Vec<&Date> = dates.iter().filter(|date| year.contains(**date)).collect();
            let shown: Vec<String> = inside.iter().map(ToString::to_string).collect();
            let outside = dates.len().saturating_sub(inside.len());
            (i64::try_from(outside).ok()?, shown.join(", "))
        }
        When::Recurrence(_) | When::Payout(_) | When::Relative { .. } => return None,
    };
    if outside == 0 {
        return None;
    }
    let message = format!(
        "`{}` has {} outside the program's year",
        label(entry),
        count_of_days(outside),
    );
    let problem = LINT
        .found(place(context, entry), message)
        .cost(format!(
            "only {inside} counts; the program promises nothing on the other days"
        ))
        .fact("days_outside", outside)
        .help(format!("write: {inside}"));
    let written = context.all("program").next();
    let written = written.and_then(|program| program.terms.one("year"));
    Some(also(problem, written.map(|given| given.span), "the year"))
}
