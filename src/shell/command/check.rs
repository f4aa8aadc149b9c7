//! `charter check`: everything that can be said without a forecast.

use crate::diagnostic::Severity;
use crate::shell::arguments::{Check, Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::load::load;
use crate::shell::report;

/// Checks a program and prints what was found.
pub fn run(check: &Check, colour: Colour) -> Exit {
    let loaded = match load(&check.path) {
        Ok(loaded) => loaded,
        Err(message) => {
            report::error(&format!("charter: {message}\n"));
            return Exit::Findings;
        }
    };
    let errors = count(&loaded.problems, Severity::Error);
    let warnings = count(&loaded.problems, Severity::Warning);
    if check.format != Format::Human || !loaded.problems.is_empty() {
        report::problems(&loaded.sources, &loaded.problems, check.format, colour);
    }
    if check.format == Format::Human {
        report::error(&summary(errors, warnings));
    }
    let denied = check.deny.is_some() && warnings > 0;
    if errors > 0 || denied {
        Exit::Findings
    } else {
        Exit::Fine
    }
}

fn count(problems: &[crate::diagnostic::Problem], severity: Severity) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity == severity)
        .count()
}

fn summary(errors: usize, warnings: usize) -> String {
    let plural = |count: usize, word: &str| {
        if count == 1 {
            format!("1 {word}")
        } else {
            format!("{count} {word}s")
        }
    };
    match (errors, warnings) {
        (0, 0) => "no problems\n".to_owned(),
        _ => format!(
            "{}, {}\n",
            plural(errors, "error"),
            plural(warnings, "warning")
        ),
    }
}
