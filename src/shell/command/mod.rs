//! One file a command.

pub mod bound;
pub mod calibrate;
pub mod check;
pub mod compare;
pub mod completions;
pub mod diff;
pub mod explain;
pub mod export;
pub mod fmt;
pub mod man;
pub mod merge;
pub mod new;
pub mod render;
pub mod report;
pub mod settle;
pub mod simulate;
pub mod test;
pub mod vectors;
pub mod why;

use crate::shell::arguments::{Arguments, Command};
use crate::shell::exit::Exit;

/// Runs a command.
pub fn run(arguments: &Arguments) -> Exit {
    match &arguments.command {
        Command::Bound(bound) => bound::run(bound, arguments.color),
        Command::Calibrate(calibrate) => calibrate::run(calibrate, arguments.color),
        Command::Check(check) => check::run(check, arguments.color),
        Command::Compare(compare) => compare::run(compare, arguments.color),
        Command::Completions(completions) => completions::run(completions),
        Command::Diff(diff) => diff::run(diff, arguments.color),
        Command::Explain(explain) => explain::run(explain, arguments.color),
        Command::Export(export) => export::run(export, arguments.color),
        Command::Fmt(fmt) => fmt::run(fmt, arguments.color),
        Command::Man(man) => man::run(man, arguments.color),
        Command::Merge(merge) => merge::run(merge, arguments.color),
        Command::New(new) => new::run(new, arguments.color),
        Command::Render(render) => render::run(render, arguments.color),
        Command::Report(report) => report::run(report, arguments.color),
        Command::Simulate(simulate) => simulate::run(simulate, arguments.color),
        Command::Settle(settle) => settle::run(settle, arguments.color),
        Command::Test(test) => test::run(test, arguments.color),
        Command::Vectors(vectors) => vectors::run(vectors, arguments.color),
        Command::Why(why) => why::run(why, arguments.color),
    }
}
