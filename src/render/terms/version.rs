//! Which days a part of a payout is for, where an incentive has a version for each part of the year.

use super::condition::test;
use crate::base::period::Days;
use crate::payout::Payout;
use crate::payout::test::Test;
use crate::render::speaker::Speaker;

/// Whether each part is for days of its own, so that no two are ever paid together.
pub fn are_apart(parts: &[Payout]) -> bool {
    let days: Option<Vec<Days>> = parts.iter().map(own_days).collect();
    days.is_some_and(|days| {
        let mut pairs = days.iter().zip(days.iter().skip(1));
        pairs.all(|(one, two)| one.last() < two.first())
    })
}

/// The days of the version that a cap or budget stands around, as a clause; none where it is for all of the year.
pub fn clause(speaker: Speaker<'_>, payout: &Payout) -> Vec<String> {
    let days = version_days(payout).map(Test::Within);
    days.iter().map(|it| test(speaker, it)).collect()
}

/// Sentences that hold under a condition, which stands before them.
pub fn preceded(speaker: Speaker<'_>, text: String, only: &[String]) -> String {
    if only.is_empty() {
        return text;
    }
    let only = speaker.language.list(only);
    speaker.say("only.before", &[("text", &text), ("only", &only)])
}

fn version_days(payout: &Payout) -> Option<Days> {
    if let Payout::Cap { payout, .. } | Payout::Draw { payout, .. } = payout {
        version_days(payout)
    } else if let Payout::Over { payout, .. } = payout {
        own_days(payout)
    } else {
        None
    }
}

/// The days that a part is for, where it is for some alone.
fn own_days(part: &Payout) -> Option<Days> {
    if let Payout::When {
        test: Test::Within(days),
        ..
    } = part
    {
        Some(*days)
    } else {
        None
    }
}
