//! Governance: who must agree to a change, and how long before it holds partners are told.

use super::clauses::{TELL, WHY, clause, may, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "governance",
    title: "Governance",
    summary: "Who owns the program, who agrees to a change, and how much notice it needs.",
    since: 2027,
    naming: Naming::Bare,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("governance.md"),
};

/// What is decided while a program runs.
const MATTERS: &[&str] = &[
    "tiers",
    "funds",
    "exceptions",
    "conflicts",
    "territories",
    "prices",
    "audits",
    "payouts",
];

/// Who decides.
const DECIDER: Shape = Shape::Name(&[Refers::Role, Refers::Committee]);

static CLAUSES: &[Clause] = &[
    clause(
        "owner",
        DECIDER,
        &[],
        Times::Optional,
        "owner channel_director",
    ),
    clause(
        "cadence",
        Shape::Word(&["planning", "review", "checkpoint"]),
        &[must("every", Shape::Cycle, "How often.")],
        Times::Many,
        "cadence planning every quarter",
    ),
    clause(
        "notice",
        Shape::Duration,
        &[must(
            "when",
            Shape::Word(&["worse for any partner", "neutral", "better"]),
            "For which change.",
        )],
        Times::Many,
        "notice 90 days when worse for any partner",
    ),
    clause(
        "approve",
        DECIDER,
        &[
            may(
                "when",
                Shape::Word(&["worse for any partner", "anything changes"]),
                "For which change.",
            ),
            may(
                "when exposure rises by more than",
                Shape::Percent,
                "When the worst case in money grows by more than this part.",
            ),
        ],
        Times::Many,
        "approve finance when exposure rises by more than 2%",
    ),
    clause(
        "together",
        Shape::Names(&[Refers::Role, Refers::Committee]),
        &[must(
            "on",
            Shape::Words(MATTERS),
            "On which matters all of them must agree.",
        )],
        Times::Many,
        "together finance, legal on exceptions",
    ),
    clause(
        "decides",
        DECIDER,
        &[must(
            "on",
            Shape::Words(MATTERS),
            "On which matters one of them is enough.",
        )],
        Times::Many,
        "decides channel_director on tiers, territories",
    ),
    clause(
        "freeze",
        Shape::Duration,
        &[
            must(
                "before year end",
                Shape::Nothing,
                "Counted back from the last day of the program's year.",
            ),
            must(
                "in",
                Shape::Name(&[Refers::Region]),
                "The region whose business days are counted.",
            ),
        ],
        Times::Optional,
        "freeze 15 business days before year end in NA",
    ),
    clause(
        "escalate to",
        DECIDER,
        &[],
        Times::Optional,
        "escalate to steering_committee",
    ),
    TELL,
    WHY,
];
