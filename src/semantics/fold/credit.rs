//! Credit of funds: earned in lots, used oldest first by approved claims, and lost when it expires.

use super::accounts::as_borne;
use super::claim::Entry;
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::IncentiveId;
use crate::base::period::Cycle;
use crate::base::ratio::Overflow;
use crate::model::incentive::{Fund, Kept};
use crate::semantics::book::row::places;
use crate::semantics::book::{PartnerId, Row};
use crate::semantics::posting::{ClaimKey, PostingKind, Reason};
use crate::semantics::state::Lot;
use crate::semantics::symbol::Symbol;

/// Credit that was taken back after it was used is made good by what is left, the oldest first, so that no more
/// expires than is there.
fn make_good(lots: &mut [Lot]) {
    let mut owed = lots
        .iter()
        .fold(0_i128, |sum, lot| sum.saturating_sub(lot.left.min(0)));
    let mut paid = 0_i128;
    for lot in lots.iter_mut() {
        let part = owed.min(lot.left.max(0));
        lot.left = lot.left.saturating_sub(part);
        owed = owed.saturating_sub(part);
        paid = paid.saturating_add(part);
    }
    for lot in lots.iter_mut().filter(|lot| lot.left < 0) {
        let part = paid.min(lot.left.saturating_neg());
        lot.left = lot.left.saturating_add(part);
        paid = paid.saturating_sub(part);
    }
}

/// What of a lot is gone when today is over: all that is left after its last day, and before that what is more than is
/// carried.
fn lost(lot: &Lot, today: Date) -> Result<i128, Overflow> {
    let left = lot.left.max(0);
    if lot.until.is_some_and(|until| until <= today) {
        return Ok(left);
    }
    match lot.carried {
        Some((day, most)) if day <= today => {
            Ok(left.saturating_sub(most.of(lot.earned)?.max(0)).max(0))
        }
        Some(_) | None => Ok(0),
    }
}

/// Takes from lots what is gone when today is over: how much of which claim's.
fn lose(lots: &mut [Lot], today: Date) -> Result<Vec<(ClaimKey, i128)>, Overflow> {
    let mut any = false;
    for lot in lots.iter() {
        any |= lost(lot, today)? > 0;
    }
    let mut gone = Vec::new();
    if !any {
        return Ok(gone);
    }
    make_good(lots);
    for lot in lots {
        let lost = lost(lot, today)?;
        if lost > 0 {
            lot.left = lot.left.saturating_sub(lost);
            gone.push((lot.claim, lost));
        }
    }
    Ok(gone)
}

impl Fold<'_> {
    /// The credit that a partner has left in a fund, in minor units.
    pub fn credit_left(&self, fund: IncentiveId, partner: PartnerId) -> i128 {
        let lots = self.state.credit.get(&(fund, partner));
        let lots = lots.into_iter().flatten();
        lots.fold(0, |sum: i128, lot| sum.saturating_add(lot.left))
    }

    pub(super) fn add_credit(&mut self, claim: ClaimKey, day: Date, more: i128) {
        let (carried, until) = self.days_of_credit(claim.incentive, day);
        let lots = self
            .state
            .credit
            .entry((claim.incentive, claim.partner))
            .or_default();
        match lots.iter_mut().find(|lot| lot.claim == claim) {
            Some(lot) => {
                lot.left = lot.left.saturating_add(more);
                lot.earned = lot.earned.saturating_add(more);
            }
            None => {
                let place = lots.partition_point(|lot| lot.day <= day);
                let lot = Lot {
                    claim,
                    day,
                    carried,
                    until,
                    earned: more,
                    left: more,
                };
                lots.insert(place, lot);
            }
        }
    }

    /// Uses credit oldest first; a negative amount is given back to the oldest.
    pub(super) fn use_credit(
        &mut self,
        fund: IncentiveId,
        partner: PartnerId,
        amount: i128,
        _today: Date,
    ) {
        let Some(lots) = self.state.credit.get_mut(&(fund, partner)) else {
            return;
        };
        let mut wanted = amount;
        for lot in lots.iter_mut() {
            let used = wanted.min(lot.left.max(0));
            lot.left = lot.left.saturating_sub(used);
            wanted = wanted.saturating_sub(used);
        }
    }

    /// Posts the expiry of credit whose last day is today, and of what is not carried beyond today.
    pub(super) fn expire_credit(&mut self, today: Date) -> Result<(), Fault> {
        let mut expired = Vec::new();
        for (&(fund, partner), lots) in &mut self.state.credit {
            match lose(lots, today) {
                Ok(gone) => expired.extend(gone),
                Err(overflow) => {
                    return Err(self.fault(overflow.into(), Some(fund), partner, today));
                }
            }
        }
        for (key, amount) in expired {
            let Some(mut claim) = self.state.claims.get(&key).cloned() else {
                continue;
            };
            let Some((offer, _)) = self.term(key) else {
                continue;
            };
            let lost = amount.saturating_neg();
            let accounts = as_borne(lost, &claim, offer)
                .map_err(|trouble| self.fault(trouble, Some(key.incentive), key.partner, today))?;
            let entry = Entry {
                kind: PostingKind::Expiry,
                booked: today,
                amount: lost,
                accounts,
                lines: Vec::new(),
                why: None,
            };
            self.post(key, &mut claim, entry);
            self.state.claims.insert(key, claim);
        }
        Ok(())
    }

    /// Whether a claim on a fund may be paid at all; what it is paid is the payout's to say.
    pub(super) fn check_claim(&self, row: &Row) -> Result<(), Reason> {
        let fund = row
            .refers
            .and_then(|place| self.plan.program.incentives.get(usize::from(place)))
            .and_then(|incentive| incentive.fund.as_ref())
            .ok_or(Reason::NotAFund)?;
        // Where the fund says how claims are decided, its own rules do.
        let is_stated = row.text(places::CLAIM_DECISION) == Some(Symbol::APPROVED);
        if fund.decided.is_none() && !is_stated {
            return Err(Reason::NotApproved);
        }
        self.check_activity(fund, row)?;
        self.check_times(fund, row)
    }

    fn check_activity(&self, fund: &Fund, row: &Row) -> Result<(), Reason> {
        let symbols = self.state.book.symbols();
        let name = row
            .text(places::CLAIM_ACTIVITY)
            .map(|text| symbols.text(text))
            .ok_or(Reason::MissingField("activity"))?;
        let activity = fund
            .activities
            .iter()
            .find(|activity| activity.name == name)
            .ok_or(Reason::UnknownActivity(name))?;
        let proof = row.text(places::CLAIM_PROOF).map(|text| symbols.text(text));
        let proof = proof.as_ref().map_or("", |text| text.as_str());
        let handed_in = |wanted: &str| proof.split([';', ',']).any(|each| each.trim() == wanted);
        match activity.proof.iter().find(|wanted| !handed_in(wanted)) {
            Some(missing) => Err(Reason::MissingProof(missing.clone())),
            None => Ok(()),
        }
    }

    fn check_times(&self, fund: &Fund, row: &Row) -> Result<(), Reason> {
        let held = row
            .date(places::CLAIM_HELD)
            .ok_or(Reason::MissingField("held"))?;
        let business = self.plan.program.business_days(fund.approval_region);
        if let Some(before) = fund.request_before {
            let requested = row
                .date(places::CLAIM_REQUESTED)
                .ok_or(Reason::MissingField("requested"))?;
            if requested > before.before(held, &business) {
                return Err(Reason::RequestedLate);
            }
        }
        match fund.claim_within {
            Some(within) if row.happened > within.after(held, &business) => {
                Err(Reason::ClaimedLate)
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The day beyond which less is kept of credit that was earned on a day, how much, and its last day.
    fn days_of_credit(&self, fund: IncentiveId, day: Date) -> (Option<(Date, Kept)>, Option<Date>) {
        let program = self.plan.program;
        let incentive = program.incentive(fund);
        let Some((incentive, rules)) = incentive.and_then(|it| Some((it, it.fund.as_ref()?)))
        else {
            return (None, None);
        };
        let business = program.business_days(incentive.payment.region);
        let after = |cycle: Cycle, time: Duration| {
            let end = self.plan.almanac.around(cycle, day).last();
            program.fiscal.after_end(end, time, &business)
        };
        let carried = rules.carried;
        (
            carried.map(|it| (after(it.cycle, it.beyond), it.most)),
            rules.expires_after.map(|(time, cycle)| after(cycle, time)),
        )
    }
}
