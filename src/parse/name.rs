//! Names that look like other names: letters composed in two ways, scripts mixed in one word, and
//! words of different letters that a reader cannot tell apart.
//! It must not know which names are declared.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::{GeneralSecurityProfile, MixedScript, skeleton};

use crate::base::name::Name;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::syntax::token::Token;
use crate::syntax::{Item, Tree};

/// The words of all trees that a reader can mistake, each reported where it first stands in the
/// order of the trees given. Of two that look alike the later one is reported, and one of foreign
/// letters rather than a plain one.
pub(super) fn check(trees: &[&Tree]) -> Vec<Problem> {
    let mut words = Words::default();
    for tree in trees {
        words.collect(&tree.items);
    }
    let mut in_order: Vec<_> = words.0.iter().collect();
    in_order.sort_by_key(|(word, first)| (!word.is_ascii(), first.ordinal));
    let mut problems = Vec::new();
    let mut looks: BTreeMap<String, (&Name, Span)> = BTreeMap::new();
    for (word, first) in in_order {
        let at = first.at;
        if !is_nfc(word) {
            problems.push(not_normalised(word, at, &words));
            continue;
        }
        let look: String = skeleton(word).collect();
        let twin = looks.get(&look).copied();
        if !word.is_ascii() && !is_one_script(word) {
            problems.push(mixed(word, at, twin));
        } else if let Some((other, there)) = twin {
            let (word, other) = (quote(word), quote(other));
            let message = format!("{word} looks like {other} and is another word");
            problems.push(
                Problem::error("confusable-names", message)
                    .at(at)
                    .also(there, "the other word")
                    .help("use a name that cannot be mistaken"),
            );
        }
        looks.entry(look).or_insert((word, at));
    }
    problems
}

/// Every word of a program and where it first stands.
#[derive(Default)]
struct Words(BTreeMap<Name, First>);

struct First {
    /// How many other words came before.
    ordinal: usize,
    at: Span,
}

impl Words {
    fn collect(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Block(block) => {
                    self.add(&block.head);
                    self.collect(&block.items);
                }
                Item::Clause(clause) => {
                    self.add(&clause.tokens);
                    let table = clause.table.iter();
                    let rows = table.flat_map(|table| [&table.head].into_iter().chain(&table.rows));
                    for cell in rows.flat_map(|row| &row.cells) {
                        self.add(&cell.tokens);
                    }
                }
                Item::Broken(_) => {}
            }
        }
    }

    fn add(&mut self, tokens: &[Token]) {
        for token in tokens {
            if let Some(word) = token.kind.word()
                && !self.0.contains_key(word)
            {
                let (ordinal, at) = (self.0.len(), token.span);
                self.0.insert(word.clone(), First { ordinal, at });
            }
        }
    }
}

fn is_one_script(word: &str) -> bool {
    let letters = word
        .chars()
        .filter(|character| !"_.-/".contains(*character));
    word.is_single_script()
        && letters
            .clone()
            .all(GeneralSecurityProfile::identifier_allowed)
}

fn not_normalised(word: &Name, at: Span, words: &Words) -> Problem {
    let composed: String = word.nfc().collect();
    let message = format!(
        "{} is written with letters that are not composed",
        quote(word)
    );
    let problem = Problem::error("name-not-normalised", message)
        .at(at)
        .safe_fix(
            format!("write `{composed}` in composed letters"),
            at,
            composed.clone(),
        )
        .help("write names in normalisation form C");
    match words.0.get(composed.as_str()) {
        Some(first) => problem.also(first.at, "the same name in composed letters"),
        None => problem,
    }
}

fn mixed(word: &Name, at: Span, twin: Option<(&Name, Span)>) -> Problem {
    let odd = word.chars().find(|character| !character.is_ascii());
    let code = odd.map_or_else(String::new, |odd| odd.escape_unicode().to_string());
    let message = format!(
        "{} mixes scripts or has an unusual letter: `{code}`",
        quote(word)
    );
    let problem = Problem::error("mixed-script", message).at(at);
    let looks: String = skeleton(word).collect();
    match twin {
        Some((other, there)) => problem.also(there, "it looks like this word").help(format!(
            "write {} in the letters of one script",
            quote(other)
        )),
        None if looks.is_ascii() => problem.help(format!("it looks like {}", quote(&looks))),
        None => problem.help("use letters of one script in a name"),
    }
}
