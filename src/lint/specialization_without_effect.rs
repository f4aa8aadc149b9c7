//! Nothing depends on a specialization: no incentive, benefit or condition.

use std::collections::BTreeSet;

use crate::base::id::SpecializationId;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::standing::Tier;
use crate::semantics::walk;

/// The lint.
pub static LINT: Lint = Lint {
    name: "specialization-without-effect",
    title: "Specialization without effect",
    level: Level::Warn,
    summary: "Nothing depends on a specialization: no incentive, benefit or condition names it.",
    page: include_str!("specialization_without_effect.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let asked = asked(context);
    let all = (0..).map(SpecializationId);
    let all = all.zip(&context.program.specializations);
    let idle = all.filter(|(id, it)| !gives(&it.rules) && !asked.contains(id));
    idle.map(|(_, it)| {
        let name = &it.rules.declared.name;
        LINT.found(
            context.span(it.rules.declared.origin),
            format!("nothing depends on the specialization `{name}`"),
        )
        .cost(format!(
            "a partner who earns `{name}` gets what it had before"
        ))
        .help(format!(
            "name it in an incentive: for {name} as of sale date; or give it a benefit"
        ))
    })
    .collect()
}

/// The specializations that something asks for.
fn asked(context: &Context) -> BTreeSet<SpecializationId> {
    let program = context.program;
    let mut found = BTreeSet::new();
    for incentive in &program.incentives {
        found.extend(walk::specializations(&incentive.payout));
    }
    let special = program.specializations.iter().map(|it| &it.rules);
    for rules in program.tiers.iter().chain(special) {
        let advised = rules.versions.iter().flat_map(|version| &version.advise);
        let all = rules
            .paths()
            .flat_map(|path| path.earn.iter().chain(&path.keep));
        for requirement in all.chain(advised) {
            walk::asked_by(&requirement.test, &mut found);
        }
    }
    for segment in &program.words.segments {
        walk::asked_by(&segment.test, &mut found);
    }
    found
}

/// Whether it brings a benefit on some day.
fn gives(rules: &Tier) -> bool {
    let mut versions = rules.versions.iter();
    versions.any(|version| !version.benefits.is_empty())
}
