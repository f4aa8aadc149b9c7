//! Problems as workflow commands, which a CI runner turns into annotations of a pull request.
//! It must not print a value that is not encoded: a raw one could be a command of its own.

use crate::base::span::Sources;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::one_line;
use crate::diagnostic::{Problem, Severity};

/// The commands, errors first: a runner shows only the first ten of each severity.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let mut by_weight: Vec<&Problem> = problems.iter().collect();
    by_weight.sort_by_key(|problem| problem.severity);
    let mut text = String::new();
    for problem in by_weight.into_iter().take(LIST_LIMIT) {
        text.push_str(&command(&mut locator, problem));
    }
    let rest = problems.len().saturating_sub(LIST_LIMIT);
    if rest > 0 {
        text.push_str(&format!("::notice title=charter::and {rest} more\n"));
    }
    text
}

fn command(locator: &mut Locator<'_>, problem: &Problem) -> String {
    let word = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = problem.primary.as_ref().map_or_else(String::new, |place| {
        let location = locator.locate(place);
        format!(
            "file={},line={},endLine={},col={},endColumn={},",
            property(&location.path),
            location.line,
            location.end_line,
            location.column,
            location.end_column,
        )
    });
    let mut message = one_line(&problem.message);
    if let Some(cost) = &problem.cost {
        message.push_str("\ncost: ");
        message.push_str(&one_line(cost));
    }
    if let Some(help) = &problem.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let (title, message) = (property(problem.name), data(&message));
    format!("::{word} {place}title={title}::{message}\n")
}

/// The value of a command: percent, line ends and hidden characters encoded.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(one_line).collect();
    let encoded = lines.join("\n").replace('%', "%25").replace('\n', "%0A");
    encoded.replace("##[", "\\u{23}#[")
}

/// A property of a command: the separators of properties encoded as well.
fn property(text: &str) -> String {
    data(&one_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}
