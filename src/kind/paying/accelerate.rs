//! A higher rate once a target is reached: of an event, of all of a period, or of what lies above the target.

use super::refusal;
use crate::base::ratio::Ratio;
use crate::kind::spec::{Given, Refusal, Terms, Value};
use crate::payout::measure::{Figure, Reading};
use crate::payout::table::{Bands, Cell};
use crate::payout::test::{Comparison, Test};
use crate::payout::{Deduction, Payout, Quantity};

const EXAMPLE: &str = "write: accelerate 150% whole when bookings in quarter >= 500,000 USD";

/// What an event pays, more where the target is reached by then.
pub fn of_event(terms: &Terms, amount: Payout) -> Result<Payout, Refusal> {
    let Some((given, more, test)) = accelerated(terms)? else {
        return Ok(amount);
    };
    if let Some(word) = ["marginal", "whole"].into_iter().find(|it| given.says(it)) {
        return Err(refusal(
            "accelerator-does-not-fit",
            format!("each event is paid by itself, and has nothing that `{word}` could part"),
            given.span,
            "leave the word out: accelerate 150% when bookings in quarter >= 500,000 USD",
        ));
    }
    let again = scaled(&amount, more, given)?;
    Ok(Payout::Sum(vec![amount, when(test, again)]))
}

/// What a period pays on a basis, more of all of it or of what lies above the target. `above` says whether the amount is
/// paid on nothing but the basis as a whole.
pub fn of_period(
    terms: &Terms,
    basis: &Reading,
    amount: Payout,
    above: bool,
) -> Result<Payout, Refusal> {
    let Some((given, more, test)) = accelerated(terms)? else {
        return Ok(amount);
    };
    let again = scaled(&amount, more, given)?;
    let again = match (given.says("marginal"), given.says("whole")) {
        (false, true) => again,
        (true, false) if above && matches!(amount, Payout::Share { .. }) => Payout::Net {
            less: reached(basis, &test, given)?,
            payout: Box::new(again),
        },
        (true, false) => {
            return Err(refusal(
                "accelerator-does-not-fit",
                "only a single rate of what is measured has a part above the target".to_owned(),
                given.span,
                "write `whole`, or give the part above an amount a band of its own",
            ));
        }
        _ => {
            return Err(refusal(
                "rate-without-mode",
                "the clause does not say whether all of the period is paid more, or what lies above the target".to_owned(),
                given.span,
                EXAMPLE,
            )
            .cost("at twice the target, the second pays half as much more as the first"));
        }
    };
    Ok(Payout::Sum(vec![amount, when(test, again)]))
}

fn when(test: Test, payout: Payout) -> Payout {
    Payout::When {
        test,
        then: Box::new(payout),
    }
}

/// The clause, what is paid more for one, and when.
fn accelerated(terms: &Terms) -> Result<Option<(&Given, Ratio, Test)>, Refusal> {
    let Some(given) = terms.one("accelerate") else {
        return Ok(None);
    };
    let (Value::Percent(rate), Some(Value::Test(test))) = (&given.value, given.phrase("when"))
    else {
        return Ok(None);
    };
    if !compares(test) {
        return Err(refusal(
            "accelerator-does-not-fit",
            "what accelerates is a figure that is reached, not a standing".to_owned(),
            given.span,
            "write another incentive for those partners, and `stack` both",
        ));
    }
    match rate.less(Ratio::ONE) {
        Ok(more) if more > Ratio::ZERO => Ok(Some((given, more, test.clone()))),
        _ => Err(refusal(
            "accelerates-nothing",
            "100% is the rate itself: at no more than that nothing is paid faster".to_owned(),
            given.span,
            "write what the rate becomes: accelerate 150% pays half as much again",
        )),
    }
}

/// Whether a test is made of nothing but figures that are compared.
fn compares(test: &Test) -> bool {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().all(compares),
        Test::Compare { .. } => true,
        Test::OnDays(asked) => compares(&asked.test),
        Test::Not(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => false,
    }
}

/// How much of the basis is not accelerated: what must be reached, in the measure and the window that is paid on.
fn reached(basis: &Reading, test: &Test, given: &Given) -> Result<Deduction, Refusal> {
    let same = |of: &Reading| of == basis;
    if let Test::Compare {
        figure,
        comparison: Comparison::AtLeast | Comparison::Above,
        threshold,
    } = test
        && let ([Some(amount)], None) = (threshold.amounts.as_slice(), threshold.across)
    {
        if let Figure::Reading(of) = figure
            && same(of)
        {
            let least = Quantity {
                amount: *amount,
                unit: threshold.unit,
            };
            return Ok(Deduction::Baseline {
                before: None,
                least: Some(least),
            });
        }
        if let Figure::Attainment(it) = figure
            && same(&it.of)
        {
            return Ok(Deduction::Target {
                target: Box::new(it.target.clone()),
                part: *amount,
            });
        }
    }
    Err(refusal(
        "accelerator-does-not-fit",
        "what lies above the target is counted in something else than what is paid on".to_owned(),
        given.span,
        "compare what stands after `on` by >=, or its attainment, or write `whole`",
    ))
}

/// The same shape, so many times.
fn scaled(payout: &Payout, times: Ratio, given: &Given) -> Result<Payout, Refusal> {
    let by = Scale { times, given };
    if let Payout::Share { rate, of } = payout {
        Ok(Payout::Share {
            rate: by.ratio(*rate)?,
            of: of.clone(),
        })
    } else if let Payout::PerEvent { each, count } = payout {
        Ok(Payout::PerEvent {
            each: by.quantity(*each)?,
            count: count.clone(),
        })
    } else if let Payout::PerStep {
        each,
        step,
        of,
        blocks,
    } = payout
    {
        Ok(Payout::PerStep {
            each: by.quantity(*each)?,
            step: *step,
            of: of.clone(),
            blocks: *blocks,
        })
    } else if let Payout::Bands(bands) = payout {
        by.bands(bands)
    } else if let Payout::Sum(parts) = payout {
        let parts = parts.iter().map(|part| scaled(part, times, given));
        Ok(Payout::Sum(
            parts.collect::<Result<Vec<Payout>, Refusal>>()?,
        ))
    } else if let Payout::Greatest(parts) = payout {
        let parts = parts.iter().map(|part| scaled(part, times, given));
        Ok(Payout::Greatest(
            parts.collect::<Result<Vec<Payout>, Refusal>>()?,
        ))
    } else if let Payout::When { test, then } = payout {
        Ok(when(test.clone(), scaled(then, times, given)?))
    } else if let Payout::Net { less, payout } = payout {
        Ok(Payout::Net {
            less: less.clone(),
            payout: Box::new(scaled(payout, times, given)?),
        })
    } else {
        Err(refusal(
            "accelerator-does-not-fit",
            "what is given in kind or by place has no rate".to_owned(),
            given.span,
            "accelerate an amount of money, points or a percentage",
        ))
    }
}

/// What rates and amounts are multiplied by.
struct Scale<'a> {
    times: Ratio,
    given: &'a Given,
}

impl Scale<'_> {
    fn ratio(&self, it: Ratio) -> Result<Ratio, Refusal> {
        it.times(self.times).map_err(|_| {
            refusal(
                "accelerator-does-not-fit",
                "the accelerated rate has too many digits".to_owned(),
                self.given.span,
                EXAMPLE,
            )
        })
    }

    fn quantity(&self, it: Quantity) -> Result<Quantity, Refusal> {
        let amount = self.ratio(it.amount)?;
        Ok(Quantity { amount, ..it })
    }

    fn bands(&self, bands: &Bands) -> Result<Payout, Refusal> {
        let cell = |cell: &Cell| {
            Ok(match cell {
                Cell::Rate(rate) => Cell::Rate(self.ratio(*rate)?),
                Cell::Fixed(amount) => Cell::Fixed(self.quantity(*amount)?),
                Cell::Nothing => Cell::Nothing,
            })
        };
        let columns = bands.columns.iter();
        let columns = columns.map(|column| column.iter().map(cell).collect());
        Ok(Payout::Bands(Bands {
            columns: columns.collect::<Result<Vec<Vec<Cell>>, Refusal>>()?,
            ..bands.clone()
        }))
    }
}
