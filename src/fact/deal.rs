//! Deals before they are sold: registrations, leads, and what becomes of both.

use super::FactKind;
use super::registry::{FieldKind, Type, field};

/// A partner registered a deal.
pub(super) const REGISTRATION: Type = Type {
    kind: FactKind::Registration,
    word: "registration",
    file: "registrations",
    id_field: "registration_id",
    has_partner: true,
    help: "A partner registered a deal.",
    fields: &[
        field(
            "deal_id",
            FieldKind::Id,
            true,
            "The deal that is protected.",
        ),
        field("customer_id", FieldKind::Id, false, "The end customer."),
        field("value", FieldKind::Amount, false, "The expected price."),
        field(
            "decision",
            FieldKind::Word(&["approved", "refused", "open"]),
            true,
            "What the vendor decided.",
        ),
        field("decided", FieldKind::Date, false, "When it was decided."),
    ],
};

/// The vendor gave a partner a lead.
pub(super) const LEAD: Type = Type {
    kind: FactKind::Lead,
    word: "lead",
    file: "leads",
    id_field: "lead_id",
    has_partner: true,
    help: "The vendor gave a partner a lead.",
    fields: &[
        field(
            "deal_id",
            FieldKind::Id,
            true,
            "The deal that it may become.",
        ),
        field("customer_id", FieldKind::Id, false, "The end customer."),
        field("value", FieldKind::Amount, false, "The expected price."),
    ],
};

/// Something happened to a registration or a lead.
pub(super) const DEAL_STEP: Type = Type {
    kind: FactKind::DealStep,
    word: "deal_step",
    file: "deal_steps",
    id_field: "step_id",
    has_partner: true,
    help: "Something happened to a registration or a lead.",
    fields: &[
        field(
            "about",
            FieldKind::Id,
            true,
            "The id of the registration or of the lead.",
        ),
        field(
            "step",
            FieldKind::Word(HAPPENS),
            true,
            "What was decided or happened.",
        ),
        field("by", FieldKind::Id, false, "Who decided."),
    ],
};

/// What can happen to a lead; to a registration the rest.
pub const STEPS_OF_LEADS: &[&str] = &["accepted", "declined", "recalled"];

/// What can happen to a registration or a lead.
const HAPPENS: &[&str] = &[
    "approved",
    "refused",
    "extended",
    "won",
    "lost",
    "withdrawn",
    "disputed",
    "upheld",
    "accepted",
    "declined",
    "recalled",
];
