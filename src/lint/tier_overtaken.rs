//! Whoever earns a tier earns a higher one too, so nobody stays at the lower.

use crate::diagnostic::Problem;
use crate::lint::requirement::{earns_some, on_the_same_days};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::standing::Tier;

/// The lint.
pub static LINT: Lint = Lint {
    name: "tier-overtaken",
    title: "Tier overtaken",
    level: Level::Deny,
    summary: "Whoever earns a tier earns a higher one with the same numbers, so nobody stays at \
        the lower.",
    page: include_str!("tier_overtaken.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = &context.program.tiers;
    let mut problems = Vec::new();
    let mut told: Vec<&Tier> = Vec::new();
    // From the highest down: of the tiers that one overtakes the nearest is told, for the same mend answers all.
    for (at, low) in tiers.iter().enumerate().rev() {
        let mut higher = tiers.iter().skip(at.saturating_add(1));
        let high = higher.find(|high| overtakes(high, low));
        let is_told = |high: &Tier| told.iter().any(|each| std::ptr::eq(*each, high));
        if let Some(high) = high.filter(|high| !is_told(high)) {
            told.push(high);
            problems.push(found(context, low, high));
        }
    }
    problems
}

/// Whether every way to the lower tier is a way to the higher, on each day.
fn overtakes(high: &Tier, low: &Tier) -> bool {
    on_the_same_days(low, high).all(|(low, high)| {
        let overtaken = match low.paths.is_empty() {
            true => high.paths.is_empty(),
            false => low.paths.iter().all(|path| earns_some(path, &high.paths)),
        };
        overtaken && high.invite.is_none()
    })
}

fn found(context: &Context, low: &Tier, high: &Tier) -> Problem {
    let (low_name, high_name) = (&low.declared.name, &high.declared.name);
    let place = |tier: &Tier| {
        let path = tier.paths().next();
        let earn = path.and_then(|path| path.earn.first());
        match earn {
            Some(earn) => context.span(earn.origin),
            None => context.span(tier.declared.origin),
        }
    };
    let problem = LINT
        .found(
            place(high),
            format!("whoever earns `{low_name}` earns `{high_name}` with the same numbers"),
        )
        .cost(format!(
            "nobody stays at `{low_name}`: what it pays less, `{high_name}` pays more"
        ))
        .help(format!(
            "ask more of `{high_name}` than of `{low_name}` in at least one requirement"
        ));
    also(problem, place(low), format!("what earns `{low_name}`"))
}
