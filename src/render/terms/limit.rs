//! Limits and budgets in words. That a budget limits an offer is always said; how large it is only
//! where it is not internal.

use crate::base::date::Date;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::Budget;
use crate::payout::table::{Limit, Set};
use crate::payout::{
    Cap, CapSpan, Counts, Crossing, Occasion, Payout, Per, PoolRule, Returned, Scope,
};
use crate::render::speaker::Speaker;
use crate::semantics::walk;

/// A limit of a payout, for one tier or with the amount of each.
pub fn cap(speaker: Speaker<'_>, cap: &Cap, of: &Payout, tier: Option<TierId>) -> String {
    let [amount, scope, span] = parts(speaker, cap, of, tier);
    let most = [("amount", &*amount), ("scope", &*scope), ("span", &*span)];
    // What limits a single award is nobody's room, so nothing can come back to it.
    let is_single = cap.span == CapSpan::Award;
    let mut text = match (is_single, walk::is_shared(of)) {
        (true, true) => speaker.say("cap.award_part", &[("amount", &amount)]),
        (true, false) => speaker.say("cap.award", &[("amount", &amount)]),
        (false, _) => speaker.say("cap.sentence", &most),
    };
    let crossing = match cap.crossing {
        Crossing::Refused => "crossing.refused",
        Crossing::PaidToTheLimit => "crossing.paid_to_the_limit",
        Crossing::PaidThenClosed => "crossing.paid_then_closed",
    };
    let returned = match cap.returned {
        Returned::Reopens => "returned.reopens",
        Returned::StaysUsed => "returned.stays_used",
    };
    let more = [Some(crossing), (!is_single).then_some(returned)];
    for key in more.into_iter().flatten() {
        text = speaker.say(
            "text.then",
            &[("text", &text), ("more", &speaker.say(key, &[]))],
        );
    }
    text
}

/// How much of a limit there is, without what happens at it.
pub fn short(speaker: Speaker<'_>, cap: &Cap, of: &Payout) -> String {
    let [amount, scope, span] = parts(speaker, cap, of, None);
    let parts = [("amount", &*amount), ("scope", &*scope), ("span", &*span)];
    match cap.span == CapSpan::Award {
        true => speaker.say("cap.short_award", &[("amount", &amount)]),
        false => speaker.say("cap.short", &parts),
    }
}

/// How much, for whom, over which time.
fn parts(speaker: Speaker<'_>, cap: &Cap, of: &Payout, tier: Option<TierId>) -> [String; 3] {
    let amount = match cap.counts {
        Counts::Quantity => amount(speaker, &cap.limit, tier),
        Counts::Awards => {
            let noun = counted(of);
            amounts(speaker, &cap.limit, tier, |amount| {
                number(speaker, noun, amount)
            })
        }
    };
    let scope = match cap.scope {
        Scope::Program => "scope.program",
        Scope::Partner => "scope.partner",
        Scope::Seller => "scope.seller",
        Scope::Customer => "scope.customer",
        Scope::CustomerAcrossPartners => "scope.customer_across_partners",
        Scope::Deal => "scope.deal",
        Scope::Product => "scope.product",
        Scope::Region => "scope.region",
        Scope::Group => "scope.group",
    };
    [amount, speaker.say(scope, &[]), span(speaker, &cap.span)]
}

/// What the awards of a payout are paid for.
fn counted(of: &Payout) -> &'static str {
    let occasions = of.occasions();
    match occasions.first() {
        Some((Occasion::Event { per, .. }, _)) => match per {
            Per::Fact => "award",
            Per::Deal => "deal",
            Per::Order => "order",
            Per::Customer => "customer",
            Per::Person => "person",
        },
        Some((Occasion::Period(_) | Occasion::Days(_), _)) | None => "award",
    }
}

/// So many of what is counted.
fn number(speaker: Speaker<'_>, noun: &str, count: Ratio) -> String {
    let number = if count == Ratio::ONE { "one" } else { "many" };
    let count = speaker.number(count);
    speaker.say(&format!("cap.{noun}.{number}"), &[("count", &count)])
}

/// The amount of a limit: one, that of the tier, or each with its member.
pub fn amount(speaker: Speaker<'_>, limit: &Limit, tier: Option<TierId>) -> String {
    amounts(speaker, limit, tier, |amount| {
        quantity(speaker, amount, limit.unit)
    })
}

fn amounts(
    speaker: Speaker<'_>,
    limit: &Limit,
    tier: Option<TierId>,
    one: impl Fn(Ratio) -> String,
) -> String {
    let say = |amount: Option<Ratio>| match amount {
        Some(amount) => one(amount),
        None => speaker.say("amount.none", &[]),
    };
    let Some(across) = limit.across else {
        return say(limit.amounts.first().copied().flatten());
    };
    if let (Set::Tier, Some(tier)) = (across.set, tier) {
        return say(limit.amounts.get(tier.index()).copied().flatten());
    }
    // Whoever has no amount is paid nothing and is not named.
    let member = |(at, amount): (usize, &Option<Ratio>)| {
        let amount = one((*amount)?);
        let member = speaker.title(speaker.program.member(across.set, at));
        let all = [("amount", &*amount), ("member", &*member)];
        Some(speaker.say("amount.of_member", &all))
    };
    let all: Vec<String> = limit
        .amounts
        .iter()
        .enumerate()
        .filter_map(member)
        .collect();
    if all.is_empty() {
        return speaker.say("amount.nothing", &[]);
    }
    speaker.language.list(&all)
}

/// An amount with its unit.
pub fn quantity(speaker: Speaker<'_>, amount: Ratio, unit: Unit) -> String {
    match unit {
        Unit::Money(currency) if amount.den() == 1 => speaker.money(Money {
            minor: amount.num(),
            currency,
        }),
        Unit::Percent => speaker.rate(amount),
        Unit::Months => {
            let months = u32::try_from(amount.floor()).unwrap_or(u32::MAX);
            speaker.duration(Duration::new(months, DurationUnit::Month))
        }
        Unit::Date => speaker.date(Date::of_number(amount.floor())),
        Unit::Money(_) | Unit::Count | Unit::Points | Unit::Units | Unit::Text | Unit::Flag => {
            speaker.number(amount)
        }
    }
}

fn span(speaker: Speaker<'_>, span: &CapSpan) -> String {
    match span {
        CapSpan::In(cycle) => speaker.say(&format!("per.{}", cycle.word()), &[]),
        CapSpan::Days(days) => {
            let days = speaker.language.days(days.first(), days.last());
            speaker.say("cap.days", &[("days", &days)])
        }
        CapSpan::Award => speaker.say("span.award", &[]),
        CapSpan::Ever => speaker.say("span.ever", &[]),
    }
}

/// That a budget limits an offer, and what happens when it ends.
pub fn budget(speaker: Speaker<'_>, budget: &Budget, of: &Payout) -> String {
    let mut text = match budget.declared.internal {
        true => speaker.say("budget.limits", &[]),
        false => {
            let currency = speaker.program.currency;
            let amount = speaker.money(Money {
                minor: budget.pool.amount,
                currency,
            });
            let span = span(speaker, &budget.pool.span);
            speaker.say("budget.amount", &[("amount", &amount), ("span", &span)])
        }
    };
    let first = match walk::pays_events(of) {
        true => "budget.first_known",
        false => "budget.first_ended",
    };
    let rules = match budget.pool.rule {
        PoolRule::FirstAccepted(crossing) => {
            let ends = match crossing {
                Crossing::Refused => "budget.refused",
                Crossing::PaidToTheLimit => "budget.paid_to_the_limit",
                Crossing::PaidThenClosed => "budget.paid_then_closed",
            };
            vec![speaker.say(first, &[]), speaker.say(ends, &[])]
        }
        PoolRule::ProRata(cycle) => {
            let end = speaker.say(&format!("end.{}", cycle.word()), &[]);
            vec![speaker.say("budget.pro_rata", &[("end", &end)])]
        }
    };
    for more in rules {
        text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    }
    text
}
