//! A tier is earned and lost at the same number, and one missed review is enough.

use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::lint::requirement::{amount_words, compared, counterpart, figure_words, rises, sides};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::{Requirement, Tier};

/// The lint.
pub static LINT: Lint = Lint {
    name: "tier-flickers",
    title: "Tier that flickers",
    level: Level::Warn,
    summary: "A tier is earned and lost at the same number, and one missed review is enough to \
        lose it.",
    page: include_str!("tier_flickers.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    tiers
        .filter(|tier| {
            let mut losses = tier.losses();
            losses.any(|loss| {
                let is_at_once = loss.fall.after_missed_reviews == 1;
                is_at_once && loss.grace.is_none() && loss.hold.is_none()
            })
        })
        .flat_map(|tier| {
            tier.paths().filter_map(|path| {
                path.keep
                    .iter()
                    .find_map(|keep| found(context, tier, &path.earn, keep))
            })
        })
        .collect()
}

fn found(
    context: &Context,
    tier: &Tier,
    earn: &[Requirement],
    keep: &Requirement,
) -> Option<Problem> {
    let to = compared(keep)?;
    let (_, from) = counterpart(earn, keep)?;
    if !rises(to.comparison) {
        return None;
    }
    let equal = sides(from.threshold, to.threshold)
        .into_iter()
        .find_map(|(_, earn, keep)| earn.filter(|amount| keep == Some(*amount)))?;
    let amount = amount_words(equal, to.threshold.unit);
    let figure = figure_words(to.figure, context.program);
    let name = &tier.declared.name;
    let same = if to.threshold.unit == Unit::Flag {
        figure
    } else {
        format!("{figure} of {amount}")
    };
    let message =
        format!("`{name}` is earned and kept with the same {same}, and one missed review loses it");
    let problem = LINT
        .found(context.span(keep.origin), message)
        .cost("a partner near it changes tier at every review, and its rates, fund and benefits with it")
        .fact("amount", &amount)
        .help(
            "keep it at a lower number, write `fall at review after 2 missed reviews in a row \
            ...`, or add `grace 60 days` or `hold until year end`",
        );
    let fall = context.clause(&tier.declared, "fall");
    Some(also(problem, fall, "one missed review is enough"))
}
