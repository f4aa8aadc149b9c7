//! What amounts a figure can come to whatever partners do, and which of them a comparison lets through. Must not know
//! which facts there are.

use crate::base::ratio::{Overflow, Ratio};
use crate::model::Program;
use crate::payout::measure::{Figure, Measure, Measured, Reading};
use crate::payout::score::{Category, Part, Per, Points, Read, Score, Scored, Way};
use crate::payout::test::{Comparison, Threshold};
use crate::semantics::evaluate::score::{at_most, rounded};

/// A stretch of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// From where; `None` has no least.
    low: Option<End>,
    /// To where; `None` has no most.
    high: Option<End>,
}

/// Where a stretch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    at: Ratio,
    /// Whether the amount itself is inside.
    inside: bool,
}

impl Extent {
    /// Every amount.
    pub const ALL: Extent = Extent {
        low: None,
        high: None,
    };

    /// No amount.
    pub const NONE: Extent = Extent {
        low: Some(End {
            at: Ratio::ONE,
            inside: true,
        }),
        high: Some(End {
            at: Ratio::ZERO,
            inside: true,
        }),
    };

    /// All that a figure can come to.
    pub fn of(program: &Program, figure: &Figure) -> Extent {
        match figure {
            Figure::Reading(reading) => Extent::between(least(program, reading), None),
            Figure::Share { of, .. } | Figure::Density { of, .. } => {
                Extent::between(least(program, of), None)
            }
            Figure::Attainment(_) | Figure::Growth { .. } => Extent::ALL,
            Figure::Score(it) => Extent::between(Some(Ratio::ZERO), most_points(it).ok().flatten()),
        }
    }

    fn between(low: Option<Ratio>, high: Option<Ratio>) -> Extent {
        let end = |at| End { at, inside: true };
        Extent {
            low: low.map(end),
            high: high.map(end),
        }
    }

    /// The amounts that compare so with another.
    pub fn compared(comparison: Comparison, with: Ratio) -> Extent {
        let end = |inside| Some(End { at: with, inside });
        let (low, high) = match comparison {
            Comparison::AtLeast => (end(true), None),
            Comparison::Above => (end(false), None),
            Comparison::AtMost => (None, end(true)),
            Comparison::Below => (None, end(false)),
        };
        Extent { low, high }
    }

    /// The amounts that compare so with a threshold, for whichever member of its set.
    pub fn asked(comparison: Comparison, threshold: &Threshold) -> Extent {
        let amounts = threshold.amounts.iter().flatten();
        let each = amounts.map(|amount| Extent::compared(comparison, *amount));
        each.reduce(Extent::around).unwrap_or(Extent::NONE)
    }

    /// What is in both.
    pub fn and(self, other: Extent) -> Extent {
        Extent {
            low: inner(self.low, other.low, |one, two| one > two),
            high: inner(self.high, other.high, |one, two| one < two),
        }
    }

    /// The least stretch that holds both.
    pub fn around(self, other: Extent) -> Extent {
        Extent {
            low: outer(self.low, other.low, |one, two| one < two),
            high: outer(self.high, other.high, |one, two| one > two),
        }
    }

    /// Whether no amount is in it.
    pub fn is_empty(self) -> bool {
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return false;
        };
        low.at > high.at || (low.at == high.at && !(low.inside && high.inside))
    }

    /// Whether all of another is in it.
    pub fn holds(self, other: Extent) -> bool {
        self.and(other) == other
    }

    /// The largest amount, where there is one.
    pub fn most(self) -> Option<Ratio> {
        self.high.map(|end| end.at)
    }
}

/// The end that lets less through.
fn inner(
    one: Option<End>,
    two: Option<End>,
    is_further: impl Fn(Ratio, Ratio) -> bool,
) -> Option<End> {
    match (one, two) {
        (Some(one), Some(two)) if one.at == two.at => Some(End {
            inside: one.inside && two.inside,
            ..one
        }),
        (Some(one), Some(two)) if is_further(one.at, two.at) => Some(one),
        (Some(_), Some(two)) => Some(two),
        (one, two) => one.or(two),
    }
}

/// The end that lets more through.
fn outer(
    one: Option<End>,
    two: Option<End>,
    is_further: impl Fn(Ratio, Ratio) -> bool,
) -> Option<End> {
    match (one?, two?) {
        (one, two) if one.at == two.at => Some(End {
            inside: one.inside || two.inside,
            ..one
        }),
        (one, two) if is_further(one.at, two.at) => Some(one),
        (_, two) => Some(two),
    }
}

/// Nothing, but for one measure less another, which can be below it.
fn least(program: &Program, reading: &Reading) -> Option<Ratio> {
    let may_be_below = match reading.measure {
        Measured::Measure(id) => program
            .measure(id)
            .is_none_or(|held| matches!(held.measure, Measure::Less(..))),
        Measured::MonthsSince(_) | Measured::DayOf(_) => true,
        Measured::Field(_) | Measured::One => false,
    };
    (!may_be_below).then_some(Ratio::ZERO)
}

/// The most that is read of a score; `None` where points have no end.
fn most_points(it: &Scored) -> Result<Option<Ratio>, Overflow> {
    match it.read {
        Read::Passed => Ok(Some(Ratio::ONE)),
        Read::Total => most_of_score(&it.score),
        Read::Category(place) => match it.score.categories.get(place) {
            Some(category) => most_of_category(&it.score, category),
            None => Ok(Some(Ratio::ZERO)),
        },
    }
}

/// The most points that a score can come to; `None` where there is no most.
pub fn most_of_score(score: &Score) -> Result<Option<Ratio>, Overflow> {
    let mut sum = Ratio::ZERO;
    for category in &score.categories {
        let Some(own) = most_of_category(score, category)? else {
            return Ok(None);
        };
        sum = sum.plus(own.times(category.weight)?)?;
    }
    rounded(sum, score.round.filter(|round| !round.per_part)).map(Some)
}

/// The most points that a category can come to, before its weight; `None` where there is no most.
pub fn most_of_category(score: &Score, category: &Category) -> Result<Option<Ratio>, Overflow> {
    let mut sum = Ratio::ZERO;
    for part in &category.parts {
        let Some(own) = most_of_part(part) else {
            return Ok(category.cap);
        };
        sum = sum.plus(rounded(own, score.round.filter(|round| round.per_part))?)?;
    }
    Ok(Some(at_most(sum, category.cap)))
}

fn most_of_part(part: &Part) -> Option<Ratio> {
    let ways: Option<Vec<Ratio>> = part.ways.iter().map(most_of_way).collect();
    let best = ways.map(|ways| ways.into_iter().fold(Ratio::ZERO, Ratio::max));
    match (best, part.cap) {
        (Some(best), cap) => Some(at_most(best, cap)),
        (None, cap) => cap,
    }
}

fn most_of_way(way: &Way) -> Option<Ratio> {
    let reached = |points: &Points| match points.per {
        Per::Reached(_) => Some(points.each),
        Per::Whole(_) | Per::Proportion(_) => None,
    };
    let points: Option<Vec<Ratio>> = way.points.iter().map(reached).collect();
    match points {
        Some(points) => {
            let most = points.into_iter().fold(Ratio::ZERO, Ratio::max);
            Some(at_most(most, way.cap))
        }
        None => way.cap,
    }
}
