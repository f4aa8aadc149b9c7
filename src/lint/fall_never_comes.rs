//! A partner falls after more missed reviews than the year has.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::Tier;

/// The lint.
pub static LINT: Lint = Lint {
    name: "fall-never-comes",
    title: "Fall that never comes",
    level: Level::Warn,
    summary: "A partner falls after more missed reviews than the program's year has.",
    page: include_str!("fall_never_comes.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    tiers.filter_map(|tier| found(context, tier)).collect()
}

fn found(context: &Context, tier: &Tier) -> Option<Problem> {
    let needed = tier.losses().map(|loss| loss.fall.after_missed_reviews);
    let needed = usize::from(needed.min()?);
    let fiscal = context.program.fiscal;
    let held = tier.reviews(context.program).len();
    // A tier that is never reviewed at all is a fault of its own.
    if held == 0 || needed <= held {
        return None;
    }
    let name = &tier.declared.name;
    let message = format!(
        "nobody falls from `{name}` in {}: it takes {needed} missed reviews, and there are {held}",
        fiscal.year()
    );
    let problem = LINT
        .found(context.clause(&tier.declared, "fall"), message)
        .cost(format!(
            "whoever holds `{name}` on the first day is paid as `{name}` all year"
        ))
        .fact("reviews", held)
        .help(format!(
            "fall after at most {held} missed reviews, or write: fall never"
        ));
    let review = context.given(name, "review").map(|given| given.span);
    Some(also(problem, review, "reviewed here"))
}
