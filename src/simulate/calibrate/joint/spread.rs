//! How far moments stray by chance: of partners, drawn again with all their weeks, and of the market, which all partners share and
//! no drawing of partners shows.

use crate::simulate::calibrate::joint::moments::{Sums, ratios};
use crate::simulate::calibrate::joint::worlds::History;
use crate::simulate::calibrate::laplace::inverse;
use crate::simulate::chance::maths::power;
use crate::simulate::chance::normal::cumulative;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};

/// Histories that are put together of partners drawn again.
const DRAWS: u32 = 400;
/// The seed of these draws.
const SEED: u32 = 1989;
/// How far correlations are drawn towards none, so that the covariance of many moments can be inverted.
const TOWARDS_NONE: f64 = 0.1;

/// The covariance of the difference of the moments of a history and of the engine.
pub(super) struct Spread {
    covariance: Vec<Vec<f64>>,
    observed: Vec<f64>,
}

impl Spread {
    /// Of a history, whose market is drawn so many times, against the mean of so many simulated ones. All of them are of one kind if the
    /// model is right, so partners of each are drawn again and the mean counts: a history of few partners may lack the largest.
    pub(super) fn of(history: &History, markets: &[Vec<f64>], seeds: u32) -> Spread {
        let all = std::iter::once(&history.sums).chain(&history.simulated);
        let each: Vec<Vec<Vec<f64>>> = all.map(|sums| covariance(&redrawn(sums))).collect();
        let own = mean(&each);
        let common = covariance(markets);
        let more = 1.0 + 1.0 / f64::from(seeds.max(1));
        let rows = own.iter().zip(&common).map(|(one, other)| {
            let pairs = one.iter().zip(other);
            pairs.map(|(one, other)| more * (one + other)).collect()
        });
        Spread {
            covariance: rows.collect(),
            observed: history.observed.clone(),
        }
    }

    /// Whether a moment varies at all.
    pub(super) fn varies(&self, place: usize) -> bool {
        let (variance, seen) = (self.covariance[place][place], self.observed[place]);
        variance > 1e-16 * (seen * seen).max(1e-12)
    }

    /// The covariance of some of them.
    pub(super) fn among(&self, places: &[usize]) -> Vec<Vec<f64>> {
        let row = |i: &usize| places.iter().map(|j| self.covariance[*i][*j]).collect();
        places.iter().map(row).collect()
    }
}

/// The inverse of a covariance whose correlations are drawn a tenth towards none.
pub(super) fn weight(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let own = |i: usize| covariance[i][i].sqrt();
    let all = covariance.len();
    let correlation = |i: usize, j: usize| match i == j {
        true => 1.0,
        false => (1.0 - TOWARDS_NONE) * covariance[i][j] / (own(i) * own(j)),
    };
    let rows = (0..all).map(|i| (0..all).map(|j| correlation(i, j)).collect());
    let found = inverse(&rows.collect::<Vec<Vec<f64>>>())?;
    let scaled = found.iter().enumerate().map(|(i, row)| {
        let cells = row.iter().enumerate();
        cells.map(|(j, cell)| cell / (own(i) * own(j))).collect()
    });
    Some(scaled.collect())
}

/// The moments of a history whose partners are drawn again, so many times.
fn redrawn(sums: &[Vec<Sums>]) -> Vec<Vec<f64>> {
    let partners = sums.len();
    let draw = |number: u32| {
        let key = Key {
            seed: SEED,
            replication: number,
        };
        let mut times = vec![0.0; partners];
        for each in 0..partners {
            let u = key.uniform(Address::of(Purpose::Redrawn).by(each as u64 + 1));
            times[((u * partners as f64) as usize).min(partners - 1)] += 1.0;
        }
        ratios(sums, |place| times[place])
    };
    (0..DRAWS).map(draw).collect()
}

/// The mean of matrices.
fn mean(matrices: &[Vec<Vec<f64>>]) -> Vec<Vec<f64>> {
    let size = matrices.first().map_or(0, Vec::len);
    let count = matrices.len() as f64;
    let cell = |i: usize, j: usize| matrices.iter().map(|it| it[i][j]).sum::<f64>() / count;
    let row = |i: usize| (0..size).map(|j| cell(i, j)).collect();
    (0..size).map(row).collect()
}

fn covariance(draws: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let all = draws.first().map_or(0, Vec::len);
    let count = draws.len() as f64;
    let mean = |k: usize| draws.iter().map(|draw| draw[k]).sum::<f64>() / count;
    let means: Vec<f64> = (0..all).map(mean).collect();
    let pair = |i: usize, j: usize| {
        let parts = draws
            .iter()
            .map(|draw| (draw[i] - means[i]) * (draw[j] - means[j]));
        parts.sum::<f64>() / (count - 1.0).max(1.0)
    };
    let row = |i: usize| (0..all).map(|j| pair(i, j)).collect();
    (0..all).map(row).collect()
}

/// The chance that a chi-squared number of so many degrees of freedom is so large or larger: its cube root is nearly normal
/// (Wilson and Hilferty 1931).
pub(super) fn above(value: f64, freedom: f64) -> f64 {
    if freedom < 0.5 {
        return 1.0;
    }
    let ninth = 2.0 / (9.0 * freedom);
    let root = power((value / freedom).max(1e-12), 1.0 / 3.0);
    1.0 - cumulative((root - (1.0 - ninth)) / ninth.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_partners_strays_by_their_spread() {
        // Of partners with 0, 1, 2, ... 99 a mean has the variance 833.25 / 100; of the second moment, the same at all, none. The
        // market's three numbers have the variance 1, and one simulated history doubles all.
        let sums: Vec<Vec<[f64; 4]>> = (0..100)
            .map(|k| vec![[f64::from(k), 1.0, 0.0, 0.0], [2.0, 1.0, 0.0, 0.0]])
            .collect();
        let history = History {
            observed: vec![49.5, 2.0],
            sums,
            simulated: Vec::new(),
            moments: Vec::new(),
            left_out: Vec::new(),
            calendar: Vec::new(),
        };
        let markets = [[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]].map(Vec::from);
        let spread = Spread::of(&history, &markets, 1);
        let found = spread.among(&[0])[0][0];
        let expected = 2.0 * (833.25 / 100.0 + 1.0);
        assert!((found / expected - 1.0).abs() < 0.2, "{found} {expected}");
        assert!(spread.varies(0) && !spread.varies(1));
    }

    #[test]
    fn the_tail_of_chi_squared() {
        // 5% of 10 degrees of freedom lie above 18.307, 1% of 4 above 13.277 and half of 2 above 2 ln 2.
        for (value, freedom, chance) in [
            (18.307, 10.0, 0.05),
            (13.277, 4.0, 0.01),
            (1.386_29, 2.0, 0.5),
        ] {
            let found = above(value, freedom);
            assert!(
                (found - chance).abs() < 0.01 * f64::max(chance, 0.1),
                "{found} {chance}"
            );
        }
    }

    #[test]
    fn correlations_are_drawn_a_tenth_towards_none() {
        // 0.5 becomes 0.45: the inverse of (1 0.45; 0.45 1) is (1 -0.45; -0.45 1) / 0.7975, and deviations of 2 and 3 divide it.
        let found = weight(&[vec![4.0, 3.0], vec![3.0, 9.0]]).unwrap();
        assert!((found[0][0] - 1.0 / 0.7975 / 4.0).abs() < 1e-12);
        assert!((found[0][1] + 0.45 / 0.7975 / 6.0).abs() < 1e-12);
        // Two moments that are one are told apart as little as that allows, never refused.
        assert!(weight(&[vec![1.0, 1.0], vec![1.0, 1.0]]).is_some());
    }
}
