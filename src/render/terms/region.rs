//! Regions as partners read them: their countries, the region around, and whose business days count.

use crate::base::business::BusinessDays;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::id::RegionId;
use crate::base::name::Name;
use crate::model::region::Region;
use crate::render::Fault;
use crate::render::speaker::Speaker;
use crate::render::terms::told::defined;
use crate::render::view::Pair;

/// The countries of a region, with the region that it lies in, and those inside it whose rules come before its own.
fn exact(speaker: Speaker<'_>, id: RegionId, region: &Region) -> String {
    let program = speaker.program;
    let mut text = row(speaker, &region.countries);
    let title = |region: &Region| speaker.title(Some(&region.declared));
    if let Some(outer) = region.within.and_then(|id| program.region(id)) {
        let title = title(outer);
        let args = [("countries", &*text), ("region", &title)];
        text = speaker.say("region.within", &args);
        let key = match (&region.business, &outer.business) {
            (Some(own), Some(outer)) => shared(own, outer),
            (Some(_) | None, _) => None,
        };
        if let Some(key) = key {
            text = speaker.say(key, &[("text", &text), ("region", &title)]);
        }
    }
    let lies_in = |inner: RegionId, outer: RegionId| program.around(inner).any(|id| id == outer);
    let all = || (0..).map(RegionId).zip(&program.regions);
    for (inner, held) in all().filter(|(inner, _)| lies_in(*inner, id)) {
        let is_deeper = |country: &&Name| {
            let mut deeper = all().filter(|(deeper, _)| lies_in(*deeper, inner));
            deeper.any(|(_, region)| region.countries.contains(country))
        };
        let own = held.countries.iter();
        let both = own.filter(|country| region.countries.contains(country));
        let both: Vec<Name> = both.filter(|it| !is_deeper(it)).cloned().collect();
        if !both.is_empty() {
            let (countries, title) = (row(speaker, &both), title(held));
            let args = [
                ("text", &*text),
                ("countries", &countries),
                ("region", &title),
            ];
            text = speaker.say("region.inner", &args);
        }
    }
    text
}

/// A region by its name.
pub fn pair(speaker: Speaker<'_>, id: RegionId, region: &Region) -> Result<Pair, Fault> {
    defined(speaker, &region.declared, exact(speaker, id, region))
}

/// What of its business days a region has from the one around it.
fn shared(own: &BusinessDays, outer: &BusinessDays) -> Option<&'static str> {
    match (own.weekend == outer.weekend, own.closed == outer.closed) {
        (true, true) => Some("region.same_business"),
        (true, false) => Some("region.same_weekend"),
        (false, true) => Some("region.same_closed"),
        (false, false) => None,
    }
}

fn row(speaker: Speaker<'_>, countries: &[Name]) -> String {
    let codes: Vec<&str> = countries.iter().map(Name::as_str).collect();
    speaker.language.row(&codes)
}

/// Whose business days are counted, where any of some times is of business days.
pub fn business(
    speaker: Speaker<'_>,
    region: Option<RegionId>,
    times: impl IntoIterator<Item = Duration>,
) -> Option<Pair> {
    let region = speaker.program.region(region?)?;
    let mut times = times.into_iter();
    times
        .any(|time| time.unit == DurationUnit::BusinessDay)
        .then(|| {
            let region = speaker.title(Some(&region.declared));
            Pair {
                name: speaker.say("business.days", &[]),
                text: speaker.say("business.of", &[("region", &region)]),
            }
        })
}
