//! A rate of an amount, and the period it is paid for: what kinds share that pay for periods by bands.

use std::collections::BTreeSet;

use super::later::guaranteed;
use super::level::{by_level, without_levels};
use super::split::unsplit;
use super::{accelerate, conditions, eligible, refusal, when, wrap};
use crate::base::id::TierId;
use crate::base::period::Cycle;
use crate::base::unit::Unit;
use crate::kind::spec::{Events, Given, Grid, Named, Refusal, Terms, Value};
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::table::{Bands, Cell, Change, Mode, Set};
use crate::payout::{Occasion, Payout, Per};

/// `rate` of `on` for each period, inside caps and budget. `inside` says what becomes of the amount before
/// conditions are put to it.
pub fn of_periods(
    terms: &Terms,
    inside: impl FnOnce(Payout) -> Result<Payout, Refusal>,
) -> Result<Payout, Refusal> {
    let (Some(on), Some(rate)) = (terms.one("on"), terms.one("rate")) else {
        return Ok(Payout::Sum(Vec::new()));
    };
    unsplit(terms)?;
    let eligible = eligible(terms)?;
    let (mut basis, occasion) = basis(on)?;
    let counted = basis.clone();
    basis.only.extend(eligible.facts.iter().cloned());
    covers(&eligible.tiers, rate)?;
    same_unit(on, rate)?;
    no_age(rate)?;
    let rated = by_level(terms, rate, |rate| amount(rate, basis.clone()))?;
    let amount = inside(rated.clone())?;
    let is_all = amount == rated;
    let amount = accelerate::of_period(terms, &counted, amount, is_all)?;
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    let sales_alone = !eligible.facts.is_empty();
    let payout = guaranteed(terms, &occasion, sales_alone, when(tests, amount))?;
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(payout),
        },
        true,
    )
}

/// `rate` of the amount of each sale, inside caps and budget.
pub fn of_events(terms: &Terms, events: &Events) -> Result<Payout, Refusal> {
    let (Some(on), Some(rate)) = (terms.one("on"), terms.one("rate")) else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let (Some(basis), Per::Fact) = (&events.amount, events.per) else {
        return Err(refusal(
            "no-bands-of-one",
            "bands are read on the amount of each sale, or on the sales of a period".to_owned(),
            on.span,
            "write: on each sale of cloud_secure in year, or: on bookings in quarter",
        ));
    };
    covers(&eligible(terms)?.tiers, rate)?;
    same_unit(on, rate)?;
    counts_money(rate)?;
    without_levels(terms)?;
    without_change(rate)?;
    let amount = by_level(terms, rate, |rate| amount(rate, basis.clone()))?;
    let amount = accelerate::of_event(terms, amount)?;
    super::event::of_events(terms, events, amount)
}

/// Nothing goes on or begins anew in the bands of one sale.
fn without_change(rate: &Given) -> Result<(), Refusal> {
    let said = |lead: &&str| rate.says(lead);
    match ["continue", "restart"].into_iter().find(said) {
        None => Ok(()),
        Some(lead) => Err(refusal(
            "change-of-one-sale",
            format!("`{lead}` is said of the bands of a period, and each sale is paid by itself"),
            rate.span,
            &format!("leave `{lead}` out"),
        )),
    }
}

/// The age of a sale chooses no band for a whole period.
fn no_age(rate: &Given) -> Result<(), Refusal> {
    let Some(Value::Figure(Figure::Reading(key), _)) = rate.phrase("by") else {
        return Ok(());
    };
    match key.measure.beginning() {
        None => Ok(()),
        Some(_) => Err(refusal(
            "age-of-a-period",
            "each sale of a period has an age of its own, and the bands are read once for all of them".to_owned(),
            rate.span,
            "write: on each sale of cloud_secure in year",
        )),
    }
}

/// The bands of a sale start at amounts of money, unless another figure chooses them.
fn counts_money(rate: &Given) -> Result<(), Refusal> {
    match &rate.table {
        Some(Grid::Bands {
            unit: Some(unit), ..
        }) if !matches!(unit, Unit::Money(_)) && !rate.says("by") => Err(refusal(
            "wrong-unit",
            format!(
                "the bands start at {}, and are read by an amount of money",
                unit.words()
            ),
            rate.span,
            "write the starts as money: `100 USD`",
        )),
        Some(Grid::Bands { .. } | Grid::Across { .. } | Grid::Rows(_) | Grid::Facts(_)) | None => {
            Ok(())
        }
    }
}

/// What is paid on, and the period that its window makes.
pub fn basis(on: &Given) -> Result<(Reading, Occasion), Refusal> {
    let Value::Figure(Figure::Reading(reading), _) = &on.value else {
        return Err(refusal(
            "paid-on-a-ratio",
            "a rate is paid on an amount, not on a ratio".to_owned(),
            on.span,
            "write: on bookings in quarter, and select the band with: rate whole by growth of ...",
        ));
    };
    let occasion = match reading.window {
        Window::In(Cycle::Day | Cycle::Week) => None,
        Window::In(cycle) => Some(Occasion::Period(cycle)),
        Window::Days(days) => Some(Occasion::Days(days)),
        Window::Occasion
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::First(..)
        | Window::AsOf(_) => None,
    };
    match occasion {
        Some(occasion) => Ok((reading.clone(), occasion)),
        None => Err(refusal(
            "no-period",
            "what is paid on is not counted in one month, quarter, half or year".to_owned(),
            on.span,
            "write: on bookings in quarter",
        )),
    }
}

/// Every tier that the incentive is for has a column with something in it.
fn covers(tiers: &BTreeSet<TierId>, rate: &Given) -> Result<(), Refusal> {
    let Some(Grid::Bands {
        across: Some(across),
        columns,
        ..
    }) = &rate.table
    else {
        return Ok(());
    };
    if across.set != Set::Tier {
        return Ok(());
    }
    let hole = tiers.iter().find(|tier| {
        columns
            .get(tier.index())
            .is_none_or(|cells| cells.iter().all(|cell| matches!(cell, Cell::Nothing)))
    });
    match hole {
        None => Ok(()),
        Some(tier) => Err(refusal(
            "missing-member",
            "has no rate".to_owned(),
            rate.span,
            "give the tier a column, or leave it out of `for`",
        )
        .about(Named::Tier(*tier))),
    }
}

/// The bands start in the unit of what they are read by: a plain number is no amount of money.
fn same_unit(on: &Given, rate: &Given) -> Result<(), Refusal> {
    let Some(Grid::Bands {
        unit: Some(unit), ..
    }) = &rate.table
    else {
        return Ok(());
    };
    let key = rate.phrase("by").unwrap_or(&on.value);
    let Value::Figure(_, wanted) = key else {
        return Ok(());
    };
    if unit == wanted {
        return Ok(());
    }
    Err(refusal(
        "wrong-unit",
        format!(
            "the bands start at {}, and are read by {}",
            unit.words(),
            wanted.words()
        ),
        rate.span,
        "write the starts in its unit: `100,000 USD`, `10%`, or a plain number for a count",
    ))
}

fn amount(rate: &Given, basis: Reading) -> Result<Payout, Refusal> {
    if let Value::Percent(rate) = rate.value {
        return Ok(Payout::Share { rate, of: basis });
    }
    let Some(Grid::Bands {
        starts,
        across,
        columns,
        ..
    }) = &rate.table
    else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let mode = if rate.value.word() == Some("whole") {
        Mode::Whole
    } else {
        Mode::Marginal
    };
    let key = if let Some(Value::Figure(figure, _)) = rate.phrase("by") {
        Some(figure.clone())
    } else {
        None
    };
    if mode == Mode::Marginal && key.is_some() {
        return Err(refusal(
            "marginal-by-another-key",
            "a marginal rate pays on the part inside each band of its own basis".to_owned(),
            rate.span,
            "write `rate whole by ...`, or leave `by` out",
        ));
    }
    let fixed = columns
        .iter()
        .flatten()
        .any(|cell| matches!(cell, Cell::Fixed(_)));
    if mode == Mode::Marginal && fixed {
        return Err(refusal(
            "marginal-amounts",
            "an amount of money cannot be paid on the part inside a band".to_owned(),
            rate.span,
            "write `rate whole` for amounts, or give percentages",
        ));
    }
    let change = if rate.says("restart") {
        Change::Restart
    } else {
        Change::Continue
    };
    Ok(Payout::Bands(Bands {
        basis,
        after: None,
        key,
        mode,
        starts: starts.clone(),
        across: *across,
        change,
        columns: columns.clone(),
    }))
}
