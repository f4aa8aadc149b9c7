//! When what was posted is final.

use super::Program;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::period::Cycle;

/// The time in which what became known late still corrects a period that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finality {
    /// How long after the end of the period.
    pub after: Duration,
    /// Which period: the one that holds the day of what is paid.
    pub cycle: Cycle,
    /// Whose business days are counted.
    pub region: Option<RegionId>,
}

impl Program {
    /// The last day on which what became known late corrects what is paid for a day; `None` where nothing is said.
    pub fn final_day(&self, day: Date) -> Option<Date> {
        let finality = self.finality?;
        let period = self.fiscal.period_at(finality.cycle, day);
        let business = self.business_days(finality.region);
        let end = self.fiscal.days(period).last();
        Some(self.fiscal.after_end(end, finality.after, &business))
    }
}
