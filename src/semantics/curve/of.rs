//! The reader that draws a payout: what it gives as one further amount grows, all else as it stands.
//! Caps bend the curve by the room that is left. Budgets and the credit of funds are left out: whether
//! they still have money is not this partner's doing. Places in a contest depend on others and are asked
//! of the situation. Must not know facts.

use super::limit::capped;
use super::net::{deducted, larger, net};
use super::parted::{Taken, parted};
use super::table::bands;
use super::test::mask;
use super::{Curve, CurveFault};
use crate::base::id::{IncentiveId, SegmentId};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::payout::given::Among;
use crate::payout::given::Worth;
use crate::payout::later::Guarantee;
use crate::payout::measure::Reading;
use crate::payout::table::{Across, Bands};
use crate::payout::target::Target;
use crate::payout::test::Test;
use crate::payout::{Blocks, Cap, Occasion, Payout, Quantity};

/// An amount now, and what each further unit adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without anything further.
    pub at: Ratio,
    /// For each further unit; 0 where the further amount does not count, 1 where it counts whole.
    pub slope: Ratio,
}

impl Line {
    /// An amount that nothing further changes.
    pub const fn fixed(at: Ratio) -> Line {
        Line {
            at,
            slope: Ratio::ZERO,
        }
    }

    pub(super) fn value(self, x: Ratio) -> Result<Ratio, CurveFault> {
        Ok(self.at.plus(self.slope.times(x)?)?)
    }

    /// Where the line has a value, if at one point.
    pub(super) fn meets(self, level: Ratio) -> Result<Option<Ratio>, CurveFault> {
        if self.slope.is_zero() {
            return Ok(None);
        }
        Ok(Some(level.less(self.at)?.over(self.slope)?))
    }
}

/// A part of a basis that fills bands: amounts of one column, in the order of filling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The place of the column among the set's members.
    pub column: Option<usize>,
    /// How much.
    pub amount: Ratio,
    /// Under `restart`, the part of the whole period that its column holds for; else one.
    pub part_of_period: Ratio,
}

/// Where a partner stands, as far as a payout can ask. Statuses are those of the day of the further
/// amount where a rule reads the day of each sale, else those the rule names.
pub trait Situation {
    /// The amount of a reading and how the further amount moves it.
    fn line(&self, reading: &Reading) -> Result<Line, CurveFault>;
    /// The same for what is paid on, which may be lessened.
    fn basis(&self, reading: &Reading) -> Result<Line, CurveFault> {
        self.line(reading)
    }
    /// What is taken off everything that is paid on, and the situation without that; `None` where nothing is.
    fn taken(&self) -> Result<Option<(Taken, &dyn Situation)>, CurveFault> {
        Ok(None)
    }
    /// The place of the partner (or of the further sale's line) among the members of a set.
    fn member(&self, across: Across) -> Option<usize>;
    /// Whether a test holds. Never asked of `All`, `Any`, `Not`, `Compare` or `Segment`.
    fn holds(&self, test: &Test) -> bool;
    /// The test of an audience.
    fn segment(&self, id: SegmentId) -> Option<&Test>;
    /// Whether this occasion is the one that is drawn; others add nothing.
    fn occurs(&self, occasion: &Occasion) -> bool;
    /// What other claims have used of a cap's room: minor units, or awards.
    fn used(&self, cap: &Cap) -> i128;
    /// An amount in minor units of the program's currency; other units as they are.
    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault>;
    /// What one of what is given in kind stands for.
    fn worth(&self, worth: Worth) -> Result<Ratio, CurveFault>;
    /// What a guarantee is sure to give where its condition holds; all of it unless the situation knows what
    /// earlier periods earned.
    fn guarantee_left(&self, guarantee: &Guarantee, _of: &Payout) -> Result<Ratio, CurveFault> {
        self.exchanged(guarantee.least)
    }
    /// How a posting is rounded.
    fn rounding(&self) -> Rounding;
    /// How far the further amount is drawn; beyond it no whole step is followed.
    fn way(&self) -> Ratio;
    /// What has filled a table so far; needed only where columns follow the day of each sale and the
    /// partner's column changed. The further amount joins the last slice.
    fn slices(&self, table: &Bands) -> Result<Vec<Slice>, CurveFault> {
        let column = match table.across {
            None => Some(0),
            Some(across) => self.member(across),
        };
        Ok(vec![Slice {
            column,
            amount: self.basis(&table.basis)?.at,
            part_of_period: Ratio::ONE,
        }])
    }
    /// What is expected of the partner; `None` where nothing is. Unknown unless the situation knows its facts.
    fn target(&self, _target: &Target) -> Result<Option<Ratio>, CurveFault> {
        Err(CurveFault::NotStraight)
    }
    /// What another incentive pays, where awards are compared; nothing unless the situation knows it.
    fn incentive(&self, _id: IncentiveId) -> Option<&Payout> {
        None
    }
    /// The prizes of a contest as the partner's own key grows; nothing unless the situation knows the
    /// others' keys.
    fn rank(&self, _rank: &Payout) -> Result<Curve, CurveFault> {
        Ok(Curve::constant(Ratio::ZERO))
    }
}

/// What a payout gives on one occasion, as the further amount grows from zero.
pub fn curve(payout: &Payout, situation: &dyn Situation) -> Result<Curve, CurveFault> {
    Ok(part(payout, situation)?.unwrap_or_else(|| Curve::constant(Ratio::ZERO)))
}

/// `None` where the payout has no part in the occasion.
pub(super) fn part(payout: &Payout, at: &dyn Situation) -> Result<Option<Curve>, CurveFault> {
    Ok(Some(match payout {
        Payout::Fixed(quantity) => Curve::constant(at.exchanged(*quantity)?),
        Payout::Share { rate, of } => clipped(at.basis(of)?)?.times(*rate)?,
        Payout::PerEvent { each, count } => {
            clipped(at.line(count)?)?.times(at.exchanged(*each)?)?
        }
        Payout::PerStep {
            each,
            step,
            of,
            blocks,
        } => stepped(*step, of, *blocks, at)?.times(at.exchanged(*each)?)?,
        Payout::Bands(table) => bands(table, at)?,
        // A claim on a difference of prices is a fact of its own, and no further amount moves it.
        Payout::Spread(_) => Curve::constant(Ratio::ZERO),
        Payout::Sum(parts) => match parted(parts, at)? {
            Some(sum) => return Ok(sum),
            None => return joined(parts, at, |sum, part| sum.plus(&part)),
        },
        Payout::Least(parts) => return joined(parts, at, |least, part| least.least(&part)),
        Payout::Greatest(parts) => return joined(parts, at, |most, part| most.greatest(&part)),
        Payout::When { test, then } => return when(test, then, at),
        Payout::Larger { than, payout } => {
            let Some(own) = part(payout, at)? else {
                return Ok(None);
            };
            larger(than, own, at)?
        }
        Payout::Net { less, payout } => return net(&deducted(less, at)?, payout, at),
        Payout::Choose { across, arms } => return chosen(*across, arms, at),
        Payout::Over { occasion, payout } => {
            return if at.occurs(occasion) {
                part(payout, at)
            } else {
                Ok(None)
            };
        }
        Payout::Cap { cap, payout } => {
            let Some(inner) = part(payout, at)? else {
                return Ok(None);
            };
            capped(cap, &inner, at)?
        }
        Payout::Guarantee { guarantee, payout } => {
            let Some(earned) = part(payout, at)? else {
                return Ok(None);
            };
            earned.greatest(&guaranteed(guarantee, payout, at)?)?
        }
        Payout::Valued { each, payout, .. } => {
            let Some(number) = part(payout, at)? else {
                return Ok(None);
            };
            number.times(at.worth(*each)?)?
        }
        Payout::Shared { among, payout } => return shared(*among, payout, at),
        Payout::Rank { .. } => at.rank(payout)?,
        Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => return part(payout, at),
    }))
}

/// What is given where a test holds. Of many versions, one holds on a day: the others are not drawn.
fn when(test: &Test, then: &Payout, at: &dyn Situation) -> Result<Option<Curve>, CurveFault> {
    if !takes_part(then, at) {
        return Ok(None);
    }
    let open = mask(test, at)?;
    if open.is_nothing() {
        return Ok(Some(open));
    }
    let then = part(then, at)?;
    then.map(|then| then.where_open(&open)).transpose()
}

/// Whether a payout has a part in the occasion, whatever that is: [`part`] is then `Some`.
fn takes_part(payout: &Payout, at: &dyn Situation) -> bool {
    match payout {
        Payout::Over { occasion, payout } => at.occurs(occasion) && takes_part(payout, at),
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            parts.is_empty() || parts.iter().any(|part| takes_part(part, at))
        }
        Payout::Choose { across, arms } => {
            let arm = at.member(*across).and_then(|place| arms.get(place));
            arm.and_then(Option::as_ref)
                .is_none_or(|arm| takes_part(arm, at))
        }
        Payout::Shared {
            among: Among::SecondRegistrant,
            ..
        }
        | Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => true,
        Payout::Shared {
            among: Among::Credited,
            payout,
        }
        | Payout::When { then: payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Net { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => takes_part(payout, at),
    }
}

/// What who sells gets; nothing, where another is paid.
fn shared(among: Among, payout: &Payout, at: &dyn Situation) -> Result<Option<Curve>, CurveFault> {
    match among {
        Among::Credited => part(payout, at),
        Among::SecondRegistrant => Ok(Some(Curve::constant(Ratio::ZERO))),
    }
}

/// The arm of the member; one that is in none is paid nothing.
fn chosen(
    across: Across,
    arms: &[Option<Payout>],
    at: &dyn Situation,
) -> Result<Option<Curve>, CurveFault> {
    let arm = at.member(across).and_then(|place| arms.get(place));
    match arm.and_then(Option::as_ref) {
        Some(arm) => part(arm, at),
        None => Ok(Some(Curve::constant(Ratio::ZERO))),
    }
}

/// How many steps are reached.
fn stepped(
    step: Ratio,
    of: &Reading,
    blocks: Blocks,
    at: &dyn Situation,
) -> Result<Curve, CurveFault> {
    let basis = at.basis(of)?;
    match blocks {
        Blocks::InProportion => Ok(clipped(basis)?.times(inverse(step)?)?),
        Blocks::Whole => whole_steps(basis, step, at.way()),
    }
}

/// The least that is left to top up to, where the payout is open.
fn guaranteed(
    guarantee: &Guarantee,
    payout: &Payout,
    at: &dyn Situation,
) -> Result<Curve, CurveFault> {
    let least = Curve::constant(at.guarantee_left(guarantee, payout)?);
    if let Payout::When { test, .. } = payout {
        return least.where_open(&mask(test, at)?);
    }
    Ok(least)
}

fn joined(
    parts: &[Payout],
    at: &dyn Situation,
    join: impl Fn(Curve, Curve) -> Result<Curve, CurveFault>,
) -> Result<Option<Curve>, CurveFault> {
    let mut all: Option<Curve> = None;
    for each in parts {
        let Some(next) = part(each, at)? else {
            continue;
        };
        all = Some(match all {
            None => next,
            Some(all) => join(all, next)?,
        });
    }
    let nothing = parts.is_empty().then(|| Curve::constant(Ratio::ZERO));
    Ok(all.or(nothing))
}

fn inverse(step: Ratio) -> Result<Ratio, CurveFault> {
    Ok(Ratio::ONE.over(step)?)
}

/// A line with what is below zero taken as zero.
pub(super) fn clipped(line: Line) -> Result<Curve, CurveFault> {
    if !line.at.is_negative() && !line.slope.is_negative() {
        return Ok(Curve::line(line.at, line.slope));
    }
    Curve::traced(line.meets(Ratio::ZERO)?, |x| {
        Ok(line.value(x)?.max(Ratio::ZERO))
    })
}

/// How many whole steps a line has made.
fn whole_steps(line: Line, step: Ratio, way: Ratio) -> Result<Curve, CurveFault> {
    if step <= Ratio::ZERO {
        return Ok(Curve::constant(Ratio::ZERO));
    }
    let steps_at = |x: Ratio| -> Result<Ratio, CurveFault> {
        let amount = line.value(x.min(way))?.max(Ratio::ZERO);
        Ok(Ratio::whole(amount.over(step)?.floor()))
    };
    let (first, last) = (steps_at(Ratio::ZERO)?, steps_at(way)?);
    let (low, high) = (first.min(last).floor(), first.max(last).floor());
    let count = usize::try_from(high.saturating_sub(low));
    if count.is_err() || count.is_ok_and(|count| count >= super::MOST_PIECES) {
        return Err(CurveFault::TooManyPieces);
    }
    let mut points = vec![way];
    for count in low..=high.saturating_add(1) {
        let point = line.meets(step.times(Ratio::whole(count))?)?;
        points.extend(point.filter(|point| *point <= way));
    }
    Curve::traced(points, steps_at)
}
