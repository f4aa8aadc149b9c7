//! The texts of a program that partners read: where each stands, what it says, and what it says in other
//! languages. Must not know any language.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

use super::Declaration;
use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::span::Span;
use crate::kind::spec::{Given, Grid, Naming, Value};

/// What is said in each language but the first, by the tag of the language.
pub type Translations = BTreeMap<Name, BTreeMap<Address, Translation>>;

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// `volume.title`, `purpose.text.2`.
    Named(Name),
    /// A text without a name, such as a row of a table, is known by its own words.
    Own(Name),
}

/// One text in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The text; empty while nobody has written it.
    pub text: Name,
    /// The mark of the source that was translated.
    pub of: Option<Name>,
    /// Where it is written.
    pub origin: Origin,
}

/// A text in the program's first language.
#[derive(Clone)]
pub struct Text<'p> {
    /// Where it stands.
    pub address: Address,
    /// What it says.
    pub source: &'p Name,
    /// The block that says it.
    pub block: &'p Declaration,
    /// The clause or row that says it; `None` for a title.
    pub place: Option<Span>,
    /// Whether it is missed where it is not translated: a name that stands in for a title is not.
    pub is_missed: bool,
}

/// A place for a text inside a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Its title.
    Title,
    /// The value of its clause with this number.
    Clause(usize),
    /// A cell of a table.
    Cell {
        /// The number of the clause.
        clause: usize,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Named(name) => f.write_str(name),
            Address::Own(text) => write!(f, "{:?}", &**text),
        }
    }
}

impl Text<'_> {
    /// The mark of what it says.
    pub fn mark(&self) -> String {
        mark(self.source)
    }

    /// Whether a translation was made from what it says now.
    pub fn is_source_of(&self, translation: &Translation) -> bool {
        match &translation.of {
            Some(of) => **of == self.mark(),
            None => matches!(self.address, Address::Own(_)),
        }
    }
}

/// Eight hexadecimal digits that stand for a text: what they were made from is known to have changed when the
/// text makes others.
pub fn mark(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether partners read the text of a clause with this word.
pub fn is_read(word: &str) -> bool {
    !matches!(word, "why" | "duty")
}

/// Kinds whose titles and texts no document for partners shows, and the one that holds translations.
const UNREAD: &[&str] = &[
    "audit",
    "budget",
    "contingency",
    "experiment",
    "guardrail",
    "inventory",
    "language",
    "objective",
    "plan",
    "risk",
    "stage",
    "territory",
];

/// Every text that partners read, in order of declaration; a text that is known by its own words once.
pub fn texts(declarations: &[Declaration]) -> Vec<Text<'_>> {
    let mut found = Vec::new();
    let mut pending: Vec<(&Declaration, Name)> = declarations
        .iter()
        .rev()
        .map(|each| (each, below(each, "")))
        .collect();
    while let Some((block, path)) = pending.pop() {
        for (address, slot) in slots(block, &path) {
            let Some(source) = block.text(slot) else {
                continue;
            };
            let named = slot == Slot::Title && *source == block.declared.name;
            found.push(Text {
                address,
                source,
                block,
                place: block.place(slot),
                is_missed: !named && source.chars().any(char::is_alphabetic),
            });
        }
        let children = block.children.iter().rev();
        pending.extend(children.map(|child| (child, below(child, &path))));
    }
    let mut own = std::collections::BTreeSet::new();
    found.retain(|text| match &text.address {
        Address::Named(_) => true,
        Address::Own(words) => own.insert(words.clone()),
    });
    found
}

/// What the texts of a declaration are addressed by: its name, below that of the block it stands in where only
/// that makes it known.
pub fn below(declaration: &Declaration, parent: &str) -> Name {
    let (kind, name) = (declaration.kind, &declaration.declared.name);
    if kind.naming == Naming::Bare {
        Name::new(kind.word)
    } else if parent.is_empty() || kind.refers.is_some() {
        name.clone()
    } else {
        Name::new(&format!("{parent}.{name}"))
    }
}

/// The places of the texts of one declaration that partners read.
pub fn slots(declaration: &Declaration, path: &str) -> Vec<(Address, Slot)> {
    let (kind, declared) = (declaration.kind, &declaration.declared);
    let mut found = Vec::new();
    if declared.internal || UNREAD.contains(&kind.word) {
        return found;
    }
    match kind.naming {
        Naming::Name => found.push((named(path, "title", 1), Slot::Title)),
        Naming::Title => found.push((Address::Own(declared.title.clone()), Slot::Title)),
        Naming::Bare => {}
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, given) in declaration.terms.clauses.iter().enumerate() {
        if let Value::Text(_) = given.value
            && is_read(given.word)
        {
            let count = counts.entry(given.word).or_default();
            *count = count.saturating_add(1);
            found.push((named(path, given.word, *count), Slot::Clause(at)));
        }
        found.extend(cells(at, given));
    }
    found
}

/// `volume.tell`, and `purpose.text.2` for the second of several.
fn named(path: &str, word: &str, count: usize) -> Address {
    let word = word.replace(' ', "_");
    Address::Named(Name::from(match count {
        1 => format!("{path}.{word}"),
        count => format!("{path}.{word}.{count}"),
    }))
}

fn cells(clause: usize, given: &Given) -> Vec<(Address, Slot)> {
    let Some(Grid::Rows(rows)) = &given.table else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if let Some(Value::Text(text)) = cell {
                let slot = Slot::Cell {
                    clause,
                    row,
                    column,
                };
                found.push((Address::Own(text.clone()), slot));
            }
        }
    }
    found
}

impl Declaration {
    /// Where a problem of it stands: `tier gold`.
    pub fn label(&self) -> String {
        format!("{} {}", self.kind.word, self.declared.name)
    }

    /// The text in a place.
    pub fn text(&self, slot: Slot) -> Option<&Name> {
        let value = match slot {
            Slot::Title => return Some(&self.declared.title),
            Slot::Clause(at) => &self.terms.clauses.get(at)?.value,
            Slot::Cell {
                clause,
                row,
                column,
            } => {
                let Some(Grid::Rows(rows)) = &self.terms.clauses.get(clause)?.table else {
                    return None;
                };
                rows.get(row)?.get(column)?.as_ref()?
            }
        };
        if let Value::Text(text) = value {
            Some(text)
        } else {
            None
        }
    }

    /// Where a text stands; `None` for a title, which has the place of its block.
    fn place(&self, slot: Slot) -> Option<Span> {
        match slot {
            Slot::Title => None,
            Slot::Clause(at) => Some(self.terms.clauses.get(at)?.span),
            Slot::Cell { clause, row, .. } => {
                self.terms.clauses.get(clause)?.rows.get(row).copied()
            }
        }
    }

    /// Puts a text in a place.
    pub fn put(&mut self, slot: Slot, text: Name) {
        let clauses = &mut self.terms.clauses;
        match slot {
            Slot::Title => self.declared.title = text,
            Slot::Clause(at) => {
                if let Some(given) = clauses.get_mut(at) {
                    if given.word == "tell" {
                        self.declared.tell = Some(text.clone());
                    }
                    given.value = Value::Text(text);
                }
            }
            Slot::Cell {
                clause,
                row,
                column,
            } => {
                if let Some(Grid::Rows(rows)) =
                    clauses.get_mut(clause).and_then(|it| it.table.as_mut())
                    && let Some(cell) = rows.get_mut(row).and_then(|it| it.get_mut(column))
                {
                    *cell = Some(Value::Text(text));
                }
            }
        }
    }
}
