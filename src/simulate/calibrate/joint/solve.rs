//! Where a weighted distance of moments and a distance from what was believed are least together: Gauss and Newton's method with
//! slopes by differences. Must not know what a moment or a parameter is.

use crate::simulate::calibrate::laplace::{dot, inverse};

/// What is looked for: `(m_obs - m(x))' W (m_obs - m(x)) + sum(((x - x0) / s)^2)` at its least, x within bounds.
pub struct Problem {
    /// The moments that were seen.
    pub observed: Vec<f64>,
    /// The inverse of their covariance.
    pub weight: Vec<Vec<f64>>,
    /// Middle and standard deviation of what was believed of each parameter.
    pub believed: Vec<(f64, f64)>,
    /// Where each may lie.
    pub bounds: Vec<(f64, f64)>,
}

/// The moments at several points at once.
pub type Ask<'a, E> = dyn Fn(&[Vec<f64>]) -> Result<Vec<Vec<f64>>, E> + 'a;

/// A point and what is known there.
#[derive(Clone, Debug)]
pub struct Point {
    /// The parameters.
    pub x: Vec<f64>,
    /// Their moments.
    pub moments: Vec<f64>,
    /// The weighted distance of the moments.
    pub misfit: f64,
    /// That and the distance from what was believed.
    pub total: f64,
}

/// The least.
#[derive(Clone, Debug)]
pub struct Least {
    /// Where it is.
    pub point: Point,
    /// The covariance of the parameters after the data.
    pub covariance: Vec<Vec<f64>>,
    /// How many parameters the moments tell, counted by how much each adds to what was believed.
    pub told: f64,
    /// Whether the search ended by itself.
    pub is_settled: bool,
}

/// Differences reach so many deviations of what was believed to each side.
pub const REACH: f64 = 0.5;
/// How often a step that does not come lower is halved.
pub const HALVINGS: usize = 3;
/// A step that is shorter than this, in deviations, ends the search.
const SHORT: f64 = 0.1;

impl Problem {
    /// What a point comes to.
    pub fn at(&self, x: Vec<f64>, moments: Vec<f64>) -> Point {
        let off = self.off(&moments);
        let misfit = dot(&off, &times(&self.weight, &off));
        let far = x.iter().zip(&self.believed);
        let far = far.map(|(x, (middle, deviation))| (x - middle) / deviation);
        let total = misfit + far.map(|far| far * far).sum::<f64>();
        Point {
            x,
            moments,
            misfit,
            total,
        }
    }

    fn off(&self, moments: &[f64]) -> Vec<f64> {
        let pairs = self.observed.iter().zip(moments);
        pairs.map(|(seen, found)| seen - found).collect()
    }

    /// How each moment moves with each parameter, a row a parameter.
    pub fn slopes<E>(&self, x: &[f64], ask: &Ask<E>) -> Result<Vec<Vec<f64>>, E> {
        let mut points = Vec::new();
        let mut spans = Vec::new();
        let sides = self.believed.iter().zip(&self.bounds).enumerate();
        for (place, ((_, deviation), (low, high))) in sides {
            let ends = [-REACH, REACH].map(|far| (x[place] + far * deviation).clamp(*low, *high));
            spans.push(ends[1] - ends[0]);
            points.extend(ends.map(|end| {
                let mut moved = x.to_vec();
                moved[place] = end;
                moved
            }));
        }
        let found = ask(&points)?;
        let slope = |(ends, span): (&[Vec<f64>], &f64)| {
            let pairs = ends[0].iter().zip(&ends[1]);
            let slopes = pairs.map(|(down, up)| if *span > 0.0 { (up - down) / span } else { 0.0 });
            slopes.collect()
        };
        Ok(found.chunks(2).zip(&spans).map(slope).collect())
    }

    /// What the moments tell of the parameters: slopes' W slopes.
    pub fn information(&self, slopes: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let weighted: Vec<Vec<f64>> = slopes.iter().map(|row| times(&self.weight, row)).collect();
        let row = |one: &Vec<f64>| weighted.iter().map(|other| dot(one, other)).collect();
        slopes.iter().map(row).collect()
    }

    /// The covariance after the data, and how many parameters are told. `None` where a weight is not positive.
    fn known(&self, slopes: &[Vec<f64>]) -> Option<(Vec<Vec<f64>>, f64)> {
        let information = self.information(slopes);
        let covariance = inverse(&self.with_belief(information.clone()))?;
        let told = covariance.iter().zip(&information);
        let told = told.map(|(one, other)| dot(one, other)).sum();
        Some((covariance, told))
    }

    /// Searches from a point, in so many rounds at most. `None` where a weight is not positive.
    pub fn least<E>(
        &self,
        start: Vec<f64>,
        rounds: usize,
        ask: &Ask<E>,
    ) -> Result<Option<Least>, E> {
        let first = ask(std::slice::from_ref(&start))?;
        let mut point = self.at(start, first.into_iter().next().unwrap_or_default());
        let mut is_settled = false;
        let mut slopes = self.slopes(&point.x, ask)?;
        for round in 0..rounds {
            let Some(step) = self.step(&point, &slopes) else {
                return Ok(None);
            };
            let Some(next) = self.lower(&point, &step, ask)? else {
                is_settled = true;
                break;
            };
            let far = next.x.iter().zip(&point.x).zip(&self.believed);
            let far = far.map(|((new, old), (_, deviation))| ((new - old) / deviation).abs());
            is_settled = far.fold(0.0, f64::max) < SHORT;
            point = next;
            slopes = self.slopes(&point.x, ask)?;
            if is_settled || round + 1 == rounds {
                break;
            }
        }
        let known = self.known(&slopes);
        Ok(known.map(|(covariance, told)| Least {
            point,
            covariance,
            told,
            is_settled,
        }))
    }

    fn with_belief(&self, mut information: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        for (place, (_, deviation)) in self.believed.iter().enumerate() {
            information[place][place] += 1.0 / (deviation * deviation);
        }
        information
    }

    /// The step to the least of the tangent, within bounds: what would leave them stops there, and the others are solved again.
    fn step(&self, point: &Point, slopes: &[Vec<f64>]) -> Option<Vec<f64>> {
        let bend = self.with_belief(self.information(slopes));
        let off = times(&self.weight, &self.off(&point.moments));
        let pulls = slopes.iter().zip(point.x.iter().zip(&self.believed));
        let pull = |(row, (x, (middle, deviation))): (&Vec<f64>, (&f64, &(f64, f64)))| {
            dot(row, &off) - (x - middle) / (deviation * deviation)
        };
        let pull: Vec<f64> = pulls.map(pull).collect();
        let mut held: Vec<Option<f64>> = vec![None; pull.len()];
        loop {
            let free: Vec<usize> = (0..held.len()).filter(|k| held[*k].is_none()).collect();
            let row = |i: &usize| free.iter().map(|j| bend[*i][*j]).collect();
            let kept: Vec<Vec<f64>> = free.iter().map(row).collect();
            let rest = |i: &usize| {
                let moved = held.iter().zip(&bend[*i]);
                pull[*i]
                    - moved
                        .filter_map(|(by, bend)| Some((*by)? * bend))
                        .sum::<f64>()
            };
            let rest: Vec<f64> = free.iter().map(rest).collect();
            let found = times(&inverse(&kept)?, &rest);
            let mut leaves = false;
            for (k, by) in free.iter().zip(&found) {
                let (x, (low, high)) = (point.x[*k], self.bounds[*k]);
                if x + by < low || x + by > high {
                    held[*k] = Some((x + by).clamp(low, high) - x);
                    leaves = true;
                }
            }
            if !leaves {
                for (k, by) in free.iter().zip(&found) {
                    held[*k] = Some(*by);
                }
                return Some(held.into_iter().map(|by| by.unwrap_or(0.0)).collect());
            }
        }
    }

    /// The first of a step and its halves that comes lower.
    fn lower<E>(&self, from: &Point, step: &[f64], ask: &Ask<E>) -> Result<Option<Point>, E> {
        let mut share = 1.0;
        for _ in 0..HALVINGS {
            let moves = from.x.iter().zip(step).zip(&self.bounds);
            let x: Vec<f64> = moves
                .map(|((x, step), (low, high))| (x + share * step).clamp(*low, *high))
                .collect();
            let moments = ask(std::slice::from_ref(&x))?;
            let next = self.at(x, moments.into_iter().next().unwrap_or_default());
            if next.total < from.total {
                return Ok(Some(next));
            }
            share *= 0.5;
        }
        Ok(None)
    }
}

fn times(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| dot(row, vector)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments a and a + b of two numbers.
    fn linear(points: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, ()> {
        Ok(points.iter().map(|x| vec![x[0], x[0] + x[1]]).collect())
    }

    fn problem() -> Problem {
        Problem {
            observed: vec![1.0, 5.0],
            weight: vec![vec![2.0, 0.0], vec![0.0, 1.0]],
            believed: vec![(0.0, 1.0), (1.0, 0.5)],
            bounds: vec![(-9.0, 9.0), (-9.0, 9.0)],
        }
    }

    #[test]
    fn a_line_is_solved_at_once() {
        // 2 (1 - a)^2 + (5 - a - b)^2 + a^2 + 4 (b - 1)^2. Its slopes vanish where 4 a + b = 7 and a + 5 b = 9: a = 26 / 19 and
        // b = 29 / 19. The covariance is the inverse of (4 1; 1 5): (5 -1; -1 4) / 19. Told are the trace of (3 1; 1 1) times it,
        // (15 - 1 - 1 + 4) / 19.
        let found = problem()
            .least(vec![0.0, 1.0], 5, &linear)
            .unwrap()
            .unwrap();
        let near = |one: f64, other: f64| (one - other).abs() < 1e-12;
        assert!(near(found.point.x[0], 26.0 / 19.0) && near(found.point.x[1], 29.0 / 19.0));
        assert!(
            near(found.covariance[0][0], 5.0 / 19.0) && near(found.covariance[0][1], -1.0 / 19.0)
        );
        assert!(near(found.told, 17.0 / 19.0), "{}", found.told);
        // What is left: (1 - 26/19) twice over and 5 - 55/19 = 40/19.
        let misfit = (2.0 * 49.0 + 1600.0) / 361.0;
        assert!(near(found.point.misfit, misfit));
        assert!(near(
            found.point.total,
            misfit + (676.0 + 4.0 * 100.0) / 361.0
        ));
        assert!(found.is_settled);
    }

    #[test]
    fn nothing_lies_beyond_its_bounds() {
        let mut problem = problem();
        problem.bounds[0] = (0.0, 1.0);
        let found = problem.least(vec![0.0, 1.0], 9, &linear).unwrap().unwrap();
        // At a = 1 the other is best where 5 b = 8.
        assert!((found.point.x[0] - 1.0).abs() < 1e-12);
        assert!(
            (found.point.x[1] - 1.6).abs() < 1e-12,
            "{:?}",
            found.point.x
        );
    }

    #[test]
    fn what_moves_nothing_stays_as_believed() {
        let flat = |points: &[Vec<f64>]| -> Result<Vec<Vec<f64>>, ()> {
            Ok(points.iter().map(|x| vec![x[0], 4.0]).collect())
        };
        let found = problem().least(vec![0.0, 1.0], 5, &flat).unwrap().unwrap();
        // 2 (1 - a)^2 + a^2 is least at 2/3.
        assert!((found.point.x[0] - 2.0 / 3.0).abs() < 1e-12);
        assert!((found.point.x[1] - 1.0).abs() < 1e-12);
        assert!((found.covariance[1][1] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn a_search_from_anywhere_ends_in_one_place() {
        // A line's tangent is itself: one step leads there, from wherever it is taken.
        let found = problem()
            .least(vec![4.0, -3.0], 1, &linear)
            .unwrap()
            .unwrap();
        assert!(
            (found.point.x[0] - 26.0 / 19.0).abs() < 1e-12,
            "{:?}",
            found.point
        );
        assert!(
            (found.point.x[1] - 29.0 / 19.0).abs() < 1e-12,
            "{:?}",
            found.point
        );
    }
}
