//! Reading the tokens of one clause from left to right. Knows tokens, not meanings.

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::syntax::token::{Op, Token, TokenKind};

/// A place in a list of tokens.
#[derive(Clone)]
pub struct Cursor<'t> {
    tokens: &'t [Token],
    at: usize,
    /// The span to blame when the tokens have ended.
    end: Span,
    /// A valid line of the clause being read, for help.
    pub help: &'static str,
}

/// What reading a value gives.
pub type Read<T> = Result<T, Problem>;

impl<'t> Cursor<'t> {
    /// At the first token. `whole` is the clause's span, blamed when something is missing at its end.
    pub fn new(tokens: &'t [Token], whole: Span, help: &'static str) -> Cursor<'t> {
        let end = tokens.last().map_or(whole, |token| token.span);
        Cursor {
            tokens,
            at: 0,
            end,
            help,
        }
    }

    /// The token here.
    pub fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// Whether all tokens are read.
    pub fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The span of the token here, or of the last one.
    pub fn span(&self) -> Span {
        self.peek().map_or(self.end, |token| token.span)
    }

    /// The span of the token read last.
    pub fn last_span(&self) -> Span {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(self.end, |t| t.span)
    }

    /// The word read last, if it is one.
    pub fn last_word(&self) -> Option<&'t Name> {
        self.tokens.get(self.at.checked_sub(1)?)?.kind.word()
    }

    /// Steps over the token here.
    pub fn skip(&mut self) {
        self.at = self.at.saturating_add(1).min(self.tokens.len());
    }

    /// The word here, if it is one.
    pub fn peek_word(&self) -> Option<&'t Name> {
        self.word_after(0)
    }

    /// The word `steps` tokens further, if it is one.
    pub fn word_after(&self, steps: usize) -> Option<&'t Name> {
        match &self.tokens.get(self.at.saturating_add(steps))?.kind {
            TokenKind::Word(word) => Some(word),
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

    /// How many tokens a phrase of words (or one operator) takes here; `None` when it does not stand here.
    pub fn stands(&self, phrase: &str) -> Option<usize> {
        let mut steps = 0;
        for word in phrase.split(' ') {
            let token = self.tokens.get(self.at.saturating_add(steps))?;
            let matches = match &token.kind {
                TokenKind::Word(found) => &**found == word,
                TokenKind::Op(op) => op.sign() == word,
                TokenKind::Text(_)
                | TokenKind::Number { .. }
                | TokenKind::Percent { .. }
                | TokenKind::Date(_)
                | TokenKind::Comma
                | TokenKind::Open
                | TokenKind::Close => false,
            };
            if !matches {
                return None;
            }
            steps = steps.saturating_add(1);
        }
        Some(steps)
    }

    /// How many words of a phrase stand here, from its first on.
    pub fn begun(&self, phrase: &str) -> usize {
        let stand = phrase.split(' ').enumerate().take_while(|(steps, word)| {
            let found = self.word_after(*steps);
            found.is_some_and(|found| **found == **word)
        });
        stand.count()
    }

    /// The tokens from here up to so many of them, as far as they are words, and where they stand.
    pub fn words(&self, count: usize) -> Option<(String, Span)> {
        let words = (0..count).map(|steps| self.word_after(steps));
        let words: Vec<&str> = words
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .map(|word| &**word)
            .collect();
        let last = self
            .tokens
            .get(self.at.saturating_add(count.saturating_sub(1)))?;
        Some((words.join(" "), self.span().to(last.span)))
    }

    /// The same place, so many tokens further.
    pub fn after(&self, steps: usize) -> Cursor<'t> {
        Cursor {
            at: self.at.saturating_add(steps).min(self.tokens.len()),
            ..self.clone()
        }
    }

    /// Whether a word stands here with a date after it.
    pub fn stands_before_date(&self, word: &str) -> bool {
        let next = self.tokens.get(self.at.saturating_add(1));
        let dated = next.is_some_and(|token| matches!(token.kind, TokenKind::Date(_)));
        dated && self.stands(word) == Some(1)
    }

    /// Steps over a phrase if it stands here.
    pub fn eat(&mut self, phrase: &str) -> bool {
        let Some(steps) = self.stands(phrase) else {
            return false;
        };
        self.at = self.at.saturating_add(steps);
        true
    }

    /// Steps over a phrase that must stand here.
    pub fn expect(&mut self, phrase: &str) -> Read<()> {
        if self.eat(phrase) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{phrase}`")))
        }
    }

    /// The longest of the phrases that stands here, stepped over.
    pub fn eat_longest(&mut self, phrases: &[&'static str]) -> Option<&'static str> {
        let best = phrases
            .iter()
            .filter_map(|phrase| self.stands(phrase).map(|steps| (steps, *phrase)))
            .max_by_key(|(steps, _)| *steps)?;
        self.at = self.at.saturating_add(best.0);
        Some(best.1)
    }

    /// Whether a comma stands after the token here.
    pub fn is_followed_by_comma(&self) -> bool {
        let next = self.tokens.get(self.at.saturating_add(1));
        matches!(next.map(|token| &token.kind), Some(TokenKind::Comma))
    }

    /// Steps over a comma if one stands here.
    pub fn eat_comma(&mut self) -> bool {
        let comma = matches!(
            self.peek(),
            Some(Token {
                kind: TokenKind::Comma,
                ..
            })
        );
        if comma {
            self.skip();
        }
        comma
    }

    /// Any word.
    pub fn word(&mut self, what: &str) -> Read<(&'t Name, Span)> {
        let span = self.span();
        match self.peek_word() {
            Some(word) => {
                self.skip();
                Ok((word, span))
            }
            None => Err(self.expected(what)),
        }
    }

    /// A text in quotes.
    pub fn text(&mut self, what: &str) -> Read<(Name, Span)> {
        let span = self.span();
        if let Some(Token {
            kind: TokenKind::Text(text),
            ..
        }) = self.peek()
        {
            self.skip();
            return Ok((Name::new(text), span));
        }
        Err(self.expected(what))
    }

    /// A date.
    pub fn date(&mut self, what: &str) -> Read<Date> {
        if let Some(Token {
            kind: TokenKind::Date(date),
            ..
        }) = self.peek()
        {
            self.skip();
            return Ok(*date);
        }
        Err(self.expected(what))
    }

    /// A number with its digits and scale.
    pub fn number(&mut self, what: &str) -> Read<(i128, u8, Span)> {
        let span = self.span();
        if let Some(Token {
            kind: TokenKind::Number { digits, scale },
            ..
        }) = self.peek()
        {
            self.skip();
            return Ok((*digits, *scale, span));
        }
        Err(self.expected(what))
    }

    /// A percentage as a ratio: 4.5% is 9/200.
    pub fn percent(&mut self, what: &str) -> Read<Ratio> {
        let span = self.span();
        if let Some(Token {
            kind: TokenKind::Percent { digits, scale },
            ..
        }) = self.peek()
        {
            self.skip();
            return Ratio::from_decimal(*digits, scale.saturating_add(2))
                .map_err(|_| self.too_large(span));
        }
        Err(self.expected(what))
    }

    /// A comparison sign.
    pub fn op(&mut self, what: &str) -> Read<Op> {
        if let Some(Token {
            kind: TokenKind::Op(op),
            ..
        }) = self.peek()
        {
            self.skip();
            return Ok(*op);
        }
        Err(self.expected(what))
    }

    /// What stands here, as a message names it.
    pub fn here(&self) -> String {
        self.peek().map_or_else(
            || "the end of the line".to_owned(),
            |token| found(&token.kind),
        )
    }

    /// The problem that something else was expected here.
    pub fn expected(&self, what: &str) -> Problem {
        let message = match self.peek() {
            Some(token) => format!("expected {what}, found {}", found(&token.kind)),
            None => format!("expected {what} at the end of the line"),
        };
        let problem = self.problem("unexpected-text", message);
        if self.help.is_empty() {
            problem.help(format!("write {what}"))
        } else {
            problem
        }
    }

    /// The problem that a cell goes on behind what it can hold.
    pub fn rest_of_cell(&self) -> Problem {
        let here = self.here();
        let message = format!("nothing more stands in this cell, found {here}");
        let problem = Problem::error("unexpected-text", message).at(self.span());
        match (
            self.last_word(),
            self.peek_word().map(|word| &**word),
            self.word_after(1),
        ) {
            (Some(one), Some("and" | "or"), Some(two)) => {
                problem.help(format!("names of a list have commas: {one}, {two}"))
            }
            _ => problem.help(format!("leave {here} out")),
        }
    }

    /// A problem with the token here, with the clause's valid line as help.
    pub fn problem(&self, name: &'static str, message: String) -> Problem {
        let problem = Problem::error(name, message).at(self.span());
        if self.help.is_empty() {
            problem
        } else {
            problem.help(format!("write: {}", self.help))
        }
    }

    /// The problem that a number has too many digits.
    pub fn too_large(&self, span: Span) -> Problem {
        Problem::error(
            "amount-out-of-range",
            "the number is outside the range that can be computed",
        )
        .at(span)
        .help("amounts go up to 10^18 minor units (cents)")
    }
}

/// A token as a message names it.
fn found(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Word(word) => format!("`{word}`"),
        TokenKind::Text(_) => "a text in quotes".to_owned(),
        TokenKind::Number { .. } => "a number".to_owned(),
        TokenKind::Percent { .. } => "a percentage".to_owned(),
        TokenKind::Date(date) => format!("`{date}`"),
        TokenKind::Comma => "a comma".to_owned(),
        TokenKind::Op(op) => format!("`{}`", op.sign()),
        TokenKind::Open | TokenKind::Close => "a bracket".to_owned(),
    }
}
