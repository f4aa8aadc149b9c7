//! Whom calendar entries reach: who can meet two of them, and how the partners of a program fall
//! into profiles. Must not know who asks.

pub mod named;
pub mod reach;

use std::collections::BTreeSet;

use crate::base::id::{RegionId, TierId, TypeId};
use crate::model::Program;
use crate::model::calendar::Audience;
use crate::payout::test::Test;

/// What decides whether an audience reaches a partner, but for what only data tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Profile {
    /// The tier held; `None` is no tier.
    pub tier: Option<TierId>,
    /// The partner's type; `None` where the program declares none.
    pub sort: Option<TypeId>,
    /// The partner's home; `None` where the program declares none.
    pub region: Option<RegionId>,
}

/// The most profiles that are told apart; beyond it members that no audience names count as one.
const MOST_PROFILES: usize = 100_000;

/// Every profile that some audience can tell from the others. Members of a set that no audience
/// and no segment names behave alike, so one of them stands for all.
pub fn profiles(program: &Program, audiences: &[&Audience]) -> Vec<Profile> {
    let mut named = Named::default();
    for audience in audiences {
        named.tiers.extend(&audience.tiers);
        named.types.extend(&audience.types);
        named.regions.extend(&audience.regions);
        for segment in &audience.segments {
            if let Some(segment) = program.words.segments.get(segment.index()) {
                named.read(&segment.test);
            }
        }
    }
    let tiers = members(program.tiers.len(), &named.tiers, TierId);
    let types = members(program.types.len(), &named.types, TypeId);
    let regions = members(program.regions.len(), &named.regions, RegionId);
    let mut tiers: Vec<Option<TierId>> = tiers.into_iter().flatten().map(Some).collect();
    tiers.push(None);
    let mut found = Vec::new();
    for tier in tiers {
        for sort in &types {
            for region in &regions {
                if found.len() < MOST_PROFILES {
                    found.push(Profile {
                        tier,
                        sort: *sort,
                        region: *region,
                    });
                }
            }
        }
    }
    found
}

/// The most profiles that are listed one by one.
const MOST_LISTED: usize = 4_096;

/// Every profile that a partner can have; those that some audience can tell apart where they are
/// too many to list.
pub fn everyone(program: &Program, audiences: &[&Audience]) -> Vec<Profile> {
    let tiers = [None].into_iter().chain(all(program.tiers.len(), TierId));
    let or_none = |count: usize| count.max(1);
    let count = or_none(program.types.len()).saturating_mul(or_none(program.regions.len()));
    if count.saturating_mul(program.tiers.len().saturating_add(1)) > MOST_LISTED {
        return profiles(program, audiences);
    }
    let types = one_at_least(all(program.types.len(), TypeId).collect());
    let regions = one_at_least(all(program.regions.len(), RegionId).collect());
    let mut found = Vec::new();
    for tier in tiers {
        for sort in &types {
            for region in &regions {
                found.push(Profile {
                    tier,
                    sort: *sort,
                    region: *region,
                });
            }
        }
    }
    found
}

fn all<T>(count: usize, make: fn(u16) -> T) -> impl Iterator<Item = Option<T>> {
    (0..count)
        .filter_map(|at| u16::try_from(at).ok())
        .map(make)
        .map(Some)
}

fn one_at_least<T>(mut members: Vec<Option<T>>) -> Vec<Option<T>> {
    if members.is_empty() {
        members.push(None);
    }
    members
}

#[derive(Default)]
struct Named {
    tiers: BTreeSet<TierId>,
    types: BTreeSet<TypeId>,
    regions: BTreeSet<RegionId>,
}

impl Named {
    /// Notes the members that a segment's test names.
    fn read(&mut self, test: &Test) {
        match test {
            Test::All(parts) | Test::Any(parts) => {
                for part in parts {
                    self.read(part);
                }
            }
            Test::Not(part) => self.read(part),
            Test::OnDays(asked) => self.read(&asked.test),
            Test::Tier(tiers, _) => self.tiers.extend(tiers),
            Test::Type(types) => self.types.extend(types),
            Test::Region(regions) => self.regions.extend(regions),
            Test::Compare { .. }
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_) => {}
        }
    }
}

/// The named members of a set and one that stands for the others; `None` alone for an empty set.
fn members<T: Copy + Ord>(count: usize, named: &BTreeSet<T>, make: fn(u16) -> T) -> Vec<Option<T>> {
    let all = (0..count).filter_map(|at| u16::try_from(at).ok()).map(make);
    let mut found: Vec<Option<T>> = Vec::new();
    let mut stands_for_others = false;
    for member in all {
        if named.contains(&member) {
            found.push(Some(member));
        } else if !stands_for_others {
            stands_for_others = true;
            found.push(Some(member));
        }
    }
    if found.is_empty() {
        found.push(None);
    }
    found
}

/// Whether an audience can reach a partner of this profile: yes where only data could say no.
pub fn reaches(audience: &Audience, profile: Profile, program: &Program) -> bool {
    let holds = |tiers: &[TierId]| profile.tier.is_some_and(|tier| tiers.contains(&tier));
    let tier = audience.tiers.is_empty() || holds(&audience.tiers);
    let sort = fits(&audience.types, profile.sort);
    let region = fits(&audience.regions, profile.region);
    let segment = audience.segments.is_empty()
        || audience.segments.iter().any(|id| {
            let segment = program.words.segments.get(id.index());
            segment.is_none_or(|segment| can_hold(&segment.test, profile) != Truth::No)
        });
    tier && sort && region && segment
}

fn fits<T: PartialEq>(list: &[T], member: Option<T>) -> bool {
    list.is_empty() || member.is_some_and(|member| list.contains(&member))
}

/// Whether a test holds for a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    DataTell,
}

fn can_hold(test: &Test, profile: Profile) -> Truth {
    let known = |holds: bool| if holds { Truth::Yes } else { Truth::No };
    match test {
        Test::All(parts) => {
            let all: Vec<Truth> = parts.iter().map(|part| can_hold(part, profile)).collect();
            if all.contains(&Truth::No) {
                Truth::No
            } else if all.contains(&Truth::DataTell) {
                Truth::DataTell
            } else {
                Truth::Yes
            }
        }
        Test::Any(parts) => {
            let all: Vec<Truth> = parts.iter().map(|part| can_hold(part, profile)).collect();
            if all.contains(&Truth::Yes) {
                Truth::Yes
            } else if all.contains(&Truth::DataTell) {
                Truth::DataTell
            } else {
                Truth::No
            }
        }
        Test::Not(part) => match can_hold(part, profile) {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::DataTell => Truth::DataTell,
        },
        Test::Tier(tiers, _) => known(profile.tier.is_some_and(|tier| tiers.contains(&tier))),
        Test::Type(types) => known(profile.sort.is_some_and(|sort| types.contains(&sort))),
        Test::Region(regions) => known(
            profile
                .region
                .is_some_and(|region| regions.contains(&region)),
        ),
        Test::Compare { .. }
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => Truth::DataTell,
    }
}

/// Whether some partner, and some people there, can meet both audiences.
pub fn meet(one: &Audience, two: &Audience, program: &Program) -> bool {
    let people = one.roles.is_empty()
        || two.roles.is_empty()
        || one.roles.iter().any(|role| two.roles.contains(role));
    people && common(one, two, program).is_some()
}

/// A profile that both audiences can reach.
pub fn common(one: &Audience, two: &Audience, program: &Program) -> Option<Profile> {
    profiles(program, &[one, two])
        .into_iter()
        .find(|profile| reaches(one, *profile, program) && reaches(two, *profile, program))
}

/// "`gold` and `platinum` partners of type `var` in `EMEA`"; "every partner" where nothing narrows.
pub fn words(audience: &Audience, program: &Program) -> String {
    let mut text = match audience.tiers.as_slice() {
        [] => "every partner".to_owned(),
        tiers => {
            let names = tiers.iter().filter_map(|id| program.tier(*id));
            format!(
                "{} partners",
                listed(names.map(|tier| &*tier.declared.name))
            )
        }
    };
    let types = audience
        .types
        .iter()
        .filter_map(|id| program.types.get(id.index()));
    add(&mut text, "of type", types.map(|sort| &*sort.declared.name));
    let regions = program.outermost(&audience.regions);
    let regions = regions.iter().filter_map(|id| program.region(*id));
    add(
        &mut text,
        "in",
        regions.map(|region| &*region.declared.name),
    );
    let segments = audience
        .segments
        .iter()
        .filter_map(|id| program.words.segments.get(id.index()));
    add(
        &mut text,
        "among",
        segments.map(|segment| &*segment.declared.name),
    );
    text
}

/// "`gold` partners of type `var` in `EMEA`".
pub fn profile_words(profile: Profile, program: &Program) -> String {
    let tier = profile.tier.and_then(|id| program.tier(id));
    let mut text = match tier {
        Some(tier) => format!("a `{}` partner", tier.declared.name),
        None => "a partner without a tier".to_owned(),
    };
    if program.types.len() > 1 {
        let sort = profile.sort.and_then(|id| program.types.get(id.index()));
        add(
            &mut text,
            "of type",
            sort.iter().map(|sort| &*sort.declared.name),
        );
    }
    if program.regions.len() > 1 {
        let region = profile.region.and_then(|id| program.region(id));
        add(
            &mut text,
            "in",
            region.iter().map(|region| &*region.declared.name),
        );
    }
    text
}

fn add<'a>(text: &mut String, lead: &str, names: impl Iterator<Item = &'a str>) {
    let names = listed(names);
    if !names.is_empty() {
        text.push_str(&format!(" {lead} {names}"));
    }
}

/// "`a`, `b` and `c`".
pub fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
