//! Which incentives can change what one pays: those that it is kept from sales by, lessened or compared with, and those that draw on the same
//! budget. Must not know what any of them pays.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{BudgetId, IncentiveId};
use crate::model::Program;
use crate::payout::{Payout, Source};
use crate::semantics::walk;

/// The incentives of a program in groups: what is paid of one of another group changes nothing.
pub struct Beside {
    /// For each incentive the first of its group.
    first: Vec<usize>,
}

impl Beside {
    /// The groups of a program.
    pub fn of(program: &Program) -> Beside {
        let mut beside = Beside {
            first: (0..program.incentives.len()).collect(),
        };
        for (one, other) in program.excluded.iter().chain(&program.reduced) {
            beside.join(*one, *other);
        }
        for group in &program.larger {
            for pair in group.windows(2) {
                if let [one, other] = pair {
                    beside.join(*one, *other);
                }
            }
        }
        let mut drawn: BTreeMap<BudgetId, IncentiveId> = BTreeMap::new();
        for (id, incentive) in (0..).map(IncentiveId).zip(&program.incentives) {
            walk::visit(&incentive.payout, &mut |part| {
                if let Payout::Draw {
                    from: Source::Budget(budget),
                    ..
                } = part
                {
                    let first = *drawn.entry(*budget).or_insert(id);
                    beside.join(first, id);
                }
            });
        }
        beside
    }

    fn join(&mut self, one: IncentiveId, other: IncentiveId) {
        let (one, other) = (self.group(one), self.group(other));
        let (first, last) = (one.min(other), one.max(other));
        self.first
            .iter_mut()
            .filter(|held| **held == last)
            .for_each(|held| *held = first);
    }

    /// The group of an incentive: the place of its first.
    pub fn group(&self, id: IncentiveId) -> usize {
        self.first.get(id.index()).copied().unwrap_or(id.index())
    }

    /// The groups of several incentives.
    pub fn groups(&self, ids: &[IncentiveId]) -> BTreeSet<usize> {
        ids.iter().map(|id| self.group(*id)).collect()
    }
}
