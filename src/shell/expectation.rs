//! What a scenario expects, as findings at its lines.

use crate::base::span::{Source, Sources, Span};
use crate::decide::expectation::Met;
use crate::decide::guardrail::Verdict;
use crate::decide::verdicts::Verdicts;
use crate::diagnostic::Problem;
use crate::render::forecast_file::expected_rows;
use crate::shell::scenario::Given;

/// What is not met, and the texts of the program with the scenario behind them.
pub fn findings(
    program: &Sources,
    given: &Given,
    verdicts: &Verdicts,
    currency: &str,
) -> (Sources, Vec<Problem>) {
    let mut sources = program.clone();
    let file = sources.add(given.source.clone());
    let places = file.map_or_else(Vec::new, |file| given.places(file));
    let problems = problems(&verdicts.expected, &places, &given.source, currency);
    (sources, problems)
}

/// Every expectation that is not met: an error where it is missed, a warning where so few runs cannot tell. Each
/// stands at its place in the scenario, where `places` has it.
fn problems(expected: &[Met], places: &[Span], scenario: &Source, currency: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, each) in expected.iter().enumerate() {
        let said = expected_rows(std::slice::from_ref(each), currency);
        let found = said.first().and_then(|row| row.get(1));
        let found = found.map_or("", String::as_str);
        let text = &each.expectation.text;
        let said = |what: &str| format!("`{text}` {what} in `{}`: {found}", scenario.name);
        let problem = match each.verdict {
            Verdict::Holds => continue,
            Verdict::Broken => Problem::error("expectation-missed", said("is missed"))
                .help("change the program, or what is expected of it"),
            Verdict::Undecided => Problem::warning(
                "expectation-undecided",
                said("cannot be told yet"),
            )
            .help(match each.runs_to_tell {
                Some(runs) => format!("about {runs:.0} runs would tell: give more with --runs"),
                None => "one run tells nothing of the next: give more with --runs".to_owned(),
            }),
        };
        problems.push(match places.get(place) {
            Some(span) => problem.at(*span),
            None => problem,
        });
    }
    problems
}
