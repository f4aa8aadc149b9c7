//! What is not known yet comes to so far: open periods as if they ended on the last closed day, and what waits for its share as if the pool
//! were shared then. Nothing of it is booked.

use std::collections::BTreeMap;

use super::lines::differences;
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::payout::Account;
use crate::semantics::book::{PartnerId, RowId};
use crate::semantics::plan::{End, Role};
use crate::semantics::posting::ClaimKey;
use crate::semantics::state::Claim;

/// What a claim comes to so far that is not known yet, in minor units: of an open period, or of what waits for its share of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What it is for, and whose.
    pub claim: ClaimKey,
    /// The days of the period, or the day of the event.
    pub days: Days,
    /// The day on which it is known: the last of the period, or the day on which its pool is shared.
    pub known: Date,
    /// Whether it is credit of a fund.
    pub is_credit: bool,
    /// All of it, what is posted already included.
    pub amount: i128,
    /// What is posted already.
    pub posted: i128,
    /// What is not posted yet, by the account that would bear it.
    pub accounts: Vec<(Account, i128)>,
    /// The facts that it is for.
    pub rows: Vec<RowId>,
}

/// A claim before it is tried.
struct Open {
    key: ClaimKey,
    days: Days,
    known: Date,
    before: Option<Claim>,
    /// What it comes to.
    amount: Ratio,
}

impl Fold<'_> {
    /// Closes every open period as if it ended on the last closed day, shares every pool that is not shared yet among those that ask for
    /// it so far, and says what each claim comes to; what comes to nothing is left out. This ends the fold: it may still be read,
    /// and nothing can be booked after it.
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
                found.push(self.tried_open(end, partner, today)?);
            }
        }
        // What waits for a share counts for something, whatever it is given.
        self.unpaid.so_far = self.counting_so_far();
        self.tried_shares(&mut found)?;
        for posting in std::mem::take(&mut self.postings) {
            let counted = posting.lines.iter().filter(|(_, amount)| *amount != 0);
            let counted = counted.map(|(row, _)| (posting.claim.incentive, *row));
            self.unpaid.so_far.extend(counted);
        }
        self.rejections.clear();
        let found = found.into_iter();
        Ok(found.filter_map(|open| self.estimated(open)).collect())
    }

    fn tried_open(&mut self, end: &End, partner: PartnerId, today: Date) -> Result<Open, Fault> {
        let key = self.key_of(end, partner);
        let before = self.state.claims.get(&key).cloned();
        self.tried = Some(Vec::new());
        let fresh = Claim::fresh(today, Some(end.days), None, today);
        self.settle(key, fresh, &[], today)?;
        let tried = self.take_tried().pop();
        Ok(Open {
            key,
            days: end.days,
            known: end.days.last(),
            before,
            amount: tried.map_or(Ratio::ZERO, |tried| tried.amount),
        })
    }

    /// Shares the pools in the order of their days; who waits for one is estimated by what it is then given.
    fn tried_shares(&mut self, found: &mut Vec<Open>) -> Result<(), Fault> {
        let places = found.iter().enumerate();
        let mut places: BTreeMap<ClaimKey, usize> = places.map(|(at, it)| (it.key, at)).collect();
        // What ends after a pool is shared does not share it: that is known only by then.
        let ends = |key: &ClaimKey| Some(found.get(*places.get(key)?)?.days.last());
        for (day, keys) in &mut self.state.waiting {
            keys.retain(|key| ends(key).is_none_or(|last| last <= *day));
        }
        for (day, keys) in self.state.waiting.clone() {
            let before = keys.into_iter();
            let before: BTreeMap<ClaimKey, Claim> = before
                .filter_map(|key| Some((key, self.state.claims.get(&key)?.clone())))
                .collect();
            self.tried = Some(Vec::new());
            self.share_pools(day)?;
            for tried in self.take_tried() {
                let held = places.get(&tried.claim).copied();
                if let Some(open) = held.and_then(|at| found.get_mut(at)) {
                    (open.amount, open.known) = (tried.amount, open.known.max(day));
                } else if let Some(claim) = before.get(&tried.claim) {
                    places.insert(tried.claim, found.len());
                    found.push(Open {
                        key: tried.claim,
                        days: claim.span.unwrap_or(Days::one(claim.day)),
                        known: day,
                        before: Some(claim.clone()),
                        amount: tried.amount,
                    });
                }
            }
        }
        Ok(())
    }

    fn estimated(&self, open: Open) -> Option<Estimate> {
        let Open { key, before, .. } = &open;
        let (offer, term) = self.term(*key)?;
        let kept = |claim: &Claim| claim.posted.saturating_sub(claim.taken_back);
        let claim = self.state.claims.get(key);
        let back = claim.or(before.as_ref());
        let back = back.map_or(0, |claim| claim.taken_back);
        let amount = self.plan.program.rounding.round(open.amount);
        let amount = amount.saturating_sub(back);
        let posted = before.as_ref().map_or(0, kept);
        let more = amount.saturating_sub(posted);
        let borne = |claim: Option<&Claim>| claim.map_or(Vec::new(), |it| it.accounts.clone());
        let accounts = differences(&borne(before.as_ref()), &borne(claim));
        let sum = accounts
            .iter()
            .fold(0_i128, |sum, (_, part)| sum.saturating_add(*part));
        let lines = claim.map_or(&[][..], |claim| &claim.lines);
        (amount != 0 || posted != 0).then(|| Estimate {
            claim: *key,
            days: open.days,
            known: open.known,
            is_credit: term.role == Role::Credit,
            amount,
            posted,
            // What waits to be paid is on no account yet.
            accounts: match sum == more {
                true => accounts,
                false => vec![(offer.incentive.payment.account, more)],
            },
            rows: lines.iter().map(|line| line.row).collect(),
        })
    }
}
