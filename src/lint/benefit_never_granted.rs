//! No tier gives a benefit.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "benefit-never-granted",
    title: "Benefit never granted",
    level: Level::Warn,
    summary: "A benefit is declared, and no tier and no specialization gives it.",
    page: include_str!("benefit_never_granted.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    let special = context.program.specializations.iter();
    let granted: BTreeSet<usize> = tiers
        .chain(special.map(|it| &it.rules))
        .flat_map(|tier| tier.versions.iter().flat_map(|version| &version.benefits))
        .map(|id| id.index())
        .collect();
    let benefits = context.program.benefits.iter().enumerate();
    benefits
        .filter(|(at, _)| !granted.contains(at))
        .map(|(_, benefit)| {
            let name = &benefit.declared.name;
            let place = context.span(benefit.declared.origin);
            let problem = LINT
                .found(place, format!("no tier gives the benefit `{name}`"))
                .help(format!("write in a tier: benefit {name}"));
            match benefit.value {
                Some(value) => problem.cost(format!(
                    "documents can name {} a year that no partner gets",
                    value.terse()
                )),
                None => problem,
            }
        })
        .collect()
}
