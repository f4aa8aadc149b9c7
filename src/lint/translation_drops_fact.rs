//! A translation names other facts of the program than its source.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::lint::placeholder::{Part, parts};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::text::texts;

/// The lint.
pub static LINT: Lint = Lint {
    name: "translation-drops-fact",
    title: "Translation that drops a fact",
    level: Level::Warn,
    summary: "A translation does not name the same facts of the program as its source.",
    page: include_str!("translation_drops_fact.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    if program.translations.is_empty() {
        return Vec::new();
    }
    let texts = texts(&program.declarations);
    let mut problems = Vec::new();
    for text in &texts {
        let named = facts(text.source);
        for (tag, entries) in &program.translations {
            let Some(entry) = entries.get(&text.address) else {
                continue;
            };
            let own = facts(&entry.text);
            // A stale entry is reported as such, and is read again anyway.
            if entry.text.is_empty() || own == named || !text.is_source_of(entry) {
                continue;
            }
            let message = match (named.difference(&own).next(), own.difference(&named).next()) {
                (Some(fact), _) => format!("{} loses `{{{fact}}}` in `{tag}`", text.address),
                (None, Some(fact)) => format!("{} gains `{{{fact}}}` in `{tag}`", text.address),
                (None, None) => continue,
            };
            let source = text
                .place
                .or_else(|| context.span(text.block.declared.origin));
            let problem = LINT
                .found(context.span(entry.origin), message)
                .cost(format!("partners who read `{tag}` are told another rule"))
                .help("name the same facts in both; their order is free");
            problems.push(also(problem, source, "the source"));
        }
    }
    problems
}

/// The placeholders of a text.
fn facts(text: &str) -> BTreeSet<&str> {
    let placeholder = |part| match part {
        Part::Placeholder(inside) => Some(inside),
        Part::Words(_) | Part::Unclosed(_) => None,
    };
    parts(text).into_iter().filter_map(placeholder).collect()
}
