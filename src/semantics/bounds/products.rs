//! The lists of products that a payout names. Must not know what a sale is paid.

use std::collections::BTreeSet;

use crate::base::id::ProductId;
use crate::model::Program;
use crate::payout::measure::{Condition, Figure, Measure, Measured, Reading};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk;

/// Segments within segments; more is a circle.
const DEEPEST_SEGMENT: u8 = 16;

/// Every list that a payout names: in its events, in what it reads and in what its tests read.
pub fn lists<'p>(program: &'p Program, payout: &'p Payout) -> BTreeSet<&'p BTreeSet<ProductId>> {
    let mut lists = Vec::new();
    walk::visit(payout, &mut |part| {
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
        {
            lists.extend(products_named(&selector.all));
        }
        for reading in walk::readings(part) {
            read(program, reading, &mut lists);
        }
        if let Payout::Bands(table) = part
            && let Some(key) = &table.key
        {
            compared(program, key, 0, &mut lists);
        }
        if let Payout::When { test, .. } = part {
            tested(program, test, 0, &mut lists);
        }
    });
    lists.into_iter().collect()
}

fn read<'p>(program: &'p Program, reading: &'p Reading, into: &mut Vec<&'p BTreeSet<ProductId>>) {
    into.extend(products_named(&reading.only));
    if let Measured::Measure(id) = reading.measure
        && let Some(held) = program.measure(id)
    {
        named_in(&held.measure, into);
    }
}

fn compared<'p>(
    program: &'p Program,
    figure: &'p Figure,
    depth: u8,
    into: &mut Vec<&'p BTreeSet<ProductId>>,
) {
    for reading in walk::figure_readings(figure) {
        read(program, reading, into);
    }
    if let Figure::Score(it) = figure {
        for test in it.score.needs() {
            tested(program, test, depth, into);
        }
    }
}

fn tested<'p>(
    program: &'p Program,
    test: &'p Test,
    depth: u8,
    into: &mut Vec<&'p BTreeSet<ProductId>>,
) {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts
                .iter()
                .for_each(|part| tested(program, part, depth, into));
        }
        Test::Not(part) => tested(program, part, depth, into),
        Test::OnDays(asked) => tested(program, &asked.test, depth, into),
        Test::Compare { figure, .. } => compared(program, figure, depth, into),
        Test::Segment(id) => {
            let segment = program.words.segments.get(id.index());
            if let Some(segment) = segment.filter(|_| depth < DEEPEST_SEGMENT) {
                tested(program, &segment.test, depth.saturating_add(1), into);
            }
        }
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_) => {}
    }
}

/// The lists of some conditions.
pub fn products_named(conditions: &[Condition]) -> impl Iterator<Item = &BTreeSet<ProductId>> {
    conditions.iter().filter_map(|condition| {
        if let Condition::Product(products) = condition {
            Some(products)
        } else {
            None
        }
    })
}

/// The lists of what a measure selects.
pub fn named_in<'p>(measure: &'p Measure, into: &mut Vec<&'p BTreeSet<ProductId>>) {
    match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => {
            into.extend(products_named(&of.all));
        }
        Measure::Certified(_) => {}
        Measure::Less(one, other) => {
            named_in(one, into);
            named_in(other, into);
        }
    }
}
