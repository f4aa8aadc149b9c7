//! The ids of declared names: which there are, none of them twice, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::Name;
use crate::base::span::Span;
use crate::compile::cursor::Cursor;
use crate::compile::outline::{Outline, Outlined};
use crate::compile::scope::{Known, a, numbered, sort_of};
use crate::diagnostic::Problem;
use crate::kind::spec::{Kind, Named, Refers};

/// The declared names of a program.
pub struct Names {
    /// Each with its id.
    pub known: BTreeMap<Name, Known>,
    /// The names of each sort in the order of ids.
    pub order: BTreeMap<Refers, Vec<Name>>,
    /// Those that are declared twice: who uses one may mean either.
    pub doubtful: BTreeSet<Name>,
    /// The sorts of these.
    pub sorts: BTreeSet<Refers>,
}

/// The kind that may stand several times with one name: a part of the translations in each.
const LANGUAGE: &str = "language";

/// The kind of which there is one: that there are two is told, whatever they are called.
const PROGRAM: &str = "program";

/// Gives every name its id: tiers by rank, everything else by the name that it had first, so that neither the
/// order of lines and files nor a new name means anything.
pub fn names(outline: &Outline, problems: &mut Vec<Problem>) -> Names {
    let mut declared = Declared::new();
    let mut first: BTreeMap<Name, (&'static Kind, Span)> = BTreeMap::new();
    let mut doubtful = BTreeSet::new();
    let mut sorts = BTreeSet::new();
    let mut renamed: Vec<(&Name, &Name, &Outlined)> = Vec::new();
    // Each block with the one that it stands in.
    let mut pending: Vec<(&Outlined, Option<&Outlined>)> =
        outline.blocks.iter().map(|block| (block, None)).collect();
    while let Some((block, around)) = pending.pop() {
        let at_file_level = around.is_none();
        if is_copy(block, &first) {
            problems.extend(copied(block, &first));
            continue;
        }
        pending.extend(block.children.iter().map(|child| (child, Some(block))));
        let Some(name) = &block.name else {
            continue;
        };
        // A path is known in its tier alone, and a language is the reader's, not the program's.
        if block.kind.refers.is_none() && !(at_file_level && block.kind.word != LANGUAGE) {
            continue;
        }
        if let Some(other) = first.get(name) {
            // Of a block that is written twice all that is in it is.
            let told = around.and_then(|it| it.name.as_ref());
            let is_root = block.kind.word == PROGRAM && other.0.word == PROGRAM;
            if !is_root && !told.is_some_and(|it| doubtful.contains(it)) {
                problems.push(declared_twice(name, (block.kind, block.head), *other));
            }
            doubtful.insert(name.clone());
            sorts.extend([block.kind.refers, other.0.refers].into_iter().flatten());
            continue;
        }
        first.insert(name.clone(), (block.kind, block.head));
        if let Some(old) = &block.renamed_from {
            renamed.push((old, name, block));
        }
        let Some(refers) = block.kind.refers else {
            continue;
        };
        let rank = if refers == Refers::Tier {
            rank(block)
        } else {
            0
        };
        declared.entry(refers).or_default().push((
            rank,
            block.first().clone(),
            name.clone(),
            block.head,
        ));
    }
    old_names(&renamed, &first, problems);
    let (known, order) = numbered_all(declared);
    Names {
        known,
        order,
        doubtful,
        sorts,
    }
}

/// Names of each sort with what orders them: the rank, the name that each had first, the name and the place.
type Declared = BTreeMap<Refers, Vec<(i128, Name, Name, Span)>>;

/// Every name with its id, and the names in the order of their ids.
fn numbered_all(declared: Declared) -> (BTreeMap<Name, Known>, BTreeMap<Refers, Vec<Name>>) {
    let mut known = BTreeMap::new();
    let mut order = BTreeMap::new();
    for (refers, mut list) in declared {
        list.sort();
        for (at, (_, _, name, span)) in list.iter().enumerate() {
            if let Ok(at) = u16::try_from(at) {
                let named: Named = numbered(refers, at);
                debug_assert_eq!(sort_of(named), refers);
                known.insert(name.clone(), Known { named, span: *span });
            }
        }
        order.insert(
            refers,
            list.into_iter().map(|(_, _, name, _)| name).collect(),
        );
    }
    (known, order)
}

/// Whether a block without a name holds nothing but what was declared before: a calendar that stands twice, say.
fn is_copy(block: &Outlined, first: &BTreeMap<Name, (&'static Kind, Span)>) -> bool {
    let mut names = block.children.iter().map(|child| child.name.as_ref());
    let known = |name: Option<&Name>| name.is_some_and(|it| first.contains_key(it));
    block.name.is_none() && block.children.len() > 1 && names.all(known)
}

/// Of a copy its first name is told.
fn copied(block: &Outlined, first: &BTreeMap<Name, (&'static Kind, Span)>) -> Option<Problem> {
    let child = block.children.first()?;
    let name = child.name.as_ref()?;
    Some(declared_twice(
        name,
        (child.kind, child.head),
        *first.get(name)?,
    ))
}

/// A name that was given up is nobody's: two things of one first name would be one and the same.
fn old_names(
    renamed: &[(&Name, &Name, &Outlined)],
    declared: &BTreeMap<Name, (&'static Kind, Span)>,
    problems: &mut Vec<Problem>,
) {
    let mut first: BTreeMap<&Name, Span> = BTreeMap::new();
    for (old, name, block) in renamed {
        let taken = declared.get(*old).map(|(_, span)| *span);
        let taken = taken.or_else(|| first.insert(old, block.head));
        if let Some(other) = taken {
            let message = format!("`{name}` was `{old}`, and so is another");
            problems.push(
                Problem::error("old-name-in-use", message)
                    .at(block.head)
                    .also(other, format!("the other `{old}`"))
                    .cost("what one of them was paid would count for both")
                    .help("give a new thing a name that nothing has had"),
            );
        }
    }
}

fn declared_twice(name: &Name, one: (&Kind, Span), other: (&Kind, Span)) -> Problem {
    let ((kind, before), (_, after)) = if one.1 < other.1 {
        (one, other)
    } else {
        (other, one)
    };
    Problem::error("declared-twice", format!("`{name}` is declared twice"))
        .at(after)
        .also(before, format!("the other `{name}`, {}", a(kind.word)))
        .help("names are unique in a program, whatever they name")
}

/// The rank that a tier's clause states, for the order of ids.
fn rank(block: &Outlined) -> i128 {
    block
        .clauses
        .iter()
        .find_map(|clause| {
            let mut cursor = Cursor::new(&clause.tokens, clause.span, "");
            if cursor.eat("rank") {
                cursor.number("a rank").ok().map(|(digits, _, _)| digits)
            } else {
                None
            }
        })
        .unwrap_or(i128::MAX)
}
