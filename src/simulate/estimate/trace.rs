//! How a world moves through its weeks: load by audience, balances of budgets, who holds which
//! standing. Sums over one replication or means over many; no statistics here.

use serde::{Deserialize, Serialize};

use crate::simulate::estimate::each::Each;
use crate::simulate::estimate::split::Split;

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
    /// Who sells and who is paid.
    pub split: Split,
    /// What each partner sells and is paid, where it is asked for.
    pub each: Each,
}

impl Trace {
    /// Every number, in one order.
    pub(in crate::simulate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let loads = self.loads.iter().flatten();
        let loads = loads.flat_map(|(sum, partners)| [*sum, *partners]);
        let plain = self.balances.iter().chain(&self.standings);
        let moves = self.moves.iter().flatten();
        loads
            .chain(plain.chain(moves).flatten().copied())
            .chain(self.split.numbers())
            .chain(self.each.numbers())
    }

    /// Puts other numbers in their places, in the same order.
    pub(in crate::simulate) fn fill(&mut self, mut numbers: impl Iterator<Item = f64>) {
        let mut next = || numbers.next().unwrap_or(0.0);
        for (sum, partners) in self.loads.iter_mut().flatten() {
            *sum = next();
            *partners = next();
        }
        let plain = self.balances.iter_mut().chain(&mut self.standings);
        let moves = self.moves.iter_mut().flatten();
        for value in plain.chain(moves).flatten() {
            *value = next();
        }
        self.split.fill(&mut next);
        self.each.fill(next);
    }

    /// The mean fatigue index of an audience in a week; `None` of nobody.
    pub fn index(&self, audience: usize, week: usize) -> Option<f64> {
        let (sum, partners) = self.loads.get(audience)?.get(week)?;
        (*partners > 0.0).then(|| sum / partners)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_return_to_their_places() {
        let one = Trace {
            loads: vec![vec![(1.0, 4.0), (0.0, 0.0)]],
            balances: vec![vec![10.0, 6.0]],
            standings: vec![vec![3.0, 1.0, 0.0]],
            moves: vec![vec![vec![2.0, 1.0], vec![0.0, 1.0]]],
            ..Trace::default()
        };
        let mut two = one.clone();
        two.fill(one.numbers().map(|value| 2.0 * value));
        assert_eq!(two.balances, [[20.0, 12.0]]);
        assert_eq!(two.loads, [[(2.0, 8.0), (0.0, 0.0)]]);
        assert_eq!(two.moves, [[[4.0, 2.0], [0.0, 2.0]]]);
        two.fill(one.numbers());
        assert_eq!(two, one);
        assert_eq!(two.index(0, 0), Some(0.25));
        assert_eq!(two.index(0, 1), None, "nobody");
        assert_eq!(two.index(1, 0), None, "no such audience");
    }
}
