//! An incentive can pay nobody: its partners, products and dates exclude each other.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named, Value};
use crate::lint::meeting::{reach, selected};
use crate::lint::promise::{pays_nothing, promise};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::Incentive;
use crate::model::{Assumption, Program};
use crate::payout::Payout;
use crate::payout::given::Among;
use crate::payout::measure::{Condition, Reading, Selector, Window};
use crate::payout::test::Test;
use crate::semantics::bounds::unreached::{Closed, closed};
use crate::semantics::walk::{figures, shared_among, visit};

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
    /// Where, if it is not the first clause of that word.
    at: Option<Span>,
    clause: &'static str,
    other: Option<(Option<Span>, String)>,
    help: String,
}

impl Reason {
    fn new(clause: &'static str, why: impl Into<String>) -> Reason {
        Reason {
            why: why.into(),
            at: None,
            clause,
            other: None,
            help: "change the dates, the products or whom it is for".to_owned(),
        }
    }
}

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| {
            let reason = reason(context, incentive)?;
            let name = &incentive.declared.name;
            let clause = context.clause(&incentive.declared, reason.clause);
            let place = reason.at.or(clause);
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
        .or_else(|| without_rules(context, incentive))
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
        return Some(Reason::new("cap", "a limit of it is zero"));
    }
    pays_nothing(&incentive.payout).then(|| Reason::new("rate", "all that it pays is zero"))
}

/// Nothing that is assumed to be sold earns it.
fn beyond_reach(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let nothing = context.earns_nothing(incentive);
    let closed = nothing.then(|| closed(context.program, &incentive.payout));
    let closed = closed?.ok()??;
    let (why, clause) = match closed {
        Closed::ByLimit => ("every award is more than a limit of it lets through", "cap"),
        Closed::ByCondition => (
            "nobody is assumed to reach what it asks for",
            condition(context, incentive),
        ),
        Closed::ByTerms if begins_late(incentive) => (
            "its first band begins above all that is assumed to be sold",
            "rate",
        ),
        Closed::ByTerms => ("nothing that is assumed to be sold earns it", "on"),
    };
    Some(Reason::new(clause, why))
}

/// The clause that compares something.
fn condition(context: &Context, incentive: &Incentive) -> &'static str {
    let block = context.block(&incentive.declared.name);
    let mut words = ["needs", "open when"].into_iter();
    let asked = words.find(|word| block.is_some_and(|block| block.terms.one(word).is_some()));
    asked.unwrap_or("on")
}

/// Whether nothing is paid below the first band of its tables.
fn begins_late(incentive: &Incentive) -> bool {
    let (mut tables, mut late) = (false, true);
    visit(&incentive.payout, &mut |part| {
        if let Payout::Bands(bands) = part {
            tables = true;
            let first = (0..bands.starts.len()).find(|row| {
                let mut cells = bands.columns.iter().filter_map(|cells| cells.get(*row));
                cells.any(|cell| !cell.is_nothing())
            });
            let at = first.and_then(|row| bands.starts.get(row)?.at);
            late &= at.is_none_or(|at| at > Ratio::ZERO);
        }
    });
    tables && late
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
            if let Named::Tier(id) = named {
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
        other: Some((*place, "the assumption".to_owned())),
        ..Reason::new("for", "no partner is assumed at the tiers it is for")
    })
}

/// One of its conditions names nobody and nothing that another names too, or compares a figure with what it cannot come
/// to where another holds.
fn excludes_itself(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let reached = reach(context.program, incentive)?;
    let what = reached.leaves_no(context.program)?;
    let terms = &context.block(&incentive.declared.name)?.terms;
    let words = ["needs", "open when", "for", "on"];
    let mut clauses: Vec<&Given> = words.into_iter().flat_map(|word| terms.all(word)).collect();
    if let Some(figure) = reached.unmet() {
        let asks = |given: &&Given| matches!(&given.value, Value::Test(test) if figures(test).contains(&figure));
        clauses = clauses.into_iter().filter(asks).collect();
    }
    let mut clauses = clauses.into_iter();
    let first = clauses.next();
    let other = clauses.next().map(|given| given.span);
    let why = match (first, other) {
        (Some(_), None) if reached.unmet().is_some() => format!("no {what} meets its condition"),
        _ => format!("its conditions have no {what} in common"),
    };
    Some(Reason {
        at: first.map(|given| given.span),
        other: other.map(|other| (Some(other), "another condition".to_owned())),
        help: "leave one of the conditions out, or name in each who is meant".to_owned(),
        ..Reason::new("on", why)
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
    let why = format!("it is for {years}, long after {year}");
    Some(Reason {
        help: "count from a year of the program, or of the next ones".to_owned(),
        ..Reason::new("needs", why)
    })
}

/// Without rules for it no deal has anybody who came second, and nobody is given a lead.
fn without_rules(context: &Context, incentive: &Incentive) -> Option<Reason> {
    let program = context.program;
    let second = shared_among(&incentive.payout) == Some(Among::SecondRegistrant);
    if second && program.registration.is_none() {
        return Some(Reason {
            help: "write: registration deals \"Deal registration\" { decide within 2 business days silence approves; protect 90 days; conflict first registered wins }".to_owned(),
            ..Reason::new("split", "no deal has a second registrant, for the program has no `registration`")
        });
    }
    let led = program.leads.is_none() && asks(program, incentive, &Condition::Lead);
    led.then(|| {
        let region = program.regions.first();
        let region = region.map_or("REGION", |region| &*region.declared.name);
        Reason {
            help: format!("write: leads inbound \"Leads\" {{ give by rotation; accept within 2 business days silence recalls in {region} }}"),
            ..Reason::new("on", "nobody is given a lead, for the program has no `leads`")
        }
    })
}

/// Whether each of its occasions, or what it is paid on, asks for something of sales.
fn asks(program: &Program, incentive: &Incentive, condition: &Condition) -> bool {
    let promise = promise(&incentive.payout);
    let of_occasion = |selector: &Selector| selector.all.contains(condition);
    let of_basis = |reading: &&Reading| {
        reading.only.contains(condition) || selected(program, reading).is_some_and(of_occasion)
    };
    let mut selectors = promise.selectors().peekable();
    let on_events = selectors.peek().is_some() && selectors.all(of_occasion);
    on_events || (!promise.bases.is_empty() && promise.bases.iter().all(of_basis))
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
    Some(Reason::new(
        "on",
        format!("{outside} is outside the program's year"),
    ))
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
    let why = format!("it ends on {last}, and its products are sold from {launch}");
    Some(Reason {
        other: Some((place, format!("launched on {launch}"))),
        ..Reason::new("on", why)
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
