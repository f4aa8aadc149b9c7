//! More promotions are live at once for one partner than pacing allows.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::lint::schedule::{Window, label, place, windows};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::calendar::Sort;
use crate::semantics::audience::{Profile, listed, profile_words, profiles, reaches};

/// The lint.
pub static LINT: Lint = Lint {
    name: "too-many-live-promotions",
    title: "Too many live promotions",
    level: Level::Deny,
    summary: "More promotions are live at once for one partner than `pacing` allows.",
    page: include_str!("too_many_live_promotions.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Some(pacing) = &context.program.guard.pacing else {
        return Vec::new();
    };
    let Some(most) = pacing.most_live_promotions else {
        return Vec::new();
    };
    let all = windows(context, Sort::Promotion);
    let audiences: Vec<_> = all.iter().map(|window| &window.entry.audience).collect();
    let mut seen: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut problems = Vec::new();
    for profile in profiles(context.program, &audiences) {
        for live in crowds(context, &all, profile) {
            let over = i64::try_from(live.len()).is_ok_and(|count| count > most);
            let names = live.iter().map(|window| label(window.entry)).collect();
            if over && seen.insert(names) {
                problems.push(found(context, &live, profile, most));
            }
        }
    }
    problems
}

/// The promotions that are live together on each day on which one begins.
fn crowds<'w, 'a>(
    context: &Context,
    all: &'w [Window<'a>],
    profile: Profile,
) -> Vec<Vec<&'w Window<'a>>> {
    let reached: Vec<&Window> = all
        .iter()
        .filter(|window| reaches(&window.entry.audience, profile, context.program))
        .collect();
    reached
        .iter()
        .map(|start| {
            let day = start.days.first();
            let live = reached.iter().filter(|other| other.days.contains(day));
            live.copied().collect()
        })
        .collect()
}

fn found(context: &Context, live: &[&Window], profile: Profile, most: i64) -> Problem {
    let first = live.iter().map(|window| window.days.first()).max();
    let last = live.iter().map(|window| window.days.last()).min();
    let message = format!(
        "{} promotions are live at once for {}, and at most {most} may be",
        live.len(),
        profile_words(profile, context.program),
    );
    let newest = live.last().map(|window| window.entry);
    let mut problem = LINT
        .found(newest.and_then(|entry| place(context, entry)), message)
        .help("move one of them, or narrow its `for` to other tiers, types or regions");
    if let (Some(first), Some(last)) = (first, last) {
        let names = listed(live.iter().map(|window| label(window.entry)));
        problem = problem
            .cost(format!("{first} to {last}: {names}"))
            .fact("first", first)
            .fact("last", last);
    }
    for window in live.iter().rev().skip(1) {
        problem = also(problem, place(context, window.entry), "live then too");
    }
    also(problem, limit(context), "the limit")
}

fn limit(context: &Context) -> Option<crate::base::span::Span> {
    let pacing = context.all("pacing").next()?;
    Some(pacing.terms.one("promotions at most")?.span)
}
