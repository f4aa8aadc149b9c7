//! What was decided about partners' tiers, and what partners did for them, as the book knows it.
//! Must not know what a step leads to.

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::semantics::book::row::places;
use crate::semantics::book::{PartnerId, Row};
use crate::semantics::evaluate::View;

/// Whether a step was taken for a tier that still holds on a day.
pub fn holds(view: View, partner: PartnerId, tier: TierId, step: &str, day: Date) -> bool {
    let all = Days::new(Date::MIN, day);
    all.is_some_and(|days| {
        taken(view, partner, tier, days).any(|row| is(view, row, step) && lasts(row, day))
    })
}

/// Whether a step was taken for a tier on one of these days.
pub fn within(view: View, partner: PartnerId, tier: TierId, step: &str, days: Days) -> bool {
    taken(view, partner, tier, days).any(|row| is(view, row, step))
}

/// Which of two steps was taken first on these days: whether it was the first; `None` for neither.
pub fn first_of(
    view: View,
    partner: PartnerId,
    tier: TierId,
    steps: [&str; 2],
    days: Days,
) -> Option<bool> {
    let [one, two] = steps;
    taken(view, partner, tier, days).find_map(|row| {
        if is(view, row, one) {
            Some(true)
        } else {
            is(view, row, two).then_some(false)
        }
    })
}

/// The facts about a tier on these days, in the order of day, then of facts.
fn taken<'v>(
    view: View<'v>,
    partner: PartnerId,
    tier: TierId,
    days: Days,
) -> impl Iterator<Item = &'v Row> {
    let facts = view.book.facts(partner, FactKind::Standing, days);
    facts.filter_map(move |(_, row)| (row.refers == Some(tier.0)).then_some(row))
}

fn is(view: View, row: &Row, step: &str) -> bool {
    let found = row.text(places::STANDING_STEP);
    found.is_some_and(|found| &*view.book.symbols().text(found) == step)
}

fn lasts(row: &Row, day: Date) -> bool {
    let until = row.date(places::STANDING_UNTIL);
    until.is_none_or(|until| until >= day)
}
