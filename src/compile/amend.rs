//! Amendments: a block that is another one with some clauses changed is written out here in full, so that nothing
//! after this knows of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::alike::{Bases, LONGEST_CHAIN, too_deep};
use crate::compile::change;
use crate::compile::cursor::Cursor;
use crate::compile::outline::{Outline, Outlined};
use crate::compile::scope::a;
use crate::diagnostic::Problem;
use crate::kind::changing::{CHANGE, DROP};
use crate::kind::spec::{self, Kind, Times};
use crate::syntax::Clause;
use crate::syntax::token::{Token, TokenKind};

/// Clauses as written, or as an amendment makes them.
pub type Clauses<'t> = Vec<Cow<'t, Clause>>;

/// Writes out every block that is `like` another, then every change that holds for a time.
pub fn written_out<'t>(outline: &mut Outline<'t>, problems: &mut Vec<Problem>) {
    let bases: BTreeMap<Name, Outlined<'t>> = outline
        .blocks
        .iter()
        .filter_map(|block| Some((block.name.clone()?, block.clone())))
        .collect();
    let known = Bases::of(&bases);
    let mut blocks = std::mem::take(&mut outline.blocks);
    for block in &mut blocks {
        let base = block.like.as_ref().map(|(name, _)| name);
        let is_lost =
            |name| !bases.contains_key(name) && (outline.torn || outline.may_declare(name));
        if base.is_some_and(is_lost) {
            block.clauses.retain(|clause| !touches(clause));
            (block.like, block.torn) = (None, true);
        } else if base.is_some() {
            *block = like(block, &known, problems);
        }
    }
    outline.blocks = blocks;
    let mut made = BTreeSet::new();
    for change in std::mem::take(&mut outline.changes) {
        change::carried_out(change, outline, &mut made, problems);
    }
}

/// A block with what it takes from the one that it is like.
fn like<'t>(
    block: &Outlined<'t>,
    known: &Bases<'_, 't>,
    problems: &mut Vec<Problem>,
) -> Outlined<'t> {
    let Some((name, place)) = &block.like else {
        return block.clone();
    };
    let bases = known.all;
    let mut own = Outlined {
        like: None,
        ..block.clone()
    };
    // Where there is nothing to change, that it is changed is no second fault.
    own.clauses.retain(|clause| !touches(clause));
    let base = match bases.get(name) {
        Some(base) if base.kind.word == block.kind.word => match known.likes(name) {
            Some(likes) if likes < LONGEST_CHAIN => base,
            Some(likes) => {
                // What is farther away yet is so for the same reason.
                problems.extend((likes == LONGEST_CHAIN).then(|| too_deep("blocks", *place)));
                return Outlined { torn: true, ..own };
            }
            None => {
                problems.extend(in_a_circle(block, *place, bases));
                return Outlined { torn: true, ..own };
            }
        },
        Some(base) => {
            problems.push(not_alike(block, base, *place));
            return Outlined { torn: true, ..own };
        }
        None => {
            problems.extend(unknown(name, *place, block.kind, bases));
            return Outlined { torn: true, ..own };
        }
    };
    // What is wrong with the base is told where it stands.
    let base = like(base, known, &mut Vec::new());
    // What has a name of the whole program stays where it is declared.
    let (clauses, children) = merged(&base, block, |child| child.kind.refers.is_none(), problems);
    Outlined {
        title: block.title.clone().or_else(|| base.title.clone()),
        internal: block.internal || base.internal,
        torn: block.torn || base.torn,
        clauses,
        children,
        ..own
    }
}

/// The clauses of a block amended by those of another, and the nested blocks of it that are kept with those of the
/// other; of two with one name the other's stands.
pub fn merged<'t>(
    base: &Outlined<'t>,
    own: &Outlined<'t>,
    kept: impl Fn(&Outlined) -> bool,
    problems: &mut Vec<Problem>,
) -> (Clauses<'t>, Vec<Outlined<'t>>) {
    let mut clauses = base.clauses.clone();
    let found = amended(base, &mut clauses, own.clauses.iter().cloned());
    let path = || [format!("{} {}", base.kind.word, shown(own))];
    problems.extend(found.into_iter().map(|problem| problem.within(path())));
    let again = |child: &Outlined| {
        let mut children = own.children.iter();
        children.any(|own| own.name.is_some() && own.name == child.name)
    };
    let before = base
        .children
        .iter()
        .filter(|child| kept(child) && !again(child));
    (clauses, before.chain(&own.children).cloned().collect())
}

fn shown(block: &Outlined) -> String {
    block
        .name
        .as_ref()
        .map_or_else(String::new, Name::to_string)
}

/// A circle is told once, at the first of its names, and not of what only leads into it.
fn in_a_circle(block: &Outlined, place: Span, bases: &BTreeMap<Name, Outlined>) -> Option<Problem> {
    let circle = match circle(block, bases) {
        Some(names) if block.name.as_ref() != names.first().copied() => return None,
        Some(names) => names,
        None => Vec::new(),
    };
    let problem = Problem::error(
        "like-in-a-circle",
        "the blocks are like each other in a circle",
    )
    .at(place)
    .help("one of them must stand written out");
    let others = circle.iter().skip(1).filter_map(|name| bases.get(*name));
    Some(others.fold(problem, |problem, other| {
        problem.also(other.head, "in the circle")
    }))
}

fn not_alike(block: &Outlined, base: &Outlined, place: Span) -> Problem {
    let message = format!(
        "`{}` is {}, and {} cannot be like it",
        shown(base),
        a(base.kind.word),
        a(block.kind.word)
    );
    Problem::error("wrong-sort-of-name", message)
        .at(place)
        .also(base.head, "declared here")
        .help(format!("name {}", a(block.kind.word)))
}

/// The names of the circle of blocks that one of them is in, in order; none where it only leads into one. `None` where the blocks are too
/// many for it to be known.
fn circle<'a>(block: &'a Outlined, bases: &'a BTreeMap<Name, Outlined>) -> Option<Vec<&'a Name>> {
    let next = |name: &&'a Name| Some(&bases.get(*name)?.like.as_ref()?.0);
    let first = block.like.as_ref().map(|(name, _)| name);
    let mut names = Vec::new();
    for name in std::iter::successors(first, next).take(LONGEST_CHAIN) {
        if names.contains(&name) {
            return Some(Vec::new());
        }
        names.push(name);
        if Some(name) == block.name.as_ref() {
            names.sort();
            return Some(names);
        }
    }
    None
}

fn unknown(
    name: &Name,
    place: Span,
    kind: &Kind,
    bases: &BTreeMap<Name, Outlined>,
) -> Option<Problem> {
    let message = format!("there is no {} `{name}`", kind.word);
    let problem = Problem::error("unknown-name", message).at(place);
    let alike = bases.iter().filter(|(_, base)| base.kind.word == kind.word);
    Some(match nearest(name, alike.map(|(name, _)| &**name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the program declares no other {}", kind.word)),
    })
}

/// Carries the clauses of an amendment of a block out: first what changes or drops, then what is added, so that the
/// order of lines means nothing. A clause is changed or dropped once: a second change would undo the first.
pub fn amended<'t>(
    base: &Outlined,
    clauses: &mut Clauses<'t>,
    written: impl Iterator<Item = Cow<'t, Clause>>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut touched: BTreeMap<&'static str, Span> = BTreeMap::new();
    let (first, added): (Vec<_>, Vec<_>) = written.partition(|clause| touches(clause));
    for clause in first {
        let word = keyword(base.kind, &bare(&clause));
        if let Some(earlier) = word.and_then(|word| touched.get(word)) {
            problems.push(changed_twice(word.unwrap_or(""), clause.span, *earlier));
            continue;
        }
        touched.extend(word.map(|word| (word, clause.span)));
        problems.extend(amend(base.kind, clauses, &clause, base).err());
    }
    clauses.extend(added);
    problems
}

/// Whether a clause changes another one or drops it.
fn touches(clause: &Clause) -> bool {
    let first = clause.tokens.first().and_then(|token| token.kind.word());
    first.is_some_and(|word| matches!(&**word, DROP | CHANGE))
}

/// A clause without its `change` or `drop`.
fn bare(clause: &Clause) -> Clause {
    Clause {
        tokens: clause.tokens.get(1..).unwrap_or(&[]).to_vec(),
        ..clause.clone()
    }
}

fn changed_twice(word: &str, place: Span, earlier: Span) -> Problem {
    Problem::error(
        "said-twice",
        format!("`{word}` is changed twice: the second line would undo the first"),
    )
    .at(place)
    .also(earlier, "changed here")
    .help(format!(
        "a change replaces every `{word}`; write a further one without `change`"
    ))
}

/// Carries one clause of an amendment out: `change` replaces, `drop` takes out.
fn amend<'t>(
    kind: &'static Kind,
    clauses: &mut Clauses<'t>,
    written: &Clause,
    base: &Outlined,
) -> Result<(), Problem> {
    let first = written.tokens.first().and_then(|token| token.kind.word());
    let drops = first.is_some_and(|word| **word == *DROP);
    let rest = bare(written);
    let word = keyword(kind, &rest);
    if drops {
        nothing_more(word, &rest)?;
    }
    let is_meant = |clause: &Cow<Clause>| word.is_some() && keyword(kind, clause) == word;
    let Some(at) = clauses.iter().position(is_meant) else {
        let problem = changes_nothing(kind, clauses, &rest, base);
        if problem.is_none() && !drops {
            clauses.push(Cow::Owned(rest));
        }
        return problem.map_or(Ok(()), Err);
    };
    let old: Vec<&Cow<Clause>> = clauses.iter().filter(|it| is_meant(it)).collect();
    if !drops && old.len() == 1 && old.iter().any(|it| says_the_same(it, &rest)) {
        let message = format!("`{}` says what it says already", word.unwrap_or(""));
        return Err(Problem::error("amends-nothing", message)
            .at(written.span)
            .also(base.head, format!("in `{}`", shown(base)))
            .help("take the line out, or write what differs"));
    }
    clauses.retain(|clause| !is_meant(clause));
    if !drops {
        clauses.insert(at.min(clauses.len()), Cow::Owned(rest));
    }
    Ok(())
}

/// `drop` takes every clause of a word out: what one of them says does not stand behind it.
fn nothing_more(word: Option<&'static str>, rest: &Clause) -> Result<(), Problem> {
    let mut cursor = Cursor::new(&rest.tokens, rest.span, "");
    let Some(word) = word.filter(|word| cursor.eat(word)) else {
        return Ok(());
    };
    if cursor.is_done() && rest.table.is_none() {
        return Ok(());
    }
    let message = format!(
        "{} does not belong here behind `drop {word}`",
        cursor.here()
    );
    Err(Problem::error("unexpected-text", message)
        .at(cursor.span())
        .help(format!("write: drop {word}")))
}

/// The word of the clause's descriptor; the longest that stands.
pub fn keyword(kind: &'static Kind, clause: &Clause) -> Option<&'static str> {
    let words: Vec<&'static str> = kind
        .clauses
        .iter()
        .map(|it| it.word)
        .filter(|it| !it.is_empty())
        .collect();
    let mut cursor = Cursor::new(&clause.tokens, clause.span, "");
    cursor.eat_longest(&words).or_else(|| {
        let mut clauses = kind.clauses.iter();
        clauses.find(|it| it.word.is_empty()).map(|it| it.word)
    })
}

/// Whether two clauses have the same tokens and the same table.
fn says_the_same(one: &Clause, two: &Clause) -> bool {
    fn kinds(tokens: &[Token]) -> impl Iterator<Item = &TokenKind> {
        tokens.iter().map(|token| &token.kind)
    }
    let rows = |clause: &Clause| -> Vec<TokenKind> {
        let table = clause
            .table
            .iter()
            .flat_map(|table| std::iter::once(&table.head).chain(&table.rows));
        let cells = table.flat_map(|row| &row.cells);
        cells
            .flat_map(|cell| kinds(&cell.tokens).cloned().chain([TokenKind::Comma]))
            .collect()
    };
    kinds(&one.tokens).eq(kinds(&two.tokens)) && rows(one) == rows(two)
}

/// The problem of an amendment of a clause that is not there; none where that it is not there is told already, or may be one that
/// could not be read.
pub fn changes_nothing(
    kind: &'static Kind,
    clauses: &Clauses,
    rest: &Clause,
    base: &Outlined,
) -> Option<Problem> {
    let meant = keyword(kind, rest).and_then(|word| kind.clauses.iter().find(|it| it.word == word));
    let must = |it: &spec::Clause| matches!(it.times, Times::Once | Times::Some);
    let is_unread = clauses.iter().any(|it| keyword(kind, it).is_none());
    if meant.is_some_and(|it| must(it) || base.torn || is_unread) {
        return None;
    }
    let word = rest.tokens.first().and_then(|token| token.kind.word());
    let word = word.map_or("", |word| &**word);
    let place = rest.tokens.first().map_or(rest.span, |token| token.span);
    let message = format!("`{}` has no clause `{word}` to change", shown(base));
    let problem = Problem::error("amends-nothing", message)
        .at(place)
        .also(base.head, format!("`{}` is declared here", shown(base)));
    let said = kind.clauses.iter().map(|it| it.word).filter(|word| {
        let mut clauses = clauses.iter();
        !word.is_empty()
            && clauses.any(|clause| Cursor::new(&clause.tokens, clause.span, "").eat(word))
    });
    let said: Vec<&str> = said.collect();
    let begins = said.iter().copied().find(|it| {
        let rest = it.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(' '))
    });
    Some(
        match begins.or_else(|| nearest(word, said.iter().copied())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!(
                "it has {}; what it lacks is added without `change`",
                said.join(", ")
            )),
        },
    )
}
