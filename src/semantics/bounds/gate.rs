//! From which sales on a test can hold, and how curves of parts are put together.

use super::ground::{Ground, Reach};
use super::{Known, Stop};
use crate::base::ratio::Ratio;
use crate::payout::Quantity;
use crate::payout::measure::{Figure, Reading, Selector};
use crate::payout::test::{Comparison, Test};
use crate::semantics::curve::{Curve, CurveFault};

/// The curve of nothing at all.
pub fn nothing() -> Curve {
    Curve::constant(Ratio::ZERO)
}

/// The largest of the parts at each point.
pub fn greatest(parts: impl Iterator<Item = Result<Curve, Stop>>) -> Result<Curve, Stop> {
    Ok(largest(parts.collect::<Result<_, _>>()?)?)
}

/// The same of curves that are drawn: two by two, so that no long curve is laid over every other.
pub fn largest(mut parts: Vec<Curve>) -> Result<Curve, CurveFault> {
    while parts.len() > 1 {
        let mut next = Vec::with_capacity(parts.len().div_ceil(2));
        for pair in parts.chunks(2) {
            next.push(match pair {
                [one, other] => one.greatest(other)?,
                rest => rest.first().map_or_else(nothing, Curve::clone),
            });
        }
        parts = next;
    }
    let most = parts.pop().unwrap_or_else(nothing);
    most.greatest(&nothing())
}

/// The smallest of the parts that have a most at all.
pub fn least(parts: impl Iterator<Item = Result<Curve, Stop>>) -> Result<Curve, Stop> {
    let mut smallest: Option<Curve> = None;
    let mut gap = None;
    for part in parts {
        match part {
            Ok(curve) => {
                smallest = Some(match smallest {
                    None => curve,
                    Some(held) => held.least(&curve)?,
                });
            }
            Err(Stop::Gap(found)) => gap = Some(found),
            Err(Stop::Fault(fault)) => return Err(Stop::Fault(fault)),
        }
    }
    match (smallest, gap) {
        (Some(curve), _) => Ok(curve),
        (None, Some(gap)) => Err(Stop::Gap(gap)),
        (None, None) => Ok(nothing()),
    }
}

/// One from the sales on at which a test can hold.
pub fn gate(ground: &Ground, test: &Test, event: Option<&Selector>) -> Result<Curve, Stop> {
    let open = Curve::constant(Ratio::ONE);
    Ok(match test {
        Test::All(parts) => {
            let mut all = open;
            for part in parts {
                all = all.least(&gate(ground, part, event)?)?;
            }
            all
        }
        Test::Any(parts) => {
            let mut any = nothing();
            for part in parts {
                any = any.greatest(&gate(ground, part, event)?)?;
            }
            any
        }
        Test::Compare {
            figure: Figure::Reading(reading),
            comparison: comparison @ (Comparison::AtLeast | Comparison::Above),
            threshold,
        } => {
            let amounts: Vec<Option<Ratio>> = match threshold.across.map(|a| ground.member(a)) {
                None => threshold.amounts.first().copied().into_iter().collect(),
                Some(Known::Any) => threshold.amounts.clone(),
                Some(Known::Is(place)) => {
                    vec![place.and_then(|place| threshold.amounts.get(place).copied().flatten())]
                }
            };
            let Some(lowest) = amounts.into_iter().flatten().min() else {
                return Ok(nothing());
            };
            let lowest = ground.exchanged(Quantity {
                amount: lowest,
                unit: threshold.unit,
            })?;
            from(
                ground,
                reading,
                event,
                |value| comparison.holds(value, lowest),
                lowest,
            )?
        }
        Test::Compare { .. }
        | Test::Not(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => match ground.holds(test) {
            Some(false) => nothing(),
            Some(true) | None => open,
        },
    })
}

/// One from the sales on at which a reading can pass a threshold at `edge`.
pub fn from(
    ground: &Ground,
    reading: &Reading,
    event: Option<&Selector>,
    passes: impl Fn(Ratio) -> bool,
    edge: Ratio,
) -> Result<Curve, Stop> {
    let one = |passes: bool| if passes { Ratio::ONE } else { Ratio::ZERO };
    match ground.reach(reading, event) {
        Err(_) => Ok(Curve::constant(Ratio::ONE)),
        Ok(Reach::Within(most)) => Ok(Curve::constant(one(passes(most)))),
        Ok(Reach::PerAmount(slope)) => {
            let point = edge.over(slope)?;
            Ok(Curve::traced([point], |sales| {
                Ok(one(passes(sales.times(slope)?)))
            })?)
        }
    }
}
