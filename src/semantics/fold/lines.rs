//! The lines of a posting: whole minor units for each fact, and what they have more or less than before.

use super::Fold;
use crate::base::money::allot_by;
use crate::base::ratio::Ratio;
use crate::semantics::book::RowId;
use crate::semantics::evaluate::{Award, Detail, Trouble};
use crate::semantics::plan::Offer;
use crate::semantics::state::{Claim, Line};

impl Fold<'_> {
    /// Whole minor units for each fact; an event's whole award is its fact's.
    pub(super) fn lines(
        &self,
        offer: &Offer,
        claim: &Claim,
        award: &Award,
        total: i128,
    ) -> Result<Vec<Line>, Trouble> {
        let takes_back = self.expects_returns && offer.undo.is_some();
        if self.detail < Detail::Lines && !offer.keeps_out && !takes_back {
            return Ok(Vec::new());
        }
        let before = |row: RowId| {
            let line = claim.lines.iter().find(|line| line.row == row);
            line.map_or(0, |line| line.taken_back)
        };
        if let Some(row) = claim.fact {
            return Ok(vec![Line {
                row,
                amount: total,
                taken_back: before(row),
            }]);
        }
        if award.lines.is_empty() {
            return Ok(Vec::new());
        }
        let weights = summed(award.lines.clone())?;
        let (rows, weights): (Vec<RowId>, Vec<Ratio>) = weights.into_iter().unzip();
        let amounts = self.allotted(total, &weights, &rows)?;
        let lines = rows.into_iter().zip(amounts).map(|(row, amount)| Line {
            row,
            amount,
            taken_back: before(row),
        });
        Ok(lines.collect())
    }

    /// An amount over facts by weight; ties go by the bytes of their ids.
    pub(super) fn allotted(
        &self,
        amount: i128,
        weights: &[Ratio],
        rows: &[RowId],
    ) -> Result<Vec<i128>, Trouble> {
        let book = &self.state.book;
        let id = |place: usize| book.row(*rows.get(place)?).map(|row| row.id);
        let amounts = allot_by(amount, weights, |one, other| match (id(one), id(other)) {
            (Some(one), Some(other)) => book.symbols().compare(one, other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        });
        Ok(amounts?)
    }

    /// The lines of a posting, which add up to it. Where a part without facts became one with facts, or the
    /// other way round, they do not: the posting is then shared as the facts' own changes in its direction.
    pub(super) fn shared_out(
        &self,
        more: i128,
        changes: Vec<(RowId, i128)>,
    ) -> Result<Vec<(RowId, i128)>, Trouble> {
        let mut sum = 0_i128;
        for (_, change) in &changes {
            sum = sum.checked_add(*change).ok_or(Trouble::Overflow)?;
        }
        if sum == more {
            return Ok(changes);
        }
        let along = changes
            .into_iter()
            .filter(|(_, change)| change.signum() == more.signum());
        let (rows, weights): (Vec<RowId>, Vec<Ratio>) = along
            .map(|(row, change)| (row, Ratio::whole(change.saturating_abs())))
            .unzip();
        if rows.is_empty() || more == 0 {
            return Ok(Vec::new());
        }
        let parts = self.allotted(more, &weights, &rows)?;
        let parts = rows.into_iter().zip(parts);
        Ok(parts.filter(|(_, part)| *part != 0).collect())
    }
}

/// One weight for each fact, in the order of facts.
fn summed(mut weights: Vec<(RowId, Ratio)>) -> Result<Vec<(RowId, Ratio)>, Trouble> {
    weights.sort_by_key(|(row, _)| *row);
    let mut sums: Vec<(RowId, Ratio)> = Vec::with_capacity(weights.len());
    for (row, weight) in weights {
        match sums.last_mut() {
            Some((last, sum)) if *last == row => *sum = sum.plus(weight)?,
            Some(_) | None => sums.push((row, weight)),
        }
    }
    Ok(sums)
}

/// What each place has more or less than before, in the order of places.
pub(super) fn differences<K: Copy + Ord>(
    before: &[(K, i128)],
    after: &[(K, i128)],
) -> Vec<(K, i128)> {
    if let ([], [only]) = (before, after) {
        // A claim on one event, for the first time: nothing to put in order.
        return if only.1 == 0 { Vec::new() } else { vec![*only] };
    }
    let before = before
        .iter()
        .map(|(key, amount)| (*key, amount.saturating_neg()));
    let mut changes: Vec<(K, i128)> = after.iter().copied().chain(before).collect();
    changes.sort_by_key(|(key, _)| *key);
    changes.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(later.1);
        }
        same
    });
    changes.retain(|(_, more)| *more != 0);
    changes
}

/// What each sale has been paid, less what was taken back.
pub(super) fn parts_of(lines: &[Line]) -> Vec<(RowId, i128)> {
    let net = |line: &Line| line.amount.saturating_sub(line.taken_back);
    lines.iter().map(|line| (line.row, net(line))).collect()
}
