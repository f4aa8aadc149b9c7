//! When a posting is due.

use super::Fold;
use crate::base::date::Date;
use crate::base::name::Name;
use crate::payout::payment::Anchor;
use crate::semantics::evaluate::due;
use crate::semantics::plan::Offer;
use crate::semantics::state::Claim;

impl<'p> Fold<'p> {
    /// When a posting is due; one booked later than that is due as if it had been earned on that day.
    pub(super) fn due_day(&mut self, offer: &'p Offer<'p>, claim: &Claim, booked: Date) -> Date {
        let row = claim.fact.and_then(|id| self.state.book.row(id));
        // What was decided later than it was known is counted from the decision.
        let is_decided = claim
            .fact
            .is_some_and(|id| self.state.undecided.contains(&id));
        let known = row.map_or(claim.day, |row| match is_decided {
            true => row.known.max(claim.closed),
            false => row.known,
        });
        let due = self.due_from(offer, claim.day, known);
        if due >= booked {
            return due;
        }
        self.due_from(offer, booked, booked)
    }

    /// When something of an incentive is due that is booked on a day and belongs to no earlier one.
    pub fn due_when_booked(&mut self, incentive: &Name, booked: Date) -> Date {
        let plan = self.plan;
        let mut offers = plan.offers.iter();
        match offers.find(|offer| offer.incentive.declared.first == *incentive) {
            Some(offer) => self.due_from(offer, booked, booked),
            None => booked,
        }
    }

    fn due_from(&mut self, offer: &'p Offer<'p>, day: Date, known: Date) -> Date {
        let (anchor, end) = match offer.incentive.payment.anchor {
            Anchor::End(cycle) => {
                let end = self.plan.almanac.around(cycle, day).last();
                (end, end)
            }
            Anchor::Event => (day, day),
            Anchor::ApprovedClaim => (known, day),
        };
        if let Some(due) = self.dues.get(&(offer.id, anchor)) {
            return *due;
        }
        let reached = due(offer, end, day, known);
        self.dues.insert((offer.id, anchor), reached);
        reached
    }
}
