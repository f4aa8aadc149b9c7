//! A certification lapses before it is refreshed.

use crate::base::business::BusinessDays;
use crate::base::duration::Duration;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named, Value};
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "refresh-after-lapse",
    title: "Refreshed after it lapsed",
    level: Level::Warn,
    summary: "A certification is refreshed less often than it lasts, so that it lapses in between.",
    page: include_str!("refresh_after_lapse.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tracks = context.all("track");
    let grants = tracks.filter_map(|track| track.terms.one("grants"));
    grants.filter_map(|given| found(context, given)).collect()
}

fn found(context: &Context, given: &Given) -> Option<Problem> {
    let (lasts, refresh) = (duration(given, "for")?, duration(given, "refresh every")?);
    let start = context.program.fiscal.start();
    let open = BusinessDays::default();
    let (lapses, refreshed) = (lasts.after(start, &open), refresh.after(start, &open));
    if refreshed <= lapses {
        return None;
    }
    let named = given.value.names().first().copied();
    let Some(Named::Certification(id)) = named else {
        return None;
    };
    let name = &context
        .program
        .learning
        .certifications
        .get(id.index())?
        .declared
        .name;
    let message = format!("`{name}` lasts {lasts} and is refreshed every {refresh}");
    Some(
        LINT.found(Some(given.span), message)
            .cost(format!(
                "whoever passes on {start} loses it on {lapses} and is asked to refresh it on {refreshed}"
            ))
            .help(format!("write: refresh every {lasts}")),
    )
}

fn duration(given: &Given, lead: &str) -> Option<Duration> {
    if let Some(Value::Duration(duration)) = given.phrase(lead) {
        Some(*duration)
    } else {
        None
    }
}
