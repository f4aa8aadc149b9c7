//! Problems as a GitLab code quality report.
//! It must not give two findings one fingerprint, nor a place outside the project.

use serde_json::{Value, json};

use crate::base::span::Sources;
use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::{json_escapes, one_line};
use crate::diagnostic::{Problem, Severity};

/// The report: the first 1,000 problems. A problem without a place is put at line 1 of the
/// program's directory, since the format demands one.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let marks = fingerprints(sources, problems);
    let entries = problems.iter().zip(marks).take(LIST_LIMIT);
    let entries = entries.map(|(problem, mark)| {
        let location = problem.primary.as_ref().map(|place| locator.locate(place));
        let (path, begin, end) = location.map_or((".".to_owned(), 1, 1), |location| {
            (location.path, location.line, location.end_line)
        });
        json!({
            "description": described(problem),
            "check_name": problem.name,
            "fingerprint": mark,
            "severity": severity(problem.severity),
            "location": { "path": path, "lines": { "begin": begin, "end": end } },
        })
    });
    let report = Value::Array(entries.collect());
    json_escapes(&format!("{report:#}\n"))
}

/// The message with what it costs and what to write: the format has no other place for them.
fn described(problem: &Problem) -> String {
    let mut text = one_line(&problem.message);
    for (word, part) in [("cost", &problem.cost), ("help", &problem.help)] {
        if let Some(part) = part {
            text.push_str(&format!(" ({word}: {})", one_line(part)));
        }
    }
    text
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
