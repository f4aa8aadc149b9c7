//! A region is closed on a day that no payment, review or deadline of the program can meet.

use crate::base::date::Date;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::region::Region;

/// The lint.
pub static LINT: Lint = Lint {
    name: "closed-day-outside-year",
    title: "Closed day outside the year",
    level: Level::Warn,
    summary: "A region is closed on a day before the program begins or long after it ends.",
    page: include_str!("closed_day_outside_year.md"),
    check,
};

/// Payments and claims of a year fall due up to a year after it.
const MONTHS_AFTER: i64 = 12;

fn check(context: &Context) -> Vec<Problem> {
    let regions = context.program.regions.iter();
    regions
        .filter_map(|region| found(context, region))
        .collect()
}

fn found(context: &Context, region: &Region) -> Option<Problem> {
    let year = context.program.fiscal.year();
    let last = year.last().plus_months(MONTHS_AFTER);
    // Days that it has from a region around it are told there.
    context.given(&region.declared.name, "closed")?;
    let business = region.business.as_ref()?;
    let outside = |day: &&Date| **day < year.first() || **day > last;
    let days: Vec<String> = business
        .closed
        .iter()
        .filter(outside)
        .map(ToString::to_string)
        .collect();
    let first = days.first()?;
    let message = format!(
        "`{}` is closed on {}, outside {year}",
        region.declared.name,
        days.join(", ")
    );
    let problem = LINT
        .found(context.clause(&region.declared, "closed"), message)
        .cost("if a year is mistyped, a payment or a review falls on a day on which nobody works")
        .fact("day", first)
        .help(format!("name days from {} to {last}", year.first()));
    let written = context.all("program").next();
    let written = written.and_then(|program| program.terms.one("year"));
    Some(also(problem, written.map(|given| given.span), "the year"))
}
