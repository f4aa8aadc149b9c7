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
}

/// The kind that may stand several times with one name: a part of the translations in each.
const LANGUAGE: &str = "language";

/// Gives every name its id: tiers by rank, everything else by the name that it had first, so that neither the
/// order of lines and files nor a new name means anything.
pub fn names(outline: &Outline, problems: &mut Vec<Problem>) -> Names {
    let mut declared: BTreeMap<Refers, Vec<(i128, Name, Name, Span)>> = BTreeMap::new();
    let mut first: BTreeMap<Name, (&'static Kind, Span)> = BTreeMap::new();
    let mut doubtful = BTreeSet::new();
    let mut renamed: Vec<(&Name, &Name, &Outlined)> = Vec::new();
    let mut pending: Vec<(&Outlined, bool)> =
        outline.blocks.iter().map(|block| (block, true)).collect();
    while let Some((block, at_file_level)) = pending.pop() {
        pending.extend(block.children.iter().map(|child| (child, false)));
        let Some(name) = &block.name else {
            continue;
        };
        // A path is known in its tier alone, and a language is the reader's, not the program's.
        if block.kind.refers.is_none() && !(at_file_level && block.kind.word != LANGUAGE) {
            continue;
        }
        if let Some(other) = first.get(name) {
            problems.push(declared_twice(name, (block.kind, block.head), *other));
            doubtful.insert(name.clone());
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
    Names {
        known,
        order,
        doubtful,
    }
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
