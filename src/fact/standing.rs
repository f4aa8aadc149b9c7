//! What people decide about standings, and what partners do for them.

use super::FactKind;
use super::registry::{Field, FieldKind, Type, field};

pub(super) const STANDING: Type = Type {
    kind: FactKind::Standing,
    word: "standing",
    file: "standing",
    id_field: "standing_id",
    has_partner: true,
    help: "What a person decided about a partner's tier, or the partner did for it.",
    fields: &steps("tier", "The tier.", STEPS),
};

pub(super) const SPECIALIZATION: Type = Type {
    kind: FactKind::Specialization,
    word: "specialization",
    file: "specializations",
    id_field: "step_id",
    has_partner: true,
    help: "What a person decided about a partner's specialization, or the partner did for it.",
    fields: &steps("specialization", "The specialization.", SPECIALIZING),
};

/// The columns of a table of steps: which standing, what was decided or done, by whom, and until when it holds.
const fn steps(of: &'static str, help: &'static str, words: &'static [&'static str]) -> [Field; 4] {
    [
        field(of, FieldKind::Refers(of), true, help),
        field(
            "step",
            FieldKind::Word(words),
            true,
            "What was decided or done.",
        ),
        field("by", FieldKind::Id, false, "Who decided."),
        field(
            "until",
            FieldKind::Date,
            false,
            "The last day on which it holds; it holds for good when left out.",
        ),
    ]
}

/// What can be decided about a standing, or done for it.
pub const STEPS: &[&str] = &[
    "invited",
    "confirmed",
    "kept",
    "enrolled",
    "paid",
    "frozen",
    "audited",
];

/// The same of a specialization, which can also be stated, checked and taken away.
pub const SPECIALIZING: &[&str] = &[
    "invited",
    "confirmed",
    "kept",
    "enrolled",
    "paid",
    "frozen",
    "granted",
    "audited",
    "withdrawn",
];
