//! Growth: a rate of the part of a period's sales that lies above a baseline.

use super::clauses::{
    ACCELERATE, ACCOUNTS, BUDGET, CAP, DRIVES, ENROL, FOR, INTERNAL, NEEDS, OPEN_WHEN, PAY, RATE,
    TAX, TELL, UNDO, WHY, clause, may,
};
use super::paying::{rate, refusal};
use super::spec::{Clause, Given, Kind, Naming, Refers, Refusal, Shape, Terms, Times, Value};
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::{Deduction, Payout, Quantity};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "growth",
    title: "Growth",
    summary: "A rate of the part of a period's sales that lies above a baseline.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("growth.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "on",
        Shape::Figure,
        &[],
        Times::Once,
        "on bookings in quarter",
    ),
    clause(
        "above",
        Shape::FigureOrMoney,
        &[may(
            "at least",
            Shape::Money,
            "The baseline is never less than this.",
        )],
        Times::Once,
        "above bookings in same quarter of previous year at least 50,000 USD",
    ),
    ENROL,
    RATE,
    ACCELERATE,
    OPEN_WHEN,
    NEEDS,
    CAP,
    BUDGET,
    PAY,
    UNDO,
    ACCOUNTS,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

/// The bands of a rebate, on what lies above the baseline.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    rate::of_periods(terms, |amount| {
        let (Some(on), Some(above)) = (terms.one("on"), terms.one("above")) else {
            return Ok(amount);
        };
        Ok(Payout::Net {
            less: baseline(on, above)?,
            payout: Box::new(amount),
        })
    })
}

fn baseline(on: &Given, above: &Given) -> Result<Deduction, Refusal> {
    let Value::Figure(Figure::Reading(basis), unit) = &on.value else {
        return Ok(stated(None));
    };
    let least = above.phrase("at least").and_then(Value::money);
    if let Value::Money(money) = above.value {
        same_unit(above, *unit, Unit::Money(money.currency))?;
        let least = least.filter(|least| least.minor > money.minor);
        return Ok(stated(Some(least.unwrap_or(money))));
    }
    let Value::Figure(Figure::Reading(before), read) = &above.value else {
        return Err(refusal(
            "baseline-not-earlier",
            "the baseline is a ratio, and amounts are compared with amounts".to_owned(),
            above.span,
            "write: above bookings in same quarter of previous year",
        ));
    };
    same_unit(above, *unit, *read)?;
    if let Some(least) = least {
        same_unit(above, *unit, Unit::Money(least.currency))?;
    }
    earlier(basis, before, above)?;
    Ok(Deduction::Baseline {
        before: Some(before.clone()),
        least: least.map(quantity),
    })
}

fn stated(least: Option<Money>) -> Deduction {
    Deduction::Baseline {
        before: None,
        least: least.map(quantity),
    }
}

fn quantity(money: Money) -> Quantity {
    Quantity {
        amount: Ratio::whole(money.minor),
        unit: Unit::Money(money.currency),
    }
}

fn same_unit(above: &Given, wanted: Unit, unit: Unit) -> Result<(), Refusal> {
    if wanted == unit {
        return Ok(());
    }
    Err(refusal(
        "mixed-units",
        format!("{} is measured against {}", wanted.words(), unit.words()),
        above.span,
        "write the baseline in the unit of what is paid on",
    ))
}

/// The baseline is of whole periods before, each as long as the one that is paid for.
fn earlier(basis: &Reading, before: &Reading, above: &Given) -> Result<(), Refusal> {
    let own = match basis.window {
        Window::In(cycle) => Some(cycle),
        Window::Occasion
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::First(..)
        | Window::Days(_)
        | Window::AsOf(_) => None,
    };
    let earlier = match before.window {
        Window::OverPrevious(1, cycle)
        | Window::OfLastYear(cycle)
        | Window::Average(_, cycle)
        | Window::Peak(_, cycle) => Some(cycle),
        Window::Days(days) => match basis.window {
            Window::Days(own) if days.last() < own.first() => return Ok(()),
            Window::Days(_)
            | Window::Occasion
            | Window::In(_)
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Average(..)
            | Window::Peak(..)
            | Window::First(..)
            | Window::AsOf(_) => None,
        },
        Window::Occasion
        | Window::In(_)
        | Window::First(..)
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::AsOf(_) => None,
    };
    let example = |cycle: Cycle| {
        let word = cycle.word();
        format!(
            "write: above average of bookings over previous 4 {word}s, or: above bookings in previous {word}"
        )
    };
    match (own, earlier) {
        (Some(own), Some(cycle)) if own == cycle => Ok(()),
        (Some(own), Some(cycle)) => Err(refusal(
            "period-mismatch",
            format!("a {} is measured against a {}", own.word(), cycle.word()),
            above.span,
            &example(own),
        )),
        (own, _) => Err(refusal(
            "baseline-not-earlier",
            "the baseline is not one of whole periods before".to_owned(),
            above.span,
            &example(own.unwrap_or(Cycle::Quarter)),
        )),
    }
}
