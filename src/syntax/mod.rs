//! The lossless tree of a program text: blocks, clauses, tables and their comments, all owned.
//! It must not know a word of the language, nor how a text becomes a tree.

pub mod print;
pub mod token;

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::base::span::{FileId, Span};
use crate::syntax::token::Token;

/// What one file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its items in the order written.
    pub items: Vec<Item>,
    /// The comments after the last item.
    pub tail: Vec<Comment>,
    /// The words of all text that has no shape: names that it may declare.
    pub unread: BTreeSet<Name>,
    /// The lines with a text that is not closed.
    pub unclosed: Vec<Span>,
}

/// A thing that stands on a line of its own, at file level or inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A head and items in braces.
    Block(Block),
    /// Tokens, perhaps with a table below them.
    Clause(Clause),
    /// Text that was reported and has no shape. A name that only this text mentions is not worth
    /// a second problem.
    Broken(Span),
}

/// `head { items }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Whether an empty line stands above the head.
    pub blank_before: bool,
    /// The comments above the head.
    pub comments: Vec<Comment>,
    /// The tokens before `{`: kind, name, title, phrases. Never empty.
    pub head: Vec<Token>,
    /// The comments between lines of the head.
    pub asides: Vec<Aside>,
    /// The comment after `{` on its line.
    pub opening: Option<Comment>,
    /// What stands between the braces.
    pub items: Vec<Item>,
    /// The comments after the last item and before `}`.
    pub tail: Vec<Comment>,
    /// The comment after `}` on its line.
    pub trailing: Option<Comment>,
    /// From the head to `}`.
    pub span: Span,
}

/// A keyword, its value and its phrases, as a flat list of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether an empty line stands above it.
    pub blank_before: bool,
    /// The comments above it.
    pub comments: Vec<Comment>,
    /// Its tokens. Never empty.
    pub tokens: Vec<Token>,
    /// The comments between its lines.
    pub asides: Vec<Aside>,
    /// The table under it.
    pub table: Option<Table>,
    /// The comment after its last token on the same line.
    pub trailing: Option<Comment>,
    /// From its first token to its last, the table left out.
    pub span: Span,
}

/// Rows between pipes under a clause; every row has as many cells as the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub head: Row,
    /// The rows below. Never empty.
    pub rows: Vec<Row>,
    /// From the first pipe to the last.
    pub span: Span,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The comments above it.
    pub comments: Vec<Comment>,
    /// Its cells, from left to right.
    pub cells: Vec<Cell>,
    /// The comment after it on its line.
    pub trailing: Option<Comment>,
    /// From the first pipe to the last.
    pub span: Span,
}

/// What stands between two pipes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its tokens; none when it is empty.
    pub tokens: Vec<Token>,
    /// Between the pipes, spaces left out; in an empty cell, the second pipe.
    pub span: Span,
}

/// `# text` to the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The text after `#`: empty, or beginning with a space or another `#`.
    pub text: String,
    /// Whether an empty line stands above it; never so for one that shares a line with code.
    pub blank_before: bool,
    /// From `#` to the end of the line.
    pub span: Span,
}

/// A comment inside a list that runs over several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The token it follows, counted from 0: always a comma.
    pub after: usize,
    /// The comment.
    pub comment: Comment,
}

impl Item {
    /// The text of the item, without the comments around it.
    pub fn span(&self) -> Span {
        match self {
            Item::Block(block) => block.span,
            Item::Clause(clause) => match &clause.table {
                Some(table) => clause.span.to(table.span),
                None => clause.span,
            },
            Item::Broken(span) => *span,
        }
    }
}
