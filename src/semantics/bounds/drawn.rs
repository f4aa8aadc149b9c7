//! The curves in which edges are looked for: each incentive once for every kind of partner that it tells
//! apart and every way in which what it is paid on can grow.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::acts::yearly_sales;
use super::case::{Case, Making, Stage};
use super::edge::{Place, Side};
use super::followed::is_followed;
use super::ground::Ground;
use super::growing::movers;
use super::mover::{BASE_MINOR, Mover, Moves, pools_as_caps};
use super::strata::told_apart;
use super::wanted::Wanted;
use super::{Known, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, MeasureId, ProductId};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FieldIndex;
use crate::model::Program;
use crate::payout::measure::{Condition, Measured, Window};
use crate::payout::{Cap, Occasion, Payout};
use crate::semantics::curve::limit::whole;
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
    /// What went before, and has used a part of a limit.
    pub earlier: Earlier,
}

/// Sales of earlier occasions that use a part of a limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Their days and amounts in minor units, in order.
    pub sales: Vec<(Date, i128)>,
    /// What they must have in common with the sale that grows, to be counted together with it.
    pub shared: Option<FieldIndex>,
    /// What is paid for them, in minor units.
    pub used: i128,
    /// Whether it may be others that use it.
    pub by_others: bool,
}

impl Drawn {
    /// One side of an edge.
    pub fn side(&self, program: &Program, amount: Ratio) -> Result<Side, CurveFault> {
        Ok(Side {
            amount: amount.floor(),
            paid: program.rounding.round(self.curve.value(amount)?),
            used: self.earlier.used,
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
            for (earlier, sold) in &self.earlier.sales {
                making.sale(product, *earlier, *sold);
            }
            if amount > 0 {
                making.sale(product, day, amount);
            }
            if let Some(field) = self.earlier.shared {
                making.share(field);
            }
        }
        making.done()
    }

    /// Whether a partner of the tier is assumed to sell so much in a year.
    pub fn is_assumed(&self, program: &Program, amount: Ratio) -> bool {
        if self.moves != Moves::Sales || self.place.tier.is_none() {
            return true;
        }
        let earlier = self.earlier.sales.iter().map(|(_, sold)| *sold);
        let sold = earlier.fold(amount.floor(), i128::saturating_add);
        yearly_sales(program, self.place.tier).is_none_or(|most| sold <= most)
    }

    /// Whether the evaluator pays as a side says.
    pub fn confirms(&self, program: &Program, stage: &Stage, side: &Side) -> bool {
        if self.moves != Moves::Sales {
            return false;
        }
        let year = program.fiscal.year();
        let paid = stage.play(&side.case);
        let due = side.paid.saturating_add(side.used);
        paid.is_ok_and(|paid| paid.by(self.place.incentive, year) == due)
    }
}

/// The curves of all incentives, each once for every kind of partner that it tells apart, while all of its limits is left.
pub fn drawn(program: &Program) -> Result<Vec<Drawn>, CurveFault> {
    let mut all = Vec::new();
    each_drawing(program, |drawing| {
        let mut seen: Vec<Curve> = Vec::new();
        for occasion in occasions(drawing.payout) {
            drawing.draw(occasion, &mut seen, &mut all)?;
        }
        Ok(())
    })?;
    Ok(all)
}

/// The incentives that are paid on sales and of which curves do not say all, so that they may fall where no edge was found: what a score,
/// a target or a test of several days comes to is not a straight line in what is sold, and some things are not followed.
pub fn undrawn(program: &Program) -> Result<BTreeSet<IncentiveId>, CurveFault> {
    let mut found = BTreeSet::new();
    each_drawing(program, |drawing| {
        for occasion in occasions(drawing.payout) {
            let movers = movers(program, drawing.payout, occasion);
            if !movers.is_empty() && !is_followed(program, drawing.payout) {
                found.insert(drawing.incentive);
                continue;
            }
            for way in movers {
                for days in stretches(program, occasion) {
                    if drawing
                        .one(occasion, (days, days.last()), way, None)?
                        .is_none()
                    {
                        found.insert(drawing.incentive);
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Looks at each incentive for every kind of partner that it tells apart.
pub(super) fn each_drawing(
    program: &Program,
    mut look: impl FnMut(&Drawing) -> Result<(), CurveFault>,
) -> Result<(), CurveFault> {
    for (incentive, held) in (0..).map(IncentiveId).zip(&program.incentives) {
        let payout = &held.payout;
        let wanted = Wanted::of(payout);
        let capped = pools_as_caps(payout, program);
        for stratum in told_apart(program, payout) {
            look(&Drawing {
                program,
                incentive,
                payout,
                wanted: &wanted,
                capped: &capped,
                stratum,
            })?;
        }
    }
    Ok(())
}

/// One incentive for one kind of partner.
pub(super) struct Drawing<'a> {
    pub(super) program: &'a Program,
    pub(super) incentive: IncentiveId,
    pub(super) payout: &'a Payout,
    wanted: &'a Wanted<'a>,
    /// The payout, its budgets as caps.
    pub(super) capped: &'a Payout,
    pub(super) stratum: Stratum,
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
        let movers = movers(self.program, self.payout, occasion);
        for (days, on) in parts {
            for way in movers.iter().copied() {
                let Some(drawn) = self.one(occasion, (days, on), way, None)? else {
                    continue;
                };
                if drawn.curve.is_nothing() || seen.contains(&drawn.curve) {
                    continue;
                }
                seen.push(drawn.curve.clone());
                all.push(drawn);
            }
        }
        Ok(())
    }

    /// What it gives in a period whose sales of one day grow. Not every shape can be drawn: a small step over a long way has no
    /// edge that matters.
    pub(super) fn one(
        &self,
        occasion: &Occasion,
        (days, on): (Days, Date),
        (moves, product): (Moves, Option<ProductId>),
        used: Option<(&Cap, i128)>,
    ) -> Result<Option<Drawn>, CurveFault> {
        let asked_base = Cell::new(false);
        let at = |mover: &Mover| mover.curve();
        let curve = match self.standing(
            occasion,
            (days, on),
            (moves, product),
            (used, &asked_base),
            at,
        ) {
            Ok(curve) => curve,
            Err(CurveFault::TooManyPieces | CurveFault::NotStraight) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        Ok(Some(Drawn {
            place: Place {
                incentive: self.incentive,
                tier: one(self.stratum.tier),
                region: one(self.stratum.region),
                sort: one(self.stratum.sort),
                measure: measure_of(self.payout, moves),
                product,
                days,
            },
            stratum: self.stratum,
            moves,
            on,
            curve,
            asked_base: asked_base.get(),
            is_event: matches!(occasion, Occasion::Event { .. }),
            earlier: Earlier::default(),
        }))
    }

    /// Asks something of the situation in which the sales of a period grow.
    fn standing<T>(
        &self,
        occasion: &Occasion,
        (days, on): (Days, Date),
        (moves, product): (Moves, Option<ProductId>),
        (used, asked_base): (Option<(&Cap, i128)>, &Cell<bool>),
        ask: impl Fn(&Mover) -> Result<T, CurveFault>,
    ) -> Result<T, CurveFault> {
        let ground = Ground {
            program: self.program,
            stratum: self.stratum,
            days,
            day: Some(days.last()),
            product,
            asked: None,
        };
        ask(&Mover {
            ground: &ground,
            occasion,
            moves,
            on,
            payout: self.capped,
            wanted: self.wanted,
            asked_base,
            used,
        })
    }

    /// The whole room of a cap, in minor units, on the last of some days.
    pub(super) fn room(
        &self,
        occasion: &Occasion,
        days: Days,
        product: ProductId,
        cap: &Cap,
    ) -> Result<i128, CurveFault> {
        let way = (Moves::Sales, Some(product));
        let asked = Cell::new(false);
        self.standing(
            occasion,
            (days, days.last()),
            way,
            (None, &asked),
            |mover| whole(cap, mover),
        )
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

pub(super) fn occasions(payout: &Payout) -> Vec<&Occasion> {
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
pub(super) fn stretches(program: &Program, occasion: &Occasion) -> Vec<Days> {
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
