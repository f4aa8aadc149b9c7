//! The columns that all facts share, and those of the list of partners.

use super::registry::field;
use super::{Field, FieldKind};

/// What every fact has besides its own fields and its id: when, for whom, and in which order it competes.
pub const COMMON_FIELDS: [Field; 5] = [
    field(
        "happened",
        FieldKind::Date,
        true,
        "The day it happened: it chooses period, version and tier.",
    ),
    field(
        "known",
        FieldKind::Date,
        false,
        "The day the vendor knew of it: it chooses the book that receives it; `happened` when left out.",
    ),
    field(
        "accepted",
        FieldKind::Date,
        false,
        "The day the vendor accepted it: of facts that compete for room the first comes first; `happened` when left out.",
    ),
    field(
        "claim",
        FieldKind::Id,
        false,
        "A number that breaks ties of `accepted`, before the id.",
    ),
    field(
        "partner",
        FieldKind::Id,
        true,
        "The partner it belongs to, as `partners.csv` names it.",
    ),
];

/// The columns of `partners.csv`.
pub const PARTNER_FIELDS: [Field; 8] = [
    field("partner", FieldKind::Id, true, "The id that facts carry."),
    field(
        "title",
        FieldKind::Id,
        false,
        "What it is called; the id when left out.",
    ),
    field(
        "region",
        FieldKind::Refers("region"),
        false,
        "Its home: the smallest region that it is in.",
    ),
    field("type", FieldKind::Refers("type"), false, "Its type."),
    field(
        "tier",
        FieldKind::Refers("tier"),
        false,
        "The tier it holds from `since` on; left out, what it has earned when it joins, or when the year begins.",
    ),
    field(
        "since",
        FieldKind::Date,
        false,
        "From which day it holds the tier; it stands beside `tier`.",
    ),
    field(
        "joined",
        FieldKind::Date,
        false,
        "The day it joined; it was always there when left out.",
    ),
    field(
        "was",
        FieldKind::Id,
        false,
        "What it was in the program before, as `succeeds` names it: it begins with the tier that stands there.",
    ),
];
