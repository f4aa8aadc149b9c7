//! What all partners together can get of a payout, and what of it they draw from budgets.

use std::collections::BTreeMap;

use super::claimant::of_part;
use super::claims::Claims;
use super::ground::Ground;
use super::memo::Memo;
use super::price::exchanged;
use super::room::{cuts, gives_parts, pool, spans};
use super::strata::{counted, partners};
use super::{Binding, Gap, Known, Most, Stratum};
use crate::base::id::{BudgetId, RegionId};
use crate::base::money::Rounding;
use crate::base::period::Days;
use crate::model::Program;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Payout, Quantity, Scope, Source};
use crate::semantics::curve::CurveFault;

/// What all partners together can get of a payout.
#[derive(Clone, Debug)]
pub struct Total {
    pub most: Most,
    pub by: Binding,
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
pub fn together(program: &Program, totals: &[Total], span: Days) -> Result<Most, CurveFault> {
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
#[derive(Clone, Copy)]
pub struct Everybody<'p> {
    pub program: &'p Program,
    /// What was worked out already.
    pub memo: &'p Memo,
    pub region: Known<RegionId>,
    /// Whether a limit further out may leave a part of an award.
    pub cut: bool,
}

impl Everybody<'_> {
    /// The least of what the shape says and of what the partners add up to, tier by tier.
    pub fn total(&self, span: Days, payout: &Payout) -> Result<Total, CurveFault> {
        if !matches!(payout, Payout::Cap { .. } | Payout::Draw { .. }) {
            return self.least(span, payout);
        }
        let what = (std::ptr::from_ref(payout), self.region, span, self.cut);
        self.memo.total(what, || self.least(span, payout))
    }

    fn least(&self, span: Days, payout: &Payout) -> Result<Total, CurveFault> {
        let mut best = self.shaped(span, payout)?;
        // Limits hold for who is paid and rules for who sold: only what all sales earn can be added up by seller.
        let asked = self.memo.asked(self.program, payout);
        if asked.is_shared && !is_earned_by_sales(payout) {
            return Ok(best);
        }
        for as_of in asked.stratifications() {
            let mut sum = Most::ZERO;
            let mut by = Binding::Closed;
            let here = (self.program, self.memo);
            for (stratum, count) in counted(self.program, as_of, &asked) {
                let claims = of_part(here, self.at_home(stratum), span, payout, self.cut)?;
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
                let here = (program, self.memo);
                let claims = of_part(here, self.at_home(Stratum::ALL), span, payout, self.cut)?;
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
                let times = Ground::occasions(program, occasion, payout, span).len();
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
            Payout::Cap { cap, payout } => self.within(gives_parts(cap)).capped(cap, span, payout),
            Payout::Draw {
                from: Source::Budget(budget),
                payout,
            } => {
                let held = self.within(cuts(program, *budget));
                let inner = held.total(span, payout)?;
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
            | Payout::Net { payout, .. }
            | Payout::Larger { payout, .. }
            | Payout::Draw { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Guarantee { payout, .. }
            | Payout::Valued { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::Shared { payout, .. }
            | Payout::Undo { payout, .. }
            | Payout::TrueUp(payout) => self.shaped(span, payout),
            // Nothing is paid that stands under no occasion.
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
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

    /// The same inside a limit, which may leave a part of an award.
    fn within(&self, cut: bool) -> Self {
        Everybody {
            cut: self.cut || cut,
            ..*self
        }
    }

    /// A limit that partners share. A limit on each award is nobody's room: its partners' claims are held
    /// to it one by one.
    fn capped(&self, cap: &Cap, span: Days, payout: &Payout) -> Result<Total, CurveFault> {
        let inner = self.total(span, payout)?;
        let rooms = match cap.scope {
            _ if cap.span == CapSpan::Award => return Ok(inner),
            Scope::Program => 1,
            // One more for partners that are at home in none.
            Scope::Region => i128::try_from(self.program.regions.len())
                .ok()
                .and_then(|regions| regions.checked_add(1))
                .ok_or(CurveFault::Overflow)?,
            // Elsewhere partners are added up one by one.
            // At most, nobody belongs to another's group.
            Scope::Partner | Scope::Group if self.memo.asked(self.program, payout).is_shared => {
                match partners(self.program) {
                    Some(partners) => partners,
                    None if inner.most.amount().is_some() => return Ok(inner),
                    None => {
                        let gap = Gap::Partners(None);
                        return Ok(inner.within(Most::Unbounded(gap), Binding::Terms));
                    }
                }
            }
            Scope::Partner
            | Scope::Group
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
            let within = if part == span {
                inner.clone()
            } else {
                self.total(part, payout)?
            };
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

/// Whether nothing stands before the occasions of a payout that limits who is paid.
fn is_earned_by_sales(mut payout: &Payout) -> bool {
    while let Payout::Split { payout: inner, .. }
    | Payout::Hold { payout: inner, .. }
    | Payout::Instalments { payout: inner, .. }
    | Payout::Undo { payout: inner, .. }
    | Payout::TrueUp(inner) = payout
    {
        payout = inner;
    }
    matches!(payout, Payout::Over { .. })
}

/// What a contest gives all partners on one occasion; `None` for what is no contest. A part of a minor unit may be
/// rounded up for each who wins.
fn prizes(program: &Program, payout: &Payout) -> Result<Option<i128>, CurveFault> {
    match payout {
        Payout::Rank { prizes, .. } => {
            let mut sum = 0_i128;
            for prize in prizes {
                let most = Rounding::Up.round(exchanged(program, *prize)?);
                sum = sum.checked_add(most).ok_or(CurveFault::Overflow)?;
            }
            Ok(Some(sum))
        }
        Payout::When { then: payout, .. }
        | Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. } => prizes(program, payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        // What is given at least is no prize, and prizes may be things of any worth.
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => Ok(None),
    }
}
