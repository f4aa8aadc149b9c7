//! Tiers: what earns, keeps and loses them.

use super::clauses::{TELL, WHY, clause, may, must, tabled};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "tier",
    title: "Tier",
    summary: "A standing that partners earn, keep and lose at reviews.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[&PATH],
    refers: Some(Refers::Tier),
    lower: None,
    page: include_str!("tier.md"),
};

/// The descriptor.
pub static PATH: Kind = Kind {
    word: "path",
    title: "Path",
    summary: "One of several ways to a tier; meeting one is enough.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: PATH_CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("path.md"),
};

// What specializations say in the same words is seen by their file.

pub(super) const EARN: Clause = tabled(
    "earn",
    Shape::Test,
    &[],
    Table::Across,
    Times::Many,
    "earn bookings over last 4 quarters >= 1,000,000 USD",
);

pub(super) const KEEP: Clause = tabled(
    "keep",
    Shape::Test,
    &[],
    Table::Across,
    Times::Many,
    "keep bookings over last 4 quarters >= 900,000 USD",
);

pub(super) const ADVISE: Clause = clause(
    "advise",
    Shape::Test,
    &[],
    Times::Many,
    "advise certified as of review >= 3",
);

pub(super) const REVIEW: Clause = clause(
    "review",
    Shape::Recurrence,
    &[may(
        "in",
        Shape::Name(&[Refers::Region]),
        "The region whose business days are counted.",
    )],
    Times::Optional,
    "review every quarter on last business day in NA",
);

pub(super) const GRACE: Clause = clause(
    "grace",
    Shape::Duration,
    &[],
    Times::Optional,
    "grace 60 days",
);

pub(super) const INVITE: Clause = clause(
    "invite by",
    Shape::Name(&[Refers::Role, Refers::Committee]),
    &[],
    Times::Optional,
    "invite by channel_director",
);

pub(super) const ENROL: Clause = clause(
    "enrol within",
    Shape::Duration,
    &[],
    Times::Optional,
    "enrol within 45 days",
);

pub(super) const FEE: Clause = clause(
    "fee",
    Shape::Money,
    &[
        must("per", Shape::Word(&["year"]), "How often it is due."),
        may(
            "prorated by whole months",
            Shape::Nothing,
            "Who comes in mid-year pays a twelfth for each whole month that is left.",
        ),
        may(
            "refundable within",
            Shape::Duration,
            "How long after it was paid it is given back.",
        ),
    ],
    Times::Optional,
    "fee 900 USD per year prorated by whole months refundable within 14 days",
);

pub(super) const HOLD_UNTIL: Clause = clause(
    "hold until",
    Shape::Word(&["year end", "next year end", "anniversary"]),
    &[],
    Times::Optional,
    "hold until next year end",
);

pub(super) const CONFIRM: Clause = clause(
    "confirm by",
    Shape::Name(&[Refers::Role, Refers::Committee]),
    &[
        must("within", Shape::Duration, "How long the person has."),
        must(
            "silence",
            Shape::Word(&["keeps", "falls"]),
            "What happens when nobody says anything.",
        ),
    ],
    Times::Optional,
    "confirm by channel_director within 10 business days silence keeps",
);

pub(super) const FREEZE: Clause = clause(
    "freeze by",
    Shape::Name(&[Refers::Role, Refers::Committee]),
    &[],
    Times::Optional,
    "freeze by channel_director",
);

pub(super) const BENEFIT: Clause = clause(
    "benefit",
    Shape::Names(&[Refers::Benefit]),
    &[],
    Times::Many,
    "benefit entry_rebates, basic_support",
);

pub(super) const REGION: Clause = clause(
    "region",
    Shape::Word(&["of partner home", "highest of group"]),
    &[],
    Times::Optional,
    "region of partner home",
);

pub(super) const LASTS: Clause = clause(
    "lasts",
    Shape::Duration,
    &[],
    Times::Optional,
    "lasts 12 months",
);

pub(super) const RENEW: Clause = clause(
    "renew",
    Shape::Duration,
    &[must(
        "before the end",
        Shape::Nothing,
        "It is counted back from the last day.",
    )],
    Times::Optional,
    "renew 60 days before the end",
);

pub(super) const AUDIT: Clause = clause(
    "audit every",
    Shape::Count(&["renewals", "renewal"]),
    &[must(
        "by",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        "Who looks.",
    )],
    Times::Optional,
    "audit every 2 renewals by partner_manager",
);

static PATH_CLAUSES: &[Clause] = &[EARN, KEEP];

static CLAUSES: &[Clause] = &[
    clause("rank", Shape::Count(&[]), &[], Times::Once, "rank 2"),
    EARN,
    KEEP,
    REGION,
    REVIEW,
    clause(
        "rise",
        Shape::Word(&["at review", "on any day"]),
        &[may(
            "one rank at a time",
            Shape::Nothing,
            "Only who holds the tier below rises to it.",
        )],
        Times::Optional,
        "rise at review",
    ),
    clause(
        "fall",
        Shape::Word(&["at review", "at the end", "never"]),
        &[
            may(
                "after",
                Shape::Count(&["missed reviews in a row", "missed review"]),
                "How many reviews in a row must be missed first.",
            ),
            may(
                "one rank at a time",
                Shape::Nothing,
                "To the tier below, whatever the numbers say.",
            ),
            may(
                "to the tier that is met",
                Shape::Nothing,
                "To the highest tier whose conditions still hold.",
            ),
        ],
        Times::Optional,
        "fall at review after 2 missed reviews in a row one rank at a time",
    ),
    LASTS,
    RENEW,
    AUDIT,
    GRACE,
    INVITE,
    ENROL,
    FEE,
    HOLD_UNTIL,
    CONFIRM,
    FREEZE,
    ADVISE,
    BENEFIT,
    TELL,
    WHY,
];
