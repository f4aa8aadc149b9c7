//! The worst case: what the program owes at most in a quarter and in a year, incentive by incentive and
//! tier by tier, and what holds it there.

use std::collections::BTreeMap;

use super::claimant::of_partner;
use super::claims::Claims;
use super::ground::{Ground, exchanged, periods};
use super::room::{pool, spans};
use super::strata::{asks, counted, days_asked, stratifications};
use super::{Binding, Gap, Known, Most, Stratum, Unbounded};
use crate::base::id::{BudgetId, IncentiveId, RegionId, TierId};
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::payout::table::{AsOf, Set};
use crate::payout::{Cap, CapSpan, Counts, Crossing, Payout, Quantity, Scope, Source};
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
    /// By tier; without budgets and limits that partners share.
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
    let everybody = Everybody {
        program,
        region: Known::Any,
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
            tiers: shares(program, year, &incentive.payout)?,
            regions: by_region(program, year, &incentive.payout)?,
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

/// What all partners together can get of a payout.
#[derive(Clone, Debug)]
struct Total {
    most: Most,
    by: Binding,
    /// Single claims, for limits that partners share.
    claims: Claims,
    /// What of it is drawn from each budget.
    drawn: BTreeMap<BudgetId, Most>,
    /// What is drawn from none.
    free: Most,
}

impl Total {
    fn nothing() -> Total {
        Total {
            most: Most::ZERO,
            by: Binding::Closed,
            claims: Claims::nothing(),
            drawn: BTreeMap::new(),
            free: Most::ZERO,
        }
    }

    fn plus(self, other: Total) -> Result<Total, CurveFault> {
        let mut drawn = self.drawn;
        for (budget, most) in other.drawn {
            let held = drawn.remove(&budget).unwrap_or(Most::ZERO);
            drawn.insert(budget, held.plus(most)?);
        }
        let by = if self.most == Most::ZERO {
            other.by
        } else {
            self.by
        };
        Ok(Total {
            most: self.most.plus(other.most)?,
            by,
            claims: self.claims.plus(other.claims)?,
            drawn,
            free: self.free.plus(other.free)?,
        })
    }

    /// At most this, if it is less. Of two ways to have no end, the later one is told.
    fn within(mut self, limit: Most, by: Binding) -> Total {
        let endless = self.most.amount().is_none() && limit.amount().is_none();
        if limit.is_below(&self.most) || endless {
            self.most = limit.clone();
            self.by = by;
        }
        if limit.is_below(&self.free) {
            self.free = limit.clone();
        }
        for most in self.drawn.values_mut() {
            if limit.is_below(most) {
                *most = limit.clone();
            }
        }
        self
    }
}

/// Incentives together: those that draw on one budget share it.
fn together(program: &Program, totals: &[Total], span: Days) -> Result<Most, CurveFault> {
    let mut apart = Most::ZERO;
    let mut sum = Total::nothing();
    for total in totals {
        apart = apart.plus(total.most.clone())?;
        sum = sum.plus(total.clone())?;
    }
    let mut joined = sum.free.clone();
    for (budget, most) in sum.drawn {
        let limit = pool(program, budget, span, &sum.claims)?.map(Most::Of);
        joined = joined.plus(match limit {
            Some(limit) if limit.is_below(&most) => limit,
            Some(_) | None => most,
        })?;
    }
    Ok(if joined.is_below(&apart) {
        joined
    } else {
        apart
    })
}

/// All partners, or all of those at home in one region.
struct Everybody<'p> {
    program: &'p Program,
    region: Known<RegionId>,
}

impl Everybody<'_> {
    /// The least of what the shape says and of what the partners add up to, tier by tier.
    fn total(&self, span: Days, payout: &Payout) -> Result<Total, CurveFault> {
        let mut best = self.shaped(span, payout)?;
        for as_of in stratifications(payout) {
            let mut sum = Most::ZERO;
            let mut by = Binding::Closed;
            for (stratum, count) in counted(self.program, as_of) {
                let claims = of_partner(self.program, self.at_home(stratum), span, payout)?;
                if claims.most != Most::ZERO {
                    by = claims.by;
                }
                sum = sum.plus(claims.most.times(count)?)?;
            }
            best = best.within(sum, by);
        }
        Ok(best)
    }

    fn at_home(&self, stratum: Stratum) -> Stratum {
        Stratum {
            region: self.region,
            ..stratum
        }
    }

    fn shaped(&self, span: Days, payout: &Payout) -> Result<Total, CurveFault> {
        let program = self.program;
        match payout {
            Payout::Over {
                occasion,
                payout: inner,
            } => {
                let claims = of_partner(program, self.at_home(Stratum::ALL), span, payout)?;
                let endless = match claims.most {
                    Most::Of(0) => Most::ZERO,
                    Most::Of(_) => Most::Unbounded(Gap::Partners(None)),
                    Most::Unbounded(gap) => Most::Unbounded(gap),
                };
                let total = Total {
                    most: endless.clone(),
                    by: claims.by.clone(),
                    claims,
                    drawn: BTreeMap::new(),
                    free: endless,
                };
                let times = Ground::occasions(program, occasion, span).len();
                Ok(match (prizes(program, inner)?, i128::try_from(times)) {
                    (Some(prizes), Ok(times)) => {
                        let all = Most::Of(prizes).times(Ok(times))?;
                        total.within(all, Binding::Prizes)
                    }
                    _ => total,
                })
            }
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                self.sum(span, parts.iter())
            }
            Payout::Choose { arms, .. } => self.sum(span, arms.iter().flatten()),
            Payout::Cap { cap, payout } => {
                let inner = self.total(span, payout)?;
                self.capped(cap, inner, span, payout)
            }
            Payout::Draw {
                from: Source::Budget(budget),
                payout,
            } => {
                let inner = self.total(span, payout)?;
                let limit = pool(program, *budget, span, &inner.claims)?;
                let mut total = match limit {
                    Some(limit) => inner.within(Most::Of(limit), Binding::Budget(*budget)),
                    None => inner,
                };
                total.drawn = BTreeMap::from([(*budget, total.most.clone())]);
                total.free = Most::ZERO;
                Ok(total)
            }
            // The partners are added up above, for what holds this.
            Payout::When { then: payout, .. }
            | Payout::Draw { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Undo { payout, .. }
            | Payout::TrueUp(payout) => self.shaped(span, payout),
            // Nothing is paid that stands under no occasion.
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Rank { .. } => Ok(Total::nothing()),
        }
    }

    fn sum<'a>(
        &self,
        span: Days,
        parts: impl Iterator<Item = &'a Payout>,
    ) -> Result<Total, CurveFault> {
        let mut sum = Total::nothing();
        for part in parts {
            sum = sum.plus(self.total(span, part)?)?;
        }
        Ok(sum)
    }

    /// A limit that partners share. A limit on each award is nobody's room: its partners' claims are held
    /// to it one by one.
    fn capped(
        &self,
        cap: &Cap,
        inner: Total,
        span: Days,
        payout: &Payout,
    ) -> Result<Total, CurveFault> {
        let rooms = match cap.scope {
            _ if cap.span == CapSpan::Award => return Ok(inner),
            Scope::Program => 1,
            // One more for partners that are at home in none.
            Scope::Region => i128::try_from(self.program.regions.len())
                .ok()
                .and_then(|regions| regions.checked_add(1))
                .ok_or(CurveFault::Overflow)?,
            Scope::Partner
            | Scope::Seller
            | Scope::Customer
            | Scope::CustomerAcrossPartners
            | Scope::Deal
            | Scope::Product => return Ok(inner),
        };
        let mut limit = 0_i128;
        for amount in cap.limit.amounts.iter().flatten() {
            let quantity = Quantity {
                amount: *amount,
                unit: cap.limit.unit,
            };
            limit = limit.max(exchanged(self.program, quantity)?.floor());
        }
        let by = Binding::Cap {
            limit,
            counts_awards: cap.counts == Counts::Awards,
            scope: cap.scope,
            span: cap.span.clone(),
        };
        let mut all = Most::ZERO;
        for part in spans(self.program, &cap.span, span) {
            let within = self.total(part, payout)?;
            let one = within.claims.one.clone();
            let room = match (cap.counts, cap.crossing) {
                (Counts::Awards, _) => one.times(Ok(limit))?,
                (Counts::Quantity, Crossing::PaidThenClosed) => {
                    one.plus(Most::Of(limit.saturating_sub(1).max(0)))?
                }
                (Counts::Quantity, Crossing::Refused | Crossing::PaidToTheLimit) => Most::Of(limit),
            };
            let room = room.times(Ok(rooms))?;
            all = all.plus(if room.is_below(&within.most) {
                room
            } else {
                within.most
            })?;
        }
        Ok(inner.within(all, by))
    }
}

/// What a contest gives all partners on one occasion; `None` for what is no contest.
fn prizes(program: &Program, payout: &Payout) -> Result<Option<i128>, CurveFault> {
    match payout {
        Payout::Rank { prizes, .. } => {
            let mut sum = Ratio::ZERO;
            for prize in prizes {
                sum = sum.plus(exchanged(program, *prize)?)?;
            }
            Ok(Some(program.rounding.round(sum)))
        }
        Payout::When { then: payout, .. } | Payout::Split { payout, .. } => prizes(program, payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => Ok(None),
    }
}

/// The parts of the tiers, on the day asked by the rule that bounds them best.
fn shares(program: &Program, year: Days, payout: &Payout) -> Result<Vec<Share>, CurveFault> {
    let mut best: Option<(Most, Vec<Share>)> = None;
    for as_of in days_asked(payout) {
        let mut sum = Most::ZERO;
        let mut list = Vec::new();
        for (stratum, count) in counted(program, Some(as_of)) {
            let claims = of_partner(program, stratum, year, payout)?;
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
    program: &Program,
    year: Days,
    payout: &Payout,
) -> Result<Vec<(RegionId, Most)>, CurveFault> {
    if !asks(payout, Set::Region) {
        return Ok(Vec::new());
    }
    let mut list = Vec::new();
    for (id, _) in (0..).map(RegionId).zip(&program.regions) {
        let there = Everybody {
            program,
            region: Known::Is(Some(id)),
        };
        list.push((id, there.total(year, payout)?.most));
    }
    Ok(list)
}
