//! What a payout gives on one occasion, and weights that fit its amount.

use super::Trouble;
use super::desk::{Taking, Wait};
use crate::base::id::BudgetId;
use crate::base::money::allot;
use crate::base::ratio::Ratio;
use crate::payout::{Account, Cap};
use crate::semantics::book::RowId;
use crate::semantics::why::Why;

/// What a payout gives on one occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// How much, exactly; never below zero. Money in minor units of the program's currency.
    pub amount: Ratio,
    /// The part of each fact, as weights; collected for periods, from [`super::Detail::Lines`] on. An event's
    /// award belongs to its fact.
    pub lines: Vec<(RowId, Ratio)>,
    /// The weight of each account; empty where the incentive's own account bears all.
    pub accounts: Vec<(Account, Ratio)>,
    /// What it takes from rooms, pools and credit.
    pub takings: Vec<Taking>,
    /// Pools it draws from that are not shared yet.
    pub waits: Vec<Wait>,
    /// Why, with [`super::Detail::Why`].
    pub why: Option<Why>,
    /// What left nothing of it, with [`super::Detail::Why`].
    pub emptied: Option<Emptied>,
}

/// What left nothing of an award that would have been something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emptied {
    /// A cap.
    Cap(Cap),
    /// A budget.
    Budget(BudgetId),
}

impl Default for Award {
    fn default() -> Award {
        Award {
            amount: Ratio::ZERO,
            lines: Vec::new(),
            accounts: Vec::new(),
            takings: Vec::new(),
            waits: Vec::new(),
            why: None,
            emptied: None,
        }
    }
}

/// Weights that add up to the amount, where they do not already. Millionths of a minor unit are fine
/// enough: weights only decide how whole minor units are spread.
pub(super) fn fitted(
    lines: Vec<(RowId, Ratio)>,
    amount: Ratio,
) -> Result<Vec<(RowId, Ratio)>, Trouble> {
    const FINENESS: i128 = 1_000_000;
    let mut sum = Ratio::ZERO;
    for (_, weight) in &lines {
        sum = sum.plus(*weight)?;
    }
    if sum == amount || sum <= Ratio::ZERO {
        return Ok(lines);
    }
    let weights: Vec<Ratio> = lines.iter().map(|(_, weight)| *weight).collect();
    let keys: Vec<String> = lines
        .iter()
        .map(|(id, _)| format!("{:010}", id.0))
        .collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let fine = amount.times(Ratio::whole(FINENESS))?.floor();
    let parts = allot(fine, &weights, &keys)?;
    let ids = lines.iter().map(|(id, _)| *id);
    ids.zip(parts)
        .map(|(id, part)| Ok((id, Ratio::new(part, FINENESS).ok_or(Trouble::Overflow)?)))
        .collect()
}

/// Account weights that add up to the amount; all on the incentive's own where there is no weight.
pub(super) fn fitted_accounts(
    accounts: Vec<(Account, Ratio)>,
    amount: Ratio,
    own: Option<Account>,
) -> Result<Vec<(Account, Ratio)>, Trouble> {
    let mut sum = Ratio::ZERO;
    for (_, weight) in &accounts {
        sum = sum.plus(*weight)?;
    }
    if sum <= Ratio::ZERO {
        return Ok(own.map(|own| (own, amount)).into_iter().collect());
    }
    accounts
        .into_iter()
        .map(|(account, weight)| Ok((account, weight.over(sum)?.times(amount)?)))
        .collect()
}
