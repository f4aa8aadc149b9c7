//! A recurrence has no day in some of its months.

use crate::base::business::BusinessDays;
use crate::base::date::Month;
use crate::base::recurrence::Recurrence;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::When;
use crate::lint::schedule::{business, place};
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "recurrence-skips",
    title: "Recurrence skips months",
    level: Level::Warn,
    summary: "Something comes every month, quarter or year, and some of them have no such day.",
    page: include_str!("recurrence_skips.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in &context.program.calendar.entries {
        if let When::Recurrence(recurrence) = &entry.when {
            let title = &entry.declared.title;
            let business = business(context, entry);
            let place = place(context, entry);
            problems.extend(found(context, title, recurrence, &business, place));
        }
    }
    for tier in &context.program.tiers {
        let mut said = Vec::new();
        for version in &tier.versions {
            let Some(review) = version.review.as_ref().filter(|it| !said.contains(it)) else {
                continue;
            };
            said.push(review);
            let business = context.program.business_days(version.review_region);
            let title = format!("review of {}", tier.declared.name);
            let place = context.clause(&tier.declared, "review");
            problems.extend(found(context, &title, review, &business, place));
        }
    }
    problems
}

fn found(
    context: &Context,
    title: &str,
    recurrence: &Recurrence,
    business: &BusinessDays,
    place: Option<Span>,
) -> Option<Problem> {
    let fiscal = &context.program.fiscal;
    let skipped = recurrence.skipped(fiscal.year(), fiscal, business);
    if skipped.is_empty() {
        return None;
    }
    let dates = recurrence.dates(fiscal.year(), fiscal, business);
    let months: Vec<String> = skipped
        .iter()
        .map(|(year, month)| match Month::of_number(*month) {
            Some(month) => format!("{month} {year}"),
            None => format!("{year}-{month:02}"),
        })
        .collect();
    let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    Some(
        LINT.found(
            place,
            format!(
                "`{title}` comes {recurrence}, and has no day in {}",
                months.join(", ")
            ),
        )
        .cost(format!(
            "it comes {} times: {}",
            dates.len(),
            dates.join(", ")
        ))
        .fact("skipped", months.join(", "))
        .help("write `on last day`, or a weekday such as `on last Friday`, which every month has"),
    )
}
