//! One claim: evaluated, fitted into rooms and pools, and posted as what it gives now less what it has
//! posted.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{differences, parts_of};
use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::money::{Money, allot};
use crate::base::ratio::Ratio;
use crate::payout::{Account, UndoFrom, UndoMethod};
use crate::semantics::book::{Counted, RowId};
use crate::semantics::evaluate::desk::Used;
use crate::semantics::evaluate::{
    Award, Desk, Detail, PoolKey, Scene, TakenFrom, Taking, Trouble, evaluate,
};
use crate::semantics::plan::{Offer, Role, Term};
use crate::semantics::posting::{ClaimKey, Posting, PostingKind};
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
        if let Some(share_day) = self.share_day(&award, today) {
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
        let barred = self.barred(offer);
        let ranking = self
            .state
            .rankings
            .get(&(key.incentive, key.term, key.earned));
        let scene = Scene {
            span: claim.span,
            fact: claim.fact,
            offer: Some(offer),
            trigger: Some(term.occasion),
            counted: counted(offer, claim.closed),
            barred: &barred,
            ranking,
            detail: self.detail_of(offer),
            ..Scene::on(self.view(), key.partner, claim.day)
        };
        let desk = Desk {
            rooms: &self.state.rooms,
            pools: &self.state.pools,
            own: &claim.takings,
            grants,
            credit: self.credit_left(key.incentive, key.partner),
        };
        evaluate(term.payout, &scene, &desk)
    }

    /// The sales that rivals have paid, but not those this incentive pays already.
    pub(super) fn barred(&self, offer: &Offer) -> Vec<&BTreeSet<RowId>> {
        let rivals = offer.rivals.iter();
        rivals
            .filter_map(|rival| self.state.paid_sales.get(rival))
            .collect()
    }

    pub(super) fn term(&self, key: ClaimKey) -> Option<(&'p Offer<'p>, Term<'p>)> {
        let offer = self.plan.offer(key.incentive)?;
        let term = offer.terms.get(usize::from(key.term))?;
        Some((offer, *term))
    }

    pub(super) fn detail_of(&self, offer: &Offer) -> Detail {
        if offer.keeps_lines() {
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
        let is_first = claim.sequence == 0;
        let changes = differences(&parts_of(&claim.lines), &parts_of(&lines));
        let changes = self.shared_out(more, changes)?;
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
        self.keep(offer, key, claim);
        Ok(())
    }

    /// Keeps what may be needed again.
    fn keep(&mut self, offer: &Offer, key: ClaimKey, claim: Claim) {
        let is_event = claim.fact.is_some();
        let may_change = offer.undo.is_some() || !offer.rivals.is_empty();
        let has_something = claim.sequence > 0 || !claim.takings.is_empty();
        if has_something && (may_change || !is_event) {
            self.state.claims.insert(key, claim);
        } else {
            self.state.claims.remove(&key);
        }
    }

    fn index_lines(&mut self, offer: &Offer, key: ClaimKey, claim: &Claim) {
        let paid = claim.lines.iter().filter(|line| line.amount > 0);
        for line in paid {
            if offer.undo.is_some() {
                self.state.by_sale.insert((line.row, key));
            }
            if !offer.rivals.is_empty() {
                let sales = self.state.paid_sales.entry(key.incentive).or_default();
                sales.insert(line.row);
            }
        }
    }

    /// Gives back what the claim held and takes what it takes now.
    fn take(&mut self, key: ClaimKey, claim: &mut Claim, now: Vec<Taking>, today: Date) {
        let mut held: BTreeMap<TakenFrom, (i128, i128, bool)> = BTreeMap::new();
        for taking in &claim.takings {
            let entry = held.entry(taking.from).or_default();
            entry.0 = entry.0.saturating_add(taking.amount);
            entry.2 |= taking.stays;
        }
        for taking in &now {
            let entry = held.entry(taking.from).or_default();
            entry.1 = entry.1.saturating_add(taking.amount);
            entry.2 |= taking.stays;
        }
        claim.takings.clear();
        for (from, (before, after, stays)) in held {
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
                let used = self.state.rooms.entry(room).or_default();
                *used = used.saturating_add(more);
            }
            TakenFrom::Pool(pool) => {
                let used = self.state.pools.entry(pool).or_insert(Used {
                    drawn: 0,
                    share: None,
                });
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
        let due = match entry.kind {
            PostingKind::Credit
            | PostingKind::Expiry
            | PostingKind::Reversal(UndoFrom::Invoice) => entry.booked,
            PostingKind::Award
            | PostingKind::Adjustment
            | PostingKind::Reversal(UndoFrom::NextPayout)
            | PostingKind::Reimbursement => self.due_day(offer, claim, entry.booked),
        };
        self.postings.push(Posting {
            claim: key,
            kind: entry.kind,
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
    let late = offer.undo.and_then(|undo| match undo.method {
        UndoMethod::ByRecomputingThePeriod => Some((undo.within, &offer.business)),
        UndoMethod::AtTheRateFirstPaid => None,
    });
    Counted::Closed { on: closed, late }
}

/// An amount over accounts by weight; all of it on the incentive's own where there is no weight.
fn over_accounts(
    amount: i128,
    weights: &[(Account, Ratio)],
    offer: &Offer,
) -> Result<Vec<(Account, i128)>, Trouble> {
    let mut sums: BTreeMap<Account, Ratio> = BTreeMap::new();
    for (account, weight) in weights {
        let held = sums.entry(*account).or_insert(Ratio::ZERO);
        *held = held.plus(*weight)?;
    }
    sums.retain(|_, weight| *weight > Ratio::ZERO);
    if sums.len() < 2 {
        let own = offer.incentive.payment.account;
        let only = sums.into_keys().next().unwrap_or(own);
        return Ok(vec![(only, amount)]);
    }
    // In the order of the accounts, by keys whose bytes are in that order.
    let keys: Vec<String> = (0..sums.len()).map(|place| format!("{place:03}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let parts: Vec<Ratio> = sums.values().copied().collect();
    let amounts = allot(amount, &parts, &keys)?;
    Ok(sums.into_keys().zip(amounts).collect())
}

/// An amount over the accounts that bear a claim, as they bear it.
pub(super) fn as_borne(
    amount: i128,
    claim: &Claim,
    offer: &Offer,
) -> Result<Vec<(Account, i128)>, Trouble> {
    let weights = claim.accounts.iter().filter(|(_, borne)| *borne > 0);
    let weights: Vec<(Account, Ratio)> = weights
        .map(|(account, borne)| (*account, Ratio::whole(*borne)))
        .collect();
    over_accounts(amount, &weights, offer)
}
