//! Touches: each entry that states a load touches its audience once on the first day of each of its
//! windows. Sums are exact. Must not know who asks.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::model::calendar::Entry;
use crate::semantics::audience::{Profile, everyone, reaches};

/// One touch.
#[derive(Clone, Copy)]
pub struct Weighed<'a> {
    /// Its day.
    pub day: Date,
    /// The entry.
    pub entry: &'a Entry,
    /// Its load.
    pub load: Ratio,
}

/// Every touch of the program's year, in order of day and title.
pub fn touches(program: &Program) -> Vec<Weighed<'_>> {
    let Some(pacing) = &program.guard.pacing else {
        return Vec::new();
    };
    let mut found: Vec<Weighed> = Vec::new();
    for entry in &program.calendar.entries {
        let class = entry.load.as_ref();
        let load = pacing.loads.iter().find(|(name, _)| Some(name) == class);
        let Some((_, load)) = load else { continue };
        found.extend(entry.days.iter().map(|days| Weighed {
            day: days.first(),
            entry,
            load: *load,
        }));
    }
    found.sort_by(|one, two| {
        (one.day, &one.entry.declared.title).cmp(&(two.day, &two.entry.declared.title))
    });
    found
}

/// The touches that can reach a profile, and their load; `None` when the sum leaves the range.
pub fn reaching<'t, 'a>(
    program: &Program,
    touches: &'t [Weighed<'a>],
    profile: Profile,
) -> Option<(Vec<&'t Weighed<'a>>, Ratio)> {
    let reached: Vec<&Weighed> = touches
        .iter()
        .filter(|touch| reaches(&touch.entry.audience, profile, program))
        .collect();
    let total = sum(&reached)?;
    Some((reached, total))
}

/// The load of some touches.
pub fn sum(touches: &[&Weighed]) -> Option<Ratio> {
    touches
        .iter()
        .try_fold(Ratio::ZERO, |total, touch| total.plus(touch.load).ok())
}

/// Partners whom the same touches reach.
pub struct Crowd {
    /// Every profile of theirs, in order.
    pub profiles: Vec<Profile>,
    /// Which of the touches reach them, by place.
    pub met: Vec<bool>,
}

/// All partners, parted by what reaches them; in order of their first profile.
pub fn crowds(program: &Program, touches: &[Weighed]) -> Vec<Crowd> {
    let audiences: Vec<_> = touches.iter().map(|touch| &touch.entry.audience).collect();
    let mut found: BTreeMap<Vec<bool>, Vec<Profile>> = BTreeMap::new();
    for profile in everyone(program, &audiences) {
        let met = audiences
            .iter()
            .map(|audience| reaches(audience, profile, program));
        found.entry(met.collect()).or_default().push(profile);
    }
    let crowd = |(met, profiles)| Crowd { profiles, met };
    let mut crowds: Vec<Crowd> = found.into_iter().map(crowd).collect();
    crowds.sort_by(|one, two| one.profiles.cmp(&two.profiles));
    crowds
}
