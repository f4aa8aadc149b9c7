//! Reversals at the rate first paid: what the posting gave to a returned sale is taken back in
//! proportion, by cumulative rounding.

use super::accounts::{as_borne, borne_again};
use super::claim::Entry;
use super::lines::{differences, parts_of};
use super::period::sale_of;
use super::{Fault, Fold};
use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::UndoMethod;
use crate::semantics::book::{Counted, Row, RowId, is_within};
use crate::semantics::evaluate::{TakenFrom, Trouble};
use crate::semantics::plan::Offer;
use crate::semantics::posting::{ClaimKey, Late, PostingKind};
use crate::semantics::state::{Claim, Line};

impl<'p> Fold<'p> {
    /// Takes back what was paid for the sale of a return that came in today.
    pub(super) fn take_back_for(&mut self, id: RowId, today: Date) -> Result<(), Fault> {
        let Some(back) = self.state.book.row(id).copied() else {
            return Ok(());
        };
        if back.kind != FactKind::Return {
            return Ok(());
        }
        let Some(sale) = sale_of(&self.state.book, &back).copied() else {
            return Ok(());
        };
        let claims: Vec<(ClaimKey, Claim)> = self
            .claims_on(&back)
            .map(|(key, claim)| (key, claim.clone()))
            .collect();
        for (key, claim) in claims {
            let Some(offer) = self.plan.offer(key.incentive) else {
                continue;
            };
            let Some(undo) = offer.undo else {
                continue;
            };
            let applies = undo.method == UndoMethod::AtTheRateFirstPaid
                && claim.closed < today
                && is_within(&sale, &back, (undo.within, &offer.business));
            if applies {
                self.take_back(offer, key, claim, today)
                    .map_err(|trouble| self.fault(trouble, Some(offer.id), key.partner, today))?;
            }
        }
        Ok(())
    }

    /// The incentives that pay for the sale of a return but take nothing back for it, because it happened
    /// after the time that they give.
    pub fn too_late(&self, back: &Row) -> BTreeMap<IncentiveId, Late> {
        let book = &self.state.book;
        let entered = |row: &Row| book.find(row.kind, row.id).and_then(|id| book.entered(id));
        let Some((sale, day)) = sale_of(book, back).zip(entered(back)) else {
            return BTreeMap::new();
        };
        let late = self.claims_on(back).filter_map(|(key, claim)| {
            let offer = self.plan.offer(key.incentive)?;
            let within = offer.undo?.within?;
            // What was known when the claim closed counts whenever it happened.
            let closed = entered(sale).map_or(claim.closed, |known| known.max(claim.closed));
            let last = within.after(sale.happened, &offer.business);
            let days = sale.happened.days_until(back.happened);
            let late = day > closed && back.happened > last;
            late.then_some((offer.id, Late { within, last, days }))
        });
        late.collect()
    }

    /// The claims in which the sale of a return has a line, in the order of their keys.
    pub(super) fn claims_on(&self, back: &Row) -> impl Iterator<Item = (ClaimKey, &Claim)> {
        let book = &self.state.book;
        let sale = sale_of(book, back).and_then(|sale| book.find(FactKind::Sale, sale.id));
        let keys = sale.and_then(|sale| self.state.by_sale.get(&sale));
        let mut keys = keys.cloned().unwrap_or_default();
        keys.sort_unstable();
        keys.into_iter()
            .filter_map(|key| Some((key, self.state.claims.get(&key)?)))
    }

    fn take_back(
        &mut self,
        offer: &'p Offer<'p>,
        key: ClaimKey,
        mut claim: Claim,
        today: Date,
    ) -> Result<(), Trouble> {
        let Some(undo) = offer.undo else {
            return Ok(());
        };
        let before = claim.lines.clone();
        let mut lines = std::mem::take(&mut claim.lines);
        let taken_back = self.taken_back(offer, &claim, &mut lines)?;
        claim.lines = lines;
        let more = taken_back.saturating_sub(claim.taken_back);
        if more == 0 {
            return Ok(());
        }
        let net = claim.posted.saturating_sub(taken_back);
        if offer.pays_later() {
            claim.taken_back = taken_back;
            let borne = claim.later.as_ref().map(|later| later.accounts.clone());
            let accounts = borne_again(net, &borne.unwrap_or_default(), offer)?;
            self.owe_less(offer, key, &mut claim, (net, accounts), undo.from, today)?;
            self.free(key, &mut claim, more, today);
            self.state.claims.insert(key, claim);
            return Ok(());
        }
        let accounts = as_borne(net, &claim, offer)?;
        let moved = differences(&claim.accounts, &accounts);
        claim.taken_back = taken_back;
        claim.accounts = accounts;
        let entry = Entry {
            kind: PostingKind::Reversal(undo.from),
            booked: today,
            amount: more.saturating_neg(),
            accounts: moved,
            lines: differences(&parts_of(&before), &parts_of(&claim.lines)),
            why: None,
        };
        self.post(key, &mut claim, entry);
        self.free(key, &mut claim, more, today);
        self.state.claims.insert(key, claim);
        Ok(())
    }

    /// What returns since a claim closed take back of its lines, in all: each line gives the part of its
    /// sale that came back, by cumulative rounding.
    pub(super) fn taken_back(
        &self,
        offer: &Offer,
        claim: &Claim,
        lines: &mut [Line],
    ) -> Result<i128, Trouble> {
        let undo = offer.undo;
        let Some(undo) = undo.filter(|undo| undo.method == UndoMethod::AtTheRateFirstPaid) else {
            return Ok(0);
        };
        let counted = Counted::Closed {
            on: claim.closed,
            late: Some((undo.within, &offer.business)),
        };
        let mut sum = 0_i128;
        for line in lines {
            let (base, back) = self
                .state
                .book
                .returned_since(line.row, claim.closed, counted);
            if base > 0 && back > 0 {
                let part = Ratio::new(back.min(base), base).ok_or(Trouble::Overflow)?;
                let exact = Ratio::whole(line.amount).times(part)?;
                line.taken_back = self.plan.program.rounding.round(exact);
            } else {
                line.taken_back = 0;
            }
            sum = sum.checked_add(line.taken_back).ok_or(Trouble::Overflow)?;
        }
        Ok(sum)
    }

    /// Frees the rooms that give back what is returned.
    pub(super) fn free(&mut self, key: ClaimKey, claim: &mut Claim, more: i128, today: Date) {
        if more == 0 {
            return;
        }
        let whole = claim.taken_back >= claim.posted;
        let mut moves = Vec::new();
        for taking in claim.takings.iter_mut().filter(|taking| !taking.stays) {
            let TakenFrom::Room(room) = taking.from else {
                continue;
            };
            let freed = match (room.counts_awards, whole) {
                (false, _) => more.min(taking.amount),
                (true, true) => taking.amount,
                (true, false) => 0,
            };
            taking.amount = taking.amount.saturating_sub(freed);
            moves.push((taking.from, freed.saturating_neg()));
        }
        for (from, more) in moves {
            self.move_taking(key, from, more, today);
        }
    }
}
