//! The partners that a rule names, where it is for nobody else. Must not know who asks.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::model::Program;
use crate::payout::Payout;
use crate::payout::test::Test;

/// Partners by name; `None` where anybody may be meant.
pub type Among = Option<BTreeSet<Name>>;

/// The only partners for whom a test can hold.
pub fn by_test(program: &Program, test: &Test) -> Among {
    match test {
        Test::Partner(names) => Some(names.clone()),
        Test::All(parts) => parts
            .iter()
            .fold(None, |all, part| both(all, by_test(program, part))),
        Test::Any(parts) => together(parts.iter().map(|part| by_test(program, part))),
        // The test of a segment asks for no segment.
        Test::Segment(id) => {
            let segment = program.words.segments.get(id.index())?;
            by_test(program, &segment.test)
        }
        Test::Not(_)
        | Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::OnDays(_) => None,
    }
}

/// The only partners that a payout can be paid to.
pub fn by_payout(program: &Program, payout: &Payout) -> Among {
    // Whoever is credited is paid, whoever sold.
    among(program, payout, &|_| None)
}

/// The only partners on whose sales a payout can be paid, to whomever.
pub fn by_sale(program: &Program, payout: &Payout) -> Among {
    among(program, payout, &|sold| by_sale(program, sold))
}

fn among(program: &Program, payout: &Payout, shared: &dyn Fn(&Payout) -> Among) -> Among {
    let of = |part: &Payout| among(program, part, shared);
    match payout {
        Payout::When { test, then } => both(by_test(program, test), of(then)),
        Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
            together(parts.iter().map(of))
        }
        Payout::Choose { arms, .. } => together(arms.iter().flatten().map(of)),
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
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => of(payout),
        Payout::Shared { payout, .. } => shared(payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => None,
    }
}

/// Those whom both mean.
pub fn both(one: Among, two: Among) -> Among {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.intersection(&two).cloned().collect()),
        (one, two) => one.or(two),
    }
}

fn together(all: impl Iterator<Item = Among>) -> Among {
    all.collect::<Option<Vec<_>>>()
        .map(|all| all.into_iter().flatten().collect())
}

/// Everyone whom the program names as one of the only ones that something is for.
pub fn by_program(program: &Program) -> BTreeSet<Name> {
    let paid = program.incentives.iter();
    let paid = paid.map(|it| by_payout(program, &it.payout));
    let met = program.words.segments.iter();
    let met = met.map(|it| by_test(program, &it.test));
    paid.chain(met).flatten().flatten().collect()
}
