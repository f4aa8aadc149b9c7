//! Some years of the program: one of so many, counted from one of them.

use crate::base::recurrence::Years;
use crate::render::speaker::Speaker;

/// That the year is one of them.
pub fn asked(speaker: Speaker<'_>, years: Years) -> String {
    let (every, since) = (years.every.to_string(), speaker.date(years.since));
    speaker.say("test.in_years", &[("count", &every), ("date", &since)])
}

/// What comes in each of them, on a day of it.
pub fn on(speaker: Speaker<'_>, years: Years, place: &str) -> String {
    let (every, since) = (years.every.to_string(), speaker.date(years.since));
    let said = [("count", &*every), ("date", &*since), ("place", place)];
    speaker.say("every.years", &said)
}
