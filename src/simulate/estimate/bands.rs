//! Where most replications lie, week by week: order statistics of cumulative amounts and balances.
//! Made of the first replications of a run, so that memory has a bound. Plain outputs, as the luck
//! of a year is; never control variates.

use serde::{Deserialize, Serialize};

use crate::simulate::engine::record::Record;
use crate::simulate::estimate::statistics::order_statistic;

/// Replications that bands are made of, at the most.
pub const MOST_BANDED: usize = 1_000;

/// Order statistics of replications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The 5th percentile.
    pub p05: f64,
    /// The 25th.
    pub p25: f64,
    /// The middle.
    pub p50: f64,
    /// The 75th.
    pub p75: f64,
    /// The 95th.
    pub p95: f64,
}

/// The bands of a world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// By week: payouts booked and running costs, added up since the program's first day.
    pub spend: Vec<Band>,
    /// By week: margin above the world without a program less spend, added up since the first day.
    /// Empty for that world itself.
    pub net_value: Vec<Band>,
    /// By budget, then week of the program's year: what is left.
    pub balances: Vec<Vec<Band>>,
}

/// The weeks of one replication of one world, as far as bands need them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::simulate) struct Path {
    spend: Vec<f64>,
    net_value: Vec<f64>,
    balances: Vec<Vec<f64>>,
}

impl Path {
    /// The path of a world; `none` is the world without a program, and nothing for itself. `fixed`
    /// is a year of staff, spent evenly over the year's weeks.
    pub(in crate::simulate) fn of(
        record: &Record,
        none: Option<&Record>,
        fixed: f64,
        year: i16,
    ) -> Path {
        let staff = |week: usize| {
            let year = usize::try_from(year).unwrap_or(0);
            if week < year {
                fixed / year as f64
            } else {
                0.0
            }
        };
        let mut spent = 0.0;
        let spend = record.weeks.iter().enumerate().map(|(week, each)| {
            spent += each.accrued + each.running + staff(week);
            spent
        });
        let spend: Vec<f64> = spend.collect();
        let mut gained = 0.0;
        let pairs = none
            .into_iter()
            .flat_map(|none| record.weeks.iter().zip(&none.weeks));
        let net_value = pairs.zip(&spend).map(|((with, without), spend)| {
            gained += with.margin + with.fees - without.margin;
            gained - spend
        });
        Path {
            net_value: net_value.collect(),
            balances: record.trace.balances.clone(),
            spend,
        }
    }

    /// The week from which the program has paid for itself: its net value is not below zero there nor in any later week, and something
    /// was spent. `None` when it never is.
    pub(in crate::simulate) fn payback(&self) -> Option<u16> {
        let mut since = None;
        for (week, (value, spent)) in (0_u16..).zip(self.net_value.iter().zip(&self.spend)) {
            since = match *value >= 0.0 && *spent > 0.0 {
                true => since.or(Some(week)),
                false => None,
            };
        }
        since
    }
}

impl Bands {
    /// The bands of some paths of one world.
    pub(in crate::simulate) fn of(paths: &[Path]) -> Bands {
        let Some(first) = paths.first() else {
            return Bands::default();
        };
        let budgets = 0..first.balances.len();
        Bands {
            spend: bands(paths, |path| &path.spend),
            net_value: bands(paths, |path| &path.net_value),
            balances: budgets
                .map(|budget| {
                    bands(paths, |path| {
                        path.balances.get(budget).map_or(&[][..], Vec::as_slice)
                    })
                })
                .collect(),
        }
    }
}

fn bands<'p>(paths: &'p [Path], row: impl Fn(&'p Path) -> &'p [f64]) -> Vec<Band> {
    let weeks = paths.iter().map(|path| row(path).len()).max().unwrap_or(0);
    let band = |week: usize| {
        let values = paths.iter().filter_map(|path| row(path).get(week));
        let mut values: Vec<f64> = values.copied().collect();
        values.sort_by(f64::total_cmp);
        let at = |p: f64| order_statistic(&values, p).unwrap_or(0.0);
        Band {
            p05: at(0.05),
            p25: at(0.25),
            p50: at(0.50),
            p75: at(0.75),
            p95: at(0.95),
        }
    };
    (0..weeks).map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::record::Week;

    fn record(weeks: &[(f64, f64)]) -> Record {
        let week = |(margin, accrued): &(f64, f64)| Week {
            margin: *margin,
            accrued: *accrued,
            ..Week::default()
        };
        Record {
            weeks: weeks.iter().map(week).collect(),
            ..Record::default()
        }
    }

    #[test]
    fn a_path_adds_up_margin_less_spend() {
        // Two weeks of a year and one after it; 10 of staff are 5 a week of the year.
        let with = record(&[(30.0, 1.0), (40.0, 2.0), (50.0, 3.0)]);
        let none = record(&[(20.0, 0.0), (45.0, 0.0), (50.0, 0.0)]);
        let path = Path::of(&with, Some(&none), 10.0, 2);
        assert_eq!(path.spend, [6.0, 13.0, 16.0]);
        assert_eq!(path.net_value, [10.0 - 6.0, 5.0 - 13.0, 5.0 - 16.0]);
        assert!(Path::of(&none, None, 0.0, 2).net_value.is_empty());
    }

    #[test]
    fn bands_are_order_statistics() {
        let paths: Vec<Path> = (1..=20)
            .map(|k| Path {
                spend: vec![f64::from(k)],
                ..Path::default()
            })
            .collect();
        let found = Bands::of(&paths);
        let [band] = found.spend.as_slice() else {
            panic!("one week")
        };
        assert_eq!(
            (band.p05, band.p25, band.p50, band.p75, band.p95),
            (1.0, 5.0, 10.0, 15.0, 19.0)
        );
        assert!(found.net_value.is_empty());
    }

    #[test]
    fn payback_has_to_last() {
        let payback = |net_value: &[f64]| {
            let path = Path {
                net_value: net_value.to_vec(),
                spend: vec![1.0; net_value.len()],
                ..Path::default()
            };
            path.payback()
        };
        assert_eq!(payback(&[-1.0, 0.0, 1.0, 1.0]), Some(1));
        assert_eq!(payback(&[0.0, 0.0, -1.0, 0.0, 2.0]), Some(3));
        assert_eq!(payback(&[3.0, 3.0, -2.0]), None);
        assert_eq!(
            Path {
                net_value: vec![0.0; 3],
                spend: vec![0.0; 3],
                ..Path::default()
            }
            .payback(),
            None
        );
    }
}
