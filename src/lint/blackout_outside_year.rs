//! A blackout protects no day of the program.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "blackout-outside-year",
    title: "Blackout outside the year",
    level: Level::Warn,
    summary: "A blackout has no day in the program's year, so that it protects nothing.",
    page: include_str!("blackout_outside_year.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let year = context.program.fiscal.year();
    let pacing = context.program.guard.pacing.as_ref();
    let blackouts = pacing.map_or(&[][..], |pacing| &pacing.blackouts);
    let outside = blackouts
        .iter()
        .filter(|(days, ..)| days.overlap(&year).is_none());
    let written = context.all("program").next();
    let written = written.and_then(|program| program.terms.one("year"));
    outside
        .map(|(days, _, origin)| {
            let message = format!("the blackout {days} has no day in {year}");
            let problem = LINT
                .found(context.span(*origin), message)
                .cost("the days that it should keep free can be filled")
                .help("check the years of both days");
            also(problem, written.map(|given| given.span), "the year")
        })
        .collect()
}
