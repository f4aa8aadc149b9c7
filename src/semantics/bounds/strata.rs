//! Partners by tier, region and type, and how many there are, as the program assumes.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Gap, Known, Stratum};
use crate::base::id::{RegionId, TierId, TypeId};
use crate::model::{Assumption, Program};
use crate::payout::measure::Condition;
use crate::payout::table::{Across, AsOf, Set};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::audience::named;
use crate::semantics::walk;

/// What a payout asks about the partner: sets, and the days on which it asks for the tier; and what else decides how its partners
/// are added up.
#[derive(Clone, Default)]
pub struct Asked {
    sets: BTreeSet<Set>,
    tier_on: BTreeSet<AsOf>,
    /// How many partners it names, where it is for nobody else.
    named: Option<i128>,
    /// Whether others than who sold may be paid.
    pub is_shared: bool,
    /// Whether some of it is paid for events.
    pub is_of_events: bool,
}

impl Asked {
    fn across(&mut self, across: Option<Across>) {
        if let Some(across) = across {
            self.sets.insert(across.set);
            if across.set == Set::Tier {
                self.tier_on.insert(across.as_of);
            }
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| self.test(part)),
            Test::Not(part) => self.test(part),
            Test::OnDays(asked) => self.test(&asked.test),
            Test::Compare { threshold, .. } => self.across(threshold.across),
            Test::Tier(_, as_of) => self.across(Some(Across {
                set: Set::Tier,
                as_of: *as_of,
            })),
            Test::Type(_) => _ = self.sets.insert(Set::Type),
            Test::Region(_) => _ = self.sets.insert(Set::Region),
            // An audience may ask for anything.
            Test::Segment(_) => self.sets.extend([Set::Type, Set::Region]),
            Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_) => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Tier(_, as_of) => self.across(Some(Across {
                set: Set::Tier,
                as_of: *as_of,
            })),
            Condition::Type(_) => _ = self.sets.insert(Set::Type),
            Condition::Region(_) => _ = self.sets.insert(Set::Region),
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Product(_)
            | Condition::Certification(_)
            | Condition::Within(_)
            | Condition::PersonHolds(_)
            | Condition::Specialized(..)
            | Condition::NewCustomer
            | Condition::RegisteredDeal
            | Condition::Lead
            | Condition::SoldWith(..)
            | Condition::PaidWithin(_)
            | Condition::PaidLate(_) => {}
        }
    }

    /// What a payout asks.
    pub fn of(program: &Program, payout: &Payout) -> Asked {
        let mut asked = Asked::by(payout);
        let named = named::by_payout(program, payout);
        asked.named = named.and_then(|named| i128::try_from(named.len()).ok());
        asked
    }

    /// The same inside a limit, which may be another one by tier or region.
    pub fn inside(held: Rc<Asked>, across: Option<Across>) -> Rc<Asked> {
        if across.is_none() {
            return held;
        }
        let mut asked = Asked::clone(&held);
        asked.across(across);
        Rc::new(asked)
    }

    /// Whether a member of a set is asked for.
    pub fn asks(&self, set: Set) -> bool {
        self.sets.contains(&set)
    }

    /// The days on which the tier is asked for; the day of the occasion where it is not.
    pub fn days(&self) -> Vec<AsOf> {
        if self.tier_on.is_empty() {
            return vec![AsOf::Occasion];
        }
        self.tier_on.iter().copied().collect()
    }

    /// The ways to sort partners: all together, then by the tier on each day that is asked for.
    pub fn stratifications(&self) -> Vec<Option<AsOf>> {
        let days = self.days().into_iter().map(Some);
        std::iter::once(None).chain(days).collect()
    }

    fn by(payout: &Payout) -> Asked {
        let mut asked = Asked::default();
        walk::visit(payout, &mut |part| {
            for reading in walk::readings(part) {
                reading.only.iter().for_each(|each| asked.condition(each));
            }
            match part {
                Payout::Bands(table) => asked.across(table.across),
                Payout::Choose { across, .. } => asked.across(Some(*across)),
                Payout::When { test, .. } => asked.test(test),
                Payout::Cap { cap, .. } => asked.across(cap.limit.across),
                Payout::Over {
                    occasion: Occasion::Event { selector, .. },
                    ..
                } => {
                    asked.is_of_events = true;
                    selector.all.iter().for_each(|each| asked.condition(each));
                }
                Payout::Shared { .. } => asked.is_shared = true,
                Payout::Fixed(_)
                | Payout::Share { .. }
                | Payout::PerEvent { .. }
                | Payout::PerStep { .. }
                | Payout::Spread(_)
                | Payout::Sum(_)
                | Payout::Least(_)
                | Payout::Greatest(_)
                | Payout::Net { .. }
                | Payout::Larger { .. }
                | Payout::Over { .. }
                | Payout::Draw { .. }
                | Payout::Rank { .. }
                | Payout::Split { .. }
                | Payout::Guarantee { .. }
                | Payout::Valued { .. }
                | Payout::Hold { .. }
                | Payout::Instalments { .. }
                | Payout::Undo { .. }
                | Payout::TrueUp(_) => {}
            }
        });
        asked
    }
}

/// Whether a payout asks for a member of a set.
pub fn asks(payout: &Payout, set: Set) -> bool {
    Asked::by(payout).asks(set)
}

/// The strata of a way to sort partners, and how many partners each has at most.
///
/// A partner that changes tier counts in several strata, each for what it earns while it is there; the
/// assumed numbers count it in each tier that it holds on any day, so that the sum holds for it too.
///
/// Where the payout names whom it is for, they are all, and none of them is assumed.
pub fn counted(
    program: &Program,
    as_of: Option<AsOf>,
    asked: &Asked,
) -> Vec<(Stratum, Result<i128, Gap>)> {
    let all = least(partners(program), asked.named);
    let Some(as_of) = as_of else {
        return vec![(Stratum::ALL, all.ok_or(Gap::Partners(None)))];
    };
    let tiers = (0..).map(TierId).zip(&program.tiers);
    let mut strata: Vec<_> = tiers
        .map(|(id, _)| {
            let count = least(partners_at(program, id), all);
            (Some(id), count.ok_or(Gap::Partners(Some(id))))
        })
        .collect();
    strata.push((None, all.ok_or(Gap::Partners(None))));
    strata
        .into_iter()
        .map(|(tier, count)| {
            let stratum = Stratum {
                tier: Known::Is(tier),
                as_of: Some(as_of),
                ..Stratum::ALL
            };
            (stratum, count)
        })
        .collect()
}

fn least(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// How many partners there are at most.
pub fn partners(program: &Program) -> Option<i128> {
    let counts = program.assumptions.iter().filter_map(|each| match each {
        Assumption::Partners { most, .. } => Some(i128::from(*most)),
        Assumption::PartnersAt { .. } | Assumption::NetPrice { .. } | Assumption::Volume { .. } => {
            None
        }
    });
    counts.min()
}

/// How many different partners hold a tier on some day of the year at most.
pub fn partners_at(program: &Program, tier: TierId) -> Option<i128> {
    let counts = program.assumptions.iter().filter_map(|each| match each {
        Assumption::PartnersAt { most, tier: at, .. } if *at == tier => Some(i128::from(*most)),
        Assumption::PartnersAt { .. }
        | Assumption::Partners { .. }
        | Assumption::NetPrice { .. }
        | Assumption::Volume { .. } => None,
    });
    counts.min()
}

/// The kinds of partners that a payout tells apart; a tier is held on every day.
pub fn told_apart(program: &Program, payout: &Payout) -> Vec<Stratum> {
    // What a program has none of tells nobody apart.
    let known = |all: Vec<Known<_>>| {
        if all.is_empty() {
            vec![Known::Is(None)]
        } else {
            all
        }
    };
    let of = |set: Set, count: usize| match asks(payout, set) {
        true => (0..)
            .take(count)
            .map(|id: u16| Known::Is(Some(id)))
            .collect(),
        false => Vec::new(),
    };
    let tiers = known(of(Set::Tier, program.tiers.len()));
    let regions = known(of(Set::Region, program.regions.len()));
    let sorts = known(of(Set::Type, program.types.len()));
    let mut strata = Vec::new();
    for tier in &tiers {
        for region in &regions {
            for sort in &sorts {
                strata.push(Stratum {
                    tier: tier.map(TierId),
                    as_of: None,
                    region: region.map(RegionId),
                    sort: sort.map(TypeId),
                });
            }
        }
    }
    strata
}
