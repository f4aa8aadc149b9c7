//! Lints: faults that a program can have although it compiles. One file and one page each; a new lint is
//! both and one line in [`LINTS`]. Must not know files, levels' source, or how a finding is shown.

pub mod audience;
pub mod entry_in_blackout;
pub mod entry_outside_year;
pub mod level;
pub mod overlapping_promotions;
pub mod promotion_gap_too_short;
pub mod promotion_not_announced;
pub mod recurrence_skips;
pub mod schedule;
pub mod spec;
pub mod starts_before_predecessor;
pub mod too_many_live_promotions;

use crate::diagnostic::Problem;
use crate::lint::level::Levels;
use crate::lint::spec::{Context, Lint};
use crate::model::Program;

/// Every lint, in order of name.
pub static LINTS: &[&Lint] = &[
    &entry_in_blackout::LINT,
    &entry_outside_year::LINT,
    &overlapping_promotions::LINT,
    &promotion_gap_too_short::LINT,
    &promotion_not_announced::LINT,
    &recurrence_skips::LINT,
    &starts_before_predecessor::LINT,
    &too_many_live_promotions::LINT,
];

/// The lint of a name.
pub fn named(name: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.name == name)
}

/// What the lints find in a program, each at its level.
pub fn check(program: &Program, levels: &Levels) -> Vec<Problem> {
    let context = Context::new(program);
    let mut problems = Vec::new();
    for lint in LINTS {
        let Some(severity) = levels.of(lint).severity() else {
            continue;
        };
        problems.extend((lint.check)(&context).into_iter().map(|mut problem| {
            problem.severity = severity;
            problem
        }));
    }
    problems
}
