//! The tokens of a clause or a head as one line, or as several broken after commas.
//! It must not know what stands above or below.

use crate::syntax::Aside;
use crate::syntax::print::WIDTH;
use crate::syntax::print::token::shown;
use crate::syntax::token::{Token, TokenKind};

/// Columns by which the later lines of an unaligned list stand to the right.
const HANGING: usize = 4;

/// Tokens to be written out.
pub(super) struct Line<'a> {
    tokens: &'a [Token],
    asides: &'a [Aside],
    /// Columns of the keyword, when a value follows; 0 for no alignment.
    keyword: usize,
}

/// Tokens as they stand on one line.
pub(super) fn words_of(tokens: &[Token]) -> String {
    Line::new(tokens, &[], 0).whole()
}

impl<'a> Line<'a> {
    pub(super) fn new(tokens: &'a [Token], asides: &'a [Aside], keyword: usize) -> Line<'a> {
        Line {
            tokens,
            asides,
            keyword,
        }
    }

    /// The width of the keyword, when the first token is a word and a value follows it.
    pub(super) fn keyword(&self) -> Option<usize> {
        let word = self.tokens.first()?.kind.word()?;
        let value = self.tokens.get(1)?;
        (value.kind != TokenKind::Comma).then(|| word.chars().count())
    }

    /// All tokens on one line.
    pub(super) fn whole(&self) -> String {
        let mut text = String::new();
        for index in 0..self.tokens.len() {
            text.push_str(&self.piece(index));
        }
        text
    }

    /// The lines, each indented, without a line end after the last; `reserved` columns stay free
    /// on the last. A line is broken after a comma where the next item of the list would pass the
    /// width, and where a comment stands.
    pub(super) fn broken(&self, indent: usize, reserved: usize) -> String {
        let hanging = match self.aligned() {
            Some(columns) => indent.saturating_add(columns).saturating_add(1),
            None => indent.saturating_add(HANGING),
        };
        let mut text = " ".repeat(indent);
        let mut column = indent;
        for item in self.list_items() {
            let words: String = item.clone().map(|index| self.piece(index)).collect();
            let width = words.chars().count();
            let free = if item.end == self.tokens.len() {
                reserved
            } else {
                0
            };
            let begins = item.start == 0;
            let commented = self.asides_before(item.start, &mut text, hanging);
            let full = column.saturating_add(width).saturating_add(free) > WIDTH;
            if !begins && (full || commented) {
                if !commented {
                    text.push('\n');
                }
                text.push_str(&" ".repeat(hanging));
                let words = words.trim_start();
                text.push_str(words);
                column = hanging.saturating_add(words.chars().count());
            } else {
                text.push_str(&words);
                column = column.saturating_add(width);
            }
        }
        text
    }

    /// Columns of the keyword when it is aligned with others.
    fn aligned(&self) -> Option<usize> {
        let width = self.keyword()?;
        (self.keyword > 0).then(|| self.keyword.max(width))
    }

    /// A token and the space before it.
    fn piece(&self, index: usize) -> String {
        let token = |index: usize| self.tokens.get(index).map(|token| &token.kind);
        let Some(kind) = token(index) else {
            return String::new();
        };
        let before = index.checked_sub(1).and_then(token);
        let mut text = match before {
            None => String::new(),
            Some(TokenKind::Open) => String::new(),
            Some(_) if matches!(kind, TokenKind::Comma | TokenKind::Close) => String::new(),
            Some(_) => " ".to_owned(),
        };
        text.push_str(&shown(kind, before, token(index.saturating_add(1))));
        if index == 0
            && let Some(columns) = self.aligned()
        {
            let width = text.chars().count();
            text.push_str(&" ".repeat(columns.saturating_sub(width)));
        }
        text
    }

    /// Runs of tokens that each end with a comma, or with the last token.
    fn list_items(&self) -> Vec<std::ops::Range<usize>> {
        let mut items = Vec::new();
        let mut start = 0;
        for (index, token) in self.tokens.iter().enumerate() {
            let next = index.saturating_add(1);
            if token.kind == TokenKind::Comma || next == self.tokens.len() {
                items.push(start..next);
                start = next;
            }
        }
        items
    }

    /// Writes the comments between the token before `index` and that token: the first beside what
    /// is written, each later one on its own line. Whether there was one.
    fn asides_before(&self, index: usize, text: &mut String, hanging: usize) -> bool {
        let asides = self
            .asides
            .iter()
            .filter(|aside| aside.after.checked_add(1) == Some(index));
        let mut any = false;
        for aside in asides {
            let lead = if any {
                " ".repeat(hanging)
            } else {
                "  ".to_owned()
            };
            text.push_str(&lead);
            text.push('#');
            text.push_str(&aside.comment.text);
            text.push('\n');
            any = true;
        }
        any
    }
}
