//! Distributions by inversion: each value is a monotone function of one uniform number, so that
//! two worlds that share the number stay aligned. Knows nothing of partners or addresses.

use crate::simulate::chance::maths::{exp, ln, ln_factorial};
use crate::simulate::chance::normal::quantile;

/// Above this mean the first probability of the Poisson recurrence would underflow.
const LARGE_MEAN: f64 = 700.0;

/// The smallest n whose Poisson distribution function reaches `u`. A larger mean never gives a
/// smaller n for the same `u`. A mean of 0 or below gives 0.
///
/// Probabilities by recurrence from n = 0; for means above 700, from 20 standard deviations below
/// the mean, where what is left out is under 1e-80.
pub fn poisson(u: f64, mean: f64) -> u32 {
    if mean <= 0.0 {
        return 0;
    }
    let start = if mean <= LARGE_MEAN {
        0.0
    } else {
        (mean - 20.0 * mean.sqrt()).floor().max(0.0)
    };
    let mut n = start as u32;
    let mut probability = if n == 0 {
        exp(-mean)
    } else {
        exp(start * ln(mean) - mean - ln_factorial(u64::from(n)))
    };
    let mut reached = probability;
    // Rounding may leave the sum just below 1 for ever: past the mean, stop when terms vanish.
    while reached < u {
        n += 1;
        probability *= mean / f64::from(n);
        let next = reached + probability;
        if next == reached && f64::from(n) > mean {
            break;
        }
        reached = next;
    }
    n
}

/// A standard exponential number: how much hazard it takes for an event to happen. Falls as `u`
/// rises.
#[inline]
pub fn exponential(u: f64) -> f64 {
    -ln(u)
}

/// A standard Gumbel number, rising with `u`: added to utilities, the greatest follows the
/// multinomial logit.
#[inline]
pub fn gumbel(u: f64) -> f64 {
    -ln(-ln(u))
}

/// How many whole periods pass before an event of this chance per period, from 0. A chance
/// of 0 never happens: the greatest number.
pub fn geometric(u: f64, chance: f64) -> u32 {
    if chance >= 1.0 {
        return 0;
    }
    if chance <= 0.0 {
        return u32::MAX;
    }
    let periods = ln(1.0 - u) / ln(1.0 - chance);
    periods.floor().max(0.0) as u32
}

/// A lognormal number with this median and this standard deviation of its logarithm.
#[inline]
pub fn lognormal(u: f64, median: f64, sigma: f64) -> f64 {
    median * exp(sigma * quantile(u))
}

/// Which of several shares a number falls into, in their order. Shares that sum to a little less
/// than 1 leave the rest to the last.
pub fn category(u: f64, shares: &[f64]) -> usize {
    let total: f64 = shares.iter().sum();
    let mut reached = 0.0;
    for (position, share) in shares.iter().enumerate() {
        reached += share / total;
        if u < reached {
            return position;
        }
    }
    shares.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Poisson distribution function by summing logarithms, an independent slow way.
    fn poisson_reaches(n: u32, mean: f64) -> f64 {
        (0..=n)
            .map(|k| {
                let k = f64::from(k);
                libm::exp(k * libm::log(mean) - mean - libm::lgamma(k + 1.0))
            })
            .sum()
    }

    /// Midpoints of n equal cells.
    fn grid(n: u32) -> impl Iterator<Item = f64> {
        (0..n).map(move |k| (f64::from(k) + 0.5) / f64::from(n))
    }

    #[test]
    fn poisson_is_the_smallest_number_that_reaches() {
        for mean in [0.01, 0.25, 1.0, 4.7, 60.0, 699.0, 701.0, 3_000.0] {
            for u in grid(40) {
                let n = poisson(u, mean);
                assert!(poisson_reaches(n, mean) > u - 1e-9, "{mean} {u} {n}");
                assert!(
                    n == 0 || poisson_reaches(n - 1, mean) < u + 1e-9,
                    "{mean} {u} {n}"
                );
            }
        }
    }

    #[test]
    fn poisson_rises_with_its_mean() {
        for u in grid(50) {
            let mut last = 0;
            for step in 0..2_000 {
                let n = poisson(u, f64::from(step) * 0.5);
                assert!(n >= last, "{u} at {step}");
                last = n;
            }
        }
    }

    #[test]
    fn poisson_edges() {
        assert_eq!(poisson(0.999, 0.0), 0);
        assert_eq!(poisson(0.999, -1.0), 0);
        assert!(
            (30..40).contains(&poisson(1.0 - 1.2e-16, 5.0)),
            "P(N > 35) is near 1e-17"
        );
        assert!(poisson(1.0, 5.0) < 60, "ends");
        assert!(poisson(1.0, 1_000_000.0) > 1_000_000, "ends");
    }

    #[test]
    fn geometric_counts_failures() {
        // P(N <= n) = 1 - (1-p)^(n+1).
        for chance in [0.05, 0.5, 0.93] {
            for u in grid(500) {
                let n = f64::from(geometric(u, chance));
                let reached = 1.0 - libm::pow(1.0 - chance, n + 1.0);
                let before = 1.0 - libm::pow(1.0 - chance, n);
                assert!(
                    before <= u + 1e-12 && u < reached + 1e-12,
                    "{chance} {u} {n}"
                );
            }
        }
        assert_eq!(geometric(0.7, 1.0), 0);
        assert_eq!(geometric(0.7, 0.0), u32::MAX);
    }

    #[test]
    fn means_of_the_continuous_laws() {
        // On a grid of midpoints the mean is a Riemann sum: exponential 1, Gumbel Euler's
        // constant, lognormal median e^(sigma^2 / 2).
        let n = 200_000;
        let mean = |f: &dyn Fn(f64) -> f64| grid(n).map(f).sum::<f64>() / f64::from(n);
        assert!((mean(&exponential) - 1.0).abs() < 1e-4);
        assert!((mean(&gumbel) - 0.577_215_664_9).abs() < 1e-4);
        let expected = 22.0 * libm::exp(0.5);
        assert!((mean(&|u| lognormal(u, 22.0, 1.0)) / expected - 1.0).abs() < 1e-3);
    }

    #[test]
    fn categories_follow_their_shares() {
        let shares = [0.45, 0.25, 0.20, 0.10];
        let mut counts = [0; 4];
        for u in grid(1_000) {
            counts[category(u, &shares)] += 1;
        }
        assert_eq!(counts, [450, 250, 200, 100]);
        assert_eq!(category(0.999_999, &[0.3, 0.3]), 1);
        assert_eq!(category(0.5, &[0.0, 1.0]), 1);
    }
}
