//! The curves in which edges are looked for: each incentive once for every kind of partner that it tells
//! apart and every way in which what it is paid on can grow.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::case::{Case, Making, Stage};
use super::edge::{Place, Side};
use super::ground::Ground;
use super::growing::movers;
use super::mover::{BASE_MINOR, Mover, Moves, pools_as_caps};
use super::strata::asks;
use super::wanted::Wanted;
use super::{Known, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, MeasureId, ProductId, RegionId, TierId, TypeId};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::payout::measure::{Condition, Measured, Window};
use crate::payout::table::Set;
use crate::payout::{Occasion, Payout};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// One incentive's curve for one kind of partner and one way of growing.
pub struct Drawn {
    /// Where.
    pub place: Place,
    /// For whom.
    pub stratum: Stratum,
    /// What grows.
    pub moves: Moves,
    /// The day of the sales that grow: where a change of terms parts a period, each part has a curve of its own.
    pub on: Date,
    /// What it gives.
    pub curve: Curve,
    /// Whether the case needs earlier sales to grow from.
    pub asked_base: bool,
    /// Whether it is an event's.
    pub is_event: bool,
}

impl Drawn {
    /// One side of an edge.
    pub fn side(&self, program: &Program, amount: Ratio) -> Result<Side, CurveFault> {
        Ok(Side {
            amount: amount.floor(),
            paid: program.rounding.round(self.curve.value(amount)?),
            case: self.case(program, amount.floor()),
        })
    }

    /// One sale of the amount on the day.
    fn case(&self, program: &Program, amount: i128) -> Case {
        let place = &self.place;
        let who = (place.tier, place.region, place.sort);
        let mut making = Making::of(program, who, &[place.incentive]);
        if let (Moves::Sales, Some(product)) = (self.moves, place.product) {
            let day = self.on;
            if self.asked_base {
                let year = Days::new(day.plus_months(-12), day.plus_months(-12));
                let earlier = year.map_or(Date::MIN, |days| days.first());
                making.sale(product, earlier, BASE_MINOR);
            }
            if amount > 0 {
                making.sale(product, day, amount);
            }
        }
        making.done()
    }

    /// Whether the evaluator pays as a side says.
    pub fn confirms(&self, program: &Program, stage: &Stage, side: &Side) -> bool {
        if self.moves != Moves::Sales {
            return false;
        }
        let year = program.fiscal.year();
        let paid = stage.play(&side.case);
        paid.is_ok_and(|paid| paid.by(self.place.incentive, year) == side.paid)
    }
}

/// The curves of all incentives, each once for every kind of partner that it tells apart.
pub fn drawn(program: &Program) -> Result<Vec<Drawn>, CurveFault> {
    let mut all = Vec::new();
    for (incentive, held) in (0..).map(IncentiveId).zip(&program.incentives) {
        let payout = &held.payout;
        let wanted = Wanted::of(payout);
        let capped = pools_as_caps(payout, program);
        for stratum in strata(program, payout) {
            let drawing = Drawing {
                program,
                incentive,
                payout,
                wanted: &wanted,
                capped: &capped,
                stratum,
            };
            let mut seen: Vec<Curve> = Vec::new();
            for occasion in occasions(payout) {
                drawing.draw(occasion, &mut seen, &mut all)?;
            }
        }
    }
    Ok(all)
}

/// One incentive for one kind of partner.
struct Drawing<'a> {
    program: &'a Program,
    incentive: IncentiveId,
    payout: &'a Payout,
    wanted: &'a Wanted<'a>,
    capped: &'a Payout,
    stratum: Stratum,
}

impl Drawing<'_> {
    fn draw(
        &self,
        occasion: &Occasion,
        seen: &mut Vec<Curve>,
        all: &mut Vec<Drawn>,
    ) -> Result<(), CurveFault> {
        let stretches = stretches(self.program, occasion);
        let parts = stretches.iter().flat_map(|days| {
            let on = sold_on(self.payout, *days).into_iter().rev();
            on.map(|on| (*days, on))
        });
        let movers = movers(self.program, self.payout, occasion).into_iter();
        let movers =
            movers.map(|(moves, product)| (moves, product, measure_of(self.payout, moves)));
        let movers: Vec<_> = movers.collect();
        for (days, on) in parts {
            for (moves, product, measure) in movers.iter().copied() {
                let asked_base = Cell::new(false);
                let curve = match self.curve(occasion, (days, on), (moves, product), &asked_base) {
                    Ok(curve) => curve,
                    // Not every shape can be drawn: a small step over a long way has no edge that matters.
                    Err(CurveFault::TooManyPieces | CurveFault::NotStraight) => continue,
                    Err(fault) => return Err(fault),
                };
                if curve.is_nothing() || seen.contains(&curve) {
                    continue;
                }
                seen.push(curve.clone());
                all.push(Drawn {
                    place: Place {
                        incentive: self.incentive,
                        tier: one(self.stratum.tier),
                        region: one(self.stratum.region),
                        sort: one(self.stratum.sort),
                        measure,
                        product,
                        days,
                    },
                    stratum: self.stratum,
                    moves,
                    on,
                    curve,
                    asked_base: asked_base.get(),
                    is_event: matches!(occasion, Occasion::Event { .. }),
                });
            }
        }
        Ok(())
    }

    /// What it gives in a period whose sales of one day grow.
    fn curve(
        &self,
        occasion: &Occasion,
        (days, on): (Days, Date),
        (moves, product): (Moves, Option<ProductId>),
        asked_base: &Cell<bool>,
    ) -> Result<Curve, CurveFault> {
        let ground = Ground {
            program: self.program,
            stratum: self.stratum,
            days,
            day: Some(days.last()),
            product,
            asked: None,
        };
        let mover = Mover {
            ground: &ground,
            occasion,
            moves,
            on,
            payout: self.capped,
            wanted: self.wanted,
            asked_base,
        };
        mover.curve()
    }
}

/// What is known to be one value.
pub fn one<T>(known: Known<T>) -> Option<T> {
    match known {
        Known::Is(value) => value,
        Known::Any => None,
    }
}

fn measure_of(payout: &Payout, moves: Moves) -> Option<MeasureId> {
    if let Moves::Measure(id) = moves {
        return Some(id);
    }
    let mut found = None;
    walk::visit(payout, &mut |part| {
        for reading in walk::bases(part) {
            if let Measured::Measure(id) = reading.measure {
                found = found.or(Some(id));
            }
        }
    });
    found
}

fn occasions(payout: &Payout) -> Vec<&Occasion> {
    let mut all: Vec<&Occasion> = Vec::new();
    walk::visit(payout, &mut |part| {
        if let Payout::Over { occasion, .. } = part
            && !all.contains(&occasion)
        {
            all.push(occasion);
        }
    });
    all
}

/// The periods of an occasion; for an event the days on which it may happen.
fn stretches(program: &Program, occasion: &Occasion) -> Vec<Days> {
    let year = program.fiscal.year();
    match occasion {
        Occasion::Period(_) | Occasion::Days(_) => Ground::periods(program, occasion, year),
        Occasion::Event { selector, .. } => {
            let mut days = Some(year);
            for condition in &selector.all {
                if let Condition::Within(span) = condition {
                    days = days.and_then(|days| days.overlap(span));
                }
            }
            days.map(|days| vec![Days::one(days.first()), Days::one(days.last())])
                .unwrap_or_default()
        }
    }
}

/// The days on which sales of a period are seen by other readings: its last, and the last before each day on which
/// days that are read alone begin or end in it.
fn sold_on(payout: &Payout, period: Days) -> BTreeSet<Date> {
    let mut days = BTreeSet::from([period.last()]);
    walk::visit(payout, &mut |part| {
        for reading in walk::readings(part) {
            if let Window::Days(read) = reading.window
                && let Some(own) = read.overlap(&period)
            {
                days.insert(own.last());
                days.insert(own.first().plus_days(-1).max(period.first()));
            }
        }
    });
    days
}

/// The kinds of partners that a payout tells apart; a tier is held on every day.
fn strata(program: &Program, payout: &Payout) -> Vec<Stratum> {
    let tiers: Vec<Known<TierId>> = if asks(payout, Set::Tier) {
        let all = (0..).map(TierId).zip(&program.tiers);
        all.map(|(id, _)| Known::Is(Some(id))).collect()
    } else {
        vec![Known::Is(None)]
    };
    let regions: Vec<Known<RegionId>> = if asks(payout, Set::Region) {
        let all = (0..).map(RegionId).zip(&program.regions);
        all.map(|(id, _)| Known::Is(Some(id))).collect()
    } else {
        vec![Known::Is(None)]
    };
    let sorts: Vec<Known<TypeId>> = if asks(payout, Set::Type) {
        let all = (0..).map(TypeId).zip(&program.types);
        all.map(|(id, _)| Known::Is(Some(id))).collect()
    } else {
        vec![Known::Is(None)]
    };
    let mut strata = Vec::new();
    for tier in &tiers {
        for region in &regions {
            for sort in &sorts {
                strata.push(Stratum {
                    tier: *tier,
                    as_of: None,
                    region: *region,
                    sort: *sort,
                });
            }
        }
    }
    strata
}
