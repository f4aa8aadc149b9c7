//! What partners of a case do, and the facts of it: plans that are made from the deeds of a bound and keep
//! to what the program assumes.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use super::Stratum;
use super::case::{Case, Making, Who};
use super::claims::{Deed, What};
use super::ground::Ground;
use super::needs::named;
use super::price::price_of;
use super::reach::Reached;
use super::strata::{partners, partners_at};
use crate::base::date::Date;
use crate::base::id::{CertificationId, IncentiveId, ProductId, TierId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Selector};
use crate::payout::{Occasion, Payout};
use crate::semantics::walk;

/// The most of one thing that a partner of a case does.
const MOST_TIMES: i128 = 1_000;

/// The most products that a plan is tried with.
const MOST_PRODUCTS: usize = 3;

/// How often a plan is made larger.
const MOST_STEPS: u32 = 24;

/// Partners that do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub partners: i128,
    /// Their tier, home and type.
    pub who: Who,
    /// The incentives whose conditions their sales and people meet.
    pub incentives: Vec<IncentiveId>,
    /// What each of them does.
    pub acts: Vec<Act>,
}

/// What a partner does on a day, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Sells a product.
    Sells {
        /// On this day.
        day: Date,
        /// So often.
        times: i128,
        /// What.
        product: ProductId,
        /// For how much, in minor units.
        amount: i128,
    },
    /// Has people certified.
    Learns {
        /// On this day.
        day: Date,
        /// So many people.
        times: i128,
        /// In what.
        certification: CertificationId,
    },
}

impl Act {
    fn times(&self) -> i128 {
        match self {
            Act::Sells { times, .. } | Act::Learns { times, .. } => *times,
        }
    }

    fn sold(&self) -> i128 {
        match self {
            Act::Sells { times, amount, .. } => times.saturating_mul(*amount),
            Act::Learns { .. } => 0,
        }
    }
}

/// The facts of one partner of a group.
pub fn group_facts(program: &Program, group: &Group, name: &str, prefix: &str) -> Case {
    let mut making = Making::named(
        program,
        name,
        prefix.to_owned(),
        group.who,
        &group.incentives,
    );
    for act in &group.acts {
        for number in 0..act.times() {
            match act {
                Act::Sells {
                    day,
                    product,
                    amount,
                    ..
                } => _ = making.sale(*product, *day, *amount),
                Act::Learns {
                    day, certification, ..
                } => making.learn(*certification, &format!("learner{number}"), *day),
            }
        }
    }
    making.done()
}

/// The facts of all partners of a case; `None` where there are more than `most`. Who is named by an incentive has that name.
pub fn literal(program: &Program, case: &[Group], most: usize) -> Option<Case> {
    let mut all = Case::default();
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    for (place, group) in case.iter().enumerate() {
        let limit = i128::try_from(most).ok()?;
        let each = group
            .acts
            .iter()
            .map(Act::times)
            .fold(1, i128::saturating_add);
        if group.partners.saturating_mul(each) > limit {
            return None;
        }
        let named = named(program, &group.incentives).unwrap_or_default();
        for number in 0..group.partners {
            let own = format!("partner{place}x{number}");
            let free = named.iter().find(|name| !taken.contains(*name)).cloned();
            let name = free.unwrap_or_else(|| Name::new(&own));
            let own = group_facts(program, group, &name, &format!("{own}-"));
            taken.insert(name);
            all.partners.extend(own.partners);
            all.facts.extend(own.facts);
            if all.facts.len() > most {
                return None;
            }
        }
    }
    Some(all)
}

/// Ways to do some deeds: for each product and for the first and last days, each larger than the one before
/// it where a deed does not say how much.
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
    let ways = products
        .into_iter()
        .flat_map(|product| [(product, true), (product, false)]);
    ways.map(move |(product, last)| {
        (0..steps).map(move |step| {
            let acts = deeds.iter().filter_map(|deed| {
                let day = day(program, deed.days, product, last);
                act(program, deed, product, certification, day, step)
            });
            kept(program, who, acts.collect())
        })
    })
}

fn day(program: &Program, days: Days, product: ProductId, last: bool) -> Date {
    let day = if last { days.last() } else { days.first() };
    let launch = program.product(product).and_then(|product| product.launch);
    launch.map_or(day, |launch| day.max(launch))
}

fn act(
    program: &Program,
    deed: &Deed,
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
            let grown = 1_i128.checked_shl(step.saturating_mul(2)).unwrap_or(1);
            let amount = amount.unwrap_or(least.saturating_mul(grown)).max(least);
            // Where the size is open, so is how many of them are needed: one large one is tried.
            let times = if deed.what == What::Sale(None) {
                1
            } else {
                times
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

fn ceiling(price: Ratio) -> i128 {
    price.floor().saturating_add(i128::from(price.den() != 1))
}

/// The acts within what a partner of the tier is assumed to sell: all lessened alike where they are more.
fn kept(program: &Program, who: Who, acts: Vec<Act>) -> Vec<Act> {
    let Some(most) = yearly_sales(program, who.0) else {
        return acts;
    };
    let sold = acts.iter().map(Act::sold).fold(0, i128::saturating_add);
    if sold <= most {
        return acts;
    }
    let mut left = most;
    let mut kept = Vec::new();
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

/// What a partner of the tier sells at most, as assumed.
fn yearly_sales(program: &Program, tier: Option<TierId>) -> Option<i128> {
    let ground = Ground {
        program,
        stratum: Stratum {
            tier: Known::Is(tier),
            ..Stratum::ALL
        },
        days: program.fiscal.year(),
        day: None,
        product: None,
    };
    ground.yearly_sales().ok().map(Ratio::floor)
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

/// The cases of several incentives as one: partners of a tier do what all cases say that have so many of
/// them. `None` where that would be more partners or sales than are assumed.
pub fn joined(program: &Program, cases: &[&Reached]) -> Option<Vec<Group>> {
    let mut by_tier: BTreeMap<Option<TierId>, Vec<&Group>> = BTreeMap::new();
    for group in cases.iter().flat_map(|reached| &reached.case) {
        by_tier.entry(group.who.0).or_default().push(group);
    }
    let mut all: Vec<Group> = Vec::new();
    for (tier, groups) in by_tier {
        let mut ends: Vec<i128> = groups.iter().map(|group| group.partners).collect();
        ends.sort_unstable();
        ends.dedup();
        if let (Some(most), Some(last)) =
            (tier.and_then(|id| partners_at(program, id)), ends.last())
            && *last > most
        {
            return None;
        }
        let mut from = 0;
        for end in ends {
            let these = groups.iter().filter(|group| group.partners > from);
            let mut sum = Group {
                partners: end.saturating_sub(from),
                who: (tier, None, None),
                incentives: Vec::new(),
                acts: Vec::new(),
            };
            for group in these {
                sum.who.1 = sum.who.1.or(group.who.1);
                sum.who.2 = sum.who.2.or(group.who.2);
                sum.incentives.extend(&group.incentives);
                sum.acts.extend(&group.acts);
            }
            sum.acts.sort_unstable();
            // One sale can be paid by several incentives.
            sum.acts.dedup();
            let sold = sum.acts.iter().map(Act::sold).fold(0, i128::saturating_add);
            if yearly_sales(program, tier).is_some_and(|most| sold > most) {
                return None;
            }
            all.push(sum);
            from = end;
        }
    }
    let count = all
        .iter()
        .fold(0_i128, |sum, group| sum.saturating_add(group.partners));
    let fits = partners(program).is_none_or(|most| count <= most);
    fits.then_some(all)
}
