//! What changes the identity of a program: every value of it.

use charter::base::span::{FileId, Span};
use charter::export::canonical;
use charter::parse::parse_file;
use charter::syntax::token::{Token, TokenKind};
use charter::syntax::{Item, Tree};

use crate::program;
use crate::texts::programs;

/// All tokens of an item and of what is nested in it.
fn tokens(item: &Item, found: &mut Vec<Token>) {
    match item {
        Item::Block(block) => {
            found.extend(block.head.iter().cloned());
            for inner in &block.items {
                tokens(inner, found);
            }
        }
        Item::Clause(clause) => {
            found.extend(clause.tokens.iter().cloned());
            if let Some(table) = &clause.table {
                let rows = table.rows.iter().flat_map(|row| &row.cells);
                found.extend(rows.flat_map(|cell| cell.tokens.iter().cloned()));
            }
        }
        Item::Broken(_) => {}
    }
}

/// Whether an item is a program that is like another.
fn is_regional(item: &Item) -> bool {
    let Item::Block(block) = item else {
        return false;
    };
    let mut words = block.head.iter().filter_map(|token| match &token.kind {
        TokenKind::Word(word) => Some(&**word),
        _ => None,
    });
    words.next() == Some("program") && words.any(|word| word == "like")
}

/// Another value in the place of a token, where it has one.
fn other(token: &TokenKind, text: &str) -> Option<String> {
    match token {
        TokenKind::Number { digits, scale: 0 } => Some((digits + 1).to_string()),
        TokenKind::Number { .. } => Some(format!("{}1", &text[..text.len() - 1])),
        TokenKind::Percent { digits, scale: 0 } => Some(format!(
            "{}%",
            (digits + 1).min(99) - 1 + i128::from(*digits < 98)
        )),
        TokenKind::Percent { .. } => Some(format!("{}3%", &text[..text.len() - 2])),
        TokenKind::Date(date) => Some(date.plus_days(1).to_string()),
        TokenKind::Text(_) => Some(format!("{} x\"", &text[..text.len() - 1])),
        TokenKind::Word(_)
        | TokenKind::Comma
        | TokenKind::Op(_)
        | TokenKind::Open
        | TokenKind::Close => None,
    }
}

fn tree(text: &str) -> Tree {
    parse_file(FileId(0), text).0
}

/// Every number, percentage, date and text of the starter, every fourth of the flagship, some of every other program:
/// with another value in its place the program is refused or is another program. A regional program is one of its own.
#[test]
fn every_value_is_part_of_the_identity() {
    for each in programs() {
        let terms = canonical(&program(&each.files).expect("it has no error"));
        let step = match each.name.as_str() {
            "programs/starter" => 1,
            "programs/halden" => 4,
            _ => 12,
        };
        let mut seen = 0;
        let mut changed = 0;
        for (at, file) in each.files.iter().enumerate() {
            let mut found = Vec::new();
            for item in tree(file).items.iter().filter(|item| !is_regional(item)) {
                tokens(item, &mut found);
            }
            for Token {
                kind,
                span: Span { start, end, .. },
            } in found
            {
                let (start, end) = (start as usize, end as usize);
                let Some(text) = other(&kind, &file[start..end]) else {
                    continue;
                };
                seen += 1;
                if text == file[start..end] || seen % step != 0 {
                    continue;
                }
                let mut files = each.files.clone();
                files[at] = format!("{}{text}{}", &file[..start], &file[end..]);
                if let Some(program) = program(&files) {
                    let line = file[..start].lines().count();
                    let was = &file[start..end];
                    let name = &each.name;
                    assert!(
                        terms != canonical(&program),
                        "{name}, file {at}, line {line}: {text} for {was} changes nothing"
                    );
                    changed += 1;
                }
            }
        }
        assert!(
            changed * step > 30,
            "{}: only {changed} values were tried",
            each.name
        );
    }
}

/// Names and words: what is hidden from partners counts too.
#[test]
fn a_margin_that_partners_never_see_is_part_of_the_identity() {
    let starter = include_str!("../../programs/starter/starter.charter");
    let terms = |text: &str| canonical(&program(&[text.to_owned()]).expect("it has no error"));
    for (one, other) in [
        ("margin 45% internal", "margin 46% internal"),
        ("margin 45% internal", "margin 45%"),
        ("rate    marginal", "rate    whole"),
        (
            "next business day in US to",
            "previous business day in US to",
        ),
        (
            "role channel_director \"Channel director\"",
            "role channel_director \"Director\"",
        ),
        ("account contra revenue", "account marketing"),
        ("edition   2027\n", "edition   2027\n  why \"Because.\"\n"),
    ] {
        let changed = starter.replacen(one, other, 1);
        assert_ne!(changed, starter, "{one}");
        assert_ne!(terms(starter), terms(&changed), "{other}");
    }
}
