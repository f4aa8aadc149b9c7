//! The same sales in another arrangement: by two partners instead of one, in one period instead of two. What
//! is said of each was paid by the evaluator, not read off a curve.

use std::collections::BTreeSet;

use super::case::still::Still;
use super::case::{Case, Making, Stage};
use super::drawn::{Drawn, drawn};
use super::edge::Place;
use super::mover::Moves;
use crate::base::date::Date;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::semantics::curve::{Curve, CurveFault};

/// The amounts that are tried on one curve: those around its first edges and its last.
const MOST_AMOUNTS: usize = 24;

/// An arrangement that is paid more than the plain one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arranged {
    /// For whom, on what, in which period.
    pub place: Place,
    /// What is sold in all, in minor units.
    pub amount: i128,
    /// What the plain arrangement is paid, in minor units.
    pub plain: i128,
    /// What this one is paid.
    pub arranged: i128,
    /// This one.
    pub case: Case,
}

impl Arranged {
    /// What is gained by it, in minor units.
    pub fn gain(&self) -> i128 {
        self.arranged.saturating_sub(self.plain)
    }
}

/// Sales of one period by two partners that are paid more than the same sales by one.
pub fn splits(program: &Program) -> Result<Vec<Arranged>, CurveFault> {
    gains(program, |each, half| {
        let day = each.on;
        let whole = sold(program, each, &[("acme", day, half.saturating_mul(2))]);
        let parts = sold(program, each, &[("acme", day, half), ("birch", day, half)]);
        Some((whole, parts))
    })
}

/// Orders on the last day of one period that are paid more than if one of them was booked the day after.
pub fn moves(program: &Program) -> Result<Vec<Arranged>, CurveFault> {
    let year = program.fiscal.year();
    gains(program, |each, half| {
        let day = each.place.days.last();
        let next = day.plus_days(1);
        if !year.contains(next) || each.on != day {
            return None;
        }
        let apart = sold(program, each, &[("acme", day, half), ("acme", next, half)]);
        let together = sold(program, each, &[("acme", day, half), ("acme", day, half)]);
        Some((apart, together))
    })
}

/// Both arrangements of amounts around the edges of each curve of a period, played; those that gain are kept.
fn gains(
    program: &Program,
    arrange: impl Fn(&Drawn, i128) -> Option<(Case, Case)>,
) -> Result<Vec<Arranged>, CurveFault> {
    let still = Still::of(program);
    let stage = Stage::of(&still);
    let mut found = Vec::new();
    for each in drawn(program)? {
        if each.is_event || each.moves != Moves::Sales || each.place.product.is_none() {
            continue;
        }
        for half in halves(&each.curve) {
            let Some((plain, arranged)) = arrange(&each, half) else {
                continue;
            };
            let paid = |case: &Case| {
                let paid = stage.play(case).ok()?;
                Some(paid.by(each.place.incentive, program.fiscal.year()))
            };
            if let (Some(before), Some(after)) = (paid(&plain), paid(&arranged))
                && after > before.saturating_add(1)
            {
                found.push(Arranged {
                    place: each.place.clone(),
                    amount: half.saturating_mul(2),
                    plain: before,
                    arranged: after,
                    case: arranged,
                });
            }
        }
    }
    Ok(found)
}

/// Amounts worth trying: each edge, and half of it.
fn halves(curve: &Curve) -> BTreeSet<i128> {
    let edges: BTreeSet<i128> = curve
        .pieces()
        .iter()
        .map(|piece| piece.from)
        .filter(|from| *from > Ratio::ONE)
        .flat_map(|from| [from.floor(), from.floor().checked_div(2).unwrap_or(0)])
        .filter(|half| *half > 0)
        .collect();
    if edges.len() <= MOST_AMOUNTS {
        return edges;
    }
    let first = edges.iter().take(MOST_AMOUNTS);
    first.chain(edges.last()).copied().collect()
}

/// Sales by partners as the curve was drawn for, each on its day.
fn sold(program: &Program, each: &Drawn, sales: &[(&str, Date, i128)]) -> Case {
    let place = &each.place;
    let who = (place.tier, place.region, place.sort);
    let mut case = Case::default();
    let mut names: Vec<&str> = sales.iter().map(|(name, ..)| *name).collect();
    names.dedup();
    for name in names {
        let ids = [place.incentive];
        let mut making = Making::named(program, name, format!("{name}-"), who, &ids);
        let own = sales.iter().filter(|(other, ..)| *other == name);
        for (_, day, amount) in own {
            if let Some(product) = place.product {
                making.sale(product, *day, *amount);
            }
        }
        let made = making.done();
        case.partners.extend(made.partners);
        case.facts.extend(made.facts);
    }
    case
}
