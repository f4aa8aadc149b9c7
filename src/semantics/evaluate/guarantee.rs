//! What is left of a guarantee for a period after what earlier ones earned above theirs.

use super::award::evaluate;
use super::desk::EmptyDesk;
use super::{Detail, Scene, Trouble};
use crate::base::ratio::Ratio;
use crate::payout::Payout;
use crate::payout::later::{Guarantee, Surplus};

impl Scene<'_> {
    /// What a period is sure to give to whom it is meant for: the least less what is carried.
    pub fn guarantee_left(&self, guarantee: &Guarantee, payout: &Payout) -> Result<Ratio, Trouble> {
        let carried = self.carried(guarantee, payout)?;
        let least = self.amount(guarantee.least)?;
        Ok(least.less(carried)?.max(Ratio::ZERO))
    }

    /// Whether the condition under which something is earned at all holds.
    pub(super) fn is_guaranteed(&self, payout: &Payout) -> Result<bool, Trouble> {
        if let Payout::When { test, .. } = payout {
            self.holds(test)
        } else {
            Ok(true)
        }
    }

    /// What earlier periods of the program's year earned above the guarantee and have not used.
    fn carried(&self, guarantee: &Guarantee, payout: &Payout) -> Result<Ratio, Trouble> {
        let back = match guarantee.surplus {
            Surplus::NotCarried => return Ok(Ratio::ZERO),
            Surplus::ToNextPeriod => 1,
            Surplus::ToYearEnd => guarantee.cycle.per_year(),
        };
        let almanac = &self.view.plan.almanac;
        let year = self.view.plan.program.fiscal.year();
        let least = self.amount(guarantee.least)?;
        let mut carried = Ratio::ZERO;
        for back in (1..=back).rev() {
            let period = self.period(guarantee.cycle).previous(back);
            let Some(days) = almanac.days(period).overlap(&year) else {
                continue;
            };
            let before = Scene {
                day: days.last(),
                span: Some(days),
                // What is carried is measured before anything is taken off.
                less: Ratio::ZERO,
                detail: Detail::Amount,
                ..*self
            };
            if !before.is_guaranteed(payout)? {
                carried = Ratio::ZERO;
                continue;
            }
            let earned = evaluate(payout, &before, &EmptyDesk::new().desk(0))?.amount;
            carried = carried.plus(earned)?.less(least)?.max(Ratio::ZERO);
        }
        Ok(carried)
    }
}
