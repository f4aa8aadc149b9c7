//! The most that one partner's claims come to over a time: occasions added up, caps and budgets taken
//! into account.

use std::collections::BTreeSet;

use super::award::award;
use super::claims::{Claims, Deed, What};
use super::ground::{Ground, exchanged};
use super::room::{cuts, holders, pool, room, sizes, spans};
use super::rounded::{rounded_up, sum_of_sales};
use super::spread::spread;
use super::strata::asks;
use super::{Binding, Gap, Known, Most, Stop, Stratum};
use crate::base::id::{BudgetId, RegionId, TypeId};
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Selector, Window};
use crate::payout::table::Set;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Occasion, Payout, Quantity, Source};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// One claim of a period: the days whose sales it reads, those of its last occasion, and what it gives by
/// what is sold.
struct Earned {
    read: Days,
    days: Days,
    curve: Curve,
}

/// Whose claims, over which days.
#[derive(Clone, Copy)]
struct Claimant<'p> {
    program: &'p Program,
    stratum: Stratum,
    span: Days,
    /// What each award is held to, in minor units.
    each: Option<i128>,
}

/// The most that the claims of one partner on a payout come to, where its region and type are open and
/// the payout asks for them: a partner has one of each all the year.
pub fn of_partner(
    program: &Program,
    stratum: Stratum,
    span: Days,
    payout: &Payout,
) -> Result<Claims, CurveFault> {
    let mut best: Option<Claims> = None;
    for region in regions(program, stratum, payout) {
        for sort in sorts(program, stratum, payout) {
            let stratum = Stratum {
                region,
                sort,
                ..stratum
            };
            let claimant = Claimant {
                program,
                stratum,
                span,
                each: None,
            };
            let mut claims = claimant.part(payout, false)?;
            claims.home = (one_of(region), one_of(sort));
            best = Some(match best {
                None => claims,
                Some(held) => held.or(claims),
            });
        }
    }
    Ok(best.unwrap_or_else(Claims::nothing))
}

fn one_of<T>(known: Known<T>) -> Option<T> {
    match known {
        Known::Is(value) => value,
        Known::Any => None,
    }
}

fn regions(program: &Program, stratum: Stratum, payout: &Payout) -> Vec<Known<RegionId>> {
    if stratum.region != Known::Any || !asks(payout, Set::Region) {
        return vec![stratum.region];
    }
    let all = (0..).map(RegionId).zip(&program.regions);
    let all = all.map(|(id, _)| Known::Is(Some(id)));
    all.chain([Known::Is(None)]).collect()
}

fn sorts(program: &Program, stratum: Stratum, payout: &Payout) -> Vec<Known<TypeId>> {
    if stratum.sort != Known::Any || !asks(payout, Set::Type) {
        return vec![stratum.sort];
    }
    let all = (0..).map(TypeId).zip(&program.types);
    let all = all.map(|(id, _)| Known::Is(Some(id)));
    all.chain([Known::Is(None)]).collect()
}

impl<'p> Claimant<'p> {
    fn over(&self, span: Days) -> Claimant<'p> {
        Claimant { span, ..*self }
    }

    fn ground(&self, days: Days) -> Ground<'p> {
        Ground {
            program: self.program,
            stratum: self.stratum,
            days,
            day: None,
            product: None,
        }
    }

    fn part(&self, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        match payout {
            Payout::Over { occasion, payout } => match occasion {
                Occasion::Event { selector, .. } => self.events(selector, payout),
                Occasion::Period(_) | Occasion::Days(_) => {
                    self.occasions(occasion, payout, trues_up)
                }
            },
            // Parts of one award; each part is bounded alone, since a part may have no share in an occasion.
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                let mut sum = Claims::nothing();
                for part in parts {
                    sum = sum.plus(self.part(part, trues_up)?)?;
                }
                Ok(sum)
            }
            Payout::When { test, then } => match self.ground(self.span).holds(test) {
                Some(false) => Ok(Claims::nothing()),
                Some(true) | None => self.part(then, trues_up),
            },
            Payout::Choose { across, arms } => match self.ground(self.span).member(*across) {
                Known::Is(place) => {
                    let arm = place.and_then(|place| arms.get(place)?.as_ref());
                    arm.map_or(Ok(Claims::nothing()), |arm| self.part(arm, trues_up))
                }
                Known::Any => {
                    let mut sum = Claims::nothing();
                    for arm in arms.iter().flatten() {
                        sum = sum.plus(self.part(arm, trues_up)?)?;
                    }
                    Ok(sum)
                }
            },
            Payout::Cap { cap, payout } => self.capped(cap, payout, trues_up),
            Payout::Draw { from, payout } => match from {
                Source::Budget(budget) => self.drawn(*budget, payout, trues_up),
                Source::Credit => self.part(payout, trues_up),
            },
            Payout::TrueUp(payout) => self.part(payout, true),
            Payout::Split { payout, .. } | Payout::Undo { payout, .. } => {
                self.part(payout, trues_up)
            }
            // Shapes that stand under no occasion give nothing.
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Rank { .. } => Ok(Claims::nothing()),
        }
    }

    /// Periods and stated days: each is one claim, and all share what the partner sells in the year.
    fn occasions(
        &self,
        occasion: &Occasion,
        payout: &Payout,
        trues_up: bool,
    ) -> Result<Claims, CurveFault> {
        let program = self.program;
        let own = match occasion {
            Occasion::Period(cycle) => Some(*cycle),
            Occasion::Event { .. } | Occasion::Days(_) => None,
        };
        let longest = longest_window(payout);
        let is_longer = trues_up && own.is_some_and(|own| longest.is_some_and(|cycle| cycle > own));
        let mut claims: Vec<Earned> = Vec::new();
        for days in Ground::occasions(program, occasion, self.span) {
            let read = match longest {
                Some(cycle) if is_longer => {
                    let period = program.fiscal.period_at(cycle, days.last());
                    program.fiscal.days(period)
                }
                Some(_) | None => days,
            };
            let ground = Ground {
                program,
                stratum: self.stratum,
                days: read,
                day: Some(days.last()),
                product: None,
            };
            let curve = match self.award(&ground, payout, None) {
                Ok(curve) => curve,
                Err(Stop::Gap(gap)) => {
                    let sold = Deed::sale(days, None);
                    return Ok(Claims::unbounded(gap, vec![sold]));
                }
                Err(Stop::Fault(fault)) => return Err(fault),
            };
            match claims.last_mut() {
                // One claim for the longer period: each occasion posts what is still missing.
                Some(held) if held.read == read && is_longer => {
                    held.days = days;
                    held.curve = held.curve.greatest(&curve)?;
                }
                Some(_) | None => claims.push(Earned { read, days, curve }),
            }
        }
        self.sum_of(&claims)
    }

    fn sum_of(&self, claims: &[Earned]) -> Result<Claims, CurveFault> {
        let ground = self.ground(self.span);
        let sales = ground.yearly_sales();
        let curves: Vec<Curve> = claims.iter().map(|claim| claim.curve.clone()).collect();
        let Some(most) = spread(&curves, sales.ok())? else {
            let gap = sales.err().unwrap_or(Gap::YearlySales(None));
            let sold = claims.iter().map(|claim| Deed::sale(claim.days, None));
            return Ok(Claims::unbounded(gap, sold.collect()));
        };
        let rounding = self.program.rounding;
        let total = rounded_up(most.total, &curves, rounding)?;
        let mut one = 0_i128;
        for curve in &curves {
            let peak = curve
                .peak(sales.ok())?
                .map_or(Ratio::ZERO, |(_, value)| value);
            one = one.max(rounding.round(peak));
        }
        let needs_sales = curves.iter().any(|curve| {
            let endless = curve.peak(None).ok().flatten();
            endless.is_none_or(|(_, value)| Ok(value) != curve.value(Ratio::ZERO))
        });
        let by = match (total, needs_sales && sales.is_ok()) {
            (0, _) => Binding::Closed,
            (_, true) => Binding::YearlySales(one_of(self.stratum.tier)),
            (_, false) => Binding::Terms,
        };
        let deeds = match most.sales {
            Some(sales) => {
                let paid = claims.iter().zip(sales).filter_map(|(claim, sold)| {
                    if sold > Ratio::ZERO {
                        return Some(Deed::sale(claim.days, Some(sold.floor())));
                    }
                    // What is paid whatever is sold still rests on some sale.
                    let at_once = claim.curve.value(sold).ok()?;
                    (at_once > Ratio::ZERO).then(|| Deed::sale(claim.days, None))
                });
                paid.collect()
            }
            None => claims
                .iter()
                .map(|claim| Deed::sale(claim.days, None))
                .collect(),
        };
        Ok(Claims {
            most: Most::Of(total),
            one: Most::Of(one),
            by,
            deeds,
            sizes: None,
            ..Claims::nothing()
        })
    }

    /// Events: as many as the year's sales allow, each of the least price or of more.
    fn events(&self, selector: &Selector, payout: &Payout) -> Result<Claims, CurveFault> {
        let days = self.span.overlap(&self.program.fiscal.year());
        let Some(days) = days else {
            return Ok(Claims::nothing());
        };
        let ground = self.ground(days);
        if selector.all.iter().any(|each| ground.excludes(each)) {
            return Ok(Claims::nothing());
        }
        let curve = match self.award(&ground, payout, Some(selector)) {
            Ok(curve) => curve,
            Err(Stop::Gap(gap)) => {
                let deed = Deed {
                    times: None,
                    ..Deed::sale(days, None)
                };
                return Ok(Claims::unbounded(gap, vec![deed]));
            }
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        if curve == Curve::constant(Ratio::ZERO) {
            return Ok(Claims::nothing());
        }
        let sales = ground.yearly_sales();
        let rounding = self.program.rounding;
        let one = match curve.peak(sales.ok())? {
            Some((_, value)) => Most::Of(rounding.round(value)),
            None => Most::Unbounded(sales.err().unwrap_or(Gap::YearlySales(None))),
        };
        let sizes = sizes(self.program, payout).map(|sizes| {
            let above = sizes.into_iter().filter(|size| *size > 0);
            above.collect::<BTreeSet<i128>>()
        });
        let fits = |size: &i128| self.each.is_none_or(|each| *size <= each);
        let sizes = sizes.filter(|sizes| sizes.iter().all(fits));
        let (most, by, deed) = self.many(selector, &ground, &curve)?;
        Ok(Claims {
            most,
            one,
            sizes,
            by,
            deeds: vec![deed],
            ..Claims::nothing()
        })
    }

    /// As many events as there can be, and how they are done.
    fn many(
        &self,
        selector: &Selector,
        ground: &Ground,
        curve: &Curve,
    ) -> Result<(Most, Binding, Deed), CurveFault> {
        let mut days = ground.days;
        for condition in &selector.all {
            if let Condition::Within(span) = condition {
                days = days.overlap(span).unwrap_or(days);
            }
        }
        if selector.fact != FactKind::Sale {
            let gap = Gap::Facts(selector.fact);
            let deed = Deed {
                days,
                what: What::Other(selector.fact),
                times: None,
            };
            return Ok((Most::Unbounded(gap), Binding::Terms, deed));
        }
        let price = ground.least_price(&[&selector.all]);
        let sales = match ground.yearly_sales() {
            Ok(sales) => sales,
            Err(gap) => {
                let flat = curve.pieces().len() == 1 && curve.slope(Ratio::ZERO).is_zero();
                let amount = price.ok().filter(|_| flat);
                let deed = Deed {
                    times: None,
                    ..Deed::sale(days, amount.map(Ratio::floor))
                };
                return Ok((Most::Unbounded(gap), Binding::Terms, deed));
            }
        };
        let by = Binding::YearlySales(one_of(self.stratum.tier));
        let (most, amount) = sum_of_sales(curve, sales, price, self.program.rounding)?;
        let deed = Deed {
            times: None,
            ..Deed::sale(days, Some(amount.floor()))
        };
        Ok((most, by, deed))
    }

    fn capped(&self, cap: &Cap, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        if cap.span == CapSpan::Award {
            return self.limited(cap, payout, trues_up);
        }
        let inner = self.part(payout, trues_up)?;
        if inner.most == Most::ZERO {
            return Ok(inner);
        }
        let limit = self.limit(cap)?;
        let by = Binding::Cap {
            limit,
            counts_awards: cap.counts == Counts::Awards,
            scope: cap.scope,
            span: cap.span.clone(),
        };
        if limit <= 0 {
            return Ok(Claims {
                by,
                ..Claims::nothing()
            });
        }
        let Some(holders) = holders(self.program, cap.scope, payout) else {
            return Ok(inner);
        };
        let mut sum = Claims::nothing();
        for span in spans(self.program, &cap.span, self.span) {
            let part = self.over(span).part(payout, trues_up)?;
            let room = room(cap, limit, &part)?;
            sum = sum.plus(match room {
                Some(room) => {
                    let all = room.checked_mul(holders).ok_or(CurveFault::Overflow)?;
                    part.within(all, by.clone())
                }
                None => part,
            })?;
        }
        if inner.most.is_below(&sum.most) || inner.most == sum.most {
            sum.most = inner.most;
            sum.by = inner.by;
        }
        // What is paid to a limit may be a part of any size.
        sum.sizes = inner
            .sizes
            .filter(|_| cap.crossing != Crossing::PaidToTheLimit);
        Ok(sum)
    }

    /// A limit on each award keeps no room: every award alone is held to it.
    fn limited(&self, cap: &Cap, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        let limit = self.limit(cap)?;
        let each = match (limit <= 0, cap.crossing) {
            (true, _) => 0,
            (false, Crossing::PaidThenClosed) => return self.part(payout, trues_up),
            (false, Crossing::Refused | Crossing::PaidToTheLimit) => limit,
        };
        let held = Claimant {
            each: Some(self.each.map_or(each, |held| held.min(each))),
            ..*self
        };
        held.part(payout, trues_up)
    }

    /// The award of one claim, held to the limit of each.
    fn award(
        &self,
        ground: &Ground,
        payout: &Payout,
        event: Option<&Selector>,
    ) -> Result<Curve, Stop> {
        let limit = self.each.map(|each| Curve::constant(Ratio::whole(each)));
        match (award(ground, payout, event), limit) {
            (Ok(curve), Some(limit)) => Ok(curve.least(&limit)?),
            (Err(Stop::Gap(_)), Some(limit)) => Ok(limit),
            (other, _) => other,
        }
    }

    fn limit(&self, cap: &Cap) -> Result<i128, CurveFault> {
        let amounts: Vec<Option<Ratio>> = match cap.limit.across {
            None => cap.limit.amounts.first().copied().into_iter().collect(),
            Some(across) => match self.ground(self.span).member(across) {
                Known::Any => cap.limit.amounts.clone(),
                Known::Is(place) => {
                    vec![place.and_then(|place| cap.limit.amounts.get(place).copied().flatten())]
                }
            },
        };
        let mut limit = 0_i128;
        for amount in amounts.into_iter().flatten() {
            let amount = exchanged(
                self.program,
                Quantity {
                    amount,
                    unit: cap.limit.unit,
                },
            )?;
            limit = limit.max(amount.floor());
        }
        Ok(limit)
    }

    fn drawn(
        &self,
        budget: BudgetId,
        payout: &Payout,
        trues_up: bool,
    ) -> Result<Claims, CurveFault> {
        let inner = self.part(payout, trues_up)?;
        let Some(pool) = pool(self.program, budget, self.span, &inner)? else {
            return Ok(inner);
        };
        let mut held = inner.within(pool, Binding::Budget(budget));
        held.sizes = held.sizes.filter(|_| !cuts(self.program, budget));
        Ok(held)
    }
}

/// The longest cycle that a payout counts sales in.
fn longest_window(payout: &Payout) -> Option<Cycle> {
    let mut longest: Option<Cycle> = None;
    walk::visit(payout, &mut |part| {
        for reading in walk::bases(part) {
            if let Window::In(cycle) = reading.window {
                longest = longest.max(Some(cycle));
            }
        }
    });
    longest
}
