//! The most that one occasion gives, as the partner's sales in its window grow. Where a payout reads one
//! thing only and everything else about the partner is certain, its own curve is drawn; elsewhere each
//! shape gives the most that it can.

use super::ground::{Ground, Reach};
use super::{Known, Stop};
use crate::base::id::SegmentId;
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::payout::measure::{Figure, Reading, Selector};
use crate::payout::table::{Across, AsOf, Bands, Cell, Change, Mode};
use crate::payout::test::{Comparison, Test};
use crate::payout::{Blocks, Cap, Occasion, Payout, Quantity, Source};
use crate::semantics::curve::of::{Line, Situation, curve};
use crate::semantics::curve::table::up_to;
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// The most that an occasion gives by the partner's sales in its window (or of its own sale). Never falls.
pub fn award(ground: &Ground, payout: &Payout, event: Option<&Selector>) -> Result<Curve, Stop> {
    if let Some(exact) = exact(ground, payout, event) {
        return Ok(exact.rising()?);
    }
    Ok(upper(ground, payout, event)?.rising()?)
}

/// A partner of whom everything that the payout asks is certain and who has sold nothing yet.
struct Certain<'a> {
    ground: &'a Ground<'a>,
    reading: &'a Reading,
    slope: Ratio,
}

impl Situation for Certain<'_> {
    fn line(&self, reading: &Reading) -> Result<Line, CurveFault> {
        if reading == self.reading {
            return Ok(Line {
                at: Ratio::ZERO,
                slope: self.slope,
            });
        }
        Err(CurveFault::NotStraight)
    }

    fn member(&self, across: Across) -> Option<usize> {
        match self.ground.member(across) {
            Known::Is(place) => place,
            Known::Any => None,
        }
    }

    fn holds(&self, test: &Test) -> bool {
        self.ground.holds(test) == Some(true)
    }

    fn segment(&self, id: SegmentId) -> Option<&Test> {
        let segment = self.ground.program.words.segments.get(id.index());
        segment.map(|segment| &segment.test)
    }

    fn occurs(&self, _occasion: &Occasion) -> bool {
        true
    }

    fn used(&self, _cap: &Cap) -> i128 {
        0
    }

    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault> {
        super::ground::exchanged(self.ground.program, quantity)
    }

    fn rounding(&self) -> Rounding {
        self.ground.program.rounding
    }

    fn way(&self) -> Ratio {
        self.ground.yearly_sales().unwrap_or(Ratio::ZERO)
    }
}

/// The payout's own curve, where nothing about it is open.
fn exact(ground: &Ground, payout: &Payout, event: Option<&Selector>) -> Option<Curve> {
    let mut readings: Vec<&Reading> = Vec::new();
    let mut certain = true;
    walk::visit(payout, &mut |part| {
        readings.extend(walk::readings(part));
        certain &= is_certain(ground, part, &mut readings);
    });
    let first = *readings.first()?;
    if !certain || readings.iter().any(|reading| *reading != first) {
        return None;
    }
    let Ok(Reach::PerAmount(slope)) = ground.reach(first, event) else {
        return None;
    };
    let situation = Certain {
        ground,
        reading: first,
        slope,
    };
    curve(payout, &situation).ok()
}

/// Whether a shape asks nothing that is open. Collects what its tests read.
fn is_certain<'p>(ground: &Ground, part: &'p Payout, readings: &mut Vec<&'p Reading>) -> bool {
    let column =
        |across: Option<Across>| across.is_none_or(|across| ground.member(across) != Known::Any);
    match part {
        Payout::Bands(table) => column(table.across) && !may_restart(ground, table),
        Payout::Choose { across, .. } => column(Some(*across)),
        Payout::When { test, .. } => is_decided(ground, test, readings),
        // A count of sales moves in steps, and a place depends on others.
        Payout::PerStep {
            blocks: Blocks::Whole,
            ..
        }
        | Payout::PerEvent { .. }
        | Payout::Rank { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. } => false,
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerStep {
            blocks: Blocks::InProportion,
            ..
        }
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Over { .. }
        | Payout::Split { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => true,
    }
}

fn is_decided<'p>(ground: &Ground, test: &'p Test, readings: &mut Vec<&'p Reading>) -> bool {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts.iter().all(|part| is_decided(ground, part, readings))
        }
        Test::Not(part) => is_decided(ground, part, readings),
        Test::Compare {
            figure, threshold, ..
        } => {
            readings.extend(walk::figure_readings(figure));
            threshold
                .across
                .is_none_or(|across| ground.member(across) != Known::Any)
        }
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Within(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => ground.holds(test).is_some(),
    }
}

/// Whether the bands can begin again inside a period, with starts as small as a day's part of them.
pub fn may_restart(ground: &Ground, table: &Bands) -> bool {
    let by_sale = table
        .across
        .is_some_and(|across| across.as_of == AsOf::SaleDate);
    let stays = ground.stratum.as_of.is_none() && ground.stratum.tier != Known::Any;
    by_sale && table.change == Change::Restart && !stays
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
        Payout::Choose { across, arms } => match ground.member(*across) {
            Known::Is(place) => {
                let arm = place.and_then(|place| arms.get(place)?.as_ref());
                arm.map_or(Ok(nothing()), |arm| upper(ground, arm, event))
            }
            Known::Any => greatest(arms.iter().flatten().map(|arm| upper(ground, arm, event))),
        },
        Payout::Rank { prizes, .. } => {
            let mut most = Ratio::ZERO;
            for prize in prizes {
                most = most.max(ground.exchanged(*prize)?);
            }
            Ok(Curve::constant(most))
        }
        Payout::Draw {
            from: Source::Budget(budget),
            payout,
        } => {
            let pool = ground
                .program
                .budget(*budget)
                .map_or(0, |held| held.pool.amount);
            let pool = Curve::constant(Ratio::whole(pool));
            Ok(upper(ground, payout, event)?.least(&pool)?)
        }
        Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => upper(ground, payout, event),
    }
}

/// The curve of nothing at all.
pub fn nothing() -> Curve {
    Curve::constant(Ratio::ZERO)
}

/// The largest of the parts at each point.
pub fn greatest(parts: impl Iterator<Item = Result<Curve, Stop>>) -> Result<Curve, Stop> {
    let mut most = nothing();
    for part in parts {
        most = most.greatest(&part?)?;
    }
    Ok(most)
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
fn gate(ground: &Ground, test: &Test, event: Option<&Selector>) -> Result<Curve, Stop> {
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
        | Test::Within(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => match ground.holds(test) {
            Some(false) => nothing(),
            Some(true) | None => open,
        },
    })
}

/// One from the sales on at which a reading can pass a threshold at `edge`.
fn from(
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

/// The columns that may apply.
pub fn columns(ground: &Ground, table: &Bands) -> Vec<usize> {
    match table.across.map(|across| ground.member(across)) {
        None => vec![0],
        Some(Known::Is(place)) => place.into_iter().collect(),
        Some(Known::Any) => (0..table.columns.len()).collect(),
    }
}

fn bands(ground: &Ground, table: &Bands, event: Option<&Selector>) -> Result<Curve, Stop> {
    let columns = columns(ground, table);
    let reach = match ground.reach(&table.basis, event).map_err(Stop::Gap) {
        Ok(reach) => reach,
        Err(_) if columns.is_empty() => return Ok(nothing()),
        Err(stop) => return Err(stop),
    };
    let basis = match reach {
        Reach::Within(most) => Curve::constant(most),
        Reach::PerAmount(slope) => Curve::line(Ratio::ZERO, slope),
    };
    // One column that gives in each band the most that any may: sales may fill several columns.
    let merged = merged(table, &columns);
    if table.mode == Mode::Marginal && table.key.is_none() && !may_restart(ground, table) {
        return filled(&merged, reach);
    }
    let mut most = nothing();
    for (band, start) in table.starts.iter().enumerate() {
        let open = match (&table.key, start.at) {
            _ if may_restart(ground, table) => Curve::constant(Ratio::ONE),
            (_, None) => Curve::constant(Ratio::ONE),
            (None, Some(edge)) => {
                let basis = &table.basis;
                from(ground, basis, event, |value| start.reached_by(value), edge)?
            }
            (Some(Figure::Reading(key)), Some(edge)) => {
                from(ground, key, event, |value| start.reached_by(value), edge)?
            }
            (Some(Figure::Share { .. } | Figure::Growth { .. }), Some(_)) => {
                Curve::constant(Ratio::ONE)
            }
        };
        for column in &columns {
            let cell = table.columns.get(*column).and_then(|cells| cells.get(band));
            let gives = match cell {
                Some(Cell::Rate(rate)) => basis.times(*rate)?,
                Some(Cell::Fixed(quantity)) => {
                    // Each part that begins again can give it: at most one a day.
                    let parts = if may_restart(ground, table) {
                        Ratio::whole(i128::from(ground.days.len()))
                    } else {
                        Ratio::ONE
                    };
                    Curve::constant(ground.exchanged(*quantity)?.times(parts)?)
                }
                Some(Cell::Nothing) | None => continue,
            };
            most = most.greatest(&gives.where_open(&open)?)?;
        }
    }
    if table.mode == Mode::Whole && table.key.is_none() && !may_restart(ground, table) {
        return Ok(whole(ground, table, &columns, &most)?.unwrap_or(most));
    }
    Ok(most)
}

/// A whole table that is read on its own basis is in one band at a time, so that a lower band's higher
/// rate ends where the next begins.
fn whole(
    ground: &Ground,
    table: &Bands,
    columns: &[usize],
    rough: &Curve,
) -> Result<Option<Curve>, Stop> {
    let points: Vec<Ratio> = rough.pieces().iter().map(|piece| piece.from).collect();
    let Ok(Reach::PerAmount(slope)) = ground.reach(&table.basis, None) else {
        return Ok(None);
    };
    let starts = table.starts.iter().filter_map(|start| start.at);
    let mut all = points;
    for start in starts {
        all.push(start.over(slope)?);
    }
    let mut most = nothing();
    for column in columns {
        let own = Curve::traced(all.clone(), |sales| {
            let basis = sales.times(slope)?;
            let band = table
                .starts
                .iter()
                .rposition(|start| start.reached_by(basis));
            let cells = table.columns.get(*column);
            Ok(match band.and_then(|band| cells?.get(band)) {
                Some(Cell::Rate(rate)) => rate.times(basis)?,
                Some(Cell::Fixed(quantity)) => super::ground::exchanged(ground.program, *quantity)?,
                Some(Cell::Nothing) | None => Ratio::ZERO,
            })
        })?;
        most = most.greatest(&own)?;
    }
    Ok(Some(most))
}

/// The table with one column: in each band the highest rate of the columns.
pub fn merged(table: &Bands, columns: &[usize]) -> Bands {
    let cells = (0..table.starts.len())
        .map(|band| {
            let rates = columns.iter().filter_map(|column| {
                match table.columns.get(*column)?.get(band)? {
                    Cell::Rate(rate) => Some(*rate),
                    Cell::Fixed(_) | Cell::Nothing => None,
                }
            });
            rates.max().map_or(Cell::Nothing, Cell::Rate)
        })
        .collect();
    Bands {
        across: None,
        columns: vec![cells],
        ..table.clone()
    }
}

fn filled(table: &Bands, reach: Reach) -> Result<Curve, Stop> {
    let up_to = |basis| up_to(table, Some(0), Ratio::ONE, basis);
    match reach {
        Reach::Within(most) => Ok(Curve::constant(up_to(most)?)),
        Reach::PerAmount(slope) => {
            let mut points = Vec::new();
            for start in table.starts.iter().filter_map(|start| start.at) {
                points.push(start.over(slope)?);
            }
            Ok(Curve::traced(points, |sales| up_to(sales.times(slope)?))?)
        }
    }
}
