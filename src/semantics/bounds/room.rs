//! How much the rooms of caps and the pools of budgets let through, whatever is asked of them.

use std::collections::BTreeSet;

use super::claims::Claims;
use super::ground::periods;
use super::price::{exchanged, worth};
use crate::base::date::Date;
use crate::base::id::BudgetId;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::payout::measure::Measured;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Payout, PoolRule, Quantity, Returned, Scope};
use crate::semantics::curve::CurveFault;
use crate::semantics::walk;

/// More different sizes of an award than this are not followed.
pub const MOST_SIZES: usize = 64;

/// Every amount that an award of an event can have, where that does not depend on how much was sold.
pub fn sizes(program: &Program, payout: &Payout) -> Option<BTreeSet<i128>> {
    let exact = amounts(program, payout)?;
    Some(
        exact
            .into_iter()
            .map(|amount| program.rounding.round(amount))
            .collect(),
    )
}

/// The same before rounding: an award is rounded once, when it is whole.
fn amounts(program: &Program, payout: &Payout) -> Option<BTreeSet<Ratio>> {
    let of = |quantity: &Quantity| exchanged(program, *quantity).ok();
    let amounts = match payout {
        Payout::Fixed(quantity) => BTreeSet::from([of(quantity)?]),
        Payout::PerEvent { each, count } if count.measure == Measured::One => {
            BTreeSet::from([Ratio::ZERO, of(each)?])
        }
        Payout::Sum(parts) => paired(program, parts, |left, right| left.plus(right).ok())?,
        Payout::Least(parts) => paired(program, parts, |left, right| Some(left.min(right)))?,
        Payout::Greatest(parts) => paired(program, parts, |left, right| Some(left.max(right)))?,
        Payout::When { then, .. } => {
            let mut all = amounts(program, then)?;
            all.insert(Ratio::ZERO);
            all
        }
        Payout::Choose { arms, .. } => {
            let mut all = BTreeSet::from([Ratio::ZERO]);
            for arm in arms.iter().flatten() {
                all.extend(amounts(program, arm)?);
            }
            all
        }
        Payout::Split { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => amounts(program, payout)?,
        Payout::Valued { each, payout, .. } => {
            let each = worth(program, *each).ok()?;
            let numbers = amounts(program, payout)?.into_iter();
            numbers
                .map(|number| number.times(each).ok())
                .collect::<Option<_>>()?
        }
        Payout::PerEvent { .. }
        | Payout::Share { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        // A part can be of any size.
        | Payout::Shared { .. }
        | Payout::Guarantee { .. }
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Rank { .. } => return None,
    };
    Some(amounts).filter(|amounts| amounts.len() <= MOST_SIZES)
}

fn paired(
    program: &Program,
    parts: &[Payout],
    join: impl Fn(Ratio, Ratio) -> Option<Ratio>,
) -> Option<BTreeSet<Ratio>> {
    let mut all: Option<BTreeSet<Ratio>> = None;
    for part in parts {
        let own = amounts(program, part)?;
        all = Some(match all {
            None => own,
            Some(held) => {
                let pairs = held
                    .iter()
                    .flat_map(|left| own.iter().map(move |right| (left, right)));
                let joined: Option<BTreeSet<Ratio>> =
                    pairs.map(|(left, right)| join(*left, *right)).collect();
                joined?
            }
        });
        if all.as_ref().is_some_and(|all| all.len() > MOST_SIZES) {
            return None;
        }
    }
    Some(all.unwrap_or_default())
}

/// The most that one room of a cap lets through. `None` where it lets everything through.
pub fn room(cap: &Cap, limit: i128, part: &Claims) -> Result<Option<i128>, CurveFault> {
    let one = part.one.amount();
    // Room that a return opens again can be of any size.
    let sizes = match cap.returned {
        Returned::StaysUsed => part.sizes.as_ref(),
        Returned::Reopens => None,
    };
    Ok(match (cap.counts, cap.crossing) {
        (Counts::Awards, _) => match one {
            Some(one) => Some(limit.checked_mul(one).ok_or(CurveFault::Overflow)?),
            None => None,
        },
        (Counts::Quantity, Crossing::PaidToTheLimit) => Some(limit),
        (Counts::Quantity, Crossing::Refused) => Some(fitted(limit, sizes)),
        (Counts::Quantity, Crossing::PaidThenClosed) => match one {
            Some(one) => {
                let before = fitted(limit.saturating_sub(1), sizes);
                Some(before.checked_add(one).ok_or(CurveFault::Overflow)?)
            }
            None => None,
        },
    })
}

/// The largest amount up to a limit that awards of these sizes may add up to: a multiple of what divides
/// them all.
fn fitted(limit: i128, sizes: Option<&BTreeSet<i128>>) -> i128 {
    let grain = sizes.map_or(1, |sizes| {
        sizes.iter().fold(0, |grain, size| divisor(grain, *size))
    });
    if grain <= 1 {
        return limit;
    }
    let rest = limit.checked_rem_euclid(grain).unwrap_or(0);
    limit.saturating_sub(rest)
}

/// The greatest common divisor, by Euclid.
fn divisor(left: i128, right: i128) -> i128 {
    match left.checked_rem(right) {
        None => left,
        Some(rest) => divisor(right, rest),
    }
}

/// How many rooms of a cap one partner has, around what is paid for events or is not; `None` where there is no limit of them.
pub fn holders(program: &Program, scope: Scope, of_events: bool) -> Option<i128> {
    match scope {
        Scope::Program | Scope::Partner | Scope::Region | Scope::Group => Some(1),
        // The award of a period belongs to no person, customer, deal or product.
        Scope::Seller
        | Scope::Customer
        | Scope::CustomerAcrossPartners
        | Scope::Deal
        | Scope::Product
            if !of_events =>
        {
            Some(1)
        }
        Scope::Product => i128::try_from(program.products.len()).ok()?.checked_add(1),
        Scope::Seller | Scope::Customer | Scope::CustomerAcrossPartners | Scope::Deal => None,
    }
}

/// The parts of some days that have a room or pool each.
pub fn spans(program: &Program, span: &CapSpan, within: Days) -> Vec<Days> {
    match span {
        CapSpan::In(cycle) => periods(program, *cycle, within)
            .into_iter()
            .filter_map(|period| period.overlap(&within))
            .collect(),
        CapSpan::Days(_) | CapSpan::Ever | CapSpan::Award => vec![within],
    }
}

/// The most that a budget gives over some days; `None` where it may be passed without limit.
pub fn pool(
    program: &Program,
    budget: BudgetId,
    within: Days,
    claims: &Claims,
) -> Result<Option<i128>, CurveFault> {
    let Some(budget) = program.budget(budget) else {
        return Ok(Some(0));
    };
    let pool = &budget.pool;
    if pool.amount <= 0 {
        return Ok(Some(0));
    }
    let mut total = 0_i128;
    for span in spans(program, &pool.span, within) {
        let gives = match pool.rule {
            PoolRule::FirstAccepted(Crossing::PaidThenClosed) => match claims.one.amount() {
                None => return Ok(None),
                Some(one) => {
                    let before = pool.amount.saturating_sub(1);
                    fitted(before, claims.sizes.as_ref()).checked_add(one)
                }
            },
            PoolRule::FirstAccepted(Crossing::Refused) => {
                Some(fitted(pool.amount, claims.sizes.as_ref()))
            }
            PoolRule::FirstAccepted(Crossing::PaidToTheLimit) => Some(pool.amount),
            PoolRule::ProRata(cycle) => shared(program, &pool.span, pool.amount, cycle, span),
        };
        let gives = gives.ok_or(CurveFault::Overflow)?;
        total = total.checked_add(gives).ok_or(CurveFault::Overflow)?;
    }
    Ok(Some(total))
}

/// Whether a budget can give a part of an award.
pub fn cuts(program: &Program, budget: BudgetId) -> bool {
    let rule = program.budget(budget).map(|held| held.pool.rule);
    match rule {
        Some(PoolRule::FirstAccepted(crossing)) => crossing == Crossing::PaidToTheLimit,
        Some(PoolRule::ProRata(_)) | None => true,
    }
}

/// Whether a cap can give a part of an award.
pub fn gives_parts(cap: &Cap) -> bool {
    cap.counts == Counts::Quantity && cap.crossing == Crossing::PaidToTheLimit
}

/// The parts of a pro rata pool whose sharing periods touch some days.
fn shared(
    program: &Program,
    span: &CapSpan,
    amount: i128,
    cycle: Cycle,
    within: Days,
) -> Option<i128> {
    let fiscal = &program.fiscal;
    let whole = match span {
        CapSpan::In(own) => fiscal
            .days(fiscal.period_at(*own, within.first()))
            .overlap(&fiscal.year())?,
        CapSpan::Days(days) => *days,
        CapSpan::Ever | CapSpan::Award => fiscal.year(),
    };
    let first = fiscal.period_at(cycle, whole.first()).index;
    let last = fiscal.period_at(cycle, whole.last()).index;
    let count = i128::from(last.checked_sub(first)?.checked_add(1)?);
    let place = |day: Date| {
        let day = day.max(whole.first()).min(whole.last());
        let here = fiscal.period_at(cycle, day).index;
        here.checked_sub(first).map(i128::from)
    };
    let until = |place: i128| amount.checked_mul(place)?.checked_div_euclid(count);
    let to = until(place(within.last())?.checked_add(1)?)?;
    to.checked_sub(until(place(within.first())?)?)
}

/// Whether a limit in a payout refuses an award that crosses it.
pub fn refuses(payout: &Payout) -> bool {
    let mut refuses = false;
    walk::visit(payout, &mut |part| {
        refuses |= matches!(part, Payout::Cap { cap, .. }
            if cap.counts == Counts::Quantity && cap.crossing == Crossing::Refused);
    });
    refuses
}
