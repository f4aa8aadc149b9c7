//! Texts that partners read are not there in a language of the documents.

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Declaration;
use crate::model::text::{Address, Text, texts};

/// The lint.
pub static LINT: Lint = Lint {
    name: "missing-translation",
    title: "Missing translation",
    level: Level::Warn,
    summary: "Texts that partners read are not translated into a language of the documents.",
    page: include_str!("missing_translation.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let Some((source, others)) = program.languages.split_first() else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let mut missed = texts(&program.declarations);
    missed.retain(|text| text.is_missed);
    others
        .iter()
        .filter_map(|tag| missing(context, source, tag, &missed))
        .collect()
}

fn missing(context: &Context, source: &Name, tag: &Name, texts: &[Text]) -> Option<Problem> {
    let entries = context.program.translations.get(tag);
    let entry = |text: &Text| entries.and_then(|entries| entries.get(&text.address));
    let is_open = |text: &&Text| entry(text).is_none_or(|entry| entry.text.is_empty());
    let open: Vec<&Text> = texts.iter().filter(is_open).collect();
    let first = open.first()?;
    let block = context
        .all("language")
        .find(|block| block.declared.name == *tag);
    let place = match block {
        Some(block) => context.span(block.declared.origin),
        None => context.clause(&context.program.declared, "languages"),
    };
    let message = format!(
        "{} of {} texts are not translated into `{tag}`; the first is {}",
        open.len(),
        texts.len(),
        first.address
    );
    let problem = LINT
        .found(place, message)
        .cost(format!("partners who read `{tag}` find them in `{source}`"));
    let unwritten: Vec<&Text> = open
        .iter()
        .copied()
        .filter(|text| entry(text).is_none())
        .collect();
    let Some(block) = block else {
        return Some(problem.help(format!(
            "write: language {tag} {{ {} }}; `charter check --fix` then adds the others",
            line(first, "...")
        )));
    };
    Some(with_fix(
        problem.help(format!("write: {}", line(first, "..."))),
        block,
        &unwritten,
    ))
}

/// An empty entry for each text that has none, with its source beside it: documents stay as they are, and what is
/// left to write stands in its place.
fn with_fix(problem: Problem, block: &Declaration, unwritten: &[&Text]) -> Problem {
    let clauses = block.terms.clauses.iter();
    let Some(start) = clauses.map(|given| given.span).min() else {
        return problem;
    };
    if unwritten.is_empty() {
        return problem;
    }
    let mut text = String::new();
    for each in unwritten {
        text.push_str(&line(each, ""));
        let source = each.source.replace(['\n', '\r'], " ");
        match each.address {
            Address::Named(_) => text.push_str(&format!("  # {source}\n  ")),
            Address::Own(_) => text.push_str("\n  "),
        }
    }
    let title = format!("add {} empty entries", unwritten.len());
    problem.safe_fix(
        title,
        crate::base::span::Span::new(start.file, start.start, start.start),
        text,
    )
}

/// A whole entry.
fn line(text: &Text, words: &str) -> String {
    match &text.address {
        Address::Named(name) => format!("{name} as \"{words}\" of \"{}\"", text.mark()),
        Address::Own(own) => format!("{} as \"{words}\"", quoted(own)),
    }
}

/// A text as a program writes it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n").replace('\t', "\\t"))
}
