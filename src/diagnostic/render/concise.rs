//! One line a problem: `file:line:column: error[name]: message`.
//! It must not carry more than editors and `grep` can use.

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::{one_line, without_commands};

/// The lines; after 1,000 of them the count of the rest.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let mut text = String::new();
    for problem in problems.iter().take(LIST_LIMIT) {
        if let Some(place) = &problem.primary {
            let location = locator.locate(place);
            let path = one_line(&location.path);
            text.push_str(&format!("{path}:{}:{}: ", location.line, location.column));
        }
        let (severity, name) = (problem.severity.word(), problem.name);
        let message = one_line(&problem.message);
        text.push_str(&format!("{severity}[{name}]: {message}\n"));
    }
    let rest = problems.len().saturating_sub(LIST_LIMIT);
    if rest > 0 {
        text.push_str(&format!("and {rest} more\n"));
    }
    without_commands(&text)
}
