//! Experiments: an offer tried with some partners before all of them have it.

use super::clauses::{INTERNAL, WHY, clause, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "experiment",
    title: "Experiment",
    summary: "An offer tried with a part of the partners, what is looked for, and when it ends.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("experiment.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "of",
        Shape::Name(&[Refers::Incentive]),
        &[],
        Times::Once,
        "of launch_reward",
    ),
    clause(
        "cohort",
        Shape::Percent,
        &[must(
            "of partners",
            Shape::Nothing,
            "The others are what it is compared with.",
        )],
        Times::Once,
        "cohort 20% of partners",
    ),
    clause(
        "on",
        Shape::Days,
        &[],
        Times::Once,
        "on 2027-03-15 to 2027-06-13",
    ),
    clause(
        "metric",
        Shape::Name(&[Refers::Measure]),
        &[],
        Times::Once,
        "metric bookings",
    ),
    clause("lift", Shape::Percent, &[], Times::Once, "lift 10%"),
    clause(
        "owner",
        Shape::Name(&[Refers::Role, Refers::Committee]),
        &[],
        Times::Once,
        "owner channel_director",
    ),
    clause(
        "stop when",
        Shape::Text,
        &[],
        Times::Some,
        "stop when \"The cohort sells less than the others for four weeks.\"",
    ),
    clause(
        "then",
        Shape::Text,
        &[],
        Times::Once,
        "then \"All partners have it from the next quarter.\"",
    ),
    WHY,
];
