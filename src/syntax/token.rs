//! The smallest pieces of a program text and their values.
//! It must not know which words the language has.

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::span::Span;

/// A piece of text and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// The value of a token. An amount is a `Number` followed by a `Word`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// A letter, then letters, digits and underscores; `.`, `-` and `/` join parts:
    /// `sale.net_amount`, `partner-weeks`, `America/Chicago`.
    Word(Name),
    /// `"..."` with its escapes resolved; `{placeholder}` is kept as written.
    Text(String),
    /// `digits` divided by ten to the power `scale`: `2.50` is 250 and 2.
    Number {
        /// All digits as one integer.
        digits: i128,
        /// How many of them stand behind the point.
        scale: u8,
    },
    /// The same before `%`: `4.5%` is 45 and 1.
    Percent {
        /// All digits as one integer.
        digits: i128,
        /// How many of them stand behind the point.
        scale: u8,
    },
    /// `2027-02-01`.
    Date(Date),
    /// `,` between items of a list.
    Comma,
    /// A sign between values.
    Op(Op),
    /// `(`.
    Open,
    /// `)`.
    Close,
}

/// A sign between values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `=`
    Equal,
    /// `+`
    Plus,
    /// `-`
    Minus,
}

impl Op {
    /// Every sign.
    pub const ALL: [Op; 7] = [
        Op::AtLeast,
        Op::Above,
        Op::AtMost,
        Op::Below,
        Op::Equal,
        Op::Plus,
        Op::Minus,
    ];

    /// The sign as written.
    pub const fn sign(self) -> &'static str {
        match self {
            Op::AtLeast => ">=",
            Op::Above => ">",
            Op::AtMost => "<=",
            Op::Below => "<",
            Op::Equal => "=",
            Op::Plus => "+",
            Op::Minus => "-",
        }
    }

    /// The sign a text stands for.
    pub fn parse(text: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|op| op.sign() == text)
    }
}

impl TokenKind {
    /// The word, if it is one.
    pub fn word(&self) -> Option<&Name> {
        match self {
            TokenKind::Word(name) => Some(name),
            TokenKind::Text(_)
            | TokenKind::Number { .. }
            | TokenKind::Percent { .. }
            | TokenKind::Date(_)
            | TokenKind::Comma
            | TokenKind::Op(_)
            | TokenKind::Open
            | TokenKind::Close => None,
        }
    }
}
