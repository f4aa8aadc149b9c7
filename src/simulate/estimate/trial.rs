//! What a trial would show: something that pays is had by a part of the partners, and by one measure they are
//! compared with the others. Everything is read partner by partner off two worlds on the same random numbers, in
//! which all have it and nobody does.
//!
//! The comparison is the one that a person with a spreadsheet would make: each group's sum in the days of the trial
//! over its sum in the year before, and the quotient of these two ratios. With ratio r = Y / X of a group of n
//! partners, `var(ln r) = n s^2 / Y^2`, where s is the deviation of `y - r x` (Cochran 1977, the ratio estimator).

use serde::{Deserialize, Serialize};

use crate::base::name::Name;
use crate::simulate::chance::maths::{exp, ln};
use crate::simulate::chance::normal::quantile;
use crate::simulate::estimate::statistics::{
    CONFIDENCE, Interval, mean, percentiles, ratio, share, student,
};

/// A trial and what each replication of it would have shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Name,
    /// What is tried, by name.
    pub of: Name,
    /// What the groups are compared by, by name.
    pub measure: Name,
    /// Its first day and its last.
    pub days: (String, String),
    /// The part of the partners that has it.
    pub cohort: f64,
    /// How much better they are to do.
    pub lift: f64,
    /// One row a replication, in their order.
    pub runs: Vec<Tried>,
}

/// One replication of a trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// Partners of the cohort.
    pub cohort: u32,
    /// What all partners come to when all have it.
    pub with: f64,
    /// What they come to when nobody has.
    pub without: f64,
    /// What comparing the groups shows.
    pub shown: Option<Shown>,
    /// What it would show if the cohort did better by exactly the lift that is looked for.
    pub at_lift: Option<Shown>,
    /// What it would show if it did nothing.
    pub at_nothing: Option<Shown>,
}

/// What comparing two groups shows, as a logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The logarithm of the cohort's ratio over the others'.
    pub log: f64,
    /// Its standard error.
    pub error: f64,
    /// Half of its 95% interval.
    pub reach: f64,
}

impl Shown {
    /// How much better the cohort did.
    pub fn lift(self) -> f64 {
        exp(self.log) - 1.0
    }

    /// Whether the whole interval lies above nothing.
    pub fn is_found(self) -> bool {
        self.log - self.reach > 0.0
    }
}

/// The partners of a replication, column by column.
pub struct Columns<'a> {
    /// Who is of the cohort.
    pub cohort: &'a [bool],
    /// What each came to in the year before.
    pub before: &'a [f64],
    /// What each comes to with it.
    pub with: &'a [f64],
    /// And without.
    pub without: &'a [f64],
}

impl Columns<'_> {
    /// What the trial shows here.
    pub fn tried(&self, lift: f64) -> Tried {
        let lifted: Vec<f64> = self.without.iter().map(|own| own * (1.0 + lift)).collect();
        Tried {
            cohort: self.cohort.iter().map(|own| u32::from(*own)).sum(),
            with: self.with.iter().sum(),
            without: self.without.iter().sum(),
            shown: self.compare(self.with),
            at_lift: self.compare(&lifted),
            at_nothing: self.compare(self.without),
        }
    }

    /// The cohort with what it comes to, the others without.
    fn compare(&self, cohort: &[f64]) -> Option<Shown> {
        // Where nobody had anything before, partners count alike.
        let none = self.before.iter().all(|before| *before == 0.0);
        let group = |wanted: bool, values: &[f64]| {
            let rows = self.cohort.iter().zip(self.before.iter().zip(values));
            let own = rows.filter(|(is_of, _)| **is_of == wanted);
            let own = own.map(|(_, (before, value))| (if none { 1.0 } else { *before }, *value));
            Group::of(&own.collect::<Vec<_>>())
        };
        let (one, others) = (group(true, cohort)?, group(false, self.without)?);
        let error = (one.variance + others.variance).sqrt();
        let degrees = one.count.min(others.count) - 1;
        Some(Shown {
            log: one.log - others.log,
            error,
            reach: student(degrees) * error,
        })
    }
}

/// One group: the logarithm of its ratio and the variance of that.
struct Group {
    count: usize,
    log: f64,
    variance: f64,
}

impl Group {
    /// `None` where a logarithm is of nothing, or one partner is compared with nobody.
    fn of(rows: &[(f64, f64)]) -> Option<Group> {
        let count = rows.len();
        let (before, sum) = rows
            .iter()
            .fold((0.0, 0.0), |(x, y), row| (x + row.0, y + row.1));
        if count < 2 || before <= 0.0 || sum <= 0.0 {
            return None;
        }
        let slope = sum / before;
        let squares = rows.iter().map(|(x, y)| (y - slope * x) * (y - slope * x));
        let spread = squares.sum::<f64>() / (count - 1) as f64;
        Some(Group {
            count,
            log: ln(slope),
            variance: count as f64 * spread / (sum * sum),
        })
    }
}

/// What a trial can find, over all replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// Partners of the cohort, in the mean.
    pub cohort: f64,
    /// How much better all partners do with it: the ratio of the two worlds, less 1. `None` where nothing of what
    /// is measured happens.
    pub effect: Option<Interval>,
    /// Where what the trial shows lies in nine of ten replications, and the middle.
    pub shown: [Option<f64>; 3],
    /// How often what it does is found.
    pub at_effect: Interval,
    /// How often the lift that is looked for would be found.
    pub at_lift: Interval,
    /// How often something is found that is not there.
    pub at_nothing: Interval,
    /// The least lift that is found in eight of ten.
    pub least_lift: Option<f64>,
    /// How many partners a program needs, so that the lift that is looked for is found in eight of ten.
    pub partners_wanted: Option<f64>,
}

/// A lift is called found when it is in so many trials of its size.
pub const USUAL_POWER: f64 = 0.8;

impl Trial {
    /// What it can find, with so many partners.
    pub fn power(&self, partners: u32) -> Power {
        let found = |read: fn(&Tried) -> Option<Shown>| {
            let all = self.runs.iter().filter_map(read);
            share(
                all.filter(|shown| shown.is_found()).count() as u64,
                self.runs.len() as u64,
            )
        };
        let column = |read: fn(&Tried) -> f64| self.runs.iter().map(read).collect::<Vec<f64>>();
        let shown = self.runs.iter().filter_map(|run| run.shown);
        let effect = ratio(&column(|run| run.with), &column(|run| run.without)).ok();
        let least = self.least_log();
        let wanted = ln(1.0 + self.lift);
        Power {
            cohort: mean(&column(|run| f64::from(run.cohort))),
            effect: effect.map(|found| Interval {
                mean: found.mean - 1.0,
                low: found.low - 1.0,
                high: found.high - 1.0,
                ..found
            }),
            shown: percentiles(&shown.map(Shown::lift).collect::<Vec<f64>>()),
            at_effect: found(|run| run.shown),
            at_lift: found(|run| run.at_lift),
            at_nothing: found(|run| run.at_nothing),
            least_lift: least.map(|log| exp(log) - 1.0),
            partners_wanted: least
                .filter(|_| wanted > 0.0)
                .map(|log| (f64::from(partners) * log * log / (wanted * wanted)).ceil()),
        }
    }

    /// The logarithm of the least lift that is found in eight of ten: errors are nearly normal.
    fn least_log(&self) -> Option<f64> {
        let errors = self.runs.iter().filter_map(|run| run.at_nothing);
        let errors: Vec<f64> = errors.map(|shown| shown.error).collect();
        let reach = quantile(0.5 + CONFIDENCE / 2.0) + quantile(USUAL_POWER);
        (!errors.is_empty()).then(|| reach * mean(&errors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_by_hand() {
        // The cohort doubles what it had, 2 of 1 and 6 of 3; the others keep it, but for one cent each way:
        // ratios 2 and 1, so the logarithm is ln 2, and only the others vary: residuals 1 and -1, s^2 = 2,
        // n s^2 / Y^2 = 2 x 2 / 20^2.
        let columns = Columns {
            cohort: &[true, false, true, false],
            before: &[1.0, 10.0, 3.0, 10.0],
            with: &[2.0, 99.0, 6.0, 99.0],
            without: &[1.0, 11.0, 3.0, 9.0],
        };
        let shown = columns.tried(0.5).shown.unwrap();
        assert!((shown.log - std::f64::consts::LN_2).abs() < 1e-12);
        assert!((shown.error - 0.1).abs() < 1e-12);
        assert!((shown.reach - student(1) * 0.1).abs() < 1e-12);
        let tried = columns.tried(0.5);
        assert_eq!((tried.cohort, tried.with, tried.without), (2, 206.0, 24.0));
        assert!((tried.at_lift.unwrap().lift() - 0.5).abs() < 1e-12);
        assert!(tried.at_nothing.unwrap().lift().abs() < 1e-12);
    }

    #[test]
    fn nobody_is_compared_with_nobody() {
        let tried = |cohort: &[bool], without: &[f64]| {
            let before = vec![1.0; without.len()];
            let (with, without) = (without, without);
            let columns = Columns {
                cohort,
                before: &before,
                with,
                without,
            };
            columns.tried(0.1).shown
        };
        let one = [true, false, false, false];
        assert_eq!(
            tried(&one, &[1.0, 2.0, 3.0, 4.0]),
            None,
            "one partner has no deviation"
        );
        let two = [true, true, false, false];
        assert_eq!(
            tried(&two, &[0.0, 0.0, 3.0, 4.0]),
            None,
            "nothing has no logarithm"
        );
        assert!(tried(&two, &[1.0, 2.0, 3.0, 4.0]).is_some());
    }

    #[test]
    fn eight_of_ten_find_the_least_lift() {
        // With an error of .1 the least logarithm is (1.960 + .842) x .1; four times the partners halve it (and a
        // little less than half of it is looked for, so that 400 are enough).
        let shown = |log: f64| {
            Some(Shown {
                log,
                error: 0.1,
                reach: 0.196,
            })
        };
        let run = |log| Tried {
            cohort: 20,
            with: 11.0,
            without: 10.0,
            shown: shown(log),
            at_lift: shown(0.0),
            at_nothing: shown(0.0),
        };
        let trial = Trial {
            lift: exp(0.500_05 * 0.280_158_5) - 1.0,
            runs: vec![run(0.1), run(0.3), run(0.2), run(0.1)],
            ..Trial::default()
        };
        let power = trial.power(100);
        assert!((power.least_lift.unwrap() - (exp(0.280_158_5) - 1.0)).abs() < 1e-6);
        assert_eq!(power.partners_wanted, Some(400.0));
        assert_eq!((power.at_effect.mean, power.at_nothing.mean), (0.5, 0.0));
        assert!((power.effect.unwrap().mean - 0.1).abs() < 1e-12);
    }
}
