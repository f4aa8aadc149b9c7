//! A version of a rate or an amount says what the version before it says.

use crate::diagnostic::Problem;
use crate::kind::spec::Given;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "version-without-change",
    title: "Version that changes nothing",
    level: Level::Warn,
    summary: "A version of a rate or an amount says what the version before it says.",
    page: include_str!("version_without_change.md"),
    check,
};

/// Clauses that are read by their day alone, where they have no table.
const READ_BY_DAY: [&str; 2] = ["rate", "amount"];

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for declaration in context.everything() {
        for word in READ_BY_DAY {
            let dated = declaration.terms.all(word);
            let mut dated: Vec<&Given> = dated.filter(|given| given.table.is_none()).collect();
            dated.sort_by_key(|given| given.force);
            let pairs = dated.iter().zip(dated.iter().skip(1));
            let same = pairs.filter(|(before, after)| follows(before, after));
            problems.extend(same.map(|(before, after)| found(before, after)));
        }
    }
    problems
}

/// Whether a version begins on the day after another has ended, and says the same.
fn follows(before: &Given, after: &Given) -> bool {
    let next = before.force.until.map(|until| until.plus_days(1));
    let said = |given: &Given| -> Vec<_> {
        let phrases = given.phrases.iter();
        phrases
            .map(|(lead, value, _)| (*lead, value.clone()))
            .collect()
    };
    next.is_some()
        && next == after.force.from
        && before.value == after.value
        && said(before) == said(after)
}

fn found(before: &Given, after: &Given) -> Problem {
    let from = after
        .force
        .from
        .map_or_else(String::new, |from| format!(" from {from}"));
    let word = after.word;
    LINT.found(
        Some(after.span),
        format!("this `{word}`{from} says what the one before it says"),
    )
    .also(before.span, "the same")
    .cost("readers look for a difference that is not there")
    .help("write what differs, or take the line out and the last day from the one before")
}
