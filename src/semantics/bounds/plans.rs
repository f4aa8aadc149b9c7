//! Ways to do the deeds of a bound: which products are sold on which days, how much and how often, within what
//! the program assumes.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{Act, yearly_sales};
use super::case::Who;
use super::claims::{Deed, What};
use super::opening::openings;
use super::price::{ceiling, price_of};
use super::setting::days_of;
use crate::base::date::Date;
use crate::base::id::{CertificationId, IncentiveId, ProductId};
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Selector};
use crate::payout::{Occasion, Payout};
use crate::semantics::walk;

/// The most of one thing that a partner of a case does.
pub const MOST_TIMES: i128 = 1_000;

/// The most products that a plan is tried with.
const MOST_PRODUCTS: usize = 3;

/// The most days on which terms change that a plan is tried on.
const MOST_CHANGES: usize = 8;

/// How often a plan is made larger.
const MOST_STEPS: u32 = 24;

/// How many times as large each sale of open size is as in the plan before it.
pub const STEP: i128 = 4;

/// Parts of a sale in which more of it can be planned: less than a cent of ten thousand.
pub const PARTS: i128 = 1 << 20;

/// When a deed is done, of the days on which it may be.
#[derive(Clone, Copy)]
enum When {
    First,
    Last,
    /// On this day where it is one of them, else on the last.
    On(Date),
}

/// What several sales of a deed are made into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    /// One of their amounts together: a case that is short, and has room where each sale may be tiny.
    One,
    /// As many as the deed says: where each is paid by itself, bands may ask for that.
    Many,
}

/// Ways to do some deeds: for each product and for the first and last days and those on which terms change, each
/// larger than the one before it where a deed does not say how much.
pub fn plans<'a>(
    program: &'a Program,
    id: IncentiveId,
    who: Who,
    deeds: &'a [Deed],
) -> impl Iterator<Item = impl Iterator<Item = Vec<Act>> + 'a> + 'a {
    let certification = certification(program, id);
    let products = products(program, id);
    let open = deeds
        .iter()
        .any(|deed| deed.times.is_none() || deed.what == What::Sale(None));
    let steps = if open { MOST_STEPS } else { 1 };
    let changes = changes(program, id, deeds).into_iter().map(When::On);
    let when = [When::Last, When::First].into_iter().chain(changes);
    let several = deeds
        .iter()
        .any(|deed| matches!(deed.what, What::Sale(Some(_))) && deed.times != Some(1));
    let made: &[Made] = match several {
        true => &[Made::One, Made::Many],
        false => &[Made::Many],
    };
    let ways: Vec<(When, Made)> = when
        .flat_map(|when| made.iter().map(move |made| (when, *made)))
        .collect();
    let ways = products
        .into_iter()
        .flat_map(move |product| ways.clone().into_iter().map(move |way| (product, way)));
    ways.map(move |(product, (when, made))| {
        let openings = openings(program, id, product);
        (0..steps).map(move |step| {
            let acts = deeds.iter().filter_map(|deed| {
                let day = day(program, deed.days, product, when);
                act(program, (deed, made), product, certification, day, step)
            });
            let acts: Vec<Act> = acts.collect();
            let days: BTreeSet<Date> = acts.iter().map(Act::day).collect();
            let first = days
                .into_iter()
                .flat_map(|day| openings.iter().map(move |opening| opening.on(day)));
            kept(program, who, (first.collect(), acts))
        })
    })
}

/// The same acts so many times, within what a partner of the tier is assumed to sell: where the size of a sale is open, one large one
/// is planned, and a limit on each award asks for many.
pub fn repeated(program: &Program, who: Who, acts: &[Act], often: i128) -> Vec<Act> {
    let more = |act: &Act| match act {
        Act::Sells {
            day,
            times,
            product,
            amount,
        } => Act::Sells {
            day: *day,
            times: times.saturating_mul(often).min(MOST_TIMES),
            product: *product,
            amount: *amount,
        },
        Act::Learns { .. } => *act,
    };
    kept(program, who, (Vec::new(), acts.iter().map(more).collect()))
}

/// The same acts with so many parts of each sale, within what a partner of the tier is assumed to sell.
pub fn larger(program: &Program, who: Who, acts: &[Act], parts: i128) -> Vec<Act> {
    let more = |act: &Act| match act {
        Act::Sells {
            day,
            times,
            product,
            amount,
        } => Act::Sells {
            day: *day,
            times: *times,
            product: *product,
            amount: amount.saturating_mul(parts).div_euclid(PARTS),
        },
        Act::Learns { .. } => *act,
    };
    kept(program, who, (Vec::new(), acts.iter().map(more).collect()))
}

/// Days inside those of a deed on which the incentive says something else than the day before.
fn changes(program: &Program, id: IncentiveId, deeds: &[Deed]) -> Vec<Date> {
    let Some(incentive) = program.incentive(id) else {
        return Vec::new();
    };
    let all = days_of(program, &incentive.payout).into_iter();
    let inside = |day: &Date| {
        let mut days = deeds.iter().map(|deed| deed.days);
        days.any(|days| days.first() < *day && *day < days.last())
    };
    all.filter(inside).take(MOST_CHANGES).collect()
}

fn day(program: &Program, days: Days, product: ProductId, when: When) -> Date {
    let day = match when {
        When::First => days.first(),
        When::On(day) if days.contains(day) => day,
        When::Last | When::On(_) => days.last(),
    };
    let launch = program.product(product).and_then(|product| product.launch);
    launch.map_or(day, |launch| day.max(launch))
}

fn act(
    program: &Program,
    (deed, made): (&Deed, Made),
    product: ProductId,
    certification: Option<CertificationId>,
    day: Date,
    step: u32,
) -> Option<Act> {
    let often = 1_i128
        .checked_shl(step)
        .unwrap_or(MOST_TIMES)
        .min(MOST_TIMES);
    let times = deed.times.unwrap_or(often).clamp(1, MOST_TIMES);
    let least = price_of(program, product).map_or(1, ceiling);
    match deed.what {
        What::Sale(amount) => {
            let grown = STEP.checked_pow(step).unwrap_or(1);
            let (times, amount) = match (amount, made) {
                // Where the size is open, so is how many of them are needed: one large one is tried.
                (None, _) => (1, least.saturating_mul(grown)),
                (Some(amount), Made::Many) => (times, amount.max(least)),
                (Some(amount), Made::One) => {
                    let parts = deed.times.unwrap_or(grown);
                    (1, amount.max(least).saturating_mul(parts))
                }
            };
            Some(Act::Sells {
                day,
                times,
                product,
                amount,
            })
        }
        What::Other(FactKind::Certification) => Some(Act::Learns {
            day,
            times,
            certification: certification?,
        }),
        What::Other(_) => None,
    }
}

/// The acts within what a partner of the tier is assumed to sell: all but the first lessened alike where they are more.
fn kept(program: &Program, who: Who, (first, acts): (Vec<Act>, Vec<Act>)) -> Vec<Act> {
    let sold = |acts: &[Act]| acts.iter().map(Act::sold).fold(0, i128::saturating_add);
    let most = yearly_sales(program, who.0).map(|most| most.saturating_sub(sold(&first)));
    let mut kept = first;
    let Some(most) = most.filter(|most| sold(&acts) > *most) else {
        kept.extend(acts);
        return kept;
    };
    let sold = sold(&acts);
    let mut left = most.max(0);
    for act in acts {
        let Act::Sells {
            day,
            times,
            product,
            amount,
        } = act
        else {
            kept.push(act);
            continue;
        };
        let least = price_of(program, product).map_or(1, ceiling);
        let part = amount.saturating_mul(most).checked_div(sold).unwrap_or(0);
        // Many sales of one size are fewer; one is smaller.
        let (times, amount) = if times > 1 {
            (times.min(left.checked_div(amount).unwrap_or(0)), amount)
        } else {
            (i128::from(part >= least), part)
        };
        left = left.saturating_sub(times.saturating_mul(amount));
        if times > 0 {
            kept.push(Act::Sells {
                day,
                times,
                product,
                amount,
            });
        }
    }
    kept
}

/// Products to sell, those that most of an incentive's conditions let through first, then the cheapest.
fn products(program: &Program, id: IncentiveId) -> Vec<ProductId> {
    let Some(incentive) = program.incentive(id) else {
        return Vec::new();
    };
    let mut wanted: BTreeMap<ProductId, usize> = BTreeMap::new();
    let mut note = |conditions: &[Condition]| {
        for condition in conditions {
            if let Condition::Product(products) = condition {
                for product in products {
                    let times = wanted.entry(*product).or_default();
                    *times = times.saturating_add(1);
                }
            }
        }
    };
    walk::visit(&incentive.payout, &mut |part| {
        for reading in walk::readings(part) {
            note(&reading.only);
        }
        if let Some(selector) = selector(part) {
            note(&selector.all);
        }
    });
    let mut all: Vec<ProductId> = (0..)
        .map(ProductId)
        .zip(&program.products)
        .map(|(id, _)| id)
        .collect();
    all.sort_by_key(|id| {
        let times = wanted.get(id).copied().unwrap_or(0);
        (std::cmp::Reverse(times), price_of(program, *id), *id)
    });
    all.truncate(MOST_PRODUCTS);
    all
}

fn selector(part: &Payout) -> Option<&Selector> {
    if let Payout::Over {
        occasion: Occasion::Event { selector, .. },
        ..
    } = part
    {
        Some(selector)
    } else {
        None
    }
}

/// The certification that an incentive rewards; any where it does not say.
fn certification(program: &Program, id: IncentiveId) -> Option<CertificationId> {
    let mut found = None;
    walk::visit(&program.incentive(id)?.payout, &mut |part| {
        for condition in selector(part)
            .into_iter()
            .flat_map(|selector| &selector.all)
        {
            if let Condition::Certification(ids) = condition {
                found = found.or(ids.first().copied());
            }
        }
    });
    let any = (!program.learning.certifications.is_empty()).then_some(CertificationId(0));
    found.or(any)
}
