//! Playbooks: a pattern of declarations that a program includes as often as it likes, each time adjusted. They are
//! written out before anything else is read.

use super::clauses::clause;
use super::spec::{Clause, Kind, Naming, Shape, Times};

/// Begins the clause that says what a pattern leaves open.
pub const TAKES: &str = "takes";

/// Begins a clause that says what stands for something that was left open.
pub const SET: &str = "set";

/// What a playbook does not hold: these are the program's own, or would hold themselves.
pub const NOT_HELD: &[&str] = &["program", "language", "playbook"];

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "playbook",
    title: "Playbook",
    summary: "A pattern of calendar, training, incentives and messages that a program includes and adjusts.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("playbook.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        TAKES,
        Shape::Ids,
        &[],
        Times::Optional,
        "takes product, days",
    ),
    clause(SET, Shape::Id, &[], Times::Many, "set product cloud_secure"),
];
