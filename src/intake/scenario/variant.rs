//! Variants of a scenario: what it is with some of its values replaced. Maps are merged, everything else is replaced,
//! and what comes of it is read like any scenario.

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::fields::wrong;
use crate::intake::scenario_file::{Content, Key, Node};

/// A scenario with some of its values replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// What it comes to.
    pub scenario: Scenario,
}

/// The key that holds variants.
pub(super) const VARIANTS: &str = "variants";
/// The key that a variant has of its own only: what is expected is expected of the scenario as written.
const EXPECT: &str = "expect";
/// Keys that all variants have in common, so that they can be compared run by run.
const COMMON: &[&str] = &[VARIANTS, "seed", "runs"];

/// The tree of each variant, by name; what is wrong with its own form is said.
pub(super) fn trees(whole: &Node, problems: &mut Vec<Problem>) -> Vec<(Name, Node)> {
    let Content::Map(entries) = &whole.content else {
        return Vec::new();
    };
    let Some((_, variants)) = entries.iter().find(|(key, _)| key.text == VARIANTS) else {
        return Vec::new();
    };
    let Content::Map(variants) = &variants.content else {
        let expected = "names with what each replaces";
        problems.push(wrong(variants, VARIANTS, expected).help(EXAMPLE));
        return Vec::new();
    };
    let kept: Vec<(Key, Node)> = entries
        .iter()
        .filter(|(key, _)| key.text != VARIANTS && key.text != EXPECT)
        .cloned()
        .collect();
    let base = Node {
        content: Content::Map(kept),
        span: whole.span,
    };
    let mut found = Vec::new();
    for (key, own) in variants {
        let refused = refused(key, own);
        if refused.is_empty() {
            found.push((Name::new(&key.text), merged(&base, own)));
        }
        problems.extend(refused);
    }
    found
}

const EXAMPLE: &str = "write as in: tireless: {behaviour: {fatigue_half_load: 10}}";

/// What is wrong with the name of a variant, or with what it may not hold.
fn refused(key: &Key, own: &Node) -> Vec<Problem> {
    let refuse = |message: String, span, help: &str| {
        Problem::error("not-a-variant", message).at(span).help(help)
    };
    let name = &key.text;
    let mut problems = Vec::new();
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    if name.is_empty() || !name.chars().all(is_letter) {
        let message = format!("`{name}` cannot name a variant");
        let help = "letters, digits, `_` and `-`, so that it can be asked for by name";
        problems.push(refuse(message, key.span, help));
    }
    match &own.content {
        Content::Map(entries) if !entries.is_empty() => {
            for (inner, _) in entries {
                if COMMON.contains(&inner.text.as_str()) {
                    let message = format!("a variant cannot have `{}` of its own", inner.text);
                    let help = "all variants share it, so that they can be compared run by run";
                    problems.push(refuse(message, inner.span, help));
                }
            }
        }
        Content::Map(_)
        | Content::Empty
        | Content::Flag(_)
        | Content::Whole(_)
        | Content::Number(_)
        | Content::Text(_)
        | Content::List(_) => {
            let message = format!("variant `{name}` has no keys that it replaces");
            problems.push(refuse(message, own.span, EXAMPLE));
        }
    }
    problems
}

/// A tree with what another one says in place of it: maps key by key, everything else as a whole.
fn merged(base: &Node, own: &Node) -> Node {
    let (Content::Map(before), Content::Map(after)) = (&base.content, &own.content) else {
        return own.clone();
    };
    let in_place = before.iter().map(|(key, node)| {
        match after.iter().find(|(other, _)| other.text == key.text) {
            Some((other, replaced)) => (other.clone(), merged(node, replaced)),
            None => (key.clone(), node.clone()),
        }
    });
    let is_new = |(key, _): &&(Key, Node)| before.iter().all(|(other, _)| other.text != key.text);
    let added = after.iter().filter(is_new).cloned();
    Node {
        content: Content::Map(in_place.chain(added).collect()),
        span: own.span,
    }
}
