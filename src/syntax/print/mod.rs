//! The one layout of a program text. The same tree gives the same text, and reading that text
//! gives the tree again, comments and empty lines included.
//! It must not know a word of the language, nor look at places in the old text.

mod line;
mod table;
mod token;

use crate::syntax::print::line::{Line, words_of};
use crate::syntax::token::Token;
use crate::syntax::{Block, Clause, Comment, Item, Tree};

/// Columns that a line keeps within where it can be broken.
const WIDTH: usize = 100;
/// Columns that each block moves its content to the right.
const STEP: usize = 2;
/// Clauses that a block on one line holds at most.
const CLAUSES_ON_A_LINE: usize = 4;

/// The text of a tree:
///
/// - blocks move their content right by two columns, and within a block the values of all clauses
///   begin in one column;
/// - a block stands on one line exactly when it fits in 100 columns, has at most four clauses, and
///   holds no comment, table, empty line or block;
/// - a list that is too wide is broken after commas; columns of a table are aligned, with numbers
///   to the right;
/// - empty lines between items are kept, several become one.
///
/// What could not be read ([`Item::Broken`]) has no text and is left out, so only a tree that was
/// read without a problem may replace its file.
pub fn print(tree: &Tree) -> String {
    let mut printer = Printer {
        text: String::new(),
    };
    printer.items(&tree.items, &tree.tail, 0, 0);
    printer.text
}

/// Tokens as they stand on one line.
pub fn words(tokens: &[Token]) -> String {
    words_of(tokens)
}

struct Printer {
    text: String,
}

impl Printer {
    /// Items from column `indent` on. Keywords take `keyword` columns where a value follows; at
    /// file level, where unlike things stand together, none are aligned.
    fn items(&mut self, items: &[Item], tail: &[Comment], indent: usize, keyword: usize) {
        let start = self.text.len();
        for item in items {
            match item {
                Item::Block(block) => {
                    self.above(&block.comments, block.blank_before, indent, start);
                    self.block(block, indent, keyword);
                }
                Item::Clause(clause) => {
                    self.above(&clause.comments, clause.blank_before, indent, start);
                    self.clause(clause, indent, keyword);
                }
                Item::Broken(_) => {}
            }
        }
        self.above(tail, false, indent, start);
    }

    /// Comments on lines of their own, and the empty lines between them and below the last.
    fn above(&mut self, comments: &[Comment], blank_below: bool, indent: usize, start: usize) {
        for comment in comments {
            self.blank(comment.blank_before, start);
            self.pad(indent);
            self.comment(comment);
            self.end_line(None);
        }
        self.blank(blank_below, start);
    }

    /// An empty line, but never above the first thing in a file or block.
    fn blank(&mut self, wanted: bool, start: usize) {
        if wanted && self.text.len() > start {
            self.end_line(None);
        }
    }

    fn block(&mut self, block: &Block, indent: usize, keyword: usize) {
        if let Some(line) = on_one_line(block, indent, keyword) {
            self.pad(indent);
            self.text.push_str(&line);
            self.end_line(block.trailing.as_ref());
            return;
        }
        let head = Line::new(&block.head, &block.asides, 0);
        self.text.push_str(&head.broken(indent, " {".len()));
        self.text.push_str(" {");
        self.end_line(block.opening.as_ref());
        let inner = indent.saturating_add(STEP);
        let inside = keyword_width(&block.items, inner);
        self.items(&block.items, &block.tail, inner, inside);
        self.pad(indent);
        self.text.push('}');
        self.end_line(block.trailing.as_ref());
    }

    fn clause(&mut self, clause: &Clause, indent: usize, keyword: usize) {
        let line = Line::new(&clause.tokens, &clause.asides, keyword);
        self.text.push_str(&line.broken(indent, 0));
        self.end_line(clause.trailing.as_ref());
        let Some(table) = &clause.table else {
            return;
        };
        let inner = indent.saturating_add(STEP);
        let rows = std::iter::once(&table.head).chain(&table.rows);
        for (row, line) in rows.zip(table::lines(table)) {
            for comment in &row.comments {
                self.pad(inner);
                self.comment(comment);
                self.end_line(None);
            }
            self.pad(inner);
            self.text.push_str(&line);
            self.end_line(row.trailing.as_ref());
        }
    }

    fn pad(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    fn comment(&mut self, comment: &Comment) {
        self.text.push('#');
        self.text.push_str(&comment.text);
    }

    fn end_line(&mut self, trailing: Option<&Comment>) {
        if let Some(comment) = trailing {
            self.text.push_str("  ");
            self.comment(comment);
        }
        self.text.push('\n');
    }
}

/// Columns that the keywords of a block take: those of its clauses, and of the blocks in it that
/// would fit on one line if nothing were aligned.
fn keyword_width(items: &[Item], indent: usize) -> usize {
    let widths = items.iter().filter_map(|item| match item {
        Item::Clause(clause) => Line::new(&clause.tokens, &[], 0).keyword(),
        Item::Block(block) => {
            on_one_line(block, indent, 0).and_then(|_| Line::new(&block.head, &[], 0).keyword())
        }
        Item::Broken(_) => None,
    });
    widths.max().unwrap_or(0)
}

/// Whether nothing in a block asks for a line of its own.
fn is_plain(block: &Block) -> bool {
    let plain = |item: &Item| match item {
        Item::Clause(clause) => {
            !clause.blank_before
                && clause.comments.is_empty()
                && clause.asides.is_empty()
                && clause.table.is_none()
                && clause.trailing.is_none()
        }
        Item::Block(_) | Item::Broken(_) => false,
    };
    block.items.len() <= CLAUSES_ON_A_LINE
        && block.items.iter().all(plain)
        && block.asides.is_empty()
        && block.opening.is_none()
        && block.tail.is_empty()
}

fn on_one_line(block: &Block, indent: usize, keyword: usize) -> Option<String> {
    if !is_plain(block) {
        return None;
    }
    let clauses: Vec<String> = block
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Clause(clause) => Some(words_of(&clause.tokens)),
            Item::Block(_) | Item::Broken(_) => None,
        })
        .collect();
    let head = Line::new(&block.head, &[], keyword).whole();
    let line = if clauses.is_empty() {
        format!("{head} {{}}")
    } else {
        format!("{head} {{ {} }}", clauses.join("; "))
    };
    let width = indent.saturating_add(line.chars().count());
    (width <= WIDTH).then_some(line)
}
