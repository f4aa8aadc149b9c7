//! The most that one occasion gives, as the partner's sales in its window grow. Where a payout reads one
//! thing only and everything else about the partner is certain, its own curve is drawn; elsewhere each
//! shape gives the most that it can.

use super::bands::{bands, columns};
use super::certain::exact;
use super::gate::{gate, greatest, least, nothing};
use super::ground::{Ground, Reach};
use super::parted;
use super::price::worth;
use super::{Gap, Known, Stop};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::later::Guarantee;
use crate::payout::measure::{Figure, Reading, Selector};
use crate::payout::table::{Across, Cell};
use crate::payout::target::{Amount, Expected, Target};
use crate::payout::{Deduction, Payout, Quantity, Source};
use crate::semantics::curve::Curve;
use crate::semantics::walk;

/// The most that an occasion gives by the partner's sales in its window (or of its own sale). Never falls.
pub fn award(ground: &Ground, payout: &Payout, event: Option<&Selector>) -> Result<Curve, Stop> {
    if let Some(exact) = exact(ground, payout, event) {
        return Ok(exact.rising()?);
    }
    Ok(upper(ground, payout, event)?.rising()?)
}

/// The most that each shape can give.
fn upper(ground: &Ground, payout: &Payout, event: Option<&Selector>) -> Result<Curve, Stop> {
    let reached = |reading: &Reading| -> Result<Curve, Stop> {
        Ok(match ground.reach(reading, event).map_err(Stop::Gap)? {
            Reach::Within(most) => Curve::constant(most),
            Reach::PerAmount(slope) => Curve::line(Ratio::ZERO, slope),
        })
    };
    match payout {
        Payout::Fixed(quantity) => Ok(Curve::constant(ground.exchanged(*quantity)?)),
        Payout::Share { rate, of } => Ok(reached(of)?.times(*rate)?),
        Payout::PerEvent { each, count } => Ok(reached(count)?.times(ground.exchanged(*each)?)?),
        Payout::PerStep { each, step, of, .. } => {
            let each = ground.exchanged(*each)?.over(*step)?;
            Ok(reached(of)?.times(each)?)
        }
        Payout::Bands(table) => bands(ground, table, event),
        // Nothing is assumed of how much is claimed.
        Payout::Spread(_) => Err(Stop::Gap(unclaimed(event))),
        Payout::Sum(parts) if parted::is_parted(ground, parts, event) => {
            greatest(parts.iter().map(|part| upper(ground, part, event)))
        }
        Payout::Sum(parts) => {
            let mut sum = nothing();
            for part in parts {
                sum = sum.plus(&upper(ground, part, event)?)?;
            }
            Ok(sum)
        }
        Payout::Least(parts) => least(parts.iter().map(|part| upper(ground, part, event))),
        Payout::Greatest(parts) => greatest(parts.iter().map(|part| upper(ground, part, event))),
        Payout::When { test, then } => match ground.holds(test) {
            Some(false) => Ok(nothing()),
            Some(true) | None => {
                let gate = gate(ground, test, event)?;
                Ok(upper(ground, then, event)?.where_open(&gate)?)
            }
        },
        Payout::Net { less, payout } => {
            let most = upper(ground, payout, event)?.rising()?;
            beyond(ground, less, payout, event, most)
        }
        Payout::Guarantee { guarantee, payout } => {
            let least = guaranteed(ground, guarantee, payout)?;
            Ok(upper(ground, payout, event)?.greatest(&least)?)
        }
        Payout::Valued { each, payout, .. } => {
            let each = worth(ground.program, *each)?;
            Ok(upper(ground, payout, event)?.times(each)?)
        }
        Payout::Choose { across, arms } => chosen(ground, *across, arms, event),
        Payout::Rank { prizes, .. } => dearest(ground, prizes),
        Payout::Draw {
            from: Source::Budget(budget),
            payout,
        } => {
            let pool = ground.program.budget(*budget);
            let pool = Ratio::whole(pool.map_or(0, |held| held.pool.amount));
            Ok(upper(ground, payout, event)?.least(&Curve::constant(pool))?)
        }
        Payout::Larger { payout, .. }
        | Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        // What the sale earns whoever is credited: all parts add up to it.
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => upper(ground, payout, event),
    }
}

/// The arm of the member, or the most of any where that is not known.
fn chosen(
    ground: &Ground,
    across: Across,
    arms: &[Option<Payout>],
    event: Option<&Selector>,
) -> Result<Curve, Stop> {
    match ground.member(across) {
        Known::Is(place) => {
            let arm = place.and_then(|place| arms.get(place)?.as_ref());
            arm.map_or(Ok(nothing()), |arm| upper(ground, arm, event))
        }
        Known::Any => greatest(arms.iter().flatten().map(|arm| upper(ground, arm, event))),
    }
}

/// The least that is guaranteed; what is carried only lessens it.
fn guaranteed(ground: &Ground, guarantee: &Guarantee, payout: &Payout) -> Result<Curve, Stop> {
    Ok(match ground.holds_for(payout) {
        Some(false) => nothing(),
        Some(true) | None => Curve::constant(ground.exchanged(guarantee.least)?),
    })
}

/// The largest prize.
fn dearest(ground: &Ground, prizes: &[Quantity]) -> Result<Curve, Stop> {
    let mut most = Ratio::ZERO;
    for prize in prizes {
        most = most.max(ground.exchanged(*prize)?);
    }
    Ok(Curve::constant(most))
}

/// Which facts are not bounded by any assumption.
pub(super) fn unclaimed(event: Option<&Selector>) -> Gap {
    Gap::Facts(event.map_or(FactKind::Claim, |selector| selector.fact))
}

/// What is left of the most that a payout gives when its basis is lessened by what is sure to be taken off: what so much
/// less would give. That lessens bases alone. What a table is read by, and what a test compares, is read whole: a payout
/// that has such gates would open too late, and is lessened only as far as it can be without them.
fn beyond(
    ground: &Ground,
    less: &Deduction,
    payout: &Payout,
    event: Option<&Selector>,
    most: Curve,
) -> Result<Curve, Stop> {
    let Some(sure) = surely(ground, less)? else {
        return Ok(most);
    };
    let mut is_straight = true;
    let mut is_open = true;
    walk::visit(payout, &mut |part| {
        is_straight &= walk::bases(part)
            .into_iter()
            .all(|basis| ground.reach(basis, event) == Ok(Reach::PerAmount(Ratio::ONE)));
        if let Payout::Bands(table) = part {
            is_open &= !matches!(table.key, Some(Figure::Reading(_)));
        }
        if let Payout::When { test, .. } = part {
            is_open &= gate(ground, test, event).is_ok_and(|gate| gate.pieces().len() == 1);
        }
    });
    if !is_straight {
        return Ok(most);
    }
    if is_open {
        return Ok(most.later(sure)?);
    }
    match best_rate(ground, payout) {
        Some(open) => Ok(upper(ground, &open, event)?.later(sure)?.least(&most)?),
        None => Ok(most),
    }
}

/// The highest rate of a table on all of its basis, whatever the table is read by.
fn best_rate(ground: &Ground, payout: &Payout) -> Option<Payout> {
    let Payout::Bands(table) = payout else {
        return None;
    };
    let mut best = Ratio::ZERO;
    for column in columns(ground, table) {
        for cell in table.columns.get(column)? {
            match cell {
                Cell::Rate(rate) => best = best.max(*rate),
                Cell::Fixed(_) => return None,
                Cell::Nothing => {}
            }
        }
    }
    Some(Payout::Share {
        rate: best,
        of: table.basis.clone(),
    })
}

/// What is taken off of whatever is measured: nothing is known of what was measured before or agreed.
fn surely(ground: &Ground, less: &Deduction) -> Result<Option<Ratio>, Stop> {
    Ok(match less {
        Deduction::Baseline { least, .. } => {
            least.map(|least| ground.exchanged(least)).transpose()?
        }
        Deduction::Target { target, part } => {
            let expected = expected(ground, target)?;
            expected.map(|least| least.times(*part)).transpose()?
        }
        Deduction::Awards(_) => None,
    })
}

/// The least that is expected of any partner on any day; `None` where nothing may be.
fn expected(ground: &Ground, target: &Target) -> Result<Option<Ratio>, Stop> {
    let mut least: Option<Ratio> = None;
    for version in &target.versions {
        let Some(amount) = of_version(ground, target, version)? else {
            return Ok(None);
        };
        least = Some(least.map_or(amount, |least| least.min(amount)));
    }
    Ok(least)
}

fn of_version(ground: &Ground, target: &Target, version: &Expected) -> Result<Option<Ratio>, Stop> {
    let mut amount = match &version.amount {
        Amount::Agreed(_) => return Ok(None),
        Amount::Part { .. } => Ratio::ZERO,
        Amount::Each(threshold) => {
            let mut least = None;
            for amount in &threshold.amounts {
                let Some(amount) = *amount else {
                    return Ok(None);
                };
                let unit = threshold.unit;
                let amount = ground.exchanged(Quantity { amount, unit })?;
                least = Some(least.map_or(amount, |least: Ratio| least.min(amount)));
            }
            // Whoever stands in no column has no target.
            match least.filter(|_| threshold.across.is_none()) {
                Some(least) => least,
                None => return Ok(None),
            }
        }
    };
    // Each that lessens may hold, and each that raises may not.
    for each in target.index.iter().filter(|it| it.rate < Ratio::ONE) {
        amount = amount.times(each.rate)?;
    }
    if let Some(least) = version.least {
        amount = amount.max(ground.exchanged(least)?);
    }
    if let Some(most) = version.most {
        amount = amount.min(ground.exchanged(most)?);
    }
    if let Some(new) = version.new {
        amount = amount.min(ground.exchanged(new.amount)?);
    }
    Ok(Some(amount))
}
