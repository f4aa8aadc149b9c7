//! When an incentive can be earned, from which sales, by whom it is received and how complicated
//! its terms are. Reads shapes, never amounts.

use std::collections::BTreeSet;

use crate::base::duration::Duration;
use crate::base::id::IncentiveId;
use crate::base::period::{Cycle, Days};
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::Behaviour;
use crate::model::Program;
use crate::payout::later::Until;
use crate::payout::measure::{Condition, Selector};
use crate::payout::payment::{Anchor, Payee};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk::{children, is_shared, visit};
use crate::simulate::behaviour::introduction::own_part;
use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::behaviour::payment::{mean_days, paid_within};
use crate::simulate::behaviour::returning::returned_within;
use crate::simulate::behaviour::reward::Recipient;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Offer, Pays, Plan};
use crate::simulate::setting::Clock;
use crate::simulate::setting::scope::line_shares;

/// Complexity that one condition or limit adds.
const PER_RULE: f64 = 0.1;

/// The offer of an incentive; `None` when no sale earns it directly, as with credit of funds.
pub(super) fn offer(
    program: &Program,
    id: IncentiveId,
    scenario: &Scenario,
    clock: Clock,
    plan: &Plan,
) -> Option<Offer> {
    let incentive = program.incentive(id)?;
    if incentive.fund.is_some() {
        return None;
    }
    let payout = &incentive.payout;
    let lines = line_shares(program, payout, &scenario.behaviour);
    if lines.iter().all(|share| *share == 0.0) {
        return None;
    }
    let year = program.fiscal.year();
    let live = live_days(payout, year)?;
    let days = (clock.day(live.first()), clock.day(live.last()));
    let occasion = occasions(payout).into_iter().next()?;
    let payment = &incentive.payment;
    let business = program.business_days(payment.region);
    let wait = match payment.anchor {
        // A sale is on average half a period away from the period's end.
        Anchor::End(cycle) if is_event(occasion) => 182 / cycle.per_year().max(1) as i32,
        Anchor::End(_) | Anchor::Event | Anchor::ApprovedClaim => 0,
    };
    let (mut paid_part, waits) = waits(payout, &scenario.behaviour);
    paid_part *= stays(payout, &scenario.behaviour, |limit| {
        clock.length(limit, &business)
    });
    if is_shared(payout) {
        paid_part *= own_part(&scenario.behaviour);
    }
    Some(Offer {
        place: id.0,
        name: incentive.declared.name.clone(),
        hash: name_hash(&incentive.declared.first),
        days,
        announced: 0,
        pays: if is_event(occasion) {
            Pays::Event
        } else {
            Pays::Period
        },
        is_ranked: is_ranked(payout),
        window_end: window_ends(program, payout, occasion, days, clock, plan.weeks),
        recipient: match payment.payee {
            Payee::Partner | Payee::Head => Recipient::Company,
            Payee::Seller => Recipient::Seller,
        },
        complexity: complexity(payout),
        delay_weeks: (f64::from(wait + clock.length(payment.after, &business)) + waits) / 7.0,
        paid_part,
        lines,
        excludes: Vec::new(),
    })
}

/// What customers who have to pay first make of an offer: the part that is paid at all, and the days that it takes.
fn waits(payout: &Payout, behaviour: &Behaviour) -> (f64, f64) {
    let mut found = (1.0, 0.0);
    visit(payout, &mut |part| {
        if let Payout::Hold { until, .. } = part {
            let Until::CustomerPaid { within } = until;
            let mean = mean_days(behaviour);
            found = match within {
                Some(days) => (paid_within(behaviour, *days), mean.min(f64::from(*days))),
                None => (behaviour.paid_share, mean),
            };
        }
    });
    found
}

/// The part of what is earned that is not taken back for sales that come back in time.
fn stays(payout: &Payout, behaviour: &Behaviour, length: impl Fn(Duration) -> i32) -> f64 {
    let mut returned: f64 = 0.0;
    visit(payout, &mut |part| {
        if let Payout::Undo { undo, .. } = part {
            returned = returned_within(behaviour, undo.within.map(&length));
        }
    });
    1.0 - returned
}

fn is_event(occasion: &Occasion) -> bool {
    match occasion {
        Occasion::Event { .. } => true,
        Occasion::Period(_) | Occasion::Days(_) => false,
    }
}

/// Whether places among partners count.
fn is_ranked(payout: &Payout) -> bool {
    let mut found = false;
    visit(payout, &mut |part| {
        found |= matches!(part, Payout::Rank { .. })
    });
    found
}

/// The occasions of a payout, in the order of its tree.
fn occasions(payout: &Payout) -> Vec<&Occasion> {
    let mut found = Vec::new();
    visit(payout, &mut |part| {
        if let Payout::Over { occasion, .. } = part {
            found.push(occasion);
        }
    });
    found
}

/// The smallest span of days outside which nothing can be earned.
pub(super) fn live_days(payout: &Payout, year: Days) -> Option<Days> {
    let below = |part: &Payout, within: Days| {
        let parts = children(part)
            .into_iter()
            .filter_map(|child| live_days(child, within));
        parts.reduce(|one, other| {
            let first = one.first().min(other.first());
            Days::new(first, one.last().max(other.last())).unwrap_or(one)
        })
    };
    match payout {
        Payout::Over { occasion, payout } => {
            let own = match occasion {
                Occasion::Event { selector, .. } => narrowed(selector, year)?,
                Occasion::Days(days) => days.overlap(&year)?,
                Occasion::Period(_) => year,
            };
            live_days(payout, own)
        }
        Payout::When { test, then } => live_days(then, tested(test, year)?),
        Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Choose { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => below(payout, year),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. } => Some(year),
    }
}

fn narrowed(selector: &Selector, days: Days) -> Option<Days> {
    let mut within = selector.all.iter().filter_map(within);
    within.try_fold(days, |days, own| days.overlap(&own))
}

fn within(condition: &Condition) -> Option<Days> {
    if let Condition::Within(days) = condition {
        Some(*days)
    } else {
        None
    }
}

/// The days on which a test can hold, as far as it names days.
fn tested(test: &Test, days: Days) -> Option<Days> {
    match test {
        Test::Within(own, kept) => days.overlap(&own.and_after(kept.unwrap_or(0))),
        Test::All(parts) => parts.iter().try_fold(days, |days, part| tested(part, days)),
        Test::Any(_)
        | Test::Not(_)
        | Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => Some(days),
    }
}

/// For every week, the last day on which its terms still hold: the end of its period, or the day
/// before some date in the terms.
fn window_ends(
    program: &Program,
    payout: &Payout,
    occasion: &Occasion,
    days: (i32, i32),
    clock: Clock,
    weeks: i16,
) -> Vec<i32> {
    let breaks = breaks(payout, clock);
    let end = |week: i16| {
        let today = (i32::from(week) * 7).max(days.0);
        let own = match occasion {
            Occasion::Event { .. } | Occasion::Days(_) => days.1,
            Occasion::Period(cycle) => period_end(program, *cycle, today, clock),
        };
        let next = breaks.range(today + 1..).next();
        own.min(next.map_or(i32::MAX, |day| day - 1)).min(days.1)
    };
    (FIRST_WEEK..weeks).map(end).collect()
}

fn period_end(program: &Program, cycle: Cycle, day: i32, clock: Clock) -> i32 {
    let period = program.fiscal.period_at(cycle, clock.date(day));
    clock.day(program.fiscal.days(period).last())
}

/// The days on which terms change by themselves.
fn breaks(payout: &Payout, clock: Clock) -> BTreeSet<i32> {
    let mut found = BTreeSet::new();
    let mut add = |days: Days| {
        found.insert(clock.day(days.first()));
        found.insert(clock.day(days.last()) + 1);
    };
    visit(payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            dated(test, &mut add);
        }
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
        {
            selector.all.iter().filter_map(within).for_each(&mut add);
        }
    });
    found
}

fn dated(test: &Test, add: &mut impl FnMut(Days)) {
    match test {
        Test::Within(days, kept) => add(days.and_after(kept.unwrap_or(0))),
        Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| dated(part, add)),
        Test::Not(part) => dated(part, add),
        Test::OnDays(asked) => dated(&asked.test, add),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => {}
    }
}

/// A tenth for each condition and limit, 1 at most.
fn complexity(payout: &Payout) -> f64 {
    let mut rules = 0_usize;
    visit(payout, &mut |part| {
        rules += match part {
            Payout::When { test, .. } => conditions(test),
            Payout::Cap { .. } => 1,
            Payout::Over {
                occasion: Occasion::Event { selector, .. },
                ..
            } => selector.all.iter().filter(|each| is_a_hurdle(each)).count(),
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Sum(_)
            | Payout::Least(_)
            | Payout::Greatest(_)
            | Payout::Net { .. }
            | Payout::Larger { .. }
            | Payout::Choose { .. }
            | Payout::Over { .. }
            | Payout::Draw { .. }
            | Payout::Rank { .. }
            | Payout::Split { .. }
            | Payout::Guarantee { .. }
            | Payout::Valued { .. }
            | Payout::Hold { .. }
            | Payout::Instalments { .. }
            | Payout::Shared { .. }
            | Payout::Undo { .. }
            | Payout::TrueUp(_) => 0,
        };
    });
    (PER_RULE * rules as f64).min(1.0)
}

/// Conditions that a partner has to think about: not where and when, but what it must do.
fn is_a_hurdle(condition: &Condition) -> bool {
    match condition {
        Condition::AtLeast(..)
        | Condition::Certification(_)
        | Condition::PersonHolds(_)
        | Condition::Specialized(..)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::Lead
        | Condition::SoldWith(..)
        | Condition::PaidWithin(_)
        | Condition::PaidLate(_) => true,
        Condition::Is(..)
        | Condition::IsNot(..)
        | Condition::Product(_)
        | Condition::Within(_)
        | Condition::Tier(..)
        | Condition::Type(_)
        | Condition::Region(_) => false,
    }
}

fn conditions(test: &Test) -> usize {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().map(conditions).sum(),
        Test::Not(part) => conditions(part),
        Test::OnDays(asked) => conditions(&asked.test),
        Test::Compare { .. }
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Segment(_) => 1,
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_) => 0,
    }
}
