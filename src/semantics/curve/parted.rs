//! What is taken off each of the parts that new rates cut a period into, as the further amount grows.

use super::net::net;
use super::of::{Line, Situation, clipped};
use super::{Curve, CurveFault, Germ};
use crate::base::ratio::Ratio;
use crate::payout::Payout;
use crate::semantics::cut;

/// What is taken off everything that is paid on, and how far the further amount grows while it is that.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// How much.
    pub less: Line,
    /// From where.
    pub from: Ratio,
    /// Up to where, if anywhere: where this is the beginning, only of that very amount.
    pub to: Option<Ratio>,
}

impl Taken {
    /// Both, as far as both go.
    pub(super) fn and(self, other: Taken) -> Result<Taken, CurveFault> {
        let to = match (self.to, other.to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Ok(Taken {
            less: Line {
                at: self.less.at.plus(other.less.at)?,
                slope: self.less.slope.plus(other.less.slope)?,
            },
            from: self.from.max(other.from),
            to,
        })
    }

    /// Whether an amount is among those that are asked for.
    fn holds_at(&self, x: Ratio) -> bool {
        self.from <= x && self.to.is_none_or(|to| x <= to)
    }

    /// Whether any amount between two points is among those that are asked for.
    fn reaches(&self, from: Ratio, to: Option<Ratio>) -> bool {
        let is_point = self.to.is_some_and(|end| end <= self.from);
        !is_point && to.is_none_or(|to| to > self.from) && self.to.is_none_or(|end| from < end)
    }
}

/// The sum of parts, each with its own part of what is taken off, where new rates cut a period into them.
pub(super) fn parted(
    parts: &[Payout],
    at: &dyn Situation,
) -> Result<Option<Option<Curve>>, CurveFault> {
    let Some((taken, bare)) = at.taken()? else {
        return Ok(None);
    };
    let Some(shares) = cut::shares(parts) else {
        return Ok(None);
    };
    let sold = shares.into_iter().map(|of| clipped(bare.line(of)?));
    let sold = sold.collect::<Result<Vec<Curve>, CurveFault>>()?;
    let mut all = Curve::constant(Ratio::ZERO);
    for own in &sold {
        all = all.plus(own)?;
    }
    let mut sum: Option<Curve> = None;
    for (own, part) in sold.iter().zip(parts) {
        let Some(next) = net(&own_part(own, &all, taken)?, part, bare)? else {
            continue;
        };
        sum = Some(match sum {
            None => next,
            Some(sum) => sum.plus(&next)?,
        });
    }
    Ok(Some(sum))
}

/// Of what is taken off all sales, so much as a part's own are of them; zero where nobody asks.
fn own_part(own: &Curve, all: &Curve, taken: Taken) -> Result<Curve, CurveFault> {
    let less = Curve::line(taken.less.at, taken.less.slope).least(all)?;
    let pieces = [own, all, &less].into_iter().flat_map(Curve::pieces);
    let mut points: Vec<Ratio> = pieces.map(|piece| piece.from).collect();
    points.extend([Ratio::ZERO, taken.from]);
    points.sort();
    points.dedup();
    points.retain(|point| taken.holds_at(*point));
    let mut pieces = vec![(Ratio::ZERO, (Ratio::ZERO, Ratio::ZERO))];
    for (place, from) in points.iter().enumerate() {
        let just = Just {
            own: germ(own, *from)?,
            all: germ(all, *from)?,
            less: germ(&less, *from)?,
        };
        let to = points.get(place.saturating_add(1)).copied();
        if taken.reaches(*from, to) && !just.is_straight()? {
            return Err(CurveFault::NotStraight);
        }
        pieces.push((*from, just.part()?));
    }
    let piece = |x: Ratio| {
        let found = pieces.iter().rfind(|(from, _)| *from <= x);
        found.map_or((Ratio::ZERO, Ratio::ZERO), |(_, germ)| *germ)
    };
    Curve::joined_at(points, |x| Ok(piece(x).0), |x| Ok(piece(x).1))
}

fn germ(curve: &Curve, from: Ratio) -> Result<Germ, CurveFault> {
    let piece = curve.piece(from).map(|piece| piece.germ(from));
    piece.unwrap_or(Ok((Ratio::ZERO, Ratio::ZERO)))
}

/// How a part's own sales, all sales and what is taken off go on from a point.
struct Just {
    own: Germ,
    all: Germ,
    less: Germ,
}

impl Just {
    /// Whether the part of what is taken off goes on in a straight line: where one of the two is always the same part
    /// of all, or where all stand still and one of the two does.
    fn is_straight(&self) -> Result<bool, CurveFault> {
        let all = self.all;
        let follows = |one: Germ| -> Result<bool, CurveFault> {
            Ok(one.0.times(all.1)? == one.1.times(all.0)?)
        };
        let stands_still = all.1.is_zero() && (self.own.1.is_zero() || self.less.1.is_zero());
        Ok(stands_still || follows(self.own)? || follows(self.less)?)
    }

    /// `own` x `less` / `all`, and how it goes on where it is straight.
    fn part(&self) -> Result<Germ, CurveFault> {
        let (own, all, less) = (self.own, self.all, self.less);
        if all.0.is_zero() {
            // Neither is more than all, so that both are zero here.
            let slope = match all.1.is_zero() {
                true => Ratio::ZERO,
                false => own.1.times(less.1.over(all.1)?)?,
            };
            return Ok((Ratio::ZERO, slope));
        }
        let (of_own, of_less) = (own.0.over(all.0)?, less.0.over(all.0)?);
        let value = own.0.times(of_less)?;
        let rises = own.1.times(of_less)?.plus(of_own.times(less.1)?)?;
        let falls = of_own.times(of_less)?.times(all.1)?;
        Ok((value, rises.less(falls)?))
    }
}
