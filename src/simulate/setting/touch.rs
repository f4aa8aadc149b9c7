//! Calendar entries as touches: when, whom, how heavy, how likely to be opened, and what they tell
//! about. Loads are the program's; where it states none, a usual catalogue stands in.

use crate::base::id::IncentiveId;
use crate::kind::spec::Named;
use crate::model::Program;
use crate::model::calendar::{Audience as Reached, Entry, Sort};
use crate::simulate::behaviour::fatigue::{COMMUNICATION, OFFER, TRAINING};
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Audience, Touch};
use crate::simulate::setting::Clock;

/// Usual loads; 1 is an announcement of an offer, and only ratios count. An assumption.
const LOADS: &[(&str, f64)] = &[
    ("announcement", 1.0),
    ("event", 1.0),
    ("training", 0.8),
    ("promotion", 0.6),
    ("reminder", 0.6),
    ("survey", 0.7),
    ("notice", 0.5),
    ("review", 0.4),
    ("newsletter", 0.25),
    ("award", -0.25),
];

/// The chance that an average partner opens what comes this way (newsletters: 20 to 28%).
const OPEN_RATES: &[(&str, f64)] = &[
    ("email", 0.25),
    ("portal", 0.15),
    ("webinar", 0.30),
    ("event", 0.30),
    ("call", 0.70),
    ("meeting", 0.70),
];
/// What stands in for a channel without a figure.
const USUAL_OPEN_RATE: f64 = 0.30;

/// The touches of a program's year, by week.
pub(super) fn touches(
    program: &Program,
    without: &[IncentiveId],
    offers: &[IncentiveId],
    clock: Clock,
    year: i16,
) -> Vec<Touch> {
    let mut touches = Vec::new();
    for (place, entry) in program.calendar.entries.iter().enumerate() {
        if announces_only(entry, without) {
            continue;
        }
        // Unnamed entries are told apart by title; a place tells equal titles apart.
        let name = &entry.declared.first;
        let twins = program.calendar.entries[..place]
            .iter()
            .filter(|other| other.declared.name.is_empty() && other.declared.title == *name);
        let hash = name_hash(&format!("entry {name} {}", twins.count()));
        for days in &entry.days {
            let week = clock.week(days.first());
            if !(0..year).contains(&week) {
                continue;
            }
            touches.push(Touch {
                week,
                hash,
                sort: sort(entry),
                load: load(program, entry),
                open_rate: open_rate(entry),
                audience: audience(&entry.audience),
                offers: told(entry, offers),
                tracks: taught(entry),
            });
        }
    }
    touches.sort_by_key(|touch| (touch.week, touch.hash));
    touches
}

/// Whether an entry is about left-out incentives and nothing else.
fn announces_only(entry: &Entry, without: &[IncentiveId]) -> bool {
    !entry.drives.is_empty()
        && entry.of.is_none()
        && entry
            .drives
            .iter()
            .all(|named| matches!(named, Named::Incentive(id) if without.contains(id)))
}

fn told(entry: &Entry, offers: &[IncentiveId]) -> Vec<usize> {
    let driven = |id: &IncentiveId| entry.drives.contains(&Named::Incentive(*id));
    offers
        .iter()
        .enumerate()
        .filter(|(_, id)| driven(id))
        .map(|(place, _)| place)
        .collect()
}

fn taught(entry: &Entry) -> Vec<usize> {
    let driven = entry.drives.iter().filter_map(|named| {
        if let Named::Track(id) = named {
            Some(id.index())
        } else {
            None
        }
    });
    let mut tracks: Vec<usize> = driven.chain(entry.of.map(|id| id.index())).collect();
    tracks.sort_unstable();
    tracks.dedup();
    tracks
}

fn sort(entry: &Entry) -> usize {
    let about_offers = entry
        .drives
        .iter()
        .any(|named| matches!(named, Named::Incentive(_)));
    match entry.sort {
        Sort::Promotion => OFFER,
        Sort::Training => TRAINING,
        Sort::Communication | Sort::Event | Sort::Deadline | Sort::Reward if about_offers => OFFER,
        Sort::Communication if !taught(entry).is_empty() => TRAINING,
        Sort::Communication | Sort::Event | Sort::Deadline | Sort::Reward | Sort::Review => {
            COMMUNICATION
        }
    }
}

fn load(program: &Program, entry: &Entry) -> f64 {
    let usual = match entry.sort {
        Sort::Promotion => "announcement",
        Sort::Training => "training",
        Sort::Reward => "award",
        Sort::Review => "review",
        Sort::Communication => "newsletter",
        Sort::Event => "event",
        Sort::Deadline => "reminder",
    };
    let class = entry.load.as_ref().map_or(usual, |class| class.as_str());
    let pacing = program.guard.pacing.as_ref();
    let stated = pacing.and_then(|pacing| pacing.loads.iter().find(|(name, _)| *name == class));
    match stated {
        Some((_, load)) => load.to_f64(),
        None => LOADS
            .iter()
            .find(|(name, _)| *name == class)
            .map_or(1.0, |(_, load)| *load),
    }
}

fn open_rate(entry: &Entry) -> f64 {
    let rates = entry.channels.iter().map(|channel| {
        let known = OPEN_RATES.iter().find(|(name, _)| *channel == *name);
        known.map_or(USUAL_OPEN_RATE, |(_, rate)| *rate)
    });
    let usual = if entry.sort == Sort::Review {
        0.70
    } else {
        USUAL_OPEN_RATE
    };
    rates.reduce(f64::max).unwrap_or(usual)
}

/// The same audience by place. Segments and roles do not narrow: they are people and tests of a
/// day, which the engine does not draw.
pub(super) fn audience(reached: &Reached) -> Audience {
    Audience {
        tiers: reached.tiers.iter().map(|id| id.0).collect(),
        types: reached.types.iter().map(|id| id.0).collect(),
        regions: reached.regions.iter().map(|id| id.0).collect(),
    }
}
