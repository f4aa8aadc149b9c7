//! What of a payout the payer has to know: what a ranking goes by, and which budgets are drawn from.

use std::collections::BTreeSet;

use crate::base::id::{BudgetId, IncentiveId};
use crate::model::Program;
use crate::payout::measure::Reading;
use crate::payout::{Payout, Source};
use crate::semantics::fold::share::PoolState;
use crate::semantics::plan::Plan;
use crate::semantics::walk::visit;
use crate::simulate::engine::ledger::Left;
use crate::simulate::setting::Target;

/// What a ranking goes by.
pub fn rank_key(program: &Program, id: IncentiveId) -> Option<&Reading> {
    let mut key = None;
    visit(&program.incentive(id)?.payout, &mut |part| {
        if let Payout::Rank { key: own, .. } = part {
            key = key.or(Some(own));
        }
    });
    key
}

/// The budgets that an offer draws from.
pub fn budgets(plan: &Plan, target: Target) -> Vec<BudgetId> {
    let mut found = BTreeSet::new();
    let Target::Incentive(id) = target else {
        return Vec::new();
    };
    if let Some(incentive) = plan.program.incentive(id) {
        visit(&incentive.payout, &mut |part| {
            if let Payout::Draw {
                from: Source::Budget(budget),
                ..
            } = part
            {
                found.insert(*budget);
            }
        });
    }
    found.into_iter().collect()
}

/// What the forecast reads of a pool.
pub fn left_of(pool: PoolState) -> Left {
    Left {
        amount: pool.left.max(0) as f64,
        is_gone: pool.is_gone,
    }
}
