//! What each partner sells and is paid, quarter by quarter. Kept only where it is asked for: it grows with the partners.

use serde::{Deserialize, Serialize};

use crate::simulate::engine::ledger::Sort;
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::Record;

/// By partner, then quarter; the last quarter is what comes after the program's year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// Won revenue.
    pub revenue: Vec<Vec<f64>>,
    /// Payouts and reimbursements booked.
    pub payouts: Vec<Vec<f64>>,
    /// Deals won.
    pub deals: Vec<Vec<f64>>,
}

impl Each {
    /// Of so many partners in one replication of a world.
    pub(in crate::simulate) fn of(plan: &Plan, record: &Record, partners: usize) -> Each {
        let rows = || vec![vec![0.0; plan.quarters.len() + 1]; partners];
        let mut each = Each {
            revenue: rows(),
            payouts: rows(),
            deals: rows(),
        };
        for won in &record.won {
            let (partner, quarter) = (won.partner as usize, plan.quarter(won.day));
            each.revenue[partner][quarter] += won.amount as f64 / plan.minor_units;
            each.deals[partner][quarter] += 1.0;
        }
        for posting in &record.postings {
            match posting.sort {
                Sort::Payout | Sort::Reimbursement => {
                    let paid = &mut each.payouts[posting.partner as usize];
                    paid[plan.quarter(posting.day)] += posting.amount as f64 / plan.minor_units;
                }
                Sort::Credit | Sort::Lapse => {}
            }
        }
        each
    }

    /// Every number, in one order.
    pub(in crate::simulate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let rows = self.revenue.iter().chain(&self.payouts);
        rows.chain(&self.deals).flatten().copied()
    }

    /// Puts other numbers in their places, in the same order.
    pub(in crate::simulate) fn fill(&mut self, mut next: impl FnMut() -> f64) {
        let rows = self.revenue.iter_mut().chain(&mut self.payouts);
        for value in rows.chain(&mut self.deals).flatten() {
            *value = next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::ledger::{Earned, Posted};
    use crate::simulate::engine::record::Won;

    #[test]
    fn sales_and_payouts_of_two_partners_by_hand() {
        // Quarters end in weeks 12 and 25: day 90 is the last of week 12.
        let plan = Plan {
            quarters: vec![12, 25],
            minor_units: 100.0,
            ..Plan::default()
        };
        let won = |partner, day, amount| Won {
            deal: 0,
            partner,
            line: 0,
            product: None,
            day,
            amount,
        };
        let posted = |sort, amount| Posted {
            incentive: 0,
            partner: 1,
            earned: Earned::Event(0),
            sort,
            day: 182,
            due: 200,
            amount,
        };
        let record = Record {
            won: vec![won(0, 90, 500), won(0, 91, 700), won(1, 91, 100)],
            postings: vec![posted(Sort::Payout, 900), posted(Sort::Credit, 5)],
            ..Record::default()
        };
        let mut each = Each::of(&plan, &record, 2);
        assert_eq!(each.revenue, [[5.0, 7.0, 0.0], [0.0, 1.0, 0.0]]);
        assert_eq!(each.deals, [[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]);
        assert_eq!(each.payouts, [[0.0, 0.0, 0.0], [0.0, 0.0, 9.0]]);
        let before = each.clone();
        let numbers: Vec<f64> = each.numbers().collect();
        let mut numbers = numbers.into_iter();
        each.fill(|| numbers.next().unwrap());
        assert_eq!(each, before);
    }
}
