//! Who may grant what off the rules, when, and to whom.

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::fact::{FactKind, type_of};
use crate::model::Program;
use crate::payout::measure::{Condition, Selector};
use crate::payout::{Occasion, Payout};
use crate::semantics::walk::visit;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{Audience, Granting};
use crate::simulate::setting::Clock;
use crate::simulate::setting::offer::live_days;
use crate::simulate::setting::special::narrow;

/// The exceptions that an incentive pays; `None` where it pays none.
pub(super) fn granting(program: &Program, id: IncentiveId, clock: Clock) -> Option<Granting> {
    let incentive = program.incentive(id)?;
    exceptions(&incentive.payout)?;
    let mut audience = Audience::default();
    visit(&incentive.payout, &mut |part| {
        if let Payout::When { test, .. } = part {
            narrow(&mut audience, test);
        }
    });
    let live = live_days(&incentive.payout, program.fiscal.year())?;
    Some(Granting {
        place: id.0,
        hash: name_hash(&incentive.declared.first),
        days: (clock.day(live.first()), clock.day(live.last())),
        audience,
    })
}

/// Who decides the exceptions that a payout pays.
pub(in crate::simulate) fn decider(payout: &Payout) -> Option<&Name> {
    let (field, _) = type_of(FactKind::Exception).field("decided_by")?;
    let mut conditions = exceptions(payout)?.all.iter();
    conditions.find_map(|each| match each {
        Condition::Is(own, names) if *own == field => names.first(),
        Condition::Is(..)
        | Condition::IsNot(..)
        | Condition::AtLeast(..)
        | Condition::Product(_)
        | Condition::Certification(_)
        | Condition::Within(_)
        | Condition::Tier(..)
        | Condition::Specialized(..)
        | Condition::Type(_)
        | Condition::Region(_)
        | Condition::PersonHolds(_)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::SoldWith(..)
        | Condition::PaidWithin(_)
        | Condition::PaidLate(_)
        | Condition::Lead => None,
    })
}

fn exceptions(payout: &Payout) -> Option<&Selector> {
    let mut found = None;
    visit(payout, &mut |part| {
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
            && selector.fact == FactKind::Exception
        {
            found = Some(selector);
        }
    });
    found
}
