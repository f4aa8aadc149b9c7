//! Estimates: what periods that are open come to so far, with names instead of numbers, and what may still change it.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::Account;
use crate::semantics::advance::earned_text;
use crate::semantics::book::{Counted, PartnerId};
use crate::semantics::fold::estimate::Estimate as Found;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Offer;
use crate::semantics::standing::Ladder;
use crate::semantics::symbol::Symbol;

/// What a claim for an open period comes to so far. Nothing of it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The incentive, by the name it had first.
    pub incentive: Name,
    /// Whose.
    pub partner: Name,
    /// What it is earned by, as an entry says it.
    pub earned: Name,
    /// The days of the period.
    pub days: Days,
    /// How many of them are left.
    pub left: i64,
    /// Whether it is credit of a fund.
    pub is_credit: bool,
    /// All of it.
    pub amount: Money,
    /// What is posted of it already.
    pub posted: Money,
    /// What is not posted, by the account that would bear it, in minor units.
    pub accounts: Vec<(Account, i128)>,
    /// The title of the tier that the partner holds now.
    pub tier: Option<Name>,
    /// The first review of tiers in the days that are left.
    pub review: Option<Date>,
    /// What the partner sold in the period so far, and may still come back in the time that the incentive gives.
    pub may_return: Money,
    /// What it sold and nobody has accepted yet.
    pub pending: Money,
}

/// The estimates of a fold whose last closed day is this one; nothing can be booked after it.
pub fn estimates(fold: &mut Fold, until: Date) -> Result<Vec<Estimate>, Fault> {
    let found = fold.estimate()?;
    let named = found.into_iter().map(|each| named(fold, each, until));
    Ok(named.flatten().collect())
}

fn named(fold: &Fold, found: Found, until: Date) -> Option<Estimate> {
    let (plan, book) = (fold.plan(), fold.book());
    let offer = plan.offer(found.claim.incentive)?;
    let partner = found.claim.partner;
    let money = |minor| Money {
        minor,
        currency: plan.program.currency,
    };
    let tier = fold.state().standing.tier_on(partner, until);
    let tier = tier.and_then(|tier| plan.program.tier(tier));
    let left = Days::new(until.plus_days(1), found.days.last());
    let (may_return, pending) = open_sales(fold, offer, partner, found.days, until);
    Some(Estimate {
        incentive: offer.incentive.declared.first.clone(),
        partner: Name::new(book.name_of(partner)),
        earned: Name::from(earned_text(plan, book, found.claim.earned)),
        days: found.days,
        left: until.days_until(found.days.last()),
        is_credit: found.is_credit,
        amount: money(found.amount),
        posted: money(found.posted),
        accounts: found.accounts,
        tier: tier.map(|tier| tier.declared.title.clone()),
        review: left.and_then(|left| {
            let mut days = left.iter();
            days.find(|day| !plan.reviewed(Ladder::TIERS, *day).is_empty())
        }),
        may_return: money(may_return),
        pending: money(pending),
    })
}

/// What was sold in a period up to a day and may come back, and what waits to be accepted.
fn open_sales(
    fold: &Fold,
    offer: &Offer,
    partner: PartnerId,
    days: Days,
    until: Date,
) -> (i128, i128) {
    let book = fold.book();
    let (mut may_return, mut pending) = (0_i128, 0_i128);
    let Some(days) = Days::new(days.first(), until) else {
        return (0, 0);
    };
    let amount = FIELDS_OF_SALE.net_amount;
    for (id, row) in book.facts(partner, FactKind::Sale, days) {
        let left = book.net(id, amount, Counted::All);
        if row.text(FIELDS_OF_SALE.status) != Some(Symbol::ACCEPTED) {
            let is_pending = row.text(FIELDS_OF_SALE.status) == book.symbols().find("pending");
            pending = pending.saturating_add(if is_pending { left } else { 0 });
            continue;
        }
        let is_open = offer.undo.is_some_and(|undo| {
            let last = |within: crate::base::duration::Duration| {
                within.after(row.happened, &offer.business)
            };
            undo.within.is_none_or(|within| until < last(within))
        });
        may_return = may_return.saturating_add(if is_open { left } else { 0 });
    }
    (may_return, pending)
}
