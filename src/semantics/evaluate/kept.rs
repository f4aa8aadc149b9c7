//! Readings that find running totals, so that no row has to be selected for them.

use super::Scene;
use super::reading::{Range, See};
use crate::base::period::Days;
use crate::payout::measure::{Condition, Reading};
use crate::semantics::book::Row;

/// Running totals that a reading finds.
pub(super) struct Kept<'r> {
    /// Which of the plan's.
    pub place: usize,
    pub days: Days,
    /// What is asked of each fact besides.
    pub besides: &'r [Condition],
}

impl Scene<'_> {
    /// Where the running totals of a reading stand, if they are kept. Which returns count depends on who
    /// asks, so the rows of a partner with returns are read one by one, and those of an incentive that
    /// shares sales with another.
    pub(super) fn tallied<'r>(&self, reading: &'r Reading) -> Option<Kept<'r>> {
        if !self.barred.by.is_empty() || self.view.book.has_returns(self.partner) {
            return None;
        }
        let tallied = self.view.plan.tallied.iter().enumerate();
        let kept = tallied.filter_map(|(place, each)| Some((place, each.besides(reading)?)));
        let (place, besides) = kept.min_by_key(|(_, besides)| besides.len())?;
        let days = match self.range(reading.window) {
            Range::Own | Range::Never => return None,
            Range::Days(days) => days,
            Range::On(day) => Days::one(day),
        };
        self.view
            .tallies
            .holds(place, self.partner)
            .then_some(Kept {
                place,
                days,
                besides,
            })
    }

    pub(super) fn each_tallied(&self, kept: &Kept, see: See) {
        let book = self.view.book;
        let facts = self.view.tallies.facts(kept.place, self.partner, kept.days);
        for (id, amount) in facts {
            let meets = |row: &Row| kept.besides.iter().all(|each| self.meets(each, id, row));
            if kept.besides.is_empty() || book.row(id).is_some_and(meets) {
                see(id, amount);
            }
        }
    }
}
