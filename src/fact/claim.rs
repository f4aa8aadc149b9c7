//! What happens to claims on funds.

use super::FactKind;
use super::registry::{FieldKind, Type, field};

/// Something happened to a claim on a fund.
pub(super) const CLAIM_STEP: Type = Type {
    kind: FactKind::ClaimStep,
    word: "claim_step",
    file: "claim_steps",
    id_field: "step_id",
    has_partner: true,
    help: "Something happened to a claim on a fund that says how claims are decided.",
    fields: &[
        field("claim_id", FieldKind::Id, true, "The claim."),
        field(
            "step",
            FieldKind::Word(STEPS),
            true,
            "What was decided or happened.",
        ),
        field(
            "amount",
            FieldKind::Amount,
            false,
            "The part of the cost that is accepted; it stands beside `partly_approved`.",
        ),
        field("by", FieldKind::Id, false, "Who decided."),
    ],
};

/// What can happen to a claim.
const STEPS: &[&str] = &[
    "returned",
    "supplied",
    "approved",
    "partly_approved",
    "denied",
    "appealed",
    "withdrawn",
];
