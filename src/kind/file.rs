//! Clauses that stand at file level: what happens where incentives meet on one sale.

use super::clauses::{clause, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static FILE: Kind = Kind {
    word: "file",
    title: "File level",
    summary: "Which incentives may be paid together on one sale.",
    since: 2027,
    naming: Naming::Bare,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("file.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "stack",
        Shape::Name(&[Refers::Incentive]),
        &[must(
            "with",
            Shape::Names(&[Refers::Incentive]),
            "The incentives that it meets.",
        )],
        Times::Many,
        "stack volume with launch_reward, mdf",
    ),
    clause(
        "exclude",
        Shape::Names(&[Refers::Incentive]),
        &[must(
            "from sales paid by",
            Shape::Name(&[Refers::Incentive]),
            "The incentive that is paid on them.",
        )],
        Times::Many,
        "exclude welcome from sales paid by launch_reward",
    ),
    clause(
        "reduce",
        Shape::Names(&[Refers::Incentive]),
        &[must(
            "by",
            Shape::Names(&[Refers::Incentive]),
            "The incentives whose awards lessen what they are paid on.",
        )],
        Times::Many,
        "reduce volume by early_payment",
    ),
    clause(
        "larger",
        Shape::Names(&[Refers::Incentive]),
        &[],
        Times::Many,
        "larger welcome, launch_reward",
    ),
];
