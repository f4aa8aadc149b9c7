//! Nobody rises to a tier or falls from it, because it is never reviewed.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::{Rise, Tier, Version};

/// The lint.
pub static LINT: Lint = Lint {
    name: "tier-never-reviewed",
    title: "Tier never reviewed",
    level: Level::Deny,
    summary: "A tier or a specialization changes at reviews, and no review takes place in the program's year.",
    page: include_str!("tier_never_reviewed.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    let special = context.program.specializations.iter();
    let tiers = tiers.chain(special.map(|it| &it.rules));
    tiers.filter_map(|tier| found(context, tier)).collect()
}

fn found(context: &Context, tier: &Tier) -> Option<Problem> {
    let at_review = |it: &Version| it.rise == Rise::AtReview && !it.paths.is_empty();
    let rises = tier.versions.iter().any(at_review);
    let mut losses = tier.losses();
    let falls = losses.any(|loss| loss.fall.after_missed_reviews > 0);
    if !(rises || falls) {
        return None;
    }
    let fiscal = context.program.fiscal;
    let name = &tier.declared.name;
    if !tier.reviews(context.program).is_empty() {
        return None;
    }
    let why = match tier.versions.iter().find_map(|it| it.review.as_ref()) {
        None => "it has no `review`".to_owned(),
        Some(review) => format!("`review {review}` has no day in the year"),
    };
    let what = match (rises, falls) {
        (true, true) => format!("nobody rises to `{name}` or falls from it"),
        (true, false) => format!("nobody rises to `{name}`"),
        (false, _) => format!("nobody falls from `{name}`"),
    };
    let problem = LINT
        .found(
            context.clause(&tier.declared, "review"),
            format!("{what} in {}, for {why}", fiscal.year()),
        )
        .help(match context.program.regions.first() {
            Some(region) => {
                let region = &region.declared.name;
                format!("write: review every quarter on last business day in {region}")
            }
            None => "write: review every quarter on last day".to_owned(),
        });
    let word = if rises { "rise" } else { "fall" };
    let change = context.given(&tier.declared.name, word);
    Some(also(
        problem,
        change.map(|given| given.span),
        "changes at a review",
    ))
}
