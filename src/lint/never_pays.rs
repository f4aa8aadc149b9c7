//! An incentive can pay nobody: its partners, products and dates exclude each other.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::lint::meeting::reach;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Assumption;
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::given::Among;
use crate::payout::measure::{Condition, Selector, Window};
use crate::payout::table::Cell;
use crate::payout::test::Test;
use crate::semantics::bounds::Most;
use crate::semantics::walk::{shared_among, visit};

/// The lint.
pub static LINT: Lint = Lint {
    name: "never-pays",
    title: "Never pays",
    level: Level::Deny,
    summary: "An incentive can pay nobody: its partners, products and dates exclude each other, or all it pays is zero.",
    page: include_str!("never_pays.md"),
    check,
};

/// Why nothing is paid, the clause and the other place that say so, and what may be written.
struct Reason {
    why: String,
    clause: &'static str,
    other: Option<(Option<Span>, String)>,
    help: &'static str,
}

const HELP: &str = "change the dates, the products or whom it is for";

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
                .help(reason.help);
            Some(match reason.other {
                Some((place, part)) => also(problem, place, part),
                None => problem,
            })
        })
        .collect()
}

fn reason(context: &Context, incentive: &Incentive) -> Option<Reason> {
    nobody_there(context, incentive)
        .or_else(|| excludes_itself(context, incentive))
        .or_else(|| of_other_years(context, incentive))
        .or_else(|| without_registration(context, incentive))
        .or_else(|| outside_the_year(context, incentive))
        .or_else(|| before_launch(context, incentive))
        .or_else(|| of_nothing(incentive))
        .or_else(|| beyond_reach(context, incentive))
}

/// Every rate and amount in it is zero, or a limit is.
fn of_nothing(incentive: &Incentive) -> Option<Reason> {
    let caps = promise(&incentive.payout).caps;
    let closed = caps.iter().any(|cap| {
        let mut amounts = cap.limit.amounts.iter().flatten();
        amounts.all(|amount| *amount == Ratio::ZERO)
    });
    if closed {
        return Some(Reason {
            why: "a limit of it is zero".to_owned(),
            clause: "cap",
            other: None,
            help: HELP,
        });
    }
    let (mut pays, mut paid) = (false, false);
    visit(&incentive.payout, &mut |part| {
        if let Some(zero) = is_zero(part) {
            pays = true;
            paid |= !zero;
        }
    });
    (pays && !paid).then(|| Reason {
        why: "all that it pays is zero".to_owned(),
        clause: "rate",
        other: None,
        help: HELP,
    })
}

/// Whether a shape that pays by itself pays nothing; `None` for one that only holds others.
fn is_zero(part: &Payout) -> Option<bool> {
    match part {
        Payout::Fixed(quantity) => Some(quantity.amount == Ratio::ZERO),
        Payout::Share { rate, .. } => Some(*rate == Ratio::ZERO),
        Payout::PerEvent { each, .. } | Payout::PerStep { each, .. } => {
            Some(each.amount == Ratio::ZERO)
        }
        Payout::Bands(bands) => Some(bands.columns.iter().flatten().all(is_nothing)),
        // What a claim comes to is its own affair.
        Payout::Spread(_) => Some(false),
        Payout::Rank { prizes, .. } => Some(prizes.iter().all(|prize| prize.amount == Ratio::ZERO)),
        Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Net { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_)
        | Payout::Larger { .. } => None,
    }
}

fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Rate(rate) => *rate == Ratio::ZERO,
        Cell::Fixed(quantity) => quantity.amount == Ratio::ZERO,
        Cell::Nothing => true,
    }
}

/// Its first band that pays begins above all that is assumed to be sold.
fn beyond_reach(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let mut begins = None;
    visit(&incentive.payout, &mut |part| {
        if let Payout::Bands(bands) = part {
            let first = (0..bands.starts.len()).find(|row| {
                let mut cells = bands.columns.iter().filter_map(|cells| cells.get(*row));
                cells.any(|cell| !is_nothing(cell))
            });
            let first = first.and_then(|row| bands.starts.get(row)?.at);
            begins = begins.or(first.filter(|at| *at > Ratio::ZERO));
        }
    });
    begins?;
    let worst = context.worst_case().ok()?;
    let mut exposures = worst.incentives.iter();
    let exposure = exposures.find(|each| {
        let named = context.program.incentive(each.incentive);
        named.is_some_and(|named| named.declared.name == incentive.declared.name)
    })?;
    (exposure.year == Most::Of(0)).then(|| Reason {
        why: "its first band begins above all that is assumed to be sold".to_owned(),
        clause: "rate",
        other: None,
        help: HELP,
    })
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
        help: HELP,
    })
}

/// One of its conditions names nobody and nothing that another names too.
fn excludes_itself(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let what = reach(context.program, incentive)?.leaves_no()?;
    let terms = &context.block(&incentive.declared.name)?.terms;
    let words = ["needs", "for", "on"];
    let clause = words.into_iter().find(|word| terms.one(word).is_some());
    let mut others = words.into_iter().flat_map(|word| terms.all(word)).skip(1);
    let last = others.next().map(|given| given.span);
    Some(Reason {
        why: format!("its conditions have no {what} in common"),
        clause: clause.unwrap_or("on"),
        other: last.map(|last| (Some(last), "another condition".to_owned())),
        help: "leave one of the conditions out, or name in each who is meant",
    })
}

/// It is for years that begin so late that not even the next of them is near: those of a program that alternates with
/// another begin within their number of years.
fn of_other_years(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let fiscal = &context.program.fiscal;
    let tests = promise(&incentive.payout).tests;
    let years = tests.into_iter().find_map(|test| {
        let Test::InYears(years) = test else {
            return None;
        };
        let months = i64::from(years.every).saturating_mul(12);
        (years.since > fiscal.end().plus_months(months)).then_some(*years)
    })?;
    let year = fiscal.year();
    Some(Reason {
        why: format!("it is for {years}, long after {year}"),
        clause: "needs",
        other: None,
        help: "count from a year of the program, or of the next ones",
    })
}

/// Without a registration no deal has anybody who came second.
fn without_registration(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let second = shared_among(&incentive.payout) == Some(Among::SecondRegistrant);
    (second && context.program.registration.is_none()).then(|| Reason {
        why: "no deal has a second registrant, for the program has no `registration`".to_owned(),
        clause: "split",
        other: None,
        help: "write: registration deals \"Deal registration\" { decide within 2 business days silence approves; protect 90 days; conflict first registered wins }",
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
        help: HELP,
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
        help: HELP,
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
