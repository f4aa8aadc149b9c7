//! A standing is renewed on more than it is earned with.

use crate::diagnostic::Problem;
use crate::lint::requirement::{compared, counterpart, figure_words, first_missed, harder, kept};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::{Path, Requirement, Tier, Version};

/// The lint.
pub static LINT: Lint = Lint {
    name: "renewed-with-more",
    title: "Renewed with more",
    level: Level::Warn,
    summary: "A tier or specialization that lasts for a time is renewed on more than it is earned with.",
    page: include_str!("renewed_with_more.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    let special = context.program.specializations.iter().map(|it| &it.rules);
    let renewed = |tier: &&Tier| tier.term.as_ref().is_some_and(|term| term.renew.is_some());
    // What a review can take is a fault of its own.
    let is_safe = |version: &&Version| version.loss.fall.after_missed_reviews == 0;
    let standings = tiers.chain(special).filter(renewed);
    standings
        .flat_map(|tier| {
            let versions = tier.versions.iter().filter(is_safe);
            versions.flat_map(move |version| {
                let paths = version.paths.iter().filter(|path| !kept(path, version));
                paths.filter_map(move |path| {
                    path.keep
                        .iter()
                        .find_map(|it| found(context, tier, path, it))
                })
            })
        })
        .collect()
}

/// What asks for more of a figure than earning it does. Another condition, such as a refresher, is what a renewal is for.
fn found(context: &Context, tier: &Tier, path: &Path, keep: &Requirement) -> Option<Problem> {
    first_missed(&path.earn, std::slice::from_ref(keep))?;
    let (earn, from) = counterpart(&path.earn, keep)?;
    let to = compared(keep)?;
    let name = &tier.declared.name;
    let figure = figure_words(to.figure, context.program);
    let (earns, keeps) = harder(from, to);
    let message = format!("`{name}` is earned with {figure} of {earns} and renewed with {keeps}");
    let problem = LINT
        .found(context.span(keep.origin), message)
        .cost(format!(
            "whoever goes on with {earns} loses it at the end of its term"
        ))
        .fact("earn", &earns)
        .fact("keep", &keeps)
        .help(format!(
            "write: keep {figure} {} {earns}",
            to.comparison.sign()
        ));
    Some(also(problem, context.span(earn.origin), "what earns it"))
}
