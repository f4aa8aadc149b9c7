//! What can never be paid as long as what is assumed holds: whole incentives, and bands that nobody reaches. A part is
//! looked at alone, and its bound is nothing. Must not say what a reader is told.

use super::alone::Tables;
use super::everybody::Everybody;
use super::memo::Memo;
use super::price::exchanged;
use super::{Known, Most};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::FIELDS_OF_SALE;
use crate::model::Program;
use crate::payout::measure::Measured;
use crate::payout::table::{Across, AsOf, Bands, Cell, Change, Mode, Set};
use crate::payout::test::Test;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Payout};
use crate::semantics::curve::CurveFault;
use crate::semantics::extent::Extent;
use crate::semantics::walk;

/// Why nothing of a payout can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Without its limits it would pay.
    ByLimit,
    /// If what it compares were met, it would pay.
    ByCondition,
    /// What it pays on does not come about.
    ByTerms,
}

/// A band that nobody reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreached {
    /// In which of the payout's tables, in their order.
    pub table: usize,
    /// Which band. Those after it are not reached either.
    pub band: usize,
}

/// What keeps a payout from paying anything; `None` where it can pay in the year or in one that it is for, while its
/// budgets last.
pub fn closed(program: &Program, payout: &Payout) -> Result<Option<Closed>, CurveFault> {
    let mut open = payout.clone();
    open_budgets(&mut open);
    open_tests(&mut open, is_of_years);
    if !is_nothing(program, &open)? {
        return Ok(None);
    }
    open_limits(&mut open);
    if !is_nothing(program, &open)? {
        return Ok(Some(Closed::ByLimit));
    }
    open_tests(&mut open, |test| {
        matches!(test, Test::Compare { .. } | Test::OnDays(_))
    });
    Ok(Some(match is_nothing(program, &open)? {
        true => Closed::ByTerms,
        false => Closed::ByCondition,
    }))
}

/// The first band of each table that nobody reaches, of tables of which somebody reaches one.
pub fn unreached(program: &Program, payout: &Payout) -> Result<Vec<Unreached>, CurveFault> {
    let tables = Tables::of(payout);
    let mut found = Vec::new();
    for (table, bands) in tables.all().enumerate() {
        let rows: Vec<usize> = (0..bands.starts.len())
            .filter(|row| pays(bands, *row))
            .collect();
        let most = bands.key.as_ref();
        let most = most.and_then(|figure| Extent::of(program, figure).most());
        let beyond = first_beyond(&rows, |band| {
            let start = bands.starts.get(band);
            let is_past = most.is_some_and(|most| !start.is_some_and(|it| it.reached_by(most)));
            Ok(is_past || is_nothing(program, &tables.from(table, band))?)
        })?;
        let band = beyond.filter(|place| *place > 0);
        if let Some(band) = band.and_then(|place| rows.get(place).copied()) {
            found.push(Unreached { table, band });
        }
    }
    Ok(found)
}

/// The first band of each table in which a limit is used up by the bands before it, and that limit in minor units.
pub fn past_limits(program: &Program, payout: &Payout) -> Vec<(Unreached, i128)> {
    let mut found = Vec::new();
    let mut table = 0_usize;
    full(program, payout, None, &mut table, &mut found);
    found
}

/// Whatever stands between a limit and a table only adds to what the table gives, or opens and closes it whole.
fn full(
    program: &Program,
    payout: &Payout,
    limit: Option<Ratio>,
    table: &mut usize,
    found: &mut Vec<(Unreached, i128)>,
) {
    let limit = match payout {
        Payout::Cap { cap, .. } => narrower(program, limit, cap),
        Payout::Sum(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Hold { .. }
        | Payout::Undo { .. } => limit,
        Payout::Bands(bands) => {
            let used =
                limit.and_then(|limit| Some((used_up(program, bands, limit)?, limit.floor())));
            found.extend(used.map(|(band, limit)| {
                (
                    Unreached {
                        table: *table,
                        band,
                    },
                    limit,
                )
            }));
            *table = table.saturating_add(1);
            return;
        }
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Spread(_)
        | Payout::Least(_)
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Rank { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Draw { .. }
        | Payout::Instalments { .. }
        | Payout::TrueUp(_)
        | Payout::Shared { .. } => None,
    };
    for child in walk::children(payout) {
        full(program, child, limit, table, found);
    }
}

/// The narrower of two limits, of those that pay up to themselves; any other may pay less for more.
fn narrower(program: &Program, outer: Option<Ratio>, cap: &Cap) -> Option<Ratio> {
    let is_plain = cap.counts == Counts::Quantity
        && cap.crossing == Crossing::PaidToTheLimit
        && !matches!(cap.span, CapSpan::Days(_))
        && cap.limit.unit == Unit::Money(program.currency);
    let most = cap.limit.amounts.iter().flatten().max().copied();
    let most = most.filter(|_| is_plain)?;
    Some(outer.map_or(most, |outer| outer.min(most)))
}

/// The first band that pays, after others, what the bands before it have already brought to a limit.
fn used_up(program: &Program, bands: &Bands, limit: Ratio) -> Option<usize> {
    let is_money = match bands.basis.measure {
        Measured::Measure(id) => program
            .measure(id)
            .is_some_and(|it| it.unit == Unit::Money(program.currency)),
        Measured::Field(field) => field == FIELDS_OF_SALE.net_amount,
        Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
    };
    let is_plain = is_money
        && bands.key.is_none()
        && bands.after.is_none()
        && bands.change == Change::Continue;
    // Parts of a period can each have a column of their own, and a partner may have none for a while.
    let moves = |across: Across| {
        across.set == Set::Line || (across.set == Set::Tier && across.as_of == AsOf::SaleDate)
    };
    if !is_plain || bands.across.is_some_and(moves) {
        return None;
    }
    let columns = bands.columns.iter();
    let columns = columns.filter_map(|cells| {
        let last = cells.iter().rposition(|cell| !cell.is_nothing())?;
        Some((last, full_from(program, bands, cells, limit).ok().flatten()))
    });
    let columns: Vec<(usize, Option<usize>)> = columns.collect();
    // A column that pays nothing from a band on has no part in it.
    let row = columns
        .iter()
        .map(|(last, full)| full.unwrap_or(last.saturating_add(1)))
        .max()?;
    columns.iter().any(|(last, _)| *last >= row).then_some(row)
}

/// The first band of a column at whose start the bands before it give the limit, where those after it give no less.
fn full_from(
    program: &Program,
    bands: &Bands,
    cells: &[Cell],
    limit: Ratio,
) -> Result<Option<usize>, CurveFault> {
    let start = |row: usize| {
        let start = bands.starts.get(row).and_then(|start| start.at);
        start.unwrap_or(Ratio::ZERO)
    };
    let at = |cell: &Cell, amount: Ratio| match cell {
        Cell::Rate(rate) => rate.times(amount).map_err(CurveFault::from),
        Cell::Fixed(quantity) => exchanged(program, *quantity),
        Cell::Nothing => Ok(Ratio::ZERO),
    };
    let rows = cells.iter().zip(1_usize..bands.starts.len());
    if bands.mode == Mode::Marginal {
        let mut sum = Ratio::ZERO;
        for (cell, next) in rows {
            let size = start(next).less(start(next.saturating_sub(1)))?;
            sum = sum.plus(at(cell, size)?)?;
            if sum >= limit {
                return Ok(Some(next));
            }
        }
        return Ok(None);
    }
    let mut full = None;
    let ends: Vec<(&Cell, usize)> = rows.collect();
    for (before, row) in ends.into_iter().rev() {
        let own = cells
            .get(row)
            .map_or(Ok(Ratio::ZERO), |cell| at(cell, start(row)))?;
        if own < limit {
            break;
        }
        if at(before, start(row))? >= limit {
            full = Some(row);
        }
    }
    Ok(full)
}

/// The first of some rows from which on nothing is paid: if one is not reached, none after it is.
fn first_beyond(
    rows: &[usize],
    is_beyond: impl Fn(usize) -> Result<bool, CurveFault>,
) -> Result<Option<usize>, CurveFault> {
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    if !is_beyond(*last)? {
        return Ok(None);
    }
    let (mut low, mut high) = (0, rows.len().saturating_sub(1));
    while low < high {
        let middle = low.midpoint(high);
        let Some(row) = rows.get(middle) else {
            break;
        };
        match is_beyond(*row)? {
            true => high = middle,
            false => low = middle.saturating_add(1),
        }
    }
    Ok(Some(high))
}

fn pays(bands: &Bands, row: usize) -> bool {
    let mut cells = bands.columns.iter().filter_map(|cells| cells.get(row));
    cells.any(|cell| !cell.is_nothing())
}

fn is_nothing(program: &Program, payout: &Payout) -> Result<bool, CurveFault> {
    let memo = Memo::default();
    let everybody = Everybody {
        program,
        memo: &memo,
        region: Known::Any,
        cut: false,
    };
    let total = everybody.total(program.fiscal.year(), payout)?;
    Ok(total.most == Most::ZERO)
}

fn open_limits(payout: &mut Payout) {
    alter(payout, &mut |part| {
        while let Payout::Cap { payout, .. } = part {
            *part = std::mem::replace(payout, Payout::Sum(Vec::new()));
        }
    });
}

fn open_budgets(payout: &mut Payout) {
    alter(payout, &mut |part| {
        while let Payout::Draw { payout, .. } = part {
            *part = std::mem::replace(payout, Payout::Sum(Vec::new()));
        }
    });
}

fn open_tests(payout: &mut Payout, opens: impl Fn(&Test) -> bool) {
    alter(payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            open(test, &opens);
        }
    });
}

fn is_of_years(test: &Test) -> bool {
    match test {
        Test::InYears(_) => true,
        Test::Not(part) => is_of_years(part),
        Test::All(_)
        | Test::Any(_)
        | Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => false,
    }
}

fn open(test: &mut Test, opens: &impl Fn(&Test) -> bool) {
    if opens(test) {
        *test = Test::All(Vec::new());
        return;
    }
    if let Test::All(parts) | Test::Any(parts) = test {
        parts.iter_mut().for_each(|part| open(part, opens));
    }
}

/// Calls `change` with every shape of the tree, the root first, parts in their order.
pub fn alter(payout: &mut Payout, change: &mut impl FnMut(&mut Payout)) {
    change(payout);
    match payout {
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => {}
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            parts.iter_mut().for_each(|part| alter(part, change));
        }
        Payout::Choose { arms, .. } => {
            let arms = arms.iter_mut().flatten();
            arms.for_each(|arm| alter(arm, change));
        }
        Payout::When { then: payout, .. }
        | Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => alter(payout, change),
    }
}
