//! Which days a part of a payout is for, where an incentive has a version for each part of the year.

use super::condition::test;
use crate::base::period::Days;
use crate::payout::Payout;
use crate::payout::measure::{Reading, Window};
use crate::payout::test::{Comparison, Test};
use crate::render::speaker::Speaker;

/// Whether each part is for days of its own, so that no two are ever paid together.
pub fn are_apart(parts: &[Payout]) -> bool {
    let pairs = || parts.iter().zip(parts.iter().skip(1));
    if !parts.is_empty() && pairs().all(|(one, two)| excludes(one, two)) {
        return true;
    }
    let own = |part| own_days(part).map(|(days, _)| days);
    let days = parts.iter().map(|part| own(part).or(days_read(part)));
    let days: Option<Vec<Days>> = days.collect();
    days.is_some_and(|days| {
        let mut pairs = days.iter().zip(days.iter().skip(1));
        pairs.all(|(one, two)| one.last() < two.first())
    })
}

/// Whether what opens one part is what closes the other: who has one level of those who enrol has no other.
fn excludes<'p>(one: &'p Payout, two: &'p Payout) -> bool {
    let asked = |part: &'p Payout| -> &'p [Test] {
        let Payout::When { test, .. } = part else {
            return &[];
        };
        if let Test::All(all) = test {
            return all;
        }
        std::slice::from_ref(test)
    };
    let opposite = |one: &Test, two: &Test| {
        if let Test::Compare {
            figure,
            comparison: Comparison::AtLeast,
            threshold,
        } = one
            && let Test::Compare {
                figure: other,
                comparison: Comparison::Below,
                threshold: limit,
            } = two
        {
            return figure == other && threshold == limit;
        }
        false
    };
    let (one, two) = (asked(one), asked(two));
    one.iter()
        .any(|one| two.iter().any(|two| opposite(one, two)))
}

/// The days of the version that a cap or budget stands around, as a clause; none where it is for all of the year.
pub fn clause(speaker: Speaker<'_>, payout: &Payout) -> Vec<String> {
    let year = speaker.program.fiscal.year();
    let own = own_days(payout).filter(|(days, _)| *days != year);
    let own = own.map(|(days, kept)| Test::Within(days, kept));
    own.iter().map(|own| test(speaker, own)).collect()
}

/// The clauses of a table that reads a part of its period: the days that are read stand in place of those of the period.
pub fn narrowed(
    speaker: Speaker<'_>,
    only: &[String],
    period: Option<Days>,
    basis: &Reading,
) -> Vec<String> {
    let (Some(period), Window::Days(own)) = (period, basis.window) else {
        return only.to_vec();
    };
    let whole = within(speaker, period);
    let others = only.iter().filter(|clause| **clause != whole).cloned();
    others.chain([within(speaker, own)]).collect()
}

fn within(speaker: Speaker<'_>, days: Days) -> String {
    test(speaker, &Test::Within(days, None))
}

/// Sentences that hold under a condition, which stands before them.
pub fn preceded(speaker: Speaker<'_>, text: String, only: &[String]) -> String {
    if only.is_empty() {
        return text;
    }
    let only = speaker.language.list(only);
    speaker.say("only.before", &[("text", &text), ("only", &only)])
}

/// The days that a part is for, where it is for some alone, and for how long its terms are kept: from the first to
/// the last of its versions.
fn own_days(part: &Payout) -> Option<(Days, Option<u16>)> {
    if let Payout::When {
        test: Test::Within(days, kept),
        ..
    } = part
    {
        Some((*days, *kept))
    } else if let Payout::Cap { payout, .. }
    | Payout::Draw { payout, .. }
    | Payout::Over { payout, .. } = part
    {
        own_days(payout)
    } else if let Payout::Sum(parts) = part {
        let own: Option<Vec<(Days, Option<u16>)>> = parts.iter().map(own_days).collect();
        let own = own?;
        let ((first, kept), (last, _)) = (own.first()?, own.last()?);
        Some((Days::new(first.first(), last.last())?, *kept))
    } else {
        None
    }
}

/// The days of which a part reads alone, where a version parts a period.
fn days_read(part: &Payout) -> Option<Days> {
    let of = if let Payout::Share { of, .. } = part {
        of
    } else if let Payout::Bands(bands) = part {
        &bands.basis
    } else if let Payout::When { then, .. } = part {
        return days_read(then);
    } else if let Payout::Sum(parts) | Payout::Greatest(parts) = part {
        let mut all = parts.iter().map(days_read);
        let first = all.next()??;
        return all.all(|days| days == Some(first)).then_some(first);
    } else {
        return None;
    };
    match of.window {
        Window::Days(days) => Some(days),
        Window::Occasion
        | Window::In(_)
        | Window::First(..)
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::OfLastYear(_)
        | Window::AsOf(_) => None,
    }
}
