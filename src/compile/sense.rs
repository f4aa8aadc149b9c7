//! What no clause may say, whatever its kind: less than nothing, and business days of no region.

use crate::base::duration::DurationUnit;
use crate::base::id::RegionId;
use crate::base::ratio::Ratio;
use crate::base::recurrence::{Place, Recurrence};
use crate::base::span::Span;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Given, Grid, Named, Refers, Value, When};
use crate::payout::measure::{Figure, Measured};
use crate::payout::table::Cell;

/// What is wrong with a clause that was read.
pub fn fault(clause: &Clause, given: &Given, scope: &Scope) -> Option<Problem> {
    below_zero(clause, given)
        .or_else(|| without_region(clause, given))
        .or_else(|| without_weekend(given, scope))
        .or_else(|| undone_at_once(given))
        .or_else(|| paid_on_a_median(given, scope))
}

/// A median is not made of the facts below it, so that nothing could be paid for each of them.
fn paid_on_a_median(given: &Given, scope: &Scope) -> Option<Problem> {
    let Value::Figure(Figure::Reading(reading), _) = &given.value else {
        return None;
    };
    let Measured::Measure(id) = reading.measure else {
        return None;
    };
    (given.word == "on" && scope.medians.contains(&id)).then(|| {
        Problem::error(
            "paid-on-a-ratio",
            "a rate is paid on an amount, not on a median",
        )
        .at(given.span)
        .help("write: on bookings in quarter, and select the band with: rate whole by ...")
    })
}

/// Business days of a region that does not say which days it is closed on.
fn without_weekend(given: &Given, scope: &Scope) -> Option<Problem> {
    let rolls = given.says("next business day") || given.says("previous business day");
    let region = given.phrase("in")?.names().first().copied()?;
    let Named::Region(id) = region else {
        return None;
    };
    if !(rolls || counts_business_days(given)) || scope.business.contains_key(&id) {
        return None;
    }
    let name = scope.of(Refers::Region).get(id.index())?;
    let around = scope.regions_around(id).map(RegionId::index);
    let around = around.filter_map(|at| scope.of(Refers::Region).get(at));
    if std::iter::once(name)
        .chain(around)
        .any(|each| scope.unread.contains(each))
    {
        return None;
    }
    let message = format!("business days of `{name}` are counted, and it does not say its weekend");
    let problem = Problem::error("region-without-weekend", message)
        .at(given.span)
        .cost("Saturdays, Sundays and holidays would count as days of business")
        .help(format!("write in `{name}`: weekend Saturday, Sunday"));
    Some(match scope.names.get(name) {
        Some(known) => problem.also(known.span, "the region"),
        None => problem,
    })
}

/// A return on the day of sale alone is hardly ever meant.
fn undone_at_once(given: &Given) -> Option<Problem> {
    let within = given.phrase("within").filter(|_| given.word == "undo")?;
    matches!(within, Value::Duration(length) if length.count == 0).then(|| {
        let message = "only what is returned on the day of sale would be taken back";
        Problem::error("undo-without-time", message)
            .at(given.span)
            .help(
                "write how long returns are taken back, such as `within 90 days`, or `undo never`",
            )
    })
}

/// An amount below zero would be paid by the partner.
fn below_zero(clause: &Clause, given: &Given) -> Option<Problem> {
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
        let pays = ["rate", "amount", "cap", "accrue", "prizes"].contains(&clause.word);
        let message = match clause.word {
            "" => "an amount is zero or more".to_owned(),
            word => format!("`{word}` is zero or more, and this is less"),
        };
        let problem = Problem::error("below-zero", message).at(place);
        if pays {
            let help = "what is taken back is said by `undo`, and what is owed by whom by `pay`";
            return problem.help(help);
        }
        problem.help(format!("write: {}", clause.help))
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
    let counts = counts_business_days(given);
    (names && counts && !given.says("in") && clause.word != "pay").then(|| {
        let message = "business days are counted, and the region whose days they are is not named";
        Problem::error("business-days-without-region", message)
            .at(given.span)
            .help("add `in REGION`")
    })
}

fn counts_business_days(given: &Given) -> bool {
    if let Value::Duration(length)
    | Value::When(When::Relative {
        distance: length, ..
    }) = &given.value
    {
        return length.unit == DurationUnit::BusinessDay;
    }
    matches!(&given.value, Value::When(When::Recurrence(each)) if on_business_day(each))
}

fn on_business_day(recurrence: &Recurrence) -> bool {
    match recurrence {
        Recurrence::EveryMonth(place)
        | Recurrence::EveryQuarter(place)
        | Recurrence::EveryYear(place)
        | Recurrence::InYears(_, place) => {
            matches!(place, Place::FirstBusinessDay | Place::LastBusinessDay)
        }
        Recurrence::Once(_) | Recurrence::EveryDays { .. } | Recurrence::EveryWeeks { .. } => false,
    }
}
