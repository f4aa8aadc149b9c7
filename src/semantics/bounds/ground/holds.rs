//! Whether tests hold for those that a bound stands for.

use super::Ground;
use crate::base::recurrence::Years;
use crate::payout::Payout;
use crate::payout::test::Test;
use crate::semantics::bounds::Known;

/// Segments within segments; more is a circle, and may be anybody.
const DEEPEST_SEGMENT: u8 = 16;

impl Ground<'_> {
    /// Whether a test holds; `None` where it may or may not. Comparisons are the caller's.
    pub fn holds(&self, test: &Test) -> Option<bool> {
        self.holds_within(test, 0)
    }

    /// Whether the condition under which a payout gives anything holds; `None` where it may or may not.
    pub fn holds_for(&self, payout: &Payout) -> Option<bool> {
        if let Payout::When { test, .. } = payout {
            self.holds(test)
        } else {
            Some(true)
        }
    }

    fn holds_within(&self, test: &Test, depth: u8) -> Option<bool> {
        let is_among = |known: Known<bool>| match known {
            Known::Any => None,
            Known::Is(among) => Some(among == Some(true)),
        };
        match test {
            Test::All(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match self.holds_within(part, depth) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => all = None,
                    }
                }
                all
            }
            Test::Any(parts) => {
                let mut any = Some(false);
                for part in parts {
                    match self.holds_within(part, depth) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => any = None,
                    }
                }
                any
            }
            Test::Not(part) => self.holds_within(part, depth).map(|holds| !holds),
            Test::Tier(tiers, as_of) => {
                is_among(self.tier_on(*as_of).map(|tier| tiers.contains(&tier)))
            }
            Test::Type(sorts) => is_among(self.stratum.sort.map(|sort| sorts.contains(&sort))),
            Test::Region(regions) => {
                is_among(self.stratum.region.map(|region| regions.contains(&region)))
            }
            Test::Within(days, kept) => {
                let whole = days.and_after(kept.unwrap_or(0));
                match self.day {
                    Some(day) => Some(days.contains(day)),
                    None if whole.overlap(&self.days).is_none() => Some(false),
                    // Terms that can be kept from other days may be others.
                    None if kept.is_some() => None,
                    None if days.overlap(&self.days) == Some(self.days) => Some(true),
                    None => None,
                }
            }
            Test::InYears(years) => self.in_years(*years),
            Test::Segment(id) => {
                let segment = self.program.words.segments.get(id.index())?;
                if depth >= DEEPEST_SEGMENT {
                    return None;
                }
                self.holds_within(&segment.test, depth.saturating_add(1))
            }
            Test::Compare { .. }
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Partner(_)
            | Test::JoinedBefore(_)
            | Test::OnDays(_) => None,
        }
    }

    /// Whether the day, or every one of the days, lies in one of these years.
    fn in_years(&self, years: Years) -> Option<bool> {
        let among = |day| years.has(&self.program.fiscal, day);
        if let Some(day) = self.day {
            return Some(among(day));
        }
        let first = among(self.days.first());
        (first == among(self.days.last())).then_some(first)
    }
}
