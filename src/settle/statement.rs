//! One statement for each payee.

use std::collections::BTreeMap;

use crate::base::money::Money;
use crate::base::name::Name;
use crate::settle::Account;
use crate::settle::entry::{Entry, is_payable};

/// What a payee is told.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The partner.
    pub partner: Name,
    /// What the partner is called.
    pub title: Name,
    /// Who is paid: the partner, or a person there.
    pub payee: Name,
    /// Its entries, by due day, incentive and what they were earned by.
    pub entries: Vec<Entry>,
    /// What is payable in all.
    pub payable: Option<Money>,
    /// The credit of funds that was earned, used and expired, added up.
    pub credit: Option<Money>,
}

/// The statements of all payees, in order of partner and payee.
pub fn statements(accounts: &[Account], entries: &[Entry]) -> Vec<Statement> {
    let mut by_payee: BTreeMap<(Name, Name), Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let key = (entry.partner.clone(), entry.payee.clone());
        by_payee.entry(key).or_default().push(entry.clone());
    }
    by_payee
        .into_iter()
        .map(|((partner, payee), mut entries)| {
            entries.sort_by(|one, two| {
                (one.due, &one.incentive_name, &one.earned, one.sequence).cmp(&(
                    two.due,
                    &two.incentive_name,
                    &two.earned,
                    two.sequence,
                ))
            });
            let account = accounts.iter().find(|account| account.name == partner);
            Statement {
                title: account.map_or_else(|| partner.clone(), |account| account.title.clone()),
                payable: total(entries.iter().filter(|entry| is_payable(entry.kind))),
                credit: credit(&entries),
                partner,
                payee,
                entries,
            }
        })
        .collect()
}

/// The sum of entries; they are all in the program's currency.
pub fn total<'a>(entries: impl Iterator<Item = &'a Entry>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for entry in entries {
        let before = sum.map_or(0, |money| money.minor);
        let minor = before.saturating_add(entry.amount.minor);
        sum = Some(Money {
            minor,
            currency: entry.amount.currency,
        });
    }
    sum
}

/// Credit earned less credit that was used or expired.
fn credit(entries: &[Entry]) -> Option<Money> {
    use crate::semantics::posting::PostingKind;
    let mut sum: Option<Money> = None;
    for entry in entries {
        let change = match entry.kind {
            PostingKind::Credit | PostingKind::Expiry => entry.amount.minor,
            PostingKind::Reimbursement => entry.amount.minor.saturating_neg(),
            PostingKind::Award | PostingKind::Adjustment | PostingKind::Reversal(_) => continue,
        };
        let before = sum.map_or(0, |money| money.minor);
        sum = Some(Money {
            minor: before.saturating_add(change),
            currency: entry.amount.currency,
        });
    }
    sum
}
