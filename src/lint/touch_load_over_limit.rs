//! One partner gets more messages, events and trainings in a month than pacing allows.

use crate::base::period::{Cycle, Period};
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::semantics::audience::{Profile, profile_words, profiles};
use crate::semantics::touch::{Weighed, reaching, sum, touches};

/// The lint.
pub static LINT: Lint = Lint {
    name: "touch-load-over-limit",
    title: "Touch load over the limit",
    level: Level::Deny,
    summary: "The messages, events and trainings that reach one partner in a month weigh more \
        than `pacing` allows.",
    page: include_str!("touch_load_over_limit.md"),
    check,
};

/// What one partner meets in one month.
struct Month<'t, 'a> {
    period: Period,
    profile: Profile,
    touches: Vec<&'t Weighed<'a>>,
    load: Ratio,
}

fn check(context: &Context) -> Vec<Problem> {
    let pacing = context.program.guard.pacing.as_ref();
    let Some(most) = pacing.and_then(|pacing| pacing.most_load_per_month) else {
        return Vec::new();
    };
    let fiscal = context.program.fiscal;
    let all = touches(context.program);
    let audiences: Vec<_> = all.iter().map(|touch| &touch.entry.audience).collect();
    let profiles = profiles(context.program, &audiences);
    let months = fiscal.periods(Cycle::Month, &fiscal.year());
    months
        .filter_map(|period| {
            let days = fiscal.days(period);
            let inside: Vec<Weighed> = all
                .iter()
                .filter(|touch| days.contains(touch.day))
                .copied()
                .collect();
            let worst = worst(context, &inside, &profiles, period)?;
            (worst.load > most).then(|| found(context, &worst, most))
        })
        .collect()
}

/// The profile that carries most; of equals the first, which has the lowest tier.
fn worst<'t, 'a>(
    context: &Context,
    touches: &'t [Weighed<'a>],
    profiles: &[Profile],
    period: Period,
) -> Option<Month<'t, 'a>> {
    let mut worst: Option<Month> = None;
    for profile in profiles {
        let (touches, load) = reaching(context.program, touches, *profile)?;
        if worst.as_ref().is_none_or(|worst| load > worst.load) {
            worst = Some(Month {
                period,
                profile: *profile,
                touches,
                load,
            });
        }
    }
    worst
}

fn found(context: &Context, month: &Month, most: Ratio) -> Problem {
    let fiscal = context.program.fiscal;
    let over = month.load.less(most).unwrap_or(Ratio::ZERO);
    let entries: Vec<String> = month
        .touches
        .iter()
        .map(|touch| format!("{} `{}` {}", touch.day, label(touch.entry), touch.load))
        .collect();
    let message = format!(
        "{} carries a load of {} in {}, and at most {most} is allowed",
        profile_words(month.profile, context.program),
        month.load,
        fiscal.name(month.period),
    );
    // Of equals the first: the last one that `max_by_key` sees.
    let heaviest = month.touches.iter().rev().max_by_key(|touch| touch.load);
    let mut problem = LINT
        .found(
            heaviest.and_then(|touch| place(context, touch.entry)),
            message,
        )
        .cost(format!("{}: {}", week(context, month), entries.join(", ")))
        .fact("load", month.load)
        .fact("over", over)
        .help(format!(
            "move {over} of it to another month, or narrow the audience of an entry"
        ));
    for touch in &month.touches {
        let part = format!("{}, load {}", touch.day, touch.load);
        problem = also(problem, place(context, touch.entry), part);
    }
    let pacing = context.all("pacing").next();
    let limit = pacing.and_then(|pacing| pacing.terms.one("touches at most"));
    also(problem, limit.map(|given| given.span), "the limit")
}

/// "most of it, 2.6, in the week of 2027-03-08".
fn week(context: &Context, month: &Month) -> String {
    let fiscal = context.program.fiscal;
    let weeks = month.touches.iter().filter_map(|touch| {
        let week = fiscal.period_at(Cycle::Week, touch.day);
        let days = fiscal.days(week);
        let inside = month
            .touches
            .iter()
            .filter(|other| days.contains(other.day));
        let inside: Vec<&Weighed> = inside.copied().collect();
        Some((sum(&inside)?, std::cmp::Reverse(week)))
    });
    match weeks.max() {
        Some((load, std::cmp::Reverse(week))) => {
            format!("{load} of it in the {}", fiscal.name(week))
        }
        None => String::new(),
    }
}
