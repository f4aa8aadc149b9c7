//! The most that one partner's claims come to over a time: occasions added up, caps and budgets taken
//! into account.

use std::collections::BTreeSet;

use super::award::award;
use super::ground::{Ground, exchanged};
use super::room::{MOST_SIZES, cuts, holders, pool, room, sizes, spans};
use super::spread::{alone, spread};
use super::strata::asks;
use super::{Binding, Gap, Known, Most, Stop, Stratum};
use crate::base::id::{BudgetId, RegionId, TypeId};
use crate::base::money::Rounding;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Selector, Window};
use crate::payout::table::Set;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Occasion, Payout, Quantity, Source};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// What claims can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// In all.
    pub most: Most,
    /// The largest single one.
    pub one: Most,
    /// Every amount above zero that one can have, where there are few.
    pub sizes: Option<BTreeSet<i128>>,
    /// What holds it.
    pub by: Binding,
}

impl Claims {
    /// None.
    pub fn nothing() -> Claims {
        Claims {
            most: Most::ZERO,
            one: Most::ZERO,
            sizes: Some(BTreeSet::new()),
            by: Binding::Closed,
        }
    }

    fn unbounded(gap: Gap) -> Claims {
        Claims {
            most: Most::Unbounded(gap),
            one: Most::Unbounded(gap),
            sizes: None,
            by: Binding::Terms,
        }
    }

    /// Both, one after the other.
    pub fn plus(self, other: Claims) -> Result<Claims, CurveFault> {
        let larger = if self.one.is_below(&other.one) {
            other.one
        } else {
            self.one
        };
        let sizes = match (self.sizes, other.sizes) {
            (Some(mut sizes), Some(more)) => {
                sizes.extend(more);
                Some(sizes).filter(|sizes| sizes.len() <= MOST_SIZES)
            }
            (Some(_) | None, _) => None,
        };
        let by = if self.most == Most::ZERO {
            other.by
        } else {
            self.by
        };
        Ok(Claims {
            most: self.most.plus(other.most)?,
            one: larger,
            sizes,
            by,
        })
    }

    /// One or the other.
    fn or(self, other: Claims) -> Claims {
        let one = if self.one.is_below(&other.one) {
            other.one.clone()
        } else {
            self.one.clone()
        };
        let sizes = match (&self.sizes, &other.sizes) {
            (Some(left), Some(right)) => {
                let all: BTreeSet<i128> = left.union(right).copied().collect();
                Some(all).filter(|sizes| sizes.len() <= MOST_SIZES)
            }
            (Some(_) | None, _) => None,
        };
        let larger = if self.most.is_below(&other.most) {
            other
        } else {
            self
        };
        Claims {
            one,
            sizes,
            ..larger
        }
    }

    /// At most so much in all.
    fn within(mut self, limit: i128, by: Binding) -> Claims {
        let limit = Most::Of(limit.max(0));
        if limit.is_below(&self.most) {
            self.most = limit.clone();
            self.by = by;
        }
        if limit.is_below(&self.one) {
            self.one = limit;
        }
        self
    }
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
            let claims = claimant.part(payout, false)?;
            best = Some(match best {
                None => claims,
                Some(held) => held.or(claims),
            });
        }
    }
    Ok(best.unwrap_or_else(Claims::nothing))
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
        let is_longer = own.is_some_and(|own| longest.is_some_and(|cycle| cycle > own));
        let mut claims: Vec<(Days, Curve)> = Vec::new();
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
                Err(Stop::Gap(gap)) => return Ok(Claims::unbounded(gap)),
                Err(Stop::Fault(fault)) => return Err(fault),
            };
            match claims.last_mut() {
                // One claim for the longer period: each occasion posts what is still missing.
                Some((held, most)) if *held == read && is_longer && trues_up => {
                    *most = most.greatest(&curve)?;
                }
                Some(_) | None => claims.push((read, curve)),
            }
        }
        self.sum_of(&claims, !is_longer || trues_up)
    }

    fn sum_of(&self, claims: &[(Days, Curve)], shared: bool) -> Result<Claims, CurveFault> {
        let ground = self.ground(self.span);
        let sales = ground.yearly_sales();
        let curves: Vec<Curve> = claims.iter().map(|(_, curve)| curve.clone()).collect();
        let most = if shared {
            spread(&curves, sales.ok())?
        } else {
            alone(&curves, sales.ok())?
        };
        let Some(most) = most else {
            let gap = sales.err().unwrap_or(Gap::YearlySales(None));
            return Ok(Claims::unbounded(gap));
        };
        let rounding = self.program.rounding;
        let paying = curves.iter().filter(|curve| pays(curve)).count();
        let total = match most.sales.as_deref().map(|at| values(&curves, at)) {
            Some(values) if values.as_ref().is_ok_and(|all| all.iter().all(is_whole)) => {
                most.total.floor()
            }
            Some(_) | None => rounded_up(most.total, paying, rounding)?,
        };
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
        let tier = match self.stratum.tier {
            Known::Is(tier) => tier,
            Known::Any => None,
        };
        let by = match (total, needs_sales && sales.is_ok()) {
            (0, _) => Binding::Closed,
            (_, true) => Binding::YearlySales(tier),
            (_, false) => Binding::Terms,
        };
        Ok(Claims {
            most: Most::Of(total),
            one: Most::Of(one),
            sizes: None,
            by,
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
            Err(Stop::Gap(gap)) => return Ok(Claims::unbounded(gap)),
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
        let (most, by) = if selector.fact == FactKind::Sale {
            match sales {
                Err(gap) => (Most::Unbounded(gap), Binding::Terms),
                Ok(sales) => {
                    let tier = match self.stratum.tier {
                        Known::Is(tier) => tier,
                        Known::Any => None,
                    };
                    let price = ground.least_price(&[&selector.all]);
                    let most = sum_of_sales(&curve, sales, price, rounding)?;
                    (most, Binding::YearlySales(tier))
                }
            }
        } else {
            (Most::Unbounded(Gap::Facts(selector.fact)), Binding::Terms)
        };
        Ok(Claims {
            most,
            one,
            sizes,
            by,
        })
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

fn values(curves: &[Curve], at: &[Ratio]) -> Result<Vec<Ratio>, CurveFault> {
    curves
        .iter()
        .zip(at)
        .map(|(curve, x)| curve.value(*x))
        .collect()
}

/// Whether a curve gives anything anywhere.
fn pays(curve: &Curve) -> bool {
    curve.pieces().iter().any(|piece| {
        let most = piece.at.max(piece.after).max(piece.slope);
        most > Ratio::ZERO
    })
}

fn is_whole(value: &Ratio) -> bool {
    value.den() == 1
}

/// The most that rounding adds to one posting: nothing, a half or just under one.
fn rounding_slack(rounding: Rounding) -> Result<Ratio, CurveFault> {
    match rounding {
        Rounding::Down => Ok(Ratio::ZERO),
        Rounding::HalfUp | Rounding::HalfEven => Ratio::new(1, 2).ok_or(CurveFault::Overflow),
        Rounding::Up => Ok(Ratio::ONE),
    }
}

fn rounded_up(total: Ratio, postings: usize, rounding: Rounding) -> Result<i128, CurveFault> {
    let count = i128::try_from(postings).map_err(|_| CurveFault::Overflow)?;
    let slack = rounding_slack(rounding)?.times(Ratio::whole(count))?;
    Ok(total.plus(slack)?.floor())
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

/// The most that sales which add up to `sales` are paid, each posting rounded by itself.
fn sum_of_sales(
    curve: &Curve,
    sales: Ratio,
    price: Result<Ratio, Gap>,
    rounding: Rounding,
) -> Result<Most, CurveFault> {
    let at_once = curve.value(Ratio::ZERO)? > Ratio::ZERO;
    let least = match price {
        Ok(price) => price.min(sales),
        Err(gap) if at_once => return Ok(Most::Unbounded(gap)),
        // The smallest sale is of one minor unit.
        Err(_) => Ratio::ONE.min(sales),
    };
    if least <= Ratio::ZERO {
        return Ok(Most::ZERO);
    }
    let is_flat = curve.pieces().len() == 1 && curve.slope(Ratio::ZERO).is_zero();
    if is_flat {
        let each = rounding.round(curve.value(Ratio::ZERO)?);
        let count = sales.over(least)?.floor();
        return Ok(Most::Of(
            count.checked_mul(each).ok_or(CurveFault::Overflow)?,
        ));
    }
    let rate = steepest(curve, least, sales, rounding)?;
    Ok(Most::Of(rate.times(sales)?.floor()))
}

/// More amounts than this in one period of rounding are not tried one by one.
const MOST_AMOUNTS: i128 = 2_000;

/// The largest part of its amount that a sale of at least `least` is paid once it is rounded: no sales that
/// add up to less are paid a larger part.
///
/// On a straight piece with a slope of p/q, q more give p more and are rounded alike, so that the part only
/// moves towards the slope: the first and the last q amounts of a piece have the largest.
fn steepest(
    curve: &Curve,
    least: Ratio,
    sales: Ratio,
    rounding: Rounding,
) -> Result<Ratio, CurveFault> {
    let slack = rounding_slack(rounding)?;
    let first = least.floor().saturating_add(i128::from(!is_whole(&least)));
    let end = sales.floor();
    let mut steepest = Ratio::ZERO;
    let pieces = curve.pieces();
    for (place, piece) in pieces.iter().enumerate() {
        let next = pieces.get(place.saturating_add(1));
        let from = first.max(piece.from.floor());
        let to = next.map_or(end, |next| next.from.floor().saturating_add(1).min(end));
        let period = piece.slope.den();
        if period > MOST_AMOUNTS {
            for amount in [from, from.saturating_add(1), to] {
                let amount = Ratio::whole(amount.max(first));
                steepest = steepest.max(curve.value(amount)?.plus(slack)?.over(amount)?);
            }
            steepest = steepest.max(piece.slope);
            continue;
        }
        let low = from..=to.min(from.saturating_add(period));
        let high = from.max(to.saturating_sub(period).saturating_sub(1))..=to;
        for amount in low.chain(high) {
            let amount = Ratio::whole(amount);
            let paid = Ratio::whole(rounding.round(curve.value(amount)?));
            steepest = steepest.max(paid.over(amount)?);
        }
    }
    Ok(steepest)
}
