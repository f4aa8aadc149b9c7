//! A partner at the start of an occasion whose sales of one product are about to grow, with everything
//! else as an incentive wants it: the situation in which edges of payouts are looked for.

use std::cell::Cell;

use super::Known;
use super::ground::{Ground, Reach};
use super::price::exchanged;
use super::wanted::Wanted;
use crate::base::date::Date;
use crate::base::id::{MeasureId, SegmentId};
use crate::base::money::Rounding;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::Program;
use crate::payout::given::Worth;
use crate::payout::measure::{Measured, Reading, Selector, Window};
use crate::payout::table::{Across, AsOf, Bands, Change, Limit};
use crate::payout::test::{Test, Threshold};
use crate::payout::{
    Cap, Counts, Crossing, Occasion, Payout, PoolRule, Quantity, Returned, Scope, Source,
};
use crate::semantics::curve::of::{Line, Situation, Slice, curve};
use crate::semantics::curve::{Curve, CurveFault};

/// What grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moves {
    /// The net amount of a partner's sales, or of one sale.
    Sales,
    /// Another measure.
    Measure(MeasureId),
}

/// The situation.
pub struct Mover<'a> {
    /// Who, when, and by which product.
    pub ground: &'a Ground<'a>,
    /// The occasion that is drawn.
    pub occasion: &'a Occasion,
    /// What grows.
    pub moves: Moves,
    /// The day of the sales that grow.
    pub on: Date,
    /// The whole payout, its [`pools_as_caps`].
    pub payout: &'a Payout,
    /// What it wants: tests in it say what would suit it.
    pub wanted: &'a Wanted<'a>,
    /// Whether a base that nothing moves was needed; the case must then have one.
    pub asked_base: &'a Cell<bool>,
    /// What earlier occasions have used of a cap's room, in minor units; of every other cap nothing.
    pub used: Option<(&'a Cap, i128)>,
}

/// What a growth is measured against where the program says nothing: 100,000 in major units of most
/// currencies.
pub const BASE_MINOR: i128 = 10_000_000;

impl Mover<'_> {
    /// What the payout gives, as the amount grows.
    pub fn curve(&self) -> Result<Curve, CurveFault> {
        curve(self.payout, self)
    }

    fn selector(&self) -> Option<&Selector> {
        match self.occasion {
            Occasion::Event { selector, .. } => Some(selector),
            Occasion::Period(_) | Occasion::Days(_) => None,
        }
    }

    /// Whether the growing sales fall into the window of a reading.
    fn sees(&self, window: Window) -> bool {
        match window {
            Window::Occasion | Window::In(_) | Window::First(..) | Window::OverLast(..) => true,
            Window::Days(days) => days.contains(self.on),
            Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Average(..)
            | Window::Peak(..)
            | Window::AsOf(_) => false,
        }
    }

    fn slope(&self, reading: &Reading) -> Ratio {
        if !self.sees(reading.window) {
            return Ratio::ZERO;
        }
        match (self.moves, reading.measure) {
            (Moves::Measure(moves), Measured::Measure(id)) if moves == id => Ratio::ONE,
            (Moves::Measure(_), _) => Ratio::ZERO,
            (Moves::Sales, _) => {
                let inside = Reading {
                    window: Window::Occasion,
                    ..reading.clone()
                };
                match self.ground.reach(&inside, self.selector()) {
                    Ok(Reach::PerAmount(slope)) if slope == Ratio::ONE => slope,
                    Ok(Reach::PerAmount(_) | Reach::Within(_)) | Err(_) => Ratio::ZERO,
                }
            }
        }
    }

    /// The days of a window up to the last of the occasion, over all of them.
    fn seen_part(&self, basis: &Reading) -> Option<Ratio> {
        let last = self.ground.days.last();
        let fiscal = &self.ground.program.fiscal;
        let whole = match basis.window {
            Window::In(cycle) => fiscal.days(fiscal.period_at(cycle, last)),
            Window::Days(days) => days,
            Window::Occasion
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Average(..)
            | Window::Peak(..)
            | Window::First(..)
            | Window::AsOf(_) => self.ground.days,
        };
        let seen = whole.overlap(&Days::new(whole.first(), last)?)?;
        Ratio::new(i128::from(seen.len()), i128::from(whole.len()))
    }

    /// The value of a reading that does not move: what opens the payout most.
    fn still(&self, reading: &Reading) -> Result<Ratio, CurveFault> {
        match reading.measure {
            Measured::One => return Ok(Ratio::ONE),
            // A case is of a customer that is new on its day.
            Measured::MonthsSince(_) => return Ok(Ratio::ZERO),
            Measured::DayOf(_) => {
                let day = self.ground.days.last();
                return Ok(Ratio::whole(i128::from(day.number())));
            }
            Measured::Measure(_) | Measured::Field(_) => {}
        }
        if reading.only.iter().any(|each| self.ground.excludes(each)) {
            return Ok(Ratio::ZERO);
        }
        let mut most = self.implied(reading)?;
        let Some(wants) = self.wanted.from(reading) else {
            return Ok(most);
        };
        for threshold in &wants.thresholds {
            most = most.max(self.reached(threshold)?);
        }
        if wants.is_base {
            self.asked_base.set(true);
            most = most.max(Ratio::whole(BASE_MINOR));
        }
        Ok(most)
    }

    /// What a reading of several periods before is at least, as the last of them is what the payout wants.
    fn implied(&self, reading: &Reading) -> Result<Ratio, CurveFault> {
        let (periods, cycle) = match reading.window {
            Window::Peak(_, cycle) => (1, cycle),
            Window::Average(periods, cycle) => (periods.max(1), cycle),
            Window::Occasion
            | Window::In(_)
            | Window::OverLast(..)
            | Window::First(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Days(_)
            | Window::AsOf(_) => return Ok(Ratio::ZERO),
        };
        let last = Reading {
            window: Window::OverPrevious(1, cycle),
            ..reading.clone()
        };
        Ok(self.still(&last)?.over(Ratio::whole(i128::from(periods)))?)
    }

    /// What passes a threshold; nothing where the way is closed.
    fn reached(&self, threshold: &Threshold) -> Result<Ratio, CurveFault> {
        let place = match threshold.across {
            None => Some(0),
            Some(across) => self.member(across),
        };
        let amount = place.and_then(|at| threshold.amounts.get(at).copied().flatten());
        let Some(amount) = amount else {
            return Ok(Ratio::ZERO);
        };
        let amount = self.exchanged(Quantity {
            amount,
            unit: threshold.unit,
        })?;
        // One more, for a threshold that lies outside.
        Ok(amount.plus(Ratio::ONE)?)
    }
}

impl Situation for Mover<'_> {
    fn line(&self, reading: &Reading) -> Result<Line, CurveFault> {
        let slope = self.slope(reading);
        if slope.is_zero() {
            return Ok(Line::fixed(self.still(reading)?));
        }
        Ok(Line {
            at: Ratio::ZERO,
            slope,
        })
    }

    /// The tier is held all the time: one part, of the days of the window that the occasion sees.
    fn slices(&self, table: &Bands) -> Result<Vec<Slice>, CurveFault> {
        let by_sale = table
            .across
            .is_some_and(|across| across.as_of == AsOf::SaleDate);
        let restarts = by_sale && table.change == Change::Restart;
        let part = if restarts {
            self.seen_part(&table.basis)
        } else {
            None
        };
        let column = match table.across {
            None => Some(0),
            Some(across) => self.member(across),
        };
        Ok(vec![Slice {
            column,
            amount: self.line(&table.basis)?.at,
            part_of_period: part.unwrap_or(Ratio::ONE),
        }])
    }

    fn member(&self, across: Across) -> Option<usize> {
        match self.ground.member(across) {
            Known::Is(place) => place,
            Known::Any => None,
        }
    }

    fn holds(&self, test: &Test) -> bool {
        // What may hold does: the case sees to it.
        self.ground.holds(test).unwrap_or(true)
    }

    fn segment(&self, id: SegmentId) -> Option<&Test> {
        let segment = self.ground.program.words.segments.get(id.index());
        segment.map(|segment| &segment.test)
    }

    fn occurs(&self, occasion: &Occasion) -> bool {
        let excluded = |selector: &Selector| {
            let mut asked = selector.all.iter();
            asked.any(|each| self.ground.excludes(each))
        };
        occasion == self.occasion && !self.selector().is_some_and(excluded)
    }

    fn used(&self, cap: &Cap) -> i128 {
        let own = self.used.filter(|(used, _)| *used == cap);
        own.map_or(0, |(_, amount)| amount)
    }

    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault> {
        exchanged(self.ground.program, quantity)
    }

    fn worth(&self, worth: Worth) -> Result<Ratio, CurveFault> {
        super::price::worth(self.ground.program, worth)
    }

    fn rounding(&self) -> Rounding {
        self.ground.program.rounding
    }

    fn way(&self) -> Ratio {
        Ratio::whole(BASE_MINOR)
    }
}

/// The payout with each budget that refuses what crosses it as a cap of the whole budget: a budget of
/// which nothing is drawn yet lets one award through like a cap.
pub fn pools_as_caps(payout: &Payout, program: &Program) -> Payout {
    let inside = |payout: &Payout| Box::new(pools_as_caps(payout, program));
    match payout {
        Payout::Draw {
            from: Source::Budget(budget),
            payout,
        } => {
            let Some(held) = program.budget(*budget) else {
                return *inside(payout);
            };
            let crossing = match held.pool.rule {
                PoolRule::FirstAccepted(crossing) => crossing,
                PoolRule::ProRata(_) => Crossing::PaidToTheLimit,
            };
            Payout::Cap {
                cap: Cap {
                    limit: Limit::flat(
                        Ratio::whole(held.pool.amount),
                        Unit::Money(program.currency),
                    ),
                    counts: Counts::Quantity,
                    scope: Scope::Program,
                    span: held.pool.span.clone(),
                    crossing,
                    returned: Returned::StaysUsed,
                },
                payout: inside(payout),
            }
        }
        Payout::Cap { cap, payout } => Payout::Cap {
            cap: cap.clone(),
            payout: inside(payout),
        },
        Payout::Sum(parts) => Payout::Sum(parts.iter().map(|p| *inside(p)).collect()),
        Payout::Least(parts) => Payout::Least(parts.iter().map(|p| *inside(p)).collect()),
        Payout::Greatest(parts) => Payout::Greatest(parts.iter().map(|p| *inside(p)).collect()),
        Payout::When { test, then } => Payout::When {
            test: test.clone(),
            then: inside(then),
        },
        Payout::Choose { across, arms } => Payout::Choose {
            across: *across,
            arms: arms
                .iter()
                .map(|arm| arm.as_ref().map(|arm| *inside(arm)))
                .collect(),
        },
        Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Guarantee { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => *inside(payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Over { .. }
        | Payout::Rank { .. } => payout.clone(),
    }
}
