//! Bands: marginal and whole, with columns fixed on one day or by the day of each sale.

use super::amount::Award;
use super::argument::{measured, names, quantity};
use super::reading::Level;
use super::restart::{anew, prorated};
use super::slices::{Layer, Slices, column_of};
use super::{Detail, Scene, Trouble};
use crate::base::date::Date;
use crate::base::ratio::Ratio;
use crate::payout::measure::{Figure, Measured, Reading};
use crate::payout::table::{self, AsOf, Bands, Cell, Change, Mode, Start};
use crate::semantics::book::RowId;
use crate::semantics::curve::of::Slice;
use crate::semantics::phrase::Arg;
use crate::semantics::why::Why;

/// What a table gives.
pub(super) fn award(scene: &Scene, table: &Bands) -> Result<Award, Trouble> {
    let by_sale = table
        .across
        .is_some_and(|across| across.as_of == AsOf::SaleDate);
    match (by_sale && scene.fact.is_none(), table.change) {
        (false, _) => {
            let column = match table.across {
                None => Some(0),
                Some(across) => scene.member(across, None),
            };
            let slices = Slices::read(scene, &table.basis, |_| column)?;
            paid(scene, table, &table.starts, &slices, column)
        }
        (true, Change::Continue) => {
            let slices = Slices::read(scene, &table.basis, |id| column_of(scene, table, id))?;
            let today = table.across.and_then(|across| scene.member(across, None));
            paid(scene, table, &table.starts, &slices, today)
        }
        (true, Change::Restart) => restarted(scene, table),
    }
}

/// What has filled a table so far, as the curve reader asks: the last slice is of the column that a further
/// sale on the day of the scene would have.
pub fn filled(scene: &Scene, table: &Bands) -> Result<Vec<Slice>, Trouble> {
    let slice = |column, amount: Ratio, part_of_period| Slice {
        column,
        amount,
        part_of_period,
    };
    let Some(across) = table.across.filter(|across| across.as_of == AsOf::SaleDate) else {
        let column = table
            .across
            .map_or(Some(0), |across| scene.member(across, None));
        return Ok(vec![slice(column, scene.total(&table.basis)?, Ratio::ONE)]);
    };
    let now = scene.member(across, None);
    let mut filled = Vec::new();
    match table.change {
        Change::Continue => {
            let slices = Slices::read(scene, &table.basis, |id| column_of(scene, table, id))?;
            let mut runs = Vec::new();
            if table.mode == Mode::Marginal {
                let (layers, end) = slices.layers(Ratio::ZERO)?;
                for Layer { column, from, to } in layers {
                    runs.push((column, to.less(from)?));
                }
                runs.extend(end.is_negative().then_some((now, end)));
            } else {
                runs = slices.runs()?;
            }
            for (column, amount) in runs {
                filled.push(slice(column, amount, Ratio::ONE));
            }
            if filled.last().is_none_or(|last| last.column != now) {
                filled.push(slice(now, Ratio::ZERO, Ratio::ONE));
            }
        }
        Change::Restart => {
            for part in anew(scene, table, across)? {
                filled.push(slice(part.column, part.slices.total()?, part.of_period));
            }
        }
    }
    Ok(filled)
}

/// What the slices are paid; `bare` is the column of a basis without facts.
fn paid(
    scene: &Scene,
    table: &Bands,
    starts: &[Start],
    slices: &Slices,
    bare: Option<usize>,
) -> Result<Award, Trouble> {
    match table.mode {
        Mode::Whole => whole(scene, table, starts, slices, bare),
        Mode::Marginal => match &table.key {
            None => marginal(scene, table, starts, slices),
            Some(key) => by_key(scene, table, key, slices),
        },
    }
}

/// Each fact's amount at the rate that the total has reached, in the column of the fact.
fn whole(
    scene: &Scene,
    table: &Bands,
    starts: &[Start],
    slices: &Slices,
    bare: Option<usize>,
) -> Result<Award, Trouble> {
    let total = slices.total()?;
    let level = match &table.key {
        None => Level::Is(total),
        Some(figure) => scene.level(figure)?,
    };
    let Some(band) = reached(starts, level) else {
        return Ok(nothing(scene, "award.below_bands"));
    };
    let mut award = Award::default();
    let mut reasons = Vec::new();
    for (column, amount) in slices.runs()? {
        let cell = cell_at(table, column, band);
        let basis = amount;
        let part = match cell {
            Cell::Nothing => Ratio::ZERO,
            Cell::Rate(rate) => rate.times(basis)?,
            Cell::Fixed(quantity) if total > Ratio::ZERO => {
                scene.amount(quantity)?.times(basis.over(total)?)?
            }
            Cell::Fixed(_) => Ratio::ZERO,
        };
        award.amount = award.amount.plus(part)?;
        if scene.detail >= Detail::Why {
            reasons.push(Why::leaf(
                "award.whole_band",
                cell_args(scene, table, starts, band, cell, basis),
                part,
            ));
        }
    }
    // A fixed amount is due once the band is reached, even by a key that is not the basis.
    if total <= Ratio::ZERO {
        award.amount = fixed_without_basis(scene, table, slices, band, bare)?;
    }
    award.amount = award.amount.max(Ratio::ZERO);
    if scene.detail >= Detail::Lines && scene.fact.is_none() && award.amount > Ratio::ZERO {
        for (id, amount, column) in &slices.parts {
            let rate = match cell_at(table, *column, band) {
                Cell::Nothing => Ratio::ZERO,
                Cell::Rate(rate) => rate,
                Cell::Fixed(_) => Ratio::ONE,
            };
            let weight = rate.times(*amount)?;
            if weight > Ratio::ZERO {
                award.lines.push((*id, weight));
            }
        }
    }
    explain(scene, &mut award, slices, reasons);
    Ok(award)
}

/// A fixed cell where nothing was measured that it could be shared by.
fn fixed_without_basis(
    scene: &Scene,
    table: &Bands,
    slices: &Slices,
    band: usize,
    bare: Option<usize>,
) -> Result<Ratio, Trouble> {
    let column = slices.parts.first().map_or(bare, |(.., column)| *column);
    match cell_at(table, column, band) {
        Cell::Fixed(quantity) => scene.amount(quantity),
        Cell::Rate(_) | Cell::Nothing => Ok(Ratio::ZERO),
    }
}

/// Each slice at the rates of its own column, from where the slice before it ended.
fn marginal(
    scene: &Scene,
    table: &Bands,
    starts: &[Start],
    slices: &Slices,
) -> Result<Award, Trouble> {
    let mut award = Award::default();
    let before = filled_before(scene, table)?;
    let mut reasons = Vec::new();
    for Layer { column, from, to } in slices.layers(before)?.0 {
        let part = up_to(table, starts, column, to)?.less(up_to(table, starts, column, from)?)?;
        award.amount = award.amount.plus(part)?;
        if scene.detail >= Detail::Why {
            reasons.extend(slice_reasons(scene, table, starts, column, (from, to))?);
        }
    }
    award.amount = award.amount.max(Ratio::ZERO);
    if scene.detail >= Detail::Lines && scene.fact.is_none() && award.amount > Ratio::ZERO {
        award.lines = marginal_lines(table, starts, before, slices)?;
    }
    explain(scene, &mut award, slices, reasons);
    Ok(award)
}

/// How far the bands are filled by what is not paid here.
fn filled_before(scene: &Scene, table: &Bands) -> Result<Ratio, Trouble> {
    match &table.after {
        None => Ok(Ratio::ZERO),
        Some(reading) => Ok(scene.total(reading)?.max(Ratio::ZERO)),
    }
}

fn marginal_lines(
    table: &Bands,
    starts: &[Start],
    before: Ratio,
    slices: &Slices,
) -> Result<Vec<(RowId, Ratio)>, Trouble> {
    let mut lines = Vec::with_capacity(slices.parts.len());
    let mut filled = before;
    // What is filled so far gives in the column of the fact before.
    let mut given = (None, Ratio::ZERO);
    for (id, amount, column) in &slices.parts {
        if given.0 != Some(*column) {
            given = (Some(*column), up_to(table, starts, *column, filled)?);
        }
        filled = filled.plus(*amount)?;
        let reached = up_to(table, starts, *column, filled)?;
        let weight = reached.less(given.1)?;
        given.1 = reached;
        if weight > Ratio::ZERO {
            lines.push((*id, weight));
        }
    }
    Ok(lines)
}

/// The basis spread over the bands as the key is: both are fields of one event.
fn by_key(scene: &Scene, table: &Bands, key: &Figure, slices: &Slices) -> Result<Award, Trouble> {
    let Level::Is(key) = scene.level(key)? else {
        return Ok(nothing(scene, "award.below_bands"));
    };
    if key <= Ratio::ZERO {
        return Ok(nothing(scene, "award.below_bands"));
    }
    let mut award = Award::default();
    for (column, amount) in slices.runs()? {
        let spread = up_to(table, &table.starts, column, key)?.over(key)?;
        award.amount = award.amount.plus(spread.times(amount)?)?;
    }
    award.amount = award.amount.max(Ratio::ZERO);
    explain(scene, &mut award, slices, Vec::new());
    Ok(award)
}

/// What the first `filled` of a basis gives in one column.
fn up_to(
    table: &Bands,
    starts: &[Start],
    column: Option<usize>,
    filled: Ratio,
) -> Result<Ratio, Trouble> {
    let mut sum = Ratio::ZERO;
    for band in 0..starts.len() {
        let Cell::Rate(rate) = cell_at(table, column, band) else {
            continue;
        };
        let (from, to) = bounds(starts, band);
        let to = filled.min(to.unwrap_or(filled));
        if to > from {
            sum = sum.plus(rate.times(to.less(from)?)?)?;
        }
    }
    Ok(sum)
}

fn slice_reasons(
    scene: &Scene,
    table: &Bands,
    starts: &[Start],
    column: Option<usize>,
    (from, filled): (Ratio, Ratio),
) -> Result<Vec<Why>, Trouble> {
    let mut reasons = Vec::new();
    for band in 0..starts.len() {
        let cell = cell_at(table, column, band);
        let (least, most) = bounds(starts, band);
        let inside = |filled: Ratio| -> Result<Ratio, Trouble> {
            Ok(filled
                .min(most.unwrap_or(filled))
                .less(least)?
                .max(Ratio::ZERO))
        };
        let part = inside(filled)?.less(inside(from)?)?;
        if part.is_zero() {
            continue;
        }
        let amount = match cell {
            Cell::Rate(rate) => rate.times(part)?,
            Cell::Fixed(_) | Cell::Nothing => Ratio::ZERO,
        };
        let args = cell_args(scene, table, starts, band, cell, part);
        reasons.push(Why::leaf("award.band_slice", args, amount));
    }
    Ok(reasons)
}

/// Where a band begins and ends.
fn bounds(starts: &[Start], band: usize) -> (Ratio, Option<Ratio>) {
    let at = |band: usize| {
        starts
            .get(band)
            .map(|start| start.at.unwrap_or(Ratio::ZERO))
    };
    let from = at(band).unwrap_or(Ratio::ZERO).max(Ratio::ZERO);
    (from, at(band.saturating_add(1)))
}

/// The last band whose start is reached.
fn reached(starts: &[Start], level: Level) -> Option<usize> {
    table::reached(starts, |start| match level {
        Level::Is(key) => start.reached_by(key),
        Level::Top => true,
        Level::Bottom => start.at.is_none(),
    })
}

fn cell_at(table: &Bands, column: Option<usize>, band: usize) -> Cell {
    column
        .and_then(|column| table.columns.get(column)?.get(band).copied())
        .unwrap_or(Cell::Nothing)
}

fn cell_args(
    scene: &Scene,
    table: &Bands,
    starts: &[Start],
    band: usize,
    cell: Cell,
    basis: Ratio,
) -> Vec<Arg> {
    let rate = match cell {
        Cell::Rate(rate) => Arg::Rate(rate),
        Cell::Fixed(it) => quantity(scene, it, scene.amount(it).unwrap_or(it.amount)),
        Cell::Nothing => Arg::Rate(Ratio::ZERO),
    };
    let start = starts.get(band).and_then(|start| start.at);
    let start = match (&table.key, start) {
        (None, Some(at)) => measured(scene, &table.basis, at),
        (Some(Figure::Reading(key)), Some(at)) if is_day(key) => {
            Arg::Date(Date::of_number(at.floor()))
        }
        (Some(Figure::Reading(key)), Some(at)) => measured(scene, key, at),
        (Some(Figure::Score(_) | Figure::Density { .. }), Some(at)) => Arg::Number(at),
        (Some(Figure::Share { .. } | Figure::Growth { .. } | Figure::Attainment(_)), Some(at)) => {
            Arg::Rate(at)
        }
        (_, None) => Arg::Number(Ratio::ZERO),
    };
    vec![rate, measured(scene, &table.basis, basis), start]
}

fn is_day(key: &Reading) -> bool {
    matches!(key.measure, Measured::DayOf(_))
}

/// The window cut where the column changes; every part begins again with prorated starts.
fn restarted(scene: &Scene, table: &Bands) -> Result<Award, Trouble> {
    let Some(across) = table.across else {
        return Ok(Award::default());
    };
    let mut award = Award::default();
    let mut reasons = Vec::new();
    for part in anew(scene, table, across)? {
        let starts = prorated(&table.starts, part.of_period)?;
        let own = paid(scene, table, &starts, &part.slices, part.column)?;
        award.amount = award.amount.plus(own.amount)?;
        award.lines.extend(own.lines);
        reasons.extend(own.why);
    }
    if scene.detail >= Detail::Why {
        award.why = Some(Why::leaf("award.sum", Vec::new(), award.amount).of(reasons));
    }
    Ok(award)
}

fn nothing(scene: &Scene, key: &'static str) -> Award {
    Award {
        why: (scene.detail >= Detail::Why).then(|| Why::leaf(key, Vec::new(), Ratio::ZERO)),
        ..Award::default()
    }
}

fn explain(scene: &Scene, award: &mut Award, slices: &Slices, reasons: Vec<Why>) {
    if scene.detail < Detail::Why {
        return;
    }
    let facts = names(scene, slices.parts.iter().map(|(id, ..)| *id));
    let why = Why::leaf("award.bands", Vec::new(), award.amount);
    award.why = Some(why.on(facts).of(reasons));
}
