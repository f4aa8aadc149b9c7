//! A program as it is spoken of in another language: its own titles and texts replaced by their translations,
//! everything else as it is, so that whatever makes a document needs no second way to say a thing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::text::{Address, Translation, below, slots};
use super::words::Words;
use super::{Declaration, Declared, Program};
use crate::base::name::Name;
use crate::kind::spec::Value;

type Entries = BTreeMap<Address, Translation>;

/// The program in a language. What has no translation stays in the first language.
pub fn spoken<'p>(program: &'p Program, tag: &str) -> Cow<'p, Program> {
    let Some(entries) = program.translations.get(tag) else {
        return Cow::Borrowed(program);
    };
    let mut spoken = program.clone();
    for declaration in &mut spoken.declarations {
        let path = below(declaration, "");
        translate(declaration, &path, entries);
    }
    let said = said(&spoken.declarations);
    for declared in every(&mut spoken) {
        match said.get(&declared.name) {
            Some(own) => {
                declared.title = own.title.clone();
                declared.tell = own.tell.clone();
            }
            None => own(&mut declared.title, entries),
        }
    }
    words(&mut spoken.words, &spoken.declarations, entries);
    Cow::Owned(spoken)
}

/// Whether every text that is missed has a translation, of a program as it is written or as it is spoken.
pub fn is_whole(program: &Program, tag: &str) -> bool {
    let Some(entries) = program.translations.get(tag) else {
        return false;
    };
    let written: BTreeSet<&Name> = entries
        .values()
        .map(|entry| &entry.text)
        .filter(|text| !text.is_empty())
        .collect();
    let texts = super::text::texts(&program.declarations);
    let mut missed = texts.iter().filter(|text| text.is_missed);
    missed.all(|text| written.contains(text.source) || self::text(entries, &text.address).is_some())
}

fn translate(declaration: &mut Declaration, path: &str, entries: &Entries) {
    for (address, slot) in slots(declaration, path) {
        if let Some(text) = text(entries, &address) {
            declaration.put(slot, text);
        }
    }
    for child in &mut declaration.children {
        let path = below(child, path);
        translate(child, &path, entries);
    }
}

fn text(entries: &Entries, address: &Address) -> Option<Name> {
    let entry = entries.get(address)?;
    (!entry.text.is_empty()).then(|| entry.text.clone())
}

/// A text that is known by its own words.
fn own(words: &mut Name, entries: &Entries) {
    if let Some(text) = text(entries, &Address::Own(words.clone())) {
        *words = text;
    }
}

/// Named declarations by name. Where two kinds share a name, the one that others can refer to counts.
fn said(declarations: &[Declaration]) -> BTreeMap<Name, Declared> {
    let mut found = BTreeMap::new();
    let mut pending: Vec<&Declaration> = declarations.iter().collect();
    while let Some(each) = pending.pop() {
        if !each.declared.name.is_empty() {
            found.insert(each.declared.name.clone(), each.declared.clone());
        }
        pending.extend(&each.children);
    }
    found
}

/// What words keep beside their declarations: paragraphs, steps and lines.
fn words(words: &mut Words, declarations: &[Declaration], entries: &Entries) {
    for policy in &mut words.policies {
        let written = declarations
            .iter()
            .find(|each| each.kind.word == "policy" && each.declared.name == policy.declared.name);
        let texts = written.into_iter().flat_map(|each| each.terms.all("text"));
        for (paragraph, given) in policy.paragraphs.iter_mut().zip(texts) {
            if let Value::Text(text) = &given.value {
                *paragraph = text.clone();
            }
        }
    }
    let told = words.glossary.iter_mut().map(|each| ("means", each));
    for (word, each) in told.chain(words.faq.iter_mut().map(|each| ("answer", each))) {
        let written = declarations
            .iter()
            .find(|it| it.declared.name == each.declared.name)
            .and_then(|it| it.terms.text(word));
        each.text = written.unwrap_or(each.text.clone());
    }
    for step in words.onboarding.iter_mut().flat_map(|it| &mut it.steps) {
        own(&mut step.title, entries);
    }
    for line in words.scorecards.iter_mut().flat_map(|it| &mut it.lines) {
        own(&mut line.title, entries);
        own(&mut line.unit, entries);
    }
}

/// Everything that is declared, in the parts that documents read.
fn every(program: &mut Program) -> Vec<&mut Declared> {
    let (learning, words, guard) = (
        &mut program.learning,
        &mut program.words,
        &mut program.guard,
    );
    let mut all = vec![&mut program.declared];
    all.extend(program.regions.iter_mut().map(|it| &mut it.declared));
    all.extend(program.types.iter_mut().map(|it| &mut it.declared));
    all.extend(program.lines.iter_mut().map(|it| &mut it.declared));
    all.extend(program.products.iter_mut().map(|it| &mut it.declared));
    all.extend(program.measures.iter_mut().map(|it| &mut it.declared));
    all.extend(program.tiers.iter_mut().map(|it| &mut it.declared));
    all.extend(
        program
            .specializations
            .iter_mut()
            .map(|it| &mut it.rules.declared),
    );
    all.extend(program.scores.iter_mut().map(|it| &mut it.declared));
    all.extend(program.targets.iter_mut().map(|it| &mut it.declared));
    all.extend(program.benefits.iter_mut().map(|it| &mut it.declared));
    all.extend(program.budgets.iter_mut().map(|it| &mut it.declared));
    all.extend(program.incentives.iter_mut().map(|it| &mut it.declared));
    all.extend(program.registration.iter_mut().map(|it| &mut it.declared));
    all.extend(program.leads.iter_mut().map(|it| &mut it.declared));
    all.extend(
        learning
            .certifications
            .iter_mut()
            .map(|it| &mut it.declared),
    );
    all.extend(learning.tracks.iter_mut().map(|it| &mut it.declared));
    all.extend(learning.courses.iter_mut().map(|it| &mut it.declared));
    let entries = program.calendar.entries.iter_mut();
    all.extend(entries.map(|it| &mut it.declared));
    all.extend(guard.guardrails.iter_mut().map(|it| &mut it.declared));
    all.extend(words.roles.iter_mut().map(|it| &mut it.declared));
    all.extend(words.committees.iter_mut().map(|it| &mut it.declared));
    all.extend(words.segments.iter_mut().map(|it| &mut it.declared));
    all.extend(words.policies.iter_mut().map(|it| &mut it.declared));
    all.extend(words.glossary.iter_mut().map(|it| &mut it.declared));
    all.extend(words.faq.iter_mut().map(|it| &mut it.declared));
    all.extend(words.scorecards.iter_mut().map(|it| &mut it.declared));
    all.extend(words.onboarding.iter_mut().map(|it| &mut it.declared));
    all.extend(program.examples.iter_mut().map(|it| &mut it.declared));
    all
}
