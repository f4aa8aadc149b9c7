//! What leaves the identity of a program as it is.

use charter::base::span::{Source, Sources};
use charter::export::canonical;
use charter::parse::parse;
use charter::syntax::{Block, Clause, Item, Tree};

use crate::texts::{pages, programs};
use crate::{comes_back, compiled, program};

#[test]
fn every_program_comes_back_from_its_terms() {
    for each in programs() {
        let program = program(&each.files).expect("a program of ours has no error");
        comes_back(&each.name, &program);
    }
}

#[test]
fn every_program_on_a_page_comes_back_from_its_terms() {
    let mut tried = 0;
    for each in pages() {
        if let Some(program) = program(&each.files) {
            comes_back(&each.name, &program);
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} programs of pages were tried");
}

/// A text from a seed, so that a run can be repeated.
fn shuffled<T>(mut list: Vec<T>, seed: &mut u64) -> Vec<T> {
    for at in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        list.swap(at, (*seed >> 33) as usize % (at + 1));
    }
    list
}

fn trees(files: &[String]) -> Vec<Tree> {
    let source = |text: &String| Source {
        name: "program.charter".to_owned(),
        text: text.clone(),
    };
    parse(&Sources::new(files.iter().map(source).collect())).0
}

/// Every item of every file in a file of its own, in another order, with comments and empty lines.
#[test]
fn files_order_layout_and_comments_mean_nothing() {
    let mut seed = 7;
    for each in programs() {
        let whole = program(&each.files).expect("a program of ours has no error");
        let mut pieces = Vec::new();
        for (file, tree) in each.files.iter().zip(trees(&each.files)) {
            for item in tree.items {
                let span = item.span();
                let text = &file[span.start as usize..span.end as usize];
                pieces.push(format!(
                    "# aside\n\n\n{}  # more\n\n",
                    text.replace('\n', "\n\n  ")
                ));
            }
        }
        let apart = shuffled(pieces, &mut seed);
        let apart = program(&apart).expect("a program in other files has no error");
        assert!(canonical(&whole) == canonical(&apart), "{}", each.name);
    }
}

/// Clauses of a block in another order; those that begin with one word keep theirs, and so do the blocks that
/// documents show in order.
fn turned(block: &mut Block, seed: &mut u64) {
    for item in &mut block.items {
        if let Item::Block(inner) = item {
            turned(inner, seed);
        }
    }
    let mut by_word: Vec<(String, Vec<Item>)> = Vec::new();
    for item in std::mem::take(&mut block.items) {
        let word = match &item {
            Item::Block(Block { head, .. }) => {
                let kind = head[0].kind.word().map(|word| word.to_string());
                let kind = kind.unwrap_or_default();
                if ["course", "path", "category", "best", "part"].contains(&kind.as_str()) {
                    kind
                } else {
                    format!("{:?}", head[1].kind)
                }
            }
            Item::Clause(Clause { tokens, .. }) => match tokens[0].kind.word() {
                Some(word) => word.to_string(),
                None => String::new(),
            },
            Item::Broken(_) => String::new(),
        };
        match by_word.iter_mut().find(|(known, _)| *known == word) {
            Some((_, items)) => items.push(item),
            None => by_word.push((word, vec![item])),
        }
    }
    let turned = shuffled(by_word, seed);
    block.items = turned.into_iter().flat_map(|(_, items)| items).collect();
}

#[test]
fn the_order_of_clauses_means_nothing() {
    let mut seed = 11;
    for each in programs() {
        let mut trees = trees(&each.files);
        let whole = compiled(&trees).expect("a program of ours has no error");
        for item in trees.iter_mut().flat_map(|tree| &mut tree.items) {
            if let Item::Block(block) = item {
                turned(block, &mut seed);
            }
        }
        let other = compiled(&trees).expect("a program in another order has no error");
        assert!(canonical(&whole) == canonical(&other), "{}", each.name);
    }
}

/// One text of the starter and another spelling of it.
const SPELLINGS: &[(&str, &str)] = &[
    ("100,000 USD |  4% |", "100000.00 USD |  4.00% |"),
    (
        "rate    marginal\n",
        "rate    marginal # on the part inside\n",
    ),
    (
        "20,000 USD per partner per year crossing paid to the limit",
        "20,000.0 USD crossing paid to the limit per year per partner",
    ),
    (
        "pay     30 days after quarter end next business day in US to the partner as credit note",
        "pay     30 days as credit note to the partner in US next business day after quarter end",
    ),
    ("acme in Q1 =", "acme in 2027-01-01 to 2027-03-31 ="),
    ("| s1      | 2027-01-20 |", "| s1      | 2027-01-20 |"),
    (
        "sum of sale.net_amount where sale.status is accepted",
        "sum of sale.net_amount where sale.status is accepted and sale.status is accepted",
    ),
];

#[test]
fn another_spelling_of_a_value_is_the_same_value() {
    let starter = include_str!("../../programs/starter/starter.charter");
    let terms = |text: &str| canonical(&program(&[text.to_owned()]).expect("it has no error"));
    for (one, other) in SPELLINGS {
        let changed = starter.replacen(one, other, 1);
        assert!(starter.contains(one), "{one}");
        assert_eq!(terms(starter), terms(&changed), "{other}");
    }
}

/// The page shows a declaration as it is exported.
#[test]
fn the_page_shows_what_is_exported() {
    let page = include_str!("../../docs/reference/terms.md");
    let shown = page
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let shown: serde_json::Value = serde_json::from_str(shown.expect("a fence")).expect("JSON");
    let starter = include_str!("../../programs/starter/starter.charter");
    let program = program(&[starter.to_owned()]).expect("it has no error");
    let terms = charter::export::to_json::terms(&program);
    let declarations = terms["declarations"].as_array().expect("a list");
    assert!(declarations.contains(&shown), "{shown:#}");
}
