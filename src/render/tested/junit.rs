//! The result of a test as a JUnit report: a case for each example and each guardrail. What examples show is a
//! property of their suite; a guardrail that is not told is a skipped case.

use super::{COUNTS, Tested};
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
        .guardrails
        .iter()
        .zip(tested.guardrail_rows())
        .map(|(judged, row)| {
            let words = row.join("; ");
            let outcome = match judged.verdict {
                Verdict::Holds => String::new(),
                Verdict::Broken => failure("guardrail-broken", &words),
                Verdict::Undecided => {
                    format!("      <skipped message=\"{}\"/>\n", escape(&words))
                }
            };
            case(&judged.rule.scenario, &judged.rule.name, &outcome)
        })
        .collect();
    let all = examples.len().saturating_add(guardrails.len());
    let failing = tested.examples.len().saturating_sub(tested.holding());
    let with = |verdict| {
        let judged = tested.guardrails.iter();
        judged.filter(|each| each.verdict == verdict).count()
    };
    let (broken, untold) = (with(Verdict::Broken), with(Verdict::Undecided));
    let failures = failing.saturating_add(broken);
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
        out.push_str(&suite("guardrails", (broken, untold), "", &guardrails));
    }
    out.push_str("</testsuites>\n");
    out
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
