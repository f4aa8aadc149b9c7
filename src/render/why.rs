//! Why an award is what it is, in sentences: the tree of the evaluator, one line a node, deeper nodes
//! further in. Every statement and every failed example prints it.

use crate::base::money::{Money, Rounding};
use crate::base::ratio::{Ratio, decimal_text};
use crate::render::bound_words::grouped;
use crate::render::speaker::Speaker;
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

/// The lines of an explanation, outermost first. Nodes that only join others are left out when they have one
/// part.
pub fn steps(speaker: Speaker<'_>, why: &Why) -> Vec<Step> {
    let mut found = Vec::new();
    collect(speaker, why, 0, &mut found);
    found
}

fn collect(speaker: Speaker<'_>, why: &Why, depth: usize, found: &mut Vec<Step>) {
    let parts = said(why);
    if let ("award.sum" | "award.bands" | "award.greatest" | "award.least", [only]) =
        (why.phrase.key, parts.as_slice())
    {
        return collect(speaker, only, depth, found);
    }
    found.push(Step {
        depth,
        sentence: with_facts(speaker, why),
        amount: exact(speaker, why.amount),
    });
    for part in parts {
        collect(speaker, part, depth.saturating_add(1), found);
    }
}

/// The parts that say something: of several that may be the one, those whose condition is not met do not, such as
/// the terms of other days than those that a sale keeps.
fn said(why: &Why) -> Vec<&Why> {
    let is_met = |part: &&Why| part.phrase.key != "award.not_met";
    let met: Vec<&Why> = why.parts.iter().filter(is_met).collect();
    match why.phrase.key {
        "award.greatest" if met.is_empty() => why.parts.iter().take(1).collect(),
        "award.greatest" => met,
        _ => why.parts.iter().collect(),
    }
}

/// What was done. The band that begins at zero is the first one: the zero says nothing.
pub fn sentence(speaker: Speaker<'_>, phrase: &Phrase) -> String {
    let is_first = match phrase.args.last() {
        Some(Arg::Money(start)) => start.minor == 0,
        Some(Arg::Number(start)) => start.is_zero(),
        Some(_) | None => false,
    };
    let key = match (phrase.key, is_first) {
        ("award.band_slice", true) => "award.first_slice",
        ("award.whole_band", true) => "award.first_band",
        (key, _) => key,
    };
    speaker.phrase(&Phrase {
        key,
        args: phrase.args.clone(),
    })
}

/// How many facts a line names before it counts the rest.
const NAMED: usize = 6;

fn with_facts(speaker: Speaker<'_>, why: &Why) -> String {
    let sentence = sentence(speaker, &why.phrase);
    if why.facts.is_empty() {
        return sentence;
    }
    let named: Vec<&str> = why.facts.iter().take(NAMED).map(|name| &**name).collect();
    let named = speaker.language.row(&named);
    let more = why.facts.len().saturating_sub(NAMED);
    let named = match more {
        0 => named,
        more => {
            let count = more.to_string();
            speaker.say("statement.more", &[("names", &named), ("count", &count)])
        }
    };
    speaker.language.aside(&sentence, &[named])
}

/// The most decimals beyond a minor unit that an exact amount is written with.
const FINER: u32 = 6;

/// A fraction with a larger divisor than this says nothing to a reader.
const MOST_PARTS: i128 = 999;

/// An exact amount in the program's money; what has no end as a decimal is kept as a fraction, where that can be read.
fn exact(speaker: Speaker<'_>, amount: Ratio) -> String {
    let number = |english: &str| speaker.language.number(english);
    let currency = speaker.program.currency;
    let minor = Rounding::Down.round(amount);
    let money = number(&Money { minor, currency }.to_string());
    if amount == Ratio::whole(minor) {
        return money;
    }
    let finer = (1..=FINER).find_map(|places| {
        let scale = Ratio::whole(10_i128.checked_pow(places)?);
        let whole = amount.times(scale).ok().filter(|whole| whole.den() == 1)?;
        Some((places, whole.floor()))
    });
    match finer {
        Some((places, whole)) => {
            let scale = places.saturating_add(u32::from(currency.exponent()));
            let sign = if whole < 0 { "-" } else { "" };
            let digits = decimal_text(whole.saturating_abs(), scale);
            let (units, parts) = digits.split_once('.').unwrap_or((&digits, "0"));
            let units = units.parse().map_or(units.to_owned(), grouped);
            number(&format!("{sign}{units}.{parts} {}", currency.code()))
        }
        None => {
            let Ok(rest) = amount.less(Ratio::whole(minor)) else {
                return money;
            };
            if rest.den() > MOST_PARTS {
                let minor = Rounding::HalfEven.round(amount);
                let money = number(&Money { minor, currency }.to_string());
                return speaker.say("statement.about", &[("money", &money)]);
            }
            let unit = number(&Money { minor: 1, currency }.to_string());
            let rest = rest.to_string();
            let arguments = [("money", &*money), ("rest", &rest), ("unit", &unit)];
            speaker.say("statement.fraction", &arguments)
        }
    }
}
