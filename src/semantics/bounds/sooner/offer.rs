//! What can be sold that an incentive is paid for, sale by sale. Must not know what one takes from another.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::ProductId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::bounds::acts::yearly_sales;
use crate::semantics::bounds::drawn::{Drawing, one, stretches};
use crate::semantics::bounds::growing::movers;
use crate::semantics::bounds::mover::{BASE_MINOR, Moves};
use crate::semantics::bounds::price::{ceiling, price_of};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// One sale is of no more where nothing is assumed: a million in most currencies.
const MOST_SOLD: i128 = BASE_MINOR.saturating_mul(10);

/// What sales of a product on a day are paid.
pub struct Offer {
    /// By the amount of one sale.
    pub curve: Curve,
    /// The cheapest sale.
    pub cheapest: Sale,
    /// Of those that are paid anything, the one that is paid least.
    pub least: Option<Sale>,
    /// The one that is paid most.
    pub most: Sale,
}

impl Offer {
    /// All of them.
    pub fn sales(&self) -> impl Iterator<Item = &Sale> {
        [&self.cheapest]
            .into_iter()
            .chain(&self.least)
            .chain([&self.most])
    }
}

/// What is sold, and what is paid for it where nothing else is.
#[derive(Clone, Copy)]
pub struct Sale {
    /// Of what.
    pub product: ProductId,
    /// When.
    pub day: Date,
    /// For how much, in minor units.
    pub amount: i128,
    /// In minor units.
    pub paid: i128,
}

/// What can be sold: each product that the payout tells apart, on each day from which on other terms may be in force.
pub fn offers(drawing: &Drawing, occasion: &Occasion) -> Result<Vec<Offer>, CurveFault> {
    let program = drawing.program;
    let mut offers = Vec::new();
    for day in days(program, drawing.payout, occasion) {
        let days = Days::one(day);
        for way in movers(program, drawing.payout, occasion) {
            let (Moves::Sales, Some(product)) = way else {
                continue;
            };
            let drawn = drawing.one(occasion, (days, day), way, None)?;
            if let Some(drawn) = drawn {
                offers.push(offer(drawing, drawn.curve, (product, day))?);
            }
        }
    }
    Ok(offers)
}

/// The first day of an event and the last, and those between on which a test of days begins or ends.
fn days(program: &Program, payout: &Payout, occasion: &Occasion) -> BTreeSet<Date> {
    let ends = stretches(program, occasion);
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
        return BTreeSet::new();
    };
    let (first, last) = (first.first(), last.last());
    let mut days = BTreeSet::from([first, last]);
    walk::visit(payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            for span in spans(test) {
                days.extend([span.first(), span.last().plus_days(1)]);
            }
        }
    });
    days.retain(|day| (first..=last).contains(day));
    days
}

/// The days that a test asks for.
fn spans(test: &Test) -> Vec<Days> {
    match test {
        Test::Within(days, _) => vec![*days],
        Test::All(parts) | Test::Any(parts) => parts.iter().flat_map(spans).collect(),
        Test::Not(part) => spans(part),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::InYears(_)
        | Test::Partner(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => Vec::new(),
    }
}

fn offer(
    drawing: &Drawing,
    curve: Curve,
    (product, day): (ProductId, Date),
) -> Result<Offer, CurveFault> {
    let program = drawing.program;
    let first = cheapest(program, product);
    let assumed = yearly_sales(program, one(drawing.stratum.tier));
    // Two sales are to be made of what is assumed of a year.
    let last = assumed
        .map_or(MOST_SOLD, |most| most.div_euclid(2))
        .max(first);
    let sale = |amount: i128| -> Result<Sale, CurveFault> {
        Ok(Sale {
            product,
            day,
            amount,
            paid: program.rounding.round(curve.value(Ratio::whole(amount))?),
        })
    };
    let mut points = curve.wholes(Some(Ratio::whole(last)))?;
    for point in curve.crossings(Ratio::ONE)? {
        points.extend([point, Ratio::whole(point.floor().saturating_add(1))]);
    }
    let mut points: BTreeSet<i128> = points.into_iter().map(Ratio::floor).collect();
    points.retain(|point| (first..=last).contains(point));
    let cheapest = sale(first)?;
    let (mut least, mut most) = (None, cheapest);
    for point in points.into_iter().chain([first]) {
        let sale = sale(point)?;
        if sale.paid > most.paid {
            most = sale;
        }
        let is_less = least.is_none_or(|held: Sale| sale.paid < held.paid);
        if sale.paid > 0 && is_less {
            least = Some(sale);
        }
    }
    Ok(Offer {
        curve,
        cheapest,
        least,
        most,
    })
}

/// The least that one unit is sold for, in minor units.
fn cheapest(program: &Program, product: ProductId) -> i128 {
    price_of(program, product).map_or(1, ceiling).max(1)
}
