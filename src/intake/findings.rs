//! The problems of one reading, kept within bounds however bad the input is.
//! It must not know what was read.

use crate::diagnostic::Problem;

/// At most this many problems are kept; further ones are only counted.
pub const MOST_KEPT: usize = 1_000;

/// Problems in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    problems: Vec<Problem>,
    left_out: u64,
    errors: u64,
}

impl Findings {
    /// Notes a problem.
    pub fn add(&mut self, problem: Problem) {
        if problem.is_error() {
            self.errors = self.errors.saturating_add(1);
        }
        if self.problems.len() < MOST_KEPT {
            self.problems.push(problem);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    /// The first problems, in the order found.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems were found beyond those kept.
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }

    /// How many errors were found, kept or not.
    pub const fn errors(&self) -> u64 {
        self.errors
    }

    /// The problems, closed by a note of how many were left out.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems;
        if self.left_out > 0 {
            let message = format!("{} more problems are not shown", self.left_out);
            problems.push(Problem::note("problems-left-out", message).fact("count", self.left_out));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::{Findings, MOST_KEPT};
    use crate::diagnostic::Problem;

    #[test]
    fn a_flood_of_problems_is_counted_and_not_kept() {
        let mut findings = Findings::default();
        for _ in 0..MOST_KEPT {
            findings.add(Problem::error("x", "m"));
        }
        assert_eq!(
            findings.clone().into_problems().len(),
            MOST_KEPT,
            "no closing note"
        );
        findings.add(Problem::warning("y", "m"));
        findings.add(Problem::error("x", "m"));
        assert_eq!((findings.left_out(), findings.errors()), (2, 1_001));
        let problems = findings.into_problems();
        assert_eq!(problems.len(), MOST_KEPT + 1);
        assert_eq!(
            problems.last().map(|problem| problem.name),
            Some("problems-left-out")
        );
    }
}
