//! From which sales something is earned: the share of each line that can count.

use std::collections::BTreeSet;

use crate::base::id::ProductId;
use crate::base::name::Name;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::intake::scenario::behaviour::Behaviour;
use crate::model::Program;
use crate::payout::measure::{Condition, Measure, Measured, Reading};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk::{bases, figure_readings, figures, visit};
use crate::simulate::behaviour::lead::share as share_of_leads;
use crate::simulate::behaviour::payment::paid_within;
use crate::simulate::behaviour::sale_kind::share as share_of_kinds;
use crate::simulate::chance::maths::logistic;

/// The share of each line's sales that earns: products out of scope earn nothing, and of sales
/// with a condition on customer or deal only some meet it.
pub(super) fn line_shares(program: &Program, payout: &Payout, behaviour: &Behaviour) -> Vec<f64> {
    let mut shares = vec![0.0; program.lines.len().max(1)];
    let mut see = |conditions: &[&Condition]| {
        for (line, share) in shares.iter_mut().enumerate() {
            *share = f64::max(*share, scope(program, conditions, line, behaviour));
        }
    };
    visit(payout, &mut |part| {
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
            && selector.fact == FactKind::Sale
        {
            see(&selector.all.iter().collect::<Vec<_>>());
        }
        let read = bases(part).into_iter();
        let rank = if let Payout::Rank { key, .. } = part {
            Some(key)
        } else {
            None
        };
        for reading in read.chain(rank) {
            if let Some(conditions) = sold(program, reading) {
                see(&conditions);
            }
        }
    });
    shares
}

/// The largest share of each line's sales that a test of figures counts.
pub(super) fn lines_of_test(program: &Program, test: &Test, behaviour: &Behaviour) -> Vec<f64> {
    let mut shares = vec![0.0; program.lines.len().max(1)];
    for reading in figures(test).into_iter().flat_map(figure_readings) {
        let own = lines_of_reading(program, reading, behaviour);
        for (share, own) in shares.iter_mut().zip(own) {
            *share = f64::max(*share, own);
        }
    }
    shares
}

/// The share of each line's sales that a reading counts.
pub(super) fn lines_of_reading(
    program: &Program,
    reading: &Reading,
    behaviour: &Behaviour,
) -> Vec<f64> {
    let conditions = sold(program, reading);
    let share = |line: usize| {
        let conditions = conditions.as_ref();
        conditions.map_or(0.0, |all| scope(program, all, line, behaviour))
    };
    (0..program.lines.len().max(1)).map(share).collect()
}

/// The conditions on sales of a reading that counts sales by a measure.
fn sold<'p>(program: &'p Program, reading: &'p Reading) -> Option<Vec<&'p Condition>> {
    let Measured::Measure(id) = reading.measure else {
        return None;
    };
    let mut measure = &program.measure(id)?.measure;
    while let Measure::Less(more, _) = measure {
        measure = more;
    }
    let selector = match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => of,
        Measure::Certified(_) | Measure::Less(..) => return None,
    };
    if selector.fact != FactKind::Sale {
        return None;
    }
    Some(selector.all.iter().chain(&reading.only).collect())
}

/// The share of a line's sales that meets these conditions.
fn scope(program: &Program, all: &[&Condition], line: usize, behaviour: &Behaviour) -> f64 {
    let of_new_customers = all.contains(&&Condition::NewCustomer);
    let kinds = |among: &BTreeSet<Name>| share_of_kinds(behaviour, among, of_new_customers);
    all.iter().fold(1.0, |share, condition| {
        share
            * match condition {
                Condition::Product(products) => of_line(program, products, line),
                Condition::NewCustomer => behaviour.new_customer_share,
                Condition::RegisteredDeal => {
                    let asked = logistic(behaviour.registration_intercept);
                    asked * (1.0 - behaviour.registration_conflict)
                }
                Condition::Lead => {
                    let rules = program.leads.as_ref();
                    rules.map_or(0.0, |rules| {
                        share_of_leads(behaviour, rules.silence_accepts)
                    })
                }
                Condition::Is(field, among) if *field == FIELDS_OF_SALE.kind => kinds(among),
                Condition::IsNot(field, among) if *field == FIELDS_OF_SALE.kind => {
                    1.0 - kinds(among)
                }
                Condition::Is(..)
                | Condition::IsNot(..)
                | Condition::AtLeast(..)
                | Condition::Certification(_)
                | Condition::Within(_)
                | Condition::Tier(..)
                | Condition::Type(_)
                | Condition::Region(_)
                | Condition::PersonHolds(_)
                | Condition::Specialized(..)
                | Condition::SoldWith(..) => 1.0,
                Condition::PaidWithin(days) => paid_within(behaviour, *days),
                Condition::PaidLate(days) => 1.0 - paid_within(behaviour, *days),
            }
    })
}

/// The share of a line's products that are among these.
fn of_line(program: &Program, among: &BTreeSet<ProductId>, line: usize) -> f64 {
    let products = (0..).map(ProductId).zip(&program.products);
    let of_line = products.filter(|(_, product)| product.line.index() == line);
    let (mut all, mut some) = (0.0, 0.0);
    for (id, _) in of_line {
        all += 1.0;
        some += f64::from(u8::from(among.contains(&id)));
    }
    if all > 0.0 { some / all } else { 0.0 }
}
