//! Which limits leave nothing on a case.

use super::{Case, Stage};
use crate::base::id::IncentiveId;
use crate::semantics::evaluate::{Detail, Emptied};

impl Stage<'_> {
    /// The limits that leave nothing of what an incentive would pay on a case.
    pub fn emptied(&self, case: &Case, by: IncentiveId) -> Vec<Emptied> {
        let Ok(mut fold) = self.folded(case, Detail::Why) else {
            return Vec::new();
        };
        let all = fold.take_emptied().into_iter();
        all.filter(|it| it.incentive == by)
            .map(|it| it.by)
            .collect()
    }
}
