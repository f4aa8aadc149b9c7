//! Which parameters matter, found by moving them one at a time (Morris 1991).

use crate::base::name::Name;
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};
use crate::simulate::estimate::ignorance::{Influence, at, drawn};
use crate::simulate::estimate::statistics::{covariance, mean};
use crate::simulate::run::worlds::Refusal;

/// Levels of the grid on which parameters move.
const LEVELS: u16 = 4;

/// Morris's screening of any function of a behaviour.
pub(in crate::simulate) fn screen(
    base: &Behaviour,
    seed: u32,
    paths: u16,
    mut value: impl FnMut(&Behaviour) -> Result<f64, Refusal>,
) -> Result<Vec<Influence>, Refusal> {
    let parameters = drawn(base);
    let mut changes: Vec<Vec<f64>> = vec![Vec::new(); parameters.len()];
    let key = Key {
        seed,
        replication: 1,
    };
    let step = f64::from(LEVELS) / 2.0 / f64::from(LEVELS - 1);
    for path in 0..paths {
        let word = |ordinal: usize, which: i16| {
            let address = Address::of(Purpose::Behaviour)
                .number(ordinal as u16)
                .in_week(which);
            key.uniform(address.by(u64::from(path) + 1))
        };
        let mut order: Vec<usize> = (0..parameters.len()).collect();
        order.sort_by(|a, b| word(*a, 0).total_cmp(&word(*b, 0)));
        // Each starts in the lower half and moves up, or the other way round.
        let mut places: Vec<f64> = (0..parameters.len())
            .map(|k| {
                let level = (word(k, 1) * f64::from(LEVELS / 2)).floor() / f64::from(LEVELS - 1);
                if word(k, 2) < 0.5 {
                    level
                } else {
                    level + step
                }
            })
            .collect();
        let mut behaviour = base.clone();
        for (parameter, place) in parameters.iter().zip(&places) {
            parameter.set(&mut behaviour, at(parameter, *place));
        }
        let mut before = value(&behaviour)?;
        for k in order {
            let up = places[k] < step;
            places[k] += if up { step } else { -step };
            parameters[k].set(&mut behaviour, at(parameters[k], places[k]));
            let after = value(&behaviour)?;
            let change = (after - before) / step;
            changes[k].push(if up { change } else { -change });
            before = after;
        }
    }
    let mut found: Vec<Influence> = parameters
        .iter()
        .zip(&changes)
        .map(|(parameter, changes)| {
            let sizes: Vec<f64> = changes.iter().map(|change| change.abs()).collect();
            Influence {
                name: Name::new(parameter.name),
                size: mean(&sizes),
                deviation: covariance(changes, changes).sqrt(),
                first: None,
                total: None,
            }
        })
        .collect();
    found.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.name.cmp(&b.name)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::estimate::ignorance::CENTRAL_PART;

    #[test]
    fn screening_finds_the_slopes_of_a_straight_function() {
        // 2 x elasticity + 5 x skill_win, in places of the central part: the size of each is its
        // slope times the width of that part, the deviation is zero, and all else has none.
        let found = screen(&Behaviour::default(), 1, 6, |behaviour| {
            Ok(2.0 * behaviour.elasticity + 5.0 * behaviour.skill_win)
        })
        .unwrap();
        assert_eq!(&*found[0].name, "skill_win");
        assert!((found[0].size - 5.0 * 0.5 * CENTRAL_PART).abs() < 1e-12);
        assert_eq!(&*found[1].name, "elasticity");
        assert!((found[1].size - 2.0 * 0.40 * CENTRAL_PART).abs() < 1e-12);
        assert!(found.iter().all(|each| each.deviation < 1e-9));
        assert!(found[2..].iter().all(|each| each.size == 0.0));
    }
}
