//! Whether a condition holds for a partner on an occasion.

use super::reading::{Level, Range};
use super::{Scene, Trouble};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::payout::test::{Comparison, OnDays, Test, Threshold};

/// No chain of segments is longer in a program without circles that people can read.
const DEEPEST: u8 = 32;

impl Scene<'_> {
    /// Whether the test holds.
    pub fn holds(&self, test: &Test) -> Result<bool, Trouble> {
        self.holds_within(test, DEEPEST)
    }

    fn holds_within(&self, test: &Test, depth: u8) -> Result<bool, Trouble> {
        let book = self.view.book;
        let partner = book.partner(self.partner);
        Ok(match test {
            Test::All(parts) => {
                for part in parts {
                    if !self.holds_within(part, depth)? {
                        return Ok(false);
                    }
                }
                true
            }
            Test::Any(parts) => {
                for part in parts {
                    if self.holds_within(part, depth)? {
                        return Ok(true);
                    }
                }
                false
            }
            Test::Not(part) => !self.holds_within(part, depth)?,
            Test::Compare {
                figure,
                comparison,
                threshold,
            } => match self.threshold(threshold)? {
                None => false,
                Some(least) => compare(self.level(figure)?, *comparison, least),
            },
            Test::Tier(tiers, as_of) => self
                .tier_on(self.as_of(*as_of, None))
                .is_some_and(|tier| tiers.contains(&tier)),
            Test::Type(sorts) => partner
                .and_then(|partner| partner.sort)
                .is_some_and(|sort| sorts.contains(&sort)),
            Test::Region(regions) => partner
                .and_then(|partner| partner.region)
                .is_some_and(|region| regions.contains(&region)),
            Test::Holds(certification, as_of) => {
                let day = self.as_of(*as_of, None);
                book.holds(self.partner, None, *certification, day)
            }
            Test::PersonHolds(certification, as_of) => self.person().is_some_and(|person| {
                let day = self.as_of(*as_of, None);
                book.holds(self.partner, Some(person), *certification, day)
            }),
            Test::Specialized(among, as_of) => {
                let day = self.as_of(*as_of, None);
                let standing = self.view.standing;
                standing.is_specialized(self.partner, among, day)
            }
            Test::Within(days, kept) => days.contains(self.day_of_terms(*kept)),
            Test::InYears(years) => years.has(&self.view.plan.program.fiscal, self.day),
            Test::Partner(names) => partner.is_some_and(|partner| names.contains(&partner.name)),
            Test::JoinedBefore(day) => partner
                .and_then(|partner| partner.joined)
                .is_none_or(|joined| joined < *day),
            Test::Segment(segment) => {
                let depth = depth.checked_sub(1).ok_or(Trouble::Circular)?;
                let segments = &self.view.plan.program.words.segments;
                match segments.get(segment.index()) {
                    Some(segment) => self.holds_within(&segment.test, depth)?,
                    None => false,
                }
            }
            Test::OnDays(asked) => self.on_days(asked, depth)?,
        })
    }

    /// Whether a test holds on some day of several, or on all of them. Of no day, `every` holds and `any`
    /// does not.
    fn on_days(&self, asked: &OnDays, depth: u8) -> Result<bool, Trouble> {
        let mut day = match self.range(asked.window) {
            Range::Days(days) => Some(days),
            Range::Own | Range::On(_) => Some(Days::one(self.day)),
            Range::Never => None,
        };
        while let Some(left) = day {
            let last = self.view.plan.almanac.around(asked.each, left.first());
            let on = last.last().min(left.last());
            let scene = Scene {
                day: on,
                span: None,
                fact: None,
                ..*self
            };
            if scene.holds_within(&asked.test, depth)? != asked.every {
                return Ok(!asked.every);
            }
            day = Days::new(on.plus_days(1), left.last());
        }
        Ok(asked.every)
    }

    /// The threshold for this partner; `None` where the way is closed to it.
    pub fn threshold(&self, threshold: &Threshold) -> Result<Option<Ratio>, Trouble> {
        let place = match threshold.across {
            None => Some(0),
            Some(across) => self.member(across, None),
        };
        let amount = place.and_then(|place| threshold.amounts.get(place).copied().flatten());
        amount
            .map(|amount| self.in_program_currency(amount, threshold.unit))
            .transpose()
    }
}

fn compare(level: Level, comparison: Comparison, least: Ratio) -> bool {
    match level {
        Level::Is(value) => comparison.holds(value, least),
        // What an empty base gives is said of the test: it passes or fails whichever way it looks.
        Level::Top => true,
        Level::Bottom => false,
    }
}
