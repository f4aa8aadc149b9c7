//! Something needs a certification that no track of the program grants.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::CertificationId;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::lint::promise::{held, promise};
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "certification-never-granted",
    title: "Certification never granted",
    level: Level::Warn,
    summary: "An incentive or a tier needs a certification that no track of the program grants.",
    page: include_str!("certification_never_granted.md"),
    check,
};

/// Where a certification is needed, and by what.
type Need = (Option<Span>, String);

fn check(context: &Context) -> Vec<Problem> {
    let learning = &context.program.learning;
    let granted: BTreeSet<CertificationId> = learning
        .tracks
        .iter()
        .filter_map(|track| track.grants)
        .collect();
    let needs = needs(context);
    needs
        .into_iter()
        .filter(|(id, _)| !granted.contains(id))
        .filter_map(|(id, (place, by))| {
            let certification = learning.certifications.get(id.index())?;
            let name = &certification.declared.name;
            let problem = LINT
                .found(
                    place,
                    format!("{by} needs `{name}`, and no track grants it"),
                )
                .cost("nothing is earned there, unless certificates come from outside the program")
                .help(format!(
                    "write in a track: grants {name} for 12 months refresh every 12 months"
                ));
            let declared = context.span(certification.declared.origin);
            Some(also(problem, declared, "the certification"))
        })
        .collect()
}

/// The first need of each certification.
fn needs(context: &Context) -> BTreeMap<CertificationId, Need> {
    let mut found: BTreeMap<CertificationId, Need> = BTreeMap::new();
    for incentive in &context.program.incentives {
        for id in promise(&incentive.payout).needed() {
            let place = context.clause(&incentive.declared, "needs");
            let by = format!("`{}`", incentive.declared.name);
            found.entry(id).or_insert((place, by));
        }
    }
    let special = context.program.specializations.iter();
    let standings = context.program.tiers.iter();
    for tier in standings.chain(special.map(|it| &it.rules)) {
        for requirement in tier.paths().flat_map(|path| &path.earn) {
            let mut ids = BTreeSet::new();
            held(&requirement.test, &mut ids);
            for id in ids {
                let place = context.span(requirement.origin);
                let by = format!("`{}`", tier.declared.name);
                found.entry(id).or_insert((place, by));
            }
        }
    }
    found
}
