//! What a higher tier is worth to a partner: what everything that pays would pay it in a year at its
//! usual revenue in that tier, less the same in the tier held, and the stated value of benefits.
//! Which requirements there are and whether they hold is `semantics`' to say.

use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::model::standing::Version;
use crate::payout::test::{Comparison, Test};
use crate::semantics::curve::of::Situation;
use crate::simulate::behaviour::reward::Curve;
use crate::simulate::behaviour::worth::Stand;

/// A year of a partner, in minor units.
pub struct Year<'a> {
    /// The partner before the review.
    pub stand: Stand<'a>,
    /// Its usual revenue, without a program, in what each incentive counts.
    pub revenues: &'a [f64],
}

impl Year<'_> {
    /// The worth of a tier as a jump where its requirements are met, `gain` being what
    /// [`Year::gain`] says; `None` when no further sale helps.
    pub fn worth(&self, tier: TierId, gain: f64, minor_units: f64) -> Option<Curve> {
        let distance = self.distance(self.stand.fold.plan().program, tier)?;
        if distance <= Ratio::ZERO || gain <= 0.0 {
            return None;
        }
        Some(Curve {
            reached: 0.0,
            starts: vec![0.0, distance.to_f64() / minor_units],
            slopes: vec![0.0, 0.0],
            jumps: vec![0.0, gain / minor_units],
        })
    }

    /// The least further amount that meets all requirements of one path.
    fn distance(&self, program: &Program, tier: TierId) -> Option<Ratio> {
        let version = program.tier(tier)?.on(self.stand.as_of)?;
        let paths = version.paths.iter();
        let distances = paths.filter_map(|path| {
            let parts = path
                .earn
                .iter()
                .map(|requirement| self.further(&requirement.test));
            parts
                .reduce(|one, other| Some(one?.max(other?)))
                .unwrap_or(Some(Ratio::ZERO))
        });
        distances.min()
    }

    /// The further amount that makes a test hold; `None` when selling more does not.
    fn further(&self, test: &Test) -> Option<Ratio> {
        match test {
            Test::All(parts) => {
                let parts = parts.iter().map(|part| self.further(part));
                parts
                    .reduce(|one, other| Some(one?.max(other?)))
                    .unwrap_or(Some(Ratio::ZERO))
            }
            Test::Any(parts) => parts.iter().filter_map(|part| self.further(part)).min(),
            // What holds today is enough for one day, and not for all.
            Test::OnDays(asked) if !asked.every => {
                self.now(test).or_else(|| self.further(&asked.test))
            }
            Test::Compare {
                figure,
                comparison,
                threshold,
            } => {
                let rises = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                // A ratio moves too, but not in a straight line.
                let (crate::payout::measure::Figure::Reading(reading), true) = (figure, rises)
                else {
                    return self.now(test);
                };
                let least = self.stand.scene().threshold(threshold).ok()??;
                let line = self.stand.line(reading).ok()?;
                if line.slope.is_zero() {
                    return self.now(test);
                }
                Some(
                    least
                        .less(line.at)
                        .ok()?
                        .over(line.slope)
                        .ok()?
                        .max(Ratio::ZERO),
                )
            }
            Test::Not(_)
            | Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_)
            | Test::OnDays(_) => self.now(test),
        }
    }

    fn now(&self, test: &Test) -> Option<Ratio> {
        self.stand.scene().holds(test).ok()?.then_some(Ratio::ZERO)
    }

    /// The tier held, and the one after it.
    pub fn held_and_next(&self) -> (Option<TierId>, usize) {
        let held = self
            .stand
            .fold
            .view()
            .standing
            .tier_on(self.stand.partner, self.stand.today);
        (held, held.map_or(0, |held| held.index() + 1))
    }

    /// What a year in the tier brings over a year in the tier held, in minor units.
    pub fn gain(&self, held: Option<TierId>, tier: TierId) -> f64 {
        let program = self.stand.fold.plan().program;
        let mut gain = 0.0;
        for (incentive, revenue) in (0_u16..).zip(self.revenues) {
            let at = |tier| {
                let stand = Stand {
                    incentive: Some(crate::base::id::IncentiveId(incentive)),
                    tier: Some(tier),
                    is_afresh: true,
                    ..Stand::on(
                        self.stand.fold,
                        self.stand.partner,
                        self.stand.today,
                        self.stand.deal,
                    )
                };
                stand.year(*revenue).unwrap_or(0.0)
            };
            gain += at(Some(tier)) - at(held);
        }
        gain + benefits(program, Some(tier)) - benefits(program, held)
    }
}

/// The stated yearly value of a tier's benefits, each for its days, in minor units.
fn benefits(program: &Program, tier: Option<TierId>) -> f64 {
    let tier = tier.and_then(|tier| program.tier(tier));
    let year = program.fiscal.year().len() as f64;
    let value = |version: &Version| {
        let listed = version.benefits.iter();
        let values = listed.filter_map(|id| program.benefit(*id)?.value);
        let value: f64 = values.map(|value| value.minor as f64).sum();
        value * (version.days.len() as f64 / year)
    };
    let versions = tier.into_iter().flat_map(|tier| &tier.versions);
    versions.map(value).sum()
}
