//! From trees to the model: names, units, terms, meaning. A user's mistake is a problem, never an `Err`;
//! all independent problems of a directory are found in one run. Must not know files or readers.

pub mod adjust;
mod alike;
pub mod amend;
pub mod build;
pub mod change;
pub mod clause;
mod completed;
pub mod cursor;
pub mod declare;
mod follow;
mod meeting;
mod mend;
pub mod names;
mod nest;
pub mod outline;
mod own_names;
mod phrase;
mod playbook;
pub mod regional;
pub mod scope;
mod sense;
pub mod settings;
pub mod table;
pub mod value;

use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::unit::Unit;
use crate::compile::outline::Outlined;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::file::FILE;
use crate::kind::region::KIND;
use crate::kind::spec::{Given, Named, Refers, Value, When};
use crate::model::{Declaration, Program};
use crate::payout::measure::Measure;
use crate::syntax::Tree;

/// Compiles the program that is written out in the files of one directory. It is there when no problem is an error.
pub fn compile(trees: &[Tree]) -> (Option<Program>, Vec<Problem>) {
    compile_one(trees, None)
}

/// Compiles one program of a directory: the regional one with this name, or the one that is written out.
pub fn compile_one(trees: &[Tree], regional: Option<&Name>) -> (Option<Program>, Vec<Problem>) {
    let mut problems = Vec::new();
    let plays = playbook::plays(trees, &mut problems);
    let mut outline = outline::outline(trees, &mut problems);
    plays.included(&mut outline, &mut problems);
    let own = regional::written_out(&mut outline, regional, &mut problems);
    amend::written_out(&mut outline, &mut problems);
    let names = names::names(&outline, &mut problems);
    let mut scope = settings::scope(&outline, names, &mut problems);
    let mut origins = Origins::with_copies(plays.heads.clone());
    let mut declarations = Vec::new();
    let mut unread = Vec::new();
    let mut rest: Vec<&Outlined> = outline.blocks.iter().collect();
    for words in PASSES {
        let (now, later): (Vec<&Outlined>, Vec<&Outlined>) = rest
            .into_iter()
            .partition(|block| words.is_empty() || words.contains(&block.kind.word));
        rest = later;
        // Points are not counted from points, nor a target from another: the whole pass is read before it is known.
        let at_once = words == &["score", "target"];
        let mut waiting = Vec::new();
        for block in now {
            let before = problems.len();
            let whole = unread.len();
            let found =
                declare::declare(block, &scope, &[], &mut origins, &mut problems, &mut unread);
            if unread.len() > whole {
                scope.unread.insert(found.declared.name.clone());
            }
            if at_once {
                waiting.push((found, problems.len() == before));
                continue;
            }
            learn(&mut scope, &found, &mut problems);
            declarations.push(found);
        }
        for (found, is_whole) in waiting {
            if is_whole {
                learn(&mut scope, &found, &mut problems);
            } else {
                forget(&mut scope, &found.declared.name);
            }
            declarations.push(found);
        }
        if words.contains(&KIND.word) {
            nest::nested(&mut scope, &declarations, &mut problems);
        }
    }
    let file = file_clauses(&outline.clauses, &scope, &mut problems);
    declarations.sort_by(|one, two| {
        (one.kind.word, &one.declared.first, &one.declared.title).cmp(&(
            two.kind.word,
            &two.declared.first,
            &two.declared.title,
        ))
    });
    // What looks at the whole program would find what is missing.
    let is_torn = outline.torn || !outline.unread.is_empty() || !unread.is_empty();
    let torn = is_torn || problems.iter().any(Problem::is_error);
    let read = problems.len();
    let program = build::program(declarations, &file, &scope, origins, torn, &mut problems);
    follow::dropped(&mut problems, read, &unread, &outline);
    if let Some(own) = own {
        problems.retain(|problem| !regional::is_untold(problem, own));
    }
    own_names::rewrite(&mut problems, &scope);
    let problems: Vec<Problem> = problems.into_iter().map(|it| plays.pointed(it)).collect();
    let problems = follow::once(problems, trees);
    let failed = problems.iter().any(Problem::is_error);
    (program.filter(|_| !failed), problems)
}

/// Kinds in the order in which later ones need them; the last pass takes all that is left.
const PASSES: &[&[&str]] = &[
    &["region", "type", "line", "role"],
    &["product"],
    &["certification", "measure"],
    &["score", "target"],
    &["track", "segment"],
    &["calendar"],
    &[],
];

/// Keeps of a declaration what reading later ones needs.
fn learn(scope: &mut Scope, declaration: &Declaration, problems: &mut Vec<Problem>) {
    for child in &declaration.children {
        learn(scope, child, problems);
    }
    let Some(refers) = declaration.kind.refers else {
        return;
    };
    let name = &declaration.declared.name;
    let Some(named) = scope.names.get(name).map(|known| known.named) else {
        return;
    };
    match refers {
        Refers::Product => {
            let line = declaration.terms.names("line").first().copied();
            if let (Named::Product(product), Some(Named::Line(line))) = (named, line) {
                scope.products_of.entry(line).or_default().insert(product);
            }
        }
        Refers::Measure => match measure(declaration) {
            Some((measure, unit)) => {
                if let Named::Measure(id) = named {
                    scope.measures.insert(id, (unit, measure.is_stock()));
                    if let Measure::Median { .. } = measure {
                        scope.medians.insert(id);
                    }
                }
            }
            None => {
                problems.extend(
                    declaration
                        .terms
                        .one("less")
                        .and_then(|less| unlike(declaration, less)),
                );
                forget(scope, name);
            }
        },
        Refers::Entry => {
            let head = declaration.terms.one("").map(|given| &given.value);
            if let (Named::Entry(id), Some(Value::When(When::Days(days)))) = (named, head) {
                scope.entries.insert(id, *days);
            }
            if head.is_none() {
                forget(scope, name);
            }
        }
        Refers::Score => match (named, build::score::score(declaration, problems)) {
            (Named::Score(id), Some(score)) => {
                scope.scores.insert(id, score);
            }
            _ => forget(scope, name),
        },
        Refers::Target => learn_target(scope, named, declaration, problems),
        Refers::Region
        | Refers::Type
        | Refers::Line
        | Refers::Tier
        | Refers::Specialization
        | Refers::Benefit
        | Refers::Certification
        | Refers::Budget
        | Refers::Incentive
        | Refers::Track
        | Refers::Course
        | Refers::Segment
        | Refers::Role
        | Refers::Committee => {}
    }
}

fn learn_target(
    scope: &mut Scope,
    named: Named,
    declaration: &Declaration,
    problems: &mut Vec<Problem>,
) {
    let Named::Target(id) = named else { return };
    let of = (Unit::Money(scope.currency), scope.fiscal.year());
    match build::target::target(declaration, id, of, problems) {
        Some(target) => {
            scope.targets.insert(id, target);
        }
        None => forget(scope, &declaration.declared.name),
    }
}

/// A name whose meaning failed: later uses are not further faults.
fn forget(scope: &mut Scope, name: &Name) {
    scope.names.remove(name);
    scope.broken.insert(name.clone());
}

/// What is taken from a measure that it cannot be taken from.
fn unlike(declaration: &Declaration, less: &Given) -> Option<Problem> {
    let one = declaration.terms.one("")?;
    let (Value::Measure(more, unit), Value::Measure(part, other)) = (&one.value, &less.value)
    else {
        return None;
    };
    let is_median = |measure: &Measure| matches!(measure, Measure::Median { .. });
    let (name, message) = if is_median(more) || is_median(part) {
        let message = "a median is not made of parts, and nothing can be taken from it";
        ("cannot-add-up", message.to_owned())
    } else {
        let (unit, other) = (unit.words(), other.words());
        ("mixed-units", format!("{other} is taken from {unit}"))
    };
    let problem = Problem::error(name, message).at(less.span);
    Some(
        problem
            .also(one.span, "what is counted")
            .help("take like from like: sums of money from sums of money"),
    )
}

/// A measure with its `less`, and its unit.
pub fn measure(declaration: &Declaration) -> Option<(Measure, Unit)> {
    let Value::Measure(measure, unit) = &declaration.terms.one("")?.value else {
        return None;
    };
    match declaration.terms.one("less").map(|given| &given.value) {
        Some(Value::Measure(less, other))
            if other == unit
                && ![measure, less]
                    .iter()
                    .any(|each| matches!(each, Measure::Median { .. })) =>
        {
            Some((
                Measure::Less(Box::new(measure.clone()), Box::new(less.clone())),
                *unit,
            ))
        }
        Some(_) => None,
        None => Some((measure.clone(), *unit)),
    }
}

fn file_clauses(
    clauses: &[std::borrow::Cow<crate::syntax::Clause>],
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Vec<Given> {
    clauses
        .iter()
        .filter_map(|written| clause::read(&FILE, written, scope, &[], problems).1)
        .collect()
}
