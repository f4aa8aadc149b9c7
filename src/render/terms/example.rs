//! Worked examples: what the program's own examples give, reckoned step by step by the evaluator
//! that also pays.

use std::collections::BTreeSet;

use crate::base::id::{IncentiveId, TierId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::fact::{Fact, FactKind, FieldKind, Value, type_of};
use crate::model::words::{Example, Expect};
use crate::render::speaker::Speaker;
use crate::render::view::{Column, Pair, Row, Table, Tone, Worked};
use crate::render::why::sentence;
use crate::semantics::example::{Outcome, play};
use crate::semantics::phrase::Arg;
use crate::semantics::why::Why;

/// The most examples of one incentive: those that show it and little else.
const MOST_EXAMPLES: usize = 2;

/// The examples of the incentive (at the tier, where one is given).
pub fn worked(speaker: Speaker<'_>, incentive: IncentiveId, tier: Option<TierId>) -> Vec<Worked> {
    let examples = speaker.program.examples.iter();
    let mut found: Vec<(usize, Worked)> = examples
        .filter(|it| !it.declared.internal)
        .filter_map(|it| Some((incentives(it), of_example(speaker, it, incentive, tier)?)))
        .collect();
    found.sort_by_key(|(others, _)| *others);
    let shown = found.into_iter().map(|(_, worked)| worked);
    shown.take(MOST_EXAMPLES).collect()
}

/// How many incentives an example expects something of.
fn incentives(example: &Example) -> usize {
    let mut found = BTreeSet::new();
    for expect in &example.expects {
        if let Expect::Payout { incentive, .. } = expect {
            found.insert(*incentive);
        }
    }
    found.len()
}

/// What an example shows of the incentive: each payee's steps, and what it gets.
fn of_example(
    speaker: Speaker<'_>,
    example: &Example,
    incentive: IncentiveId,
    tier: Option<TierId>,
) -> Option<Worked> {
    // An example that cannot be played was reported by the check.
    let played = play(speaker.program, example).ok()?;
    let mut steps = Vec::new();
    let mut result: Option<Pair> = None;
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
        steps.extend(result.take());
        steps.extend(reckoned(speaker, &why, got, unpaid(example)));
        let paid = speaker.program.incentive(incentive).map(|it| &it.declared);
        let mut name = speaker.title(paid);
        if let Some(days) = days {
            let days = speaker.language.days(days.first(), days.last());
            let both = [("incentive", &*name), ("days", &*days)];
            name = speaker.say("example.result", &both);
        }
        if payees(example, incentive) > 1 {
            let both = [("incentive", &*name), ("payee", payee.as_str())];
            name = speaker.say("example.result_for", &both);
        }
        result = Some(Pair {
            name,
            text: exact(speaker, got),
        });
    }
    Some(Worked {
        title: speaker.sentence(speaker.title(Some(&example.declared))),
        given: given(speaker, example),
        steps,
        result: result?,
    })
}

/// Steps whose amounts add up to what was paid. What came back later is the last of them; where the
/// whole was reckoned again, only that is shown.
fn reckoned(speaker: Speaker<'_>, why: &[Why], got: Money, less: &str) -> Vec<Pair> {
    let minor = |each: &Why| speaker.program.rounding.round(each.amount);
    let last = why
        .last()
        .filter(|each| why.len() > 1 && minor(each) == got.minor);
    let shown = last.map_or(why, std::slice::from_ref);
    let mut steps = Vec::new();
    shown
        .iter()
        .for_each(|each| reckon(speaker, each, &mut steps));
    let sum = shown
        .iter()
        .fold(0_i128, |sum, each| sum.saturating_add(minor(each)));
    let (key, rest) = match steps.is_empty() {
        true => ("award.nothing", got.minor),
        false => (less, got.minor.saturating_sub(sum)),
    };
    if steps.is_empty() || rest != 0 {
        let money = Money {
            minor: rest,
            currency: got.currency,
        };
        steps.push(Pair {
            name: speaker.sentence(speaker.say(key, &[])),
            text: exact(speaker, money),
        });
    }
    steps
}

/// Why less is paid in the end than was earned: something came back, or a part never fell due.
fn unpaid(example: &Example) -> &'static str {
    let mut facts = example.facts.iter();
    match facts.any(|fact| fact.kind == FactKind::Return) {
        true => "award.returned",
        false => "example.parts_unpaid",
    }
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

/// The facts of an example, one a row; with whose they are where they are of several.
fn given(speaker: Speaker<'_>, example: &Example) -> Table {
    let column = |key: &str, numeric| Column {
        title: speaker.say(key, &[]),
        numeric,
    };
    let several = |of: fn(&Fact) -> Option<&str>| {
        let all: BTreeSet<&str> = example.facts.iter().filter_map(of).collect();
        all.len() > 1
    };
    let (partners, people) = (several(partner), several(person));
    let mut columns = vec![column("example.date", false)];
    columns.extend(partners.then(|| column("example.partner", false)));
    columns.extend(people.then(|| column("example.person", false)));
    columns.push(column("example.fact", false));
    columns.push(column("example.amount", true));
    let whose = |of: Option<&str>| of.unwrap_or_default().to_owned();
    let row = |fact: &Fact| {
        let mut cells = vec![speaker.date(fact.happened)];
        cells.extend(partners.then(|| whose(partner(fact))));
        cells.extend(people.then(|| whose(person(fact))));
        cells.push(what(speaker, fact));
        cells.push(amount(speaker, fact));
        let tone = Tone::Plain;
        Row { cells, tone }
    };
    let mut facts: Vec<&Fact> = example.facts.iter().collect();
    facts.sort_by_key(|fact| fact.happened);
    Table {
        caption: String::new(),
        columns,
        rows: facts.into_iter().map(row).collect(),
    }
}

fn partner(fact: &Fact) -> Option<&str> {
    (!fact.partner.is_empty()).then_some(&*fact.partner)
}

/// The person of a fact: who sold, or who was certified.
fn person(fact: &Fact) -> Option<&str> {
    let mut fields = type_of(fact.kind).fields.iter().zip(&fact.values);
    fields.find_map(|(field, value)| match (field.name, value) {
        ("seller" | "person", Value::Text(name)) => Some(&**name),
        _ => None,
    })
}

/// What kind of fact it is, and of which declared thing.
fn what(speaker: Speaker<'_>, fact: &Fact) -> String {
    let described = type_of(fact.kind);
    let kind = speaker.say(&format!("fact.{}", described.word), &[]);
    let mut fields = described.fields.iter().zip(&fact.values);
    let of = fields.find_map(|(field, value)| match (field.kind, value) {
        (FieldKind::Refers(word), Value::Text(name)) => Some(speaker.referred(word, name)),
        (FieldKind::Word(_), Value::Text(step)) if field.name == "step" => {
            Some(speaker.word("value", step))
        }
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
            // Parts that are for other days, or for more than was reached, say nothing beside one that pays.
            let met: Vec<&Why> = why.parts.iter().filter(|part| is_met(part)).collect();
            let first = why.parts.first().filter(|_| met.is_empty());
            let shown = met.into_iter().chain(first);
            shown.for_each(|part| reckon(speaker, part, steps));
        }
        "award.above" => above(speaker, why, steps),
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

/// Whether the conditions of a reason hold: of a sum, those of any part.
fn is_met(why: &Why) -> bool {
    match why.phrase.key {
        "award.not_met" => false,
        "award.sum" => why.parts.is_empty() || why.parts.iter().any(is_met),
        _ => true,
    }
}

/// The steps of what is paid on a rest, each with what was taken off before.
fn above(speaker: Speaker<'_>, why: &Why, steps: &mut Vec<Pair>) {
    let from = steps.len();
    for part in &why.parts {
        reckon(speaker, part, steps);
    }
    if matches!(why.phrase.args.first(), Some(Arg::Money(less)) if less.minor == 0) {
        return;
    }
    let less = speaker.phrase(&why.phrase);
    for step in steps.iter_mut().skip(from) {
        step.name = speaker.language.series(&[step.name.clone(), less.clone()]);
    }
}

fn step(speaker: Speaker<'_>, why: &Why, amount: Ratio) -> Pair {
    let minor = speaker.program.rounding.round(amount);
    let currency = speaker.program.currency;
    // A band that pays a fixed amount has no rate to speak of.
    let fixed = matches!(
        (why.phrase.key, why.phrase.args.first()),
        ("award.whole_band", Some(Arg::Number(_) | Arg::Money(_)))
    );
    let name = match (fixed, why.phrase.key) {
        (true, _) => speaker.say("award.fixed", &[]),
        (false, "award.least" | "award.greatest") => compared(speaker, why),
        (false, _) => sentence(speaker, &why.phrase),
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
