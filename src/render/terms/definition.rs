//! What measures count, in words.

use super::condition::{certification, condition, titles};
use super::field::{field, is_accepted};
use super::limit::quantity;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FactKind, FieldIndex, FieldKind, type_of};
use crate::payout::measure::{Condition, Having, Measure, Selector};
use crate::render::speaker::Speaker;

/// What a measure counts, as a definition.
pub fn measure(speaker: Speaker<'_>, it: &Measure) -> String {
    match it {
        Measure::Sum { of, field: at } => {
            let (name, of) = (field(speaker, of.fact, *at), facts(speaker, of));
            speaker.say("measure.sum", &[("field", &name), ("of", &of)])
        }
        Measure::Count(of) => speaker.say("measure.count", &[("of", &facts(speaker, of))]),
        Measure::Distinct {
            of,
            field: at,
            having,
        } => {
            let (name, facts) = (field(speaker, of.fact, *at), facts(speaker, of));
            let text = speaker.say("measure.distinct", &[("field", &name), ("of", &facts)]);
            match having {
                None => text,
                Some(having) => {
                    let (of, least) = (asked_of_each(speaker, of.fact, *having), text);
                    speaker.say("text.then", &[("text", &least), ("more", &of)])
                }
            }
        }
        Measure::Median { of, field: at, by } => {
            let (name, each) = (field(speaker, of.fact, *at), field(speaker, of.fact, *by));
            let of = facts(speaker, of);
            let said = [("field", &*name), ("each", &*each), ("of", &*of)];
            speaker.say("measure.median", &said)
        }
        Measure::Certified(ids) => {
            let names = titles(ids, speaker, |id| certification(speaker, *id));
            let names = speaker.language.either(&names);
            match ids.is_empty() {
                true => speaker.say("measure.certified_any", &[]),
                false => speaker.say("measure.certified", &[("certifications", &names)]),
            }
        }
        Measure::Less(left, right) => {
            let (left, right) = (measure(speaker, left), measure(speaker, right));
            speaker.say("measure.less", &[("of", &left), ("less", &right)])
        }
    }
}

/// How much the facts of one must come to, for it to count.
fn asked_of_each(speaker: Speaker<'_>, fact: FactKind, having: Having) -> String {
    let kind = |at: FieldIndex| {
        let field = type_of(fact).fields.get(usize::from(at.0));
        field.map(|field| field.kind)
    };
    let unit = match having.field.and_then(kind) {
        Some(FieldKind::Amount) => Unit::Money(speaker.program.currency),
        Some(_) | None => Unit::Count,
    };
    let amount = quantity(speaker, Ratio::whole(having.least), unit);
    match having.field {
        Some(at) => {
            let name = field(speaker, fact, at);
            let said = [("field", &*name), ("amount", &*amount)];
            speaker.say("measure.having", &said)
        }
        None => speaker.say("measure.having_facts", &[("amount", &amount)]),
    }
}

/// Facts that meet conditions: `sales for which the status is accepted`.
fn facts(speaker: Speaker<'_>, of: &Selector) -> String {
    let accepted = |it: &&Condition| matches!(it, Condition::Is(at, texts) if is_accepted(of.fact, *at, texts));
    let facts = match of.all.iter().any(|it| accepted(&it)) {
        true => speaker.say("facts.accepted", &[]),
        false => speaker.say(&format!("facts.{}", type_of(of.fact).word), &[]),
    };
    let others = of.all.iter().filter(|it| !accepted(it));
    let all: Vec<String> = others.map(|it| condition(speaker, of.fact, it)).collect();
    match all.is_empty() {
        true => facts,
        false => {
            let all = speaker.language.list(&all);
            speaker.say("facts.when", &[("facts", &facts), ("all", &all)])
        }
    }
}
