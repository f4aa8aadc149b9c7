//! Where the dearest sale is looked for: the partners that rules tell apart, and the days on which they say
//! something else.

use std::collections::BTreeSet;

use super::ground::periods;
use super::strata::asks;
use super::{Known, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, RegionId, TierId, TypeId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Window};
use crate::payout::table::{AsOf, Set};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::audience::named::{self, Among};
use crate::semantics::walk;

/// Partners by the tier they hold on the day of sale, and by region and type where an incentive asks.
pub fn strata(program: &Program) -> Vec<Stratum> {
    let asked = |set: Set| {
        program
            .incentives
            .iter()
            .any(|each| asks(&each.payout, set))
    };
    let tiers: Vec<Known<TierId>> = if asked(Set::Tier) {
        let all = (0..).map(TierId).zip(&program.tiers);
        let all = all.map(|(id, _)| Known::Is(Some(id)));
        all.chain([Known::Is(None)]).collect()
    } else {
        vec![Known::Any]
    };
    let regions: Vec<Known<RegionId>> = if asked(Set::Region) {
        let all = (0..).map(RegionId).zip(&program.regions);
        let all = all.map(|(id, _)| Known::Is(Some(id)));
        all.chain([Known::Is(None)]).collect()
    } else {
        vec![Known::Any]
    };
    let sorts: Vec<Known<TypeId>> = if asked(Set::Type) {
        let all = (0..).map(TypeId).zip(&program.types);
        let all = all.map(|(id, _)| Known::Is(Some(id)));
        all.chain([Known::Is(None)]).collect()
    } else {
        vec![Known::Any]
    };
    let mut strata = Vec::new();
    for tier in &tiers {
        for region in &regions {
            for sort in &sorts {
                strata.push(Stratum {
                    tier: *tier,
                    as_of: Some(AsOf::SaleDate),
                    region: *region,
                    sort: *sort,
                });
            }
        }
    }
    strata
}

/// The incentives that one partner's sale may meet, for each partner that is named and for one that is not.
pub fn meetings(program: &Program) -> BTreeSet<Vec<IncentiveId>> {
    let incentives = (0..).map(IncentiveId).zip(&program.incentives);
    let meant: Vec<(IncentiveId, Among)> = incentives
        .map(|(id, it)| (id, named::by_sale(program, &it.payout)))
        .collect();
    let named: BTreeSet<&Name> = meant
        .iter()
        .flat_map(|(_, meant)| meant)
        .flatten()
        .collect();
    let meets = |who: Option<&Name>| {
        let meeting = meant.iter().filter(|(_, meant)| {
            let Some(meant) = meant else {
                return true;
            };
            who.is_some_and(|who| meant.contains(who))
        });
        meeting.map(|(id, _)| *id).collect()
    };
    let partners = named.into_iter().map(Some).chain([None]);
    partners.map(meets).collect()
}

/// Days between which nothing that an incentive says changes: the first days of the year and of every
/// stretch of time that it names, and the days after those.
pub fn days(program: &Program) -> BTreeSet<Date> {
    let mut days = BTreeSet::from([program.fiscal.start()]);
    for incentive in &program.incentives {
        days.extend(days_of(program, &incentive.payout));
    }
    days
}

/// The days on which one payout says something else than the day before.
pub fn days_of(program: &Program, payout: &Payout) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    let mut stretch = |span: Days| {
        days.insert(span.first());
        days.insert(span.last().plus_days(1));
    };
    walk::visit(payout, &mut |part| {
        for reading in walk::readings(part) {
            if let Window::Days(span) = reading.window {
                stretch(span);
            }
            conditions(&reading.only, &mut stretch);
        }
        match part {
            Payout::When { test, .. } => tested(test, &mut stretch),
            Payout::Over { occasion, .. } => match occasion {
                Occasion::Event { selector, .. } => {
                    if selector.fact == FactKind::Sale {
                        conditions(&selector.all, &mut stretch);
                    }
                }
                Occasion::Days(span) => stretch(*span),
                Occasion::Period(cycle) => {
                    let periods = periods(program, *cycle, program.fiscal.year());
                    // A period differs from another only where a test asks for its last day.
                    periods.into_iter().take(1).for_each(&mut stretch);
                }
            },
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
            | Payout::Cap { .. }
            | Payout::Draw { .. }
            | Payout::Rank { .. }
            | Payout::Split { .. }
            | Payout::Guarantee { .. }
            | Payout::Valued { .. }
            | Payout::Hold { .. }
            | Payout::Instalments { .. }
            | Payout::Shared { .. }
            | Payout::Undo { .. }
            | Payout::TrueUp(_) => {}
        }
    });
    days
}

fn conditions(list: &[Condition], stretch: &mut impl FnMut(Days)) {
    for condition in list {
        if let Condition::Within(span) = condition {
            stretch(*span);
        }
    }
}

fn tested(test: &Test, stretch: &mut impl FnMut(Days)) {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts.iter().for_each(|part| tested(part, stretch));
        }
        Test::Not(part) => tested(part, stretch),
        Test::OnDays(asked) => tested(&asked.test, stretch),
        Test::Within(span, kept) => stretch(span.and_after(kept.unwrap_or(0))),
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
