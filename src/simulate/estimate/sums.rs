//! Sums over replications in which the order of addition never shows: integers of a fixed small step.
//! Parts of a run that were made apart add up to the very sums of one run.

use serde::{Deserialize, Serialize};

use crate::simulate::estimate::trace::Trace;
use crate::simulate::run::forecast::WeekMeans;

/// Steps in 1: numbers are cut to 2^-60, and up to 10^20 can be added up.
const STEPS: f64 = (1_u64 << 60) as f64;

/// The weeks and the trace of one world, added up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::simulate) struct Sums {
    /// The form of a trace; its numbers are those of one replication.
    form: Trace,
    weeks: usize,
    steps: Vec<i128>,
}

impl Sums {
    /// Adds a replication.
    pub(in crate::simulate) fn add(&mut self, weeks: &[WeekMeans], trace: &Trace) {
        let numbers = weeks.iter().flat_map(WeekMeans::numbers);
        let steps = numbers
            .chain(trace.numbers())
            .map(|value| (value * STEPS) as i128);
        if self.steps.is_empty() {
            self.form = trace.clone();
            self.weeks = weeks.len();
            self.steps = steps.collect();
        } else {
            for (sum, step) in self.steps.iter_mut().zip(steps) {
                *sum = sum.saturating_add(step);
            }
        }
    }

    /// Adds the sums of other replications of the same world.
    pub(in crate::simulate) fn join(&mut self, other: &Sums) {
        if self.steps.is_empty() {
            self.clone_from(other);
            return;
        }
        for (sum, step) in self.steps.iter_mut().zip(&other.steps) {
            *sum = sum.saturating_add(*step);
        }
    }

    /// The means over so many replications.
    pub(in crate::simulate) fn means(mut self, count: u32) -> (Vec<WeekMeans>, Trace) {
        let count = f64::from(count.max(1));
        let mut means = self.steps.iter().map(|sum| *sum as f64 / STEPS / count);
        let mut weeks = vec![WeekMeans::default(); self.weeks];
        for week in &mut weeks {
            week.fill(&mut means);
        }
        self.form.fill(means);
        (weeks, self.form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: f64) -> ([WeekMeans; 1], Trace) {
        let week = WeekMeans {
            revenue: value,
            ..WeekMeans::default()
        };
        let trace = Trace {
            balances: vec![vec![10.0 * value]],
            ..Trace::default()
        };
        ([week], trace)
    }

    fn sums(values: &[f64]) -> Sums {
        let mut sums = Sums::default();
        for value in values {
            let (weeks, trace) = one(*value);
            sums.add(&weeks, &trace);
        }
        sums
    }

    #[test]
    fn means_by_hand() {
        let (weeks, trace) = sums(&[1.0, 2.5]).means(2);
        assert_eq!(weeks[0].revenue, 1.75);
        assert_eq!(trace.balances, [[17.5]]);
    }

    #[test]
    fn parts_add_up_to_the_same_bits_in_any_order() {
        // In floats 1e16 + 1 - 1e16 is 0 from the left and 1 from the right.
        let whole = sums(&[1e16, 1.0, -1e16, 0.1]);
        let (mut head, tail) = (sums(&[1e16, 1.0]), sums(&[-1e16, 0.1]));
        head.join(&tail);
        assert_eq!(head.clone().means(4), whole.clone().means(4));
        let mut other = sums(&[0.1, -1e16]);
        other.join(&sums(&[1.0, 1e16]));
        assert_eq!(other.means(1).0[0].revenue, head.means(1).0[0].revenue);
        assert!((whole.means(1).0[0].revenue - 1.1).abs() < 1e-15);
        let mut blank = Sums::default();
        blank.join(&tail);
        assert_eq!(blank, tail);
    }
}
