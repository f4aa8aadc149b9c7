//! Awards that are not paid at once: held until the customer has paid, or divided over several days. What is
//! earned is settled when the claim closes; here it is only let out.

use super::accounts::borne_again;
use super::claim::Entry;
use super::lines::{differences, parts_of};
use super::period::sale_of;
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::later::Until;
use crate::payout::payment::Anchor;
use crate::payout::{Account, UndoFrom};
use crate::semantics::book::row::places;
use crate::semantics::book::{Row, RowId};
use crate::semantics::evaluate::last_day;
use crate::semantics::evaluate::reading::customer_of;
use crate::semantics::evaluate::{Trouble, due_after};
use crate::semantics::plan::Offer;
use crate::semantics::posting::{ClaimKey, PostingKind};
use crate::semantics::state::{Claim, Later, bit};
use crate::semantics::why::Why;

/// An amount and the accounts that bear it.
type Borne = (i128, Vec<(Account, i128)>);

impl<'p> Fold<'p> {
    /// Notes what a claim comes to now, and pays what of it is to be paid today.
    pub(super) fn owe(
        &mut self,
        offer: &'p Offer<'p>,
        key: ClaimKey,
        claim: &mut Claim,
        borne: Borne,
        why: Option<Box<Why>>,
        today: Date,
    ) -> Result<(), Trouble> {
        let is_first = claim.later.is_none();
        if is_first && borne.0 == 0 {
            return Ok(());
        }
        if is_first {
            self.schedule(offer, key, claim, today);
        }
        note(claim, borne);
        let kind = match is_first || claim.sequence == 0 {
            true => PostingKind::Award,
            false => PostingKind::Adjustment,
        };
        self.let_out(offer, key, claim, kind, why, today)
    }

    /// The same for what is taken back.
    pub(super) fn owe_less(
        &mut self,
        offer: &'p Offer<'p>,
        key: ClaimKey,
        claim: &mut Claim,
        borne: Borne,
        from: UndoFrom,
        today: Date,
    ) -> Result<(), Trouble> {
        note(claim, borne);
        self.let_out(offer, key, claim, PostingKind::Reversal(from), None, today)
    }

    /// Sets the days of the parts, and whether the award waits for the customer.
    fn schedule(&mut self, offer: &'p Offer<'p>, key: ClaimKey, claim: &mut Claim, today: Date) {
        let after = offer.instalments.map_or(&[][..], |it| &it.after);
        let mut later = Later {
            is_open: offer.hold.is_none(),
            parts: u8::try_from(after.len().max(1)).unwrap_or(u8::MAX),
            ..Later::default()
        };
        if let (Some(until), Some(sale)) = (offer.hold, claim.fact) {
            later.is_open = self.is_paid(until, sale);
            if !later.is_open {
                self.state.held.entry(sale).or_default().push(key);
            }
        }
        if after.is_empty() {
            later.come = bit(0);
            later.released = bit(0);
        }
        let row = claim.fact.and_then(|id| self.state.book.row(id));
        let known = row.map_or(claim.day, |row| row.known);
        let end = match offer.incentive.payment.anchor {
            Anchor::End(cycle) => self.plan.almanac.around(cycle, claim.day).last(),
            Anchor::Event | Anchor::ApprovedClaim => claim.day,
        };
        for (part, after) in (0_u8..).zip(after) {
            let day = due_after(offer, *after, (end, claim.day, known));
            if day > today {
                self.state.parts.entry(day).or_default().insert((key, part));
            } else {
                later.come |= bit(part);
                if self.is_active(offer, claim, today) {
                    later.released |= bit(part);
                }
            }
        }
        claim.later = Some(Box::new(later));
    }

    /// Whether the customer of a claim's sale has not cancelled since, where that is asked.
    fn is_active(&self, offer: &Offer, claim: &Claim, today: Date) -> bool {
        if !offer.instalments.is_some_and(|it| it.while_active) {
            return true;
        }
        let row = claim.fact.and_then(|id| self.state.book.row(id));
        let customer = row.and_then(|row| Some((row.partner, customer_of(row)?)));
        let days = row.and_then(|row| Days::new(row.happened, today));
        match (customer, days) {
            (Some((partner, customer)), Some(days)) => {
                !self.state.book.has_cancelled(partner, customer, days)
            }
            // Nobody can have cancelled who is not known.
            (None, _) | (_, None) => true,
        }
    }

    /// Pays the parts whose day is today.
    pub(super) fn pay_parts(&mut self, today: Date) -> Result<(), Fault> {
        let due = self.state.parts.remove(&today).unwrap_or_default();
        let mut due: Vec<(ClaimKey, u8)> = due.into_iter().collect();
        due.sort_by_cached_key(|(key, part)| (self.order_text(key), key.term, *part));
        for (key, part) in due {
            let (Some((offer, term)), Some(mut claim)) =
                (self.term(key), self.state.claims.get(&key).cloned())
            else {
                continue;
            };
            let is_active = self.is_active(offer, &claim, today);
            if let Some(later) = &mut claim.later {
                later.come |= bit(part);
                if is_active {
                    later.released |= bit(part);
                }
            }
            self.let_out(offer, key, &mut claim, PostingKind::Award, None, today)
                .map_err(|trouble| self.fault(trouble, Some(offer.id), key.partner, today))?;
            self.keep((offer, term), key, claim);
        }
        Ok(())
    }

    /// Pays what waited for the customer of the sale that a fact of today pays or brings back.
    pub(super) fn open_for(&mut self, id: RowId, today: Date) -> Result<(), Fault> {
        let book = &self.state.book;
        let Some(sale) = book.row(id).and_then(|row| self.sale_paid_by(row)) else {
            return Ok(());
        };
        for key in self.state.held.remove(&sale).unwrap_or_default() {
            let (Some((offer, term)), Some(mut claim)) =
                (self.term(key), self.state.claims.get(&key).cloned())
            else {
                continue;
            };
            if !offer.hold.is_none_or(|until| self.is_paid(until, sale)) {
                self.state.held.entry(sale).or_default().push(key);
                continue;
            }
            if let Some(later) = &mut claim.later {
                later.is_open = true;
            }
            self.let_out(offer, key, &mut claim, PostingKind::Award, None, today)
                .map_err(|trouble| self.fault(trouble, Some(offer.id), key.partner, today))?;
            self.keep((offer, term), key, claim);
        }
        Ok(())
    }

    /// Whether what an award waits for has happened to its sale.
    fn is_paid(&self, until: Until, sale: RowId) -> bool {
        let Until::CustomerPaid { within } = until;
        let book = &self.state.book;
        let last = within.and_then(|days| Some(last_day(book.row(sale)?, days)));
        book.is_paid_by(sale, last.unwrap_or(Date::MAX))
    }

    fn sale_paid_by(&self, row: &Row) -> Option<RowId> {
        let book = &self.state.book;
        if row.kind == FactKind::Payment {
            return book.find(FactKind::Sale, row.text(places::PAYMENT_SALE)?);
        }
        book.find(FactKind::Sale, sale_of(book, row)?.id)
    }

    /// Posts what the released parts come to, less what is posted.
    fn let_out(
        &mut self,
        offer: &'p Offer<'p>,
        key: ClaimKey,
        claim: &mut Claim,
        kind: PostingKind,
        why: Option<Box<Why>>,
        today: Date,
    ) -> Result<(), Trouble> {
        let Some(later) = claim.later.as_deref_mut() else {
            return Ok(());
        };
        if why.is_some() {
            later.why = why;
        }
        let payable = later.payable();
        let more = payable.checked_sub(later.posted).ok_or(Trouble::Overflow)?;
        if more == 0 {
            return Ok(());
        }
        let why = later.why.take();
        let later = &*later;
        let accounts = borne_again(payable, &later.accounts, offer)?;
        let lines = self.in_parts(payable, &later.lines)?;
        let entry = Entry {
            kind: if more < 0 && matches!(kind, PostingKind::Award) {
                PostingKind::Adjustment
            } else {
                kind
            },
            booked: today,
            amount: more,
            accounts: differences(&later.posted_accounts, &accounts),
            lines: self.shared_out(more, differences(&later.posted_lines, &lines))?,
            why,
        };
        if let Some(later) = &mut claim.later {
            later.posted = payable;
            later.posted_accounts = accounts;
            later.posted_lines = lines;
        }
        self.post(key, claim, entry);
        Ok(())
    }

    /// An amount over facts as the whole is over them.
    fn in_parts(
        &self,
        amount: i128,
        whole: &[(RowId, i128)],
    ) -> Result<Vec<(RowId, i128)>, Trouble> {
        let positive = whole.iter().filter(|(_, part)| *part > 0);
        let (rows, weights): (Vec<RowId>, Vec<Ratio>) = positive
            .map(|(row, part)| (*row, Ratio::whole(*part)))
            .unzip();
        if rows.is_empty() || amount == 0 {
            return Ok(Vec::new());
        }
        let parts = self.allotted(amount, &weights, &rows)?;
        Ok(rows.into_iter().zip(parts).collect())
    }
}

/// Notes what a claim comes to in the end.
fn note(claim: &mut Claim, (due, accounts): Borne) {
    let lines = parts_of(&claim.lines);
    if let Some(later) = &mut claim.later {
        later.due = due;
        later.accounts = accounts;
        later.lines = lines;
    }
}
