//! A cap of an incentive never cuts anything, for another one is always reached first.

use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::kind::paying::limit_of;
use crate::kind::spec::Given;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;
use crate::payout::{Cap, CapSpan, Crossing, Returned, Scope};

/// The lint.
pub static LINT: Lint = Lint {
    name: "idle-cap",
    title: "Idle cap",
    level: Level::Warn,
    summary: "A cap never cuts anything: another cap of the incentive is always reached first.",
    page: include_str!("idle_cap.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .flat_map(|incentive| of_incentive(context, incentive))
        .collect()
}

fn of_incentive(context: &Context, incentive: &Incentive) -> Vec<Problem> {
    let name = &incentive.declared.name;
    let Some(block) = context.block(name) else {
        return Vec::new();
    };
    let caps = block.terms.all("cap");
    let caps: Vec<(&Given, Cap)> = caps.filter_map(|it| Some((it, limit_of(it)?))).collect();
    let mut problems = Vec::new();
    for (place, (given, cap)) in caps.iter().enumerate() {
        let by = caps.iter().enumerate().find(|(other, (held, holding))| {
            // Of two that say the same, the second is one too many.
            let is_twin = holds(cap, holding) && *other > place;
            *other != place && held.force == given.force && holds(holding, cap) && !is_twin
        });
        if let Some((_, (by, _))) = by {
            let problem = LINT
                .found(
                    Some(given.span),
                    format!("this cap of `{name}` never cuts anything"),
                )
                .also(by.span, "this one is always reached first")
                .cost("readers take its amount for what can be earned, or look for a difference that is not there")
                .help("take it out, or write the amount that is meant");
            problems.push(problem);
        }
    }
    problems
}

/// Whether nothing that a cap lets through passes another.
fn holds(inner: &Cap, outer: &Cap) -> bool {
    // What refuses is asked after what pays to the limit, and could refuse what was cut for it.
    let is_first = inner.crossing == Crossing::PaidToTheLimit
        || (inner.crossing == Crossing::Refused && outer.crossing == Crossing::Refused);
    let keeps_room = inner.returned == Returned::StaysUsed || outer.returned == Returned::Reopens;
    let is_alike = inner.counts == outer.counts && inner.limit.unit == outer.limit.unit;
    let Some(times) = times(&inner.span, &outer.span)
        .filter(|_| is_first && keeps_room && is_alike && is_around(inner.scope, outer.scope))
    else {
        return false;
    };
    let amount = |amount: &Option<Ratio>| amount.unwrap_or(Ratio::ZERO);
    let fits = |inner: Ratio, outer: Ratio| inner.times(times).is_ok_and(|all| all <= outer);
    let (inner, outer) = (&inner.limit, &outer.limit);
    if inner.across == outer.across {
        let mut pairs = inner.amounts.iter().zip(&outer.amounts);
        return pairs.all(|(inner, outer)| fits(amount(inner), amount(outer)));
    }
    let most = inner.amounts.iter().map(amount).max();
    let least = outer.amounts.iter().map(amount).min();
    most.zip(least)
        .is_some_and(|(most, least)| fits(most, least))
}

/// Whether the awards that one scope adds up are all among those of another.
fn is_around(wide: Scope, narrow: Scope) -> bool {
    wide == narrow
        || match wide {
            Scope::Program => true,
            Scope::Region | Scope::Group => !matches!(
                narrow,
                Scope::Program | Scope::Region | Scope::Group | Scope::CustomerAcrossPartners
            ),
            Scope::Partner => matches!(
                narrow,
                Scope::Seller | Scope::Customer | Scope::Deal | Scope::Product
            ),
            Scope::CustomerAcrossPartners => narrow == Scope::Customer,
            Scope::Seller | Scope::Customer | Scope::Deal | Scope::Product => false,
        }
}

/// How many times an amount of one time has room in another; once where the first is as long. `None` where there is no number.
fn times(inner: &CapSpan, outer: &CapSpan) -> Option<Ratio> {
    match (inner, outer) {
        (one, other) if one == other => Some(Ratio::ONE),
        (CapSpan::In(_) | CapSpan::Ever, CapSpan::Award) | (CapSpan::Ever, CapSpan::In(_)) => {
            Some(Ratio::ONE)
        }
        (CapSpan::In(one), CapSpan::In(other)) => nested(*one, *other),
        (CapSpan::Award | CapSpan::Days(_), _) | (_, CapSpan::Days(_) | CapSpan::Ever) => None,
    }
}

/// Months, quarters, halves and the year lie in one another; weeks do not.
fn nested(one: Cycle, other: Cycle) -> Option<Ratio> {
    let fits = |cycle: Cycle| !matches!(cycle, Cycle::Day | Cycle::Week);
    if !fits(one) || !fits(other) {
        return None;
    }
    let (one, other) = (one.per_year(), other.per_year());
    let times = Ratio::new(one.into(), other.into())?;
    Some(times.max(Ratio::ONE))
}
