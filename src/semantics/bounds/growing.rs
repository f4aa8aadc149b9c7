//! What can grow in what an incentive is paid on: the sales of each product that it tells apart, and other measures.
//! Must not know what is paid.

use std::collections::BTreeSet;

use super::mover::Moves;
use super::price::price_of;
use super::products::{named_in, products_named};
use super::strata::asks;
use crate::base::id::{MeasureId, ProductId};
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Program;
use crate::payout::measure::{Measure, Measured, Reading, Window};
use crate::payout::table::Set;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk;

/// What can grow: sales, product by product where readings tell them apart, and other measures.
pub fn movers(
    program: &Program,
    payout: &Payout,
    occasion: &Occasion,
) -> Vec<(Moves, Option<ProductId>)> {
    if let Occasion::Event { selector, .. } = occasion
        && selector.fact != FactKind::Sale
    {
        return Vec::new();
    }
    let mut movers: Vec<(Moves, Option<ProductId>)> = Vec::new();
    let mut others: BTreeSet<MeasureId> = BTreeSet::new();
    walk::visit(payout, &mut |part| {
        for reading in walk::readings(part) {
            if let Measured::Measure(id) = reading.measure
                && !is_sales(program, reading)
                && !matches!(reading.window, Window::AsOf(_))
            {
                others.insert(id);
            }
        }
    });
    let products = told_apart(program, payout, occasion).into_iter();
    movers.extend(products.map(|id| (Moves::Sales, Some(id))));
    movers.extend(others.into_iter().map(|id| (Moves::Measure(id), None)));
    movers
}

/// One product for each way in which a payout can treat the sales of one: by the lists of products that it names,
/// by line where a table asks for it, and by price where something else than amounts is counted. A program has
/// thousands of products, and a payout tells few of them apart.
fn told_apart(program: &Program, payout: &Payout, occasion: &Occasion) -> Vec<ProductId> {
    let mut lists: Vec<&BTreeSet<ProductId>> = Vec::new();
    let mut by_price = false;
    if let Occasion::Event { selector, .. } = occasion {
        lists.extend(products_named(&selector.all));
    }
    walk::visit(payout, &mut |part| {
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
        {
            lists.extend(products_named(&selector.all));
        }
        for reading in walk::readings(part) {
            lists.extend(products_named(&reading.only));
            by_price |= !is_money(program, reading);
            if let Measured::Measure(id) = reading.measure
                && let Some(held) = program.measure(id)
            {
                named_in(&held.measure, &mut lists);
            }
        }
        by_price |= matches!(part, Payout::When { .. });
    });
    lists.sort_unstable();
    lists.dedup();
    let by_line = asks(payout, Set::Line);
    let mut seen = BTreeSet::new();
    let all = (0..).map(ProductId).zip(&program.products);
    let sold = all.filter(|(id, _)| is_met(occasion, *id));
    sold.filter(|(id, product)| {
        let named: Vec<bool> = lists.iter().map(|list| list.contains(id)).collect();
        let line = by_line.then_some(product.line);
        let price = by_price.then(|| price_of(program, *id));
        seen.insert((named, line, price))
    })
    .map(|(id, _)| id)
    .collect()
}

/// Whether a sale of a product can be a fact of the occasion: of one that it leaves out nothing is paid.
fn is_met(occasion: &Occasion, product: ProductId) -> bool {
    match occasion {
        Occasion::Event { selector, .. } => {
            products_named(&selector.all).all(|named| named.contains(&product))
        }
        Occasion::Period(_) | Occasion::Days(_) => true,
    }
}

/// Whether a reading is of amounts of sales, whatever was sold.
fn is_money(program: &Program, reading: &Reading) -> bool {
    match reading.measure {
        Measured::Field(field) => field == FIELDS_OF_SALE.net_amount,
        Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
        Measured::Measure(_) => is_sales(program, reading),
    }
}

fn is_sales(program: &Program, reading: &Reading) -> bool {
    let Measured::Measure(id) = reading.measure else {
        return true;
    };
    let Some(held) = program.measure(id) else {
        return false;
    };
    if let Measure::Sum { of, field } = &held.measure {
        return of.fact == FactKind::Sale && *field == FIELDS_OF_SALE.net_amount;
    }
    false
}
