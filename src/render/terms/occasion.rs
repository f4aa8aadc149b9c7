//! When an incentive pays, and on what part of what it reads.

use super::condition::reading;
use super::limit::quantity;
use super::target;
use crate::base::id::IncentiveId;
use crate::fact::{FactKind, type_of};
use crate::payout::{Deduction, Occasion, Payout, Per, Rival};
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

/// What is paid on of what is read, where that is not simply all of it.
pub fn paid_on(speaker: Speaker<'_>, it: &Payout, fact: Option<FactKind>) -> Option<String> {
    if let Payout::Net { less, .. } = it {
        return Some(net(speaker, less, fact));
    }
    if let Payout::Larger { than, .. } = it {
        return Some(larger(speaker, than));
    }
    None
}

/// What of a basis is left to be paid on.
fn net(speaker: Speaker<'_>, less: &Deduction, fact: Option<FactKind>) -> String {
    let (before, least) = match less {
        Deduction::Baseline { before, least } => (before, least),
        Deduction::Target { target, part } => {
            let part = speaker.rate(*part);
            let target = target::title(speaker, target);
            let both = [("part", &*part), ("target", &*target)];
            return speaker.say("net.target", &both);
        }
        Deduction::Awards(incentives) => {
            let others = titles(speaker, incentives);
            return speaker.say("net.awards", &[("others", &others)]);
        }
    };
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

/// What an award must be more than.
fn larger(speaker: Speaker<'_>, than: &[Rival]) -> String {
    let rivals: Vec<IncentiveId> = than.iter().map(|rival| rival.incentive).collect();
    let others = titles(speaker, &rivals);
    speaker.say("larger.than", &[("others", &others)])
}

fn titles(speaker: Speaker<'_>, incentives: &[IncentiveId]) -> String {
    let title = |id: &IncentiveId| {
        let declared = speaker.program.incentive(*id).map(|it| &it.declared);
        speaker.say("together.quoted", &[("title", &speaker.title(declared))])
    };
    let titles: Vec<String> = incentives.iter().map(title).collect();
    speaker.language.list(&titles)
}
