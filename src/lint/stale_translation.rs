//! A translation was made from a text that has changed since, or that is no longer there.

use std::collections::BTreeMap;

use crate::diagnostic::{Fix, Problem};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::text::{Address, Text, Translation, texts};

/// The lint.
pub static LINT: Lint = Lint {
    name: "stale-translation",
    title: "Stale translation",
    level: Level::Warn,
    summary: "A translation was made from a text that has changed since.",
    page: include_str!("stale_translation.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    if program.translations.is_empty() {
        return Vec::new();
    }
    let texts: BTreeMap<Address, Text> = texts(&program.declarations)
        .into_iter()
        .map(|text| (text.address.clone(), text))
        .collect();
    let mut problems = Vec::new();
    for (tag, entries) in &program.translations {
        for (address, entry) in entries {
            let place = context.span(entry.origin);
            let lost = format!("partners who read `{tag}` are told what the program said before");
            match texts.get(address) {
                Some(text) if entry.text.is_empty() || text.is_source_of(entry) => {}
                Some(text) => {
                    let message =
                        format!("{address} has changed since it was translated into `{tag}`");
                    let problem = LINT.found(place, message).cost(lost).help(format!(
                        "translate it again, and then write: of \"{}\"",
                        text.mark()
                    ));
                    let source = text
                        .place
                        .or_else(|| context.span(text.block.declared.origin));
                    let problem = also(problem, source, "it reads otherwise now");
                    problems.push(confirmed(context, problem, entry, text));
                }
                None => problems.push(
                    LINT.found(place, format!("no text of the program reads {address}"))
                        .cost("nobody reads this translation")
                        .help("write the new words of the text, or take the entry out"),
                ),
            }
        }
    }
    problems
}

/// The fix for a translation that is right as it stands: only who reads both languages can say so.
fn confirmed(context: &Context, problem: Problem, entry: &Translation, text: &Text) -> Problem {
    let Some(place) = context.span(entry.origin) else {
        return problem;
    };
    let mut clauses = context.everything().flat_map(|each| &each.terms.clauses);
    let of = clauses
        .find(|given| given.span == place)
        .and_then(|given| given.phrases.iter().find(|(lead, _, _)| *lead == "of"));
    match of {
        Some((_, _, span)) => problem.fix(Fix {
            safe: false,
            title: "keep the translation as it is".to_owned(),
            edits: vec![(*span, format!("of \"{}\"", text.mark()))],
        }),
        None => problem,
    }
}
