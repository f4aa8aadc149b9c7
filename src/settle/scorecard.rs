//! The scorecards of a settlement: one for each partner and period that is over.

use crate::base::name::Name;
use crate::base::period::Days;
use crate::semantics::fold::Fold;
use crate::semantics::scorecard::{Card, fill, has_card, periods};

use crate::base::date::Date;

/// A scorecard of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The place of the scorecard among the program's.
    pub of: usize,
    /// Whose.
    pub partner: Name,
    /// The days it looks at.
    pub days: Days,
    /// What it says.
    pub card: Card,
}

/// Every card, by scorecard, period, then the name of the partner. One that nothing measures is filled in by
/// people alone and is left out.
pub fn filled(fold: &Fold, until: Date) -> Vec<Filled> {
    let program = fold.plan().program;
    let view = fold.view();
    let mut found = Vec::new();
    for (of, scorecard) in program.words.scorecards.iter().enumerate() {
        if scorecard.lines.iter().all(|line| line.figure.is_none()) {
            continue;
        }
        for days in periods(program, scorecard, until) {
            let partners = fold.book().partners().iter().copied();
            let partners = partners.filter(|partner| has_card(view, *partner, days));
            found.extend(partners.map(|partner| Filled {
                of,
                partner: Name::new(fold.book().name_of(partner)),
                days,
                card: fill(scorecard, view, partner, days),
            }));
        }
    }
    found
}
