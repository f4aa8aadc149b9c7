//! The parts of a payout: its children and its own readings, for whoever visits a whole tree.

use std::collections::BTreeSet;

use crate::base::id::SpecializationId;
use crate::base::unit::Unit;
use crate::model::Program;
use crate::payout::given::Among;
use crate::payout::later::GuaranteePaid;
use crate::payout::measure::{Beginning, Condition, Entity, Figure, Measure, Reading};
use crate::payout::table::Cell;
use crate::payout::test::Test;
use crate::payout::{Deduction, Occasion, Payout, Quantity};

/// The shapes directly below this one, in order.
pub fn children(payout: &Payout) -> Vec<&Payout> {
    match payout {
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => Vec::new(),
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            parts.iter().collect()
        }
        Payout::Choose { arms, .. } => arms.iter().flatten().collect(),
        Payout::When { then, .. } => vec![then],
        Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => vec![payout],
    }
}

/// Calls `see` with every shape of the tree, the root first, parts in their order.
pub fn visit<'p>(payout: &'p Payout, see: &mut impl FnMut(&'p Payout)) {
    see(payout);
    for child in children(payout) {
        visit(child, see);
    }
}

/// Whether others than who sold may be paid.
pub fn is_shared(payout: &Payout) -> bool {
    shared_among(payout).is_some()
}

/// Who is paid of what a sale earns, where that is not who sold alone.
pub fn shared_among(payout: &Payout) -> Option<Among> {
    let mut shared = None;
    visit(payout, &mut |part| {
        if let Payout::Shared { among, .. } = part {
            shared = Some(*among);
        }
    });
    shared
}

/// Whether a payout is of events only.
pub fn pays_events(payout: &Payout) -> bool {
    let mut events = true;
    visit(payout, &mut |part| {
        if let Payout::Over { occasion, .. } = part {
            events &= matches!(occasion, Occasion::Event { .. });
        }
    });
    events
}

/// Whether a part is posted on the first day of a period.
pub fn pays_in_advance(payout: &Payout) -> bool {
    let mut early = false;
    visit(payout, &mut |part| {
        if let Payout::Guarantee { guarantee, .. } = part {
            early |= guarantee.paid == GuaranteePaid::InAdvance;
        }
    });
    early
}

/// What this shape itself is paid on or selected by, tests aside.
pub fn readings(payout: &Payout) -> Vec<&Reading> {
    match payout {
        Payout::Share { of, .. } | Payout::PerStep { of, .. } => vec![of],
        Payout::PerEvent { count, .. } => vec![count],
        Payout::Rank { key, .. } => vec![key],
        Payout::Bands(bands) => {
            let key = bands.key.iter().flat_map(figure_readings);
            let read = std::iter::once(&bands.basis).chain(&bands.after);
            read.chain(key).collect()
        }
        Payout::Net {
            less: Deduction::Baseline { before, .. },
            ..
        } => before.iter().collect(),
        Payout::Net {
            less: Deduction::Target { target, .. },
            ..
        } => target.history().collect(),
        Payout::Net {
            less: Deduction::Awards(_),
            ..
        }
        | Payout::Larger { .. }
        | Payout::Fixed(_)
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => Vec::new(),
    }
}

/// Whether a payout looks from a sale to others with the same customer and product.
pub fn looks_beside(payout: &Payout) -> bool {
    let mut looks = false;
    visit(payout, &mut |part| {
        looks |= readings(part).into_iter().any(|reading| {
            let begins = matches!(
                reading.measure.beginning(),
                Some(Beginning::FirstSaleOfLine | Beginning::FirstSaleOfProduct)
            );
            begins || reading.only.iter().any(is_of_several)
        });
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
        {
            looks |= selector.all.iter().any(is_of_several);
        }
    });
    looks
}

/// Whether a measure does.
pub fn counts_beside(measure: &Measure) -> bool {
    match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => of.all.iter().any(is_of_several),
        Measure::Certified(_) => false,
        Measure::Less(one, other) => counts_beside(one) || counts_beside(other),
    }
}

fn is_of_several(condition: &Condition) -> bool {
    matches!(condition, Condition::SoldWith(..))
}

/// What this shape itself is paid on, keys and tests aside.
pub fn bases(payout: &Payout) -> Vec<&Reading> {
    match payout {
        Payout::Bands(bands) => vec![&bands.basis],
        Payout::Net { .. } | Payout::Larger { .. } => Vec::new(),
        Payout::Share { .. }
        | Payout::PerStep { .. }
        | Payout::PerEvent { .. }
        | Payout::Rank { .. }
        | Payout::Fixed(_)
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => readings(payout),
    }
}

/// The readings of a figure.
pub fn figure_readings(figure: &Figure) -> Vec<&Reading> {
    match figure {
        Figure::Reading(reading) => vec![reading],
        Figure::Share { of, over, .. }
        | Figure::Growth { of, over, .. }
        | Figure::Density { of, over, .. } => vec![of, over],
        Figure::Score(it) => {
            let needed = it.score.needs().flat_map(figures).flat_map(figure_readings);
            it.score.readings().into_iter().chain(needed).collect()
        }
        Figure::Attainment(it) => std::iter::once(&it.of).chain(it.target.history()).collect(),
    }
}

/// The figures that a test compares, segments aside.
pub fn figures(test: &Test) -> Vec<&Figure> {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().flat_map(figures).collect(),
        Test::Not(part) => figures(part),
        Test::OnDays(asked) => figures(&asked.test),
        Test::Compare { figure, .. } => vec![figure],
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => Vec::new(),
    }
}

/// Whether anything looks from a sale to others.
pub fn asks_beside(program: &Program) -> bool {
    let mut payouts = program.incentives.iter().map(|it| &it.payout);
    let mut measures = program.measures.iter().map(|it| &it.measure);
    payouts.any(looks_beside) || measures.any(counts_beside)
}

/// Whether anything that pays, or a segment that it may ask for, reads what a group did together.
pub fn reads_groups(program: &Program) -> bool {
    let of_group = |reading: &Reading| reading.entity == Entity::Group;
    let in_test = |test: &Test| {
        let readings = figures(test).into_iter().flat_map(figure_readings);
        readings.into_iter().any(of_group)
    };
    let mut found = program.words.segments.iter().any(|it| in_test(&it.test));
    for incentive in &program.incentives {
        visit(&incentive.payout, &mut |part| {
            found |= readings(part).into_iter().any(of_group);
            found |= matches!(part, Payout::When { test, .. } if in_test(test));
        });
    }
    found
}

/// What a figure is of, where that is one reading: what is shared, grows or is to be attained.
pub fn first_reading(figure: &Figure) -> Option<&Reading> {
    match figure {
        Figure::Reading(of)
        | Figure::Share { of, .. }
        | Figure::Growth { of, .. }
        | Figure::Density { of, .. } => Some(of),
        Figure::Attainment(it) => Some(&it.of),
        Figure::Score(_) => None,
    }
}

/// Whether all that is paid is money, or stands for some.
pub fn is_in_money(payout: &Payout) -> bool {
    if matches!(payout, Payout::Valued { .. }) {
        return true;
    }
    has_money(payout) && children(payout).into_iter().all(is_in_money)
}

/// Whether what a shape itself gives is money.
fn has_money(payout: &Payout) -> bool {
    let is_money = |quantity: &Quantity| matches!(quantity.unit, Unit::Money(_));
    match payout {
        Payout::Fixed(each) | Payout::PerEvent { each, .. } | Payout::PerStep { each, .. } => {
            is_money(each)
        }
        Payout::Rank { prizes, .. } => prizes.iter().all(is_money),
        Payout::Bands(bands) => bands.columns.iter().flatten().all(|cell| match cell {
            Cell::Fixed(quantity) => is_money(quantity),
            Cell::Rate(_) | Cell::Nothing => true,
        }),
        Payout::Share { .. }
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => true,
    }
}

/// The specializations that a payout asks for.
pub fn specializations(payout: &Payout) -> BTreeSet<SpecializationId> {
    let mut found = BTreeSet::new();
    visit(payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            asked_by(test, &mut found);
        }
        let mut event = None;
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
        {
            event = Some(&selector.all);
        }
        let read = readings(part).into_iter().map(|reading| &reading.only);
        for condition in event.into_iter().chain(read).flatten() {
            if let Condition::Specialized(among, _) = condition {
                found.extend(among);
            }
        }
    });
    found
}

/// Adds the specializations that a test asks for, segments aside.
pub fn asked_by(test: &Test, into: &mut BTreeSet<SpecializationId>) {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| asked_by(part, into)),
        Test::Not(part) => asked_by(part, into),
        Test::OnDays(asked) => asked_by(&asked.test, into),
        Test::Specialized(among, _) => into.extend(among),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => {}
    }
}
