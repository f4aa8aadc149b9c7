//! What fills the bands of a table: each fact's amount and column.

use super::{Scene, Trouble};
use crate::base::ratio::Ratio;
use crate::payout::measure::{Reading, Window};
use crate::payout::table::Bands;
use crate::semantics::book::RowId;

/// What fills the bands: each fact's amount and column, in the order of facts.
pub(super) struct Slices {
    pub(super) parts: Vec<(RowId, Ratio, Option<usize>)>,
    /// What was to be taken off and found nothing to be taken from.
    short: Ratio,
}

impl Slices {
    pub(super) fn read(
        scene: &Scene,
        basis: &Reading,
        column: impl Fn(RowId) -> Option<usize>,
    ) -> Result<Slices, Trouble> {
        let periods = match basis.window {
            Window::Average(count, _) => Ratio::whole(i128::from(count.max(1))),
            Window::Occasion
            | Window::In(_)
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Peak(..)
            | Window::First(..)
            | Window::Days(_)
            | Window::AsOf(_) => Ratio::ONE,
        };
        let facts = scene.contributions(basis);
        let mut parts = Vec::with_capacity(facts.len());
        for (id, amount) in facts {
            let amount = match periods == Ratio::ONE {
                true => Ratio::whole(amount),
                false => Ratio::whole(amount).over(periods)?,
            };
            parts.push((id, amount, column(id)));
        }
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
        let mut slices = Slices {
            parts,
            short: Ratio::ZERO,
        };
        slices.lessen(scene.less)?;
        Ok(slices)
    }

    /// Takes an amount off the first facts.
    pub(super) fn lessen(&mut self, less: Ratio) -> Result<(), Trouble> {
        let mut short = less;
        for (_, amount, _) in self.parts.iter_mut().filter(|_| !less.is_zero()) {
            let taken = short.min(*amount).max(Ratio::ZERO);
            (*amount, short) = (amount.less(taken)?, short.less(taken)?);
        }
        self.short = short;
        Ok(())
    }

    pub(super) fn total(&self) -> Result<Ratio, Trouble> {
        let mut sum = Ratio::ZERO.less(self.short)?;
        for (_, amount, _) in &self.parts {
            sum = sum.plus(*amount)?;
        }
        Ok(sum)
    }

    /// Amounts by column, in the order of filling, neighbours of one column joined.
    pub(super) fn runs(&self) -> Result<Vec<(Option<usize>, Ratio)>, Trouble> {
        let mut runs: Vec<(Option<usize>, Ratio)> = Vec::new();
        for (_, amount, column) in &self.parts {
            match runs.last_mut() {
                Some((last, sum)) if last == column => *sum = sum.plus(*amount)?,
                Some(_) | None => runs.push((*column, *amount)),
            }
        }
        Ok(runs)
    }

    /// What is filled in the end, from where it begins: an amount below zero takes back what came last. Below its
    /// beginning nothing is filled; how far it ends is beside.
    pub(super) fn layers(&self, begin: Ratio) -> Result<(Vec<Layer>, Ratio), Trouble> {
        let (mut layers, mut at): (Vec<Layer>, Ratio) = (Vec::new(), begin);
        for (_, amount, column) in &self.parts {
            let next = at.plus(*amount)?;
            while layers.last().is_some_and(|last| last.from >= next) {
                layers.pop();
            }
            let (column, from) = (*column, at.max(begin));
            match layers.last_mut() {
                Some(last) if last.to > next => last.to = next,
                Some(last) if last.column == column => last.to = next,
                Some(_) | None if next > from => layers.push(Layer {
                    column,
                    from,
                    to: next,
                }),
                Some(_) | None => {}
            }
            at = next;
        }
        Ok((layers, at))
    }
}

/// A part of the bands that is filled, and by which column it is paid.
#[derive(Clone, Copy)]
pub(super) struct Layer {
    pub(super) column: Option<usize>,
    pub(super) from: Ratio,
    pub(super) to: Ratio,
}

pub(super) fn column_of(scene: &Scene, table: &Bands, id: RowId) -> Option<usize> {
    let across = table.across?;
    scene.member(across, scene.view.book.row(id))
}
