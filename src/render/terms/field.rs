//! The fields of a fact in words: what they are called, and what they say.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::fact::{FactKind, FieldIndex, FieldKind, type_of};
use crate::render::speaker::Speaker;

/// What a field says, or does not say: a value of its own, such as a status, or a name.
pub fn says(
    speaker: Speaker<'_>,
    fact: FactKind,
    (at, texts): (FieldIndex, &BTreeSet<Name>),
    is: bool,
) -> String {
    let key = match (is_word(fact, at), is) {
        (true, true) => "condition.says",
        (true, false) => "condition.says_not",
        (false, true) => "condition.is",
        (false, false) => "condition.is_not",
    };
    let (subject, names) = (field(speaker, fact, at), words(speaker, fact, at, texts));
    speaker.say(key, &[("subject", &subject), ("names", &names)])
}

/// That a sale was accepted, said in its own words.
pub fn is_accepted(fact: FactKind, at: FieldIndex, texts: &BTreeSet<Name>) -> bool {
    let field = type_of(fact).fields.get(usize::from(at.0));
    fact == FactKind::Sale
        && field.is_some_and(|field| field.name == "status")
        && texts.len() == 1
        && texts.iter().all(|text| text.as_str() == "accepted")
}

/// What a field is called.
pub fn field(speaker: Speaker<'_>, fact: FactKind, at: FieldIndex) -> String {
    let field = type_of(fact).fields.get(usize::from(at.0));
    speaker.word("field", &Name::new(field.map_or("", |field| field.name)))
}

/// Whether a field holds one of some fixed words, as a status does.
fn is_word(fact: FactKind, at: FieldIndex) -> bool {
    let field = type_of(fact).fields.get(usize::from(at.0));
    field.is_some_and(|field| matches!(field.kind, FieldKind::Word(_)))
}

fn words(speaker: Speaker<'_>, fact: FactKind, at: FieldIndex, texts: &BTreeSet<Name>) -> String {
    let field = type_of(fact).fields.get(usize::from(at.0));
    let names_a_role = field.is_some_and(|field| field.name == "decided_by");
    let name = |text: &Name| match names_a_role {
        true => speaker.role(text),
        false if is_word(fact, at) => {
            let value = speaker.word("value", text);
            speaker.say("condition.value", &[("value", &value)])
        }
        false => speaker.word("value", text),
    };
    let names: Vec<String> = texts.iter().map(name).collect();
    speaker.language.either(&names)
}
