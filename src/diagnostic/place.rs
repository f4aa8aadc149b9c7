//! Where a problem is: a stretch of a program, or a row of a data file.
//! It must not know how a place is shown.

use crate::base::span::Span;

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A stretch of a program text.
    Source(Span),
    /// A row of a data file, whose text is not kept in memory.
    Row(Row),
}

/// A row of a data file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The file's name as shown.
    pub file: String,
    /// The line, from 1; the heading is line 1.
    pub row: u64,
    /// The heading of the column, when one cell is meant.
    pub column: Option<String>,
    /// The row or the cell as read, possibly cut.
    pub excerpt: String,
    /// Where the cell stands in the excerpt, in bytes, from and to; `None` when the whole row is meant.
    pub cell: Option<(u16, u16)>,
}

impl From<Span> for Place {
    fn from(span: Span) -> Place {
        Place::Source(span)
    }
}

impl From<Row> for Place {
    fn from(row: Row) -> Place {
        Place::Row(row)
    }
}
