//! The heading and the own clauses of a playbook.

use std::collections::BTreeMap;

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::amend::keyword;
use crate::compile::cursor::Cursor;
use crate::compile::outline::{self, Head};
use crate::diagnostic::Problem;
use crate::kind::named;
use crate::kind::playbook::{KIND, SET, TAKES};
use crate::kind::spec::{Kind, Naming};
use crate::syntax::token::Token;
use crate::syntax::{Block, Clause, Item};

/// A playbook as it is written.
pub(super) struct Playbook<'t> {
    pub block: &'t Block,
    pub name: Name,
    pub renamed_from: Option<Name>,
    pub title: Option<Name>,
    pub like: Option<(Name, Span)>,
    pub head: Span,
    pub takes: BTreeMap<Name, Span>,
    pub sets: Vec<Set>,
}

/// What stands for something that was left open.
pub(super) struct Set {
    pub name: Name,
    pub value: Vec<Token>,
    pub place: Span,
}

impl Playbook<'_> {
    /// What it holds beside what it takes and sets.
    pub fn body(&self) -> Vec<Item> {
        let items = self.block.items.iter();
        let own = |item: &&Item| match item {
            Item::Clause(written) => keyword(&KIND, written).is_some(),
            Item::Block(_) | Item::Broken(_) => false,
        };
        items.filter(|item| !own(item)).cloned().collect()
    }
}

/// Reads a playbook; `Err` where its heading cannot be read.
pub(super) fn playbook<'t>(
    block: &'t Block,
    problems: &mut Vec<Problem>,
) -> Result<Playbook<'t>, Problem> {
    let help =
        "playbook cloud_launch \"Launch of Cloud Secure\" like launch { set product cloud_secure }";
    let mut cursor = Cursor::new(&block.head, block.span, help);
    let start = cursor.span();
    cursor.skip();
    let Head {
        name,
        renamed_from,
        title,
        like,
        ..
    } = outline::head(&KIND, &mut cursor)?;
    let mut found = Playbook {
        block,
        name: name.unwrap_or_else(|| Name::new("")),
        renamed_from,
        title,
        like,
        head: start.to(cursor.last_span()),
        takes: BTreeMap::new(),
        sets: Vec::new(),
    };
    for item in &block.items {
        let Item::Clause(written) = item else {
            continue;
        };
        let read = match keyword(&KIND, written) {
            Some(TAKES) => takes(written, &mut found.takes),
            Some(SET) => set(written).map(|set| found.sets.push(set)),
            Some(_) | None => Ok(()),
        };
        problems.extend(read.err());
    }
    Ok(found)
}

fn takes(written: &Clause, takes: &mut BTreeMap<Name, Span>) -> Result<(), Problem> {
    let mut cursor = Cursor::new(&written.tokens, written.span, "takes product, days");
    cursor.skip();
    loop {
        let (name, place) = cursor.word("a name for what is left open")?;
        outline::plain_name(name, place)?;
        if let Some(other) = takes.insert(name.clone(), place) {
            return Err(
                Problem::error("said-twice", format!("`{name}` is taken twice"))
                    .at(place)
                    .also(other, "taken here first")
                    .help("take it once"),
            );
        }
        if !cursor.eat_comma() {
            break;
        }
    }
    if cursor.is_done() {
        bare(written)
    } else {
        Err(cursor.expected("a comma, or the end of the line"))
    }
}

fn set(written: &Clause) -> Result<Set, Problem> {
    let mut cursor = Cursor::new(&written.tokens, written.span, "set product cloud_secure");
    cursor.skip();
    let (name, _) = cursor.word("the name of what is left open")?;
    if cursor.is_done() {
        return Err(cursor.expected("what stands for it"));
    }
    bare(written)?;
    Ok(Set {
        name: name.clone(),
        value: written.tokens.get(2..).unwrap_or(&[]).to_vec(),
        place: written.span,
    })
}

fn bare(written: &Clause) -> Result<(), Problem> {
    let Some(table) = &written.table else {
        return Ok(());
    };
    let problem = Problem::error("unexpected-table", "no table stands below this line");
    Err(problem
        .at(table.span)
        .help("write: set product cloud_secure"))
}

/// A clause that neither a playbook nor the file level has.
pub(super) fn not_a_clause(written: &Clause) -> Problem {
    let first = written.tokens.first();
    let word = first.and_then(|token| token.kind.word());
    let word = word.map_or("", |word| &**word);
    let message = format!("a playbook has no clause `{word}`");
    let problem = Problem::error("unknown-word", message);
    let problem = problem.at(first.map_or(written.span, |token| token.span));
    match nearest(word, [TAKES, SET, "drop"].into_iter()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("it has takes, set, drop, change and blocks"),
    }
}

/// The names that blocks declare in the program, nested ones included.
pub(super) fn declared(items: &[Item]) -> Vec<Name> {
    let mut found = Vec::new();
    for block in blocks(items) {
        let word = block.head.first().and_then(|token| token.kind.word());
        if let Some(kind) = word.and_then(|word| named(word)) {
            names(block, kind, true, &mut found);
        }
    }
    found
}

fn names(block: &Block, kind: &'static Kind, at_file_level: bool, found: &mut Vec<Name>) {
    let name = block.head.get(1).and_then(|token| token.kind.word());
    if kind.naming == Naming::Name && (at_file_level || kind.refers.is_some()) {
        found.extend(name.cloned());
    }
    for inner in blocks(&block.items) {
        let word = inner.head.first().and_then(|token| token.kind.word());
        let mut children = kind.children.iter();
        let child = children.find(|child| word.is_some_and(|word| **word == *child.word));
        if let Some(child) = child {
            names(inner, child, false, found);
        }
    }
}

fn blocks(items: &[Item]) -> impl Iterator<Item = &Block> {
    items.iter().filter_map(|item| match item {
        Item::Block(block) => Some(block),
        Item::Clause(_) | Item::Broken(_) => None,
    })
}

/// How many tokens stand in some items.
pub(super) fn size(items: &[Item]) -> usize {
    let each = items.iter().map(|item| match item {
        Item::Block(block) => block.head.len().saturating_add(size(&block.items)),
        Item::Clause(clause) => {
            let rows = clause.table.iter().flat_map(|table| &table.rows);
            let cells = rows.flat_map(|row| &row.cells).map(|it| it.tokens.len());
            cells.fold(clause.tokens.len(), usize::saturating_add)
        }
        Item::Broken(_) => 1,
    });
    each.fold(0, usize::saturating_add)
}
