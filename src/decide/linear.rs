//! A metric as one number for each replication whose mean is the metric, so that two programs can be
//! compared run by run. Ratios are made linear at their value (the delta method): R + (x - R y) / mean y.

use std::collections::BTreeMap;

use crate::simulate::estimate::metrics::{LEAST_COST, LEVELS, Pair, SHARES};
use crate::simulate::estimate::statistics::mean;
use crate::simulate::estimate::totals::{Totals, Unit};
use crate::simulate::run::forecast::Forecast;

/// A metric, replication by replication, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// What it is counted in.
    pub unit: Unit,
    /// A number for each replication; their mean is the metric.
    pub numbers: Result<Vec<f64>, &'static str>,
}

/// Every metric of a forecast's program, by name.
pub fn linear(forecast: &Forecast) -> BTreeMap<&'static str, Linear> {
    let mut all = BTreeMap::new();
    let Some(program) = forecast.world("program") else {
        return all;
    };
    let totals = &program.totals;
    for (name, unit, read) in LEVELS {
        let numbers = Ok(column(totals, read));
        all.insert(
            *name,
            Linear {
                unit: *unit,
                numbers,
            },
        );
    }
    for (name, above, below, reason) in SHARES {
        let numbers = ratio(&column(totals, above), &column(totals, below), reason);
        all.insert(*name, share(numbers));
    }
    let struck = |each: &Totals| f64::from(u8::from(each.gone_budgets > 0.0));
    let exhausted = match forecast.has_budget {
        true => Ok(column(totals, &struck)),
        false => Err("no incentive draws on a budget"),
    };
    all.insert("exhaustion_probability", share(exhausted));
    if let Some(none) = forecast.world("none") {
        let pair = Pair {
            with: totals,
            without: &none.totals,
        };
        differences(&pair, &mut all);
    }
    all
}

/// What a program adds to the world without it.
fn differences(pair: &Pair, all: &mut BTreeMap<&'static str, Linear>) {
    let money = |numbers| Linear {
        unit: Unit::Money,
        numbers: Ok(numbers),
    };
    let (gain, cost) = (pair.controlled_gain(), pair.difference(Totals::cost));
    let net = gain.iter().zip(&cost).map(|(gain, cost)| gain - cost);
    all.insert("net_value", money(net.collect()));
    all.insert("roi", share(returned(pair)));
    all.insert("incremental_revenue", money(pair.controlled_revenue()));
    all.insert("incremental_margin", money(pair.controlled_margin()));
    let fees = pair.difference(|totals| totals.fees);
    all.insert("fee_income", money(fees));
    all.insert("program_cost", money(cost));
}

/// The return of a pair on what its first world costs more.
fn returned(pair: &Pair) -> Result<Vec<f64>, &'static str> {
    let cost = pair.difference(Totals::cost);
    return_on(&pair.controlled_gain(), &cost, revenue(pair))
}

/// What the second of two programs brings more in margin and fees for each unit that it costs more, less 1. Each is
/// taken against its own world without a program: a change may move that world too.
pub fn return_on_change(first: &Pair, second: &Pair) -> Result<Vec<f64>, &'static str> {
    let more = |second: Vec<f64>, first: Vec<f64>| -> Vec<f64> {
        second.iter().zip(first).map(|(b, a)| b - a).collect()
    };
    let gain = more(second.controlled_gain(), first.controlled_gain());
    let cost = |pair: &Pair| pair.difference(Totals::cost);
    return_on(&gain, &more(cost(second), cost(first)), revenue(second))
}

fn revenue(pair: &Pair) -> f64 {
    mean(&column(pair.with, &|totals: &Totals| totals.revenue))
}

fn return_on(gain: &[f64], cost: &[f64], revenue: f64) -> Result<Vec<f64>, &'static str> {
    if mean(cost).abs() < LEAST_COST * revenue {
        return Err("the cost is too small a part of revenue for a return on it");
    }
    let numbers = ratio(gain, cost, "the cost is zero")?;
    Ok(numbers.iter().map(|number| number - 1.0).collect())
}

fn share(numbers: Result<Vec<f64>, &'static str>) -> Linear {
    Linear {
        unit: Unit::Share,
        numbers,
    }
}

/// The ratio of two sums, made linear.
fn ratio(above: &[f64], below: &[f64], reason: &'static str) -> Result<Vec<f64>, &'static str> {
    let (x, y) = (mean(above), mean(below));
    if y == 0.0 {
        return Err(reason);
    }
    let whole = x / y;
    let each = |(x, y_each): (&f64, &f64)| whole + (x - whole * y_each) / y;
    Ok(above.iter().zip(below).map(each).collect())
}

fn column(totals: &[Totals], read: &impl Fn(&Totals) -> f64) -> Vec<f64> {
    totals.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{ratio, return_on};
    use crate::simulate::estimate::statistics::mean;

    #[test]
    fn the_mean_of_a_linear_ratio_is_the_ratio_of_the_sums() {
        // 1 + 2 + 6 = 9 over 4 + 5 + 9 = 18.
        let numbers = ratio(&[1.0, 2.0, 6.0], &[4.0, 5.0, 9.0], "").unwrap();
        assert!((mean(&numbers) - 0.5).abs() < 1e-12);
        // (1 - 4/2) / 6, (2 - 5/2) / 6, (6 - 9/2) / 6 around one half.
        let by_hand = [0.5 - 1.0 / 6.0, 0.5 - 0.5 / 6.0, 0.5 + 1.5 / 6.0];
        assert!(
            numbers
                .iter()
                .zip(by_hand)
                .all(|(a, b)| (a - b).abs() < 1e-12)
        );
    }

    /// Margins 9 and 5 more than 3 and 1 are 6 and 4; costs 4 and 2 more than 2 and 1 are 2 and 1: 10 / 3 less 1.
    #[test]
    fn the_return_of_a_change_is_that_of_what_it_adds() {
        let found = return_on(&[6.0, 4.0], &[2.0, 1.0], 100.0).unwrap();
        assert!((mean(&found) - (10.0 / 3.0 - 1.0)).abs() < 1e-12);
        assert!(return_on(&[6.0, 4.0], &[0.01, 0.02], 100.0).is_err());
    }

    #[test]
    fn nothing_below_has_no_ratio() {
        assert_eq!(ratio(&[1.0], &[0.0], "nothing"), Err("nothing"));
    }
}
