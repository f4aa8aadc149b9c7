//! From headings to declarations: every clause read by its descriptor, none missing, none twice.

use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::span::Span;
use crate::compile::outline::Outlined;
use crate::compile::scope::Scope;
use crate::compile::{clause, table};
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::kind::spec::{Clause, Given, Grid, Kind, Naming, Table, Terms, Times};
use crate::model::{Declaration, Declared};
use crate::syntax;

/// Reads a block and what is nested in it.
pub fn declare(
    block: &Outlined,
    scope: &Scope,
    path: &[String],
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
    unread: &mut Vec<Span>,
) -> Declaration {
    let before = (problems.len(), unread.len());
    let mut path = path.to_vec();
    path.push(label(block));
    let mut clauses: Vec<Given> = Vec::new();
    let mut attempted: Vec<&'static str> = Vec::new();
    let mut torn = block.torn;
    for written in &block.clauses {
        let told = problems.len();
        let (word, given) = clause::read(block.kind, written, scope, &path, problems);
        match word {
            Some(word) => attempted.push(word),
            None => torn = true,
        }
        if given.is_none() {
            let found = problems.get(told..).unwrap_or(&[]);
            torn |= word == Some("") && found.iter().any(|it| begins(written, it));
            attempted.extend(swallowed(block.kind, written, found));
        }
        clauses.extend(given);
    }
    let open = without_open(&mut clauses, scope);
    let within = |(word, problem): (&'static str, Problem)| {
        let path = path.iter().cloned().chain([word.to_owned()]);
        problem.within(path)
    };
    problems.extend(open.into_iter().map(within));
    let found = problems.split_off(before.0.min(problems.len()));
    problems.extend(counted(block, &attempted, &clauses, torn, &path, found));
    let is_whole =
        !torn && clauses.len() == block.clauses.len() && clauses.iter().all(has_all_rows);
    let terms = Terms { clauses };
    let children = block
        .children
        .iter()
        .map(|child| declare(child, scope, &path, origins, problems, unread))
        .collect();
    if !is_whole || before != (problems.len(), unread.len()) {
        unread.push(block.head);
        unread.extend(block.clauses.iter().map(|clause| extent(clause)));
    }
    Declaration {
        kind: block.kind,
        declared: declared(block, &terms, origins),
        terms,
        children,
    }
}

/// Takes out the clauses that leave something open beside the others of the block.
fn without_open(clauses: &mut Vec<Given>, scope: &Scope) -> Vec<(&'static str, Problem)> {
    let open = |given: &Given| table::left_open(given, clauses, scope);
    let found: Vec<Option<Problem>> = clauses.iter().map(open).collect();
    let mut kept = found.iter().map(Option::is_none);
    let words: Vec<&'static str> = clauses.iter().map(|given| given.word).collect();
    clauses.retain(|_| kept.next().unwrap_or(true));
    let named = words.into_iter().zip(found);
    named.filter_map(|(word, it)| Some((word, it?))).collect()
}

/// Whether every row of a table could be read.
fn has_all_rows(given: &Given) -> bool {
    match &given.table {
        Some(Grid::Rows(rows)) => rows.len() == given.rows.len(),
        Some(_) | None => true,
    }
}

/// The place of a clause and its table.
fn extent(clause: &syntax::Clause) -> Span {
    match &clause.table {
        Some(table) => clause.span.to(table.span),
        None => clause.span,
    }
}

/// Whether something is wrong with a clause from its first word on: it may be another one, misspelt.
fn begins(written: &syntax::Clause, problem: &Problem) -> bool {
    match &problem.primary {
        Some(Place::Source(place)) => place.start == written.span.start,
        Some(Place::Row(_)) | None => false,
    }
}

/// Clauses that were read as a part of another, with which something is wrong from their first word on.
fn swallowed(
    kind: &'static Kind,
    written: &syntax::Clause,
    found: &[Problem],
) -> Vec<&'static str> {
    let at = |problem: &Problem| match &problem.primary {
        Some(Place::Source(place)) => {
            let mut tokens = written.tokens.iter();
            tokens.position(|token| token.span.start == place.start)
        }
        Some(Place::Row(_)) | None => None,
    };
    let places = found.iter().filter_map(at);
    let places = places.flat_map(|at| [Some(at), at.checked_sub(1)]);
    let places: Vec<usize> = places.flatten().filter(|at| *at > 0).collect();
    let words = kind.clauses.iter().map(|clause| clause.word);
    let begins = |word: &str| {
        let first = word.split(' ').next().unwrap_or(word);
        let tokens = places.iter().filter_map(|at| written.tokens.get(*at));
        let mut words = tokens.filter_map(|token| token.kind.word());
        words.any(|token| **token == *first)
    };
    words.filter(|word| begins(word)).collect()
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

/// Every clause stands as often as its descriptor says. `problems` are those of the clauses that stand.
fn counted(
    block: &Outlined,
    attempted: &[&'static str],
    given: &[Given],
    torn: bool,
    path: &[String],
    mut problems: Vec<Problem>,
) -> Vec<Problem> {
    // A table under a clause that has none is that of the one which is missing.
    let mut tables = problems.iter_mut();
    let mut table = tables
        .find(|it| it.name == "unexpected-table" || it.message.starts_with("a table stands here"));
    let mut found = Vec::new();
    for clause in block.kind.clauses {
        let times = attempted
            .iter()
            .filter(|word| **word == clause.word)
            .count();
        let needed = matches!(clause.times, Times::Once | Times::Some);
        if needed && times == 0 && !torn {
            let missing = missing(block, clause).within(path.to_vec());
            match table.take_if(|_| !matches!(clause.table, Table::No)) {
                Some(table) => table.help = missing.help,
                None => found.push(missing),
            }
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
            found.push(
                Problem::error("said-twice", message)
                    .at(second)
                    .also(first, "said here first")
                    .help("keep the one that is meant")
                    .within(path.to_vec()),
            );
        }
    }
    problems.extend(found);
    problems
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
