//! What partners of a case do, and the facts of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use super::Stratum;
use super::case::{Case, Making, Who};
use super::ground::Ground;
use super::needs::named;
use super::reach::Reached;
use super::strata::{partners, partners_at};
use crate::base::date::Date;
use crate::base::id::{CertificationId, IncentiveId, ProductId, TierId};
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::model::Program;

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
    /// When.
    pub fn day(&self) -> Date {
        match self {
            Act::Sells { day, .. } | Act::Learns { day, .. } => *day,
        }
    }

    fn times(&self) -> i128 {
        match self {
            Act::Sells { times, .. } | Act::Learns { times, .. } => *times,
        }
    }

    /// What it sells, in minor units.
    pub fn sold(&self) -> i128 {
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

/// What a partner of the tier sells at most, as assumed.
pub fn yearly_sales(program: &Program, tier: Option<TierId>) -> Option<i128> {
    let ground = Ground {
        program,
        stratum: Stratum {
            tier: Known::Is(tier),
            ..Stratum::ALL
        },
        days: program.fiscal.year(),
        day: None,
        product: None,
        asked: None,
    };
    ground.yearly_sales().ok().map(Ratio::floor)
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
