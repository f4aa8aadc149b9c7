//! A text for partners states a number that no rule of its block states.

use std::collections::BTreeSet;

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::placeholder::{Part, parts, told};
use crate::lint::spec::{Context, Level, Lint};
use crate::lint::stated::numbers;

/// The lint.
pub static LINT: Lint = Lint {
    name: "number-without-rule",
    title: "Number without a rule",
    level: Level::Warn,
    summary: "A text for partners states a number that no rule of its own block states.",
    page: include_str!("number_without_rule.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for told in told(context) {
        if told.is_prose {
            continue;
        }
        let known: BTreeSet<Ratio> = numbers(told.block, context.program);
        for part in parts(told.text) {
            let Part::Words(words) = part else { continue };
            for (written, number) in written(words) {
                if known.contains(&number) {
                    continue;
                }
                let name = &told.block.declared.name;
                let message = format!("the text says {written}, and no rule of `{name}` does");
                problems.push(
                    LINT.found(Some(told.place), message)
                        .cost("partners read a promise that the program does not keep")
                        .help(format!(
                            "take the number from the rule with a placeholder, such as \
                             `{{{name}.cap}}`"
                        )),
                );
            }
        }
    }
    problems
}

/// The numbers of a text as written and in value: grouped by commas, with decimals. Not among them
/// are years, dates, and digits that are part of a word, such as in `Q3`.
fn written(words: &str) -> Vec<(&str, Ratio)> {
    let is_part = |character: char| {
        character.is_alphanumeric() || matches!(character, ',' | '.' | '-' | '_' | '/' | ':')
    };
    words
        .split(|character| !is_part(character))
        .filter_map(|word| {
            let word = word.trim_end_matches([',', '.', ':', '-', '/']);
            Some((word, value(word)?))
        })
        .collect()
}

fn value(word: &str) -> Option<Ratio> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = word.split_once('.').unwrap_or((word, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() > 1;
    let well = groups.iter().all(|group| digits(group))
        && groups.iter().skip(1).all(|group| group.len() == 3)
        && (decimals.is_empty() || digits(decimals));
    let is_year = !grouped && decimals.is_empty() && whole.len() == 4;
    if !well || is_year {
        return None;
    }
    let scale = u8::try_from(decimals.len()).ok()?;
    let number: i128 = format!("{}{decimals}", groups.concat()).parse().ok()?;
    Ratio::from_decimal(number, scale).ok()
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_told_from_years_dates_and_names() {
        for (text, expected) in [
            ("Up to 40,000 USD, or 4.5%.", vec!["40,000", "4.5"]),
            (
                "In Q3 of 2027, from 2027-06-13, see CH-114 and 24/7.",
                vec![],
            ),
            ("10 deals. 30, 60 or 90 days.", vec!["10", "30", "60", "90"]),
            ("1,00 and 1.2.3", vec![]),
        ] {
            let found: Vec<_> = written(text).into_iter().map(|(text, _)| text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
