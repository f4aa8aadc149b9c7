//! Tests as masks over a curve: where each holds as the further amount grows.

use super::net::expected;
use super::of::{Line, Situation};
use super::{Curve, CurveFault};
use crate::base::ratio::Ratio;
use crate::payout::measure::{Figure, WhenEmpty};
use crate::payout::test::{Comparison, Test, Threshold};
use crate::payout::{Blocks, Quantity};
use crate::semantics::walk;

/// Segments within segments; more is a circle.
const DEEPEST_SEGMENT: u8 = 16;

/// A figure's value, or one beyond every threshold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Is(Ratio),
    Top,
    Bottom,
}

/// A figure as lines: a numerator and, for a ratio, a denominator.
pub(super) struct Moving {
    of: Line,
    over: Option<(Line, WhenEmpty)>,
    less_one: bool,
}

impl Moving {
    /// A line that is itself the figure.
    pub(super) fn plain(of: Line) -> Moving {
        Moving {
            of,
            over: None,
            less_one: false,
        }
    }

    pub(super) fn read(figure: &Figure, at: &dyn Situation) -> Result<Moving, CurveFault> {
        Ok(match figure {
            Figure::Reading(reading) => Moving {
                of: at.line(reading)?,
                over: None,
                less_one: false,
            },
            Figure::Share {
                of,
                over,
                when_empty,
            } => Moving {
                of: at.line(of)?,
                over: Some((at.line(over)?, *when_empty)),
                less_one: false,
            },
            Figure::Growth {
                of,
                over,
                when_empty,
            } => Moving {
                of: at.line(of)?,
                over: Some((at.line(over)?, *when_empty)),
                less_one: true,
            },
            Figure::Density {
                of,
                over,
                step,
                blocks,
            } => Moving {
                of: at.line(of)?,
                over: Some((steps(at.line(over)?, *step, *blocks)?, WhenEmpty::Passes)),
                less_one: false,
            },
            Figure::Attainment(it) => Moving {
                of: at.line(&it.of)?,
                over: Some((
                    Line::fixed(expected(&it.target, at)?.unwrap_or(Ratio::ZERO)),
                    WhenEmpty::Fails,
                )),
                less_one: false,
            },
            // Points rise in steps and by several measures at once.
            Figure::Score(_) => return Err(CurveFault::NotStraight),
        })
    }

    pub(super) fn level(&self, x: Ratio) -> Result<Level, CurveFault> {
        let of = self.of.value(x)?;
        let Some((over, when_empty)) = &self.over else {
            return Ok(Level::Is(of));
        };
        let base = over.value(x)?;
        if base <= Ratio::ZERO {
            return Ok(match when_empty {
                WhenEmpty::Passes => Level::Top,
                WhenEmpty::Fails => Level::Bottom,
                WhenEmpty::Is(value) => Level::Is(*value),
            });
        }
        let ratio = of.over(base)?;
        Ok(Level::Is(if self.less_one {
            ratio.less(Ratio::ONE)?
        } else {
            ratio
        }))
    }

    /// Where the figure reaches a threshold, and where its base becomes empty.
    pub(super) fn meets(&self, threshold: Ratio) -> Result<Vec<Ratio>, CurveFault> {
        let Some((over, _)) = &self.over else {
            return Ok(self.of.meets(threshold)?.into_iter().collect());
        };
        let factor = if self.less_one {
            threshold.plus(Ratio::ONE)?
        } else {
            threshold
        };
        // of >= factor x over is a straight line against zero.
        let margin = Line {
            at: self.of.at.less(factor.times(over.at)?)?,
            slope: self.of.slope.less(factor.times(over.slope)?)?,
        };
        let points = [margin.meets(Ratio::ZERO)?, over.meets(Ratio::ZERO)?];
        Ok(points.into_iter().flatten().collect())
    }
}

/// How many steps an amount has: whole ones only where it does not move.
fn steps(amount: Line, step: Ratio, blocks: Blocks) -> Result<Line, CurveFault> {
    let (at, slope) = (amount.at.over(step)?, amount.slope.over(step)?);
    match blocks {
        Blocks::InProportion => Ok(Line { at, slope }),
        Blocks::Whole if slope.is_zero() => Ok(Line::fixed(Ratio::whole(at.floor()))),
        Blocks::Whole => Err(CurveFault::NotStraight),
    }
}

/// One where a test holds, zero where it does not.
pub(super) fn mask(test: &Test, at: &dyn Situation) -> Result<Curve, CurveFault> {
    within(test, at, 0)
}

fn within(test: &Test, at: &dyn Situation, depth: u8) -> Result<Curve, CurveFault> {
    let constant = |holds: bool| Curve::constant(if holds { Ratio::ONE } else { Ratio::ZERO });
    Ok(match test {
        Test::All(parts) => {
            let mut all = constant(true);
            for part in parts {
                all = all.least(&within(part, at, depth)?)?;
            }
            all
        }
        Test::Any(parts) => {
            let mut any = constant(false);
            for part in parts {
                any = any.greatest(&within(part, at, depth)?)?;
            }
            any
        }
        Test::Not(part) => {
            let part = within(part, at, depth)?;
            constant(true).plus(&part.times(Ratio::ONE.negate())?)?
        }
        Test::Compare {
            figure,
            comparison,
            threshold,
        } => compared(figure, *comparison, threshold, at)?,
        Test::Segment(id) => {
            let deeper = depth.saturating_add(1);
            if deeper > DEEPEST_SEGMENT {
                return Err(CurveFault::Circular);
            }
            match at.segment(*id) {
                Some(test) => within(test, at, deeper)?,
                None => constant(false),
            }
        }
        Test::OnDays(_) if moves(test, at)? => return Err(CurveFault::NotStraight),
        Test::OnDays(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_) => constant(at.holds(test)),
    })
}

/// Whether a further amount can change what a test reads.
fn moves(test: &Test, at: &dyn Situation) -> Result<bool, CurveFault> {
    for figure in walk::figures(test) {
        for reading in walk::figure_readings(figure) {
            if !at.line(reading)?.slope.is_zero() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn compared(
    figure: &Figure,
    comparison: Comparison,
    threshold: &Threshold,
    at: &dyn Situation,
) -> Result<Curve, CurveFault> {
    let place = match threshold.across {
        None => Some(0),
        Some(across) => at.member(across),
    };
    let amount = place.and_then(|place| threshold.amounts.get(place).copied().flatten());
    let Some(amount) = amount else {
        return Ok(Curve::constant(Ratio::ZERO));
    };
    let amount = at.exchanged(Quantity {
        amount,
        unit: threshold.unit,
    })?;
    let key = Moving::read(figure, at)?;
    Curve::traced(key.meets(amount)?, |x| {
        let holds = match key.level(x)? {
            Level::Is(value) => comparison.holds(value, amount),
            // What an empty base gives is said of the test, whichever way it looks.
            Level::Top => true,
            Level::Bottom => false,
        };
        Ok(if holds { Ratio::ONE } else { Ratio::ZERO })
    })
}
