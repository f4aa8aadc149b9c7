//! What exit codes mean.

use std::process::ExitCode;

use crate::diagnostic::Problem;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing to report.
    Fine,
    /// Findings: errors, a failed example, a difference, input refused.
    Findings,
    /// Usage, or a failure of the operating system.
    Usage,
    /// Work, time, memory or output over a limit.
    OverLimit,
    /// Undecided: precision or proof.
    Undecided,
    /// A fault of ours.
    Ours,
}

impl Exit {
    /// The number the process ends with.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::OverLimit => 3,
            Exit::Undecided => 4,
            Exit::Ours => 70,
        }
    }
}

/// How a command ends that its input stops: a run that would be too large is over a limit, and a name of the
/// command line that nothing has is a fault of usage.
pub fn stopped_by(problems: &[Problem]) -> Exit {
    let has = |names: &[&str]| problems.iter().any(|problem| names.contains(&problem.name));
    if has(&["too-much-memory", "too-much-work"]) {
        Exit::OverLimit
    } else if has(&["unknown-incentive", "unknown-world"]) {
        Exit::Usage
    } else {
        Exit::Findings
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
