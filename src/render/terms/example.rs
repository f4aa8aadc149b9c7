//! Worked examples: what the program's own examples give, reckoned step by step by the evaluator
//! that also pays.

use std::collections::BTreeSet;

use crate::base::id::{IncentiveId, TierId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::fact::{Fact, FieldKind, Value, type_of};
use crate::model::words::{Example, Expect};
use crate::render::speaker::Speaker;
use crate::render::view::{Column, Pair, Row, Table, Tone, Worked};
use crate::semantics::example::{Outcome, play};
use crate::semantics::phrase::Arg;
use crate::semantics::why::Why;

/// The examples in which the incentive pays somebody (at the tier, where one is given).
pub fn worked(speaker: Speaker<'_>, incentive: IncentiveId, tier: Option<TierId>) -> Vec<Worked> {
    let examples = speaker
        .program
        .examples
        .iter()
        .filter(|it| !it.declared.internal);
    examples
        .flat_map(|example| of_example(speaker, example, incentive, tier))
        .collect()
}

fn of_example(
    speaker: Speaker<'_>,
    example: &Example,
    incentive: IncentiveId,
    tier: Option<TierId>,
) -> Vec<Worked> {
    // An example that cannot be played was reported by the check.
    let Ok(played) = play(speaker.program, example) else {
        return Vec::new();
    };
    let mut worked = Vec::new();
    for (expect, outcome) in example.expects.iter().zip(played.outcomes) {
        let (
            Expect::Payout {
                incentive: own,
                payee,
                days,
                ..
            },
            Outcome::Payout { got, why, .. },
        ) = (expect, outcome)
        else {
            continue;
        };
        if *own != incentive || !tier.is_none_or(|tier| at(example, payee, tier)) {
            continue;
        }
        let mut steps = Vec::new();
        why.iter().for_each(|why| reckon(speaker, why, &mut steps));
        let paid = speaker.program.incentive(incentive).map(|it| &it.declared);
        if steps.is_empty() {
            steps.push(Pair {
                name: speaker.sentence(speaker.say("award.nothing", &[])),
                text: exact(speaker, got),
            });
        }
        let title = speaker.title(paid);
        let mut name = match days {
            Some(days) => {
                let days = speaker.language.days(days.first(), days.last());
                speaker.say(
                    "example.result",
                    &[("incentive", &*title), ("days", &*days)],
                )
            }
            None => title,
        };
        if payees(example, incentive) > 1 {
            let both = [("incentive", &*name), ("payee", payee.as_str())];
            name = speaker.say("example.result_for", &both);
        }
        worked.push(Worked {
            title: speaker.sentence(speaker.title(Some(&example.declared))),
            given: given(speaker, example),
            steps,
            result: Pair {
                name,
                text: exact(speaker, got),
            },
        });
    }
    worked
}

/// How many are paid, or not, by an incentive in an example.
fn payees(example: &Example, incentive: IncentiveId) -> usize {
    let mut payees = BTreeSet::new();
    for expect in &example.expects {
        if let Expect::Payout {
            incentive: own,
            payee,
            ..
        } = expect
            && *own == incentive
        {
            payees.insert(payee);
        }
    }
    payees.len()
}

/// Whether the payee, or the partner that a seller sells for, holds the tier in the example.
fn at(example: &Example, payee: &Name, tier: TierId) -> bool {
    let held = |name: &Name| {
        example
            .standings
            .iter()
            .any(|(partner, held, _)| partner == name && *held == tier)
    };
    let sells_for = |fact: &&Fact| fact.values.contains(&Value::Text(payee.clone()));
    held(payee)
        || example
            .facts
            .iter()
            .filter(sells_for)
            .any(|fact| held(&fact.partner))
}

/// The facts of an example, one a row.
fn given(speaker: Speaker<'_>, example: &Example) -> Table {
    let column = |key: &str, numeric| Column {
        title: speaker.say(key, &[]),
        numeric,
    };
    let row = |fact: &Fact| Row {
        cells: vec![
            speaker.date(fact.happened),
            what(speaker, fact),
            amount(speaker, fact),
        ],
        tone: Tone::Plain,
    };
    Table {
        caption: String::new(),
        columns: vec![
            column("example.date", false),
            column("example.fact", false),
            column("example.amount", true),
        ],
        rows: example.facts.iter().map(row).collect(),
    }
}

/// What kind of fact it is, and of which declared thing.
fn what(speaker: Speaker<'_>, fact: &Fact) -> String {
    let described = type_of(fact.kind);
    let kind = speaker.say(&format!("fact.{}", described.word), &[]);
    let mut fields = described.fields.iter().zip(&fact.values);
    let of = fields.find_map(|(field, value)| match (field.kind, value) {
        (FieldKind::Refers(word), Value::Text(name)) => Some(speaker.referred(word, name)),
        (FieldKind::Refers(_), _)
        | (
            FieldKind::Id
            | FieldKind::Date
            | FieldKind::Amount
            | FieldKind::Count
            | FieldKind::Word(_),
            _,
        ) => None,
    });
    speaker.sentence(match of {
        Some(of) => speaker.say("example.of", &[("fact", &kind), ("of", &of)]),
        None => kind,
    })
}

fn amount(speaker: Speaker<'_>, fact: &Fact) -> String {
    let amounts = fact.values.iter().find_map(|value| match value {
        Value::Amount(minor) => Some(*minor),
        Value::Absent | Value::Text(_) | Value::Count(_) | Value::Date(_) => None,
    });
    let currency = speaker.program.currency;
    amounts.map_or_else(
        || speaker.say("amount.none", &[]),
        |minor| exact(speaker, Money { minor, currency }),
    )
}

/// The steps of a reckoning, such that their amounts add up.
fn reckon(speaker: Speaker<'_>, why: &Why, steps: &mut Vec<Pair>) {
    match why.phrase.key {
        "award.sum" | "award.bands" => {
            why.parts
                .iter()
                .for_each(|part| reckon(speaker, part, steps));
        }
        "award.capped" | "award.budget" | "award.credit" => {
            why.parts
                .iter()
                .for_each(|part| reckon(speaker, part, steps));
            let before = why
                .parts
                .iter()
                .try_fold(Ratio::ZERO, |sum, part| sum.plus(part.amount));
            let cut = before.and_then(|before| why.amount.less(before));
            steps.push(step(speaker, why, cut.unwrap_or(why.amount)));
        }
        _ => steps.push(step(speaker, why, why.amount)),
    }
}

fn step(speaker: Speaker<'_>, why: &Why, amount: Ratio) -> Pair {
    let minor = speaker.program.rounding.round(amount);
    let currency = speaker.program.currency;
    // A band that pays a fixed amount has no rate to speak of.
    let fixed = matches!(
        (why.phrase.key, why.phrase.args.first()),
        ("award.whole_band", Some(Arg::Number(_)))
    );
    let name = match (fixed, why.phrase.key) {
        (true, _) => speaker.say("award.fixed", &[]),
        (false, "award.least" | "award.greatest") => compared(speaker, why),
        (false, _) => speaker.phrase(&why.phrase),
    };
    let name = speaker.sentence(name);
    Pair {
        name,
        text: exact(speaker, Money { minor, currency }),
    }
}

/// Amounts of which one counts, each with how it came about.
fn compared(speaker: Speaker<'_>, why: &Why) -> String {
    let part = |part: &Why| {
        let whole = step(speaker, part, part.amount);
        let both = [("what", &*whole.name), ("amount", &*whole.text)];
        speaker.say("award.part", &both)
    };
    let parts: Vec<String> = why.parts.iter().map(part).collect();
    let what = speaker.phrase(&why.phrase);
    let parts = speaker.language.series(&parts);
    speaker.say("award.of", &[("what", &*what), ("parts", &*parts)])
}

/// An amount to the last cent, with a minus sign as print has it.
fn exact(speaker: Speaker<'_>, money: Money) -> String {
    let text = speaker.language.number(&money.to_string());
    match text.strip_prefix('-') {
        Some(amount) => format!("\u{2212}{amount}"),
        None => text,
    }
}
