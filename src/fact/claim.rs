//! What happens to claims on funds, and what is granted off the rules.

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

/// An amount was granted off the rules, or asked for.
pub(super) const EXCEPTION: Type = Type {
    kind: FactKind::Exception,
    word: "exception",
    file: "exceptions",
    id_field: "exception_id",
    has_partner: true,
    help: "An amount was granted to a partner off the rules, or asked for.",
    fields: &[
        field("amount", FieldKind::Amount, true, "How much."),
        field(
            "reason",
            FieldKind::Id,
            true,
            "Why; the partner reads it on its statement.",
        ),
        field(
            "decided_by",
            FieldKind::Id,
            true,
            "The role or committee that decided, as the program names it.",
        ),
        field(
            "decision",
            FieldKind::Word(&["approved", "refused", "open"]),
            true,
            "What was decided.",
        ),
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
