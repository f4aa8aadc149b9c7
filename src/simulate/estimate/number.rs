//! An estimate of a number over replications, with its interval, or why there is none.

use crate::simulate::estimate::statistics::{Interval, NoRatio, interval, percentiles, ratio};
use crate::simulate::estimate::totals::Unit;

/// An estimate, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimate {
    /// There is one.
    Known(Metric),
    /// There is none.
    Missing {
        /// Why.
        reason: &'static str,
        /// What it would be counted in.
        unit: Unit,
    },
}

/// An estimated number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// Mean, standard error and 95% interval of simulation error.
    pub interval: Interval,
    /// Percentiles over replications: the luck of the year. `None` where a replication has none.
    pub percentiles: [Option<f64>; 3],
    /// What it is counted in.
    pub unit: Unit,
}

/// Why there is no ratio that more runs may have.
pub const TOO_FEW: &str = "too few runs to tell";

/// Why there is no ratio: nothing is below, as `nothing` says, or the runs do not tell.
fn reason(why: NoRatio, nothing: &'static str) -> &'static str {
    match why {
        NoRatio::NothingBelow => nothing,
        NoRatio::TooFew => TOO_FEW,
    }
}

/// An interval of what is never below zero nor above a most: with few runs Student's reaches beyond both.
fn within(interval: Interval, most: f64) -> Interval {
    Interval {
        low: interval.low.max(0.0).min(interval.mean),
        high: interval.high.min(most).max(interval.mean),
        ..interval
    }
}

/// The metric of a plain column.
pub fn level(values: &[f64], unit: Unit) -> Estimate {
    Estimate::Known(Metric {
        interval: interval(values),
        percentiles: percentiles(values),
        unit,
    })
}

/// The metric of a column of a world: what is in it is never below zero, and a share never above 1.
pub fn natural(values: &[f64], unit: Unit) -> Estimate {
    let most = match unit {
        Unit::Share => 1.0,
        Unit::Money | Unit::Count | Unit::Weeks => f64::INFINITY,
    };
    match level(values, unit) {
        Estimate::Known(metric) => Estimate::Known(Metric {
            interval: within(metric.interval, most),
            ..metric
        }),
        missing @ Estimate::Missing { .. } => missing,
    }
}

/// The ratio of two sums over replications, less 1, with the replications' own as distribution.
pub fn ratio_less_one(above: &[f64], below: &[f64], single: &[f64]) -> Estimate {
    match ratio(above, below) {
        Ok(found) => Estimate::Known(Metric {
            interval: Interval {
                mean: found.mean - 1.0,
                low: found.low - 1.0,
                high: found.high - 1.0,
                ..found
            },
            percentiles: finite_percentiles(single),
            unit: Unit::Share,
        }),
        Err(why) => Estimate::Missing {
            reason: reason(why, "it costs nothing"),
            unit: Unit::Share,
        },
    }
}

/// The ratio of two sums over replications, with the replications' own ratios as distribution.
pub fn share_of(above: Vec<f64>, below: Vec<f64>, nothing: &'static str) -> Estimate {
    let single = above
        .iter()
        .zip(&below)
        .filter(|(_, b)| **b != 0.0)
        .map(|(a, b)| a / b);
    let single: Vec<f64> = single.collect();
    match ratio(&above, &below) {
        Ok(interval) => {
            let percentiles = percentiles(&single);
            Estimate::Known(Metric {
                interval: within(interval, 1.0),
                percentiles,
                unit: Unit::Share,
            })
        }
        Err(why) => Estimate::Missing {
            reason: self::reason(why, nothing),
            unit: Unit::Share,
        },
    }
}

fn finite_percentiles(values: &[f64]) -> [Option<f64>; 3] {
    if values.iter().all(|value| value.is_finite()) {
        percentiles(values)
    } else {
        [None; 3]
    }
}
