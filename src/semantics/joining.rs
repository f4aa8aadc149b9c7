//! Rungs that partners join: offered when they are found earned, held once everything that was asked is done. Must not
//! know what earns a rung.

use crate::base::id::TierId;
use crate::model::standing::Version;
use crate::semantics::evaluate::Trouble;
use crate::semantics::review::Evening;
use crate::semantics::standing::{Offer, Timeline};

impl Evening<'_> {
    /// Offers every rung above `held` that is earned and has to be joined. An offer that runs stands as it was made.
    pub(super) fn offer(
        self,
        held: Option<TierId>,
        is_open: impl Fn(TierId, &Version) -> bool,
        timeline: &mut Timeline,
    ) -> Result<(), Trouble> {
        for (id, tier) in self.all().rev() {
            let is_taken = timeline.offers.iter().any(|offer| offer.tier == id);
            if held >= Some(id) || is_taken || !is_open(id, tier) {
                continue;
            }
            if let Some(within) = tier.enrol
                && self.is_earned(id, tier)?
            {
                timeline.offers.push(Offer {
                    tier: id,
                    since: self.day,
                    until: within.after(self.day, &self.business(tier)),
                });
            }
        }
        Ok(())
    }

    /// Gives the highest rung that was offered and is joined by now, as the rules of the day of its offer ask.
    pub(super) fn join(self, timeline: &mut Timeline) {
        let is_joined = |offer: &Offer| {
            let tier = self.rung_on(offer.tier, offer.since);
            self.day <= offer.until && tier.is_some_and(|tier| self.is_joined(offer.tier, tier))
        };
        let (joined, open): (Vec<Offer>, Vec<Offer>) =
            timeline.offers.drain(..).partition(is_joined);
        // One that is over today may be made anew today.
        let runs_on = open.into_iter().filter(|offer| self.day < offer.until);
        timeline.offers.extend(runs_on);
        let highest = joined.iter().map(|offer| offer.tier).max();
        if let Some(tier) = highest.filter(|tier| timeline.tier_on(self.tomorrow()) < Some(*tier)) {
            self.rise(tier, timeline);
        }
    }
}
