//! An incentive can pay nobody: its partners, products and dates exclude each other.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Assumption;
use crate::model::incentive::Incentive;
use crate::payout::measure::{Condition, Selector, Window};

/// The lint.
pub static LINT: Lint = Lint {
    name: "never-pays",
    title: "Never pays",
    level: Level::Deny,
    summary: "An incentive can pay nobody: its partners, products and dates exclude each other.",
    page: include_str!("never_pays.md"),
    check,
};

/// Why nothing is paid, and the clause and the other place that say so.
struct Reason {
    why: String,
    clause: &'static str,
    other: Option<(Option<Span>, String)>,
}

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| {
            let reason = reason(context, incentive)?;
            let name = &incentive.declared.name;
            let place = context.clause(&incentive.declared, reason.clause);
            let problem = LINT
                .found(place, format!("`{name}` can pay nobody: {}", reason.why))
                .cost("partners are promised what no sale can earn")
                .help("change the dates, the products or whom it is for");
            Some(match reason.other {
                Some((place, part)) => also(problem, place, part),
                None => problem,
            })
        })
        .collect()
}

fn reason(context: &Context, incentive: &Incentive) -> Option<Reason> {
    nobody_there(context, incentive)
        .or_else(|| outside_the_year(context, incentive))
        .or_else(|| before_launch(context, incentive))
}

/// It is for tiers that nobody holds, by assumption.
fn nobody_there(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let empty: Vec<(TierId, Option<Span>)> = context
        .program
        .assumptions
        .iter()
        .filter_map(|assumption| match assumption {
            Assumption::PartnersAt {
                most: 0,
                tier,
                origin,
            } => Some((*tier, context.span(*origin))),
            Assumption::PartnersAt { .. }
            | Assumption::Partners { .. }
            | Assumption::NetPrice { .. }
            | Assumption::Volume { .. } => None,
        })
        .collect();
    let given = context.given(&incentive.declared.name, "for")?;
    let tiers: Vec<TierId> = given
        .value
        .names()
        .into_iter()
        .filter_map(|named| {
            if let crate::kind::spec::Named::Tier(id) = named {
                Some(id)
            } else {
                None
            }
        })
        .collect();
    let all = tiers
        .iter()
        .all(|tier| empty.iter().any(|(id, _)| id == tier));
    let (_, place) = empty.first()?;
    (!tiers.is_empty() && all).then(|| Reason {
        why: "no partner is assumed at the tiers it is for".to_owned(),
        clause: "for",
        other: Some((*place, "the assumption".to_owned())),
    })
}

/// Its days lie outside the program's year, where nothing earns.
fn outside_the_year(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let year = context.program.fiscal.year();
    let promise = promise(&incentive.payout);
    let conditions = promise.selectors().flat_map(|selector| &selector.all);
    let events = conditions.filter_map(|condition| {
        if let Condition::Within(days) = condition {
            Some(*days)
        } else {
            None
        }
    });
    let windows = promise.bases.iter().filter_map(|reading| {
        if let Window::Days(days) = reading.window {
            Some(days)
        } else {
            None
        }
    });
    let outside = events
        .chain(windows)
        .find(|days| days.overlap(&year).is_none())?;
    Some(Reason {
        why: format!("{outside} is outside the program's year"),
        clause: "on",
        other: None,
    })
}

/// It pays for products that are launched after its last day.
fn before_launch(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let promise = promise(&incentive.payout);
    let found = promise.selectors().find_map(|selector| {
        let last = last_day(selector)?;
        let launches = launches(context, selector)?;
        let first = launches.first().copied()?;
        (first.0 > last).then_some((last, first))
    });
    let (last, (launch, place)) = found?;
    Some(Reason {
        why: format!("it ends on {last}, and its products are sold from {launch}"),
        clause: "on",
        other: Some((place, format!("launched on {launch}"))),
    })
}

fn last_day(selector: &Selector) -> Option<Date> {
    let days = selector.all.iter().filter_map(|condition| {
        if let Condition::Within(days) = condition {
            Some(days.last())
        } else {
            None
        }
    });
    days.min()
}

/// The launches of the selected products, first one first; `None` when one of them is sold already.
fn launches(context: &Context, selector: &Selector) -> Option<Vec<(Date, Option<Span>)>> {
    let named = selector.all.iter().find_map(|condition| {
        if let Condition::Product(products) = condition {
            Some(products)
        } else {
            None
        }
    })?;
    let named: &BTreeSet<_> = named;
    let mut launches: Vec<(Date, Option<Span>)> = named
        .iter()
        .map(|id| {
            let product = context.program.product(*id)?;
            Some((product.launch?, context.clause(&product.declared, "launch")))
        })
        .collect::<Option<_>>()?;
    launches.sort_by_key(|(date, _)| *date);
    Some(launches)
}
