//! Tracks as the engine sees them: courses, validity, the reward for finishing, and which lines
//! they teach to sell.

use crate::base::business::BusinessDays;
use crate::base::id::{CertificationId, IncentiveId};
use crate::base::name::Name;
use crate::base::unit::Unit;
use crate::fact::FactKind;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::model::learning::Track as Taught;
use crate::payout::measure::Condition;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk::visit;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Audience, Track};
use crate::simulate::setting::{Clock, minor_units};

/// The tracks of a program.
pub(super) fn tracks(
    program: &Program,
    scenario: &Scenario,
    without: &[IncentiveId],
    clock: Clock,
    year: i16,
) -> Vec<Track> {
    let level = scenario.population.price_level * minor_units(program);
    let kept: Vec<&Payout> = (0..)
        .map(IncentiveId)
        .zip(&program.incentives)
        .filter(|(id, _)| !without.contains(id))
        .map(|(_, incentive)| &incentive.payout)
        .collect();
    let track = |taught: &Taught| {
        let grants = taught
            .grants
            .map(|id| (id.0, valid_weeks(program, id, clock)));
        Track {
            name: taught.declared.name.clone(),
            hash: name_hash(&taught.declared.first),
            courses: taught.courses.iter().map(|id| id.0).collect(),
            grants,
            required: taught.required,
            audience: Audience {
                types: taught.types.iter().map(|id| id.0).collect(),
                ..Audience::default()
            },
            reward: taught.grants.map_or(0.0, |id| reward(&kept, id) / level),
            open: (0, year - 1),
            lines: lines(program, taught, scenario.population.core()),
        }
    };
    program.learning.tracks.iter().map(track).collect()
}

fn valid_weeks(program: &Program, id: CertificationId, clock: Clock) -> i16 {
    let certification = program.learning.certifications.get(id.index());
    let valid = certification.and_then(|each| each.valid_for);
    valid.map_or(i16::MAX, |valid| {
        let days = clock.length(valid, &BusinessDays::default());
        i16::try_from(days / 7).unwrap_or(i16::MAX)
    })
}

/// The greatest amount that is paid for passing, in minor units.
fn reward(payouts: &[&Payout], wanted: CertificationId) -> f64 {
    let mut most = 0.0_f64;
    for payout in payouts {
        visit(payout, &mut |part| {
            let Payout::Over {
                occasion: Occasion::Event { selector, .. },
                payout,
            } = part
            else {
                return;
            };
            let counts = selector.all.iter().all(|condition| match condition {
                Condition::Certification(among) => among.contains(&wanted),
                Condition::Is(..)
                | Condition::IsNot(..)
                | Condition::AtLeast(..)
                | Condition::Product(_)
                | Condition::Within(_)
                | Condition::Tier(..)
                | Condition::Type(_)
                | Condition::Region(_)
                | Condition::PersonHolds(_)
                | Condition::Specialized(..)
                | Condition::NewCustomer
                | Condition::RegisteredDeal
                | Condition::Lead
                | Condition::SoldWith(..)
                | Condition::PaidWithin(_)
                | Condition::PaidLate(_) => true,
            });
            if selector.fact == FactKind::Certification && counts {
                visit(payout, &mut |leaf| {
                    if let Payout::Fixed(each) | Payout::PerEvent { each, .. } = leaf
                        && matches!(each.unit, Unit::Money(_))
                    {
                        most = most.max(each.amount.to_f64());
                    }
                });
            }
        });
    }
    most
}

/// Whether it is for people who win deals: those who sell or who design what is sold.
fn sells(taught: &Taught) -> bool {
    let wins = |role: &Name| ["sales", "technical"].contains(&role.as_str());
    taught.roles.is_empty() || taught.roles.iter().any(wins)
}

/// Which lines a track teaches: those it says. One that does not say, and is for people who win deals, teaches the
/// core line. What is paid for never decides: the world without an incentive has the same courses.
fn lines(program: &Program, taught: &Taught, core: usize) -> Vec<bool> {
    let place = |line: usize| {
        if taught.teaches.is_empty() {
            line == core && sells(taught)
        } else {
            taught.teaches.iter().any(|id| id.index() == line)
        }
    };
    (0..program.lines.len().max(1)).map(place).collect()
}
