//! An amount over the accounts that bear it.

use std::collections::BTreeMap;

use crate::base::money::allot;
use crate::base::ratio::Ratio;
use crate::payout::Account;
use crate::semantics::evaluate::Trouble;
use crate::semantics::plan::Offer;
use crate::semantics::state::Claim;

/// An amount over accounts by weight; all of it on the incentive's own where there is no weight.
pub(super) fn over_accounts(
    amount: i128,
    weights: &[(Account, Ratio)],
    offer: &Offer,
) -> Result<Vec<(Account, i128)>, Trouble> {
    if let [] | [_] = weights {
        let only = weights.iter().find(|(_, weight)| *weight > Ratio::ZERO);
        let account = only.map_or(offer.incentive.payment.account, |(account, _)| *account);
        return Ok(vec![(account, amount)]);
    }
    let mut sums: BTreeMap<Account, Ratio> = BTreeMap::new();
    for (account, weight) in weights {
        let held = sums.entry(*account).or_insert(Ratio::ZERO);
        *held = held.plus(*weight)?;
    }
    sums.retain(|_, weight| *weight > Ratio::ZERO);
    if sums.len() < 2 {
        let own = offer.incentive.payment.account;
        let only = sums.into_keys().next().unwrap_or(own);
        return Ok(vec![(only, amount)]);
    }
    // In the order of the accounts, by keys whose bytes are in that order.
    let keys: Vec<String> = (0..sums.len()).map(|place| format!("{place:03}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let parts: Vec<Ratio> = sums.values().copied().collect();
    let amounts = allot(amount, &parts, &keys)?;
    Ok(sums.into_keys().zip(amounts).collect())
}

/// An amount over the accounts that bear a claim, as they bear it.
pub(super) fn as_borne(
    amount: i128,
    claim: &Claim,
    offer: &Offer,
) -> Result<Vec<(Account, i128)>, Trouble> {
    borne_again(amount, &claim.accounts, offer)
}

/// An amount over accounts as another was borne by them.
pub(super) fn borne_again(
    amount: i128,
    accounts: &[(Account, i128)],
    offer: &Offer,
) -> Result<Vec<(Account, i128)>, Trouble> {
    let weights = accounts.iter().filter(|(_, borne)| *borne > 0);
    let weights: Vec<(Account, Ratio)> = weights
        .map(|(account, borne)| (*account, Ratio::whole(*borne)))
        .collect();
    over_accounts(amount, &weights, offer)
}
