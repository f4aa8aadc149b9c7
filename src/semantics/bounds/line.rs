//! The most of an award that belongs to one sale, as the sale grows: its own award where it is an event,
//! its part where a period's sales are paid together.

use super::Stop;
use super::asked::Asked;
use super::award::award;
use super::bands::{columns, may_restart, merged, stretched, window};
use super::gate::{greatest, largest, least, nothing};
use super::ground::{Ground, Reach};
use super::price::worth;
use crate::base::date::Date;
use crate::base::id::ProductId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Measure, Measured, Reading, Selector, Window};
use crate::payout::table::{Bands, Cell, Mode};
use crate::payout::{Cap, Counts, Crossing, Occasion, Payout, PoolRule, Quantity, Source};
use crate::semantics::bounds::{Known, Stratum};
use crate::semantics::curve::Curve;
use crate::semantics::curve::limit::fits;
use crate::semantics::walk;

/// One sale: of a product, on a day, by a partner of a stratum.
#[derive(Clone, Copy)]
pub struct Sale<'p> {
    /// The program.
    pub program: &'p Program,
    /// Who sold.
    pub stratum: Stratum,
    /// What.
    pub product: ProductId,
    /// When.
    pub day: Date,
    /// Where it is noted what was asked of the product.
    pub asked: &'p Asked,
}

/// The most of a payout's awards that belongs to the sale, by the sale's amount. What has no limit is
/// told by its gap.
pub fn line(sale: &Sale, payout: &Payout) -> Result<Curve, Stop> {
    match payout {
        Payout::Over { occasion, payout } => match occasion {
            Occasion::Event { selector, .. } => event(sale, selector, payout),
            Occasion::Period(_) | Occasion::Days(_) => {
                match Ground::occasion_at(sale.program, occasion, sale.day) {
                    Some(days) => part(sale, &sale.ground(Some(days.last())), payout),
                    None => Ok(nothing()),
                }
            }
        },
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            let mut sum = nothing();
            for part in parts {
                sum = sum.plus(&line(sale, part)?)?;
            }
            Ok(sum)
        }
        Payout::When { test, then } => match sale.ground(None).holds(test) {
            Some(false) => Ok(nothing()),
            Some(true) | None => line(sale, then),
        },
        Payout::Choose { across, arms } => {
            let ground = sale.ground(None);
            let chosen = match ground.member(*across) {
                Known::Any => arms.iter().flatten().collect(),
                Known::Is(place) => {
                    let arm = place.and_then(|place| arms.get(place)?.as_ref());
                    arm.into_iter().collect::<Vec<_>>()
                }
            };
            greatest(chosen.into_iter().map(|arm| line(sale, arm)))
        }
        Payout::Cap { cap, payout } => capped(sale, cap, payout),
        Payout::Draw {
            from: Source::Budget(budget),
            payout,
        } => {
            let held = sale.program.budget(*budget);
            let pool = held.map_or(0, |held| held.pool.amount);
            match held.map(|held| held.pool.rule) {
                _ if pool <= 0 => Ok(nothing()),
                Some(PoolRule::FirstAccepted(Crossing::PaidThenClosed)) => line(sale, payout),
                _ => held_to(line(sale, payout), pool),
            }
        }
        Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => line(sale, payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => Ok(nothing()),
    }
}

impl<'p> Sale<'p> {
    fn ground(&self, day: Option<Date>) -> Ground<'p> {
        Ground {
            program: self.program,
            stratum: self.stratum,
            days: Days::one(self.day),
            day,
            product: Some(self.product),
            asked: Some(self.asked),
        }
    }
}

fn event(sale: &Sale, selector: &Selector, payout: &Payout) -> Result<Curve, Stop> {
    let ground = sale.ground(Some(sale.day));
    let excluded = selector.all.iter().any(|each| ground.excludes(each));
    if selector.fact != FactKind::Sale || excluded {
        return Ok(nothing());
    }
    let mut curve = award(&ground, payout, Some(selector))?;
    for condition in &selector.all {
        if let Condition::AtLeast(field, least) = condition
            && *field == crate::fact::FIELDS_OF_SALE.net_amount
        {
            let least = Ratio::whole(*least);
            let reached = Curve::traced([least], |amount| {
                Ok(if amount >= least {
                    Ratio::ONE
                } else {
                    Ratio::ZERO
                })
            })?;
            curve = curve.where_open(&reached)?;
        }
    }
    Ok(curve)
}

fn capped(sale: &Sale, cap: &Cap, payout: &Payout) -> Result<Curve, Stop> {
    let inner = line(sale, payout);
    if inner.as_ref().is_ok_and(Curve::is_nothing) {
        return inner;
    }
    let ground = sale.ground(None);
    let amounts: Vec<Option<Ratio>> = match cap.limit.across.map(|across| ground.member(across)) {
        None => cap.limit.amounts.first().copied().into_iter().collect(),
        Some(Known::Any) => cap.limit.amounts.clone(),
        Some(Known::Is(place)) => {
            vec![place.and_then(|place| cap.limit.amounts.get(place).copied().flatten())]
        }
    };
    let Some(limit) = amounts.into_iter().flatten().max() else {
        return Ok(nothing());
    };
    let limit = ground
        .exchanged(Quantity {
            amount: limit,
            unit: cap.limit.unit,
        })?
        .floor();
    match (cap.counts == Counts::Awards, cap.crossing) {
        _ if limit <= 0 => Ok(nothing()),
        (true, _) | (false, Crossing::PaidThenClosed) => inner,
        (false, Crossing::Refused) if walk::pays_events(payout) && inner.is_ok() => {
            let inner = inner?;
            Ok(inner.where_open(&fits(&inner, limit, sale.program.rounding)?)?)
        }
        (false, Crossing::Refused | Crossing::PaidToTheLimit) => held_to(inner, limit),
    }
}

/// A part that is held to a limit, whether or not it has one of its own.
fn held_to(inner: Result<Curve, Stop>, limit: i128) -> Result<Curve, Stop> {
    let limit = Curve::constant(Ratio::whole(limit));
    match inner {
        Ok(curve) => Ok(curve.least(&limit)?),
        Err(Stop::Gap(_)) => Ok(limit),
        Err(fault @ Stop::Fault(_)) => Err(fault),
    }
}

/// What the sale adds to a reading: nothing where the reading leaves it out.
fn reach(sale: &Sale, ground: &Ground, reading: &Reading) -> Result<Reach, Stop> {
    // Of a period that a change of terms parts, the sale lies in one part.
    if let Window::Days(days) = reading.window
        && !days.contains(sale.day)
    {
        return Ok(Reach::Within(Ratio::ZERO));
    }
    let selects = |measure: &Measure| measure_selects(ground, measure);
    if let Measured::Measure(id) = reading.measure
        && sale
            .program
            .measure(id)
            .is_some_and(|held| !selects(&held.measure))
    {
        return Ok(Reach::Within(Ratio::ZERO));
    }
    let reading = Reading {
        // The sale is in the window; what else is does not matter to its part.
        window: Window::Occasion,
        ..reading.clone()
    };
    match ground.reach(&reading, None).map_err(Stop::Gap)? {
        // A count of sales counts this one once, however large it is.
        Reach::PerAmount(_) if counts_sales(sale.program, &reading) => {
            Ok(Reach::Within(Ratio::ONE))
        }
        reach @ (Reach::Within(_) | Reach::PerAmount(_)) => Ok(reach),
    }
}

fn measure_selects(ground: &Ground, measure: &Measure) -> bool {
    match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => {
            of.fact == FactKind::Sale && !of.all.iter().any(|each| ground.excludes(each))
        }
        Measure::Certified(_) => false,
        Measure::Less(left, _) => measure_selects(ground, left),
    }
}

fn counts_sales(program: &Program, reading: &Reading) -> bool {
    let Measured::Measure(id) = reading.measure else {
        return false;
    };
    matches!(
        program.measure(id).map(|held| &held.measure),
        Some(Measure::Count(_) | Measure::Distinct { .. })
    )
}

/// The sale's part of a period's award.
fn part(sale: &Sale, ground: &Ground, payout: &Payout) -> Result<Curve, Stop> {
    let reached = |reading: &Reading| -> Result<Curve, Stop> {
        Ok(match reach(sale, ground, reading)? {
            Reach::Within(most) => Curve::constant(most),
            Reach::PerAmount(slope) => Curve::line(Ratio::ZERO, slope),
        })
    };
    match payout {
        Payout::Fixed(quantity) => Ok(Curve::constant(ground.exchanged(*quantity)?)),
        Payout::Share { rate, of } => Ok(reached(of)?.times(*rate)?),
        Payout::PerEvent { each, count } => Ok(reached(count)?.times(ground.exchanged(*each)?)?),
        // A step is shared by the facts that make it.
        Payout::PerStep { each, step, of, .. } => {
            let each = ground.exchanged(*each)?.over(*step)?;
            Ok(reached(of)?.times(each)?)
        }
        Payout::Bands(table) => bands(sale, ground, table),
        // A claim is a fact of its own, and no part of a sale.
        Payout::Spread(_) => Ok(nothing()),
        Payout::Sum(parts) => {
            let mut sum = nothing();
            for each in parts {
                sum = sum.plus(&part(sale, ground, each)?)?;
            }
            Ok(sum)
        }
        Payout::Least(parts) => least(parts.iter().map(|each| part(sale, ground, each))),
        Payout::Greatest(parts) => greatest(parts.iter().map(|each| part(sale, ground, each))),
        Payout::When { test, then } => match ground.holds(test) {
            Some(false) => Ok(nothing()),
            Some(true) | None => part(sale, ground, then),
        },
        Payout::Choose { across, arms } => match ground.member(*across) {
            Known::Any => greatest(arms.iter().flatten().map(|arm| part(sale, ground, arm))),
            Known::Is(place) => {
                let arm = place.and_then(|place| arms.get(place)?.as_ref());
                arm.map_or(Ok(nothing()), |arm| part(sale, ground, arm))
            }
        },
        Payout::Rank {
            key, least, prizes, ..
        } => {
            if reach(sale, ground, key)? == Reach::Within(Ratio::ZERO) {
                return Ok(nothing());
            }
            let mut most = Ratio::ZERO;
            for prize in prizes {
                most = most.max(ground.exchanged(*prize)?);
            }
            shared(most, *least)
        }
        Payout::Valued { each, payout, .. } => {
            let each = worth(sale.program, *each)?;
            Ok(part(sale, ground, payout)?.times(each)?)
        }
        // What counts of the sale is at most all of it, and may be any part.
        Payout::Net { payout, .. } => Ok(part(sale, ground, payout)?.rising()?),
        Payout::Larger { payout, .. }
        | Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        // What a period is filled up with rests on no sale.
        | Payout::Guarantee { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => part(sale, ground, payout),
    }
}

/// A fixed amount shared by sales of at least `total`: this sale's share of it.
fn shared(amount: Ratio, total: Ratio) -> Result<Curve, Stop> {
    if total <= Ratio::ZERO {
        return Ok(Curve::constant(amount));
    }
    let slope = amount.over(total)?;
    Ok(Curve::line(Ratio::ZERO, slope).least(&Curve::constant(amount))?)
}

fn gives_amounts(table: &Bands) -> bool {
    let mut cells = table.columns.iter().flatten();
    cells.any(|cell| matches!(cell, Cell::Fixed(_)))
}

fn bands(sale: &Sale, ground: &Ground, table: &Bands) -> Result<Curve, Stop> {
    let columns = columns(ground, table);
    let (slope, fixed) = match reach(sale, ground, &table.basis)? {
        Reach::PerAmount(slope) => (slope, Ratio::ZERO),
        Reach::Within(most) => (Ratio::ZERO, most),
    };
    let basis = Curve::line(fixed, slope);
    // Rates of what the sale is no part of; an amount may be given whatever was sold.
    if basis.is_nothing() && !gives_amounts(table) {
        return Ok(nothing());
    }
    let merged = merged(table, &columns);
    // Where the bands may begin again, their starts can be as small as a day's part of them.
    let restarts = may_restart(ground, table);
    if table.mode == Mode::Marginal && table.key.is_none() && !restarts {
        let window = window(&merged)?;
        return Ok(if slope.is_zero() {
            Curve::constant(window.value(fixed)?)
        } else {
            stretched(&window, slope)?
        });
    }
    let mut parts = Vec::new();
    for (band, start) in table.starts.iter().enumerate() {
        let from = start.at.unwrap_or(Ratio::ZERO).max(Ratio::ZERO);
        for column in &columns {
            let cell = table.columns.get(*column).and_then(|cells| cells.get(band));
            let own = match cell {
                Some(Cell::Rate(rate)) => basis.times(*rate)?,
                Some(Cell::Fixed(quantity)) => {
                    let amount = ground.exchanged(*quantity)?;
                    let read_on_basis = table.key.is_none() && slope == Ratio::ONE && !restarts;
                    shared(amount, if read_on_basis { from } else { Ratio::ZERO })?
                }
                Some(Cell::Nothing) | None => continue,
            };
            // A sale past the next band's start cannot be paid by this band.
            let own = match table.starts.get(band.saturating_add(1)) {
                Some(next) if table.key.is_none() && slope == Ratio::ONE && !restarts => {
                    let end = next.at.unwrap_or(Ratio::ZERO);
                    let below = Curve::traced([end], |amount| {
                        Ok(if next.reached_by(amount) {
                            Ratio::ZERO
                        } else {
                            Ratio::ONE
                        })
                    })?;
                    own.where_open(&below)?
                }
                Some(_) | None => own,
            };
            parts.push(own);
        }
    }
    Ok(largest(parts)?)
}
