//! The first look at the files: which blocks there are, what they are called, and the ids of their names.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::cursor::Cursor;
use crate::compile::playbook::is_playbook;
use crate::compile::regional;
use crate::compile::scope::a;
use crate::diagnostic::Problem;
use crate::kind::changing::{CHANGE, LIKE, RENAMED};
use crate::kind::clauses::INTERNAL;
use crate::kind::spec::{Kind, Naming};
use crate::kind::{KINDS, named};
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Clause, Item, Tree};

/// A block whose heading has been read.
#[derive(Clone)]
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
    /// The block that it is like, where it is one with changes.
    pub like: Option<(Name, Span)>,
    /// The span of its heading.
    pub head: Span,
    /// Its clauses.
    pub clauses: Vec<Cow<'t, Clause>>,
    /// Whether some of its text could not be read at all.
    pub torn: bool,
    /// Names of nested blocks whose headings could not be read.
    pub lost: Vec<Name>,
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
    /// Programs that are like another in some regions.
    pub regional: Vec<&'t Block>,
    /// Changes that hold for a time.
    pub changes: Vec<&'t Block>,
    /// Clauses such as `stack`.
    pub clauses: Vec<Cow<'t, Clause>>,
    /// Names whose blocks could not be read.
    pub broken: BTreeSet<Name>,
    /// Words of text that could not be read at all: names that it may declare.
    pub unread: BTreeSet<Name>,
    /// Whether some text at file level could not be read at all, so that it is not known what it declares.
    pub torn: bool,
}

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
        outline.unread.extend(tree.unread.iter().cloned());
        for item in &tree.items {
            match item {
                Item::Block(block) if is_change(block) => outline.changes.push(block),
                // Written out before, as often as it is played.
                Item::Block(block) if is_playbook(block) => {}
                Item::Block(block) if regional::is_regional(block) => outline.regional.push(block),
                Item::Block(block) => match heading(block, KINDS, None, problems) {
                    Some(found) => outline.blocks.push(found),
                    None => outline.lost(block),
                },
                Item::Clause(clause) => {
                    if is_heading(clause) {
                        let name = clause.tokens.get(1).and_then(|it| it.kind.word());
                        outline.broken.extend(name.cloned());
                    }
                    outline.clauses.push(Cow::Borrowed(clause));
                }
                Item::Broken(_) => outline.torn = true,
            }
        }
    }
    let lost: Vec<Name> = outline.blocks.iter().flat_map(lost_in).collect();
    outline.broken.extend(lost);
    if outline.torn {
        // The heading of a block whose brace could not be read.
        outline.clauses.retain(|clause| !is_heading(clause));
    }
    outline
}

/// Names of blocks nested in one, at any depth, whose headings could not be read.
fn lost_in(block: &Outlined) -> Vec<Name> {
    let inside = block.children.iter().flat_map(lost_in);
    block.lost.iter().cloned().chain(inside).collect()
}

/// Whether a block is a change of another one.
fn is_change(block: &Block) -> bool {
    let word = block.head.first().and_then(|token| token.kind.word());
    word.is_some_and(|word| &**word == CHANGE)
}

/// Whether a clause begins with the word of a kind.
fn is_heading(clause: &Clause) -> bool {
    let word = clause.tokens.first().and_then(|token| token.kind.word());
    word.is_some_and(|word| named(word).is_some())
}

impl Outline<'_> {
    /// Notes that the heading of a block could not be read, and what it may declare.
    fn lost(&mut self, block: &Block) {
        let names = names_in(block);
        self.torn |= names.is_empty();
        self.broken.extend(names);
    }

    /// Whether a name may be declared by what could not be read.
    pub fn may_declare(&self, name: &Name) -> bool {
        self.broken.contains(name) || self.unread.contains(name)
    }
}

/// What a block and those in it may declare: the word behind the kind, or the first one where no kind stands.
fn names_in(block: &Block) -> Vec<Name> {
    let mut found = Vec::new();
    let mut pending = vec![block];
    while let Some(block) = pending.pop() {
        let words = block.head.iter().map(|token| token.kind.word());
        let words: Vec<Option<&Name>> = words.take(2).collect();
        found.extend(match words.as_slice() {
            [_, Some(name), ..] => Some((*name).clone()),
            [Some(name), None] if named(name).is_none() => Some((*name).clone()),
            _ => None,
        });
        pending.extend(block.items.iter().filter_map(|item| match item {
            Item::Block(inner) => Some(inner),
            Item::Clause(_) | Item::Broken(_) => None,
        }));
    }
    found
}

/// A block whose kind is one of these, with what it holds.
pub fn heading<'t>(
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
            like,
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
                like,
                head,
                clauses: Vec::new(),
                torn: false,
                lost: Vec::new(),
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
pub struct Head {
    /// Its name.
    pub name: Option<Name>,
    /// The name that it had first.
    pub renamed_from: Option<Name>,
    /// Its title.
    pub title: Option<Name>,
    /// Whether its amounts are hidden from partners.
    pub internal: bool,
    /// The block that it is like.
    pub like: Option<(Name, Span)>,
}

/// Reads a heading behind its kind.
pub fn head(kind: &'static Kind, cursor: &mut Cursor) -> Result<Head, Problem> {
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
        } else if kind.naming == Naming::Name && found.like.is_none() && cursor.eat(LIKE.lead) {
            let (word, span) = cursor.word(&format!("the name of {}", a(kind.word)))?;
            found.like = Some((word.clone(), span));
        } else {
            return Err(after_heading(kind, cursor));
        }
    }
    Ok(found)
}

/// A heading goes on where its block should begin; a clause of the block has a line of its own there.
fn after_heading(kind: &'static Kind, cursor: &Cursor) -> Problem {
    let mut clauses = kind.clauses.iter().filter(|it| !it.word.is_empty());
    let clause = clauses.find(|it| cursor.stands(it.word).is_some());
    let problem = cursor.expected(&format!("`{{` after the heading of the {}", kind.word));
    match clause {
        Some(clause) => problem.help(format!("write on a line in the block: {}", clause.help)),
        None => problem,
    }
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

/// Refuses a name that reads as something else.
pub fn check_name(word: &Name, span: Span) -> Result<(), Problem> {
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
    plain_name(word, span)
}

/// Refuses a name that is several words.
pub fn plain_name(word: &Name, span: Span) -> Result<(), Problem> {
    if word.contains(['.', '-', '/']) {
        return Err(
            Problem::error("not-a-name", format!("`{word}` cannot be a name"))
                .at(span)
                .help("names are letters, digits and `_`, and begin with a letter"),
        );
    }
    Ok(())
}

/// Clauses and nested blocks of a block.
pub fn body<'t>(block: &'t Block, found: &mut Outlined<'t>, problems: &mut Vec<Problem>) {
    for item in &block.items {
        match item {
            Item::Clause(clause) => found.clauses.push(Cow::Borrowed(clause)),
            Item::Block(inner) => {
                match heading(inner, found.kind.children, Some(found.kind), problems) {
                    Some(child) => found.children.push(child),
                    None => {
                        found.torn = true;
                        found.lost.extend(names_in(inner));
                    }
                }
            }
            Item::Broken(_) => found.torn = true,
        }
    }
}
