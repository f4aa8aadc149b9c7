//! What partners owe for the tiers and specializations that they hold: once in the program's year, from the day on which
//! they first hold it in that year.

use crate::base::date::Date;
use crate::base::id::{SpecializationId, TierId};
use crate::model::standing::{Fee, Tier};
use crate::semantics::book::PartnerId;
use crate::semantics::review::rungs;
use crate::semantics::standing::{Ladder, Timeline};
use crate::simulate::book::payer::Payer;
use crate::simulate::setting::minor;

impl Payer<'_> {
    /// Partners, days and minor units, by ladder, then partner.
    pub(super) fn fees_of_year(&self) -> Vec<(usize, i32, f64)> {
        let program = self.scribe.program;
        let special = (0..).map(SpecializationId);
        let special = special.take(program.specializations.len()).map(Ladder::of);
        let ladders = [Ladder::TIERS].into_iter().chain(special);
        let mut owed = Vec::new();
        for ladder in ladders {
            for (id, rung) in (0..).map(TierId).zip(rungs(ladder, program)) {
                if rung.versions.iter().all(|it| it.loss.fee.is_none()) {
                    continue;
                }
                let partners = (0..).map(PartnerId).take(self.partners.len());
                let held = partners.filter_map(|partner| {
                    let timeline = self.fold.state().standing.timeline(ladder, partner)?;
                    let (day, fee) = self.fee(id, rung, timeline)?;
                    Some((partner.0 as usize, day, fee))
                });
                owed.extend(held);
            }
        }
        owed
    }

    fn fee(&self, id: TierId, rung: &Tier, timeline: &Timeline) -> Option<(i32, f64)> {
        let year = self.scribe.program.fiscal.year();
        let first = self.scribe.program.fiscal.year().first();
        let changes = timeline.changes.iter().map(|(from, _)| *from);
        let days = [first].into_iter().chain(changes);
        let is_held = |day: &Date| year.contains(*day) && timeline.tier_on(*day) == Some(id);
        let since = days.filter(is_held).min()?;
        let fee = rung.on(since)?.loss.fee?;
        let part = part(fee, since, year.last().plus_days(1));
        let amount = minor(self.scribe.program, fee.amount) as f64;
        Some((self.scribe.clock.day(since), (amount * part).round()))
    }
}

/// The part of a fee that is due from a day to the end of the year.
fn part(fee: Fee, since: Date, end: Date) -> f64 {
    match fee.prorated {
        true => since.whole_months_until(end) as f64 / 12.0,
        false => 1.0,
    }
}
