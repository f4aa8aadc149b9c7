//! How much of a number's variance each input makes, alone and with all others (Sobol), by the estimators of
//! Jansen (1999) on a design of Saltelli (2010): two independent samples, and for each input one in which its
//! column alone is exchanged.

use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::estimate::statistics::{covariance, mean};

/// The parts of the variance that one input makes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// By itself.
    pub first: f64,
    /// By itself and together with others.
    pub total: f64,
}

/// Values that a number of inputs takes: `samples` times two, and as many for each input.
pub fn evaluations(inputs: usize, samples: u16) -> u64 {
    u64::from(samples) * (inputs as u64 + 2)
}

/// The parts of each input, of a number that depends on places from 0 to 1. `None` of a number that does not
/// vary at all.
pub fn parts<E>(
    inputs: usize,
    samples: u16,
    seed: u32,
    mut value: impl FnMut(&[f64]) -> Result<f64, E>,
) -> Result<Option<Vec<Parts>>, E> {
    let key = Key {
        seed,
        replication: 2,
    };
    let point = |sample: u16, which: i16| -> Vec<f64> {
        let word = |input: usize| {
            let address = Address::of(Purpose::Behaviour)
                .number(input as u16)
                .in_week(which);
            key.uniform(address.by(u64::from(sample) + 1))
        };
        (0..inputs).map(word).collect()
    };
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    let mut mixed: Vec<Vec<f64>> = vec![Vec::new(); inputs];
    for sample in 0..samples {
        let (one, other) = (point(sample, 0), point(sample, 1));
        ones.push(value(&one)?);
        others.push(value(&other)?);
        for (input, values) in mixed.iter_mut().enumerate() {
            let mut place = one.clone();
            place[input] = other[input];
            values.push(value(&place)?);
        }
    }
    let all = [ones.as_slice(), others.as_slice()].concat();
    let variance = covariance(&all, &all);
    if variance <= 0.0 {
        return Ok(None);
    }
    let half = |from: &[f64], to: &[f64]| {
        let squares: Vec<f64> = from
            .iter()
            .zip(to)
            .map(|(a, b)| (a - b) * (a - b))
            .collect();
        mean(&squares) / 2.0 / variance
    };
    let of = |values: &Vec<f64>| Parts {
        first: 1.0 - half(&others, values),
        total: half(&ones, values),
    };
    Ok(Some(mixed.iter().map(of).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(inputs: usize, value: impl Fn(&[f64]) -> f64) -> Vec<Parts> {
        let parts = parts(inputs, 4_000, 5, |at| Ok::<f64, ()>(value(at)));
        parts.unwrap().unwrap()
    }

    #[test]
    fn a_sum_has_the_squares_of_its_slopes() {
        // 3 x + 4 y: 9 and 16 of 25, nothing together; z makes nothing.
        let found = found(3, |at| 3.0 * at[0] + 4.0 * at[1]);
        for (part, expected) in found.iter().zip([0.36, 0.64, 0.0]) {
            assert!((part.first - expected).abs() < 0.05, "{part:?} {expected}");
            assert!((part.total - expected).abs() < 0.05, "{part:?} {expected}");
        }
        assert_eq!(found[2].total, 0.0, "exactly: its column changes nothing");
    }

    #[test]
    fn a_product_acts_together() {
        // x y on the square: variance 1/9 - 1/16 = 7/144; E(xy | x) = x / 2 has 1/48, so each makes 3/7 alone, and
        // 1 - 3/7 = 4/7 with the other.
        let found = found(2, |at| at[0] * at[1]);
        for part in found {
            assert!((part.first - 3.0 / 7.0).abs() < 0.06, "{part:?}");
            assert!((part.total - 4.0 / 7.0).abs() < 0.06, "{part:?}");
        }
    }

    #[test]
    fn nothing_moves_a_constant() {
        assert_eq!(parts(2, 8, 1, |_| Ok::<f64, ()>(7.0)), Ok(None));
        assert_eq!(evaluations(10, 512), 6_144);
    }
}
