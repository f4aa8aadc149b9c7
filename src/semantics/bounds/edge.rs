//! Edges of payouts as what they are paid on grows: where a payout falls, where it jumps, and where
//! further sales bring nothing. Each is found on the payout's own curve and shown by cases.

use std::collections::BTreeSet;

use super::case::still::Still;
use super::case::{Case, Stage};
use super::drawn::{Drawn, drawn, one};
use super::mover::BASE_MINOR;
use super::worn::worn;
use crate::base::id::{IncentiveId, MeasureId, ProductId, RegionId, TierId, TypeId};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::semantics::curve::{Curve, CurveFault};

/// Where an edge is: for whom, on what, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of which incentive.
    pub incentive: IncentiveId,
    /// For partners of this tier, where that matters.
    pub tier: Option<TierId>,
    /// At home here, where that matters.
    pub region: Option<RegionId>,
    /// Of this type, where that matters.
    pub sort: Option<TypeId>,
    /// The measure that grows; `None` is the amount of one sale.
    pub measure: Option<MeasureId>,
    /// By sales of this product.
    pub product: Option<ProductId>,
    /// The days of the period, or the day of the sale.
    pub days: Days,
}

/// One side of an edge: so much sold (or counted), so much paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What is sold or counted, in the measure's own unit (minor units for money).
    pub amount: i128,
    /// What is paid, in minor units.
    pub paid: i128,
    /// What the case is paid besides, for earlier sales that use a part of a limit, in minor units.
    pub used: i128,
    /// The case.
    pub case: Case,
}

/// A payout that is less when more is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Where.
    pub place: Place,
    /// Before it falls.
    pub before: Side,
    /// After.
    pub after: Side,
    /// The least amount from which as much is paid again; `None` if that never comes.
    pub recovers: Option<i128>,
    /// What other incentives of the same time pay more on the way, in minor units.
    pub others_gain: i128,
    /// Whether it falls only when others have used a part of a limit that partners share.
    pub by_others: bool,
    /// Whether the evaluator pays as said on both cases.
    pub confirmed: bool,
}

/// A payout that jumps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// Where.
    pub place: Place,
    /// Just below.
    pub before: Side,
    /// At or just past the threshold.
    pub after: Side,
    /// Whether the evaluator pays as said on both cases.
    pub confirmed: bool,
}

/// A stretch on which more sales bring nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadZone {
    /// Where.
    pub place: Place,
    /// From this amount.
    pub from: i128,
    /// To this; `None` has no end.
    pub to: Option<i128>,
    /// What is paid all the while, in minor units.
    pub paid: i128,
}

/// Every way a partner's payout falls as a measure rises.
pub fn falls(program: &Program) -> Result<Vec<Fall>, CurveFault> {
    let still = Still::of(program);
    let stage = Stage::of(&still);
    let drawn = drawn(program)?;
    let worn = worn(program)?;
    let mut falls = Vec::new();
    for each in drawn.iter().chain(&worn) {
        for (low, high) in drops(&each.curve)? {
            if !each.is_assumed(program, high) {
                continue;
            }
            let (before, after) = (each.side(program, low)?, each.side(program, high)?);
            if after.paid >= before.paid {
                continue;
            }
            let confirmed =
                each.confirms(program, &stage, &before) && each.confirms(program, &stage, &after);
            falls.push(Fall {
                place: each.place.clone(),
                recovers: recovery(&each.curve, high, before.paid)?,
                others_gain: others_gain(program, &drawn, each, low, high)?,
                by_others: each.earlier.by_others,
                before,
                after,
                confirmed,
            });
        }
    }
    Ok(falls)
}

/// Every threshold at which a partner's payout jumps.
pub fn cliffs(program: &Program) -> Result<Vec<Cliff>, CurveFault> {
    let still = Still::of(program);
    let stage = Stage::of(&still);
    let mut cliffs = Vec::new();
    for each in drawn(program)? {
        for (low, high) in jumps(&each.curve)? {
            if !each.is_assumed(program, high) {
                continue;
            }
            let (before, after) = (each.side(program, low)?, each.side(program, high)?);
            let step = each.curve.slope(high).times(high.less(low)?)?;
            let gain = Ratio::whole(after.paid.saturating_sub(before.paid));
            // A rate alone gives less than a unit more here.
            if gain <= step.plus(Ratio::ONE)? {
                continue;
            }
            let confirmed =
                each.confirms(program, &stage, &before) && each.confirms(program, &stage, &after);
            cliffs.push(Cliff {
                place: each.place.clone(),
                before,
                after,
                confirmed,
            });
        }
    }
    Ok(cliffs)
}

/// Every stretch on which more sales bring nothing, of incentives that are paid on sales.
pub fn dead_zones(program: &Program) -> Result<Vec<DeadZone>, CurveFault> {
    let mut zones = Vec::new();
    for each in drawn(program)? {
        let pieces = each.curve.pieces();
        for (place, piece) in pieces.iter().enumerate() {
            if !piece.slope.is_zero() || pieces.len() == 1 {
                continue;
            }
            let to = pieces
                .get(place.saturating_add(1))
                .map(|next| next.from.floor());
            zones.push(DeadZone {
                place: each.place.clone(),
                from: piece.from.floor(),
                to,
                paid: program.rounding.round(piece.after),
            });
        }
    }
    Ok(zones)
}

/// Neighbouring whole amounts between which a curve falls.
pub(super) fn drops(curve: &Curve) -> Result<Vec<(Ratio, Ratio)>, CurveFault> {
    let points = curve.wholes(None)?;
    let mut drops = Vec::new();
    for pair in points.windows(2) {
        let [low, high] = pair else { continue };
        if curve.value(*high)? < curve.value(*low)? {
            drops.push((*low, *high));
        }
    }
    if let (Some(last), Some(piece)) = (points.last(), curve.pieces().last())
        && piece.slope.is_negative()
    {
        drops.push((*last, last.plus(Ratio::whole(BASE_MINOR))?));
    }
    Ok(drops)
}

/// Neighbouring whole amounts between which a curve jumps up.
fn jumps(curve: &Curve) -> Result<Vec<(Ratio, Ratio)>, CurveFault> {
    let mut jumps = Vec::new();
    for piece in curve
        .pieces()
        .iter()
        .filter(|piece| piece.from > Ratio::ZERO)
    {
        let before = curve.before(piece.from)?;
        let floor = Ratio::whole(piece.from.floor());
        if piece.at > before && floor == piece.from {
            jumps.push((floor.less(Ratio::ONE)?, floor));
        } else if piece.at > before || piece.after > piece.at {
            jumps.push((floor, floor.plus(Ratio::ONE)?));
        }
    }
    Ok(jumps)
}

/// The least whole amount past `from` at which as much is paid again.
fn recovery(curve: &Curve, from: Ratio, paid: i128) -> Result<Option<i128>, CurveFault> {
    let level = Ratio::whole(paid);
    let mut best: Option<i128> = None;
    let mut candidates = curve.wholes(None)?;
    for point in curve.crossings(level)? {
        let floor = Ratio::whole(point.floor());
        candidates.extend([floor, floor.plus(Ratio::ONE)?]);
    }
    for point in candidates.into_iter().filter(|point| *point > from) {
        if curve.value(point)? >= level {
            let point = point.floor();
            best = Some(best.map_or(point, |held| held.min(point)));
        }
    }
    Ok(best)
}

/// What the other incentives that are paid on the same sales of the same days gain on the way.
fn others_gain(
    program: &Program,
    drawn: &[Drawn],
    own: &Drawn,
    low: Ratio,
    high: Ratio,
) -> Result<i128, CurveFault> {
    let mut gain = 0_i128;
    let mut counted: BTreeSet<IncentiveId> = BTreeSet::from([own.place.incentive]);
    for other in drawn {
        let meets = other.is_event == own.is_event
            && other.moves == own.moves
            && other.place.days.overlap(&own.place.days).is_some()
            && (one(other.stratum.tier).is_none() || other.stratum.tier == own.stratum.tier);
        if !meets || !counted.insert(other.place.incentive) {
            continue;
        }
        let before = program.rounding.round(other.curve.value(low)?);
        let after = program.rounding.round(other.curve.value(high)?);
        gain = gain.saturating_add(after.saturating_sub(before));
    }
    Ok(gain)
}
