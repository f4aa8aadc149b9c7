//! How a world moves through its weeks: load by audience, balances of budgets, who holds which
//! standing. Sums over one replication or means over many; no statistics here.

use serde::{Deserialize, Serialize};

/// The weeks of the program's year in one world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// By audience, then week: the sum of fatigue indices, and how many partners it is of.
    pub loads: Vec<Vec<(f64, f64)>>,
    /// By budget, then week: what is left at the week's end of the pool that the week draws from.
    pub balances: Vec<Vec<f64>>,
    /// By quarter, its start first: partners by standing. Tiers in their order, then those without
    /// one, then those that have left.
    pub standings: Vec<Vec<f64>>,
    /// By quarter: partners by standing at its start, then at its end.
    pub moves: Vec<Vec<Vec<f64>>>,
}

impl Trace {
    /// Adds another replication of the same world.
    pub fn add(&mut self, other: &Trace) {
        add_rows(&mut self.loads, &other.loads, |sum, each| {
            sum.0 += each.0;
            sum.1 += each.1;
        });
        add_rows(&mut self.balances, &other.balances, |sum, each| {
            *sum += each
        });
        add_rows(&mut self.standings, &other.standings, |sum, each| {
            *sum += each
        });
        self.moves.resize(other.moves.len(), Vec::new());
        for (sum, each) in self.moves.iter_mut().zip(&other.moves) {
            add_rows(sum, each, |sum, each| *sum += each);
        }
    }

    /// Sums to means.
    pub fn scale(&mut self, factor: f64) {
        for (sum, partners) in self.loads.iter_mut().flatten() {
            *sum *= factor;
            *partners *= factor;
        }
        let plain = self.balances.iter_mut().chain(&mut self.standings);
        let moves = self.moves.iter_mut().flatten();
        for value in plain.chain(moves).flatten() {
            *value *= factor;
        }
    }

    /// The mean fatigue index of an audience in a week; `None` of nobody.
    pub fn index(&self, audience: usize, week: usize) -> Option<f64> {
        let (sum, partners) = self.loads.get(audience)?.get(week)?;
        (*partners > 0.0).then(|| sum / partners)
    }
}

/// Adds cell by cell; a table without rows takes the other's form.
fn add_rows<T: Copy + Default>(sums: &mut Vec<Vec<T>>, others: &[Vec<T>], add: impl Fn(&mut T, T)) {
    sums.resize(others.len(), Vec::new());
    for (row, other) in sums.iter_mut().zip(others) {
        row.resize(other.len(), T::default());
        for (sum, each) in row.iter_mut().zip(other) {
            add(sum, *each);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_of_all_replications() {
        let one = Trace {
            loads: vec![vec![(1.0, 4.0), (0.0, 0.0)]],
            balances: vec![vec![10.0, 6.0]],
            standings: vec![vec![3.0, 1.0, 0.0]],
            moves: vec![vec![vec![2.0, 1.0], vec![0.0, 1.0]]],
        };
        let mut two = Trace::default();
        two.add(&one);
        assert_eq!(two, one, "a blank takes the form of the first");
        two.add(&Trace {
            balances: vec![vec![0.0, 2.0]],
            ..one.clone()
        });
        two.scale(0.5);
        assert_eq!(two.balances, [[5.0, 4.0]]);
        assert_eq!(two.standings, one.standings);
        assert_eq!(two.moves, one.moves);
        assert_eq!(two.index(0, 0), Some(0.25));
        assert_eq!(two.index(0, 1), None, "nobody");
        assert_eq!(two.index(1, 0), None, "no such audience");
    }
}
