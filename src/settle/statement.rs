//! One statement for each payee: what is new in this settlement, and what was posted before.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::id::SpecializationId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::semantics::fold::Fold;
use crate::semantics::posting::PostingKind;
use crate::semantics::standing::Ladder;
use crate::settle::Account;
use crate::settle::entry::{Entry, Way};
use crate::settle::estimate::Estimate;

/// What a payee is told.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The partner.
    pub partner: Name,
    /// What the partner is called.
    pub title: Name,
    /// Who is paid: the partner, or a person there.
    pub payee: Name,
    /// What this settlement posts, by due day, incentive and what it was earned by.
    pub entries: Vec<Entry>,
    /// What earlier settlements posted, in the same order.
    pub earlier: Vec<Entry>,
    /// What open periods come to so far.
    pub estimates: Vec<Estimate>,
    /// What the new entries come to that are paid.
    pub payable: Option<Money>,
    /// What the earlier ones came to.
    pub posted: Option<Money>,
    /// What stands on invoices of sales, in all settlements.
    pub on_invoices: Option<Money>,
    /// The tier and the specializations that the partner holds at the end.
    pub held: Vec<Held>,
    /// The credit of funds that is left: earned, less used and expired, in all settlements.
    pub credit: Option<Money>,
}

/// A standing that a partner holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub name: Name,
    /// Whether it is a tier; else it is a specialization.
    pub is_tier: bool,
    /// Its last day, where it lasts for a time and nothing renews it.
    pub until: Option<Date>,
}

/// What a partner holds on a day: its tier, then its specializations in their order.
pub fn held(fold: &Fold, partner: &Name, day: Date) -> Vec<Held> {
    let Some(partner) = fold.book().partner_named(partner) else {
        return Vec::new();
    };
    let (program, standing) = (fold.plan().program, &fold.state().standing);
    let tier = standing.tier_on(partner, day);
    let term = standing.timeline(Ladder::TIERS, partner);
    let term = term.and_then(|timeline| timeline.term);
    let tier = tier.and_then(|tier| program.tier(tier)).map(|tier| Held {
        name: tier.declared.name.clone(),
        is_tier: true,
        until: term.map(|term| term.last),
    });
    let all = (0..).map(SpecializationId).zip(&program.specializations);
    let special = all.filter_map(|(id, it)| {
        let timeline = standing.timeline(Ladder::of(id), partner)?;
        timeline.tier_on(day)?;
        Some(Held {
            name: it.rules.declared.name.clone(),
            is_tier: false,
            until: timeline.term.map(|term| term.last),
        })
    });
    tier.into_iter().chain(special).collect()
}

/// The statements of all payees, in order of partner and payee. Entries that move no money of the payee's, such
/// as a cost from one account to another, are not told.
pub fn statements(
    fold: &Fold,
    accounts: &[Account],
    (entries, estimates): (&[Entry], &[Estimate]),
    until: Date,
) -> Vec<Statement> {
    let titles: BTreeMap<&Name, &Name> = accounts
        .iter()
        .map(|account| (&account.name, &account.title))
        .collect();
    let mut by_payee: BTreeMap<(&Name, &Name), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.amount.minor != 0) {
        let key = (&entry.claim.partner, entry.payee());
        by_payee.entry(key).or_default().push(entry);
    }
    for each in estimates {
        by_payee.entry((&each.partner, &each.payee)).or_default();
    }
    by_payee
        .into_iter()
        .map(|((partner, payee), mut all)| {
            all.sort_by(|one, two| place(one).cmp(&place(two)));
            let credit = credit(&all);
            let on_invoices = of_way(&all, Way::OnInvoice);
            let (new, earlier): (Vec<&Entry>, Vec<&Entry>) =
                all.into_iter().partition(|entry| entry.settled == until);
            Statement {
                partner: partner.clone(),
                title: titles.get(partner).map_or(partner, |title| title).clone(),
                payee: payee.clone(),
                payable: of_way(&new, Way::Paid),
                posted: of_way(&earlier, Way::Paid),
                on_invoices,
                held: held(fold, partner, until),
                credit,
                estimates: own(estimates, (partner, payee)),
                entries: new.into_iter().cloned().collect(),
                earlier: earlier.into_iter().cloned().collect(),
            }
        })
        .collect()
}

/// The estimates of a payee.
fn own(estimates: &[Estimate], (partner, payee): (&Name, &Name)) -> Vec<Estimate> {
    let own = estimates.iter();
    let own = own.filter(|each| each.partner == *partner && each.payee == *payee);
    own.cloned().collect()
}

fn place(entry: &Entry) -> (Date, &Name, &Name, u32) {
    let claim = &entry.claim;
    (entry.due, &claim.incentive, &claim.earned, entry.sequence)
}

/// The sum of entries; they are all in the program's currency.
pub fn total<'a>(entries: impl Iterator<Item = &'a Entry>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for entry in entries {
        sum = Some(plus(sum, entry.amount.minor, entry));
    }
    sum
}

/// The sum of those entries that reach their payee in a way.
pub fn of_way(entries: &[&Entry], way: Way) -> Option<Money> {
    let own = entries.iter().copied();
    total(own.filter(|entry| entry.way() == way))
}

/// Credit earned less credit that was used or expired.
pub fn credit(entries: &[&Entry]) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for entry in entries {
        let change = match entry.kind {
            PostingKind::Credit | PostingKind::Expiry => entry.amount.minor,
            PostingKind::Reimbursement => entry.amount.minor.saturating_neg(),
            PostingKind::Award | PostingKind::Adjustment | PostingKind::Reversal(_) => continue,
        };
        sum = Some(plus(sum, change, entry));
    }
    sum
}

fn plus(sum: Option<Money>, more: i128, entry: &Entry) -> Money {
    let before = sum.map_or(0, |money| money.minor);
    Money {
        minor: before.saturating_add(more),
        currency: entry.amount.currency,
    }
}
