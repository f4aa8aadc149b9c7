//! A promotion follows another for the same audience sooner than pacing allows.

use crate::base::business::BusinessDays;
use crate::base::duration::Duration;
use crate::diagnostic::Problem;
use crate::lint::schedule::{MOST_PAIRS, Window, count_of_days, label, place, windows};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::calendar::Sort;
use crate::semantics::audience::{meet, words};

/// The lint.
pub static LINT: Lint = Lint {
    name: "promotion-gap-too-short",
    title: "Promotion gap too short",
    level: Level::Deny,
    summary: "A promotion follows another for the same audience sooner than `pacing` allows.",
    page: include_str!("promotion_gap_too_short.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let pacing = context.program.guard.pacing.as_ref();
    let Some(gap) = pacing.and_then(|pacing| pacing.promotion_gap) else {
        return Vec::new();
    };
    let all = windows(context, Sort::Promotion);
    let pairs = all.iter().enumerate().flat_map(|(at, first)| {
        let open_again = gap.after(first.days.last(), &BusinessDays::default());
        let later = all.iter().skip(at.saturating_add(1));
        later
            .take_while(move |second| second.days.first() < open_again)
            .filter(|second| second.days.first() > first.days.last())
            .map(move |second| (first, second))
    });
    pairs
        .filter_map(|(first, second)| found(context, first, second, gap))
        .take(MOST_PAIRS)
        .collect()
}

fn found(context: &Context, first: &Window, second: &Window, gap: Duration) -> Option<Problem> {
    let (one, two) = (&first.entry.audience, &second.entry.audience);
    if !meet(one, two, context.program) {
        return None;
    }
    let business = BusinessDays::default();
    let earliest = gap.after(first.days.last(), &business);
    let latest = gap.before(second.days.first(), &business);
    let days = first.days.last().days_until(second.days.first());
    let message = format!(
        "`{}` starts {} after `{}` ends, and {gap} are kept between promotions to the same \
         audience",
        label(second.entry),
        count_of_days(days),
        label(first.entry),
    );
    let problem = LINT
        .found(place(context, second.entry), message)
        .cost(format!(
            "the second one reaches {}",
            words(two, context.program)
        ))
        .fact("gap_days", days)
        .fact("earliest_start", earliest)
        .help(format!(
            "start `{}` on {earliest} or later, or end `{}` on {latest} or earlier",
            label(second.entry),
            label(first.entry),
        ));
    let problem = also(
        problem,
        place(context, first.entry),
        format!("ends on {}", first.days.last()),
    );
    let limit = context.all("pacing").next();
    let limit = limit.and_then(|pacing| pacing.terms.one("gap at least"));
    Some(also(problem, limit.map(|given| given.span), "the gap"))
}
