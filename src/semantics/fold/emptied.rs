//! Awards of which a limit left nothing: of what they would have been paid for, a partner is told which it was.

use super::Fold;
use crate::base::id::IncentiveId;
use crate::semantics::book::RowId;
use crate::semantics::evaluate::{Award, Emptied};
use crate::semantics::posting::ClaimKey;
use crate::semantics::state::Claim;

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

impl Fold<'_> {
    /// Awards of which a limit left nothing, since they were last taken; none where the fold does not explain.
    pub fn take_emptied(&mut self) -> Vec<Nothing> {
        std::mem::take(&mut self.emptied)
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
        self.emptied.push(Nothing {
            incentive: key.incentive,
            by,
            rows,
        });
    }
}
