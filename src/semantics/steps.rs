//! What was decided about partners' standings, and what partners did for them, as the book knows it.
//! Must not know what a step leads to.

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::semantics::book::row::places;
use crate::semantics::book::{PartnerId, Row};
use crate::semantics::evaluate::View;
use crate::semantics::standing::Ladder;

/// Whose steps, and for which standing.
#[derive(Clone, Copy)]
pub struct Steps<'v> {
    /// What is known.
    pub view: View<'v>,
    /// Of which ladder.
    pub ladder: Ladder,
    /// Whose.
    pub partner: PartnerId,
    /// For which rung.
    pub rung: TierId,
}

impl<'v> Steps<'v> {
    /// Whether a step was taken that still holds on a day.
    pub fn hold(self, step: &str, day: Date) -> bool {
        let all = Days::new(Date::MIN, day);
        all.is_some_and(|days| {
            self.taken(days)
                .any(|row| self.is(row, step) && self.lasts(row, day))
        })
    }

    /// Whether a step was taken on one of these days.
    pub fn within(self, step: &str, days: Days) -> bool {
        self.taken(days).any(|row| self.is(row, step))
    }

    /// Which of two steps was taken first on these days: whether it was the first; `None` for neither.
    pub fn first_of(self, steps: [&str; 2], days: Days) -> Option<bool> {
        let [one, two] = steps;
        self.taken(days).find_map(|row| {
            if self.is(row, one) {
                Some(true)
            } else {
                self.is(row, two).then_some(false)
            }
        })
    }

    /// The facts about the standing on these days, in the order of day, then of facts.
    fn taken(self, days: Days) -> impl Iterator<Item = &'v Row> {
        let (kind, place) = match self.ladder.specialization() {
            None => (FactKind::Standing, self.rung.0),
            Some(id) => (FactKind::Specialization, id.0),
        };
        let facts = self.view.book.facts(self.partner, kind, days);
        facts.filter_map(move |(_, row)| (row.refers == Some(place)).then_some(row))
    }

    fn is(self, row: &Row, step: &str) -> bool {
        let found = row.text(places::STEP);
        found.is_some_and(|found| &*self.view.book.symbols().text(found) == step)
    }

    fn lasts(self, row: &Row, day: Date) -> bool {
        let until = row.date(places::STEP_UNTIL);
        until.is_none_or(|until| until >= day)
    }
}
