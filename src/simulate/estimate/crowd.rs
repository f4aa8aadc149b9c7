//! What the program brings of each audience: who leaves and who takes part, and what the program adds and costs against
//! the year without it, run by run, so that there are intervals. The tier is the one held at the end in the world with
//! the program, in both worlds. What falls on no partner, as staff, is left out.

use serde::{Deserialize, Serialize};

use crate::simulate::engine::ledger::Sort;
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::Record;
use crate::simulate::estimate::metrics::LEAST_COST;
use crate::simulate::estimate::number::{Estimate, Metric, level, ratio_less_one, share_of};
use crate::simulate::estimate::split::Groups;
use crate::simulate::estimate::statistics::{interval, mean, percentiles};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;

/// Numbers of an audience in a run.
pub(in crate::simulate) const COLUMNS: usize = 7;

/// An audience, a value a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    /// Its partners.
    pub partners: Vec<f64>,
    /// Those of them that left in the program's year.
    pub left: Vec<f64>,
    /// Those that ever worked towards an offer.
    pub participants: Vec<f64>,
    /// Margin above the year without the program.
    pub margin: Vec<f64>,
    /// Of it, the sum of martingales: zero in the mean.
    pub noise: Vec<f64>,
    /// Fees above that year.
    pub fees: Vec<f64>,
    /// Payouts, touches, courses and claims above it.
    pub cost: Vec<f64>,
}

impl Crowd {
    fn columns(&mut self) -> [&mut Vec<f64>; COLUMNS] {
        [
            &mut self.partners,
            &mut self.left,
            &mut self.participants,
            &mut self.margin,
            &mut self.noise,
            &mut self.fees,
            &mut self.cost,
        ]
    }

    /// Adds a run.
    pub(in crate::simulate) fn push(&mut self, run: [f64; COLUMNS]) {
        for (column, value) in self.columns().into_iter().zip(run) {
            column.push(value);
        }
    }

    /// Adds the runs that come next.
    pub(in crate::simulate) fn join(&mut self, mut next: Crowd) {
        for (column, more) in self.columns().into_iter().zip(next.columns()) {
            column.append(more);
        }
    }
}

/// What a partner is worth in a world: margin, its martingales, fees and cost.
fn worths(plan: &Plan, record: &Record) -> Vec<[f64; 4]> {
    let own = &record.own;
    let columns = own.open_margin.iter().zip(&own.noise);
    let columns = columns.zip(own.fees.iter().zip(&own.running));
    let mut worths: Vec<[f64; 4]> = columns
        .map(|((open, noise), (fees, running))| [*open, *noise, *fees, *running])
        .collect();
    for won in &record.won {
        let line = plan.lines.get(usize::from(won.line));
        if let (Some(worth), Some(line)) = (worths.get_mut(won.partner as usize), line) {
            worth[0] += won.amount as f64 / plan.minor_units * line.margin;
        }
    }
    for posting in &record.postings {
        match posting.sort {
            Sort::Credit | Sort::Lapse => continue,
            Sort::Payout | Sort::Reimbursement => {}
        }
        if let Some(worth) = worths.get_mut(posting.partner as usize) {
            worth[3] += posting.amount as f64 / plan.minor_units;
        }
    }
    worths
}

impl Groups<'_> {
    /// By audience, a run of the world with the program against the one without: each with its plan.
    pub(in crate::simulate) fn crowds(
        &self,
        (plan, program): (&Plan, &Record),
        (bare, none): (&Plan, &Record),
    ) -> Vec<[f64; COLUMNS]> {
        let mut rows = vec![[0.0; COLUMNS]; self.count];
        let worths = worths(plan, program).into_iter().zip(worths(bare, none));
        let did = program.own.left.iter().zip(&program.own.took_part);
        for (partner, ((with, without), (left, took_part))) in (0_u32..).zip(worths.zip(did)) {
            for audience in self.of_partner(partner) {
                let row = &mut rows[audience];
                row[0] += 1.0;
                row[1] += f64::from(u8::from(*left));
                row[2] += f64::from(u8::from(*took_part));
                for (sum, (a, b)) in row[3..].iter_mut().zip(with.iter().zip(&without)) {
                    *sum += a - b;
                }
            }
        }
        rows
    }
}

/// Why there is nothing of an audience.
const NOBODY: &str = "no partner is of it in any run";

/// What is told of an audience, with its units.
pub const NAMES: [(&str, Unit); 7] = [
    ("churn", Unit::Share),
    ("participation", Unit::Share),
    ("incremental_margin", Unit::Money),
    ("fee_income", Unit::Money),
    ("program_cost", Unit::Money),
    ("net_value", Unit::Money),
    ("roi", Unit::Share),
];

impl Forecast {
    /// What is told of an audience, in the order of [`NAMES`]; empty where no run was kept.
    pub fn of_audience(&self, audience: usize) -> Vec<Estimate> {
        let Some(crowd) = self.crowds.get(audience) else {
            return Vec::new();
        };
        let split = self.world("program").map(|world| &world.trace.split);
        let revenue = split.and_then(|split| split.revenue.get(audience));
        crowd.estimates(revenue.map_or(0.0, |quarters| quarters.iter().sum()))
    }
}

impl Crowd {
    /// Estimates in the order of [`NAMES`], where the audience sells so much in the mean.
    fn estimates(&self, revenue: f64) -> Vec<Estimate> {
        if self.partners.iter().sum::<f64>() == 0.0 {
            let missing = |(_, unit)| Estimate::Missing {
                reason: NOBODY,
                unit,
            };
            return NAMES.map(missing).into();
        }
        let each = |of: fn(&Crowd, usize) -> f64| -> Vec<f64> {
            (0..self.partners.len()).map(|run| of(self, run)).collect()
        };
        let money = |controlled: &[f64], plain: &[f64]| {
            Estimate::Known(Metric {
                interval: interval(controlled),
                percentiles: percentiles(plain),
                unit: Unit::Money,
            })
        };
        let share = |some: &[f64]| share_of(some.to_vec(), self.partners.clone(), NOBODY);
        vec![
            share(&self.left),
            share(&self.participants),
            money(
                &each(|it, run| it.margin[run] - it.noise[run]),
                &self.margin,
            ),
            level(&self.fees, Unit::Money),
            level(&self.cost, Unit::Money),
            money(
                &each(|it, run| it.gain(run) - it.noise[run] - it.cost[run]),
                &each(|it, run| it.gain(run) - it.cost[run]),
            ),
            self.roi(revenue),
        ]
    }

    /// Margin and fees of a run.
    fn gain(&self, run: usize) -> f64 {
        self.margin[run] + self.fees[run]
    }

    fn roi(&self, revenue: f64) -> Estimate {
        let cost = mean(&self.cost);
        if cost != 0.0 && cost.abs() < LEAST_COST * revenue {
            return Estimate::Missing {
                reason: "the cost is too small a part of revenue for a return on it",
                unit: Unit::Share,
            };
        }
        let runs = 0..self.cost.len();
        let controlled = runs.clone().map(|run| self.gain(run) - self.noise[run]);
        let single = runs.map(|run| self.gain(run) / self.cost[run] - 1.0);
        let (controlled, single): (Vec<f64>, Vec<f64>) = (controlled.collect(), single.collect());
        ratio_less_one(&controlled, &self.cost, &single)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::behaviour::population::Partners;
    use crate::simulate::engine::ledger::{Earned, Posted};
    use crate::simulate::engine::plan::Line;
    use crate::simulate::engine::record::{Own, Won};

    fn mean_of(estimate: &Estimate) -> f64 {
        match estimate {
            Estimate::Known(metric) => metric.interval.mean,
            Estimate::Missing { reason, .. } => panic!("{reason}"),
        }
    }

    fn won(partner: u32, amount: i64) -> Won {
        Won {
            deal: 1,
            partner,
            line: 0,
            product: None,
            day: 0,
            amount,
        }
    }

    fn posted(sort: Sort, amount: i64) -> Posted {
        Posted {
            incentive: 0,
            partner: 0,
            earned: Earned::Event(1),
            sort,
            day: 0,
            due: 0,
            amount,
        }
    }

    /// The years of two partners with the program and without it.
    fn years() -> [Record; 2] {
        let program = Record {
            won: vec![won(0, 80_00), won(1, 40_00)],
            postings: vec![posted(Sort::Payout, 5_00), posted(Sort::Credit, 9_00)],
            own: Own {
                noise: vec![4.0, -1.0],
                open_margin: vec![2.0, 0.0],
                running: vec![1.0, 0.0],
                fees: vec![3.0, 0.0],
                left: vec![false, true],
                took_part: vec![true, false],
            },
            ..Record::default()
        };
        let none = Record {
            won: vec![won(0, 40_00), won(1, 40_00)],
            own: Own {
                noise: vec![1.0, -1.0],
                open_margin: vec![1.0, 0.0],
                left: vec![true, true],
                ..Own::of(2)
            },
            ..Record::default()
        };
        [program, none]
    }

    /// Two partners of one type and one region each; a line with a margin of a quarter.
    fn scene() -> (Partners, Plan) {
        let partners = Partners {
            names: vec!["a".into(), "b".into()],
            types: vec![0, 0],
            regions: vec![0, 1],
            revenue: vec![10.0, 30.0],
            ..Partners::default()
        };
        let plan = Plan {
            types: 1,
            regions: 2,
            minor_units: 100.0,
            lines: vec![Line {
                hash: 0,
                margin: 0.25,
                products: Vec::new(),
            }],
            ..Plan::default()
        };
        (partners, plan)
    }

    #[test]
    fn audiences_by_hand() {
        let (partners, plan) = scene();
        let [program, none] = years();
        let is_small = [true, false];
        let groups = Groups::of(&plan, &partners, &[None, None], &is_small, 1);
        let rows = groups.crowds((&plan, &program), (&plan, &none));
        // Margin of the first: (80 - 40) / 4 and 1 more that is open; noise 4 - 1; cost 5 and 1. The second: nothing.
        let (first, second) = (
            [1.0, 0.0, 1.0, 11.0, 3.0, 3.0, 6.0],
            [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        );
        let both = [2.0, 1.0, 1.0, 11.0, 3.0, 3.0, 6.0];
        assert_eq!(
            rows,
            [both, both, first, second],
            "no tier, the type, two regions"
        );
        let crowd = |run| {
            let mut crowd = Crowd::default();
            crowd.push(run);
            crowd
        };
        // Margin 11 - 3, fees 3, cost 6: net 5 and a return of 11 / 6 - 1.
        let found = crowd(first).estimates(80.0);
        let found: Vec<f64> = found.iter().map(mean_of).collect();
        assert_eq!(found[..6], [0.0, 1.0, 8.0, 3.0, 6.0, 5.0]);
        assert!((found[6] - 5.0 / 6.0).abs() < 1e-15);
        let reason = |estimate: &Estimate| match estimate {
            Estimate::Known(_) => "",
            Estimate::Missing { reason, .. } => reason,
        };
        let found = crowd(second).estimates(40.0);
        assert_eq!((mean_of(&found[0]), mean_of(&found[5])), (1.0, 0.0));
        assert_eq!(reason(&found[6]), "it costs nothing");
        assert!(reason(&crowd(first).estimates(1e6)[6]).starts_with("the cost is too small"));
        let nobody = crowd([0.0; COLUMNS]).estimates(0.0);
        assert!(nobody.iter().all(|each| reason(each) == NOBODY));
    }
}
