//! The most that several occasions give together where they share what a partner sells in a year.

use std::collections::BTreeMap;

use crate::base::ratio::Ratio;
use crate::semantics::curve::{Curve, CurveFault};

/// The most states that are followed before a rougher bound is taken.
const MOST_STATES: usize = 4_000;

/// What several occasions give together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// In all, exactly or rounded up.
    pub total: Ratio,
    /// The sales of each occasion that give it; `None` where the bound is rough.
    pub sales: Option<Vec<Ratio>>,
}

/// The largest sum of the curves over whole amounts that add up to at most `sales`; without `sales` each
/// has its own. `None` where the sum has no end. The curves must never fall.
///
/// Each curve is straight between its ends, so that in some best spread all occasions but one stand at an
/// end: the ends are tried, and the one takes what is left.
pub fn spread(curves: &[Curve], sales: Option<Ratio>) -> Result<Option<Spread>, CurveFault> {
    let Some(sales) = sales else {
        let mut total = Ratio::ZERO;
        let mut at = Vec::new();
        for curve in curves {
            let Some((x, value)) = curve.peak(None)? else {
                return Ok(None);
            };
            total = total.plus(value)?;
            at.push(x);
        }
        let sales = Some(at);
        return Ok(Some(Spread { total, sales }));
    };
    let ends: Vec<Vec<Ratio>> = curves
        .iter()
        .map(|curve| ends(curve, sales))
        .collect::<Result<_, _>>()?;
    let most = rough(curves, &ends, sales)?;
    let single = in_one(curves, sales)?;
    if single.total == most.total {
        return Ok(Some(single));
    }
    let mut best: Option<(Ratio, Vec<Ratio>)> = None;
    for free in 0..curves.len() {
        // Occasions with the same curve are the same to leave free.
        if free > 0 && curves.get(free) == curves.get(free.saturating_sub(1)) {
            continue;
        }
        let Some(found) = with_free(curves, &ends, free, sales)? else {
            return Ok(Some(most));
        };
        if best.as_ref().is_none_or(|(total, _)| found.0 > *total) {
            best = Some(found);
        }
    }
    Ok(Some(match best {
        Some((total, at)) => Spread {
            total,
            sales: Some(at),
        },
        None => Spread {
            total: Ratio::ZERO,
            sales: Some(Vec::new()),
        },
    }))
}

/// All sales in the one occasion that they bring most in.
fn in_one(curves: &[Curve], sales: Ratio) -> Result<Spread, CurveFault> {
    let sales = Ratio::whole(sales.floor());
    let mut idle = Ratio::ZERO;
    let mut best: Option<(Ratio, usize)> = None;
    for (place, curve) in curves.iter().enumerate() {
        idle = idle.plus(curve.value(Ratio::ZERO)?)?;
        let gain = curve.gain(Ratio::ZERO, sales)?;
        if best.is_none_or(|(held, _)| gain > held) {
            best = Some((gain, place));
        }
    }
    let mut at = vec![Ratio::ZERO; curves.len()];
    let gain = best.map_or(Ratio::ZERO, |(gain, _)| gain);
    if let Some(own) = best.and_then(|(_, place)| at.get_mut(place))
        && gain > Ratio::ZERO
    {
        *own = sales;
    }
    Ok(Spread {
        total: idle.plus(gain)?,
        sales: Some(at),
    })
}

/// Whole amounts at which a curve bends or jumps, up to `sales`.
fn ends(curve: &Curve, sales: Ratio) -> Result<Vec<Ratio>, CurveFault> {
    let steepest = curve
        .pieces()
        .iter()
        .map(|piece| piece.slope)
        .max()
        .unwrap_or(Ratio::ZERO);
    let mut ends = vec![Ratio::ZERO];
    for piece in curve.pieces() {
        let floor = Ratio::whole(piece.from.floor());
        let next = floor.plus(Ratio::ONE)?;
        ends.push(floor);
        if floor != piece.from || piece.after != piece.at {
            ends.push(next);
        }
        // A jump smaller than what one more unit gives elsewhere is not worth reaching.
        let jump = piece.at.less(curve.before(piece.from)?)?;
        if jump > Ratio::ZERO && jump < steepest && floor == piece.from {
            ends.push(floor.less(Ratio::ONE)?.max(Ratio::ZERO));
        }
    }
    ends.retain(|end| *end <= sales);
    ends.sort_unstable();
    ends.dedup();
    Ok(ends)
}

/// The best sum where all but one occasion stand at an end. `None` where there are too many ways.
#[allow(clippy::type_complexity, reason = "a sum and where it is reached")]
fn with_free(
    curves: &[Curve],
    ends: &[Vec<Ratio>],
    free: usize,
    sales: Ratio,
) -> Result<Option<(Ratio, Vec<Ratio>)>, CurveFault> {
    // What is used so far: the best sum with it, and the sales of each occasion.
    let mut ways: BTreeMap<Ratio, (Ratio, Vec<Ratio>)> = BTreeMap::new();
    ways.insert(Ratio::ZERO, (Ratio::ZERO, Vec::new()));
    for (place, (curve, ends)) in curves.iter().zip(ends).enumerate() {
        let mut next: BTreeMap<Ratio, (Ratio, Vec<Ratio>)> = BTreeMap::new();
        for (used, (sum, at)) in &ways {
            let only_free = [Ratio::ZERO];
            let choices = if place == free { &only_free[..] } else { ends };
            for end in choices {
                let with = used.plus(*end)?;
                if with > sales {
                    continue;
                }
                let gives = if place == free {
                    Ratio::ZERO
                } else {
                    curve.value(*end)?
                };
                let value = sum.plus(gives)?;
                if next.get(&with).is_none_or(|(held, _)| value > *held) {
                    let mut at = at.clone();
                    at.push(*end);
                    next.insert(with, (value, at));
                    if next.len() > MOST_STATES {
                        return Ok(None);
                    }
                }
            }
        }
        ways = next;
    }
    let Some(curve) = curves.get(free) else {
        return Ok(None);
    };
    let mut best: Option<(Ratio, Vec<Ratio>)> = None;
    for (used, (sum, mut at)) in ways {
        let rest = Ratio::whole(sales.less(used)?.floor());
        let value = sum.plus(curve.value(rest)?)?;
        if best.as_ref().is_none_or(|(held, _)| value > *held) {
            if let Some(own) = at.get_mut(free) {
                *own = rest;
            }
            best = Some((value, at));
        }
    }
    Ok(best)
}

/// A price for each unit of sales bounds the sum from above, whatever the price (weak duality); the best
/// of the slopes between ends is taken.
fn rough(curves: &[Curve], ends: &[Vec<Ratio>], sales: Ratio) -> Result<Spread, CurveFault> {
    let mut prices = vec![Ratio::ZERO];
    for (curve, ends) in curves.iter().zip(ends) {
        prices.extend(curve.pieces().iter().map(|piece| piece.slope));
        for end in ends.iter().filter(|end| **end > Ratio::ZERO) {
            prices.push(curve.value(*end)?.over(*end)?);
        }
    }
    prices.sort_unstable();
    prices.dedup();
    let bound = |price: Ratio| -> Result<Ratio, CurveFault> {
        let mut total = price.times(sales)?;
        for (curve, ends) in curves.iter().zip(ends) {
            let mut most = Ratio::ZERO;
            for end in ends.iter().chain([&sales]) {
                most = most.max(curve.value(*end)?.less(price.times(*end)?)?);
            }
            total = total.plus(most)?;
        }
        Ok(total)
    };
    prices.retain(|price| !price.is_negative());
    // The bound is the largest of straight lines in the price, and so falls to its least and rises again.
    let (mut low, mut high) = (0, prices.len().saturating_sub(1));
    while low < high {
        let middle = low.midpoint(high);
        let (Some(price), Some(next)) = (prices.get(middle), prices.get(middle.saturating_add(1)))
        else {
            break;
        };
        if bound(*price)? <= bound(*next)? {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    let best = prices.get(low).map(|price| bound(*price)).transpose()?;
    Ok(Spread {
        total: best.unwrap_or(Ratio::ZERO),
        sales: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i128) -> Ratio {
        Ratio::whole(value)
    }

    /// Every way to spread, one unit at a time.
    fn tried(curves: &[Curve], sales: i128) -> Ratio {
        let Some((first, rest)) = curves.split_first() else {
            return Ratio::ZERO;
        };
        (0..=sales)
            .map(|x| {
                let value = first.value(whole(x)).unwrap();
                value.plus(tried(rest, sales - x)).unwrap()
            })
            .max()
            .unwrap()
    }

    fn bent(points: &[(i128, i128, i128)]) -> Curve {
        // (from, jump, slope) in order.
        let at = |x: Ratio| {
            let mut sum = Ratio::ZERO;
            for (place, (from, jump, slope)) in points.iter().enumerate() {
                let to = points.get(place + 1).map_or(x, |next| x.min(whole(next.0)));
                if x >= whole(*from) {
                    let run = to.less(whole(*from)).unwrap();
                    let rise = whole(*slope).times(run).unwrap();
                    sum = sum.plus(whole(*jump)).unwrap().plus(rise).unwrap();
                }
            }
            Ok(sum)
        };
        Curve::traced(points.iter().map(|point| whole(point.0)), at).unwrap()
    }

    #[test]
    fn the_best_spread_is_found() {
        let convex = bent(&[(0, 0, 1), (6, 0, 3)]);
        let concave = bent(&[(0, 0, 5), (4, 0, 1)]);
        let jumpy = bent(&[(0, 0, 0), (3, 7, 0), (5, 9, 2)]);
        let sets: [&[&Curve]; 5] = [
            &[&convex, &convex, &convex],
            &[&concave, &concave],
            &[&convex, &concave, &jumpy],
            &[&jumpy, &jumpy, &jumpy],
            &[&jumpy],
        ];
        for curves in sets {
            let curves: Vec<Curve> = curves.iter().map(|curve| (*curve).clone()).collect();
            for sales in 0..=16 {
                let found = spread(&curves, Some(whole(sales))).unwrap().unwrap();
                assert_eq!(found.total, tried(&curves, sales), "{sales}");
                let at = found.sales.unwrap();
                let mut sum = Ratio::ZERO;
                for (curve, x) in curves.iter().zip(&at) {
                    sum = sum.plus(curve.value(*x).unwrap()).unwrap();
                }
                assert_eq!(sum, found.total, "the case it names, {sales}");
                let rough = rough_of(&curves, whole(sales));
                assert!(rough >= found.total, "{sales}");
            }
        }
    }

    fn rough_of(curves: &[Curve], sales: Ratio) -> Ratio {
        let ends: Vec<Vec<Ratio>> = curves.iter().map(|c| ends(c, sales).unwrap()).collect();
        rough(curves, &ends, sales).unwrap().total
    }

    #[test]
    fn without_a_limit_of_sales_only_flat_curves_end() {
        let flat = bent(&[(0, 0, 2), (5, 0, 0)]);
        let found = spread(&[flat.clone(), flat.clone()], None)
            .unwrap()
            .unwrap();
        assert_eq!(found.total, whole(20));
        assert_eq!(spread(&[flat, bent(&[(0, 0, 1)])], None), Ok(None));
    }
}
