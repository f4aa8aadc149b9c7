//! Which limits leave nothing on a case.

use super::{Case, Stage};
use crate::base::id::IncentiveId;
use crate::semantics::evaluate::{Detail, Emptied};
use crate::semantics::plan::Plan;

impl Stage {
    /// The limits that leave nothing of what an incentive would pay on a case.
    pub fn emptied(&self, case: &Case, by: IncentiveId) -> Vec<Emptied> {
        let plan = Plan::of(&self.program);
        let Ok(mut fold) = self.folded(&plan, case, Detail::Why) else {
            return Vec::new();
        };
        let all = fold.take_emptied().into_iter();
        all.filter(|it| it.incentive == by)
            .map(|it| it.by)
            .collect()
    }
}
