//! Several parameters that one likelihood ties together: where it and what was believed before are greatest together, and
//! how sharply both fall off there (Laplace's approximation; Gelman and others, Bayesian Data Analysis, 4.1).

use crate::intake::scenario::behaviour::Parameter;
use crate::simulate::calibrate::{Likely, Scale, prior};

/// One parameter of a likelihood.
pub(super) struct Unknown {
    /// Middle and standard deviation of what was believed, on its scale; `None` for one that nobody asks for.
    pub(super) believed: Option<(f64, f64)>,
    /// Where the search begins.
    pub(super) start: f64,
}

impl Unknown {
    /// A parameter of the model, by its name.
    pub(super) fn named(name: &str, scale: Scale) -> Unknown {
        let believed = Parameter::named(name).map(|parameter| prior(parameter, scale));
        Unknown {
            believed,
            start: believed.map_or(0.0, |(middle, _)| middle),
        }
    }
}

/// Steps of Newton's method.
const ROUNDS: usize = 60;
/// How often a matrix is made more positive, tenfold each time.
const DAMPINGS: usize = 14;
/// The distance of finite differences, in deviations.
const NEAR: f64 = 1e-3;

/// By parameter, what the data add to what was believed: together with it they give the posterior's own middle and deviation.
/// `None` where the likelihood has no single top.
pub(super) fn likely(
    likelihood: &dyn Fn(&[f64]) -> f64,
    unknown: &[Unknown],
    scales: &[Scale],
    events: f64,
) -> Option<Vec<Likely>> {
    let at = |x: &[f64]| {
        let believed = x.iter().zip(unknown).filter_map(|(x, own)| {
            let (middle, deviation) = own.believed?;
            let far = (x - middle) / deviation;
            Some(far * far)
        });
        likelihood(x) - 0.5 * believed.sum::<f64>()
    };
    let widths: Vec<f64> = unknown
        .iter()
        .map(|own| own.believed.map_or(1.0, |(_, deviation)| deviation))
        .collect();
    let mut x: Vec<f64> = unknown.iter().map(|own| own.start).collect();
    let mut top = at(&x);
    for _ in 0..ROUNDS {
        let slope = slopes(&at, &x, &widths);
        let inverse = damped(&bend(&at, &x, &widths, top), &widths)?;
        let step: Vec<f64> = inverse.iter().map(|row| dot(row, &slope)).collect();
        let mut share = 1.0;
        let mut moved = false;
        for _ in 0..30 {
            let next: Vec<f64> = x
                .iter()
                .zip(&step)
                .map(|(x, step)| x + share * step)
                .collect();
            let found = at(&next);
            if found > top {
                (x, top, moved) = (next, found, true);
                break;
            }
            share *= 0.5;
        }
        let far = step
            .iter()
            .zip(&widths)
            .map(|(step, width)| (share * step / width).abs());
        if !moved || far.fold(0.0, f64::max) < 1e-6 {
            break;
        }
    }
    let spread = inverse(&bend(&at, &x, &widths, top))?;
    let each = x
        .iter()
        .zip(&spread)
        .zip(unknown.iter().zip(scales))
        .enumerate();
    let found = each.map(|(place, ((x, row), (own, scale)))| {
        let variance = row.get(place).copied().filter(|variance| *variance > 0.0)?;
        let (middle, error) = beside(own.believed, (*x, variance));
        Some(Likely {
            scale: *scale,
            middle,
            error,
            events,
        })
    });
    found.collect()
}

/// What, put together with what was believed, gives a middle and a variance.
fn beside(believed: Option<(f64, f64)>, (middle, variance): (f64, f64)) -> (f64, f64) {
    let Some((before, deviation)) = believed else {
        return (middle, variance.sqrt());
    };
    let old = 1.0 / (deviation * deviation);
    // Data that say nothing still have a finite error.
    let gained = (1.0 / variance - old).max(1e-6 * old);
    (
        (middle / variance - before * old) / gained,
        1.0 / gained.sqrt(),
    )
}

/// The sum of products.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// The point moved by some deviations along some parameters.
fn moved(x: &[f64], widths: &[f64], by: &[(usize, f64)]) -> Vec<f64> {
    let mut x = x.to_vec();
    for (place, far) in by {
        if let (Some(own), Some(width)) = (x.get_mut(*place), widths.get(*place)) {
            *own += far * NEAR * width;
        }
    }
    x
}

fn slopes(at: &dyn Fn(&[f64]) -> f64, x: &[f64], widths: &[f64]) -> Vec<f64> {
    let slope = |(place, width): (usize, &f64)| {
        let [up, down] = [1.0, -1.0].map(|far| at(&moved(x, widths, &[(place, far)])));
        (up - down) / (2.0 * NEAR * width)
    };
    widths.iter().enumerate().map(slope).collect()
}

/// Minus the second derivatives.
fn bend(at: &dyn Fn(&[f64]) -> f64, x: &[f64], widths: &[f64], top: f64) -> Vec<Vec<f64>> {
    let all = widths.len();
    let mut bend = vec![vec![0.0; all]; all];
    for i in 0..all {
        for j in 0..=i {
            let near = |a: f64, b: f64| at(&moved(x, widths, &[(i, a), (j, b)]));
            let second = if i == j {
                near(1.0, 0.0) + near(-1.0, 0.0) - 2.0 * top
            } else {
                (near(1.0, 1.0) + near(-1.0, -1.0) - near(1.0, -1.0) - near(-1.0, 1.0)) / 4.0
            };
            let bent = -second / (NEAR * NEAR * widths[i] * widths[j]);
            (bend[i][j], bend[j][i]) = (bent, bent);
        }
    }
    bend
}

/// The inverse of a matrix, made positive where it is not: far from the top a likelihood may bend the other way.
fn damped(matrix: &[Vec<f64>], widths: &[f64]) -> Option<Vec<Vec<f64>>> {
    let mut more = 0.0;
    for _ in 0..DAMPINGS {
        let mut tried = matrix.to_vec();
        for (place, width) in widths.iter().enumerate() {
            tried[place][place] += more / (width * width);
        }
        if let Some(found) = inverse(&tried) {
            return Some(found);
        }
        more = 10.0 * f64::max(more, 0.1);
    }
    None
}

/// The inverse of a positive matrix by elimination; `None` where it is not positive.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let all = matrix.len();
    let mut left = matrix.to_vec();
    let mut right: Vec<Vec<f64>> = (0..all)
        .map(|i| (0..all).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for i in 0..all {
        let pivot = left[i][i];
        // Without exchanging rows a pivot is positive if and only if the matrix is.
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        let (own, beside) = (left[i].clone(), right[i].clone());
        for k in (0..all).filter(|k| *k != i) {
            let share = left[k][i] / pivot;
            for j in 0..all {
                left[k][j] -= share * own[j];
                right[k][j] -= share * beside[j];
            }
        }
        for j in 0..all {
            left[i][j] /= pivot;
            right[i][j] /= pivot;
        }
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(believed: Option<(f64, f64)>, start: f64) -> Unknown {
        Unknown { believed, start }
    }

    #[test]
    fn two_normal_numbers_by_hand() {
        // Precision (2 1; 1 2) around (1, 2), and a belief of precision 1 around 0 for the first. The posterior's precision is
        // (3 1; 1 2), its middle solves (3 1; 1 2) m = (2 1; 1 2)(1 2) = (4, 5): m = (3/5, 11/5), with variances 2/5 and 3/5.
        let likelihood = |x: &[f64]| {
            let (a, b) = (x[0] - 1.0, x[1] - 2.0);
            -(a * a + a * b + b * b)
        };
        let scales = [Scale::Plain, Scale::Plain];
        let unknown = [unknown(Some((0.0, 1.0)), 0.0), unknown(None, 0.0)];
        let found = likely(&likelihood, &unknown, &scales, 7.0).unwrap();
        // 1 / (2/5) - 1 = 3/2 is gained, and 3/2 m = 3/5 x 5/2 gives m = 1.
        assert!((found[0].middle - 1.0).abs() < 1e-6, "{found:?}");
        assert!((found[0].error - libm::sqrt(2.0 / 3.0)).abs() < 1e-6);
        assert!((found[1].middle - 2.2).abs() < 1e-6);
        assert!((found[1].error - libm::sqrt(0.6)).abs() < 1e-6);
        assert!(found.iter().all(|each| each.events == 7.0));
    }

    #[test]
    fn what_the_data_do_not_tell_stays_as_believed() {
        let scales = [Scale::Plain];
        let found = likely(&|_| 0.0, &[unknown(Some((3.0, 0.5)), 3.0)], &scales, 0.0);
        let found = found.unwrap();
        assert!(found[0].error > 100.0, "{found:?}");
        assert!(likely(&|_| 0.0, &[unknown(None, 3.0)], &scales, 0.0).is_none());
    }
}
