//! Partners that belong to one owner.

use super::FactKind;
use super::registry::{FieldKind, Type, field};

/// A partner belongs to the group of another.
pub(super) const MEMBERSHIP: Type = Type {
    kind: FactKind::Membership,
    word: "membership",
    file: "memberships",
    id_field: "membership_id",
    has_partner: true,
    help: "A partner belongs to the group of another from the day it happened. Of two that hold on one day the later counts.",
    fields: &[
        field(
            "head",
            FieldKind::Id,
            true,
            "The partner that stands for the group, as `partners.csv` names it.",
        ),
        field(
            "until",
            FieldKind::Date,
            false,
            "The last day on which it belongs to the group; it holds for good when left out.",
        ),
    ],
};
