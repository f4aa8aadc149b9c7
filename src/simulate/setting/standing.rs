//! Tiers as offers: a better standing is worth working for until the next review. What it is worth
//! is read off the payouts it changes, in `standing_worth`.

use std::collections::BTreeSet;

use crate::base::id::TierId;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::model::standing::{Rise, Version};
use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::behaviour::reward::Recipient;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Offer, Pays, Plan};
use crate::simulate::setting::Clock;
use crate::simulate::setting::scope::lines_of_test;

/// The benefits of a year come half a year late on average.
const DELAY_WEEKS: f64 = 26.0;
/// Complexity that one requirement adds.
const PER_RULE: f64 = 0.1;

/// The offer of a tier; `None` when no sale brings it nearer.
pub(super) fn offer(
    program: &Program,
    id: TierId,
    scenario: &Scenario,
    clock: Clock,
    plan: &Plan,
) -> Option<Offer> {
    let tier = program.tier(id)?;
    let mut lines = vec![0.0; program.lines.len().max(1)];
    let mut rules = 0_usize;
    for version in &tier.versions {
        let asked = version.paths.iter().map(|path| path.earn.len()).sum();
        rules = usize::max(rules, asked);
    }
    for requirement in tier.paths().flat_map(|path| &path.earn) {
        let own = lines_of_test(program, &requirement.test, &scenario.behaviour);
        for (share, own) in lines.iter_mut().zip(own) {
            *share = f64::max(*share, own);
        }
    }
    if lines.iter().all(|share| *share == 0.0) {
        return None;
    }
    let year = program.fiscal.year();
    let days = (clock.day(year.first()), clock.day(year.last()));
    let at_review = |version: &&Version| version.rise == Rise::AtReview;
    let versions = tier.versions.iter().filter(at_review);
    let reviews = versions.flat_map(|version| version.reviews(program));
    let reviews: BTreeSet<i32> = reviews.map(|date| clock.day(date)).collect();
    let end = |week: i16| {
        let next = reviews.range((i32::from(week) * 7).max(days.0)..).next();
        next.copied().unwrap_or(days.1)
    };
    Some(Offer {
        place: u16::MAX,
        name: tier.declared.name.clone(),
        hash: name_hash(&format!("tier {}", tier.declared.first)),
        days,
        announced: 0,
        pays: Pays::Standing,
        is_ranked: false,
        window_end: (FIRST_WEEK..plan.weeks).map(end).collect(),
        recipient: Recipient::Company,
        complexity: (PER_RULE * rules as f64).min(1.0),
        delay_weeks: DELAY_WEEKS,
        paid_part: 1.0,
        lines,
        excludes: Vec::new(),
    })
}
