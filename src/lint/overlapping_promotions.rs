//! Two promotions run on the same days for one audience, and nothing says that they may.

use crate::diagnostic::Problem;
use crate::lint::schedule::{MOST_PAIRS, Window, count_of_days, label, place, windows};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::calendar::Sort;
use crate::semantics::audience::{meet, words};

/// The lint.
pub static LINT: Lint = Lint {
    name: "overlapping-promotions",
    title: "Overlapping promotions",
    level: Level::Warn,
    summary: "Two promotions run on the same days for one audience, and no limit says how many \
        may.",
    page: include_str!("overlapping_promotions.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let limit = context.program.guard.pacing.as_ref();
    if limit.is_some_and(|pacing| pacing.most_live_promotions.is_some()) {
        return Vec::new();
    }
    let all = windows(context, Sort::Promotion);
    let pairs = all.iter().enumerate().flat_map(|(at, first)| {
        let later = all.iter().skip(at.saturating_add(1));
        later
            .take_while(|second| second.days.first() <= first.days.last())
            .map(move |second| (first, second))
    });
    pairs
        .filter_map(|(first, second)| found(context, first, second))
        .take(MOST_PAIRS)
        .collect()
}

fn found(context: &Context, first: &Window, second: &Window) -> Option<Problem> {
    let days = first.days.overlap(&second.days)?;
    let (one, two) = (&first.entry.audience, &second.entry.audience);
    if !meet(one, two, context.program) {
        return None;
    }
    let message = format!(
        "`{}` and `{}` run together for {} for the same partners",
        label(first.entry),
        label(second.entry),
        count_of_days(days.len()),
    );
    let problem = LINT
        .found(place(context, second.entry), message)
        .cost(format!(
            "{days}; the second one reaches {}",
            words(two, context.program)
        ))
        .fact("first", days.first())
        .fact("last", days.last())
        .help(
            "move one of them, narrow its `for`, or write in `pacing`: promotions at most 2 \
            live per partner",
        );
    Some(also(
        problem,
        place(context, first.entry),
        "the other promotion",
    ))
}
