//! Why an award is what it is, in sentences: the tree of the evaluator, one line a node, deeper nodes
//! further in. Every statement and every failed example prints it. Statements are in English.

use crate::base::money::{Money, Rounding};
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::semantics::phrase::{Arg, Phrase};
use crate::semantics::why::Why;

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How deep it stands.
    pub depth: usize,
    /// What was done.
    pub sentence: String,
    /// What it gave, exact: minor units and a fraction where there is one.
    pub amount: String,
}

/// A sentence for each key; `{0}` is the first argument.
const SENTENCES: &[(&str, &str)] = &[
    ("award.fixed", "a fixed amount"),
    ("award.share", "{0} of {1}"),
    ("award.per_event", "{0} for each of {1}"),
    ("award.per_whole_step", "{0} for every whole {1} of {2}"),
    (
        "award.in_proportion",
        "{0} for every {1} of {2}, in proportion",
    ),
    ("award.bands", "by bands"),
    ("award.band_slice", "{0} on {1} inside the band from {2}"),
    (
        "award.whole_band",
        "{0} on all of {1}, the band from {2} being reached",
    ),
    ("award.below_bands", "below the first band"),
    ("award.sum", "added up"),
    ("award.least", "the smallest of"),
    ("award.greatest", "the largest of"),
    ("award.nothing", "nothing to add up"),
    ("award.not_met", "a condition is not met"),
    ("award.no_member", "the partner is in no column"),
    ("award.no_arm", "the partner's column pays nothing"),
    ("award.place", "place {0} with {1}"),
    ("award.no_place", "no place with a prize"),
    ("award.capped", "cut from {0} to {1} by a cap"),
    ("award.budget", "cut from {0} to {1} by the budget"),
    (
        "award.credit",
        "cut from {0} to {1} by the credit that is left",
    ),
];

/// The lines of an explanation, outermost first. Nodes that only join others are left out when they have one
/// part.
pub fn steps(program: &Program, why: &Why) -> Vec<Step> {
    let mut found = Vec::new();
    collect(program, why, 0, &mut found);
    found
}

fn collect(program: &Program, why: &Why, depth: usize, found: &mut Vec<Step>) {
    if let ("award.sum" | "award.bands", [only]) = (why.phrase.key, why.parts.as_slice()) {
        return collect(program, only, depth, found);
    }
    found.push(Step {
        depth,
        sentence: with_facts(sentence(&why.phrase), why),
        amount: exact(program, why.amount),
    });
    for part in &why.parts {
        collect(program, part, depth.saturating_add(1), found);
    }
}

/// How many facts a line names before it counts the rest.
const NAMED: usize = 6;

fn with_facts(sentence: String, why: &Why) -> String {
    if why.facts.is_empty() {
        return sentence;
    }
    let named: Vec<&str> = why.facts.iter().take(NAMED).map(|name| &**name).collect();
    let more = why.facts.len().saturating_sub(NAMED);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{sentence} ({}{rest})", named.join(", "))
}

/// A phrase in English.
pub fn sentence(phrase: &Phrase) -> String {
    let template = SENTENCES.iter().find(|(key, _)| *key == phrase.key);
    let mut text = template.map_or(phrase.key, |(_, text)| text).to_owned();
    for (at, arg) in phrase.args.iter().enumerate() {
        text = text.replace(&format!("{{{at}}}"), &argument(arg));
    }
    text
}

fn argument(arg: &Arg) -> String {
    match arg {
        Arg::Money(money) => money.terse(),
        Arg::Rate(rate) => percent(*rate),
        Arg::Number(number) => number.to_string(),
        Arg::Date(date) => date.to_string(),
        Arg::Days(days) => days.to_string(),
        Arg::Count(count) => count.to_string(),
        Arg::Name(name) | Arg::Text(name) => name.to_string(),
        Arg::List(items) => items.iter().map(argument).collect::<Vec<_>>().join(", "),
        Arg::Phrase(phrase) => sentence(phrase),
    }
}

fn percent(rate: Ratio) -> String {
    match rate.times(Ratio::whole(100)) {
        Ok(percent) => format!("{percent}%"),
        Err(_) => rate.to_string(),
    }
}

/// An exact amount in the program's money; a part of a minor unit is kept as a fraction.
fn exact(program: &Program, amount: Ratio) -> String {
    let minor = Rounding::Down.round(amount);
    let money = Money {
        minor,
        currency: program.currency,
    };
    match amount.less(Ratio::whole(minor)) {
        Ok(rest) if !rest.is_zero() => format!("{money} and {rest} of a minor unit"),
        Ok(_) | Err(_) => money.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{SENTENCES, sentence};
    use crate::base::money::{Currency, Money};
    use crate::base::ratio::Ratio;
    use crate::semantics::phrase::{Arg, Phrase};

    #[test]
    fn a_share_reads_as_a_rate_of_an_amount() {
        let money = Money {
            minor: 10_000_000,
            currency: Currency::USD,
        };
        let rate = Ratio::new(1, 40).unwrap();
        let phrase = Phrase::new("award.share", vec![Arg::Rate(rate), Arg::Money(money)]);
        assert_eq!(sentence(&phrase), "2.5% of 100,000 USD");
    }

    #[test]
    fn every_key_of_the_evaluator_has_a_sentence() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/semantics/evaluate");
        let mut keys = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for part in text.split("\"award.").skip(1) {
                let key = format!("award.{}", part.split('"').next().unwrap());
                assert!(SENTENCES.iter().any(|(known, _)| *known == key), "{key}");
                keys += 1;
            }
        }
        assert!(keys > 10);
    }
}
