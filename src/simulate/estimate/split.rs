//! Who sells and who is paid: a replication's revenue and payouts by audience and quarter, and of the smaller
//! half of partners. The tier of a partner is the one that it holds at the end in the world with the program,
//! in every world, so that worlds can be compared.

use serde::{Deserialize, Serialize};

use crate::simulate::behaviour::population::Partners;
use crate::simulate::engine::ledger::Sort;
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::Record;
use crate::simulate::estimate::totals::Totals;

/// Revenue and payouts of one world, parted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// By audience: partners.
    pub partners: Vec<f64>,
    /// By audience, then quarter: won revenue. The last is what comes after the program's year.
    pub revenue: Vec<Vec<f64>>,
    /// By incentive, then audience, then quarter: payouts and reimbursements.
    pub payouts: Vec<Vec<Vec<f64>>>,
}

impl Split {
    /// Every number, in one order.
    pub(in crate::simulate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let rows = self.payouts.iter().flatten().chain(&self.revenue);
        self.partners.iter().chain(rows.flatten()).copied()
    }

    /// Puts other numbers in their places, in the same order.
    pub(in crate::simulate) fn fill(&mut self, mut next: impl FnMut() -> f64) {
        let rows = self.payouts.iter_mut().flatten().chain(&mut self.revenue);
        for value in self.partners.iter_mut().chain(rows.flatten()) {
            *value = next();
        }
    }
}

/// To which audiences each partner belongs in a replication, and which are small.
pub(in crate::simulate) struct Groups<'a> {
    audiences: Vec<[Option<usize>; 3]>,
    is_small: &'a [bool],
    pub(in crate::simulate) count: usize,
    incentives: usize,
}

/// The half of partners that sells less without a program; the middle one of an odd number is small.
pub(in crate::simulate) fn small(partners: &Partners) -> Vec<bool> {
    let mut order: Vec<usize> = (0..partners.len()).collect();
    order.sort_by(|one, other| partners.revenue[*one].total_cmp(&partners.revenue[*other]));
    let mut is_small = vec![false; partners.len()];
    for place in order.iter().take(partners.len().div_ceil(2)) {
        is_small[*place] = true;
    }
    is_small
}

impl<'a> Groups<'a> {
    /// With these tiers at the end.
    pub(in crate::simulate) fn of(
        plan: &Plan,
        partners: &Partners,
        tiers: &[Option<u16>],
        is_small: &'a [bool],
        incentives: usize,
    ) -> Groups<'a> {
        let own = |place: usize| {
            let tier = tiers.get(place).copied().flatten();
            plan.audiences(tier, partners.types[place], partners.regions[place])
        };
        Groups {
            audiences: (0..partners.len()).map(own).collect(),
            is_small,
            count: plan.tiers + 1 + plan.types + plan.regions,
            incentives,
        }
    }

    /// Parts a world's revenue and payouts.
    pub(in crate::simulate) fn split(
        &self,
        plan: &Plan,
        record: &Record,
        totals: &mut Totals,
    ) -> Split {
        let quarters = plan.quarters.len() + 1;
        let row = || vec![vec![0.0; quarters]; self.count];
        let mut split = Split {
            partners: vec![0.0; self.count],
            revenue: row(),
            payouts: (0..self.incentives).map(|_| row()).collect(),
        };
        for audience in self.audiences.iter().flatten().flatten() {
            split.partners[*audience] += 1.0;
        }
        for won in &record.won {
            let amount = won.amount as f64 / plan.minor_units;
            if self.is_of_a_small_one(won.partner) {
                totals.small_revenue += amount;
            }
            for audience in self.of_partner(won.partner) {
                split.revenue[audience][plan.quarter(won.day)] += amount;
            }
        }
        for posting in &record.postings {
            match posting.sort {
                Sort::Credit | Sort::Lapse => continue,
                Sort::Payout | Sort::Reimbursement => {}
            }
            let amount = posting.amount as f64 / plan.minor_units;
            if self.is_of_a_small_one(posting.partner) {
                totals.small_payouts += amount;
            }
            if let Some(own) = split.payouts.get_mut(usize::from(posting.incentive)) {
                for audience in self.of_partner(posting.partner) {
                    own[audience][plan.quarter(posting.day)] += amount;
                }
            }
        }
        split
    }

    fn is_of_a_small_one(&self, partner: u32) -> bool {
        self.is_small
            .get(partner as usize)
            .copied()
            .unwrap_or(false)
    }

    /// The audiences that a partner belongs to.
    pub(in crate::simulate) fn of_partner(&self, partner: u32) -> impl Iterator<Item = usize> {
        let own = self.audiences.get(partner as usize).copied();
        own.unwrap_or_default().into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::ledger::{Earned, Posted};
    use crate::simulate::engine::record::Won;

    #[test]
    fn revenue_and_payouts_are_parted_by_hand() {
        // Three partners: 10, 30 and 20 a year; the two smaller are small. One tier, held by the second.
        let partners = Partners {
            names: vec!["a".into(), "b".into(), "c".into()],
            types: vec![0, 0, 1],
            regions: vec![0, 0, 0],
            revenue: vec![10.0, 30.0, 20.0],
            ..Partners::default()
        };
        let plan = Plan {
            tiers: 1,
            types: 2,
            regions: 1,
            quarters: vec![12, 25],
            minor_units: 100.0,
            ..Plan::default()
        };
        let is_small = small(&partners);
        assert_eq!(is_small, [true, false, true]);
        let tiers = [None, Some(0), None];
        let groups = Groups::of(&plan, &partners, &tiers, &is_small, 1);
        let won = |partner, day, amount| Won {
            deal: 1,
            partner,
            line: 0,
            product: None,
            day,
            amount,
        };
        let posted = |partner, sort, day, amount| Posted {
            incentive: 0,
            partner,
            earned: Earned::Event(1),
            sort,
            day,
            due: day,
            amount,
        };
        let record = Record {
            // The last day of the first quarter, the first of the second, and after the year.
            won: vec![won(0, 90, 1_00), won(1, 91, 2_00), won(2, 200, 4_00)],
            postings: vec![
                posted(1, Sort::Payout, 90, 50),
                posted(2, Sort::Reimbursement, 91, 25),
                posted(2, Sort::Credit, 91, 99),
            ],
            ..Record::default()
        };
        let mut totals = Totals::default();
        let split = groups.split(&plan, &record, &mut totals);
        // The tier, no tier, two types, one region.
        assert_eq!(split.partners, [1.0, 2.0, 2.0, 1.0, 3.0]);
        assert_eq!(split.revenue[0], [0.0, 2.0, 0.0]);
        assert_eq!(split.revenue[1], [1.0, 0.0, 4.0]);
        assert_eq!(split.revenue[4], [1.0, 2.0, 4.0]);
        assert_eq!(split.payouts[0][0], [0.5, 0.0, 0.0]);
        assert_eq!(split.payouts[0][4], [0.5, 0.25, 0.0]);
        assert_eq!((totals.small_revenue, totals.small_payouts), (5.0, 0.25));
        let mut other = split.clone();
        let mut numbers = split.numbers();
        other.fill(|| numbers.next().unwrap_or(-1.0));
        assert_eq!(other, split);
    }
}
