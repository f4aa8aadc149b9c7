//! What one sale can be paid at most, by all incentives that may meet on it, and who pays what.

use std::collections::{BTreeMap, BTreeSet};

use super::case::still::Still;
use super::case::{Case, Making, Stage};
use super::found::{Found, Outcome};
use super::price::{exchanged, price_of};
use super::setting::{days, meetings, strata};
use super::sheet::Sheets;
use super::{Gap, Stop, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, ProductId, RegionId, TierId, TypeId};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::Program;
use crate::payout::test::Test;
use crate::payout::{Payout, Quantity};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// Up to so many incentives that meet on a sale, every set of them is tried.
pub const MOST_TRIED: usize = 12;

/// The sale that is paid the largest part of its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneSale {
    /// What is sold.
    pub product: ProductId,
    /// By a partner that holds this tier on the day.
    pub tier: Option<TierId>,
    /// At home here, where that matters.
    pub region: Option<RegionId>,
    /// Of this type, where that matters.
    pub sort: Option<TypeId>,
    /// On this day.
    pub day: Date,
    /// Its net amount in minor units.
    pub amount: i128,
    /// What it is paid by each incentive, in minor units before rounding; most first.
    pub paid: Vec<(IncentiveId, Ratio)>,
    /// In all.
    pub total: Ratio,
    /// The part of its amount that this is.
    pub rate: Ratio,
    /// Whether the evaluator pays as much on the case (but for rounding); else the total is not tight.
    pub attained: bool,
    /// What the evaluator pays on the case, in minor units.
    pub played: i128,
    /// The case: the sale, and another before it where that one lifts it into a higher band; empty until it
    /// is [`played`].
    pub case: Case,
}

/// The most that a product's sale is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dearest {
    /// This sale.
    Sale(Box<OneSale>),
    /// There is no largest part: a fixed amount is paid on sales of any size, or what is missing.
    Unbounded {
        /// What is sold.
        product: ProductId,
        /// Which incentive has no limit.
        incentive: IncentiveId,
        /// What is missing.
        gap: Gap,
    },
    /// Nothing is paid on it.
    Nothing(ProductId),
}

/// For each product, the sale that is paid the largest part of its amount, with its case.
pub fn one_sale(program: &Program) -> Result<Vec<Dearest>, CurveFault> {
    let still = Still::of(program);
    let stage = Stage::of(&still);
    let mut found = dearest(program)?;
    for each in &mut found {
        if let Dearest::Sale(sale) = each {
            play(program, &stage, sale);
        }
    }
    Ok(found)
}

/// A sale with its case.
pub fn played(program: &Program, sale: &OneSale) -> OneSale {
    let mut sale = sale.clone();
    play(program, &Stage::of(&Still::of(program)), &mut sale);
    sale
}

/// For each product, the sale that is paid the largest part of its amount. Cases are not played: a program
/// may have thousands of products, and a finding needs the case of one.
pub fn dearest(program: &Program) -> Result<Vec<Dearest>, CurveFault> {
    let strata = strata(program);
    let meetings = meetings(program);
    let days = days(program);
    let met = meetings.iter().flatten().copied().collect();
    let mut sheets = Sheets::of(program, met);
    let mut alike: BTreeMap<_, Outcome> = BTreeMap::new();
    let mut found = Vec::new();
    for (product, held) in (0..).map(ProductId).zip(&program.products) {
        let launch = held.launch.unwrap_or(Date::MIN);
        let price = price_of(program, product);
        let key = (
            sheets.lists(product).to_vec(),
            held.line,
            held.launch,
            price,
        );
        if let Some(outcome) = alike.get(&key) {
            found.push(outcome.of(product));
            continue;
        }
        let days: BTreeSet<Date> = days
            .iter()
            .map(|day| launch.max(*day))
            .filter(|day| program.fiscal.year().contains(*day))
            .collect();
        let mut search = Search {
            program,
            strata: &strata,
            meetings: &meetings,
            sheets: &mut sheets,
            product,
            outcome: Outcome::default(),
        };
        for day in days {
            search.on(day)?;
        }
        let outcome = search.outcome;
        found.push(outcome.of(product));
        alike.insert(key, outcome);
    }
    Ok(found)
}

struct Search<'s, 'p> {
    program: &'p Program,
    strata: &'s [Stratum],
    meetings: &'s BTreeSet<Vec<IncentiveId>>,
    sheets: &'s mut Sheets<'p>,
    product: ProductId,
    outcome: Outcome,
}

impl Search<'_, '_> {
    fn on(&mut self, day: Date) -> Result<(), CurveFault> {
        for stratum in self.strata.iter().copied() {
            let lines = self.sheets.lines(stratum, self.product, day);
            let mut curves = Vec::new();
            for (id, given) in &lines {
                match &**given {
                    Ok(curve) => curves.push((*id, curve)),
                    Err(Stop::Gap(gap)) => self.outcome.stop(*id, *gap),
                    Err(Stop::Fault(fault)) => return Err(*fault),
                }
            }
            for meeting in self.meetings {
                let met = curves
                    .iter()
                    .filter(|(id, _)| meeting.binary_search(id).is_ok());
                self.weigh(stratum, day, &met.copied().collect::<Vec<_>>())?;
            }
        }
        Ok(())
    }

    /// The ratio of straight pieces is largest at an end of a piece, or at the smallest sale.
    fn weigh(
        &mut self,
        stratum: Stratum,
        day: Date,
        curves: &[(IncentiveId, &Curve)],
    ) -> Result<(), CurveFault> {
        let least = price_of(self.program, self.product).filter(|price| *price > Ratio::ZERO);
        let flat = curves.iter().find(|(_, curve)| {
            curve
                .pieces()
                .first()
                .is_some_and(|p| p.after > Ratio::ZERO)
        });
        if let (None, Some((id, _))) = (least, flat) {
            self.outcome.stop(*id, Gap::Price);
            return Ok(());
        }
        let smallest = least.unwrap_or(Ratio::ONE);
        let mut amounts = BTreeSet::from([Ratio::whole(smallest.floor()).max(smallest)]);
        for (_, curve) in curves {
            let ends = curve.wholes(None)?;
            amounts.extend(ends.into_iter().filter(|end| *end >= smallest));
        }
        for amount in amounts {
            let mut gives = Vec::new();
            for (id, curve) in curves {
                let value = curve.value(amount)?;
                if value > Ratio::ZERO {
                    gives.push((*id, value));
                }
            }
            let (paid, total) = together(self.program, &gives)?;
            let rate = total.over(amount)?;
            if self
                .outcome
                .best
                .as_ref()
                .is_none_or(|best| rate > best.rate)
            {
                self.outcome.best = Some(Found {
                    stratum,
                    day,
                    amount,
                    paid,
                    total,
                    rate,
                });
            }
        }
        Ok(())
    }
}

/// Builds the case of a sale: with nothing before it, or with enough sold before it to stand in a higher
/// band; the one on which it is paid most is kept.
fn play(program: &Program, stage: &Stage, sale: &mut OneSale) {
    let ids: Vec<IncentiveId> = sale.paid.iter().map(|(id, _)| *id).collect();
    let who = (sale.tier, sale.region, sale.sort);
    let mut best: Option<(i128, Case)> = None;
    for (before, plain) in fillings(program, &ids) {
        let mut making = Making::of(program, who, &ids);
        match (before > 0, plain) {
            (false, _) => {}
            (true, false) => _ = making.sale(sale.product, sale.day, before),
            (true, true) => making.plain_sale(sale.product, sale.day, before),
        }
        let id = making.sale(sale.product, sale.day, sale.amount);
        let case = making.done();
        let Ok(paid) = stage.play(&case) else {
            continue;
        };
        let amount = paid.for_fact(&id);
        if best.as_ref().is_none_or(|(held, _)| amount > *held) {
            best = Some((amount, case));
        }
    }
    let Some((amount, case)) = best else {
        return;
    };
    // Each incentive's posting is rounded once, and spread over its sales in whole minor units.
    let slack = Ratio::whole(i128::try_from(ids.len()).unwrap_or(0));
    let short = sale.total.less(Ratio::whole(amount));
    sale.attained = is_tried(program, &ids) && short.is_ok_and(|short| short < slack);
    sale.played = amount;
    sale.case = case;
}

/// What may have been sold before: nothing, or as much as a band begins at or a test asks for; also by a plain sale, which
/// takes nothing from the rooms of rewards for new customers and registered deals.
fn fillings(program: &Program, ids: &[IncentiveId]) -> Vec<(i128, bool)> {
    let mut before = BTreeSet::from([0]);
    for incentive in ids.iter().filter_map(|id| program.incentive(*id)) {
        walk::visit(&incentive.payout, &mut |part| {
            if let Payout::Bands(table) = part {
                let starts = table.starts.iter().filter_map(|start| start.at);
                before.extend(starts.map(|start| start.floor().max(0)));
            }
            if let Payout::When { test, .. } = part {
                asked(program, test, &mut before);
            }
        });
    }
    let both = before
        .into_iter()
        .flat_map(|amount| [(amount, false), (amount, true)]);
    both.collect()
}

/// The amounts of money that a test asks for.
fn asked(program: &Program, test: &Test, into: &mut BTreeSet<i128>) {
    if let Test::All(parts) | Test::Any(parts) = test {
        parts.iter().for_each(|part| asked(program, part, into));
    } else if let Some(held) = test.threshold()
        && let unit @ Unit::Money(_) = held.unit
    {
        let amounts = held.amounts.iter().flatten();
        let amounts = amounts.map(|amount| Quantity {
            amount: *amount,
            unit,
        });
        let amounts = amounts.filter_map(|amount| exchanged(program, amount).ok());
        into.extend(amounts.map(|amount| amount.floor().max(0)));
    }
}

/// Whether some of these incentives are never paid together.
fn clash(program: &Program, ids: &[IncentiveId]) -> bool {
    let apart = |left: IncentiveId, right: IncentiveId| {
        let pairs = &program.excluded;
        let compared = |group: &Vec<IncentiveId>| group.contains(&left) && group.contains(&right);
        pairs.contains(&(left, right))
            || pairs.contains(&(right, left))
            || program.larger.iter().any(compared)
    };
    ids.iter().enumerate().any(|(place, left)| {
        let mut rest = ids.iter().skip(place.saturating_add(1));
        rest.any(|right| apart(*left, *right))
    })
}

/// Whether what these incentives pay together is found by trying; else it is the sum of all, which no sale may
/// be paid, and so is never tight.
fn is_tried(program: &Program, ids: &[IncentiveId]) -> bool {
    ids.len() <= MOST_TRIED || !clash(program, ids)
}

/// The incentives that together pay most, of those that do not exclude each other.
fn together(
    program: &Program,
    gives: &[(IncentiveId, Ratio)],
) -> Result<(Vec<(IncentiveId, Ratio)>, Ratio), CurveFault> {
    let mut sum = Ratio::ZERO;
    for (_, value) in gives {
        sum = sum.plus(*value)?;
    }
    let ids: Vec<IncentiveId> = gives.iter().map(|(id, _)| *id).collect();
    if !clash(program, &ids) || !is_tried(program, &ids) {
        return Ok((gives.to_vec(), sum));
    }
    let mut best = (Vec::new(), Ratio::ZERO);
    let sets = 1_u32
        .checked_shl(u32::try_from(gives.len()).unwrap_or(0))
        .unwrap_or(0);
    for set in 0..sets {
        let mut chosen: Vec<(IncentiveId, Ratio)> = Vec::new();
        for (place, give) in (0_u32..).zip(gives) {
            if set.checked_shr(place).is_some_and(|bits| bits & 1 == 1) {
                chosen.push(*give);
            }
        }
        let ids: Vec<IncentiveId> = chosen.iter().map(|(id, _)| *id).collect();
        let meets = !clash(program, &ids);
        let mut total = Ratio::ZERO;
        for (_, value) in &chosen {
            total = total.plus(*value)?;
        }
        if meets && total > best.1 {
            best = (chosen, total);
        }
    }
    Ok(best)
}
