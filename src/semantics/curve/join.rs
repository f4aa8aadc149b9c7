//! Two curves made one, and what becomes of a curve that may not fall.

use super::{Curve, CurveFault, Germ, Piece, sorted};
use crate::base::ratio::{Overflow, Ratio};

impl Curve {
    /// Whether it is zero everywhere.
    pub fn is_nothing(&self) -> bool {
        self.pieces
            .iter()
            .all(|piece| piece.at.is_zero() && piece.after.is_zero() && piece.slope.is_zero())
    }

    /// Both together.
    pub fn plus(&self, other: &Curve) -> Result<Curve, CurveFault> {
        // Most parts of a long sum give nothing at a time.
        if other.is_nothing() {
            return Ok(self.clone());
        }
        if self.is_nothing() {
            return Ok(other.clone());
        }
        self.joined(other, self.ends(other), &|left, right| {
            Ok((left.0.plus(right.0)?, left.1.plus(right.1)?))
        })
    }

    /// The smaller at each point.
    pub fn least(&self, other: &Curve) -> Result<Curve, CurveFault> {
        self.joined(other, self.meetings(other)?, &|left, right| {
            Ok(left.min(right))
        })
    }

    /// The larger at each point.
    pub fn greatest(&self, other: &Curve) -> Result<Curve, CurveFault> {
        self.joined(other, self.meetings(other)?, &|left, right| {
            Ok(left.max(right))
        })
    }

    /// The smaller of the curve and a level, which is [`Curve::least`] with a constant.
    pub fn at_most(&self, level: Ratio) -> Result<Curve, CurveFault> {
        let mut pieces = Vec::with_capacity(self.pieces.len().saturating_add(1));
        for (place, piece) in self.pieces.iter().enumerate() {
            let own = (piece.after, piece.slope);
            let flat = (level, Ratio::ZERO);
            let (after, slope) = own.min(flat);
            pieces.push(Piece {
                at: piece.at.min(level),
                after,
                slope,
                ..*piece
            });
            let end = self.pieces.get(place.saturating_add(1)).map(|end| end.from);
            let crossing = piece.meets(level)?;
            if let Some(from) = crossing.filter(|from| end.is_none_or(|end| *from < end)) {
                pieces.push(Piece {
                    from,
                    at: level,
                    after: level,
                    slope: piece.slope.min(Ratio::ZERO),
                });
            }
        }
        Curve::of_pieces(pieces)
    }

    /// One where this is above the other, or equal where that counts; else zero.
    pub fn above(&self, other: &Curve, or_equal: bool) -> Result<Curve, CurveFault> {
        let one = |passes: bool| if passes { Ratio::ONE } else { Ratio::ZERO };
        self.joined(other, self.meetings(other)?, &|left, right| {
            let passes = left > right || (or_equal && left == right);
            Ok((one(passes), Ratio::ZERO))
        })
    }

    /// The curve where the mask is above zero, and zero elsewhere.
    pub fn where_open(&self, mask: &Curve) -> Result<Curve, CurveFault> {
        if let [all] = mask.pieces.as_slice()
            && all.slope.is_zero()
            && all.at == all.after
        {
            let is_open = all.at > Ratio::ZERO;
            return Ok(if is_open {
                self.clone()
            } else {
                Curve::constant(Ratio::ZERO)
            });
        }
        self.joined(mask, self.ends(mask), &|left, open| {
            Ok(if open.0 > Ratio::ZERO {
                left
            } else {
                (Ratio::ZERO, Ratio::ZERO)
            })
        })
    }

    /// Every value times a factor.
    pub fn times(&self, factor: Ratio) -> Result<Curve, CurveFault> {
        let mut pieces = self.pieces.clone();
        for piece in &mut pieces {
            piece.at = piece.at.times(factor)?;
            piece.after = piece.after.times(factor)?;
            piece.slope = piece.slope.times(factor)?;
        }
        Curve::of_pieces(pieces)
    }

    /// The same curve begun later: its first value up to there.
    pub fn later(&self, by: Ratio) -> Result<Curve, CurveFault> {
        let by = by.max(Ratio::ZERO);
        let mut points = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            points.push(piece.from.plus(by)?);
        }
        Curve::traced(points, |x| self.value(x.less(by)?.max(Ratio::ZERO)))
    }

    /// The largest value up to each point: what is lost again does not count.
    pub fn rising(&self) -> Result<Curve, CurveFault> {
        let mut best = self.pieces.first().map_or(Ratio::ZERO, |piece| piece.at);
        let mut pieces = Vec::new();
        for (place, piece) in self.pieces.iter().enumerate() {
            best = best.max(piece.at);
            let at = best;
            best = best.max(piece.after);
            let end = self.pieces.get(place.saturating_add(1)).map(|end| end.from);
            if piece.slope <= Ratio::ZERO {
                pieces.push(Piece {
                    at,
                    after: best,
                    slope: Ratio::ZERO,
                    ..*piece
                });
                continue;
            }
            let meeting = piece.meets(best)?.unwrap_or(piece.from);
            if meeting > piece.from {
                pieces.push(Piece {
                    at,
                    after: best,
                    slope: Ratio::ZERO,
                    ..*piece
                });
            }
            if end.is_none_or(|end| meeting < end) {
                let at = if meeting > piece.from { best } else { at };
                pieces.push(Piece {
                    from: meeting,
                    at,
                    after: best,
                    slope: piece.slope,
                });
            }
            if let Some(end) = end {
                best = best.max(piece.germ(end)?.0);
            }
        }
        Curve::of_pieces(pieces)
    }

    fn ends(&self, other: &Curve) -> Vec<Ratio> {
        let all = self.pieces.iter().chain(&other.pieces);
        all.map(|piece| piece.from).collect()
    }

    /// Beginnings of pieces of both, and points inside pieces where both are equal.
    fn meetings(&self, other: &Curve) -> Result<Vec<Ratio>, CurveFault> {
        let ends = sorted(self.ends(other))?;
        let mut points = ends.clone();
        for (place, from) in ends.iter().enumerate() {
            let (left, right) = (self.germ(*from)?, other.germ(*from)?);
            let closing = right.1.less(left.1)?;
            if closing.is_zero() {
                continue;
            }
            let run = left.0.less(right.0)?.over(closing)?;
            let meeting = from.plus(run.max(Ratio::ZERO))?;
            let end = ends.get(place.saturating_add(1));
            if meeting > *from && end.is_none_or(|end| meeting < *end) {
                points.push(meeting);
            }
        }
        Ok(points)
    }

    fn joined(
        &self,
        other: &Curve,
        points: Vec<Ratio>,
        join: &dyn Fn(Germ, Germ) -> Result<Germ, Overflow>,
    ) -> Result<Curve, CurveFault> {
        let mut pieces = Vec::new();
        for from in sorted(points)? {
            let flat = |value| (value, Ratio::ZERO);
            let (at, _) = join(flat(self.value(from)?), flat(other.value(from)?))?;
            let (after, slope) = join(self.germ(from)?, other.germ(from)?)?;
            pieces.push(Piece {
                from,
                at,
                after,
                slope,
            });
        }
        Curve::of_pieces(pieces)
    }
}
