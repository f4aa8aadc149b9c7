//! What an offer pays for further sales of a partner, read off the payout calculus by
//! `semantics::curve`: this says where the partner stands and which sales count, and turns exact
//! pieces into the engine's curve. Holds no payout of its own.

use crate::base::date::Date;
use crate::base::id::{IncentiveId, TierId};
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Program;
use crate::payout::measure::{Condition, Measure, Measured, Reading, Selector, Window};
use crate::payout::table::AsOf;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::book::PartnerId;
use crate::semantics::curve::of::{Situation, curve};
use crate::semantics::curve::{Curve as Exact, CurveFault};
use crate::semantics::evaluate::{Scene, Trouble};
use crate::semantics::fold::Fold;
use crate::semantics::plan::Offer;
use crate::simulate::behaviour::reward::Curve;

/// A partner on a day, before a further sale.
pub struct Stand<'a> {
    /// The fold that knows what was sold and paid.
    pub fold: &'a Fold<'a>,
    /// Which incentive; `None` for a test that stands alone.
    pub incentive: Option<IncentiveId>,
    /// Who.
    pub partner: PartnerId,
    /// The day of the further sale.
    pub today: Date,
    /// A mean deal in minor units, at least 1: what turns deals into amounts.
    pub deal: i128,
    /// The day as of which tests and measures are read, where no period says it.
    pub as_of: Date,
    /// The tier (or none) that counts instead of the one held.
    pub tier: Option<Option<TierId>>,
    /// The place of the line that the further sale is of.
    pub line: usize,
    /// Whether nothing has been sold yet: what a whole period at some rate would pay.
    pub is_afresh: bool,
    /// Projected keys of the others in a ranking, highest first.
    pub rivals: &'a [Ratio],
    /// What the partner's own key is projected to gain without a further sale.
    pub own_gain: Ratio,
}

impl<'a> Stand<'a> {
    /// A partner as it is on a day.
    pub fn on(fold: &'a Fold<'a>, partner: PartnerId, today: Date, deal: i128) -> Stand<'a> {
        Stand {
            fold,
            incentive: None,
            partner,
            today,
            deal,
            as_of: today,
            tier: None,
            line: 0,
            is_afresh: false,
            rivals: &[],
            own_gain: Ratio::ZERO,
        }
    }

    /// What the incentive pays for further sales; `None` when nothing.
    pub fn worth(&self, minor_units: f64) -> Option<Curve> {
        let program = self.fold.plan().program;
        let payout = &program.incentive(self.incentive?)?.payout;
        if !self.could_pay() {
            return None;
        }
        // A curve that cannot be drawn moves nobody: the fold will say what is wrong with it.
        let exact = curve(payout, self).ok()?;
        if self.is_event() {
            return self.of_one_deal(&exact);
        }
        let mut found = engine_curve(&exact, minor_units);
        let moves = |parts: &[f64]| parts.iter().any(|part| *part != 0.0);
        // How near a threshold is shows where one is reached.
        if moves(&found.jumps) {
            found.reached = self.reached().unwrap_or(0.0) / minor_units;
        }
        (moves(&found.slopes) || moves(&found.jumps)).then_some(found)
    }

    /// Whether the incentive can pay this partner at all, as far as tier, type, region and dates
    /// say: cheaper to ask than a curve, and most partners are not eligible for most things.
    pub fn could_pay(&self) -> bool {
        let payout = self
            .incentive
            .and_then(|id| self.program().incentive(id))
            .map(|incentive| &incentive.payout);
        payout.is_some_and(|payout| self.opens(payout))
    }

    fn opens(&self, payout: &Payout) -> bool {
        match payout {
            Payout::When { test, then } => self.may_hold(test) && self.opens(then),
            Payout::Over { occasion, payout } => self.occurs(occasion) && self.opens(payout),
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                parts.iter().any(|part| self.opens(part))
            }
            Payout::Choose { across, arms } => {
                let arm = self.member(*across).and_then(|place| arms.get(place));
                arm.and_then(Option::as_ref)
                    .is_some_and(|arm| self.opens(arm))
            }
            Payout::Net { payout, .. }
            | Payout::Larger { payout, .. }
            | Payout::Cap { payout, .. }
            | Payout::Draw { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Guarantee { payout, .. }
            | Payout::Valued { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::Shared { payout, .. }
            | Payout::Undo { payout, .. }
            | Payout::TrueUp(payout) => self.opens(payout),
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Rank { .. } => true,
        }
    }

    /// Whether a test may hold: false only where selling more cannot change it.
    fn may_hold(&self, test: &Test) -> bool {
        match test {
            Test::All(parts) => parts.iter().all(|part| self.may_hold(part)),
            Test::Any(parts) => parts.iter().any(|part| self.may_hold(part)),
            Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Within(..)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..) => self.holds(test),
            Test::Not(_) | Test::Compare { .. } | Test::Segment(_) | Test::OnDays(_) => true,
        }
    }

    /// A payment by the deal as a part of the amount: what a mean deal is paid, over its amount.
    fn of_one_deal(&self, exact: &Exact) -> Option<Curve> {
        let paid = exact.value(Ratio::whole(self.deal)).ok()?;
        let rate = paid.to_f64() / self.deal as f64;
        (rate > 0.0).then(|| Curve::proportional(rate))
    }

    /// The incentive made ready.
    fn offer(&self) -> Option<&'a Offer<'a>> {
        self.fold.plan().offer(self.incentive?)
    }

    /// Its first occasion.
    fn occasion(&self) -> Option<&'a Occasion> {
        Some(self.offer()?.terms.first()?.occasion)
    }

    /// The amount that the first basis has reached, in minor units.
    fn reached(&self) -> Option<f64> {
        let line = self.line(self.offer()?.basis?).ok()?;
        let per_unit = line.slope.to_f64();
        (per_unit > 0.0).then(|| line.at.to_f64() / per_unit)
    }

    fn is_event(&self) -> bool {
        matches!(self.occasion(), Some(Occasion::Event { .. }))
    }

    /// What the incentive pays in a year of this revenue, in minor units of money.
    pub fn year(&self, revenue: f64) -> Option<f64> {
        let program = self.fold.plan().program;
        let payout = &program.incentive(self.incentive?)?.payout;
        let exact = curve(payout, self).ok()?;
        let parts = match self.occasion()? {
            Occasion::Event { .. } => revenue / self.deal as f64,
            Occasion::Period(cycle) => cycle.per_year() as f64,
            Occasion::Days(days) => 365.0 / days.len() as f64,
        };
        let amount = Ratio::whole((revenue / parts.max(1e-9)) as i128);
        Some(exact.value(amount).ok()?.to_f64() * parts)
    }

    pub(in crate::simulate) fn program(&self) -> &Program {
        self.fold.plan().program
    }

    /// The scene of the period's end, or of the day for events.
    pub fn scene(&self) -> Scene<'_> {
        let plan = self.fold.plan();
        let offer = self.incentive.and_then(|id| plan.offer(id));
        let period = offer.and_then(|offer| {
            offer.terms.iter().find_map(|term| match term.occasion {
                Occasion::Period(cycle) => Some(plan.almanac.around(*cycle, self.today)),
                Occasion::Days(days) => Some(*days),
                Occasion::Event { .. } => None,
            })
        });
        let day = period.map_or(self.as_of, |days| days.last());
        Scene {
            span: period,
            offer,
            ..Scene::on(self.fold.view(), self.partner, day)
        }
    }

    /// How much one further minor unit adds to a reading.
    pub(in crate::simulate) fn slope(&self, reading: &Reading) -> Result<Ratio, CurveFault> {
        let one_deal = || Ratio::new(1, self.deal).unwrap_or(Ratio::ZERO);
        let Measured::Measure(id) = reading.measure else {
            return Ok(Ratio::ZERO);
        };
        let Some(measured) = self.program().measure(id) else {
            return Ok(Ratio::ZERO);
        };
        let mut measure = &measured.measure;
        while let Measure::Less(more, _) = measure {
            measure = more;
        }
        let (selector, slope) = match measure {
            Measure::Sum { of, field } if *field == FIELDS_OF_SALE.net_amount => (of, Ratio::ONE),
            Measure::Sum { of, .. } | Measure::Count(of) | Measure::Distinct { of, .. } => {
                (of, one_deal())
            }
            // Whether a further sale moves the middle depends on what each customer bought.
            Measure::Median { .. } => return Err(CurveFault::NotStraight),
            Measure::Certified(_) | Measure::Less(..) => return Ok(Ratio::ZERO),
        };
        let counts = self.scene().sees(reading.window, self.today)
            && self.could_be(selector)
            && reading.only.iter().all(|each| self.could_meet(each));
        match reading.window {
            _ if !counts => Ok(Ratio::ZERO),
            Window::Average(count, _) => Ok(slope.over(Ratio::whole(i128::from(count.max(1))))?),
            // Whether the period of the further sale becomes the best one bends the line.
            Window::Peak(..) => Err(CurveFault::NotStraight),
            Window::Occasion
            | Window::In(_)
            | Window::First(..)
            | Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Days(_)
            | Window::AsOf(_) => Ok(slope),
        }
    }

    /// Whether a further sale can be selected, as far as that lies with the partner and the day.
    pub(in crate::simulate) fn could_be(&self, selector: &Selector) -> bool {
        selector.fact == FactKind::Sale && selector.all.iter().all(|each| self.could_meet(each))
    }

    fn could_meet(&self, condition: &Condition) -> bool {
        let view = self.fold.view();
        let partner = view.book.partner(self.partner);
        match condition {
            Condition::Within(days) => days.contains(self.today),
            Condition::Tier(tiers, as_of) => self
                .tier_as_of(*as_of)
                .is_some_and(|tier| tiers.contains(&tier)),
            Condition::Type(types) => partner
                .and_then(|each| each.sort)
                .is_some_and(|sort| types.contains(&sort)),
            Condition::Region(regions) => partner
                .and_then(|each| each.region)
                .is_some_and(|home| regions.contains(&home)),
            Condition::PersonHolds(certification) => {
                view.book
                    .holds(self.partner, None, *certification, self.today)
            }
            Condition::Specialized(among, as_of) => {
                let day = self.day_of(*as_of);
                view.standing.is_specialized(self.partner, among, day)
            }
            // No lead is drawn.
            Condition::Certification(_) | Condition::Lead => false,
            // Payments follow; what else is bought with it is the customer's to say.
            Condition::SoldWith(..) | Condition::PaidWithin(_) | Condition::PaidLate(_) => true,
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Product(_)
            | Condition::NewCustomer
            | Condition::RegisteredDeal => true,
        }
    }

    /// The tier of the day that a rule reads, for a sale of today.
    pub(in crate::simulate) fn tier_as_of(&self, as_of: AsOf) -> Option<TierId> {
        if let Some(tier) = self.tier {
            return tier;
        }
        let day = self.day_of(as_of);
        self.fold.view().standing.tier_on(self.partner, day)
    }

    /// The day that a rule reads, for a sale of today.
    pub(in crate::simulate) fn day_of(&self, as_of: AsOf) -> Date {
        match as_of {
            AsOf::SaleDate | AsOf::Occasion => self.today,
            AsOf::Start(_) | AsOf::End(_) | AsOf::PaymentDate => self.scene().as_of(as_of, None),
        }
    }
}

/// The same trouble where curves are drawn.
pub(in crate::simulate) fn fault(trouble: Trouble) -> CurveFault {
    match trouble {
        Trouble::Overflow => CurveFault::Overflow,
        Trouble::NoExchange(_) => CurveFault::NoExchange,
        Trouble::Circular => CurveFault::Circular,
    }
}

/// Exact pieces in minor units as the engine's curve in units of the currency, from nothing reached.
fn engine_curve(exact: &Exact, minor_units: f64) -> Curve {
    let mut found = Curve::default();
    let mut before: Option<(f64, f64, f64)> = None;
    for piece in exact.pieces() {
        let from = piece.from.to_f64();
        let (after, slope) = (piece.after.to_f64(), piece.slope.to_f64());
        let jump = before.map_or(0.0, |(start, value, slope)| {
            after - (value + slope * (from - start))
        });
        found.starts.push(from / minor_units);
        found.slopes.push(slope);
        found.jumps.push(jump / minor_units);
        before = Some((from, after, slope));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_pieces_become_slopes_and_jumps() {
        // 1% to 1,000.00, where 20.00 are added, then 2%: in minor units.
        let exact = Exact::traced([Ratio::whole(100_000)], |x| {
            let edge = Ratio::whole(100_000);
            if x < edge {
                return Ok(x.over(Ratio::whole(100))?);
            }
            let more = x.less(edge)?.over(Ratio::whole(50))?;
            Ok(Ratio::whole(3_000).plus(more)?)
        })
        .unwrap();
        let found = engine_curve(&exact, 100.0);
        assert_eq!(found.starts, [0.0, 1_000.0]);
        assert_eq!(found.slopes, [0.01, 0.02]);
        assert_eq!(found.jumps, [0.0, 20.0]);
    }
}
