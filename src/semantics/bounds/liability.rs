//! The worst case: what the program owes at most in a quarter and in a year, incentive by incentive and
//! tier by tier, and what holds it there.

use super::claimant::of_partner;
use super::everybody::{Everybody, Total, together};
use super::ground::periods;
use super::memo::Memo;
use super::strata::counted;
use super::{Binding, Known, Most, Unbounded};
use crate::base::id::{IncentiveId, RegionId, TierId};
use crate::base::period::{Cycle, Days};
use crate::model::Program;
use crate::payout::Payout;
use crate::payout::table::{AsOf, Set};
use crate::semantics::curve::CurveFault;

/// The worst case of a program's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorstCase {
    /// All incentives together.
    pub year: Most,
    /// All incentives together in each quarter, by the day an award is earned. Each is a worst case of its
    /// own: they may add up to more than the year.
    pub quarters: Vec<(Days, Most)>,
    /// Each incentive.
    pub incentives: Vec<Exposure>,
    /// Incentives that have no largest amount, and what would give them one.
    pub unbounded: Vec<Unbounded>,
}

/// The worst case of one incentive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Which.
    pub incentive: IncentiveId,
    /// In the year, for all partners.
    pub year: Most,
    /// In each quarter of the year.
    pub quarters: Vec<(Days, Most)>,
    /// What holds the year.
    pub by: Binding,
    /// By tier: each as if it alone claimed what partners share, so that together they may come to more.
    pub tiers: Vec<Share>,
    /// With all partners at home in one region, by region, where that makes a difference.
    pub regions: Vec<(RegionId, Most)>,
}

/// The part of the partners of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The tier; `None` is no tier.
    pub tier: Option<TierId>,
    /// The day on which it is held, where the rule names one.
    pub as_of: Option<AsOf>,
    /// How many partners, as assumed.
    pub partners: Option<i128>,
    /// The most that one of them gets in the year.
    pub each: Most,
    /// What holds that.
    pub by: Binding,
    /// All of them together.
    pub all: Most,
}

/// The worst case of a program, from its rules and assumptions alone.
pub fn worst_case(program: &Program) -> Result<WorstCase, CurveFault> {
    let year = program.fiscal.year();
    let quarters: Vec<Days> = periods(program, Cycle::Quarter, year)
        .into_iter()
        .filter_map(|quarter| quarter.overlap(&year))
        .collect();
    let memo = Memo::default();
    let everybody = Everybody {
        program,
        memo: &memo,
        region: Known::Any,
        cut: false,
    };
    let mut incentives = Vec::new();
    let mut unbounded = Vec::new();
    let mut totals = vec![Vec::new(); quarters.len().saturating_add(1)];
    for (id, incentive) in (0..).map(IncentiveId).zip(&program.incentives) {
        let whole = everybody.total(year, &incentive.payout)?;
        if let Most::Unbounded(gap) = whole.most {
            unbounded.push(Unbounded { incentive: id, gap });
        }
        let mut by_quarter = Vec::new();
        for (place, quarter) in quarters.iter().enumerate() {
            let part = everybody.total(*quarter, &incentive.payout)?;
            by_quarter.push((*quarter, part.most.clone()));
            if let Some(list) = totals.get_mut(place) {
                list.push(part);
            }
        }
        incentives.push(Exposure {
            incentive: id,
            year: whole.most.clone(),
            quarters: by_quarter,
            by: whole.by.clone(),
            tiers: within(&whole, shares((program, &memo), year, &incentive.payout)?),
            regions: by_region((program, &memo), year, &incentive.payout)?,
        });
        if let Some(list) = totals.last_mut() {
            list.push(whole);
        }
    }
    let whole = totals.pop().unwrap_or_default();
    let mut sums = Vec::new();
    for (quarter, list) in quarters.iter().zip(&totals) {
        sums.push((*quarter, together(program, list, *quarter)?));
    }
    Ok(WorstCase {
        year: together(program, &whole, year)?,
        quarters: sums,
        incentives,
        unbounded,
    })
}

/// A part is never more than the whole, which knows budgets and limits that partners share.
fn within(whole: &Total, mut shares: Vec<Share>) -> Vec<Share> {
    for share in &mut shares {
        if whole.most.is_below(&share.all) {
            share.all = whole.most.clone();
        }
        if whole.most.is_below(&share.each) {
            share.each = whole.most.clone();
            share.by = whole.by.clone();
        }
    }
    shares
}

/// The parts of the tiers, on the day asked by the rule that bounds them best.
fn shares(
    (program, memo): (&Program, &Memo),
    year: Days,
    payout: &Payout,
) -> Result<Vec<Share>, CurveFault> {
    let asked = memo.asked(program, payout);
    let mut best: Option<(Most, Vec<Share>)> = None;
    for as_of in asked.days() {
        let mut sum = Most::ZERO;
        let mut list = Vec::new();
        for (stratum, count) in counted(program, Some(as_of), &asked) {
            let claims = of_partner((program, memo), stratum, year, payout)?;
            let all = claims.most.clone().times(count)?;
            sum = sum.plus(all.clone())?;
            if claims.most == Most::ZERO {
                continue;
            }
            list.push(Share {
                tier: match stratum.tier {
                    Known::Is(tier) => tier,
                    Known::Any => None,
                },
                as_of: Some(as_of),
                partners: count.ok(),
                each: claims.most,
                by: claims.by,
                all,
            });
        }
        if best.as_ref().is_none_or(|(held, _)| sum.is_below(held)) {
            best = Some((sum, list));
        }
    }
    Ok(best.map(|(_, list)| list).unwrap_or_default())
}

fn by_region(
    (program, memo): (&Program, &Memo),
    year: Days,
    payout: &Payout,
) -> Result<Vec<(RegionId, Most)>, CurveFault> {
    if !memo.asked(program, payout).asks(Set::Region) {
        return Ok(Vec::new());
    }
    let mut list = Vec::new();
    for (id, _) in (0..).map(RegionId).zip(&program.regions) {
        let there = Everybody {
            program,
            memo,
            region: Known::Is(Some(id)),
            cut: false,
        };
        list.push((id, there.total(year, payout)?.most));
    }
    Ok(list)
}
