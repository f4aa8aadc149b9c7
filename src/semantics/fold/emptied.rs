//! What a partner is told of facts that nothing was posted for: that a limit left nothing, that the period they count for is paid no
//! more for them, or that what they count for is not paid yet.

use std::collections::{BTreeMap, BTreeSet};

use super::Fold;
use crate::base::id::IncentiveId;
use crate::semantics::book::RowId;
use crate::semantics::evaluate::{Award, Emptied};
use crate::semantics::posting::ClaimKey;
use crate::semantics::state::{Claim, Line};

/// An award of which a limit left nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nothing {
    /// By which incentive.
    pub incentive: IncentiveId,
    /// What left nothing.
    pub by: Emptied,
    /// What it would have been paid for.
    pub rows: Vec<RowId>,
}

/// Incentives that count a fact.
pub type Counting = BTreeSet<(IncentiveId, RowId)>;

/// What was noted of facts that nothing was posted for.
#[derive(Clone, Default)]
pub(super) struct Unpaid {
    emptied: Vec<Nothing>,
    no_more: Counting,
    pub(super) so_far: Counting,
    /// What claims count that wait for their share.
    waiting: BTreeMap<ClaimKey, Vec<RowId>>,
}

impl Fold<'_> {
    /// Awards of which a limit left nothing, since they were last taken; none where the fold does not explain.
    pub fn take_emptied(&mut self) -> Vec<Nothing> {
        std::mem::take(&mut self.unpaid.emptied)
    }

    pub(super) fn note_emptied(&mut self, key: ClaimKey, claim: &Claim, award: &Award) {
        let is_nothing = self.plan.program.rounding.round(award.amount) == 0;
        let Some(by) = award.emptied.clone().filter(|_| is_nothing) else {
            return;
        };
        let rows = match claim.fact {
            Some(fact) => vec![fact],
            None => award.lines.iter().map(|(row, _)| *row).collect(),
        };
        self.unpaid.emptied.push(Nothing {
            incentive: key.incentive,
            by,
            rows,
        });
    }

    /// Facts that came late for a claim that comes to no more with them, since these were last taken.
    pub fn take_no_more(&mut self) -> Counting {
        std::mem::take(&mut self.unpaid.no_more)
    }

    /// Notes the facts that a claim which was posted has now, and did not have then, where it posts nothing for them.
    pub(super) fn note_no_more(&mut self, key: ClaimKey, claim: &Claim, now: &[Line]) {
        let before: BTreeSet<RowId> = claim.lines.iter().map(|line| line.row).collect();
        let new = now.iter().map(|line| line.row);
        let new = new.filter(|row| claim.sequence > 0 && !before.contains(row));
        let counted = new.map(|row| (key.incentive, row));
        self.unpaid.no_more.extend(counted);
    }

    /// Notes what a claim counts that waits for its share.
    pub(super) fn note_waiting(&mut self, key: ClaimKey, award: &Award) {
        let rows = award.lines.iter().map(|(row, _)| *row).collect();
        self.unpaid.waiting.insert(key, rows);
    }

    /// Facts that count for what is not paid yet: of a period that is open, once [`Fold::estimate`] has looked at it; of an award that
    /// waits for its share, for a part of it, or for its sale to be paid for.
    pub fn counting_so_far(&self) -> Counting {
        let state = &self.state;
        let waiting = state.waiting.values().flatten();
        let parts = state.parts.values().flatten().map(|(key, _)| key);
        let held = state.held.values().flatten();
        let keys = waiting.chain(parts).chain(held);
        let of = |key: &ClaimKey| {
            let claim = state.claims.get(key);
            let lines = claim.map_or(&[][..], |claim| &claim.lines);
            let rows = lines.iter().map(|line| line.row);
            let waiting = self.unpaid.waiting.get(key).into_iter().flatten();
            let rows = rows.chain(claim.and_then(|claim| claim.fact));
            let rows = rows.chain(waiting.copied());
            rows.map(|row| (key.incentive, row)).collect::<Vec<_>>()
        };
        let mut all = self.unpaid.so_far.clone();
        all.extend(keys.flat_map(of));
        all
    }
}
