//! What each group of incentives brings, where they lean on each other: its mean contribution over the orders in
//! which groups can be added (Shapley). The parts add up to what all of them bring together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::estimate::metrics::Pair;
use crate::simulate::estimate::statistics::mean;
use crate::simulate::estimate::totals::Totals;
use crate::simulate::run::watch::{Aside, Watch};
use crate::simulate::run::worlds::{Options, Refusal, part_of};

/// The most groups.
pub const MOST_GROUPS: usize = 12;
/// Up to so many groups every set of them is run, so that the parts are exact.
const EXACT: usize = 6;
/// Pairs of an order and the same backwards, where there are more groups.
const PAIRS: u16 = 32;

/// What each group brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Groups, by the names of their incentives.
    pub groups: Vec<Name>,
    /// Their parts of the net value, in their order.
    pub values: Vec<f64>,
    /// The net value of all of them less that of none: the sum of the parts.
    pub total: f64,
    /// Sets of groups that were run.
    pub sets: usize,
    /// Replications of each.
    pub replications: u32,
}

/// What is asked: the parts of these groups of incentives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// Each with its name and incentives.
    pub groups: Vec<(Name, Vec<IncentiveId>)>,
    /// Replications of each set.
    pub replications: u32,
}

impl Groups {
    /// Replications of a program and of none that it takes at the most.
    pub fn runs(&self) -> u64 {
        let players = self.groups.len();
        let sets = if players <= EXACT {
            1_u64 << players
        } else {
            2 * u64::from(PAIRS) * players as u64
        };
        sets * u64::from(self.replications)
    }

    /// The answer, for a program in a scenario.
    pub(in crate::simulate) fn answer(
        &self,
        program: &Program,
        scenario: &Scenario,
        watch: &dyn Watch,
    ) -> Result<Shares, Refusal> {
        let players = self.groups.len().min(MOST_GROUPS);
        let watch = Aside(watch);
        let mut known: BTreeMap<u16, f64> = BTreeMap::new();
        let mut value = |set: u16| -> Result<f64, Refusal> {
            if let Some(value) = known.get(&set) {
                return Ok(*value);
            }
            let missing = (0..players).filter(|player| set & (1 << player) == 0);
            let lacking: Vec<IncentiveId> = missing
                .filter_map(|player| self.groups.get(player))
                .flat_map(|(_, incentives)| incentives.iter().copied())
                .collect();
            let options = Options {
                replications: Some(0..self.replications),
                most_work: Some(u128::MAX),
                most_memory: Some(u128::MAX),
                ..Options::default()
            };
            let part = part_of(program, scenario, &options, &lacking, &watch)?;
            let net = match part.so_far().worlds.as_slice() {
                [with, without, ..] => {
                    let pair = Pair {
                        with: &with.totals,
                        without: &without.totals,
                    };
                    mean(&pair.controlled_gain()) - mean(&pair.difference(Totals::cost))
                }
                [] | [_] => 0.0,
            };
            known.insert(set, net);
            Ok(net)
        };
        let values = shares(players, scenario.seed, &mut value)?;
        let all = (1_u16 << players) - 1;
        let total = value(all)? - value(0)?;
        Ok(Shares {
            groups: self.groups.iter().map(|(name, _)| name.clone()).collect(),
            values,
            total,
            sets: known.len(),
            replications: self.replications,
        })
    }
}

/// The parts of players, by the value of each set of them.
pub fn shares<E>(
    players: usize,
    seed: u32,
    value: &mut impl FnMut(u16) -> Result<f64, E>,
) -> Result<Vec<f64>, E> {
    if players <= EXACT {
        exact(players, value)
    } else {
        by_orders(players, seed, value)
    }
}

/// Over all sets: a set of s others stands before a player in s! (n-s-1)! of n! orders.
fn exact<E>(players: usize, value: &mut impl FnMut(u16) -> Result<f64, E>) -> Result<Vec<f64>, E> {
    let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
    let all = players as u32;
    let mut shares = vec![0.0; players];
    for (player, share) in shares.iter_mut().enumerate() {
        let own = 1_u16 << player;
        for set in (0..1_u16 << players).filter(|set| set & own == 0) {
            let before = set.count_ones();
            let weight = factorial(before) * factorial(all - before - 1) / factorial(all);
            *share += weight * (value(set | own)? - value(set)?);
        }
    }
    Ok(shares)
}

/// Over random orders, each forwards and backwards.
fn by_orders<E>(
    players: usize,
    seed: u32,
    value: &mut impl FnMut(u16) -> Result<f64, E>,
) -> Result<Vec<f64>, E> {
    let key = Key {
        seed,
        replication: 3,
    };
    let mut sums = vec![0.0; players];
    for pair in 0..PAIRS {
        let word = |player: usize| {
            let address = Address::of(Purpose::Behaviour).number(player as u16);
            key.uniform(address.by(u64::from(pair) + 1))
        };
        let mut order: Vec<usize> = (0..players).collect();
        order.sort_by(|one, other| word(*one).total_cmp(&word(*other)));
        for _ in 0..2 {
            let (mut set, mut before) = (0_u16, value(0)?);
            for player in &order {
                set |= 1 << player;
                let after = value(set)?;
                sums[*player] += after - before;
                before = after;
            }
            order.reverse();
        }
    }
    let orders = 2.0 * f64::from(PAIRS);
    Ok(sums.iter().map(|sum| sum / orders).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(players: usize, value: impl Fn(u16) -> f64) -> Vec<f64> {
        shares(players, 7, &mut |set| Ok::<f64, ()>(value(set))).unwrap()
    }

    fn bits(set: u16) -> impl Iterator<Item = usize> {
        (0..16).filter(move |bit| set & (1 << bit) != 0)
    }

    #[test]
    fn k29_an_additive_game_gives_each_its_own() {
        let own = [
            3.0, -1.0, 0.5, 7.0, 2.0, 0.0, 11.0, -4.0, 1.0, 1.0, 6.0, 5.0,
        ];
        let value = |set: u16| bits(set).map(|player| own[player]).sum::<f64>();
        for players in [1, 4, 6, 7, 12] {
            for (found, own) in found(players, value).iter().zip(own) {
                assert!((found - own).abs() < 1e-12, "{players}: {found} {own}");
            }
        }
    }

    #[test]
    fn k29_parts_add_up_and_equals_get_the_same() {
        // Worth the square of how many there are, and 10 more once 0 and 1 meet: players 2 and up are equal.
        let value = |set: u16| {
            let many = f64::from(set.count_ones());
            many * many + if set & 3 == 3 { 10.0 } else { 0.0 }
        };
        for players in [4, 6, 8] {
            let found = found(players, value);
            let all = (players * players) as f64 + 10.0;
            assert!((found.iter().sum::<f64>() - all).abs() < 1e-9);
            if players <= EXACT {
                // n^2 shared evenly is n each; the meeting is worth 5 to either.
                assert!(
                    (found[0] - (players as f64 + 5.0)).abs() < 1e-9,
                    "{found:?}"
                );
                assert!((found[0] - found[1]).abs() < 1e-9);
                assert!((found[2] - found[3]).abs() < 1e-9);
            } else {
                // Forwards and backwards, a square is shared evenly in every pair.
                assert!((found[2] - found[3]).abs() < 1e-9, "{found:?}");
            }
        }
    }

    #[test]
    fn three_gloves_by_hand() {
        // 0 has a left glove, 1 and 2 a right one each; a pair is worth 1: 4/6, 1/6, 1/6.
        let value = |set: u16| f64::from(u8::from(set & 1 != 0 && set & 6 != 0));
        let found = found(3, value);
        for (found, expected) in found.iter().zip([4.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
    }
}
