//! A payout on a lessened basis: drawn for each straight piece of what is taken off.

use super::of::{Line, Situation, Slice, clipped, part};
use super::parted::Taken;
use super::{Curve, CurveFault};
use crate::base::id::{IncentiveId, SegmentId};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::payout::given::Worth;
use crate::payout::later::Guarantee;
use crate::payout::measure::Reading;
use crate::payout::table::{Across, Bands};
use crate::payout::target::Target;
use crate::payout::test::Test;
use crate::payout::{Cap, Deduction, Occasion, Payout, Quantity, Rival};

/// What is taken off, as the further amount grows.
pub(super) fn deducted(less: &Deduction, at: &dyn Situation) -> Result<Curve, CurveFault> {
    match less {
        Deduction::Baseline { before, least } => {
            let before = match before {
                Some(reading) => clipped(at.line(reading)?)?,
                None => Curve::constant(Ratio::ZERO),
            };
            match least {
                Some(least) => before.greatest(&Curve::constant(at.exchanged(*least)?)),
                None => Ok(before),
            }
        }
        Deduction::Target { target, part } => {
            let expected = expected(target, at)?.unwrap_or(Ratio::ZERO);
            Ok(Curve::constant(expected.times(*part)?))
        }
        Deduction::Awards(incentives) => {
            let mut sum = Curve::constant(Ratio::ZERO);
            for incentive in incentives {
                sum = sum.plus(&award_of(*incentive, true, at)?)?;
            }
            Ok(sum)
        }
    }
}

/// What is expected, where what grows does not move it.
pub(super) fn expected(target: &Target, at: &dyn Situation) -> Result<Option<Ratio>, CurveFault> {
    for of in target.history() {
        if !at.line(of)?.slope.is_zero() {
            return Err(CurveFault::NotStraight);
        }
    }
    at.target(target)
}

/// What another incentive gives on this occasion, caps and budgets aside; `compared` with its own rivals or not.
fn award_of(id: IncentiveId, compared: bool, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let mut sum = Curve::constant(Ratio::ZERO);
    let Some(payout) = at.incentive(id) else {
        return Ok(sum);
    };
    for (occasion, payout) in payout.occasions() {
        let payout = if let (Payout::Larger { payout: inside, .. }, false) = (payout, compared) {
            inside
        } else {
            payout
        };
        if at.occurs(occasion)
            && let Some(own) = part(payout, at)?
        {
            sum = sum.plus(&own)?;
        }
    }
    Ok(sum)
}

/// A payout where it is more than what its rivals give.
pub(super) fn larger(than: &[Rival], own: Curve, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let mut open = own;
    let whole = open.clone();
    for rival in than {
        let theirs = award_of(rival.incentive, false, at)?;
        let mask = whole.above(&theirs, !rival.wins_ties)?;
        open = open.where_open(&mask)?;
    }
    Ok(open)
}

/// What a payout gives on the rest.
pub(super) fn net(
    less: &Curve,
    payout: &Payout,
    at: &dyn Situation,
) -> Result<Option<Curve>, CurveFault> {
    let on = |less: Line, from: Ratio, to: Option<Ratio>| {
        let taken = Taken { less, from, to };
        part(payout, &Lessened { at, taken })
    };
    let mut drawn: Vec<(Ratio, Ratio, Curve)> = Vec::new();
    let mut points = Vec::new();
    for (place, piece) in less.pieces().iter().enumerate() {
        let (slope, from) = (piece.slope, piece.from);
        let start = piece.after.less(slope.times(from)?)?;
        let next = less.pieces().get(place.saturating_add(1));
        let Some(curve) = on(Line { at: start, slope }, from, next.map(|next| next.from))? else {
            return Ok(None);
        };
        // Exactly where a piece begins, what is taken off may be another amount than just after it.
        let there = match on(Line::fixed(piece.at), from, Some(from))? {
            Some(other) if piece.at != piece.after => other.value(piece.from)?,
            Some(_) | None => curve.value(piece.from)?,
        };
        points.push(piece.from);
        points.extend(curve.pieces().iter().map(|own| own.from));
        drawn.push((piece.from, there, curve));
    }
    let curve = Curve::traced(points, |x| {
        let found = drawn.iter().rfind(|(from, ..)| *from <= x);
        match found {
            Some((from, there, _)) if *from == x => Ok(*there),
            Some((.., curve)) => curve.value(x),
            None => Ok(Ratio::ZERO),
        }
    })?;
    Ok(Some(curve))
}

/// A situation in which everything that is paid on is less; tests and keys read whole amounts.
struct Lessened<'a> {
    at: &'a dyn Situation,
    taken: Taken,
}

impl Situation for Lessened<'_> {
    fn basis(&self, reading: &Reading) -> Result<Line, CurveFault> {
        let whole = self.at.basis(reading)?;
        Ok(Line {
            at: whole.at.less(self.taken.less.at)?,
            slope: whole.slope.less(self.taken.less.slope)?,
        })
    }

    fn taken(&self) -> Result<Option<(Taken, &dyn Situation)>, CurveFault> {
        Ok(Some(match self.at.taken()? {
            Some((around, bare)) => (around.and(self.taken)?, bare),
            None => (self.taken, self.at),
        }))
    }

    /// What is taken off is taken from the first slices.
    fn slices(&self, table: &Bands) -> Result<Vec<Slice>, CurveFault> {
        let mut slices = self.at.slices(table)?;
        let less = self.taken.less;
        if slices.len() > 1 && !less.slope.is_zero() {
            return Err(CurveFault::NotStraight);
        }
        let mut short = less.at;
        let last = slices.len().saturating_sub(1);
        for (place, slice) in slices.iter_mut().enumerate() {
            let taken = if place == last {
                short
            } else {
                short.min(slice.amount).max(Ratio::ZERO)
            };
            (slice.amount, short) = (slice.amount.less(taken)?, short.less(taken)?);
        }
        Ok(slices)
    }

    fn line(&self, reading: &Reading) -> Result<Line, CurveFault> {
        self.at.line(reading)
    }

    fn member(&self, across: Across) -> Option<usize> {
        self.at.member(across)
    }

    fn holds(&self, test: &Test) -> bool {
        self.at.holds(test)
    }

    fn target(&self, target: &Target) -> Result<Option<Ratio>, CurveFault> {
        self.at.target(target)
    }

    fn segment(&self, id: SegmentId) -> Option<&Test> {
        self.at.segment(id)
    }

    fn occurs(&self, occasion: &Occasion) -> bool {
        self.at.occurs(occasion)
    }

    fn used(&self, cap: &Cap) -> i128 {
        self.at.used(cap)
    }

    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault> {
        self.at.exchanged(quantity)
    }

    fn worth(&self, worth: Worth) -> Result<Ratio, CurveFault> {
        self.at.worth(worth)
    }

    fn guarantee_left(&self, guarantee: &Guarantee, of: &Payout) -> Result<Ratio, CurveFault> {
        self.at.guarantee_left(guarantee, of)
    }

    fn rounding(&self) -> Rounding {
        self.at.rounding()
    }

    fn way(&self) -> Ratio {
        self.at.way()
    }

    fn incentive(&self, id: IncentiveId) -> Option<&Payout> {
        self.at.incentive(id)
    }

    fn rank(&self, rank: &Payout) -> Result<Curve, CurveFault> {
        self.at.rank(rank)
    }
}
