//! A payout as a function of one further amount: straight pieces with jumps between them, exact.
//! `of` reads a payout; here is the arithmetic. Must not know programs, tiers or facts.

mod join;
pub(crate) mod limit;
mod net;
pub mod of;
pub mod parted;
pub(crate) mod table;
mod test;

use crate::base::ratio::{Overflow, Ratio};

/// The most pieces of one curve: a table has tens, whole steps over a long way have thousands.
const MOST_PIECES: usize = 4_096;

/// Why a curve cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveFault {
    /// An amount outside the range of exact numbers.
    Overflow,
    /// More than 4,096 pieces, such as a small step over a long way.
    TooManyPieces,
    /// Two things that both move are divided or multiplied.
    NotStraight,
    /// An amount in a currency that the program has no exchange rate for.
    NoExchange,
    /// Audiences that refer to each other in a circle.
    Circular,
}

impl From<Overflow> for CurveFault {
    fn from(_: Overflow) -> CurveFault {
        CurveFault::Overflow
    }
}

/// A straight piece. It ends where the next one begins; the last goes on for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub from: Ratio,
    /// The value exactly there.
    pub at: Ratio,
    /// The value just after it.
    pub after: Ratio,
    /// What each unit adds inside the piece.
    pub slope: Ratio,
}

/// A function of an amount from zero on, in straight pieces.
// INVARIANT: the first piece begins at zero; beginnings strictly rise; no piece only continues the one
// before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    pieces: Vec<Piece>,
}

/// The value and slope just after a point: ordered as the functions themselves are there.
type Germ = (Ratio, Ratio);

impl Piece {
    /// The value at an amount inside the piece or at its beginning.
    fn value(&self, x: Ratio) -> Result<Ratio, CurveFault> {
        if x == self.from {
            return Ok(self.at);
        }
        Ok(self.germ(x)?.0)
    }

    fn germ(&self, x: Ratio) -> Result<Germ, CurveFault> {
        let run = x.less(self.from)?;
        Ok((self.after.plus(self.slope.times(run)?)?, self.slope))
    }

    /// Where the open inside of the piece has the value `level`, if at one point only.
    fn meets(&self, level: Ratio) -> Result<Option<Ratio>, CurveFault> {
        if self.slope.is_zero() {
            return Ok(None);
        }
        let run = level.less(self.after)?.over(self.slope)?;
        Ok((run > Ratio::ZERO).then_some(self.from.plus(run)?))
    }
}

impl Curve {
    /// The same value everywhere.
    pub fn constant(value: Ratio) -> Curve {
        Curve::line(value, Ratio::ZERO)
    }

    /// A straight line from `at`.
    pub fn line(at: Ratio, slope: Ratio) -> Curve {
        Curve {
            pieces: vec![Piece {
                from: Ratio::ZERO,
                at,
                after: at,
                slope,
            }],
        }
    }

    /// The curve of a function that is straight between the given points and before and after them.
    pub fn traced(
        points: impl IntoIterator<Item = Ratio>,
        mut value: impl FnMut(Ratio) -> Result<Ratio, CurveFault>,
    ) -> Result<Curve, CurveFault> {
        let points = sorted(points)?;
        let third = Ratio::new(1, 3).ok_or(CurveFault::Overflow)?;
        let mut pieces = Vec::with_capacity(points.len());
        for (place, from) in points.iter().enumerate() {
            let step = match points.get(place.saturating_add(1)) {
                Some(next) => next.less(*from)?.times(third)?,
                None => Ratio::ONE,
            };
            let near = from.plus(step)?;
            let (low, high) = (value(near)?, value(near.plus(step)?)?);
            let rise = high.less(low)?;
            pieces.push(Piece {
                from: *from,
                at: value(*from)?,
                after: low.less(rise)?,
                slope: rise.over(step)?,
            });
        }
        Curve::of_pieces(pieces)
    }

    /// The curve without jumps of a function that goes on at a slope from each of the given points.
    pub(super) fn joined_at(
        points: impl IntoIterator<Item = Ratio>,
        value: impl Fn(Ratio) -> Result<Ratio, CurveFault>,
        slope: impl Fn(Ratio) -> Result<Ratio, CurveFault>,
    ) -> Result<Curve, CurveFault> {
        let pieces = sorted(points)?.into_iter().map(|from| {
            let at = value(from)?;
            Ok(Piece {
                from,
                at,
                after: at,
                slope: slope(from)?,
            })
        });
        Curve::of_pieces(pieces.collect::<Result<_, CurveFault>>()?)
    }

    fn of_pieces(pieces: Vec<Piece>) -> Result<Curve, CurveFault> {
        let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let continues = match kept.last() {
                None => false,
                Some(last) => {
                    last.germ(piece.from)? == (piece.after, piece.slope) && piece.at == piece.after
                }
            };
            if !continues {
                kept.push(piece);
            }
        }
        if kept.len() > MOST_PIECES {
            return Err(CurveFault::TooManyPieces);
        }
        Ok(Curve { pieces: kept })
    }

    /// The pieces, from zero on.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The value at an amount; at zero for one below zero.
    pub fn value(&self, x: Ratio) -> Result<Ratio, CurveFault> {
        self.piece(x)
            .map_or(Ok(Ratio::ZERO), |piece| piece.value(x.max(piece.from)))
    }

    /// The limit from below at a point above zero: what is lost or gained there is the value less this.
    pub fn before(&self, x: Ratio) -> Result<Ratio, CurveFault> {
        let begun = self.pieces.partition_point(|piece| piece.from < x);
        let piece = begun
            .checked_sub(1)
            .and_then(|place| self.pieces.get(place));
        match piece {
            Some(piece) => Ok(piece.germ(x)?.0),
            None => self.value(x),
        }
    }

    /// What each further unit adds just after a point.
    pub fn slope(&self, x: Ratio) -> Ratio {
        self.piece(x).map_or(Ratio::ZERO, |piece| piece.slope)
    }

    /// What is gained (or lost, below zero) on the way from one amount to another.
    pub fn gain(&self, from: Ratio, to: Ratio) -> Result<Ratio, CurveFault> {
        Ok(self.value(to)?.less(self.value(from)?)?)
    }

    fn piece(&self, x: Ratio) -> Option<&Piece> {
        let begun = self.pieces.partition_point(|piece| piece.from <= x);
        self.pieces.get(begun.saturating_sub(1))
    }

    /// The points where a value is crossed or reached inside a piece, and all beginnings of pieces.
    pub fn crossings(&self, level: Ratio) -> Result<Vec<Ratio>, CurveFault> {
        let mut points = Vec::new();
        for (place, piece) in self.pieces.iter().enumerate() {
            points.push(piece.from);
            let end = self.pieces.get(place.saturating_add(1));
            if let Some(point) = piece.meets(level)?
                && end.is_none_or(|end| point < end.from)
            {
                points.push(point);
            }
        }
        Ok(points)
    }

    /// The largest value from zero to `to` among whole amounts, and the first whole amount that has it.
    /// `None` where it grows without end. With no `to` the way is endless.
    pub fn peak(&self, to: Option<Ratio>) -> Result<Option<(Ratio, Ratio)>, CurveFault> {
        let last = self.pieces.last().map_or(Ratio::ZERO, |piece| piece.slope);
        if to.is_none() && last > Ratio::ZERO {
            return Ok(None);
        }
        let mut best = (Ratio::ZERO, self.value(Ratio::ZERO)?);
        for x in self.wholes(to)? {
            let value = self.value(x)?;
            if value > best.1 {
                best = (x, value);
            }
        }
        Ok(Some(best))
    }

    /// The whole amounts at which a piece begins or ends, in order, up to `to`.
    pub fn wholes(&self, to: Option<Ratio>) -> Result<Vec<Ratio>, CurveFault> {
        let mut points = Vec::new();
        for piece in &self.pieces {
            let floor = Ratio::whole(piece.from.floor());
            for step in [-1_i128, 0, 1] {
                points.push(floor.plus(Ratio::whole(step))?);
            }
        }
        points.extend(to.map(|to| Ratio::whole(to.floor())));
        points.retain(|x| *x >= Ratio::ZERO && to.is_none_or(|to| *x <= to));
        points.sort_unstable();
        points.dedup();
        Ok(points)
    }

    fn germ(&self, x: Ratio) -> Result<Germ, CurveFault> {
        match self.piece(x) {
            Some(piece) => piece.germ(x),
            None => Ok((Ratio::ZERO, Ratio::ZERO)),
        }
    }
}

/// Points from zero on, in order, zero among them.
fn sorted(points: impl IntoIterator<Item = Ratio>) -> Result<Vec<Ratio>, CurveFault> {
    let mut points: Vec<Ratio> = points.into_iter().filter(|x| *x > Ratio::ZERO).collect();
    points.push(Ratio::ZERO);
    points.sort_unstable();
    points.dedup();
    if points.len() > MOST_PIECES {
        return Err(CurveFault::TooManyPieces);
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i128) -> Ratio {
        Ratio::whole(value)
    }

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).unwrap()
    }

    /// 1 a unit to 10, a jump of 5 (the point itself is still below), then half a unit.
    fn stepped() -> Curve {
        Curve::traced([whole(10)], |x| {
            Ok(if x <= whole(10) {
                x
            } else {
                whole(15).plus(x.less(whole(10))?.over(whole(2))?)?
            })
        })
        .unwrap()
    }

    #[test]
    fn a_traced_curve_has_the_values_of_its_function() {
        let curve = stepped();
        assert_eq!(curve.pieces().len(), 2);
        let jump = Piece {
            from: whole(10),
            at: whole(10),
            after: whole(15),
            slope: ratio(1, 2),
        };
        assert_eq!(curve.pieces()[1], jump);
        assert_eq!(curve.value(whole(4)), Ok(whole(4)));
        assert_eq!(curve.value(whole(12)), Ok(whole(16)));
        assert_eq!(curve.before(whole(10)), Ok(whole(10)));
        assert_eq!(curve.gain(whole(10), whole(12)), Ok(whole(6)));
        assert_eq!(curve.value(whole(-3)), Ok(Ratio::ZERO));
    }

    #[test]
    fn joining_is_joining_the_values() {
        let (left, right) = (stepped(), Curve::line(whole(3), ratio(3, 4)));
        let sum = left.plus(&right).unwrap();
        let least = left.least(&right).unwrap();
        let greatest = left.greatest(&right).unwrap();
        for level in (-4..60).map(|n| ratio(n, 3)) {
            let flat = Curve::constant(level);
            assert_eq!(left.at_most(level), left.least(&flat), "{level}");
            let falling = Curve::line(whole(9), ratio(-2, 5)).plus(&left).unwrap();
            assert_eq!(falling.at_most(level), falling.least(&flat), "{level}");
            let fall = Curve::line(whole(9), ratio(-2, 5));
            assert_eq!(fall.at_most(level), fall.least(&flat), "{level}");
        }
        for x in (0..200).map(|n| ratio(n, 4)) {
            let (a, b) = (left.value(x).unwrap(), right.value(x).unwrap());
            assert_eq!(sum.value(x), Ok(a.plus(b).unwrap()), "{x}");
            assert_eq!(least.value(x), Ok(a.min(b)), "{x}");
            assert_eq!(greatest.value(x), Ok(a.max(b)), "{x}");
        }
    }

    #[test]
    fn a_mask_leaves_zero_where_it_is_closed() {
        let mask = Curve::traced([whole(5)], |x| {
            Ok(if x >= whole(5) {
                Ratio::ONE
            } else {
                Ratio::ZERO
            })
        })
        .unwrap();
        let open = stepped().where_open(&mask).unwrap();
        assert_eq!(open.value(ratio(49, 10)), Ok(Ratio::ZERO));
        assert_eq!(open.value(whole(5)), Ok(whole(5)));
        assert_eq!(open.before(whole(5)), Ok(Ratio::ZERO));
    }

    #[test]
    fn a_rising_curve_is_the_largest_value_so_far() {
        // 2 a unit to 6, falls to 4 there, stays to 8, then 1 a unit.
        let saw = Curve::traced([whole(6), whole(8)], |x| {
            Ok(if x < whole(6) {
                x.times(whole(2))?
            } else {
                whole(4).plus(x.less(whole(8))?.max(Ratio::ZERO))?
            })
        })
        .unwrap();
        let rising = saw.rising().unwrap();
        let mut best = Ratio::ZERO;
        for x in (0..160).map(|n| ratio(n, 4)) {
            best = best.max(saw.value(x).unwrap());
            let value = rising.value(x).unwrap();
            let open = x >= whole(6) && x < whole(16);
            assert_eq!(value, if open { whole(12) } else { best }, "{x}");
        }
    }

    #[test]
    fn a_peak_is_looked_for_among_whole_amounts() {
        // Below 10 each unit gives 3, at 10 and above nothing more: the last whole amount below is 9.
        let edge = Curve::traced([whole(10)], |x| {
            Ok(if x < whole(10) {
                x.times(whole(3))?
            } else {
                Ratio::ZERO
            })
        })
        .unwrap();
        assert_eq!(edge.peak(None), Ok(Some((whole(9), whole(27)))));
        assert_eq!(
            edge.peak(Some(ratio(9, 2))),
            Ok(Some((whole(4), whole(12))))
        );
        assert_eq!(Curve::line(Ratio::ZERO, Ratio::ONE).peak(None), Ok(None));
    }

    #[test]
    fn too_many_pieces_are_refused() {
        let points = (0..5_000).map(whole);
        let floor = Curve::traced(points, |x| Ok(whole(x.floor())));
        assert_eq!(floor, Err(CurveFault::TooManyPieces));
    }
}
