//! What open periods come to so far: as if they ended on the last closed day. Nothing of it is booked.

use super::lines::differences;
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::payout::Account;
use crate::semantics::book::PartnerId;
use crate::semantics::plan::{End, Role};
use crate::semantics::posting::ClaimKey;
use crate::semantics::state::Claim;

/// What a claim for an open period comes to so far, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What it is for, and whose.
    pub claim: ClaimKey,
    /// The days of the period.
    pub days: Days,
    /// Whether it is credit of a fund.
    pub is_credit: bool,
    /// All of it, what is posted already included.
    pub amount: i128,
    /// What is posted already.
    pub posted: i128,
    /// What is not posted yet, by the account that would bear it.
    pub accounts: Vec<(Account, i128)>,
}

impl Fold<'_> {
    /// Closes every open period as if it ended on the last closed day, and says what each claim comes to; what comes to
    /// nothing is left out. This ends the fold: it may still be read, and nothing can be booked after it.
    pub fn estimate(&mut self) -> Result<Vec<Estimate>, Fault> {
        let Some(today) = self.state.sealed else {
            return Ok(Vec::new());
        };
        let plan = self.plan;
        let open = plan.ends.range(today.plus_days(1)..);
        let open = open.flat_map(|(_, ends)| ends);
        let mut open: Vec<&End> = open.filter(|end| end.days.contains(today)).collect();
        open.sort_by_key(|end| (plan.offer(end.incentive).map(|offer| offer.turn), end.term));
        let mut found = Vec::new();
        for end in open {
            let Some(offer) = plan.offer(end.incentive) else {
                continue;
            };
            if !offer.ranks.is_empty() {
                self.rank(offer, end, today)?;
            }
            for partner in self.state.book.partners().to_vec() {
                found.extend(self.estimated(end, partner, today)?);
            }
        }
        for posting in std::mem::take(&mut self.postings) {
            let counted = posting.lines.iter().filter(|(_, amount)| *amount != 0);
            let counted = counted.map(|(row, _)| (posting.claim.incentive, *row));
            self.unpaid.so_far.extend(counted);
        }
        self.rejections.clear();
        Ok(found)
    }

    fn estimated(
        &mut self,
        end: &End,
        partner: PartnerId,
        today: Date,
    ) -> Result<Option<Estimate>, Fault> {
        let key = self.key_of(end, partner);
        let before = self.state.claims.get(&key).cloned();
        self.tried = Some(Vec::new());
        let fresh = Claim::fresh(today, Some(end.days), None, today);
        self.settle(key, fresh, &[], today)?;
        let (Some(tried), Some((offer, term))) = (self.take_tried().pop(), self.term(key)) else {
            return Ok(None);
        };
        let kept = |claim: &Claim| claim.posted.saturating_sub(claim.taken_back);
        let back = before.as_ref().map_or(0, |claim| claim.taken_back);
        let amount = self.plan.program.rounding.round(tried.amount);
        let amount = amount.saturating_sub(back);
        let posted = before.as_ref().map_or(0, kept);
        let more = amount.saturating_sub(posted);
        let borne = |claim: Option<&Claim>| claim.map_or(Vec::new(), |it| it.accounts.clone());
        let after = borne(self.state.claims.get(&key));
        let accounts = differences(&borne(before.as_ref()), &after);
        let sum = accounts
            .iter()
            .fold(0_i128, |sum, (_, part)| sum.saturating_add(*part));
        Ok((amount != 0 || posted != 0).then(|| Estimate {
            claim: key,
            days: end.days,
            is_credit: term.role == Role::Credit,
            amount,
            posted,
            // What waits to be paid is on no account yet.
            accounts: match sum == more {
                true => accounts,
                false => vec![(offer.incentive.payment.account, more)],
            },
        }))
    }
}
