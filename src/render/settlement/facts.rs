//! What happened, told by a fact's id: the day, the product and the amount beside it.

use std::collections::BTreeMap;

use super::told;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::fact::{Fact, Value, type_of};
use crate::render::speaker::Speaker;

/// The facts of a settlement by id; of two types with one id, the first.
pub(super) struct Facts<'a> {
    by_id: BTreeMap<&'a Name, &'a Fact>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(facts: &'a [Fact]) -> Facts<'a> {
        let mut by_id = BTreeMap::new();
        for fact in facts {
            by_id.entry(&fact.id).or_insert(fact);
        }
        Facts { by_id }
    }

    /// The fact, or its id alone where it is a sale of another partner than the one who is told: what was sold there is
    /// no business of its rival's.
    pub(super) fn told_to(&self, speaker: Speaker<'_>, id: &Name, partner: &Name) -> String {
        let fact = self.by_id.get(id);
        match fact.filter(|fact| fact.partner != *partner) {
            None => self.told(speaker, id),
            Some(_) => speaker.say("statement.of_another", &[("id", &told(id))]),
        }
    }

    /// `s004 (2027-02-18, Edge Router, 20,000.00 USD)`; the id alone where the fact is not at hand.
    pub(super) fn told(&self, speaker: Speaker<'_>, id: &Name) -> String {
        let Some(fact) = self.by_id.get(id) else {
            return told(id);
        };
        let mut parts = vec![speaker.language.figures(fact.happened)];
        let fields = type_of(fact.kind).fields.iter().zip(&fact.values);
        for (field, value) in fields {
            match (field.name, value) {
                ("product" | "certification", Value::Text(name)) => {
                    parts.push(told(&speaker.referred(field.name, name)));
                }
                ("activity" | "reason", Value::Text(name)) => parts.push(told(name)),
                ("net_amount" | "cost" | "amount", Value::Amount(minor)) => {
                    let currency = speaker.program.currency;
                    let minor = *minor;
                    let money = Money { minor, currency }.to_string();
                    parts.push(speaker.language.number(&money));
                }
                _ => {}
            }
        }
        speaker.language.aside(&told(id), &parts)
    }
}
