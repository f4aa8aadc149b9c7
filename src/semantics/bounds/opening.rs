//! Sales that open what other sales are paid for: of what a test asks for in another product than the one that is planned. They are
//! tried, not believed.

use super::acts::Act;
use super::plans::MOST_TIMES;
use super::price::{ceiling, exchanged, price_of};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, ProductId};
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Program;
use crate::payout::measure::{Condition, Figure, Measure, Measured, Reading, Selector};
use crate::payout::test::{Comparison, Test};
use crate::payout::{Payout, Quantity};
use crate::semantics::bounds::products::products_named;
use crate::semantics::walk;

/// Sales of one product that a test asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    product: ProductId,
    times: i128,
    amount: i128,
}

impl Opening {
    /// On a day.
    pub fn on(self, day: Date) -> Act {
        Act::Sells {
            day,
            times: self.times,
            product: self.product,
            amount: self.amount,
        }
    }
}

/// What an incentive asks for besides sales of a product.
pub fn openings(program: &Program, id: IncentiveId, sold: ProductId) -> Vec<Opening> {
    let mut all = Vec::new();
    let Some(incentive) = program.incentive(id) else {
        return all;
    };
    walk::visit(&incentive.payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            asked(program, test, sold, &mut all);
        }
    });
    all
}

fn asked(program: &Program, test: &Test, sold: ProductId, all: &mut Vec<Opening>) {
    match test {
        Test::All(parts) => parts
            .iter()
            .for_each(|part| asked(program, part, sold, all)),
        Test::Any(parts) => {
            let first = parts.iter().take(1);
            first.for_each(|part| asked(program, part, sold, all));
        }
        Test::Compare {
            figure: Figure::Reading(reading),
            comparison: comparison @ (Comparison::AtLeast | Comparison::Above),
            threshold,
        } => {
            let most = threshold.amounts.iter().flatten().max();
            let most = most.map(|most| Quantity {
                amount: *most,
                unit: threshold.unit,
            });
            let opening =
                most.and_then(|most| opening(program, reading, (*comparison, most), sold));
            all.extend(opening);
        }
        Test::Compare { .. }
        | Test::Not(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::InYears(_)
        | Test::Partner(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => {}
    }
}

/// Sales of the first product that a reading counts, where it does not count the one that is sold.
fn opening(
    program: &Program,
    reading: &Reading,
    (comparison, threshold): (Comparison, Quantity),
    sold: ProductId,
) -> Option<Opening> {
    let Measured::Measure(id) = reading.measure else {
        return None;
    };
    let (of, is_count) = match &program.measure(id)?.measure {
        Measure::Sum { of, field } if *field == FIELDS_OF_SALE.net_amount => (of, false),
        Measure::Count(of) => (of, true),
        Measure::Sum { .. }
        | Measure::Distinct { .. }
        | Measure::Median { .. }
        | Measure::Certified(_)
        | Measure::Less(..) => return None,
    };
    if of.fact != FactKind::Sale || counts(of, reading, sold) {
        return None;
    }
    let ids = (0..).map(ProductId).take(program.products.len());
    let product = ids.into_iter().find(|id| counts(of, reading, *id))?;
    let price = price_of(program, product).map_or(1, ceiling).max(1);
    let least = ceiling(exchanged(program, threshold).ok()?);
    let needed = match comparison {
        Comparison::Above => least.saturating_add(1),
        Comparison::AtLeast | Comparison::AtMost | Comparison::Below => least,
    };
    Some(match is_count {
        true if needed > MOST_TIMES => return None,
        true => Opening {
            product,
            times: needed,
            amount: price,
        },
        false => Opening {
            product,
            times: 1,
            amount: needed.max(price),
        },
    })
}

fn counts(of: &Selector, reading: &Reading, product: ProductId) -> bool {
    let conditions: [&[Condition]; 2] = [&of.all, &reading.only];
    conditions
        .into_iter()
        .flat_map(products_named)
        .all(|named| named.contains(&product))
}
