//! The result of a test as a JUnit report: a case for each example, guardrail and expectation. What examples show is a
//! property of their suite; what is not told is a skipped case.

use super::{COUNTS, Tested};
use crate::base::name::Name;
use crate::decide::expectation::Met;
use crate::decide::guardrail::Verdict;
use crate::diagnostic::render::junit::escape;

/// The report.
pub fn junit(tested: &Tested) -> String {
    let examples: Vec<String> = tested
        .examples
        .iter()
        .map(|example| {
            let class = tested
                .place(example.origin)
                .map_or("charter", |(path, _)| path);
            let outcome = match example.failures.is_empty() {
                true => String::new(),
                false => failure("example-fails", &example.failures.join("\n")),
            };
            case(class, example.title, &outcome)
        })
        .collect();
    let guardrails: Vec<String> = tested
        .guardrails()
        .zip(tested.guardrail_rows())
        .map(|(judged, row)| {
            let outcome = outcome(judged.verdict, "guardrail-broken", &row.join("; "));
            case(&judged.rule.scenario, &judged.rule.name, &outcome)
        })
        .collect();
    let expected = expected(tested);
    let all = examples
        .len()
        .saturating_add(guardrails.len())
        .saturating_add(expected.len());
    let failing = tested.examples.len().saturating_sub(tested.holding());
    let guarded: Vec<Verdict> = tested.guardrails().map(|each| each.verdict).collect();
    let met: Vec<Verdict> = each_expected(tested)
        .map(|(_, each)| each.verdict)
        .collect();
    let (guarded, met) = (counts(&guarded), counts(&met));
    let failures = failing.saturating_add(guarded.0).saturating_add(met.0);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites tests=\"{all}\" failures=\"{failures}\">\n"
    );
    out.push_str(&suite(
        "examples",
        (failing, 0),
        &properties(tested),
        &examples,
    ));
    if !guardrails.is_empty() {
        out.push_str(&suite("guardrails", guarded, "", &guardrails));
    }
    if !expected.is_empty() {
        out.push_str(&suite("expectations", met, "", &expected));
    }
    out.push_str("</testsuites>\n");
    out
}

/// How many fail, and of how many it cannot be told.
fn counts(verdicts: &[Verdict]) -> (usize, usize) {
    let with = |verdict| verdicts.iter().filter(|each| **each == verdict).count();
    (with(Verdict::Broken), with(Verdict::Undecided))
}

fn each_expected<'t>(tested: &'t Tested) -> impl Iterator<Item = (&'t Name, &'t Met)> {
    let forecasts = tested.forecasts.iter();
    forecasts.flat_map(|held| {
        let expected = held.verdicts.expected.iter();
        expected.map(|each| (&held.scenario, each))
    })
}

/// A case for each expectation, named as it is written.
fn expected(tested: &Tested) -> Vec<String> {
    each_expected(tested)
        .zip(tested.expected_rows())
        .map(|((scenario, met), row)| {
            let words = match row.as_slice() {
                [text, found, runs, verdict] => format!("{text}; {found}; {runs} runs; {verdict}"),
                _ => row.join("; "),
            };
            let outcome = outcome(met.verdict, "expectation-missed", &words);
            case(scenario, &met.expectation.text, &outcome)
        })
        .collect()
}

fn outcome(verdict: Verdict, kind: &str, words: &str) -> String {
    match verdict {
        Verdict::Holds => String::new(),
        Verdict::Broken => failure(kind, words),
        Verdict::Undecided => format!("      <skipped message=\"{}\"/>\n", escape(words)),
    }
}

fn suite(name: &str, (failures, skipped): (usize, usize), head: &str, cases: &[String]) -> String {
    let tests = cases.len();
    let cases = cases.concat();
    format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">\n\
         {head}{cases}  </testsuite>\n"
    )
}

fn properties(tested: &Tested) -> String {
    let lines = tested.rows().into_iter().map(|row| {
        let [word, shown, of, _] = row.as_slice() else {
            return String::new();
        };
        let name = COUNTS[0];
        format!("      <property name=\"{name}: {word}\" value=\"{shown} of {of}\"/>\n")
    });
    let lines: String = lines.collect();
    format!("    <properties>\n{lines}    </properties>\n")
}

fn case(class: &str, name: &str, outcome: &str) -> String {
    let head = format!(
        "    <testcase classname=\"{}\" name=\"{}\"",
        escape(class),
        escape(name)
    );
    match outcome {
        "" => format!("{head}/>\n"),
        outcome => format!("{head}>\n{outcome}    </testcase>\n"),
    }
}

fn failure(kind: &str, message: &str) -> String {
    format!(
        "      <failure type=\"{kind}\" message=\"{}\"/>\n",
        escape(message)
    )
}
