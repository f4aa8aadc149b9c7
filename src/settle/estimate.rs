//! Estimates: what is not known yet comes to so far, with names instead of numbers, and what may still change it.

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::Account;
use crate::semantics::advance::earned;
use crate::semantics::book::{Counted, PartnerId, RowId};
use crate::semantics::fold::estimate::Estimate as Found;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Offer;
use crate::semantics::posting::Earned;
use crate::semantics::standing::Ladder;

/// What a claim for an open period comes to so far, or one that waits for its share of a budget. Nothing of it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The incentive, by the name it had first.
    pub incentive: Name,
    /// Whose.
    pub partner: Name,
    /// Who is paid: the partner, or a person there.
    pub payee: Name,
    /// What it is earned by, as an entry says it.
    pub earned: Name,
    /// The days of the period, or the day of the event.
    pub days: Days,
    /// In how many days it is known.
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
    /// What was sold that it counts so far, and may still come back in the time that the incentive gives.
    pub may_return: Money,
    /// What the partner sold in the period and nobody has accepted yet.
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
    let may_return = may_return(fold, offer, &found.rows, until);
    let pending = match found.claim.earned {
        Earned::Event(..) | Earned::Claim(_) => 0,
        Earned::Period(_) | Earned::Days(_) => pending(fold, partner, found.days, until),
    };
    let person = found.claim.person;
    let term = offer.terms.get(usize::from(found.claim.term));
    let name = Name::new(book.name_of(partner));
    Some(Estimate {
        incentive: offer.incentive.declared.first.clone(),
        payee: person.map_or_else(|| name.clone(), |it| Name::new(&book.symbols().text(it))),
        partner: name,
        earned: Name::from(earned(plan, book, found.claim.earned, term)),
        days: found.days,
        left: until.days_until(found.known),
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

/// What may come back of the sales that are counted.
fn may_return(fold: &Fold, offer: &Offer, rows: &[RowId], until: Date) -> i128 {
    let book = fold.book();
    let Some(undo) = offer.undo else {
        return 0;
    };
    let mut sum = 0_i128;
    for id in rows {
        let Some(row) = book.row(*id).filter(|row| row.kind == FactKind::Sale) else {
            continue;
        };
        let last = |within: Duration| within.after(row.happened, &offer.business);
        if undo.within.is_none_or(|within| until < last(within)) {
            let left = book.net(*id, FIELDS_OF_SALE.net_amount, Counted::All);
            sum = sum.saturating_add(left);
        }
    }
    sum
}

/// What was sold in a period up to a day and waits to be accepted.
fn pending(fold: &Fold, partner: PartnerId, days: Days, until: Date) -> i128 {
    let book = fold.book();
    let Some(days) = Days::new(days.first(), until.min(days.last())) else {
        return 0;
    };
    let mut sum = 0_i128;
    for (id, row) in book.facts(partner, FactKind::Sale, days) {
        let status = row.text(FIELDS_OF_SALE.status);
        if status.is_some() && status == book.symbols().find("pending") {
            let left = book.net(id, FIELDS_OF_SALE.net_amount, Counted::All);
            sum = sum.saturating_add(left);
        }
    }
    sum
}
