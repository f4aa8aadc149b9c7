//! How opportunities answer to rewards.

use std::collections::BTreeMap;

use crate::intake::panel::{Panel, Week};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{exp, ln};

/// What it is called.
pub(super) const NAME: &str = "elasticity";

pub(super) const CAVEAT: &str = "with effects of each partner and each week; a training or a launch at the same time \
                                 still biases it upwards, and for small rewards only elasticity times pass-through is told";

/// One partner-week with opportunities.
struct Cell {
    partner: usize,
    week: usize,
    created: f64,
    /// ln(1 + reward).
    reward: f64,
}

/// Rounds of fitting the effects of partners and weeks, and of Newton's method.
const ROUNDS: usize = 60;

/// The elasticity of opportunities to one plus the relative reward: Poisson pseudo-likelihood with an effect of
/// each partner and each week, which take up sizes and seasons.
pub(super) fn elasticity(panel: &Panel) -> Option<Likely> {
    let needs = ["created", "reward"];
    if !needs.iter().all(|column| panel.columns.contains(column)) {
        return None;
    }
    let cells = cells(panel);
    let partners = cells.iter().map(|cell| cell.partner).max()? + 1;
    let weeks = cells.iter().map(|cell| cell.week).max()? + 1;
    let mut elasticity = 0.0;
    let mut information = 0.0;
    for _ in 0..ROUNDS {
        let mu = expected(&cells, (partners, weeks), elasticity);
        let rest = residual(&cells, (partners, weeks), &mu);
        let pairs = cells.iter().zip(&mu).zip(&rest);
        let (mut score, mut found) = (0.0, 0.0);
        for ((cell, mu), rest) in pairs {
            score += (cell.created - mu) * rest;
            found += mu * rest * rest;
        }
        if found <= 1e-12 {
            return None;
        }
        information = found;
        let step = (score / found).clamp(-1.0, 1.0);
        elasticity += step;
        if step.abs() < 1e-10 {
            break;
        }
    }
    Some(Likely {
        scale: Scale::Plain,
        middle: elasticity,
        error: 1.0 / information.sqrt(),
        events: cells.iter().map(|cell| cell.created).sum(),
    })
}

/// Partner-weeks while the partner takes part. A partner or week without any opportunity tells nothing.
fn cells(panel: &Panel) -> Vec<Cell> {
    let mut by_week: BTreeMap<i64, f64> = BTreeMap::new();
    let alive = |week: &&Week| week.active > 0.0;
    for week in panel.partners.values().flatten().filter(alive) {
        *by_week.entry(week.week).or_default() += week.created;
    }
    let told = by_week.into_iter().filter(|(_, sum)| *sum > 0.0);
    let places: BTreeMap<i64, usize> = told.enumerate().map(|(k, (week, _))| (week, k)).collect();
    let some = panel.partners.values().filter(|weeks| {
        let created: f64 = weeks.iter().filter(alive).map(|week| week.created).sum();
        created > 0.0
    });
    let mut cells = Vec::new();
    for (partner, weeks) in some.enumerate() {
        for week in weeks.iter().filter(alive) {
            if let Some(place) = places.get(&week.week) {
                cells.push(Cell {
                    partner,
                    week: *place,
                    created: week.created,
                    reward: ln(1.0 + week.reward.max(0.0)),
                });
            }
        }
    }
    cells
}

/// What each cell is expected to hold at an elasticity, once the effects of partners and weeks are fitted: their
/// sums are then those of the data.
fn expected(cells: &[Cell], (partners, weeks): (usize, usize), elasticity: f64) -> Vec<f64> {
    let lift: Vec<f64> = cells
        .iter()
        .map(|cell| exp(elasticity * cell.reward))
        .collect();
    let (mut of_partner, mut of_week) = (vec![1.0; partners], vec![1.0; weeks]);
    for _ in 0..ROUNDS {
        let mut sums = vec![(0.0, 0.0); partners];
        for (cell, lift) in cells.iter().zip(&lift) {
            sums[cell.partner].0 += cell.created;
            sums[cell.partner].1 += of_week[cell.week] * lift;
        }
        for (own, (seen, held)) in of_partner.iter_mut().zip(&sums) {
            *own = seen / held;
        }
        let mut sums = vec![(0.0, 0.0); weeks];
        for (cell, lift) in cells.iter().zip(&lift) {
            sums[cell.week].0 += cell.created;
            sums[cell.week].1 += of_partner[cell.partner] * lift;
        }
        for (own, (seen, held)) in of_week.iter_mut().zip(&sums) {
            *own = seen / held;
        }
    }
    let of = |(cell, lift): (&Cell, &f64)| of_partner[cell.partner] * of_week[cell.week] * lift;
    cells.iter().zip(&lift).map(of).collect()
}

/// What of the reward is not told by partner and week: its residual on both, weighted by what is expected.
fn residual(cells: &[Cell], (partners, weeks): (usize, usize), mu: &[f64]) -> Vec<f64> {
    let mut rest: Vec<f64> = cells.iter().map(|cell| cell.reward).collect();
    for _ in 0..ROUNDS {
        let mut sums = vec![(0.0, 0.0); partners];
        for ((cell, rest), mu) in cells.iter().zip(&rest).zip(mu) {
            sums[cell.partner].0 += mu * rest;
            sums[cell.partner].1 += mu;
        }
        for (cell, rest) in cells.iter().zip(&mut rest) {
            let (sum, all) = sums[cell.partner];
            *rest -= sum / all;
        }
        let mut sums = vec![(0.0, 0.0); weeks];
        for ((cell, rest), mu) in cells.iter().zip(&rest).zip(mu) {
            sums[cell.week].0 += mu * rest;
            sums[cell.week].1 += mu;
        }
        for (cell, rest) in cells.iter().zip(&mut rest) {
            let (sum, all) = sums[cell.week];
            *rest -= sum / all;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_partners_and_two_weeks_by_hand() {
        // One partner goes from 10 to 40 opportunities as a reward of 1 begins, the other from 10 to 20 without any. The season
        // doubles, so does the reward: an elasticity of 1. The four counts are met exactly, and the logarithm of their double
        // quotient has the variance 1/10 + 1/40 + 1/10 + 1/20.
        let week = |week, created, reward| Week {
            week,
            active: 1.0,
            created,
            reward,
            ..Week::default()
        };
        let one = vec![week(0, 10.0, 0.0), week(1, 40.0, 1.0)];
        let other = vec![week(0, 10.0, 0.0), week(1, 20.0, 0.0)];
        let panel = Panel {
            partners: [("a".into(), one), ("b".into(), other)].into(),
            columns: vec!["partner", "week", "active", "created", "reward"],
        };
        let found = elasticity(&panel).unwrap();
        assert!((found.middle - 1.0).abs() < 1e-6, "{found:?}");
        let error = 0.275_f64.sqrt() / ln(2.0);
        assert!((found.error - error).abs() < 1e-6, "{found:?} {error}");
        assert_eq!(found.events, 80.0);
    }
}
