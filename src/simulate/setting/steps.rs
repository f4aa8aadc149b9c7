//! What tiers and specializations ask of people before anybody can hold them: to be invited, to enrol, to pay, to be
//! looked at.

use crate::model::Program;
use crate::model::standing::{Tier, Version};
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::drawn::{Standing, Taken};
use crate::simulate::engine::plan::AskedStep;

/// Every step that a standing of a program asks for.
pub(super) fn steps(program: &Program) -> Vec<AskedStep> {
    let mut found = Vec::new();
    for (place, tier) in (0..).zip(&program.tiers) {
        of_rules(Standing::Tier(place), tier, &mut found);
    }
    for (place, held) in (0..).zip(&program.specializations) {
        let standing = Standing::Specialization(place);
        of_rules(standing, &held.rules, &mut found);
    }
    found
}

fn of_rules(of: Standing, rules: &Tier, found: &mut Vec<AskedStep>) {
    let on_some_day = |asks: fn(&Version) -> bool| rules.versions.iter().any(asks);
    let term = rules.term.as_ref();
    let is_audited = term.is_some_and(|term| term.audit.is_some());
    let asked = [
        (Taken::Invited, on_some_day(|it| it.invite.is_some())),
        (Taken::Enrolled, on_some_day(|it| it.enrol.is_some())),
        (Taken::Paid, on_some_day(|it| it.loss.fee.is_some())),
        (Taken::Audited, is_audited),
    ];
    let asked = asked.into_iter().filter(|(_, asks)| *asks);
    found.extend(asked.map(|(taken, _)| AskedStep {
        of,
        hash: name_hash(&rules.declared.first),
        taken,
    }));
}
