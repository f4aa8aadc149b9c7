//! What no clause may say, whatever its kind: less than nothing, and business days of no region.

use crate::base::duration::DurationUnit;
use crate::base::ratio::Ratio;
use crate::base::recurrence::{Place, Recurrence};
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Given, Grid, Value, When};
use crate::payout::table::Cell;

/// What is wrong with a clause that was read.
pub fn fault(clause: &Clause, given: &Given) -> Option<Problem> {
    below_zero(given).or_else(|| without_region(clause, given))
}

/// An amount below zero would be paid by the partner.
fn below_zero(given: &Given) -> Option<Problem> {
    // What an example expects may be taken back.
    let phrases = given.phrases.iter().filter(|(lead, _, _)| *lead != "=");
    let values = phrases.map(|(_, value, span)| (value, *span));
    let mut values = values.chain([(&given.value, given.span)]);
    let found = values.find(|(value, _)| is_below_zero(value));
    let place: Option<Span> = match (found, &given.table) {
        (Some((_, span)), _) => Some(span),
        (None, Some(grid)) if has_below_zero(grid) => Some(given.span),
        (None, _) => None,
    };
    place.map(|place| {
        Problem::error("below-zero", "an amount is zero or more")
            .at(place)
            .help("what is taken back is said by `undo`, and what is owed by whom by `pay`")
    })
}

fn is_below_zero(value: &Value) -> bool {
    if let Value::Money(money) = value {
        money.minor < 0
    } else if let Value::Percent(rate) | Value::Number(rate) = value {
        *rate < Ratio::ZERO
    } else {
        matches!(value, Value::Count(count, _) if *count < 0)
    }
}

fn has_below_zero(grid: &Grid) -> bool {
    match grid {
        Grid::Bands { columns, .. } => columns.iter().flatten().any(|cell| match cell {
            Cell::Rate(rate) => *rate < Ratio::ZERO,
            Cell::Fixed(quantity) => quantity.amount < Ratio::ZERO,
            Cell::Nothing => false,
        }),
        Grid::Across { amounts, .. } => amounts.iter().flatten().any(|each| *each < Ratio::ZERO),
        Grid::Rows(rows) => rows.iter().flatten().flatten().any(is_below_zero),
        Grid::Facts(_) => false,
    }
}

/// Where a clause can name a region, business days need one: what is closed differs.
fn without_region(clause: &Clause, given: &Given) -> Option<Problem> {
    let names = clause.phrases.iter().any(|phrase| phrase.lead == "in");
    let counts = if let Value::Duration(length)
    | Value::When(When::Relative {
        distance: length, ..
    }) = &given.value
    {
        length.unit == DurationUnit::BusinessDay
    } else {
        matches!(&given.value, Value::When(When::Recurrence(each)) if on_business_day(each))
    };
    (names && counts && !given.says("in") && clause.word != "pay").then(|| {
        let message = "business days are counted, and the region whose days they are is not named";
        Problem::error("business-days-without-region", message)
            .at(given.span)
            .help("add `in REGION`")
    })
}

fn on_business_day(recurrence: &Recurrence) -> bool {
    match recurrence {
        Recurrence::EveryMonth(place)
        | Recurrence::EveryQuarter(place)
        | Recurrence::EveryYear(place) => {
            matches!(place, Place::FirstBusinessDay | Place::LastBusinessDay)
        }
        Recurrence::Once(_) | Recurrence::EveryDays { .. } | Recurrence::EveryWeeks { .. } => false,
    }
}
