//! A higher tier asks for less of a figure than a lower one.

use crate::diagnostic::Problem;
use crate::lint::requirement::{
    amount_words, compared, counterpart, figure_words, on_the_same_days, rises, sides,
};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::{Path, Requirement, Tier};

/// The lint.
pub static LINT: Lint = Lint {
    name: "threshold-falls-with-rank",
    title: "Threshold falls with rank",
    level: Level::Warn,
    summary: "A higher tier asks for less of a figure than the tier below it.",
    page: include_str!("threshold_falls_with_rank.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for pair in context.program.tiers.windows(2) {
        let [low, high] = pair else { continue };
        for (below, above) in on_the_same_days(low, high) {
            if let ([one], [two]) = (below.paths.as_slice(), above.paths.as_slice()) {
                let found = |asked: &Requirement| found(context, (low, one), high, asked);
                problems.extend(two.earn.iter().filter_map(found));
            }
        }
    }
    problems
}

fn found(
    context: &Context,
    (low, path): (&Tier, &Path),
    high: &Tier,
    asked: &Requirement,
) -> Option<Problem> {
    let above = compared(asked)?;
    let (requirement, below) = counterpart(&path.earn, asked)?;
    if !rises(above.comparison) {
        return None;
    }
    let (member, less, more) = sides(above.threshold, below.threshold)
        .into_iter()
        .find_map(|(member, above, below)| {
            let (above, below) = (above?, below?);
            (above < below).then_some((member, above, below))
        })?;
    let unit = above.threshold.unit;
    let (less, more) = (amount_words(less, unit), amount_words(more, unit));
    let (low_name, high_name) = (&low.declared.name, &high.declared.name);
    let whom = member
        .and_then(|(set, at)| context.program.member(set, at))
        .map_or(String::new(), |member| format!(" in `{}`", member.name));
    let figure = figure_words(above.figure, context.program);
    let message = format!(
        "`{high_name}` asks for {figure} of {less}{whom}, and `{low_name}` below it for {more}"
    );
    let problem = LINT
        .found(context.span(asked.origin), message)
        .fact("high", &less)
        .fact("low", &more)
        .help(format!(
            "ask for {more} or more, or leave the figure out of `{low_name}`"
        ));
    Some(also(
        problem,
        context.span(requirement.origin),
        format!("what `{low_name}` asks for"),
    ))
}
