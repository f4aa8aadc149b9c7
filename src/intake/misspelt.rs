//! Why a text is no number and no date: the reason that fits best. It must not know columns or files.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use crate::base::money::Currency;
use crate::intake::cell_fault::CellFault;

/// Marks that people set between groups of digits.
pub(crate) const GROUPING: [char; 4] = [',', '_', '\'', '\u{2019}'];

/// Dashes that stand where `-` is meant.
pub(crate) const DASHES: [char; 5] = ['\u{2212}', '\u{2013}', '\u{2014}', '\u{ff0d}', '\u{fe63}'];

/// Why a text is not a decimal. What is most particular is asked first.
pub fn reason(text: &str) -> CellFault {
    let size = text.trim_start_matches(['-', '+']);
    let lower = size.to_ascii_lowercase();
    if text.is_empty() {
        CellFault::Empty
    } else if number_and_currency(text) {
        CellFault::CurrencySign
    } else if text.chars().any(char::is_whitespace) {
        CellFault::Spaces
    } else if matches!(lower.as_str(), "nan" | "inf" | "infinity" | "∞") {
        CellFault::NotFinite
    } else if text
        .chars()
        .any(|letter| letter.is_numeric() && !letter.is_ascii())
    {
        CellFault::ForeignDigits
    } else if text.contains(DASHES) {
        CellFault::ForeignMinus
    } else if text.contains(['(', ')']) {
        CellFault::Parentheses
    } else if has_currency(size) {
        CellFault::CurrencySign
    } else if text.starts_with('+') {
        CellFault::LeadingPlus
    } else if is_digits(
        size.strip_suffix('-')
            .unwrap_or("")
            .replace(['.', ','], "")
            .as_str(),
    ) {
        CellFault::TrailingMinus
    } else if has_exponent(&lower) {
        CellFault::Exponent
    } else {
        form_reason(text)
    }
}

/// `90000 EUR`, `EUR 90000`: an amount as it is spoken.
fn number_and_currency(text: &str) -> bool {
    let mut words = text.split(' ');
    let (Some(one), Some(two), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let begins = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let pair = |number: &str, word: &str| begins(number) && Currency::parse(word).is_some();
    pair(one, two) || pair(two, one)
}

/// Why a text of digits and marks is not a decimal.
fn form_reason(text: &str) -> CellFault {
    let size = text.strip_prefix('-').unwrap_or(text);
    let points = size.matches('.').count();
    let groupings = size.matches(GROUPING).count();
    let after_comma = size.split_once(',').map_or(0, |(_, after)| after.len());
    if !is_digits(&size.replace(GROUPING, "").replace('.', "")) {
        CellFault::NotANumber
    } else if groupings == 1 && points == 0 && after_comma > 0 && after_comma != 3 {
        CellFault::DecimalComma
    } else if groupings > 0 || points > 1 {
        CellFault::Grouping
    } else if size.starts_with('.') || size.ends_with('.') {
        CellFault::BarePoint
    } else {
        CellFault::LeadingZero
    }
}

/// A currency's sign, or its code beside digits.
fn has_currency(size: &str) -> bool {
    let sign = |letter: char| {
        matches!(letter, '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}' | '\u{fdfc}')
            || matches!(
                letter,
                '\u{ff04}' | '\u{ffe0}' | '\u{ffe1}' | '\u{ffe5}' | '\u{ffe6}'
            )
    };
    let letters = size.trim_matches(|letter: char| !letter.is_ascii_alphabetic());
    let beside_digits = size.bytes().any(|byte| byte.is_ascii_digit());
    size.contains(sign) || beside_digits && Currency::parse(&letters.to_ascii_uppercase()).is_some()
}

fn has_exponent(lower: &str) -> bool {
    lower.split_once('e').is_some_and(|(size, power)| {
        is_digits(&size.replacen('.', "", 1)) && is_digits(power.trim_start_matches(['+', '-']))
    })
}

pub fn date_reason(text: &str) -> CellFault {
    let form = |text: &str| {
        let marks = text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        text.len() == 10 && marks
    };
    let time = text
        .get(10..)
        .is_some_and(|rest| rest.starts_with(['T', 't', ' ', '_']));
    if text.is_empty() {
        CellFault::Empty
    } else if form(text) {
        CellFault::NoSuchDay
    } else if time && text.get(..10).is_some_and(form) && text.trim_end().len() > 10 {
        CellFault::TimeOfDay
    } else if text.trim() != text {
        CellFault::Spaces
    } else if text
        .chars()
        .any(|letter| letter.is_numeric() && !letter.is_ascii())
    {
        CellFault::ForeignDigits
    } else {
        CellFault::NotADate
    }
}

/// At least one digit, and nothing but 0 to 9.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
