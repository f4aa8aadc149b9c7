//! Drawn claims on funds, and what happens to them, as facts of a program.

use crate::base::name::Name;
use crate::fact::{Fact, FactKind, Value};
use crate::simulate::behaviour::claiming::Done;
use crate::simulate::book::facts::{Scribe, id, letter, set};
use crate::simulate::engine::drawn::{Claim, ClaimStep};

impl Scribe<'_> {
    pub(super) fn claim(&self, claim: &Claim) -> Fact {
        let kind = FactKind::Claim;
        let mut fact = self.blank(kind, letter::CLAIM, claim.number, claim.partner, claim.day);
        if let Some(fund) = self.funds.get(usize::from(claim.fund)) {
            set(&mut fact, "fund", Value::Text(fund.name.clone()));
            if let Some(activity) = fund.activities.get(usize::from(claim.activity)) {
                set(&mut fact, "activity", Value::Text(activity.name.clone()));
                set(&mut fact, "proof", Value::Text(activity.proof.clone()));
            }
        }
        set(&mut fact, "cost", Value::Amount(i128::from(claim.cost)));
        set(
            &mut fact,
            "requested",
            Value::Date(self.clock.date(claim.requested)),
        );
        set(&mut fact, "held", Value::Date(self.clock.date(claim.held)));
        let decision = if claim.is_open { "open" } else { "approved" };
        set(&mut fact, "decision", Value::Text(Name::new(decision)));
        fact
    }

    pub(super) fn claim_step(&self, step: &ClaimStep) -> Fact {
        let kind = FactKind::ClaimStep;
        let mut fact = self.blank(kind, letter::CLAIM, step.number, step.partner, step.day);
        let word = match step.done {
            Done::Returned => "returned",
            Done::Supplied => "supplied",
            Done::Approved => "approved",
            Done::PartlyApproved => "partly_approved",
            Done::Denied => "denied",
            Done::Appealed => "appealed",
        };
        let claim = Value::Text(id(letter::CLAIM, step.claim));
        set(&mut fact, "claim_id", claim);
        set(&mut fact, "step", Value::Text(Name::new(word)));
        if let Some(accepted) = step.accepted {
            let amount = Value::Amount(i128::from(accepted));
            set(&mut fact, "amount", amount);
        }
        fact
    }
}
