//! Training tracks and their courses.

use super::clauses::{TELL, WHY, clause, may};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "track",
    title: "Track",
    summary: "A sequence of courses that grants a certification.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[&COURSE],
    refers: Some(Refers::Track),
    lower: None,
    page: include_str!("track.md"),
};

/// The descriptor.
pub static COURSE: Kind = Kind {
    word: "course",
    title: "Course",
    summary: "One course of a track.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: COURSE_CLAUSES,
    children: &[],
    refers: Some(Refers::Course),
    lower: None,
    page: include_str!("course.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "for",
        Shape::Words(&["sales", "technical", "marketing", "success", "everyone"]),
        &[may(
            "at",
            Shape::Names(&[Refers::Type]),
            "The types of partner whose people it is for.",
        )],
        Times::Once,
        "for sales at reseller, var",
    ),
    clause("required", Shape::Nothing, &[], Times::Optional, "required"),
    clause(
        "teaches",
        Shape::Names(&[Refers::Line, Refers::Product]),
        &[],
        Times::Optional,
        "teaches cloud",
    ),
    clause(
        "grants",
        Shape::Name(&[Refers::Certification]),
        &[
            may(
                "for",
                Shape::Duration,
                "How long the certification is valid.",
            ),
            may(
                "refresh every",
                Shape::Duration,
                "How often it must be refreshed.",
            ),
        ],
        Times::Optional,
        "grants cloud_seller for 12 months refresh every 12 months",
    ),
    TELL,
    WHY,
];

static COURSE_CLAUSES: &[Clause] = &[
    clause(
        "",
        Shape::Count(&["minutes"]),
        &[],
        Times::Once,
        "45 minutes",
    ),
    clause(
        "mode",
        Shape::Word(&["on_demand", "live"]),
        &[],
        Times::Once,
        "mode live",
    ),
    clause(
        "stage",
        Shape::Word(&["awareness", "consideration", "decision"]),
        &[],
        Times::Optional,
        "stage awareness",
    ),
    clause(
        "after",
        Shape::Names(&[Refers::Course]),
        &[],
        Times::Optional,
        "after foundations",
    ),
    TELL,
    WHY,
];
