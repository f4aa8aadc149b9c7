//! Periods and stated days: evaluated for every partner when they end, and again when a late fact or a
//! return touches them.

use std::collections::BTreeMap;

use super::{Fault, Fold};
use crate::base::date::Date;
use crate::fact::FactKind;
use crate::payout::UndoMethod;
use crate::semantics::book::{Book, PartnerId, Row, RowId, is_within, row::places};
use crate::semantics::evaluate::{Ranking, Scene};
use crate::semantics::fold::claim::counted;
use crate::semantics::plan::{End, Offer};
use crate::semantics::posting::{ClaimKey, Earned};
use crate::semantics::state::Claim;

impl<'p> Fold<'p> {
    /// Evaluates every period and all stated days that end today.
    pub(super) fn close_periods(&mut self, today: Date) -> Result<(), Fault> {
        let plan = self.plan;
        for end in plan.ends.get(&today).into_iter().flatten() {
            let Some(offer) = plan.offer(end.incentive) else {
                continue;
            };
            if !offer.ranks.is_empty() {
                self.rank(offer, end, today)?;
            }
            let partners = self.state.book.partners().to_vec();
            for partner in partners {
                let claim = Claim::fresh(today, Some(end.days), None, today);
                self.settle(self.key_of(end, partner), claim, &[], today)?;
            }
        }
        Ok(())
    }

    /// Whether what is paid for a day is final: what is known today comes too late for it.
    pub(super) fn is_final(&self, day: Date, today: Date) -> bool {
        let last = self.plan.program.final_day(day);
        last.is_some_and(|last| today > last)
    }

    /// Computes again the claims that facts of earlier days touch.
    pub(super) fn recompute_for(&mut self, fresh: &[RowId], today: Date) -> Result<(), Fault> {
        let mut touched: BTreeMap<ClaimKey, Claim> = BTreeMap::new();
        for id in fresh {
            let Some(row) = self.state.book.row(*id).copied() else {
                continue;
            };
            self.touch_events(&row, &mut touched);
            let happened = origin(&self.state.book, &row).happened;
            for (day, ends) in self.plan.ends.range(happened..today) {
                for end in ends {
                    let is_late = row.kind != FactKind::Return && self.is_final(*day, today);
                    if is_late || !self.is_touched(end, &row) {
                        continue;
                    }
                    for partner in self.touched_by(row.partner) {
                        let claim = Claim::fresh(*day, Some(end.days), None, *day);
                        touched.insert(self.key_of(end, partner), claim);
                    }
                }
            }
        }
        let plan = self.plan;
        let mut order: Vec<(ClaimKey, Claim)> = touched.into_iter().collect();
        let book = &self.state.book;
        // Symbols are numbered as they come in, so events are told apart by their facts.
        let fact = |claim: &Claim| claim.fact.and_then(|id| book.row(id));
        order.sort_by(|(left, one), (right, other)| {
            let turn = |key: &ClaimKey| plan.offer(key.incentive).map(|offer| offer.turn);
            let rank = |key: &ClaimKey| (turn(key), key.term);
            let names = |key: &ClaimKey| book.name_of(key.partner).to_owned();
            rank(left)
                .cmp(&rank(right))
                .then_with(|| names(left).cmp(&names(right)))
                .then_with(|| match (fact(one), fact(other)) {
                    (Some(one), Some(other)) => book.compare(one, other),
                    _ => left.earned.cmp(&right.earned),
                })
        });
        for (key, claim) in order {
            if !self.is_waiting(key) {
                self.settle(key, claim, &[], today)?;
            }
        }
        Ok(())
    }

    /// Whose claims what a partner did may change: its own, and those of its group where groups are read.
    fn touched_by(&self, partner: PartnerId) -> Vec<PartnerId> {
        match self.plan.reads_groups {
            true => self.state.book.kin(partner),
            false => vec![partner],
        }
    }

    /// Event claims that a return makes to be computed again.
    fn touch_events(&self, row: &Row, touched: &mut BTreeMap<ClaimKey, Claim>) {
        if row.kind != FactKind::Return {
            return;
        }
        for (key, claim) in self.claims_on(row) {
            let by_recomputing = self
                .plan
                .offer(key.incentive)
                .is_some_and(|offer| recomputes_for(offer, &self.state.book, row));
            if claim.fact.is_some() && by_recomputing {
                touched.insert(key, claim.clone());
            }
        }
    }

    /// Whether a fact that came in late may change a claim for a period that is over.
    fn is_touched(&self, end: &End, row: &Row) -> bool {
        let Some(offer) = self.plan.offer(end.incentive) else {
            return false;
        };
        if row.kind == FactKind::Return {
            return recomputes_for(offer, &self.state.book, row);
        }
        // Places are fixed when a contest is over, and a claim on a fund uses credit that was earned.
        offer.ranks.is_empty() && row.kind != FactKind::Claim
    }

    fn is_waiting(&self, key: ClaimKey) -> bool {
        self.state.waiting.values().any(|keys| keys.contains(&key))
    }

    pub(super) fn rank(&mut self, offer: &'p Offer<'p>, end: &End, day: Date) -> Result<(), Fault> {
        let Some(term) = offer.terms.get(usize::from(end.term)) else {
            return Ok(());
        };
        let scenes: Vec<Scene> = self
            .state
            .book
            .partners()
            .iter()
            .map(|partner| Scene {
                span: Some(end.days),
                offer: Some(offer),
                trigger: Some(term.occasion),
                counted: counted(offer, day),
                barred: self.barred(offer),
                ..Scene::on(self.view(), *partner, day)
            })
            .collect();
        let ranking = Ranking::of(term.payout, &offer.ranks, &scenes);
        let first = scenes
            .first()
            .map_or(PartnerId(u32::MAX), |scene| scene.partner);
        let ranking = ranking.map_err(|trouble| self.fault(trouble, Some(offer.id), first, day))?;
        let earned = self.key_of(end, first).earned;
        let key = (offer.id, end.term, earned);
        self.state.rankings.insert(key, ranking);
        Ok(())
    }

    /// The claim that a partner has for what ended.
    pub(super) fn key_of(&self, end: &End, partner: PartnerId) -> ClaimKey {
        let claim_cycle = self
            .plan
            .offer(end.incentive)
            .and_then(|offer| offer.terms.get(usize::from(end.term)))
            .and_then(|term| term.claim);
        let earned = match (end.period, claim_cycle) {
            (None, _) => Earned::Days(end.days),
            (Some(period), None) => Earned::Period(period),
            (Some(period), Some(cycle)) if cycle == period.cycle => Earned::Period(period),
            (Some(_), Some(cycle)) => {
                Earned::Period(self.plan.almanac.period_at(cycle, end.days.last()))
            }
        };
        ClaimKey {
            incentive: end.incentive,
            term: end.term,
            partner,
            person: None,
            earned,
        }
    }
}

/// The fact whose day chooses the period: a return belongs to the period of its sale.
pub(super) fn origin(book: &Book, row: &Row) -> Row {
    sale_of(book, row).copied().unwrap_or(*row)
}

/// The sale of a return.
pub(super) fn sale_of<'b>(book: &'b Book, row: &Row) -> Option<&'b Row> {
    if row.kind != FactKind::Return {
        return None;
    }
    let sale = book.find(FactKind::Sale, row.text(places::RETURN_SALE)?)?;
    book.row(sale)
}

fn recomputes_for(offer: &Offer, book: &Book, back: &Row) -> bool {
    let (Some(undo), Some(sale)) = (offer.undo, sale_of(book, back)) else {
        return false;
    };
    undo.method == UndoMethod::ByRecomputingThePeriod
        && is_within(sale, back, (undo.within, &offer.business))
}
