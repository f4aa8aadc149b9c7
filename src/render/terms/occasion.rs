//! When an incentive pays, and on what part of what it reads.

use super::condition::reading;
use super::limit::quantity;
use crate::fact::{FactKind, type_of};
use crate::payout::{Deduction, Occasion, Per};
use crate::render::speaker::Speaker;

/// When an incentive pays, in words.
pub fn text(speaker: Speaker<'_>, occasion: &Occasion) -> String {
    match occasion {
        Occasion::Event { selector, per } => {
            let fact = speaker.say(&format!("fact.{}", type_of(selector.fact).word), &[]);
            let key = match per {
                Per::Fact => "per.fact",
                Per::Deal => "per.deal",
                Per::Order => "per.order",
                Per::Customer => "per.customer",
                Per::Person => "per.person",
            };
            speaker.say(key, &[("fact", &fact)])
        }
        Occasion::Period(cycle) => speaker.say(&format!("each.{}", cycle.word()), &[]),
        Occasion::Days(days) => {
            let days = speaker.language.days(days.first(), days.last());
            speaker.say("each.days", &[("days", &days)])
        }
    }
}

/// What of a basis is left to be paid on.
pub fn net(speaker: Speaker<'_>, less: &Deduction, fact: Option<FactKind>) -> String {
    let Deduction::Baseline { before, least } = less;
    let before = before.as_ref().map(|it| reading(speaker, it, fact));
    let least = least.map(|least| quantity(speaker, least.amount, least.unit));
    match (before, least) {
        (Some(before), Some(least)) => {
            speaker.say("net.baseline", &[("before", &before), ("least", &least)])
        }
        (Some(before), None) => speaker.say("net.before", &[("before", &before)]),
        (None, Some(least)) => speaker.say("net.least", &[("least", &least)]),
        (None, None) => String::new(),
    }
}
