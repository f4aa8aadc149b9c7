//! The most that a table of bands gives.

use super::gate::{from, largest, nothing};
use super::ground::{Ground, Reach};
use super::price::exchanged;
use super::{Known, Stop};
use crate::base::ratio::Ratio;
use crate::payout::measure::{Figure, Selector};
use crate::payout::table::{AsOf, Bands, Cell, Change, Mode, reached};
use crate::semantics::curve::Curve;
use crate::semantics::curve::table::{filling, going_on, up_to};

/// The most ends of bands that are looked at, over all places where an amount may begin or end, before a rougher bound is
/// taken: a table of two hundred bands in no order at all.
const MOST_WAYS: usize = 40_000;

/// Whether the bands can begin again inside a period, with starts as small as a day's part of them.
pub fn may_restart(ground: &Ground, table: &Bands) -> bool {
    let by_sale = table
        .across
        .is_some_and(|across| across.as_of == AsOf::SaleDate);
    let stays = ground.stratum.as_of.is_none() && ground.stratum.tier != Known::Any;
    by_sale && table.change == Change::Restart && !stays
}

/// The columns that may apply.
pub fn columns(ground: &Ground, table: &Bands) -> Vec<usize> {
    match table.across.map(|across| ground.member(across)) {
        None => vec![0],
        Some(Known::Is(place)) => place.into_iter().collect(),
        Some(Known::Any) => (0..table.columns.len()).collect(),
    }
}

pub fn bands(ground: &Ground, table: &Bands, event: Option<&Selector>) -> Result<Curve, Stop> {
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
        return match (&table.after, reach) {
            (None, reach) => filled(&merged, reach),
            // Nothing is known of what fills the bands first: the basis may lie anywhere in them.
            (Some(_), Reach::Within(most)) => Ok(Curve::constant(window(&merged)?.value(most)?)),
            (Some(_), Reach::PerAmount(slope)) => stretched(&window(&merged)?, slope),
        };
    }
    let mut parts = Vec::new();
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
            (
                Some(
                    Figure::Share { .. }
                    | Figure::Growth { .. }
                    | Figure::Density { .. }
                    | Figure::Score(_)
                    | Figure::Attainment(_),
                ),
                Some(_),
            ) => Curve::constant(Ratio::ONE),
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
            parts.push(gives.where_open(&open)?);
        }
    }
    let most = largest(parts)?;
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
            let band = reached(&table.starts, |start| start.reached_by(basis));
            let cells = table.columns.get(*column);
            Ok(match band.and_then(|band| cells?.get(band)) {
                Some(Cell::Rate(rate)) => rate.times(basis)?,
                Some(Cell::Fixed(quantity)) => exchanged(ground.program, *quantity)?,
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
    match reach {
        Reach::Within(most) => Ok(Curve::constant(up_to(table, Some(0), Ratio::ONE, most)?)),
        Reach::PerAmount(slope) => stretched(&filling(table, Some(0), Ratio::ONE)?, slope),
    }
}

/// The most that an amount brings wherever it lies in the bands of a marginal table with one column: it
/// then begins or ends where a band does.
pub(super) fn window(table: &Bands) -> Result<Curve, Stop> {
    let drawn = filling(table, Some(0), Ratio::ONE)?;
    let edges: Vec<Ratio> = drawn.pieces().iter().map(|piece| piece.from).collect();
    let falls = drawn.pieces().iter().any(|piece| piece.slope.is_negative());
    let (begins, ends) = if falls {
        (edges.clone(), edges.clone())
    } else {
        (begins(&drawn), ends(&drawn))
    };
    let ways = begins.len().saturating_add(ends.len());
    if ways.saturating_mul(edges.len()) > MOST_WAYS {
        return dearest_first(&drawn);
    }
    let mut parts = Vec::new();
    for edge in begins {
        let mut points = Vec::new();
        for other in edges.iter().filter(|other| **other > edge) {
            points.push(other.less(edge)?);
        }
        let before = drawn.value(edge)?;
        parts.push(Curve::traced(points, |amount| {
            Ok(drawn.value(edge.plus(amount)?)?.less(before)?)
        })?);
    }
    for edge in ends {
        let mut points = Vec::new();
        for other in edges.iter().filter(|other| **other <= edge) {
            points.push(edge.less(*other)?);
        }
        let whole = drawn.value(edge)?;
        parts.push(Curve::traced(points, |amount| {
            let begin = edge.less(amount)?.max(Ratio::ZERO);
            Ok(whole.less(drawn.value(begin)?)?)
        })?);
    }
    Ok(largest(parts)?)
}

/// No less than an amount brings wherever it lies: what it would bring if the bands stood in the order of their rates.
fn dearest_first(drawn: &Curve) -> Result<Curve, Stop> {
    let mut runs = Vec::with_capacity(drawn.pieces().len());
    for (place, piece) in drawn.pieces().iter().enumerate() {
        let next = drawn.pieces().get(place.saturating_add(1));
        let run = next.map(|next| next.from.less(piece.from)).transpose()?;
        runs.push((piece.slope.max(Ratio::ZERO), run));
    }
    runs.sort_by_key(|(slope, _)| std::cmp::Reverse(*slope));
    let mut begun = Vec::with_capacity(runs.len());
    let mut from = Ratio::ZERO;
    for (slope, run) in runs {
        begun.push((from, slope));
        match run {
            Some(run) => from = from.plus(run)?,
            // The last band has no end.
            None => break,
        }
    }
    let slope = |x: Ratio| {
        let place = begun.partition_point(|(from, _)| *from <= x);
        let begun = place.checked_sub(1).and_then(|place| begun.get(place));
        Ok(begun.map_or(Ratio::ZERO, |(_, slope)| *slope))
    };
    let points = begun.iter().map(|(from, _)| *from);
    Ok(going_on(points.collect(), Ratio::ZERO, slope)?)
}

/// Where an amount may begin that brings the most: at nothing, or where a higher rate begins. Where no later rate is
/// below the band's own, beginning at the next band brings no less, whatever the amount.
fn begins(drawn: &Curve) -> Vec<Ratio> {
    let mut found = Vec::new();
    let mut later: Option<Ratio> = None;
    for pair in drawn.pieces().windows(2).rev() {
        let [before, piece] = pair else { continue };
        if piece.slope > before.slope && later.is_none_or(|later| piece.slope > later) {
            found.push(piece.from);
        }
        later = Some(later.map_or(piece.slope, |later| later.min(piece.slope)));
    }
    found.push(Ratio::ZERO);
    found
}

/// Where it may end: where a lower rate begins. Where no earlier rate is below the one before, ending with the band
/// before brings no less, and beginning at nothing where there is no room before.
fn ends(drawn: &Curve) -> Vec<Ratio> {
    let mut found = Vec::new();
    let mut earlier: Option<Ratio> = None;
    for pair in drawn.pieces().windows(2) {
        let [before, piece] = pair else { continue };
        if before.slope > piece.slope && earlier.is_some_and(|earlier| before.slope > earlier) {
            found.push(piece.from);
        }
        earlier = Some(earlier.map_or(before.slope, |earlier| earlier.min(before.slope)));
    }
    found
}

/// The same curve of a basis that grows by `slope` for each unit of the sale.
pub(super) fn stretched(curve: &Curve, slope: Ratio) -> Result<Curve, Stop> {
    if slope == Ratio::ONE {
        return Ok(curve.clone());
    }
    let mut points = Vec::new();
    for piece in curve.pieces() {
        points.push(piece.from.over(slope)?);
    }
    Ok(Curve::traced(points, |amount| {
        curve.value(amount.times(slope)?)
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_in_the_order_of_their_rates_bring_no_less() {
        // 2% to 100, 5% to 200, 1% from there.
        let whole = Ratio::whole;
        let rate = |percent| Ratio::new(percent, 100).unwrap();
        let drawn = going_on(vec![whole(0), whole(100), whole(200)], whole(0), |x| {
            let percent = [(200, 1), (100, 5)]
                .iter()
                .find(|(from, _)| x >= whole(*from));
            Ok(rate(percent.map_or(2, |(_, percent)| *percent)))
        });
        let most = dearest_first(&drawn.unwrap()).unwrap();
        // 100 at 5%, then 100 at 2%, and all others at 1%.
        for (amount, percents) in [(0, 0), (60, 300), (150, 600), (200, 700), (1_000, 1_500)] {
            assert_eq!(most.value(whole(amount)), Ok(rate(percents)), "{amount}");
        }
        let endless = going_on(vec![whole(0), whole(100)], whole(0), |x| {
            Ok(rate(if x >= whole(100) { 3 } else { 2 }))
        });
        let most = dearest_first(&endless.unwrap()).unwrap();
        assert_eq!(most, Curve::line(whole(0), rate(3)));
    }
}
