//! The lines of a posting: whole minor units for each fact, and what they have more or less than before.

use std::collections::BTreeMap;

use super::Fold;
use crate::base::money::allot;
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
        if self.detail < Detail::Lines && !offer.keeps_lines() && offer.undo.is_none() {
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
        let mut weights: BTreeMap<RowId, Ratio> = BTreeMap::new();
        for (row, weight) in &award.lines {
            let held = weights.entry(*row).or_insert(Ratio::ZERO);
            *held = held.plus(*weight)?;
        }
        let book = &self.state.book;
        let ids: Vec<_> = weights
            .keys()
            .filter_map(|row| book.row(*row))
            .map(|row| book.symbols().text(row.id))
            .collect();
        let keys: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        let parts: Vec<Ratio> = weights.values().copied().collect();
        let amounts = allot(total, &parts, &keys)?;
        Ok(weights
            .keys()
            .zip(amounts)
            .map(|(row, amount)| Line {
                row: *row,
                amount,
                taken_back: before(*row),
            })
            .collect())
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
        let book = &self.state.book;
        let along: Vec<(RowId, i128)> = changes
            .into_iter()
            .filter(|(_, change)| change.signum() == more.signum())
            .collect();
        let ids: Vec<_> = along
            .iter()
            .filter_map(|(row, _)| book.row(*row))
            .map(|row| book.symbols().text(row.id))
            .collect();
        let keys: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        let weights: Vec<Ratio> = along
            .iter()
            .map(|(_, change)| Ratio::whole(change.saturating_abs()))
            .collect();
        if along.is_empty() || more == 0 {
            return Ok(Vec::new());
        }
        let parts = allot(more, &weights, &keys)?;
        let rows = along.iter().map(|(row, _)| *row);
        Ok(rows.zip(parts).filter(|(_, part)| *part != 0).collect())
    }
}

/// What each place has more or less than before.
pub(super) fn differences<K: Copy + Ord>(
    before: &[(K, i128)],
    after: &[(K, i128)],
) -> Vec<(K, i128)> {
    let mut sums: BTreeMap<K, i128> = BTreeMap::new();
    for (key, amount) in after {
        let held = sums.entry(*key).or_default();
        *held = held.saturating_add(*amount);
    }
    for (key, amount) in before {
        let held = sums.entry(*key).or_default();
        *held = held.saturating_sub(*amount);
    }
    sums.into_iter().filter(|(_, more)| *more != 0).collect()
}

/// What each sale has been paid, less what was taken back.
pub(super) fn parts_of(lines: &[Line]) -> Vec<(RowId, i128)> {
    let net = |line: &Line| line.amount.saturating_sub(line.taken_back);
    lines.iter().map(|line| (line.row, net(line))).collect()
}
