//! What fills the bands of a table: each fact's amount and column.

use super::{Scene, Trouble};
use crate::base::ratio::Ratio;
use crate::payout::measure::Reading;
use crate::payout::table::Bands;
use crate::semantics::book::RowId;

/// What fills the bands: each fact's amount and column, in the order of facts.
pub(super) struct Slices {
    pub(super) parts: Vec<(RowId, i128, Option<usize>)>,
}

impl Slices {
    pub(super) fn read(
        scene: &Scene,
        basis: &Reading,
        column: impl Fn(RowId) -> Option<usize>,
    ) -> Slices {
        let facts = scene.contributions(basis);
        let mut parts: Vec<_> = facts
            .into_iter()
            .map(|(id, amount)| (id, amount, column(id)))
            .collect();
        let book = scene.view.book;
        // Only where columns differ does the order of filling show.
        if parts.windows(2).any(|pair| match pair {
            [(.., left), (.., right)] => left != right,
            _ => false,
        }) {
            parts.sort_by(
                |(left, ..), (right, ..)| match (book.row(*left), book.row(*right)) {
                    (Some(one), Some(other)) => book.compare(one, other),
                    _ => left.cmp(right),
                },
            );
        }
        Slices { parts }
    }

    pub(super) fn total(&self) -> Result<Ratio, Trouble> {
        let mut sum = 0_i128;
        for (_, amount, _) in &self.parts {
            sum = sum.checked_add(*amount).ok_or(Trouble::Overflow)?;
        }
        Ok(Ratio::whole(sum))
    }

    /// Amounts by column, in the order of filling, neighbours of one column joined.
    pub(super) fn runs(&self) -> Vec<(Option<usize>, i128)> {
        let mut runs: Vec<(Option<usize>, i128)> = Vec::new();
        for (_, amount, column) in &self.parts {
            match runs.last_mut() {
                Some((last, sum)) if last == column => *sum = sum.saturating_add(*amount),
                Some(_) | None => runs.push((*column, *amount)),
            }
        }
        runs
    }
}

pub(super) fn column_of(scene: &Scene, table: &Bands, id: RowId) -> Option<usize> {
    let across = table.across?;
    scene.member(across, scene.view.book.row(id))
}
