//! Problems as a JUnit report, for build servers that read nothing else.
//! It must not hold a character that XML refuses.

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::one_line;

/// The report: a failed case for each of the first 1,000 errors, a passed one for each warning and
/// note among them, and one passed case when there is nothing to say.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let listed = problems.iter().take(LIST_LIMIT);
    let failures = listed.clone().filter(|problem| problem.is_error()).count();
    let cases: Vec<String> = listed.map(|problem| case(&mut locator, problem)).collect();
    let tests = cases.len().max(1);
    let cases = if cases.is_empty() {
        "    <testcase classname=\"charter\" name=\"check\"/>\n".to_owned()
    } else {
        cases.concat()
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites tests=\"{tests}\" failures=\"{failures}\">\n  \
         <testsuite name=\"charter\" tests=\"{tests}\" failures=\"{failures}\">\n\
         {cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(locator: &mut Locator<'_>, problem: &Problem) -> String {
    let place = problem.primary.as_ref().map(|place| locator.locate(place));
    let place = place.map_or_else(String::new, |location| {
        format!("{}:{}:{}", location.path, location.line, location.column)
    });
    let head = format!(
        "    <testcase classname=\"{}\" name=\"{}\"",
        escape(problem.name),
        escape(&place),
    );
    let message = escape(&problem.message);
    let help = escape(problem.help.as_deref().unwrap_or(""));
    if problem.is_error() {
        let kind = escape(problem.name);
        format!(
            "{head}>\n      <failure type=\"{kind}\" message=\"{message}\">{help}</failure>\n    \
             </testcase>\n"
        )
    } else {
        format!("{head}>\n      <system-out>{message}</system-out>\n    </testcase>\n")
    }
}

/// Text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(character),
        }
    }
    safe.replace("##[", "#&#35;[")
}
