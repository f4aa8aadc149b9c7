//! What partners ask for as facts of a program: claims on funds, what happens to them, and exceptions.

use crate::base::name::Name;
use crate::fact::{Fact, FactKind, Value};
use crate::simulate::behaviour::claiming::Done;
use crate::simulate::book::facts::{Scribe, id, letter, set};
use crate::simulate::engine::drawn::{Claim, ClaimStep, Exception};
use crate::simulate::setting::decider;

/// The reason of every exception that is drawn.
const REASON: &str = "forecast";

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

    pub(super) fn exception(&self, asked: &Exception) -> Fact {
        let kind = FactKind::Exception;
        let mut fact = self.blank(kind, letter::CLAIM, asked.number, asked.partner, asked.day);
        let granting = self.program.incentives.get(usize::from(asked.what));
        let who = granting.and_then(|it| decider(&it.payout)).cloned();
        let decision = match asked.approved {
            true => "approved",
            false => "refused",
        };
        let amount = Value::Amount(i128::from(asked.amount));
        set(&mut fact, "amount", amount);
        set(&mut fact, "reason", Value::Text(Name::new(REASON)));
        set(
            &mut fact,
            "decided_by",
            who.map_or(Value::Absent, Value::Text),
        );
        set(&mut fact, "decision", Value::Text(Name::new(decision)));
        fact
    }
}
