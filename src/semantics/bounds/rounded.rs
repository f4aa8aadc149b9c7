//! What rounding adds: each posting is rounded by itself, and many small ones may all be rounded up.

use super::{Gap, Most};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::semantics::curve::{Curve, CurveFault, Piece};

/// Whether what a curve gives somewhere up to `sales` is no whole number of minor units.
fn is_rounded(curve: &Curve, sales: Option<Ratio>) -> bool {
    let reached = |piece: &&Piece| sales.is_none_or(|sales| piece.from <= sales);
    let mut pieces = curve.pieces().iter().filter(reached);
    pieces.any(|piece| !piece.slope.is_zero() || !is_whole(&piece.at) || !is_whole(&piece.after))
}

fn is_whole(value: &Ratio) -> bool {
    value.den() == 1
}

/// The most that rounding adds to one posting: nothing, a half or just under one.
fn rounding_slack(rounding: Rounding) -> Result<Ratio, CurveFault> {
    match rounding {
        Rounding::Down => Ok(Ratio::ZERO),
        Rounding::HalfUp | Rounding::HalfEven => Ratio::new(1, 2).ok_or(CurveFault::Overflow),
        Rounding::Up => Ok(Ratio::ONE),
    }
}

/// The most that claims on at most `sales` come to once each is rounded, where they come to `total` before it.
pub fn rounded_up(
    total: Ratio,
    curves: &[Curve],
    sales: Option<Ratio>,
    rounding: Rounding,
) -> Result<i128, CurveFault> {
    let rounded = curves.iter().filter(|curve| is_rounded(curve, sales));
    let rounded = rounded.count();
    if curves.len() == 1 {
        return Ok(rounding.round(total));
    }
    let count = i128::try_from(rounded).map_err(|_| CurveFault::Overflow)?;
    let slack = rounding_slack(rounding)?.times(Ratio::whole(count))?;
    Ok(total.plus(slack)?.floor())
}

/// The most that sales which add up to `sales` are paid, each posting rounded by itself, and the amount of a
/// sale that is paid the largest part.
pub fn sum_of_sales(
    curve: &Curve,
    sales: Ratio,
    price: Result<Ratio, Gap>,
    rounding: Rounding,
) -> Result<(Most, Ratio), CurveFault> {
    let at_once = curve.value(Ratio::ZERO)? > Ratio::ZERO;
    let least = match price {
        Ok(price) => price.min(sales),
        Err(gap) if at_once => return Ok((Most::Unbounded(gap), Ratio::ONE)),
        // The smallest sale is of one minor unit.
        Err(_) => Ratio::ONE.min(sales),
    };
    if least <= Ratio::ZERO {
        return Ok((Most::ZERO, Ratio::ONE));
    }
    let is_flat = curve.pieces().len() == 1 && curve.slope(Ratio::ZERO).is_zero();
    if is_flat {
        let each = rounding.round(curve.value(Ratio::ZERO)?);
        let count = sales.over(least)?.floor();
        let most = count.checked_mul(each).ok_or(CurveFault::Overflow)?;
        return Ok((Most::Of(most), least));
    }
    let (rate, amount) = steepest(curve, least, sales, rounding)?;
    Ok((Most::Of(rate.times(sales)?.floor()), amount))
}

/// More steps than this in one period of rounding are not followed one by one.
const MOST_STEPS: i128 = 2_000;

/// The largest part of its amount that a sale of at least `least` is paid once it is rounded, and that amount.
///
/// On a straight piece with a slope of p/q, 2q more give 2p more and are rounded alike, so that the part
/// only moves towards the slope: the first and the last 2q amounts of a piece have the largest.
fn steepest(
    curve: &Curve,
    least: Ratio,
    sales: Ratio,
    rounding: Rounding,
) -> Result<(Ratio, Ratio), CurveFault> {
    let slack = rounding_slack(rounding)?;
    let first = least.floor().saturating_add(i128::from(!is_whole(&least)));
    let end = sales.floor();
    let mut steepest = (Ratio::ZERO, least);
    let mut tried = |paid: Ratio, amount: Ratio| -> Result<(), CurveFault> {
        let rate = paid.over(amount)?;
        if rate > steepest.0 {
            steepest = (rate, amount);
        }
        Ok(())
    };
    let pieces = curve.pieces();
    for (place, piece) in pieces.iter().enumerate() {
        let next = pieces.get(place.saturating_add(1));
        let from = first.max(piece.from.floor());
        let to = next.map_or(end, |next| next.from.floor().saturating_add(1).min(end));
        let (rise, run) = (piece.slope.num(), piece.slope.den());
        if rise.min(run) > MOST_STEPS {
            for amount in [from, from.saturating_add(1), to] {
                let amount = Ratio::whole(amount.max(first));
                tried(curve.value(amount)?.plus(slack)?, amount)?;
            }
            let far = Ratio::whole(to.max(first));
            tried(piece.slope.times(far)?, far)?;
            continue;
        }
        // Half a unit goes to the even one: only what gives an even number more is rounded alike.
        let run = run.saturating_mul(2);
        let low = (from, to.min(from.saturating_add(run)));
        let high = (from.max(to.saturating_sub(run).saturating_sub(1)), to);
        for (from, to) in [low, high] {
            for amount in steps(piece, from, to, slack)? {
                let amount = Ratio::whole(amount);
                let paid = Ratio::whole(rounding.round(curve.value(amount)?));
                tried(paid, amount)?;
            }
        }
    }
    Ok(steepest)
}

/// The amounts from one to another at which a straight piece, once rounded, gives more than just before, and
/// both ends.
fn steps(piece: &Piece, from: i128, to: i128, slack: Ratio) -> Result<Vec<i128>, CurveFault> {
    if from > to {
        return Ok(Vec::new());
    }
    let mut amounts = vec![from, from.saturating_add(1), to];
    let gives = |amount: i128| -> Result<Ratio, CurveFault> {
        let run = Ratio::whole(amount).less(piece.from)?;
        Ok(piece.after.plus(piece.slope.times(run)?)?)
    };
    if piece.slope >= Ratio::ONE {
        amounts.extend(from..=to);
    } else if piece.slope > Ratio::ZERO {
        let (low, high) = (gives(from)?, gives(to)?);
        for count in low.floor()..=high.floor().saturating_add(1) {
            let missing = Ratio::whole(count).less(slack)?.less(low)?;
            let amount = missing.over(piece.slope)?.floor().saturating_add(from);
            amounts.extend([amount, amount.saturating_add(1)]);
        }
    }
    amounts.retain(|amount| (from..=to).contains(amount));
    Ok(amounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every amount is tried.
    fn by_hand(curve: &Curve, least: i128, sales: i128, rounding: Rounding) -> Ratio {
        let rates = (least..=sales).map(|amount| {
            let paid = rounding.round(curve.value(Ratio::whole(amount)).unwrap());
            Ratio::new(paid, amount).unwrap()
        });
        rates.max().unwrap()
    }

    #[test]
    fn the_steepest_sale_is_found() {
        let ratio = |num, den| Ratio::new(num, den).unwrap();
        let slopes = [
            ratio(1, 10),
            ratio(33, 1_000),
            ratio(5, 7),
            ratio(9, 4),
            Ratio::ZERO,
        ];
        let all = [
            Rounding::HalfUp,
            Rounding::HalfEven,
            Rounding::Down,
            Rounding::Up,
        ];
        for slope in slopes {
            for at in [Ratio::ZERO, ratio(7, 3), ratio(40, 1)] {
                let line = Curve::line(at, slope);
                let held = line.least(&Curve::constant(ratio(101, 2))).unwrap();
                let begins = Curve::traced([Ratio::whole(60)], |x| {
                    let over = x.less(Ratio::whole(60))?.max(Ratio::ZERO);
                    Ok(slope.times(over)?)
                });
                for curve in [line, held, begins.unwrap()] {
                    for rounding in all {
                        for (least, sales) in [(1, 300), (17, 2_500), (100, 100)] {
                            let (rate, amount) = steepest(
                                &curve,
                                Ratio::whole(least),
                                Ratio::whole(sales),
                                rounding,
                            )
                            .unwrap();
                            let expected = by_hand(&curve, least, sales, rounding);
                            assert_eq!(rate, expected, "{curve:?} {rounding:?} {least} {amount}");
                        }
                    }
                }
            }
        }
    }
}
