//! A tier is earned on numbers that do not keep it.

use crate::diagnostic::Problem;
use crate::lint::requirement::{compared, counterpart, figure_words, first_missed, harder, kept};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::{Path, Requirement, Tier, Version};

/// The lint.
pub static LINT: Lint = Lint {
    name: "earned-but-not-kept",
    title: "Earned but not kept",
    level: Level::Deny,
    summary: "A partner can earn a tier on numbers that lose it again at the next review.",
    page: include_str!("earned_but_not_kept.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    let falls = |version: &Version| version.loss.fall.after_missed_reviews > 0;
    tiers
        .flat_map(|tier| {
            let falling = tier.versions.iter().filter(move |it| falls(it));
            falling.flat_map(move |version| {
                let paths = version.paths.iter();
                paths
                    .filter(|path| !kept(path, version))
                    .filter_map(|path| {
                        let missed = first_missed(&path.earn, &path.keep)?;
                        Some(found(context, (tier, version), path, missed))
                    })
            })
        })
        .collect()
}

fn found(
    context: &Context,
    (tier, version): (&Tier, &Version),
    path: &Path,
    missed: &Requirement,
) -> Problem {
    let name = &tier.declared.name;
    let reviews = version.loss.fall.after_missed_reviews;
    let after = if reviews == 1 {
        "at the next review".to_owned()
    } else {
        format!("after {reviews} reviews")
    };
    let place = context.span(missed.origin);
    match (counterpart(&path.earn, missed), compared(missed)) {
        (Some((earn, from)), Some(to)) => {
            let figure = figure_words(to.figure, context.program);
            let (earns, keeps) = harder(from, to);
            let message = format!(
                "`{name}` is earned with {figure} of {earns} and kept with {keeps}, so the same \
                 numbers lose it {after}"
            );
            let problem = LINT
                .found(place, message)
                .cost(format!(
                    "a partner with {earns} rises and falls without selling less"
                ))
                .fact("earn", &earns)
                .fact("keep", &keeps)
                .help(format!(
                    "write: keep {figure} {} {earns}",
                    to.comparison.sign()
                ));
            also(problem, context.span(earn.origin), "what earns it")
        }
        _ => {
            let message = format!(
                "`{name}` is kept on a condition that nothing asks for when it is earned, so it \
                 can be lost {after}"
            );
            let problem = LINT
                .found(place, message)
                .help("ask for the same with `earn`, or leave the `keep` out");
            let earn = path.earn.first();
            also(
                problem,
                earn.and_then(|earn| context.span(earn.origin)),
                "what earns it",
            )
        }
    }
}
