//! What was reached before, and what a basis is lessened by for it.

use std::borrow::Cow;

use super::against::Compared;
use super::{Scene, Trouble};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::payout::measure::{Reading, Window};
use crate::payout::{Deduction, Payout};
use crate::semantics::cut;

impl Scene<'_> {
    /// What a reading amounts to.
    pub fn total(&self, reading: &Reading) -> Result<Ratio, Trouble> {
        match reading.window {
            Window::Average(count, _) => {
                let sum = self.sum(reading)?;
                Ok(sum.over(Ratio::whole(i128::from(count).max(1)))?)
            }
            Window::Peak(..) => Ok(self.peak(reading)?.1),
            Window::Occasion
            | Window::In(_)
            | Window::First(..)
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Days(_)
            | Window::AsOf(_) => self.sum(reading),
        }
    }

    /// The largest of some complete periods before the one that holds the day, and which it is: the earliest
    /// of equal ones, none where nothing is above zero.
    fn peak(&self, reading: &Reading) -> Result<(Option<Days>, Ratio), Trouble> {
        let Window::Peak(count, cycle) = reading.window else {
            return Ok((None, Ratio::ZERO));
        };
        let mut best = (None, Ratio::ZERO);
        for back in (1..=i64::from(count)).rev() {
            let period = self.period(cycle).previous(back);
            let days = self.view.plan.almanac.days(period);
            let own = self.sum(&within(reading, days))?;
            if own > best.1 {
                best = (Some(days), own);
            }
        }
        Ok(best)
    }

    /// The days whose facts a reading rests on: of a peak, its own period.
    pub(super) fn counted_in<'r>(&self, reading: &'r Reading) -> Option<Cow<'r, Reading>> {
        match reading.window {
            Window::Peak(..) => {
                let (days, _) = self.peak(reading).ok()?;
                Some(Cow::Owned(within(reading, days?)))
            }
            Window::Occasion
            | Window::In(_)
            | Window::First(..)
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Average(..)
            | Window::Days(_)
            | Window::AsOf(_) => Some(Cow::Borrowed(reading)),
        }
    }

    /// What is measured and paid on: never below zero.
    pub(super) fn basis(&self, of: &Reading) -> Result<Ratio, Trouble> {
        let rest = self.total(of)?.less(self.less)?;
        Ok(rest.max(Ratio::ZERO))
    }

    /// What is taken off each of the parts that new rates cut a period into: of the whole so much as its sales are of
    /// those of all parts, where they are above zero. `None` where these are no such parts, or nothing is taken off.
    pub(super) fn parted(&self, parts: &[Payout]) -> Result<Option<Vec<Ratio>>, Trouble> {
        if self.less == Ratio::ZERO {
            return Ok(None);
        }
        let Some(shares) = cut::shares(parts) else {
            return Ok(None);
        };
        let mut all = Ratio::ZERO;
        let mut own = Vec::with_capacity(shares.len());
        for of in shares {
            let sold = self.total(of)?.max(Ratio::ZERO);
            all = all.plus(sold)?;
            own.push(sold);
        }
        let less = self.less.min(all);
        let parted = own.into_iter().map(|own| match all == Ratio::ZERO {
            true => Ok(Ratio::ZERO),
            false => own.times(less)?.over(all),
        });
        Ok(Some(parted.collect::<Result<_, _>>()?))
    }

    /// What a baseline takes off.
    pub(super) fn deduction(&self, less: &Deduction) -> Result<Ratio, Trouble> {
        match less {
            Deduction::Baseline { before, least } => {
                let before = before.as_ref().map(|reading| self.total(reading));
                let least = least.map(|least| self.amount(least));
                let none = Ok(Ratio::ZERO);
                let (before, least) = (before.unwrap_or(none)?, least.unwrap_or(none)?);
                Ok(before.max(least).max(Ratio::ZERO))
            }
            Deduction::Target { target, part } => match self.target(target)? {
                Some(expected) => Ok(expected.times(*part)?),
                None => Ok(Ratio::ZERO),
            },
            Deduction::Awards(incentives) => {
                let mut sum = Ratio::ZERO;
                for incentive in incentives {
                    sum = sum.plus(self.award_of(*incentive, Compared::WithRivals)?)?;
                }
                Ok(sum)
            }
        }
    }
}

/// The same reading over other days.
fn within(reading: &Reading, days: Days) -> Reading {
    Reading {
        window: Window::Days(days),
        ..reading.clone()
    }
}
