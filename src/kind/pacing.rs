//! Pacing: how much of the calendar one partner may meet.

use super::clauses::{clause, may, must};
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "pacing",
    title: "Pacing",
    summary: "Limits on how many promotions and messages one partner meets.",
    since: 2027,
    naming: Naming::Bare,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("pacing.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "promotions at most",
        Shape::Count(&[]),
        &[must(
            "live per partner",
            Shape::Nothing,
            "Promotions that one partner can meet on one day.",
        )],
        Times::Optional,
        "promotions at most 2 live per partner",
    ),
    clause(
        "gap at least",
        Shape::Duration,
        &[
            may(
                "from end to start",
                Shape::Nothing,
                "From the last day of one to the first day of the next.",
            ),
            may(
                "between promotions to the same audience",
                Shape::Nothing,
                "Promotions for different partners do not count.",
            ),
        ],
        Times::Optional,
        "gap at least 14 days from end to start between promotions to the same audience",
    ),
    clause(
        "load",
        Shape::Weights(super::calendar::LOADS),
        &[],
        Times::Once,
        "load announcement 1.0, event 1.0, training 0.8, reminder 0.6",
    ),
    clause(
        "touches at most",
        Shape::Number,
        &[must(
            "load per partner per month",
            Shape::Nothing,
            "The weights of all touches that one partner meets in a calendar month.",
        )],
        Times::Optional,
        "touches at most 3.0 load per partner per month",
    ),
    clause(
        "rhythm",
        Shape::Word(&["training before promotion"]),
        &[],
        Times::Optional,
        "rhythm training before promotion",
    ),
    clause(
        "blackout",
        Shape::Days,
        &[may(
            "for",
            Shape::Words(&[
                "promotions",
                "communications",
                "trainings",
                "reviews",
                "events",
            ]),
            "The sorts of entries that must not happen then.",
        )],
        Times::Many,
        "blackout 2027-12-20 to 2028-01-05 for promotions, communications",
    ),
];
