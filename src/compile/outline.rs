//! The first look at the files: which blocks there are, what they are called, and the ids of their names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::cursor::Cursor;
use crate::compile::scope::{Known, a, numbered, sort_of};
use crate::diagnostic::Problem;
use crate::kind::changing::RENAMED;
use crate::kind::clauses::INTERNAL;
use crate::kind::spec::{Kind, Named, Naming, Refers};
use crate::kind::{KINDS, named};
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Clause, Item, Tree};

/// A block whose heading has been read.
pub struct Outlined<'t> {
    /// Its descriptor.
    pub kind: &'static Kind,
    /// Its name.
    pub name: Option<Name>,
    /// The name under which it was first declared, where that was another.
    pub renamed_from: Option<Name>,
    /// Its title.
    pub title: Option<Name>,
    /// Whether its amounts are hidden from partners.
    pub internal: bool,
    /// The span of its heading.
    pub head: Span,
    /// Its clauses.
    pub clauses: Vec<&'t Clause>,
    /// Whether some of its text could not be read at all.
    pub torn: bool,
    /// Nested blocks.
    pub children: Vec<Outlined<'t>>,
}

impl Outlined<'_> {
    /// The name by which it is known wherever something lasts longer than a text.
    pub fn first(&self) -> &Name {
        static NONE: LazyLock<Name> = LazyLock::new(|| Name::new(""));
        let name = self.renamed_from.as_ref().or(self.name.as_ref());
        name.unwrap_or(&NONE)
    }
}

/// All blocks and clauses at file level.
#[derive(Default)]
pub struct Outline<'t> {
    /// Blocks.
    pub blocks: Vec<Outlined<'t>>,
    /// Clauses such as `stack`.
    pub clauses: Vec<&'t Clause>,
    /// Names whose blocks could not be read.
    pub broken: BTreeSet<Name>,
    /// Whether some text at file level could not be read at all, so that it is not known what it declares.
    pub torn: bool,
}

/// Declared names with their ids, and the names of each sort in the order of ids.
pub type Names = (BTreeMap<Name, Known>, BTreeMap<Refers, Vec<Name>>);

/// The kind that may stand several times with one name: a part of the translations in each.
const LANGUAGE: &str = "language";

/// Words that read as something else and cannot be names.
const RESERVED: &[&str] = &[
    "all", "and", "any", "as", "across", "at", "by", "day", "everyone", "except", "for", "half",
    "in", "month", "none", "not", "of", "or", "other", "over", "per", "quarter", "to", "until",
    "week", "when", "with", "year",
];

/// Reads the headings of all files.
pub fn outline<'t>(trees: &'t [Tree], problems: &mut Vec<Problem>) -> Outline<'t> {
    let mut outline = Outline::default();
    for tree in trees {
        for item in &tree.items {
            match item {
                Item::Block(block) => match heading(block, KINDS, None, problems) {
                    Some(found) => outline.blocks.push(found),
                    None => outline.broken.extend(second_word(&block.head)),
                },
                Item::Clause(clause) => outline.clauses.push(clause),
                Item::Broken(_) => outline.torn = true,
            }
        }
    }
    if outline.torn {
        // The heading of a block whose brace could not be read.
        outline.clauses.retain(|clause| !is_heading(clause));
    }
    outline
}

/// Whether a clause begins with the word of a kind.
fn is_heading(clause: &Clause) -> bool {
    let word = clause.tokens.first().and_then(|token| token.kind.word());
    word.is_some_and(|word| named(word).is_some())
}

fn second_word(head: &[Token]) -> Option<Name> {
    head.get(1).and_then(|token| token.kind.word()).cloned()
}

fn heading<'t>(
    block: &'t Block,
    kinds: &[&'static Kind],
    parent: Option<&'static Kind>,
    problems: &mut Vec<Problem>,
) -> Option<Outlined<'t>> {
    let mut cursor = Cursor::new(&block.head, block.span, "");
    let kind = match find_kind(&mut cursor, kinds, parent) {
        Ok(kind) => kind,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    match head(kind, &mut cursor) {
        Ok(Head {
            name,
            renamed_from,
            title,
            internal,
        }) => {
            let head = block
                .head
                .first()
                .map_or(block.span, |first| first.span.to(cursor.last_span()));
            let mut found = Outlined {
                kind,
                name,
                renamed_from,
                title,
                internal,
                head,
                clauses: Vec::new(),
                torn: false,
                children: Vec::new(),
            };
            body(block, &mut found, problems);
            Some(found)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn find_kind(
    cursor: &mut Cursor,
    kinds: &[&'static Kind],
    parent: Option<&'static Kind>,
) -> Result<&'static Kind, Problem> {
    let (word, span) = cursor.word("a kind of declaration such as `tier` or `rebate`")?;
    if let Some(kind) = kinds.iter().copied().find(|kind| kind.word == &**word) {
        return Ok(kind);
    }
    let problem = match parent {
        Some(parent) => Problem::error(
            "unknown-word",
            format!("{} holds no block `{word}`", a(parent.word)),
        )
        .at(span),
        None => Problem::error(
            "unknown-word",
            format!("there is no kind of declaration `{word}`"),
        )
        .at(span),
    };
    if parent.is_some() && named(word).is_some() {
        return Err(problem.help(format!("a `{word}` stands at file level")));
    }
    Err(match nearest(word, kinds.iter().map(|kind| kind.word)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    })
}

/// What a heading says after its kind.
#[derive(Default)]
struct Head {
    name: Option<Name>,
    renamed_from: Option<Name>,
    title: Option<Name>,
    internal: bool,
}

fn head(kind: &'static Kind, cursor: &mut Cursor) -> Result<Head, Problem> {
    let mut found = Head::default();
    if kind.naming == Naming::Name {
        let (word, span) = cursor.word(&format!("the name of the {}", kind.word))?;
        check_name(word, span)?;
        found.name = Some(word.clone());
    }
    if kind.naming != Naming::Bare
        && let Some(Token {
            kind: TokenKind::Text(_),
            ..
        }) = cursor.peek()
    {
        found.title = Some(cursor.text("a title")?.0);
    }
    if kind.naming == Naming::Title && found.title.is_none() {
        return Err(cursor.expected(&format!("a title in quotes after `{}`", kind.word)));
    }
    while !cursor.is_done() {
        if kind
            .heading
            .iter()
            .any(|phrase| phrase.lead == INTERNAL.lead)
            && cursor.eat(INTERNAL.lead)
        {
            found.internal = true;
        } else if kind.naming == Naming::Name && cursor.eat(RENAMED.lead) {
            found.renamed_from = Some(old_name(cursor, &found)?);
        } else {
            return Err(cursor.expected(&format!("`{{` after the heading of the {}", kind.word)));
        }
    }
    Ok(found)
}

/// The name after `renamed from`, which is another than the one that stands now.
fn old_name(cursor: &mut Cursor, found: &Head) -> Result<Name, Problem> {
    let (word, span) = cursor.word("the name that it had first")?;
    check_name(word, span)?;
    let problem =
        |name, message: String, help: &str| Err(Problem::error(name, message).at(span).help(help));
    if found.name.as_ref() == Some(word) {
        let message = format!("`{word}` is its name already");
        return problem(
            "renamed-to-itself",
            message,
            "write the name that it had first",
        );
    }
    if found.renamed_from.is_some() {
        let message = "`renamed from` is said twice in one heading".to_owned();
        return problem("said-twice", message, "keep the name that it had first");
    }
    Ok(word.clone())
}

fn check_name(word: &Name, span: Span) -> Result<(), Problem> {
    if RESERVED.contains(&&**word) {
        return Err(Problem::error(
            "reserved-name",
            format!("`{word}` is a word of the language"),
        )
        .at(span)
        .help("choose another name"));
    }
    if named(word).is_some() {
        let message = format!("`{word}` is the word that begins a {word}");
        return Err(Problem::error("reserved-name", message)
            .at(span)
            .help(format!("choose another name, such as `{word}_1`")));
    }
    if word.contains(['.', '-', '/']) {
        return Err(
            Problem::error("not-a-name", format!("`{word}` cannot be a name"))
                .at(span)
                .help("names are letters, digits and `_`, and begin with a letter"),
        );
    }
    Ok(())
}

fn body<'t>(block: &'t Block, found: &mut Outlined<'t>, problems: &mut Vec<Problem>) {
    for item in &block.items {
        match item {
            Item::Clause(clause) => found.clauses.push(clause),
            Item::Block(inner) => {
                match heading(inner, found.kind.children, Some(found.kind), problems) {
                    Some(child) => found.children.push(child),
                    None => found.torn = true,
                }
            }
            Item::Broken(_) => found.torn = true,
        }
    }
}

/// Gives every name its id: tiers by rank, everything else by the name that it had first, so that neither the
/// order of lines and files nor a new name means anything.
pub fn names(outline: &Outline, problems: &mut Vec<Problem>) -> Names {
    let mut declared: BTreeMap<Refers, Vec<(i128, Name, Name, Span)>> = BTreeMap::new();
    let mut first: BTreeMap<Name, (&'static Kind, Span)> = BTreeMap::new();
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
        if let Some((other, span)) = first.get(name) {
            problems.push(declared_twice(name, block.head, other, *span));
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
    let mut names = BTreeMap::new();
    let mut order = BTreeMap::new();
    for (refers, mut list) in declared {
        list.sort();
        for (at, (_, _, name, span)) in list.iter().enumerate() {
            if let Ok(at) = u16::try_from(at) {
                let named: Named = numbered(refers, at);
                debug_assert_eq!(sort_of(named), refers);
                names.insert(name.clone(), Known { named, span: *span });
            }
        }
        order.insert(
            refers,
            list.into_iter().map(|(_, _, name, _)| name).collect(),
        );
    }
    (names, order)
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

fn declared_twice(name: &Name, here: Span, other: &Kind, there: Span) -> Problem {
    let (one, two) = if here < there {
        (there, here)
    } else {
        (here, there)
    };
    Problem::error("declared-twice", format!("`{name}` is declared twice"))
        .at(one)
        .also(two, format!("the other `{name}`, {}", a(other.word)))
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
