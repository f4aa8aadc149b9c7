//! From headings to declarations: every clause read by its descriptor, none missing, none twice.

use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::compile::clause;
use crate::compile::outline::Outlined;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Given, Naming, Terms, Times};
use crate::model::{Declaration, Declared};

/// Reads a block and what is nested in it.
pub fn declare(
    block: &Outlined,
    scope: &Scope,
    path: &[String],
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Declaration {
    let mut path = path.to_vec();
    path.push(label(block));
    let mut clauses: Vec<Given> = Vec::new();
    let mut attempted: Vec<&'static str> = Vec::new();
    let mut torn = block.torn;
    for written in &block.clauses {
        let (word, given) = clause::read(block.kind, written, scope, &path, problems);
        match word {
            Some(word) => attempted.push(word),
            None => torn = true,
        }
        clauses.extend(given);
    }
    count(block, &attempted, &clauses, torn, &path, problems);
    let terms = Terms { clauses };
    let children = block
        .children
        .iter()
        .map(|child| declare(child, scope, &path, origins, problems))
        .collect();
    Declaration {
        kind: block.kind,
        declared: declared(block, &terms, origins),
        terms,
        children,
    }
}

/// "rebate volume".
fn label(block: &Outlined) -> String {
    match (&block.name, &block.title) {
        (Some(name), _) => format!("{} {name}", block.kind.word),
        (None, Some(title)) => format!("{} \"{title}\"", block.kind.word),
        (None, None) => block.kind.word.to_owned(),
    }
}

fn declared(block: &Outlined, terms: &Terms, origins: &mut Origins) -> Declared {
    let name = block.name.clone().unwrap_or_else(|| Name::new(""));
    let title = block.title.clone().unwrap_or_else(|| {
        if block.kind.naming == Naming::Bare {
            Name::new(block.kind.title)
        } else {
            name.clone()
        }
    });
    let first = block.first();
    Declared {
        first: if first.is_empty() { &title } else { first }.clone(),
        name,
        title,
        internal: block.internal,
        tell: terms.text("tell"),
        why: terms.text("why"),
        origin: origins.add(block.head),
    }
}

/// Every clause stands as often as its descriptor says.
fn count(
    block: &Outlined,
    attempted: &[&'static str],
    given: &[Given],
    torn: bool,
    path: &[String],
    problems: &mut Vec<Problem>,
) {
    for clause in block.kind.clauses {
        let times = attempted
            .iter()
            .filter(|word| **word == clause.word)
            .count();
        let needed = matches!(clause.times, Times::Once | Times::Some);
        if needed && times == 0 && !torn {
            problems.push(missing(block, clause).within(path.to_vec()));
        }
        let dated = |each: &Given| each.word == clause.word && each.force.is_dated();
        let single =
            matches!(clause.times, Times::Once | Times::Optional) && !given.iter().any(dated);
        let mut places = given
            .iter()
            .filter(|each| each.word == clause.word)
            .map(|each| each.span);
        if let (true, Some(first), Some(second)) =
            (single && times > 1, places.next(), places.next())
        {
            let message = match clause.word {
                "" => format!("the {} says what it is twice", block.kind.word),
                word => format!("`{word}` is said twice"),
            };
            problems.push(
                Problem::error("said-twice", message)
                    .at(second)
                    .also(first, "said here first")
                    .help("keep the one that is meant")
                    .within(path.to_vec()),
            );
        }
    }
}

fn missing(block: &Outlined, clause: &Clause) -> Problem {
    let what = if clause.word.is_empty() {
        format!("the {} does not say what it is", block.kind.word)
    } else {
        format!("the {} has no clause `{}`", block.kind.word, clause.word)
    };
    Problem::error("missing-clause", what)
        .at(block.head)
        .help(format!("write: {}", clause.help))
}
