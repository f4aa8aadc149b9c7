//! The most that several occasions give together where they share what a partner sells in a year.

use super::priced::Priced;
use crate::base::ratio::Ratio;
use crate::semantics::curve::{Curve, CurveFault};

/// The most ways that are tried before a rougher bound is taken.
const MOST_WAYS: usize = 200_000;

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
    let single = in_one(curves, sales)?;
    let priced = Priced::of(curves, sales)?;
    if single.total == priced.most {
        return Ok(Some(single));
    }
    let all = priced.most.less(single.total)?;
    let mut left = MOST_WAYS;
    for part in [4_096, 1_024, 256, 64, 16, 4, 1] {
        let slack = all.over(Ratio::whole(part))?;
        let found = priced.best(slack, &mut left)?;
        if left == 0 {
            break;
        }
        // What stays further behind than was looked for may be less than what was not found.
        if let Some(found) = found
            && priced.most.less(found.total)? <= slack
        {
            return Ok(Some(found));
        }
    }
    Ok(Some(Spread {
        total: priced.most,
        sales: None,
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
        Priced::of(curves, sales).unwrap().most
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
