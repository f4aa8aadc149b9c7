//! When something happens in a forecast: paid back, out of money, most tired.

use crate::simulate::estimate::number::{Estimate, level};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;

impl Forecast {
    /// The week from which a program has paid for itself, over the runs in which it does.
    pub(in crate::simulate) fn payback_week(&self) -> Estimate {
        let weeks: Vec<f64> = self
            .payback
            .iter()
            .flatten()
            .map(|week| f64::from(*week))
            .collect();
        some(&weeks, "the program did not pay for itself in any run")
    }

    /// The first week in which some offer's money was gone, over the runs in which it was.
    pub(in crate::simulate) fn exhaustion_week(&self) -> Estimate {
        let runs = self.payback.len();
        let first = |run: usize| {
            let totals = self
                .incentives
                .iter()
                .filter_map(|each| each.totals.get(run));
            totals.filter_map(|totals| totals.exhausted).min()
        };
        let weeks: Vec<f64> = (0..runs).filter_map(first).map(f64::from).collect();
        some(&weeks, "no offer ran out of money in any run")
    }

    /// The week of the program's year in which partners are most tired on average, and their index; `None` when
    /// nobody ever is.
    pub fn tiredest_week(&self) -> Option<(usize, f64)> {
        let weeks = &self.world("program")?.weeks;
        let indices = weeks.iter().map(|week| week.fatigue).enumerate();
        let most = indices.reduce(|most, each| if each.1 > most.1 { each } else { most });
        most.filter(|(_, index)| *index > 0.0)
    }
}

/// The metric of weeks that only some runs have.
fn some(weeks: &[f64], reason: &'static str) -> Estimate {
    if weeks.is_empty() {
        let unit = Unit::Weeks;
        return Estimate::Missing { reason, unit };
    }
    level(weeks, Unit::Weeks)
}
