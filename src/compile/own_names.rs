//! Lines of help in the names of the program that is read: a descriptor's line says `in NA` and `gold`, and a
//! program that has neither is told what it has. A kind of name of which the program has none keeps the sample.

use std::collections::BTreeMap;

use crate::base::money::Currency;
use crate::base::name::Name;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::Refers;

/// The names in the lines of descriptors, with what they name there.
const SAMPLES: &[(&str, Refers)] = &[
    ("REGION", Refers::Region),
    ("NA", Refers::Region),
    ("EMEA", Refers::Region),
    ("silver", Refers::Tier),
    ("gold", Refers::Tier),
    ("platinum", Refers::Tier),
    ("bookings", Refers::Measure),
    ("cloud_secure", Refers::Product),
    ("edge_router", Refers::Product),
    ("hardware", Refers::Line),
    ("cloud_seller", Refers::Certification),
    ("cloud_sales", Refers::Track),
    ("launch_push", Refers::Entry),
    ("onboarding_sprint", Refers::Entry),
    ("launch_pot", Refers::Budget),
    ("volume", Refers::Incentive),
    ("launch_reward", Refers::Incentive),
    ("mdf", Refers::Incentive),
    ("welcome", Refers::Incentive),
    ("early_payment", Refers::Incentive),
    ("channel_director", Refers::Role),
    ("partner_manager", Refers::Role),
    ("finance", Refers::Role),
    ("legal", Refers::Role),
    ("steering_committee", Refers::Committee),
];

/// Rewrites the line that each help shows.
pub fn rewrite(problems: &mut [Problem], scope: &Scope) {
    for problem in problems {
        let Some(help) = &problem.help else {
            continue;
        };
        // Only what follows is a line of the language; before it stand words for people.
        let lead = ["write: ", "add `"]
            .into_iter()
            .find(|lead| help.contains(lead));
        if let Some((lead, (words, line))) =
            lead.and_then(|lead| Some((lead, help.split_once(lead)?)))
        {
            problem.help = Some(format!("{words}{lead}{}", own(line, scope)));
        } else if help.starts_with("write ") {
            problem.help = Some(amounts(help, scope.currency));
        }
    }
}

/// A line with the samples that the program does not have replaced by what it has, each by another one.
pub fn own(line: &str, scope: &Scope) -> String {
    let mut next: BTreeMap<Refers, std::slice::Iter<Name>> = BTreeMap::new();
    let mut given: BTreeMap<&str, &Name> = BTreeMap::new();
    let mut out = String::with_capacity(line.len());
    for word in words(line) {
        let sample = SAMPLES.iter().find(|(sample, _)| *sample == word);
        let Some((sample, refers)) = sample.filter(|(name, _)| !scope.names.contains_key(*name))
        else {
            out.push_str(word);
            continue;
        };
        let names = scope.of(*refers);
        let fresh = next.entry(*refers).or_insert_with(|| names.iter());
        // What the line names already is not named a second time.
        let mut unused = fresh
            .by_ref()
            .filter(|name| words(line).all(|each| each != &***name));
        match given.get(sample).copied().or_else(|| unused.next()) {
            Some(name) => {
                given.insert(*sample, name);
                out.push_str(name);
            }
            // The second of a list, where the program has only one: the list is shorter.
            None if !names.is_empty() && out.ends_with(", ") => {
                out.truncate(out.len().saturating_sub(2));
            }
            None => out.push_str(word),
        }
    }
    in_currency(out, scope.currency)
}

/// The amounts of a line in the program's currency, where it writes cents as the samples do.
fn in_currency(line: String, currency: Currency) -> String {
    let says_both = line.starts_with("exchange ");
    if says_both || currency.exponent() != 2 {
        return line;
    }
    line.replace(" USD", &format!(" {currency}"))
}

/// A help whose samples of amounts, such as `600 USD`, are in the program's currency.
fn amounts(help: &str, currency: Currency) -> String {
    let parts = help.split('`').enumerate().map(|(place, part)| {
        let is_sample = place % 2 == 1 && part.starts_with(|c: char| c.is_ascii_digit());
        match is_sample {
            true => in_currency(part.to_owned(), currency),
            false => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The words of a line and what stands between them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inside = is_word(first);
        let end = rest.find(|c| is_word(c) != inside).unwrap_or(rest.len());
        let (word, later) = rest.split_at(end);
        rest = later;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_and_what_lies_between_add_up_to_the_line() {
        let line = "for silver, gold as of sale date";
        let all: Vec<&str> = words(line).collect();
        assert_eq!(all.concat(), line);
        assert_eq!(&all[..5], ["for", " ", "silver", ", ", "gold"]);
    }
}
