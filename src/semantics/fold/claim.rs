//! One claim: evaluated, fitted into rooms and pools, and posted as what it gives now less what it has
//! posted.

use super::accounts::over_accounts;
use super::lines::{differences, parts_of};
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::money::Money;
use crate::fact::FactKind;
use crate::payout::payment::Payee;
use crate::payout::{Account, UndoFrom, UndoMethod};
use crate::semantics::book::{Counted, RowId};
use crate::semantics::evaluate::desk::Used;
use crate::semantics::evaluate::{
    Award, Barred, Desk, Detail, PoolKey, Scene, TakenFrom, Taking, Trouble, evaluate,
};
use crate::semantics::plan::{Offer, Role, Term};
use crate::semantics::posting::{ClaimKey, Posting, PostingKind, Tried};
use crate::semantics::state::Claim;
use crate::semantics::why::Why;

/// What one posting says.
pub(super) struct Entry {
    pub kind: PostingKind,
    pub booked: Date,
    pub amount: i128,
    pub accounts: Vec<(Account, i128)>,
    pub lines: Vec<(RowId, i128)>,
    pub why: Option<Box<Why>>,
}

/// What a claim held of something and what it holds now.
struct Held {
    from: TakenFrom,
    before: i128,
    after: i128,
    stays: bool,
}

impl Held {
    fn note(all: &mut Vec<Held>, taking: Taking, is_new: bool) {
        let (before, after) = if is_new {
            (0, taking.amount)
        } else {
            (taking.amount, 0)
        };
        match all.iter_mut().find(|held| held.from == taking.from) {
            Some(held) => {
                held.before = held.before.saturating_add(before);
                held.after = held.after.saturating_add(after);
                held.stays |= taking.stays;
            }
            None => all.push(Held {
                from: taking.from,
                before,
                after,
                stays: taking.stays,
            }),
        }
    }
}

impl<'p> Fold<'p> {
    /// Computes a claim (again) and posts the difference. `fresh` is what the claim is when nothing is
    /// known of it; `grants` is what a share day gives it.
    pub(super) fn settle(
        &mut self,
        key: ClaimKey,
        fresh: Claim,
        grants: &[(PoolKey, i128)],
        today: Date,
    ) -> Result<(), Fault> {
        let Some((offer, term)) = self.term(key) else {
            return Ok(());
        };
        let claim = match self.state.claims.get(&key) {
            // The day of a true-up moves on with its occasions.
            Some(held) => Claim {
                day: held.day.max(fresh.day),
                span: fresh.span.or(held.span),
                closed: held.closed.max(fresh.closed),
                ..held.clone()
            },
            None => fresh,
        };
        let fault = |fold: &Fold, trouble| fold.fault(trouble, Some(offer.id), key.partner, today);
        let award = self
            .award(offer, term, key, &claim, grants)
            .map_err(|trouble| fault(self, trouble))?;
        if let Some(tried) = &mut self.tried {
            tried.push(Tried {
                claim: key,
                amount: award.amount,
                why: award.why.clone(),
            });
        }
        self.note_emptied(key, &claim, &award);
        if let Some(share_day) = self.share_day(&award, today) {
            self.note_waiting(key, &award);
            self.state.waiting.entry(share_day).or_default().insert(key);
            self.state.claims.insert(key, claim);
            return Ok(());
        }
        self.enter_award(key, claim, award, today)
            .map_err(|trouble| fault(self, trouble))
    }

    /// What a claim gives now.
    pub(super) fn award(
        &self,
        offer: &Offer<'p>,
        term: Term<'p>,
        key: ClaimKey,
        claim: &Claim,
        grants: &[(PoolKey, i128)],
    ) -> Result<Award, Trouble> {
        // For a group its head is paid, and nobody else.
        let is_for_head = offer.incentive.payment.payee == Payee::Head;
        if is_for_head && self.state.book.head_of(key.partner, claim.day) != key.partner {
            return Ok(Award::default());
        }
        let place = (key.incentive, key.term, key.earned);
        let is_ranked = !offer.ranks.is_empty();
        let ranking = is_ranked.then(|| self.state.rankings.get(&place)).flatten();
        let is_fund = offer.incentive.fund.is_some();
        // What is divided is evaluated for who sold.
        let row = claim.fact.and_then(|id| self.state.book.row(id));
        let seller = row
            .map(|row| row.partner)
            .filter(|_| offer.shared.is_some());
        let scene = Scene {
            payee: seller.is_some().then_some(key.partner),
            span: claim.span,
            fact: claim.fact,
            offer: Some(offer),
            trigger: Some(term.occasion),
            counted: counted(offer, claim.closed),
            barred: self.barred(offer),
            ranking,
            detail: self.detail_of(offer),
            ..Scene::on(self.view(), seller.unwrap_or(key.partner), claim.day)
        };
        let desk = Desk {
            rooms: &self.state.rooms,
            pools: &self.state.pools,
            own: &claim.takings,
            grants,
            credit: if is_fund {
                self.credit_left(key.incentive, key.partner)
            } else {
                0
            },
        };
        evaluate(term.payout, &scene, &desk)
    }

    /// The sales that an incentive is kept from: those that the incentives before it have paid.
    pub(super) fn barred<'a>(&'a self, offer: &'a Offer) -> Barred<'a> {
        Barred {
            paid: Some(&self.state.paid_sales),
            by: &offer.kept_from,
        }
    }

    pub(super) fn term(&self, key: ClaimKey) -> Option<(&'p Offer<'p>, Term<'p>)> {
        let offer = self.plan.offer(key.incentive)?;
        let term = offer.terms.get(usize::from(key.term))?;
        Some((offer, *term))
    }

    pub(super) fn detail_of(&self, offer: &Offer) -> Detail {
        if offer.keeps_lines(self.expects_returns) {
            self.detail.max(Detail::Lines)
        } else {
            self.detail
        }
    }

    fn share_day(&self, award: &Award, today: Date) -> Option<Date> {
        let days = award.waits.iter().filter_map(|wait| wait.pool.share_day);
        // A share day that has passed has nothing to wait for: it gave its claims what they got.
        days.max().filter(|day| *day >= today)
    }

    fn enter_award(
        &mut self,
        key: ClaimKey,
        mut claim: Claim,
        award: Award,
        today: Date,
    ) -> Result<(), Trouble> {
        let Some((offer, term)) = self.term(key) else {
            return Ok(());
        };
        let total = self.plan.program.rounding.round(award.amount);
        let mut lines = self.lines(offer, &claim, &award, total)?;
        let taken_back = self.taken_back(offer, &claim, &mut lines)?;
        let net = total.checked_sub(taken_back).ok_or(Trouble::Overflow)?;
        let before = claim.posted.saturating_sub(claim.taken_back);
        let more = net.checked_sub(before).ok_or(Trouble::Overflow)?;
        self.take(key, &mut claim, award.takings, today);
        if offer.pays_later() {
            claim.posted = total;
            claim.taken_back = taken_back;
            claim.lines = lines;
            let accounts = over_accounts(net, &award.accounts, offer)?;
            let why = award.why.map(Box::new);
            self.owe(offer, key, &mut claim, (net, accounts), why, today)?;
            self.free(key, &mut claim, taken_back, today);
            self.index_lines(offer, key, &claim);
            self.keep((offer, term), key, claim);
            return Ok(());
        }
        let is_first = claim.sequence == 0;
        let changes = differences(&parts_of(&claim.lines), &parts_of(&lines));
        let changes = self.shared_out(more, changes)?;
        if more == 0 {
            self.note_no_more(key, &claim, &lines);
        }
        claim.posted = total;
        claim.taken_back = taken_back;
        claim.lines = lines;
        if more != 0 {
            let accounts = over_accounts(net, &award.accounts, offer)?;
            let kind = match (term.role, is_first) {
                (Role::Credit, _) => PostingKind::Credit,
                (Role::Reimbursement, _) => PostingKind::Reimbursement,
                (Role::Award, true) => PostingKind::Award,
                (Role::Award, false) => PostingKind::Adjustment,
            };
            let entry = Entry {
                kind,
                booked: today,
                amount: more,
                accounts: differences(&claim.accounts, &accounts),
                lines: changes,
                why: award.why.map(Box::new),
            };
            claim.accounts = accounts;
            self.post(key, &mut claim, entry);
            if term.role == Role::Credit {
                self.add_credit(key, claim.day, more);
            }
        }
        self.free(key, &mut claim, taken_back, today);
        self.index_lines(offer, key, &claim);
        self.keep((offer, term), key, claim);
        Ok(())
    }

    /// Keeps what may be needed again.
    pub(super) fn keep(&mut self, (offer, term): (&Offer, Term), key: ClaimKey, claim: Claim) {
        // Credit that lapses is booked on the claim that earned it.
        // A claim on a fund may be approved in part, and for more on appeal.
        let is_event = claim.fact.is_some() && term.role == Role::Award;
        let may_change = self.expects_returns && (offer.undo.is_some() || offer.keeps_out);
        let waits = claim.later.as_ref().is_some_and(|later| later.waits());
        let has_something = waits || claim.sequence > 0 || !claim.takings.is_empty();
        if has_something && (waits || may_change || !is_event) {
            self.state.claims.insert(key, claim);
        } else {
            self.state.claims.remove(&key);
        }
    }

    fn index_lines(&mut self, offer: &Offer, key: ClaimKey, claim: &Claim) {
        let paid = claim.lines.iter().filter(|line| line.amount > 0);
        for line in paid {
            if offer.undo.is_some() && self.expects_returns {
                let claims = self.state.by_sale.entry(line.row).or_default();
                if !claims.contains(&key) {
                    claims.push(key);
                }
            }
            let row = self.state.book.row(line.row);
            let is_sale = row.is_some_and(|row| row.kind == FactKind::Sale);
            if offer.keeps_out && is_sale {
                let paid = &mut self.state.paid_sales;
                paid.insert((key.incentive, line.row), ());
            }
        }
    }

    /// Gives back what the claim held and takes what it takes now.
    fn take(&mut self, key: ClaimKey, claim: &mut Claim, now: Vec<Taking>, today: Date) {
        let mut held: Vec<Held> = Vec::with_capacity(now.len());
        for taking in std::mem::take(&mut claim.takings) {
            Held::note(&mut held, taking, false);
        }
        for taking in now {
            Held::note(&mut held, taking, true);
        }
        held.sort_by_key(|held| held.from);
        for Held {
            from,
            before,
            after,
            stays,
        } in held
        {
            let after = if stays { after.max(before) } else { after };
            self.move_taking(key, from, after.saturating_sub(before), today);
            if after != 0 {
                claim.takings.push(Taking {
                    from,
                    amount: after,
                    stays,
                });
            }
        }
    }

    pub(super) fn move_taking(&mut self, key: ClaimKey, from: TakenFrom, more: i128, today: Date) {
        if more == 0 {
            return;
        }
        match from {
            TakenFrom::Room(room) => {
                let used = self.state.rooms.or_insert(room, 0);
                *used = used.saturating_add(more);
            }
            TakenFrom::Pool(pool) => {
                let unused = Used {
                    drawn: 0,
                    share: None,
                };
                let used = self.state.pools.or_insert(pool, unused);
                used.drawn = used.drawn.saturating_add(more);
            }
            TakenFrom::Credit => self.use_credit(key.incentive, key.partner, more, today),
        }
    }

    pub(super) fn post(&mut self, key: ClaimKey, claim: &mut Claim, entry: Entry) {
        let Some((offer, _)) = self.term(key) else {
            return;
        };
        claim.sequence = claim.sequence.saturating_add(1);
        let kind = match offer.undo {
            // What a period that is computed again gives less is taken back as `undo` says.
            Some(undo)
                if entry.kind == PostingKind::Adjustment
                    && entry.amount < 0
                    && undo.method == UndoMethod::ByRecomputingThePeriod =>
            {
                PostingKind::Reversal(undo.from)
            }
            Some(_) | None => entry.kind,
        };
        let due = match kind {
            // A part is booked on the day it is due.
            _ if offer.instalments.is_some() => entry.booked,
            PostingKind::Credit
            | PostingKind::Expiry
            | PostingKind::Reversal(UndoFrom::Invoice) => entry.booked,
            PostingKind::Award
            | PostingKind::Adjustment
            | PostingKind::Reversal(UndoFrom::NextPayout)
            | PostingKind::Reimbursement => self.due_day(offer, claim, entry.booked),
        };
        if let (PostingKind::Reimbursement, Some(fact)) = (kind, claim.fact) {
            self.state.reimbursed.insert(fact, due);
        }
        self.postings.push(Posting {
            claim: key,
            kind,
            sequence: claim.sequence,
            day: claim.day,
            booked: entry.booked,
            due,
            amount: Money {
                minor: entry.amount,
                currency: self.plan.program.currency,
            },
            accounts: entry.accounts,
            lines: if self.detail >= Detail::Lines {
                entry.lines
            } else {
                Vec::new()
            },
            why: entry.why,
        });
    }
}

/// Which returns a claim sees that closed on a day.
pub(super) fn counted<'a>(offer: &'a Offer, closed: Date) -> Counted<'a> {
    Counted::Closed {
        on: closed,
        late: offer.late(),
    }
}
