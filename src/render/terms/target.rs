//! Targets in words: what is expected of whom.

use super::condition::{amount, as_of, reading};
use super::limit::quantity;
use crate::base::period::Cycle;
use crate::payout::target::{Amount, Expected, Index, Target};
use crate::render::speaker::Speaker;

/// A target, as the reader's language calls it.
pub fn title(speaker: Speaker<'_>, target: &Target) -> String {
    let mut all = speaker.program.targets.iter();
    let declared = all.find(|each| each.target.name == target.name);
    speaker.title(declared.map(|each| &each.declared))
}

/// What is expected of a partner, with its days where it is not the same for all of the year.
pub fn defined(speaker: Speaker<'_>, target: &Target) -> String {
    let mut all: Vec<String> = match &*target.versions {
        [version] => expected(speaker, target, version),
        versions => versions
            .iter()
            .flat_map(|version| {
                let days = version.days;
                let days = speaker.language.days(days.first(), days.last());
                let head = speaker.say("tier.on_days", &[("days", &days)]);
                std::iter::once(head).chain(expected(speaker, target, version))
            })
            .collect(),
    };
    let day = as_of(speaker, target.fixed);
    all.push(speaker.say("target.fixed", &[("day", &day)]));
    all.join(" ")
}

fn expected(speaker: Speaker<'_>, target: &Target, version: &Expected) -> Vec<String> {
    let expected = match &version.amount {
        Amount::Agreed(_) => speaker.say("target.agreed", &[]),
        Amount::Each(threshold) => {
            speaker.say("target.amount", &[("amount", &amount(speaker, threshold))])
        }
        Amount::Part { rate, of } => {
            let (rate, of) = (speaker.rate(*rate), reading(speaker, of, None));
            speaker.say("target.part", &[("rate", &rate), ("of", &of)])
        }
    };
    let mut all = vec![expected];
    let counts = |each: &&Index| {
        let ends = each.until.is_some_and(|day| day < version.days.first());
        target.versions.len() == 1 || (each.from <= version.days.last() && !ends)
    };
    for each in target.index.iter().filter(counts) {
        let (rate, from) = (speaker.rate(each.rate), speaker.date(each.from));
        let until = each.until.map(|day| speaker.date(day));
        all.push(match until {
            Some(until) => speaker.say(
                "target.index_until",
                &[("rate", &rate), ("from", &from), ("until", &until)],
            ),
            None => speaker.say("target.index", &[("rate", &rate), ("from", &from)]),
        });
    }
    for (key, limit) in [
        ("target.least", version.least),
        ("target.most", version.most),
    ] {
        if let Some(limit) = limit {
            let limit = quantity(speaker, limit.amount, limit.unit);
            all.push(speaker.say(key, &[("amount", &limit)]));
        }
    }
    if let Some(new) = version.new {
        let key = match new.cycle {
            Cycle::Year => "target.new_years",
            Cycle::Quarter => "target.new_quarters",
            Cycle::Day | Cycle::Week | Cycle::Month | Cycle::Half => "target.new_months",
        };
        let expected = quantity(speaker, new.amount.amount, new.amount.unit);
        let count = new.fewer_than.to_string();
        all.push(speaker.say(key, &[("amount", &expected), ("count", &count)]));
    }
    all
}
