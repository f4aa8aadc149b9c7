//! Texts for partners and the placeholders in them: `{volume}` is a title, `{volume.cap}` what a
//! clause says, `{launch_pot.amount}` the head of a block, `{{` a brace. Must not know any
//! language.

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::kind::spec::{Given, Grid, Value};
use crate::lint::spec::Context;
use crate::model::Declaration;
use crate::model::text::is_read;

/// A text that partners read.
pub struct Told<'a> {
    /// The block it stands in.
    pub block: &'a Declaration,
    /// The text, placeholders kept.
    pub text: &'a Name,
    /// The clause that says it.
    pub place: Span,
    /// Whether it is free prose or a translation rather than a sentence about the block's own rules.
    pub is_prose: bool,
}

/// Every text that partners read, in order of declaration.
pub fn told<'a>(context: &Context<'a>) -> Vec<Told<'a>> {
    let mut found = Vec::new();
    for block in context.everything() {
        for given in &block.terms.clauses {
            let text = match (&given.value, given.phrase("as")) {
                (_, Some(Value::Text(text))) => text,
                (Value::Text(text), _) if is_read(given.word) => text,
                _ => continue,
            };
            found.push(Told {
                block,
                text,
                place: given.span,
                is_prose: given.word != "tell",
            });
        }
    }
    found
}

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Words.
    Words(&'t str),
    /// What stands between two braces.
    Placeholder(&'t str),
    /// A brace that is never closed, and what follows it.
    Unclosed(&'t str),
}

/// The stretches of a text in order.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        found.push(Part::Words(before));
        if let Some(tail) = tail.strip_prefix('{') {
            found.push(Part::Words("{"));
            rest = tail;
        } else if let Some((inside, after)) = tail.split_once('}') {
            found.push(Part::Placeholder(inside.trim()));
            rest = after;
        } else {
            found.push(Part::Unclosed(tail));
            return found;
        }
    }
    found.push(Part::Words(rest));
    found
}

/// What a placeholder names.
#[derive(Clone, Copy)]
pub struct Meaning<'a> {
    /// The block.
    pub block: &'a Declaration,
    /// The clause; `None` names the block's title.
    pub given: Option<&'a Given>,
}

impl Meaning<'_> {
    /// Whether partners may never read it.
    pub fn is_internal(&self) -> bool {
        let Some(given) = self.given else {
            return false;
        };
        self.block.declared.internal || given.says("internal")
    }
}

/// Why a placeholder names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nameless {
    /// What is wrong.
    pub message: String,
    /// A valid placeholder.
    pub help: String,
}

/// What a placeholder names.
pub fn resolve<'a>(context: &Context<'a>, inside: &str) -> Result<Meaning<'a>, Nameless> {
    let (name, word) = match inside.split_once('.') {
        Some((name, word)) => (name, Some(word)),
        None => (inside, None),
    };
    let Some(block) = context.named(name) else {
        return Err(no_block(context, name));
    };
    let Some(word) = word else {
        return Ok(Meaning { block, given: None });
    };
    let clause = word.replace('_', " ");
    let terms = &block.terms;
    let given = terms
        .one(&clause)
        .or_else(|| terms.one("").filter(|_| clause == "amount"));
    match given {
        None => Err(no_clause(block, word)),
        Some(given) if !is_sayable(given) || given.force.is_dated() => Err(Nameless {
            message: format!("`{name}.{word}` is not one amount, date or text"),
            help: format!("name a clause that is: {}", sayable(block)),
        }),
        Some(given) => Ok(Meaning {
            block,
            given: Some(given),
        }),
    }
}

fn no_block(context: &Context, name: &str) -> Nameless {
    let names = context.everything().map(|block| &*block.declared.name);
    let near = nearest(name, names.filter(|name| !name.is_empty()));
    Nameless {
        message: format!("nothing is called `{name}`"),
        help: match near {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None => "write the name of something declared; `{{` is a brace".to_owned(),
        },
    }
}

fn no_clause(block: &Declaration, word: &str) -> Nameless {
    let name = &block.declared.name;
    let words: Vec<String> = sayable_words(block).collect();
    Nameless {
        message: format!("`{name}` has no clause `{word}`"),
        help: match nearest(word, words.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{{{name}.{near}}}`?"),
            None => format!("it has {}", sayable(block)),
        },
    }
}

fn sayable(block: &Declaration) -> String {
    let name = &block.declared.name;
    let all: Vec<String> = sayable_words(block)
        .map(|word| format!("`{{{name}.{word}}}`"))
        .collect();
    if all.is_empty() {
        format!("`{{{name}}}`, its title")
    } else {
        all.join(", ")
    }
}

/// The clauses of a block that a placeholder can name.
fn sayable_words(block: &Declaration) -> impl Iterator<Item = String> {
    let given = block.terms.clauses.iter().filter(|given| is_sayable(given));
    given.map(|given| match given.word {
        "" => "amount".to_owned(),
        word => word.replace(' ', "_"),
    })
}

/// Whether a clause says one amount, date or text.
fn is_sayable(given: &Given) -> bool {
    if let Some(Grid::Across { .. }) = &given.table {
        return true;
    }
    match &given.value {
        Value::Money(_)
        | Value::Percent(_)
        | Value::Count(..)
        | Value::Number(_)
        | Value::Duration(_)
        | Value::Date(_)
        | Value::Days(..)
        | Value::Text(_)
        | Value::Period(_) => true,
        Value::Nothing
        | Value::InKind(..)
        | Value::Parts(_)
        | Value::Cycle(_)
        | Value::When(_)
        | Value::Ids(_)
        | Value::Names(_)
        | Value::Words(_)
        | Value::Weights(_)
        | Value::Measure(..)
        | Value::Figure(..)
        | Value::Test(_)
        | Value::Events(_)
        | Value::AsOf(_)
        | Value::Set(_)
        | Value::Anchor(_)
        | Value::Currency(_)
        | Value::Weekdays(_)
        | Value::Dates(_)
        | Value::Silence(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    #[test]
    fn braces_part_a_text() {
        use Part::{Placeholder, Unclosed, Words};
        for (text, expected) in [
            ("plain", vec![Words("plain")]),
            (
                "to { a.b }.",
                vec![Words("to "), Placeholder("a.b"), Words(".")],
            ),
            ("{{a}", vec![Words(""), Words("{"), Words("a}")]),
            ("x {a", vec![Words("x "), Unclosed("a")]),
            ("{}", vec![Words(""), Placeholder(""), Words("")]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
