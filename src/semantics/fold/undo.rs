//! Reversals at the rate first paid: what the posting gave to a returned sale is taken back in
//! proportion, by cumulative rounding.

use super::claim::Entry;
use super::period::sale_of;
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::UndoMethod;
use crate::semantics::book::{Counted, Row, RowId, is_within};
use crate::semantics::evaluate::{TakenFrom, Trouble};
use crate::semantics::plan::Offer;
use crate::semantics::posting::{ClaimKey, PostingKind};
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
                self.take_back(offer, key, claim, &sale, today)
                    .map_err(|trouble| self.fault(trouble, Some(offer.id), key.partner, today))?;
            }
        }
        Ok(())
    }

    /// The claims in which the sale of a return has a line, in the order of their keys.
    pub(super) fn claims_on(&self, back: &Row) -> impl Iterator<Item = (ClaimKey, &Claim)> {
        let book = &self.state.book;
        let sale = sale_of(book, back).and_then(|sale| book.find(FactKind::Sale, sale.id));
        let keys = sale.into_iter().flat_map(move |sale| {
            let from = self.state.by_sale.iter();
            from.skip_while(move |(row, _)| *row < sale)
                .take_while(move |(row, _)| *row == sale)
                .map(|(_, key)| *key)
        });
        keys.filter_map(|key| Some((key, self.state.claims.get(&key)?)))
    }

    fn take_back(
        &mut self,
        offer: &'p Offer<'p>,
        key: ClaimKey,
        mut claim: Claim,
        sale: &Row,
        today: Date,
    ) -> Result<(), Trouble> {
        let Some(undo) = offer.undo else {
            return Ok(());
        };
        let Some(row) = self.state.book.find(FactKind::Sale, sale.id) else {
            return Ok(());
        };
        let late = Some((undo.within, &offer.business));
        let counted = Counted::Closed {
            on: claim.closed,
            late,
        };
        let (base, back) = self.state.book.returned_since(row, claim.closed, counted);
        let Some(line) = claim.lines.iter_mut().find(|line| line.row == row) else {
            return Ok(());
        };
        let target = self.part_of(line, base, back)?;
        let more = target.saturating_sub(line.taken_back);
        if more == 0 {
            return Ok(());
        }
        line.taken_back = target;
        claim.taken_back = claim.taken_back.saturating_add(more);
        let entry = Entry {
            kind: PostingKind::Reversal(undo.from),
            booked: today,
            amount: more.saturating_neg(),
            accounts: Vec::new(),
            lines: vec![(row, more.saturating_neg())],
            why: None,
        };
        self.post(key, &mut claim, entry)?;
        self.free(key, &mut claim, more, today);
        self.state.claims.insert(key, claim);
        Ok(())
    }

    /// What returns of `back` out of `base` take of a line in all.
    fn part_of(&self, line: &Line, base: i128, back: i128) -> Result<i128, Trouble> {
        if base <= 0 || back <= 0 {
            return Ok(line.taken_back);
        }
        let part = Ratio::new(back.min(base), base).ok_or(Trouble::Overflow)?;
        let exact = Ratio::whole(line.amount).times(part)?;
        Ok(self.plan.program.rounding.round(exact))
    }

    /// Frees the rooms that give back what is returned.
    fn free(&mut self, key: ClaimKey, claim: &mut Claim, more: i128, today: Date) {
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
