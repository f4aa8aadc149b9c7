//! Statistics of stored replications: means with Student intervals, ratios of means with Fieller
//! intervals, shares with Wilson intervals, quantiles as order statistics. Sums run in index order,
//! so results do not depend on threads. Knows no metric by name.

use crate::simulate::chance::maths::{power, sine_of_turns};
use crate::simulate::chance::normal::quantile;

/// A mean with its standard error and 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The confidence of every interval.
pub const CONFIDENCE: f64 = 0.95;

/// The mean of values; 0 of none.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The covariance of two columns, divided by n - 1; 0 of fewer than two.
pub fn covariance(left: &[f64], right: &[f64]) -> f64 {
    let (a, b) = (mean(left), mean(right));
    let products = left.iter().zip(right).map(|(x, y)| (x - a) * (y - b));
    let count = left.len().saturating_sub(1);
    if count == 0 {
        0.0
    } else {
        products.sum::<f64>() / count as f64
    }
}

/// The interval of a mean by Student's t. One value has no interval: its ends are the value.
pub fn interval(values: &[f64]) -> Interval {
    let mean = mean(values);
    let n = values.len();
    let standard_error = (covariance(values, values) / n.max(1) as f64).sqrt();
    let reach = if n > 1 {
        student(n - 1) * standard_error
    } else {
        0.0
    };
    Interval {
        mean,
        standard_error,
        low: mean - reach,
        high: mean + reach,
    }
}

/// Why a ratio has no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRatio {
    /// The denominator is 0.
    NothingBelow,
    /// So few values, or such different ones, that the denominator may be 0.
    TooFew,
}

/// The ratio of two means, of paired values, with Fieller's interval (1954): all ratios that a
/// t test at 5% does not reject.
pub fn ratio(above: &[f64], below: &[f64]) -> Result<Interval, NoRatio> {
    let n = above.len().max(1) as f64;
    let (x, y) = (mean(above), mean(below));
    if y == 0.0 {
        return Err(NoRatio::NothingBelow);
    }
    if above.len() < 2 {
        let mean = x / y;
        return Ok(Interval {
            mean,
            standard_error: 0.0,
            low: mean,
            high: mean,
        });
    }
    let [xx, xy, yy] = [
        covariance(above, above),
        covariance(above, below),
        covariance(below, below),
    ]
    .map(|each| each / n);
    let t = student(above.len() - 1);
    let (a, b, c) = (y * y - t * t * yy, x * y - t * t * xy, x * x - t * t * xx);
    let inside = b * b - a * c;
    if a <= 0.0 || inside < 0.0 {
        return Err(NoRatio::TooFew);
    }
    let mean = x / y;
    let root = inside.sqrt();
    let variance = (xx - 2.0 * mean * xy + mean * mean * yy).max(0.0);
    Ok(Interval {
        mean,
        standard_error: variance.sqrt() / y.abs(),
        low: (b - root) / a,
        high: (b + root) / a,
    })
}

/// A share of n trials with Wilson's interval (1927).
pub fn share(successes: u64, trials: u64) -> Interval {
    let n = trials.max(1) as f64;
    let p = successes as f64 / n;
    let z = quantile(0.5 + CONFIDENCE / 2.0);
    let scale = 1.0 + z * z / n;
    let middle = (p + z * z / (2.0 * n)) / scale;
    let reach = z / scale * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let standard_error = (p * (1.0 - p) / n).sqrt();
    Interval {
        mean: p,
        standard_error,
        low: (middle - reach).max(0.0).min(p),
        high: (middle + reach).min(1.0).max(p),
    }
}

/// The p-quantile of values that are sorted: the smallest that at least a share p does not exceed.
pub fn order_statistic(sorted: &[f64], p: f64) -> Option<f64> {
    let rank = (p * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted.get(rank.min(sorted.len()).checked_sub(1)?).copied()
}

/// The 5th, 50th and 95th percentile of values in any order.
pub fn percentiles(values: &[f64]) -> [Option<f64>; 3] {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    [0.05, 0.50, 0.95].map(|p| order_statistic(&sorted, p))
}

/// The 97.5% quantile of Student's t with so many degrees of freedom.
///
/// With x = sqrt(v) tan a the density is proportional to cos(a)^(v-1): Simpson's rule in a, then
/// the place where the integral is reached. Above 200 degrees an expansion in 1/v is exact enough.
pub fn student(degrees: usize) -> f64 {
    let z = quantile(0.5 + CONFIDENCE / 2.0);
    let v = degrees as f64;
    if degrees > 200 {
        let z3 = z * z * z;
        let z5 = z3 * z * z;
        return z + (z3 + z) / (4.0 * v) + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v);
    }
    const STEPS: usize = 1_000;
    let cosine = |turns: f64| sine_of_turns(turns + 0.25).max(0.0);
    // A step of 1/STEPS of a quarter turn, with its middle.
    let density = |half: usize| power(cosine(0.25 * half as f64 / (2 * STEPS) as f64), v - 1.0);
    let slice =
        |step: usize| density(2 * step) + 4.0 * density(2 * step + 1) + density(2 * step + 2);
    let total: f64 = (0..STEPS).map(slice).sum();
    let wanted = CONFIDENCE * total;
    let mut reached = 0.0;
    for step in 0..STEPS {
        let next = slice(step);
        if reached + next >= wanted {
            let part = (wanted - reached) / next;
            let turns = 0.25 * (step as f64 + part) / STEPS as f64;
            return v.sqrt() * sine_of_turns(turns) / cosine(turns);
        }
        reached += next;
    }
    f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    #[test]
    fn known_student_quantiles() {
        // Tables of the t distribution, two-sided 5%.
        let table = [
            (1, 12.706),
            (2, 4.303),
            (3, 3.182),
            (5, 2.571),
            (10, 2.228),
            (19, 2.093),
            (30, 2.042),
            (120, 1.980),
            (199, 1.972),
            (201, 1.972),
            (1_000, 1.962),
        ];
        for (degrees, expected) in table {
            let found = student(degrees);
            assert!((found - expected).abs() < 6e-4, "{degrees}: {found}");
        }
    }

    #[test]
    fn a_mean_and_its_interval_by_hand() {
        // 1..=5: mean 3, variance 2.5, standard error sqrt(.5), t_4 = 2.7764.
        let found = interval(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(found.mean, 3.0);
        assert!((found.standard_error - 0.5_f64.sqrt()).abs() < 1e-15);
        assert!((found.high - (3.0 + 2.7764 * 0.5_f64.sqrt())).abs() < 1e-3);
        let one = interval(&[7.0]);
        assert_eq!((one.low, one.high), (7.0, 7.0));
    }

    #[test]
    fn a_ratio_holds_what_the_test_does_not_reject() {
        let above = [3.0, 4.1, 5.2, 3.9, 4.4];
        let below = [2.0, 2.2, 2.4, 1.9, 2.3];
        let found = ratio(&above, &below).unwrap();
        assert!((found.mean - mean(&above) / mean(&below)).abs() < 1e-15);
        // At each end the t statistic of above - R below is exactly the quantile.
        for end in [found.low, found.high] {
            let rest: Vec<f64> = above.iter().zip(&below).map(|(x, y)| x - end * y).collect();
            let each = interval(&rest);
            assert!((each.mean.abs() / each.standard_error - student(4)).abs() < 1e-9);
        }
        assert_eq!(
            ratio(&above, &[-1.0, 1.0, -1.0, 1.0, 0.1]),
            Err(NoRatio::TooFew)
        );
        assert_eq!(ratio(&above, &[0.0; 5]), Err(NoRatio::NothingBelow));
        // One run has its ratio, whatever is lost in rounding, and no interval.
        let one = ratio(&[0.1], &[0.3]).unwrap();
        assert_eq!((one.low, one.high), (one.mean, one.mean));
    }

    #[test]
    fn the_error_of_a_ratio_by_hand() {
        // Means 2 and 21; variances 1 and 3, covariance 1.5, each over 3. The variance of the ratio
        // is (1/3 - 2 (2/21) (1/2) + (2/21)^2) / 21^2 = 109 / 441 / 441.
        let found = ratio(&[1.0, 2.0, 3.0], &[20.0, 20.0, 23.0]).unwrap();
        assert!((found.standard_error - 109.0_f64.sqrt() / 441.0).abs() < 1e-15);
    }

    #[test]
    fn wilson_by_hand() {
        // 0 of 10: upper end z^2 / (n + z^2) = .2775; symmetric for 10 of 10.
        let none = share(0, 10);
        assert_eq!(none.low, 0.0);
        assert!((none.high - 0.2775).abs() < 1e-4);
        let all = share(10, 10);
        assert!((all.low - 0.7225).abs() < 1e-4 && all.high == 1.0);
    }

    #[test]
    fn quantiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(percentiles(&values), [Some(1.0), Some(10.0), Some(19.0)]);
        // Nine of ten are at most 9: not 95%.
        assert_eq!(
            percentiles(&values[10..]),
            [Some(1.0), Some(5.0), Some(10.0)]
        );
        assert_eq!(percentiles(&[4.0]), [Some(4.0); 3]);
        assert_eq!(percentiles(&[]), [None; 3]);
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        // K28 on skewed values (exponential, n = 40, 2,000 groups): the t interval's coverage is
        // near 93% there; within 91.2% to 98.8%.
        let key = Key {
            seed: 8,
            replication: 0,
        };
        let mut covered = 0;
        let groups = 2_000_u64;
        for group in 0..groups {
            let values: Vec<f64> = (0..40)
                .map(|k| {
                    let u = key.uniform(Address::of(Purpose::Clock).number(k).by(group + 1));
                    crate::simulate::chance::draw::exponential(u)
                })
                .collect();
            let found = interval(&values);
            covered += u32::from(found.low <= 1.0 && 1.0 <= found.high);
        }
        let rate = f64::from(covered) / groups as f64;
        assert!((0.912..0.988).contains(&rate), "{rate}");
    }
}
