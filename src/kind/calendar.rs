//! The calendar: trainings, promotions, rewards, reviews, communications.

use super::clauses::{TELL, WHY, clause, may, tabled};
use super::spec::{Clause, Column, Kind, Naming, Refers, Shape, Table, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "calendar",
    title: "Calendar",
    summary: "A year of trainings, promotions, rewards, reviews and communications.",
    since: 2027,
    naming: Naming::Bare,
    heading: &[],
    clauses: CLAUSES,
    children: &[&TRAINING, &PROMOTION, &REWARD, &REVIEW, &EVENT, &DEADLINE],
    refers: None,
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static TRAINING: Kind = Kind {
    word: "training",
    title: "Training",
    summary: "A window in which people are trained.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static PROMOTION: Kind = Kind {
    word: "promotion",
    title: "Promotion",
    summary: "A window in which an incentive is promoted.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static REWARD: Kind = Kind {
    word: "reward",
    title: "Reward",
    summary: "A moment at which partners are rewarded.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static REVIEW: Kind = Kind {
    word: "review",
    title: "Review",
    summary: "A review held with partners.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static EVENT: Kind = Kind {
    word: "event",
    title: "Event",
    summary: "A gathering.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// The descriptor.
pub static DEADLINE: Kind = Kind {
    word: "deadline",
    title: "Deadline",
    summary: "A day by which something must be done.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: ENTRY,
    children: &[],
    refers: Some(Refers::Entry),
    lower: None,
    page: include_str!("calendar.md"),
};

/// Classes of load that a touch can have.
pub const LOADS: &[&str] = &[
    "announcement",
    "event",
    "training",
    "reminder",
    "newsletter",
    "promotion",
    "survey",
    "notice",
    "review",
    "award",
];

/// How an entry reaches people.
pub const CHANNELS: &[&str] = &[
    "email",
    "portal",
    "webinar",
    "event",
    "call",
    "virtual_event",
    "one_to_one",
];

/// Whom an entry can reach.
const AUDIENCE: Shape = Shape::Names(&[
    Refers::Tier,
    Refers::Type,
    Refers::Region,
    Refers::Segment,
    Refers::Role,
]);

static ENTRY: &[Clause] = &[
    clause(
        "",
        Shape::When,
        &[may(
            "in",
            Shape::Name(&[Refers::Region]),
            "The region whose business days are counted.",
        )],
        Times::Once,
        "2027-03-15 to 2027-06-13",
    ),
    clause(
        "of",
        Shape::Name(&[Refers::Track]),
        &[],
        Times::Optional,
        "of cloud_sales",
    ),
    clause("for", AUDIENCE, &[], Times::Optional, "for gold, platinum"),
    clause(
        "drives",
        Shape::Names(&[
            Refers::Incentive,
            Refers::Measure,
            Refers::Line,
            Refers::Product,
        ]),
        &[],
        Times::Optional,
        "drives launch_reward",
    ),
    clause(
        "after",
        Shape::Names(&[Refers::Entry]),
        &[],
        Times::Optional,
        "after onboarding_sprint",
    ),
    clause(
        "by",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Optional,
        "by partner_manager",
    ),
    clause(
        "channel",
        Shape::Words(CHANNELS),
        &[],
        Times::Optional,
        "channel email, portal",
    ),
    clause(
        "load",
        Shape::Word(LOADS),
        &[],
        Times::Optional,
        "load announcement",
    ),
    TELL,
    WHY,
];

static CLAUSES: &[Clause] = &[tabled(
    "communications",
    Shape::Nothing,
    &[],
    Table::Columns(&[
        Column {
            name: "when",
            value: Shape::When,
            required: true,
        },
        Column {
            name: "title",
            value: Shape::Text,
            required: true,
        },
        Column {
            name: "audience",
            value: AUDIENCE,
            required: false,
        },
        Column {
            name: "channel",
            value: Shape::Words(CHANNELS),
            required: true,
        },
        Column {
            name: "load",
            value: Shape::Word(LOADS),
            required: true,
        },
        Column {
            name: "drives",
            value: Shape::Names(&[Refers::Incentive, Refers::Track]),
            required: false,
        },
    ]),
    Times::Many,
    "communications, and below it: | when | title | audience | channel | load |",
)];
