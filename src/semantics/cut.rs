//! The parts that new rates cut a period into, and what each is a share of. Knows no facts.

use crate::payout::Payout;
use crate::payout::measure::{Reading, Window};
use crate::payout::test::Test;

/// What each part is a share of, where new rates cut a period into these parts; else `None`.
pub fn shares(parts: &[Payout]) -> Option<Vec<&Reading>> {
    if parts.len() < 2 {
        return None;
    }
    let shares = parts.iter().map(share).collect::<Option<Vec<&Reading>>>()?;
    let mut pairs = shares.iter().zip(shares.iter().skip(1));
    pairs
        .all(|(one, next)| one.window != next.window)
        .then_some(shares)
}

/// What a part is a share of; its days are the part's alone.
fn share(part: &Payout) -> Option<&Reading> {
    if let Payout::Share { of, .. } = part {
        matches!(of.window, Window::Days(_)).then_some(of)
    } else if let Payout::Sum(all) | Payout::Greatest(all) = part {
        let found: Option<Vec<&Reading>> = all.iter().map(share).collect();
        let found = found?;
        let first = *found.first()?;
        found
            .iter()
            .all(|of| of.window == first.window)
            .then_some(first)
    } else if let Payout::When { test, then } = part {
        share(then).filter(|_| !matches!(test, Test::Within(..)))
    } else if let Payout::Valued { payout, .. } = part {
        share(payout)
    } else {
        None
    }
}
