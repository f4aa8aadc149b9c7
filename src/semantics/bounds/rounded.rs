//! What rounding adds: each posting is rounded by itself, and many small ones may all be rounded up.

use super::{Gap, Most};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::semantics::curve::{Curve, CurveFault};

/// Whether what a curve gives somewhere is no whole number of minor units.
fn is_rounded(curve: &Curve) -> bool {
    let mut pieces = curve.pieces().iter();
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

/// The most that claims come to once each is rounded, where they come to `total` before it.
pub fn rounded_up(total: Ratio, curves: &[Curve], rounding: Rounding) -> Result<i128, CurveFault> {
    let rounded = curves.iter().filter(|curve| is_rounded(curve)).count();
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

/// More amounts than this in one period of rounding are not tried one by one.
const MOST_AMOUNTS: i128 = 2_000;

/// The largest part of its amount that a sale of at least `least` is paid once it is rounded, and that amount.
///
/// On a straight piece with a slope of p/q, q more give p more and are rounded alike, so that the part only
/// moves towards the slope: the first and the last q amounts of a piece have the largest.
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
        let period = piece.slope.den();
        if period > MOST_AMOUNTS {
            for amount in [from, from.saturating_add(1), to] {
                let amount = Ratio::whole(amount.max(first));
                tried(curve.value(amount)?.plus(slack)?, amount)?;
            }
            let far = Ratio::whole(to.max(first));
            tried(piece.slope.times(far)?, far)?;
            continue;
        }
        let low = from..=to.min(from.saturating_add(period));
        let high = from.max(to.saturating_sub(period).saturating_sub(1))..=to;
        for amount in low.chain(high) {
            let amount = Ratio::whole(amount);
            let paid = Ratio::whole(rounding.round(curve.value(amount)?));
            tried(paid, amount)?;
        }
    }
    Ok(steepest)
}
