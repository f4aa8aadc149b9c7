//! Terms in JSON as the text of a program, which the one compiler reads. What comes out is judged by exporting
//! it again: a file that said something this text does not say would differ.

mod measured;
mod node;
mod table;
mod value;

use std::collections::BTreeMap;

use serde_json::Value as Json;

pub use self::node::Fault;

use self::node::Node;
use super::{FORM, SCHEMA_VERSION};
use crate::base::span::Source;

/// The program as texts, one for each declaration at file level, named for it.
pub fn sources(terms: &Json, file: &str) -> Result<Vec<Source>, Fault> {
    let root = Node::root(terms);
    if root.text_of("form")? != FORM {
        return Err(root.get("form")?.expected(&format!("`{FORM}`")));
    }
    if terms.get("schema_version").and_then(Json::as_u64) != Some(u64::from(SCHEMA_VERSION)) {
        let version = root.get("schema_version")?;
        return Err(version.expected(&format!("version {SCHEMA_VERSION} of the form")));
    }
    let declarations = root.get("declarations")?.list()?;
    let known = Known {
        ware: declarations.iter().find_map(ware),
        ranks: declarations.iter().filter_map(rank).collect(),
    };
    let mut found = Vec::new();
    for declaration in &declarations {
        let mut text = String::new();
        block(declaration, &known, &mut text)?;
        let name = match declaration.maybe("name") {
            Some(name) => format!("{file}: {} {}", declaration.text_of("kind")?, name.text()?),
            None => format!("{file}: {}", declaration.text_of("kind")?),
        };
        found.push(Source { name, text });
    }
    let mut text = String::new();
    for word in ["stack", "exclude", "reduce"] {
        for pair in root.get(word)?.list()? {
            let [one, two] = pair.texts()?[..] else {
                return Err(pair.expected("two names"));
            };
            text.push_str(&match word {
                "stack" => format!("stack {one} with {two}\n"),
                "reduce" => format!("reduce {one} by {two}\n"),
                _ => format!("exclude {two} from sales paid by {one}\n"),
            });
        }
    }
    for group in root.get("larger")?.list()? {
        text.push_str(&format!("larger {}\n", group.texts()?.join(", ")));
    }
    found.push(Source {
        name: format!("{file}: what meets on a sale"),
        text,
    });
    Ok(found)
}

/// What texts of a program need to know of its other declarations.
struct Known<'j> {
    /// The name of a product or line.
    ware: Option<&'j str>,
    /// The tiers and their ranks: tables have a column for each, from the lowest.
    ranks: BTreeMap<&'j str, u64>,
}

/// A tier and its rank.
fn rank<'j>(declaration: &Node<'j>) -> Option<(&'j str, u64)> {
    if declaration.text_of("kind").ok()? != "tier" {
        return None;
    }
    let mut clauses = declaration.get("clauses").ok()?.list().ok()?.into_iter();
    let rank = clauses.find(|clause| clause.text_of("clause") == Ok("rank"))?;
    let count = rank.get("value").ok()?.get("count").ok()?;
    let number = count.text_of("number").ok()?.parse().ok()?;
    Some((declaration.text_of("name").ok()?, number))
}

/// The name of a product or line: "none of the products" is written with one.
fn ware<'j>(declaration: &Node<'j>) -> Option<&'j str> {
    let kind = declaration.text_of("kind").ok()?;
    if kind == "product" || kind == "line" {
        declaration.text_of("name").ok()
    } else {
        None
    }
}

fn block(declaration: &Node, known: &Known, text: &mut String) -> Result<(), Fault> {
    text.push_str(declaration.text_of("kind")?);
    if let Some(name) = declaration.maybe("name") {
        text.push(' ');
        text.push_str(name.text()?);
    }
    if let Some(title) = declaration.maybe("title") {
        text.push(' ');
        text.push_str(&quoted(title.text()?));
    }
    if let Some(first) = declaration.maybe("renamed_from") {
        text.push_str(" renamed from ");
        text.push_str(first.text()?);
    }
    if declaration.maybe("internal").is_some() {
        text.push_str(" internal");
    }
    text.push_str(" {\n");
    for each in declaration.get("clauses")?.list()? {
        clause(&each, known, text)?;
    }
    if let Some(blocks) = declaration.maybe("blocks") {
        for each in blocks.list()? {
            block(&each, known, text)?;
        }
    }
    text.push_str("}\n");
    Ok(())
}

fn clause(clause: &Node, known: &Known, text: &mut String) -> Result<(), Fault> {
    let ware = known.ware;
    let mut parts = vec![clause.text_of("clause")?.to_owned()];
    if let Some(value) = clause.maybe("value") {
        parts.push(value::value(&value, ware)?);
    }
    if let Some(phrases) = clause.maybe("phrases") {
        for phrase in phrases.list()? {
            parts.push(phrase.text_of("phrase")?.to_owned());
            if let Some(value) = phrase.maybe("value") {
                parts.push(value::value(&value, ware)?);
            }
        }
    }
    for side in ["from", "until"] {
        if let Some(day) = clause.maybe(side) {
            parts.push(format!("{side} {}", day.text()?));
        }
    }
    parts.retain(|part| !part.is_empty());
    text.push_str(&parts.join(" "));
    text.push('\n');
    if let Some(table) = clause.maybe("table") {
        text.push_str(&table::table(&table, known)?);
    }
    Ok(())
}

/// A text in quotes, with the four escapes it may need.
fn quoted(text: &str) -> String {
    let mut shown = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            _ => shown.push(character),
        }
    }
    shown.push('"');
    shown
}
