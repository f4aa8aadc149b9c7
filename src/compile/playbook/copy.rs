//! A copy of a part of a playbook: its own names under the name of the playbook, and what it takes set.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::changing::{CHANGE, DROP, FROM, RENAMED};
use crate::kind::playbook::KIND;
use crate::syntax::print::words;
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Cell, Clause, Item, Row, Table};

/// What the copies of one playbook have in common.
pub(super) struct Copier<'a> {
    /// Its name.
    pub name: &'a Name,
    /// The name that it had first.
    pub first: &'a Name,
    /// Its title.
    pub title: &'a Name,
    /// What it declares.
    pub own: BTreeSet<Name>,
    /// What it takes, with what stands for it and where that was said.
    pub set: BTreeMap<Name, (Vec<Token>, Span)>,
    /// The number of the copy.
    pub copy: u16,
    /// Where something that was set stands now, and where it was said.
    pub said: BTreeMap<Span, Span>,
    /// Where a word of the program stands that the playbook declares too.
    pub bare: BTreeMap<Span, Name>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Copier<'_> {
    pub fn items(&mut self, items: &[Item]) -> Vec<Item> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&mut self, item: &Item) -> Item {
        match item {
            Item::Block(block) => Item::Block(Block {
                blank_before: false,
                comments: Vec::new(),
                head: self.head(&block.head),
                asides: Vec::new(),
                opening: None,
                items: self.items(&block.items),
                tail: Vec::new(),
                trailing: None,
                span: block.span.in_copy(self.copy),
            }),
            Item::Clause(written) => Item::Clause(self.clause(written)),
            Item::Broken(span) => Item::Broken(span.in_copy(self.copy)),
        }
    }

    fn clause(&mut self, written: &Clause) -> Clause {
        let table = written.table.as_ref().map(|table| Table {
            head: self.row(&table.head),
            rows: table.rows.iter().map(|row| self.row(row)).collect(),
            span: table.span.in_copy(self.copy),
        });
        let mut tokens = self.tokens(&written.tokens);
        if let [drop, dropped] = tokens.as_mut_slice()
            && drop.kind.word().is_some_and(|word| **word == *DROP)
        {
            self.rename(dropped);
        }
        Clause {
            blank_before: false,
            comments: Vec::new(),
            tokens,
            asides: Vec::new(),
            table,
            trailing: None,
            span: written.span.in_copy(self.copy),
        }
    }

    fn row(&mut self, row: &Row) -> Row {
        let cells = row.cells.iter().map(|cell| Cell {
            tokens: self.tokens(&cell.tokens),
            span: cell.span.in_copy(self.copy),
        });
        Row {
            comments: Vec::new(),
            cells: cells.collect(),
            trailing: None,
            span: row.span.in_copy(self.copy),
        }
    }

    /// The heading of a block: what is declared has the name of the playbook before its own.
    fn head(&mut self, head: &[Token]) -> Vec<Token> {
        let mut tokens = self.tokens(head);
        let is = |at: usize, word: &str| {
            let token = head.get(at).and_then(|token| token.kind.word());
            token.is_some_and(|found| **found == *word)
        };
        if is(0, CHANGE) && is(1, FROM.lead) {
            return tokens;
        }
        let Some(name) = tokens.get_mut(1) else {
            return tokens;
        };
        let (place, own) = (name.span, name.kind.word().cloned());
        self.rename(name);
        let Some(own) = own.filter(|own| self.own.contains(own) && !is(0, CHANGE)) else {
            return tokens;
        };
        let old = (0..head.len()).find(|at| is(*at, "renamed") && is(at.saturating_add(1), "from"));
        let old = old.map(|at| at.saturating_add(2));
        match old.and_then(|at| tokens.get_mut(at)) {
            Some(token) => {
                if let Some(was) = token.kind.word().cloned() {
                    token.kind = TokenKind::Word(joined(self.first, &was, ""));
                }
            }
            None if self.first != self.name => {
                let words = RENAMED.lead.split(' ').map(Name::new);
                let words = words.chain([joined(self.first, &own, "")]);
                tokens.extend(words.map(|word| Token {
                    kind: TokenKind::Word(word),
                    span: place,
                }));
            }
            None => {}
        }
        tokens
    }

    /// Puts the name of the playbook before a name that it declares.
    fn rename(&self, token: &mut Token) {
        if let Some(own) = token.kind.word().filter(|own| self.own.contains(&**own)) {
            token.kind = TokenKind::Word(joined(self.name, own, ""));
        }
    }

    fn tokens(&mut self, tokens: &[Token]) -> Vec<Token> {
        let mut copied = Vec::with_capacity(tokens.len());
        for token in tokens {
            let span = token.span.in_copy(self.copy);
            match &token.kind {
                TokenKind::Word(word) => copied.extend(self.word(word, span)),
                TokenKind::Text(text) => copied.push(Token {
                    kind: TokenKind::Text(self.text(text, span)),
                    span,
                }),
                kind @ (TokenKind::Number { .. }
                | TokenKind::Percent { .. }
                | TokenKind::Date(_)
                | TokenKind::Comma
                | TokenKind::Op(_)
                | TokenKind::Open
                | TokenKind::Close) => copied.push(Token {
                    kind: kind.clone(),
                    span,
                }),
            }
        }
        copied
    }

    /// `playbook.reward` and `playbook.product` as what they stand for here; any other word is the program's.
    fn word(&mut self, word: &Name, span: Span) -> Vec<Token> {
        let stands = match word.strip_prefix(KIND.word) {
            Some(rest) => rest.strip_prefix('.'),
            None => None,
        };
        let one = |word: Name| Token {
            kind: TokenKind::Word(word),
            span,
        };
        let Some(own) = stands else {
            if self.own.contains(word) {
                self.bare.insert(span, word.clone());
            }
            return vec![one(word.clone())];
        };
        let (own, field) = own.find('.').map_or((own, ""), |at| own.split_at(at));
        if self.own.contains(own) {
            return vec![one(joined(self.name, own, field))];
        }
        let Some((value, place)) = self.set.get(own) else {
            self.problems.push(self.unknown(own, span));
            return Vec::new();
        };
        let ends = value.first().zip(value.last());
        let said = ends.map_or(*place, |(first, last)| first.span.to(last.span));
        self.said.insert(span, said);
        match value.as_slice() {
            [
                Token {
                    kind: TokenKind::Word(name),
                    ..
                },
            ] => vec![one(Name::new(&format!("{name}{field}")))],
            _ if !field.is_empty() => {
                let message = format!("`{own}` stands for no name, and has no `{field}`");
                let problem = Problem::error("unexpected-text", message);
                self.problems.push(
                    problem
                        .at(span)
                        .also(said, "set here")
                        .help(format!("write: {}.{own}", KIND.word)),
                );
                Vec::new()
            }
            value => value
                .iter()
                .map(|token| Token {
                    kind: token.kind.clone(),
                    span,
                })
                .collect(),
        }
    }

    /// A text with what stands in it for the playbook's own: `{playbook}` for its title, `{playbook.reward.cap}` for a
    /// placeholder of what it declares, `{playbook.days}` for what was set.
    fn text(&mut self, text: &str, span: Span) -> String {
        let mut rest = text;
        let mut out = String::with_capacity(text.len());
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((inner, later)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            rest = later;
            let ours = inner.strip_prefix(KIND.word);
            match ours {
                Some("") => out.push_str(self.title),
                Some(of) if of.starts_with('.') => {
                    out.push_str(&self.placed(&Name::new(inner), span));
                }
                Some(_) | None => out.push_str(&format!("{{{inner}}}")),
            }
        }
        out.push_str(rest);
        out
    }

    /// What stands in a text: a name is a placeholder still, a text itself, anything else as it is written.
    fn placed(&mut self, word: &Name, span: Span) -> String {
        let tokens = self.word(word, span);
        match tokens.as_slice() {
            [
                Token {
                    kind: TokenKind::Word(name),
                    ..
                },
            ] => format!("{{{name}}}"),
            [
                Token {
                    kind: TokenKind::Text(text),
                    ..
                },
            ] => text.clone(),
            tokens => words(tokens),
        }
    }

    fn unknown(&self, name: &str, span: Span) -> Problem {
        let message = format!("the playbook neither declares nor takes `{name}`");
        let problem = Problem::error("unknown-name", message).at(span);
        let known = self.own.iter().chain(self.set.keys());
        match nearest(name, known.map(|known| &**known)) {
            Some(near) => problem.help(format!("did you mean `{}.{near}`?", KIND.word)),
            None => problem.help("what is the program's own is written without `playbook.`"),
        }
    }
}

/// The name that a thing of a playbook has in the program.
pub(super) fn joined(playbook: &str, own: &str, field: &str) -> Name {
    Name::new(&format!("{playbook}_{own}{field}"))
}
