//! Two declarations of one kind have the same title.

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Declaration;
use std::collections::BTreeMap;

/// The lint.
pub static LINT: Lint = Lint {
    name: "same-title",
    title: "Same title twice",
    level: Level::Warn,
    summary: "Two declarations of one kind have the same title, so that partners cannot tell them apart.",
    page: include_str!("same_title.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut first: BTreeMap<(&str, &Name), &Declaration> = BTreeMap::new();
    let mut problems = Vec::new();
    for block in as_written(context) {
        let declared = &block.declared;
        // A title that is left out is the name, and names are told apart already. Rows of a calendar have none.
        if declared.name.is_empty() || declared.title == declared.name {
            continue;
        }
        let Some(other) = first.get(&(block.kind.word, &declared.title)) else {
            first.insert((block.kind.word, &declared.title), block);
            continue;
        };
        let (one, two) = (&other.declared.name, &declared.name);
        let message = format!("`{one}` and `{two}` are both called \"{}\"", declared.title);
        let problem = LINT
            .found(context.span(declared.origin), message)
            .cost("documents, statements and portals show titles, and these cannot be told apart")
            .help("give each a title of its own");
        problems.push(also(
            problem,
            context.span(other.declared.origin),
            "the other one",
        ));
    }
    problems
}

/// The blocks in the order of the files, so that it is the second of two that is told of.
fn as_written<'a>(context: &Context<'a>) -> Vec<&'a Declaration> {
    let mut blocks: Vec<&Declaration> = context.everything().collect();
    blocks.sort_by_key(|block| context.span(block.declared.origin));
    blocks
}
