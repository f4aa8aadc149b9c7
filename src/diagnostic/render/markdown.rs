//! Problems as Markdown, for a comment on a pull request.
//! It must not let a text of others form a link, an image, a heading, a mention or markup.

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::{one_line, without_commands};

/// A table with a row for each of the first 1,000 problems, under their count.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let count = problems.len();
    if count == 0 {
        return "No problems.\n".to_owned();
    }
    let plural = if count == 1 { "" } else { "s" };
    let mut text = format!("**{count} problem{plural}**\n\n");
    text.push_str("| | place | problem |\n|---|---|---|\n");
    let mut locator = Locator::new(sources);
    for problem in problems.iter().take(LIST_LIMIT) {
        let place = problem.primary.as_ref().map_or_else(String::new, |place| {
            let location = locator.locate(place);
            format!("{}:{}", escape(&location.path), location.line)
        });
        let (severity, name) = (problem.severity.word(), escape(problem.name));
        let message = escape(&problem.message);
        text.push_str(&format!("| {severity} | {place} | {message} ({name})"));
        for extra in [&problem.cost, &problem.help].into_iter().flatten() {
            text.push_str(&format!(". {}", escape(extra)));
        }
        text.push_str(" |\n");
    }
    let rest = count.saturating_sub(LIST_LIMIT);
    if rest > 0 {
        text.push_str(&format!("\nand {rest} more\n"));
    }
    without_commands(&text)
}

/// Text in which every ASCII mark stands for itself. `@` and `#` become their wide forms: hosts
/// turn them into mentions and links even where they are escaped.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '@' => safe.push('＠'),
            '#' => safe.push('＃'),
            _ if character.is_ascii_punctuation() => {
                safe.push('\\');
                safe.push(character);
            }
            _ => safe.push(character),
        }
    }
    safe
}
