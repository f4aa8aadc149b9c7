//! From the pairs of the generated reader to the owned tree.
//! It must not report what the grammar already refused.

mod table;

use std::collections::BTreeSet;

use pest::iterators::{Pair, Pairs};

use crate::base::name::Name;
use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::parse::engine::Rule;
use crate::parse::limit::{Findings, offset};
use crate::parse::{literal, quoted};
use crate::syntax::token::{Op, Token, TokenKind};
use crate::syntax::{Aside, Block, Clause, Comment, Item, Tree};

/// The tree of a whole text, and what is wrong with its words.
pub(super) fn tree(file: FileId, text: &str, pairs: Pairs<'_, Rule>) -> (Tree, Vec<Problem>) {
    let mut lowering = Lowering::new(file, text, 0);
    let inner = pairs.flat_map(Pair::into_inner);
    let body = lowering.body(inner, 0, None);
    let tree = Tree {
        file,
        items: body.items,
        tail: body.tail,
        unread: BTreeSet::new(),
        unclosed: Vec::new(),
    };
    (tree, lowering.findings.into_problems())
}

/// What is wrong with the words of a stretch that begins at byte `base`.
pub(super) fn problems(
    file: FileId,
    text: &str,
    base: usize,
    pairs: Pairs<'_, Rule>,
) -> Vec<Problem> {
    let mut lowering = Lowering::new(file, text, base);
    lowering.body(pairs.flat_map(Pair::into_inner), 0, None);
    lowering.findings.into_problems()
}

struct Lowering<'a> {
    file: FileId,
    text: &'a str,
    base: usize,
    findings: Findings,
    /// Every word so far: a word that is repeated is kept once.
    words: BTreeSet<Name>,
}

/// What stands in a file or between braces.
struct Body {
    opening: Option<Comment>,
    items: Vec<Item>,
    tail: Vec<Comment>,
}

/// Tokens in a row, possibly over several lines.
struct Phrase {
    tokens: Vec<Token>,
    asides: Vec<Aside>,
    span: Span,
}

impl<'a> Lowering<'a> {
    fn new(file: FileId, text: &'a str, base: usize) -> Lowering<'a> {
        Lowering {
            file,
            text,
            base,
            findings: Findings::default(),
            words: BTreeSet::new(),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let shift = |at: usize| offset(self.base.saturating_add(at));
        Span::new(self.file, shift(start), shift(end))
    }

    fn span_of(&self, pair: &Pair<'_, Rule>) -> Span {
        self.span(pair.as_span().start(), pair.as_span().end())
    }

    /// Line ends between two bytes of the text.
    fn line_ends(&self, from: usize, to: usize) -> usize {
        let between = self.text.get(from..to).unwrap_or("");
        between.bytes().filter(|byte| *byte == b'\n').count()
    }

    fn body<'b>(
        &mut self,
        pairs: impl Iterator<Item = Pair<'b, Rule>>,
        start: usize,
        brace: Option<usize>,
    ) -> Body {
        let mut body = Body {
            opening: None,
            items: Vec::new(),
            tail: Vec::new(),
        };
        let mut cursor = brace.unwrap_or(start);
        let mut pairs = pairs.peekable();
        while let Some(pair) = pairs.next() {
            let (rule, from) = (pair.as_rule(), pair.as_span().start());
            let lines = self.line_ends(cursor, from);
            let first = body.items.is_empty() && body.tail.is_empty();
            let blank_before = lines > 1 && !first;
            cursor = pair.as_span().end();
            if rule == Rule::comment {
                let comment = self.comment(&pair, blank_before);
                let place = match body.items.last_mut() {
                    Some(item) if lines == 0 && body.tail.is_empty() => trailing(item),
                    None if lines == 0 && first && brace.is_some() => Some(&mut body.opening),
                    Some(_) | None => None,
                };
                match place {
                    Some(place) => *place = Some(comment),
                    None => body.tail.push(comment),
                }
            } else if rule == Rule::phrase {
                let comments = std::mem::take(&mut body.tail);
                let below =
                    |next: &Pair<'_, Rule>| [Rule::block, Rule::table].contains(&next.as_rule());
                let rest = pairs.next_if(below);
                cursor = rest.as_ref().map_or(cursor, |rest| rest.as_span().end());
                body.items
                    .push(self.item(pair, rest, blank_before, comments));
            } else if rule == Rule::broken {
                body.tail.clear();
                body.items.push(Item::Broken(self.span_of(&pair)));
            }
        }
        body
    }

    fn comment(&self, pair: &Pair<'_, Rule>, blank_before: bool) -> Comment {
        let written = pair.as_str().strip_prefix('#').unwrap_or("").trim_end();
        let text = if written.is_empty() || written.starts_with([' ', '#']) {
            written.to_owned()
        } else {
            format!(" {}", written.trim_start())
        };
        Comment {
            text,
            blank_before,
            span: self.span_of(pair),
        }
    }

    /// A clause or block; `rest` is its table or what stands in its braces.
    fn item(
        &mut self,
        head: Pair<'_, Rule>,
        rest: Option<Pair<'_, Rule>>,
        blank_before: bool,
        comments: Vec<Comment>,
    ) -> Item {
        let head_span = self.span_of(&head);
        let whole = rest
            .as_ref()
            .map_or(head_span, |rest| head_span.to(self.span_of(rest)));
        let phrase = self.phrase(head);
        let is_block = rest
            .as_ref()
            .is_some_and(|rest| rest.as_rule() == Rule::block);
        let (block, table) = if is_block { (rest, None) } else { (None, rest) };
        let block = block.map(|pair| {
            let span = self.span_of(&pair);
            let brace = pair.as_span().start().saturating_add(1);
            (self.body(pair.into_inner(), brace, Some(brace)), span)
        });
        let from = phrase.as_ref().map(|phrase| phrase.span);
        let (trailing, table) = match table {
            Some(pair) => self.table(pair, from),
            None => (None, Ok(None)),
        };
        let (Some(phrase), Ok(table)) = (phrase, table) else {
            return Item::Broken(whole);
        };
        match block {
            Some((body, span)) => Item::Block(Block {
                blank_before,
                comments,
                head: phrase.tokens,
                asides: phrase.asides,
                opening: body.opening,
                items: body.items,
                tail: body.tail,
                trailing: None,
                span: phrase.span.to(span),
            }),
            None => Item::Clause(Clause {
                blank_before,
                comments,
                tokens: phrase.tokens,
                asides: phrase.asides,
                table,
                trailing,
                span: phrase.span,
            }),
        }
    }

    /// The tokens of a clause or head; none when one of them is wrong.
    fn phrase(&mut self, pair: Pair<'_, Rule>) -> Option<Phrase> {
        let mut asides = Vec::new();
        let mut count = 0usize;
        for part in pair.clone().into_inner() {
            if part.as_rule() == Rule::comment {
                asides.push(Aside {
                    after: count.saturating_sub(1),
                    comment: self.comment(&part, false),
                });
            } else {
                count = count.saturating_add(1);
            }
        }
        let tokens = self.tokens(pair)?;
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(Phrase {
            span: first.span.to(last.span),
            tokens,
            asides,
        })
    }

    /// All tokens of a clause, a head or a cell, each wrong one reported.
    fn tokens(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Token>> {
        let mut tokens = Vec::new();
        let mut sound = true;
        for part in pair.into_inner() {
            if part.as_rule() != Rule::comment {
                let token = self.token(&part);
                sound &= token.is_some();
                tokens.extend(token);
            }
        }
        if sound {
            self.check_list(&tokens)?;
        }
        tokens.shrink_to_fit();
        sound.then_some(tokens)
    }

    fn token(&mut self, pair: &Pair<'_, Rule>) -> Option<Token> {
        let span = self.span_of(pair);
        let text = pair.as_str();
        let rule = pair.as_rule();
        let kind = if rule == Rule::word {
            Ok(TokenKind::Word(self.name(text)))
        } else if rule == Rule::text {
            let inside = Span::new(span.file, span.start.saturating_add(1), span.end);
            let content = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
            quoted::resolve(content, inside)
                .map(TokenKind::Text)
                .map_err(Some)
        } else if rule == Rule::number {
            literal::number(text, span).map_err(Some)
        } else if rule == Rule::date {
            literal::date(text, span).map_err(Some)
        } else if rule == Rule::comma {
            Ok(TokenKind::Comma)
        } else if rule == Rule::open {
            Ok(TokenKind::Open)
        } else if rule == Rule::close {
            Ok(TokenKind::Close)
        } else {
            let sign = (rule == Rule::sign).then(|| Op::parse(text)).flatten();
            sign.map(TokenKind::Op)
                .ok_or_else(|| literal::odd(text, span))
        };
        match kind {
            Ok(kind) => Some(Token { kind, span }),
            Err(problem) => {
                problem
                    .into_iter()
                    .for_each(|problem| self.findings.push(problem));
                None
            }
        }
    }

    fn name(&mut self, text: &str) -> Name {
        if let Some(known) = self.words.get(text) {
            return known.clone();
        }
        let name = Name::new(text);
        self.words.insert(name.clone());
        name
    }

    /// A comma stands between two items; a parenthesis has its partner.
    fn check_list(&mut self, tokens: &[Token]) -> Option<()> {
        let mut open: Vec<&Token> = Vec::new();
        let mut wrong = None;
        let mut after_item = false;
        for token in tokens {
            let is_comma = token.kind == TokenKind::Comma;
            if is_comma && !after_item {
                wrong = Some(stray_comma(token));
            }
            if token.kind == TokenKind::Open {
                open.push(token);
            } else if token.kind == TokenKind::Close && open.pop().is_none() {
                let problem = Problem::error("stray-parenthesis", "`)` closes nothing");
                wrong = Some(problem.at(token.span).help("delete it, or write its `(`"));
            }
            after_item = !is_comma;
        }
        if let Some(last) = tokens.last().filter(|_| !after_item) {
            wrong = Some(stray_comma(last));
        }
        if let Some(first) = open.first() {
            let message = "`(` is not closed in its clause";
            let problem = Problem::error("unclosed-parenthesis", message).at(first.span);
            wrong = Some(problem.help("write `)` before the end of the clause"));
        }
        match wrong {
            Some(problem) => {
                self.findings.push(problem);
                None
            }
            None => Some(()),
        }
    }
}

fn stray_comma(token: &Token) -> Problem {
    Problem::error("stray-comma", "a comma separates two items of a list")
        .at(token.span)
        .help("delete it, or write the item that is missing")
}

/// Where a comment on the last line of an item belongs.
fn trailing(item: &mut Item) -> Option<&mut Option<Comment>> {
    match item {
        Item::Block(block) => Some(&mut block.trailing),
        Item::Clause(clause) => match &mut clause.table {
            Some(table) => table.rows.last_mut().map(|row| &mut row.trailing),
            None => Some(&mut clause.trailing),
        },
        Item::Broken(_) => None,
    }
}
