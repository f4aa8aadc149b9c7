//! The room of a cap as a bend or an edge in a curve.

use super::of::Situation;
use super::{Curve, CurveFault};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Quantity};

/// What of a growing award the room of a cap lets through.
pub(super) fn capped(cap: &Cap, inner: &Curve, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let used = match cap.span {
        CapSpan::Award => 0,
        CapSpan::In(_) | CapSpan::Days(_) | CapSpan::Ever => at.used(cap),
    };
    let available = whole(cap, at)?.saturating_sub(used);
    if available <= 0 {
        return Ok(Curve::constant(Ratio::ZERO));
    }
    match (cap.counts, cap.crossing) {
        (Counts::Awards, _) | (Counts::Quantity, Crossing::PaidThenClosed) => Ok(inner.clone()),
        (Counts::Quantity, Crossing::PaidToTheLimit) => inner.at_most(Ratio::whole(available)),
        (Counts::Quantity, Crossing::Refused) => {
            let fits = fits(inner, available, at.rounding())?;
            inner.where_open(&fits)
        }
    }
}

/// The whole room of a cap, whatever is used of it: minor units, or awards.
pub(crate) fn whole(cap: &Cap, at: &dyn Situation) -> Result<i128, CurveFault> {
    let place = match cap.limit.across {
        None => Some(0),
        Some(across) => at.member(across),
    };
    let amount = place.and_then(|place| cap.limit.amounts.get(place).copied().flatten());
    let Some(amount) = amount else {
        return Ok(0);
    };
    let limit = at.exchanged(Quantity {
        amount,
        unit: cap.limit.unit,
    })?;
    Ok(limit.floor())
}

/// One where an award, once rounded, is at most what is available. Roundings differ from the exact amount
/// by less than one, so their edge is the amount itself, half a unit or a whole unit further.
pub(crate) fn fits(
    inner: &Curve,
    available: i128,
    rounding: Rounding,
) -> Result<Curve, CurveFault> {
    let edge = Ratio::whole(available);
    let half = Ratio::new(1, 2).ok_or(CurveFault::Overflow)?;
    let mut points = Vec::new();
    for above in [Ratio::ZERO, half, Ratio::ONE] {
        points.extend(inner.crossings(edge.plus(above)?)?);
    }
    Curve::traced(points, |x| {
        let fits = rounding.round(inner.value(x)?) <= available;
        Ok(if fits { Ratio::ONE } else { Ratio::ZERO })
    })
}
