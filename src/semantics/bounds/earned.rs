//! What the occasions of one partner come to: the claims of its periods and of its events, before caps and
//! budgets.

use std::collections::BTreeSet;

use super::award::award;
use super::claims::{Claims, Deed, What};
use super::ground::Ground;
use super::memo::Memo;
use super::room::sizes;
use super::rounded::{rounded_up, sum_of_sales};
use super::spread::spread;
use super::{Binding, Gap, Known, Most, Stop, Stratum};
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::measure::{Condition, Selector, Window};
use crate::payout::{Occasion, Payout};
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
pub struct Claimant<'p> {
    pub program: &'p Program,
    /// What was worked out already.
    pub memo: &'p Memo,
    pub stratum: Stratum,
    pub span: Days,
    /// What each award is held to, in minor units.
    pub each: Option<i128>,
    /// Whether a limit further out may leave a part of an award: then rooms are used by parts of any size.
    pub cut: bool,
    /// Whether it is paid parts of what others sell, instead of what it sells.
    pub is_credited: bool,
}

impl<'p> Claimant<'p> {
    pub fn over(&self, span: Days) -> Claimant<'p> {
        Claimant { span, ..*self }
    }

    pub fn ground(&self, days: Days) -> Ground<'p> {
        Ground {
            program: self.program,
            stratum: self.stratum,
            days,
            day: None,
            product: None,
            asked: None,
        }
    }

    /// Periods and stated days: each is one claim, and all share what the partner sells in the year.
    pub fn occasions(
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
        for days in Ground::occasions(program, occasion, payout, self.span) {
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
                asked: None,
            };
            let curve = match self.at_any_time(&ground, payout, days) {
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
        let total = rounded_up(most.total, &curves, sales.ok(), rounding)?;
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
    pub fn events(&self, selector: &Selector, payout: &Payout) -> Result<Claims, CurveFault> {
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
        if curve.is_nothing() {
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
        let sizes = sizes.filter(|sizes| !self.cut && sizes.iter().all(fits));
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

    /// The award of a period: what is posted in advance may be more than what its last day leaves of it.
    fn at_any_time(&self, ground: &Ground, payout: &Payout, days: Days) -> Result<Curve, Stop> {
        let last = self.award(ground, payout, None)?;
        if !walk::pays_in_advance(payout) {
            return Ok(last);
        }
        let early = Ground {
            day: Some(days.first()),
            ..*ground
        };
        Ok(last.greatest(&self.award(&early, payout, None)?)?)
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
}

pub fn one_of<T>(known: Known<T>) -> Option<T> {
    match known {
        Known::Is(value) => value,
        Known::Any => None,
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
