//! Translations: what is said in each language but the first, each entry bound to a text that is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::{Name, nearest};
use crate::base::origin::Origins;
use crate::compile::build::{Site, plausible};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Value};
use crate::model::text::{Address, Text, Translation, Translations, texts};
use crate::model::{Declaration, Program};

/// The translations of a program whose languages are known.
pub fn translations(
    site: &Site,
    program: &Program,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Translations {
    let blocks = site.all("language");
    let mut found = Translations::new();
    if blocks.is_empty() {
        return found;
    }
    let texts: BTreeMap<Address, Text> = texts(site.declarations)
        .into_iter()
        .map(|text| (text.address.clone(), text))
        .collect();
    let mut strangers = BTreeSet::new();
    for block in blocks {
        problems.extend(not_spoken(block, program, origins));
        let tag = &block.declared.name;
        for given in &block.terms.clauses {
            let Some((address, translation)) = entry(given, origins) else {
                continue;
            };
            if let Some(problem) = unbound(given, &address, &translation, &texts) {
                // Of a thing that has no text at all, because nothing has its name, the first is told.
                let is_new = owner(&address, &texts).is_none_or(|it| {
                    let is_lost = site.scope.torn || site.scope.is_lost(&it);
                    !is_lost && strangers.insert(it)
                });
                if is_new {
                    problems.push(problem.within([format!("language {tag}")]));
                }
                continue;
            }
            let entries = found.entry(tag.clone()).or_default();
            if let Some(first) = entries.get(&address) {
                let message = format!("the text {address} has two translations into `{tag}`");
                let problem = Problem::error("said-twice", message)
                    .at(given.span)
                    .help("keep the one that is meant");
                problems.push(match origins.span(first.origin) {
                    Some(place) => problem.also(place, "said here first"),
                    None => problem,
                });
                continue;
            }
            entries.insert(address, translation);
        }
    }
    found
}

/// What a text would belong to, where nothing else of it has one.
fn owner(address: &Address, texts: &BTreeMap<Address, Text>) -> Option<String> {
    let Address::Named(name) = address else {
        return None;
    };
    let (owner, _) = name.split_once('.')?;
    let mut all = names(texts);
    let is_known = all.any(|it| it.split_once('.').is_some_and(|(other, _)| other == owner));
    (!is_known).then(|| owner.to_owned())
}

/// A program is translated into the languages that it names after the first.
fn not_spoken(block: &Declaration, program: &Program, origins: &Origins) -> Option<Problem> {
    let tag = &block.declared.name;
    let (source, others) = program.languages.split_first()?;
    // One that there is not may have been meant for this one.
    if others.contains(tag) || plausible::foreign(&program.languages).is_some() {
        return None;
    }
    let (message, help) = if tag == source {
        let message = format!("the program is written in `{tag}`, the first of its languages");
        (
            message,
            "write the texts where they stand; translate into the other languages".to_owned(),
        )
    } else {
        let message = format!("`{tag}` is not among the languages of the program");
        let mut all: Vec<&str> = program.languages.iter().map(|each| &**each).collect();
        all.push(tag);
        (
            message,
            format!("write in the program: languages {}", all.join(", ")),
        )
    };
    let problem = Problem::error("unknown-language", message).help(help);
    Some(match origins.span(block.declared.origin) {
        Some(place) => problem.at(place),
        None => problem,
    })
}

fn entry(given: &Given, origins: &mut Origins) -> Option<(Address, Translation)> {
    let address = if let Value::Text(words) = &given.value {
        Address::Own(words.clone())
    } else {
        Address::Named(super::id(Some(&given.value))?)
    };
    let text = |lead: &str| match given.phrase(lead) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(_) | None => None,
    };
    let translation = Translation {
        text: text("as")?,
        of: text("of"),
        origin: origins.add(given.span),
    };
    Some((address, translation))
}

/// An entry for a text that is not there, or that does not say which state of it was translated.
fn unbound(
    given: &Given,
    address: &Address,
    translation: &Translation,
    texts: &BTreeMap<Address, Text>,
) -> Option<Problem> {
    let Address::Named(name) = address else {
        return None;
    };
    let Some(text) = texts.get(address) else {
        let message = format!("partners read no text `{name}`");
        let problem = Problem::error("unknown-text", message).at(given.span);
        return Some(match nearest(name, names(texts)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem
                .help("name a title, `tell` or `text` of what is declared, such as `volume.title`"),
        });
    };
    translation.of.is_none().then(|| {
        let message = format!("the translation of `{name}` does not say what it was made from");
        Problem::error("unbound-translation", message)
            .at(given.span)
            .help(format!(
                "write: {name} as {:?} of {:?}",
                &*translation.text,
                text.mark()
            ))
    })
}

fn names<'t>(texts: &'t BTreeMap<Address, Text>) -> impl Iterator<Item = &'t str> {
    texts.keys().filter_map(|address| match address {
        Address::Named(name) => Some(Name::as_str(name)),
        Address::Own(_) => None,
    })
}
