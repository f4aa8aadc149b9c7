//! Rate tables as curves: marginal, whole, and spread by a key.

use super::of::{Line, Situation, Slice, clipped};
use super::test::{Level, Moving};
use super::{Curve, CurveFault, Piece, sorted};
use crate::base::ratio::Ratio;
use crate::payout::measure::Figure;
use crate::payout::table::{self, AsOf, Bands, Cell, Change, Mode, Start};

/// What a table gives.
pub(super) fn bands(table: &Bands, at: &dyn Situation) -> Result<Curve, CurveFault> {
    match (table.mode, &table.key) {
        (Mode::Whole, _) => whole(table, at),
        (Mode::Marginal, None) => match &table.after {
            None => marginal(table, at),
            Some(before) => marginal_after(table, at.line(before)?, at),
        },
        (Mode::Marginal, Some(key)) => by_key(table, key, at),
    }
}

fn cell(table: &Bands, column: Option<usize>, band: usize) -> Cell {
    column
        .and_then(|column| table.columns.get(column)?.get(band).copied())
        .unwrap_or(Cell::Nothing)
}

/// What the first `filled` of a basis gives in one column, starts taken times `part`.
pub(crate) fn up_to(
    table: &Bands,
    column: Option<usize>,
    part: Ratio,
    filled: Ratio,
) -> Result<Ratio, CurveFault> {
    let mut sum = Ratio::ZERO;
    for (band, start) in table.starts.iter().enumerate() {
        let Cell::Rate(rate) = cell(table, column, band) else {
            continue;
        };
        let start_at = |start: &Start| start.at.unwrap_or(Ratio::ZERO).max(Ratio::ZERO);
        let from = start_at(start).times(part)?;
        let to = match table.starts.get(band.saturating_add(1)) {
            Some(next) => filled.min(start_at(next).times(part)?),
            None => filled,
        };
        if to > from {
            sum = sum.plus(rate.times(to.less(from)?)?)?;
        }
    }
    Ok(sum)
}

/// Where the bands begin, taken times `part`: none below zero.
fn starts_of(table: &Bands, part: Ratio) -> Result<Vec<Ratio>, CurveFault> {
    let starts = table.starts.iter();
    let starts = starts.map(|start| start.at.unwrap_or(Ratio::ZERO).max(Ratio::ZERO));
    Ok(starts.map(|at| at.times(part)).collect::<Result<_, _>>()?)
}

/// [`up_to`] as a curve of what is filled, drawn band by band: the table is read once, and not again for every point.
pub(crate) fn filling(
    table: &Bands,
    column: Option<usize>,
    part: Ratio,
) -> Result<Curve, CurveFault> {
    let starts = starts_of(table, part)?;
    if !starts.is_sorted() {
        return Curve::traced(starts, |filled| up_to(table, column, part, filled));
    }
    let mut pieces = vec![Piece {
        from: Ratio::ZERO,
        at: Ratio::ZERO,
        after: Ratio::ZERO,
        slope: Ratio::ZERO,
    }];
    let mut at = Ratio::ZERO;
    for (band, from) in starts.iter().copied().enumerate() {
        // Of bands that begin at one place, the last is filled.
        if pieces.last().is_some_and(|piece| piece.from == from) {
            pieces.pop();
        }
        let slope = rate_of(table, column, band);
        pieces.push(Piece {
            from,
            at,
            after: at,
            slope,
        });
        if let Some(next) = starts.get(band.saturating_add(1)) {
            at = at.plus(slope.times(next.less(from)?)?)?;
        }
    }
    Curve::of_pieces(pieces)
}

/// Whether every slice begins in the bands anew.
fn restarts(table: &Bands) -> bool {
    let by_sale = table
        .across
        .is_some_and(|across| across.as_of == AsOf::SaleDate);
    by_sale && table.change == Change::Restart
}

/// Each slice at its own column's rates, from where the slice before it ended; from nothing, with prorated
/// starts, where a change of column begins the bands anew.
fn marginal(table: &Bands, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let slices = at.slices(table)?;
    let basis = at.basis(&table.basis)?;
    let restarts = restarts(table);
    let Some((last, earlier)) = slices.split_last() else {
        return Ok(Curve::constant(Ratio::ZERO));
    };
    let (mut paid, mut filled) = (Ratio::ZERO, Ratio::ZERO);
    for slice in earlier {
        let (from, part) = if restarts {
            (Ratio::ZERO, slice.part_of_period)
        } else {
            (filled, Ratio::ONE)
        };
        filled = filled.plus(slice.amount)?;
        let upper = up_to(table, slice.column, part, from.plus(slice.amount)?)?;
        paid = paid
            .plus(upper)?
            .less(up_to(table, slice.column, part, from)?)?;
    }
    let (from, part) = if restarts {
        (Ratio::ZERO, last.part_of_period)
    } else {
        (filled, Ratio::ONE)
    };
    let before = up_to(table, last.column, part, from)?;
    if basis.slope.is_negative() && !earlier.is_empty() {
        return Err(CurveFault::NotStraight);
    }
    let growing = Line {
        at: from.plus(last.amount)?,
        slope: basis.slope,
    };
    let starts = starts_of(table, part)?;
    let mut points = Vec::new();
    for start in &starts {
        points.extend(growing.meets(*start)?);
    }
    points.extend(growing.meets(Ratio::ZERO)?);
    let rises = table
        .starts
        .iter()
        .enumerate()
        .all(|(band, _)| !rate_of(table, last.column, band).is_negative());
    let is_clear = rises && growing.slope > Ratio::ZERO && !growing.at.is_negative();
    let begin = paid
        .plus(up_to(table, last.column, part, growing.at)?)?
        .less(before)?;
    if !is_clear || begin.is_negative() {
        let drawn = filling(table, last.column, part)?;
        return Curve::traced(points, |x| {
            let grown = drawn.value(growing.value(x)?)?;
            Ok(paid.plus(grown)?.less(before)?.max(Ratio::ZERO))
        });
    }
    // Nothing falls and nothing jumps: each piece goes on at the rate of its band.
    going_on(points, begin, |x| {
        let filled = growing.value(x)?;
        let begun = starts.partition_point(|start| *start <= filled);
        let rate = begun
            .checked_sub(1)
            .map_or(Ratio::ZERO, |band| rate_of(table, last.column, band));
        Ok(rate.times(growing.slope)?)
    })
}

/// The curve without jumps that begins at a value and goes on at a slope from each of the given points.
pub(crate) fn going_on(
    points: Vec<Ratio>,
    begin: Ratio,
    slope: impl Fn(Ratio) -> Result<Ratio, CurveFault>,
) -> Result<Curve, CurveFault> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(points.len().saturating_add(1));
    for from in sorted(points)? {
        let slope = slope(from)?;
        let at = match pieces.last() {
            Some(last) if last.slope == slope => continue,
            Some(last) => last.germ(from)?.0,
            None => begin,
        };
        pieces.push(Piece {
            from,
            at,
            after: at,
            slope,
        });
    }
    Ok(Curve { pieces })
}

/// The same where something fills the bands before the slices do, and may grow itself.
fn marginal_after(table: &Bands, before: Line, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let slices = at.slices(table)?;
    let slope = at.basis(&table.basis)?.slope;
    let last = slices.len().saturating_sub(1);
    // Where each slice ends, as the further amount grows.
    let mut ends = vec![before];
    for (place, slice) in slices.iter().enumerate() {
        let start = ends.last().copied().unwrap_or(before);
        let own = if place == last { slope } else { Ratio::ZERO };
        ends.push(Line {
            at: start.at.plus(slice.amount)?,
            slope: start.slope.plus(own)?,
        });
    }
    let mut points = Vec::new();
    for end in &ends {
        points.extend(end.meets(Ratio::ZERO)?);
        for start in table.starts.iter().filter_map(|start| start.at) {
            points.extend(end.meets(start)?);
        }
    }
    let drawn = slices.iter();
    let drawn = drawn.map(|slice| filling(table, slice.column, Ratio::ONE));
    let drawn: Vec<Curve> = drawn.collect::<Result<_, _>>()?;
    Curve::traced(points, |x| {
        let mut paid = Ratio::ZERO;
        for (drawn, bounds) in drawn.iter().zip(ends.windows(2)) {
            let [from, to] = bounds else { continue };
            let filled = |line: &Line| drawn.value(line.value(x)?);
            paid = paid.plus(filled(to)?)?.less(filled(from)?)?;
        }
        Ok(paid.max(Ratio::ZERO))
    })
}

/// The rate of a cell; a fixed amount in a marginal table gives nothing.
fn rate_of(table: &Bands, column: Option<usize>, band: usize) -> Ratio {
    match cell(table, column, band) {
        Cell::Rate(rate) => rate,
        Cell::Fixed(_) | Cell::Nothing => Ratio::ZERO,
    }
}

/// The basis spread over the bands as the key is.
fn by_key(table: &Bands, key: &Figure, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let column = match table.across {
        None => Some(0),
        Some(across) => at.member(across),
    };
    let basis = at.basis(&table.basis)?;
    let Figure::Reading(key) = key else {
        return Err(CurveFault::NotStraight);
    };
    let key = at.line(key)?;
    if key == basis {
        let points: Result<Vec<_>, _> = table
            .starts
            .iter()
            .map(|start| key.meets(start.at.unwrap_or(Ratio::ZERO)))
            .chain([key.meets(Ratio::ZERO)])
            .collect();
        let drawn = filling(table, column, Ratio::ONE)?;
        return Curve::traced(points?.into_iter().flatten(), |x| {
            drawn.value(key.value(x)?)
        });
    }
    if !key.slope.is_zero() {
        return Err(CurveFault::NotStraight);
    }
    if key.at <= Ratio::ZERO {
        return Ok(Curve::constant(Ratio::ZERO));
    }
    let rate = up_to(table, column, Ratio::ONE, key.at)?.over(key.at)?;
    clipped(basis)?.times(rate)
}

/// The rate that the key has reached, of the whole basis.
fn whole(table: &Bands, at: &dyn Situation) -> Result<Curve, CurveFault> {
    let slices = at.slices(table)?;
    if restarts(table) {
        return whole_anew(table, &slices, at);
    }
    let basis = at.basis(&table.basis)?;
    let key = match &table.key {
        Some(figure) => Moving::read(figure, at)?,
        None => Moving::plain(basis),
    };
    let mut points: Vec<Ratio> = basis.meets(Ratio::ZERO)?.into_iter().collect();
    for start in table.starts.iter().filter_map(|start| start.at) {
        points.extend(key.meets(start)?);
    }
    Curve::traced(points, |x| {
        let Some(band) = reached(&table.starts, key.level(x)?) else {
            return Ok(Ratio::ZERO);
        };
        let further = basis.slope.times(x)?;
        Ok(in_band(table, band, &slices, further, at)?.max(Ratio::ZERO))
    })
}

/// Each slice alone: in the band that it has reached with prorated starts, or that the key has.
fn whole_anew(table: &Bands, slices: &[Slice], at: &dyn Situation) -> Result<Curve, CurveFault> {
    let slope = at.basis(&table.basis)?.slope;
    let mut sum = Curve::constant(Ratio::ZERO);
    for (place, slice) in slices.iter().enumerate() {
        let grows = place.saturating_add(1) == slices.len();
        let basis = Line {
            at: slice.amount,
            slope: if grows { slope } else { Ratio::ZERO },
        };
        let key = match &table.key {
            Some(figure) => Moving::read(figure, at)?,
            None => Moving::plain(basis),
        };
        let starts: Vec<Start> = table
            .starts
            .iter()
            .map(|start| {
                let prorated = start
                    .at
                    .map(|at| at.times(slice.part_of_period))
                    .transpose()?;
                Ok(Start {
                    at: prorated,
                    ..*start
                })
            })
            .collect::<Result<_, CurveFault>>()?;
        let mut points: Vec<Ratio> = basis.meets(Ratio::ZERO)?.into_iter().collect();
        for start in starts.iter().filter_map(|start| start.at) {
            points.extend(key.meets(start)?);
        }
        let own = Curve::traced(points, |x| {
            let Some(band) = reached(&starts, key.level(x)?) else {
                return Ok(Ratio::ZERO);
            };
            Ok(match cell(table, slice.column, band) {
                Cell::Rate(rate) => rate.times(basis.value(x)?)?.max(Ratio::ZERO),
                Cell::Fixed(quantity) => at.exchanged(quantity)?,
                Cell::Nothing => Ratio::ZERO,
            })
        })?;
        sum = sum.plus(&own)?;
    }
    Ok(sum)
}

/// The last band whose start is reached.
fn reached(starts: &[Start], level: Level) -> Option<usize> {
    table::reached(starts, |start| match level {
        Level::Is(key) => start.reached_by(key),
        Level::Top => true,
        Level::Bottom => start.at.is_none(),
    })
}

/// What all slices give in a band; the further amount joins the last.
fn in_band(
    table: &Bands,
    band: usize,
    slices: &[Slice],
    further: Ratio,
    at: &dyn Situation,
) -> Result<Ratio, CurveFault> {
    let cells: Vec<Cell> = slices
        .iter()
        .map(|slice| cell(table, slice.column, band))
        .collect();
    let fixed = cells.iter().any(|cell| matches!(cell, Cell::Fixed(_)));
    if fixed && cells.windows(2).any(|pair| pair.first() != pair.last()) {
        // A fixed amount shared by two columns as their sales share the total.
        return Err(CurveFault::NotStraight);
    }
    // A fixed amount is shared by the facts, so that all of it is there whatever they add up to.
    if let Some(Cell::Fixed(quantity)) = cells.last() {
        return at.exchanged(*quantity);
    }
    let mut sum = Ratio::ZERO;
    for (place, (slice, cell)) in slices.iter().zip(&cells).enumerate() {
        let is_last = place.saturating_add(1) == slices.len();
        let amount = if is_last {
            slice.amount.plus(further)?
        } else {
            slice.amount
        };
        if let Cell::Rate(rate) = cell {
            sum = sum.plus(rate.times(amount)?)?;
        }
    }
    Ok(sum)
}
