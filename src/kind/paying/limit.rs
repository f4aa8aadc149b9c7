//! Caps: how much, whose awards, over which time, and what happens to the award that crosses.

use std::collections::BTreeSet;

use super::refusal;
use crate::base::id::TierId;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Given, Grid, Named, Refusal, Terms, Value};
use crate::payout::table::{Limit, Set};
use crate::payout::{Cap, CapSpan, Counts, Crossing, Returned, Scope};

/// A cap by tier has an amount for every tier that the incentive is for: without one it would be zero.
fn reaches(cap: &Given, tiers: &BTreeSet<TierId>) -> Result<(), Refusal> {
    let Some(Grid::Across {
        across, amounts, ..
    }) = &cap.table
    else {
        return Ok(());
    };
    let amount = |tier: &TierId| amounts.get(tier.index()).copied().flatten();
    let without = tiers.iter().find(|tier| amount(tier).is_none());
    match without {
        Some(tier) if across.set == Set::Tier => Err(refusal(
            "missing-member",
            "has no amount in the cap, and would be paid nothing".to_owned(),
            cap.span,
            "give the tier a column, or leave it out of `for`",
        )
        .about(Named::Tier(*tier))),
        Some(_) | None => Ok(()),
    }
}

/// Reads one `cap` of an incentive that is for these tiers.
pub(super) fn cap(given: &Given, tiers: &BTreeSet<TierId>) -> Result<Cap, Refusal> {
    reaches(given, tiers)?;
    let mut scope = None;
    let mut span = None;
    for (lead, value, at) in &given.phrases {
        match (*lead, value) {
            ("per", Value::Words(words)) => {
                let word = words.first().copied().unwrap_or("partner");
                match cycle_of(word) {
                    Some(cycle) => span = Some(CapSpan::In(cycle)),
                    None if word == "award" => span = Some(CapSpan::Award),
                    None => scope = Some(scope_of(word)),
                }
            }
            ("in", Value::Cycle(cycle)) => span = Some(CapSpan::In(*cycle)),
            ("in", Value::Days(days, _)) => span = Some(CapSpan::Days(*days)),
            ("in", _) => {
                return Err(refusal(
                    "no-cap-span",
                    "the time that the cap adds up is not known".to_owned(),
                    *at,
                    "write: in launch_push, or: per year",
                ));
            }
            _ => {}
        }
    }
    let span = span.ok_or_else(|| {
        refusal(
            "no-cap-span",
            "the cap does not say over which time it adds up".to_owned(),
            given.span,
            &with_time(given),
        )
    })?;
    // A cap of one award adds nothing up, so it needs no one's sum.
    let alone = (span == CapSpan::Award).then_some(Scope::Partner);
    let scope = scope.or(alone).ok_or_else(|| without_scope(given))?;
    let (limit, counts) = limit(given)?;
    if counts == Counts::Awards && span == CapSpan::Award {
        return Err(refusal(
            "awards-per-award",
            "a number of awards is counted for each award, which is always one".to_owned(),
            given.span,
            "write the time they are counted over: cap 10 deals per seller per year",
        ));
    }
    Ok(Cap {
        limit,
        counts,
        scope,
        span,
        crossing: crossing(given.phrase("crossing")),
        returned: match given.phrase("returned room").and_then(Value::word) {
            Some("reopens") => Returned::Reopens,
            Some(_) | None => Returned::StaysUsed,
        },
    })
}

/// The award of a period has no one deal, customer, product or seller whose sum a cap could add up.
pub(super) fn not_of_one_sale(terms: &Terms) -> Result<(), Refusal> {
    for given in terms.all("cap") {
        let words = given.phrases.iter().filter(|(lead, ..)| *lead == "per");
        let words = words.filter_map(|(_, value, _)| value.word());
        let of_sale = |word: &&str| {
            matches!(
                scope_of(word),
                Scope::Seller
                    | Scope::Customer
                    | Scope::CustomerAcrossPartners
                    | Scope::Deal
                    | Scope::Product
            )
        };
        if let Some(word) = words.into_iter().find(of_sale) {
            return Err(refusal(
                "period-of-one-sale",
                format!(
                    "the award is for a whole period, and a cap `per {word}` adds up awards for sales"
                ),
                given.span,
                "write: cap 40,000 USD per partner per year crossing paid to the limit",
            ));
        }
    }
    Ok(())
}

/// A line of the cap that says its time: the amount, whose awards it adds up and what crosses are those of the cap.
fn with_time(cap: &Given) -> String {
    let limit = if let Value::Money(money) = &cap.value {
        money.terse()
    } else if let Value::Count(count, of) = &cap.value {
        format!("{count} {}", of.unwrap_or("awards"))
    } else {
        "40,000 USD".to_owned()
    };
    let whose = if let Some(Value::Words(words)) = cap.phrase("per") {
        words.join(" ")
    } else {
        "partner".to_owned()
    };
    let crossing = cap.phrase("crossing").and_then(Value::word);
    let crossing = crossing.unwrap_or("paid to the limit");
    format!("write: cap {limit} per {whose} per year crossing {crossing}")
}

fn without_scope(cap: &Given) -> Refusal {
    let amount = if let Value::Money(money) = &cap.value {
        money.terse()
    } else {
        "the amount".to_owned()
    };
    refusal(
        "no-cap-scope",
        "the cap does not say whose awards it adds up: each partner's, each seller's, or all"
            .to_owned(),
        cap.span,
        "write: cap 40,000 USD per partner per year crossing paid to the limit",
    )
    .cost(format!(
        "{amount} for each partner, or {amount} for all partners together"
    ))
}

fn limit(given: &Given) -> Result<(Limit, Counts), Refusal> {
    if let Some(Grid::Across {
        across,
        amounts,
        unit,
    }) = &given.table
    {
        let counts = if *unit == Unit::Count {
            Counts::Awards
        } else {
            Counts::Quantity
        };
        return Ok((
            Limit {
                across: Some(*across),
                amounts: amounts.clone(),
                unit: *unit,
            },
            counts,
        ));
    }
    if let Value::Money(money) = &given.value {
        let limit = Limit::flat(Ratio::whole(money.minor), Unit::Money(money.currency));
        return Ok((limit, Counts::Quantity));
    }
    if let Value::Count(count, _) = &given.value {
        let limit = Limit::flat(Ratio::whole(i128::from(*count)), Unit::Count);
        return Ok((limit, Counts::Awards));
    }
    Err(refusal(
        "no-cap-amount",
        "the cap gives no amount".to_owned(),
        given.span,
        "write: cap 40,000 USD per partner per year crossing paid to the limit",
    ))
}

/// The rule for the award that crosses a limit.
pub fn crossing(value: Option<&Value>) -> Crossing {
    match value.and_then(Value::word) {
        Some("refused") => Crossing::Refused,
        Some("paid then closed") => Crossing::PaidThenClosed,
        Some(_) | None => Crossing::PaidToTheLimit,
    }
}

fn cycle_of(word: &str) -> Option<Cycle> {
    match word {
        "month" => Some(Cycle::Month),
        "quarter" => Some(Cycle::Quarter),
        "half" => Some(Cycle::Half),
        "year" => Some(Cycle::Year),
        _ => None,
    }
}

fn scope_of(word: &str) -> Scope {
    match word {
        "seller" => Scope::Seller,
        "customer" => Scope::Customer,
        "customer across partners" => Scope::CustomerAcrossPartners,
        "deal" => Scope::Deal,
        "product" => Scope::Product,
        "region" => Scope::Region,
        "group" => Scope::Group,
        "program" => Scope::Program,
        _ => Scope::Partner,
    }
}
