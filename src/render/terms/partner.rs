//! What is asked of a partner itself: who it is, and when it joined.

use std::collections::BTreeSet;

use super::condition::test;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::payout::test::Test;
use crate::render::speaker::Speaker;

/// That it is named. Whom the vendor deals with is not for the others to read.
pub fn named(speaker: Speaker<'_>, names: &BTreeSet<Name>) -> String {
    if names.len() == 1 {
        return speaker.say("test.named_one", &[]);
    }
    let count = i128::try_from(names.len()).unwrap_or(i128::MAX);
    let count = speaker.number(Ratio::whole(count));
    speaker.say("test.named", &[("count", &count)])
}

/// That something does not hold; a partner that did not join before a day joined on it or later.
pub fn denied(speaker: Speaker<'_>, part: &Test) -> String {
    if let Test::JoinedBefore(day) = part {
        return speaker.say("test.joined_since", &[("date", &speaker.date(*day))]);
    }
    speaker.say("test.not", &[("part", &test(speaker, part))])
}
