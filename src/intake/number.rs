//! Numbers, amounts and dates of data files, read by their digits and never through a float.
//! One spelling each: `-1234.50`, `12`, `2027-02-01`. It must not know columns or files.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use crate::base::date::Date;
use crate::base::money::{Currency, LARGEST_MINOR, Money, MoneyFault};
use crate::base::ratio::Ratio;
use crate::intake::cell::CellFault;

/// More digits than this are outside every range; they are not even added up.
const MOST_DIGITS: usize = 37;

/// Marks that people set between groups of digits.
pub(crate) const GROUPING: [char; 4] = [',', '_', '\'', '\u{2019}'];

/// Dashes that stand where `-` is meant.
pub(crate) const DASHES: [char; 5] = ['\u{2212}', '\u{2013}', '\u{2014}', '\u{ff0d}', '\u{fe63}'];

/// A decimal as written: `-12.50` is digits -1250, scale 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits as one whole number, with the sign.
    pub digits: i128,
    /// How many of the digits stand after the point.
    pub scale: u8,
}

/// Reads a decimal: an optional `-`, digits without grouping, and a point only before further
/// digits. Anything else is refused by the reason that fits best.
pub fn decimal(text: &str) -> Result<Decimal, CellFault> {
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => (-1, size),
        None => (1, text),
    };
    let (whole, decimals) = size.split_once('.').unwrap_or((size, ""));
    let pointed = size.len() > whole.len();
    let spelt = is_digits(whole)
        && (is_digits(decimals) || !pointed)
        && (whole.len() == 1 || !whole.starts_with('0'));
    if !spelt {
        return Err(reason(text));
    }
    if whole.len().saturating_add(decimals.len()) > MOST_DIGITS {
        return Err(CellFault::OutOfRange);
    }
    let size = whole
        .bytes()
        .chain(decimals.bytes())
        .try_fold(0_i128, |sum, digit| {
            sum.checked_mul(10)?
                .checked_add(i128::from(digit.checked_sub(b'0')?))
        });
    let digits = size
        .and_then(|size| size.checked_mul(sign))
        .ok_or(CellFault::OutOfRange)?;
    let scale = u8::try_from(decimals.len()).map_err(|_| CellFault::OutOfRange)?;
    Ok(Decimal { digits, scale })
}

/// Reads an amount of a currency: at most its decimals, at most 10^18 minor units.
pub fn amount(text: &str, currency: Currency) -> Result<Money, CellFault> {
    let decimal = decimal(text)?;
    Money::of_decimal(decimal.digits, decimal.scale, currency).map_err(|fault| match fault {
        MoneyFault::TooManyDecimals { written, .. } => {
            CellFault::TooManyDecimals { written, currency }
        }
        MoneyFault::OutOfRange => CellFault::OutOfRange,
    })
}

/// Reads a whole number, at most 10^18 on either side of zero.
pub fn whole(text: &str) -> Result<i64, CellFault> {
    let decimal = decimal(text)?;
    if decimal.scale > 0 {
        return Err(CellFault::NotWhole);
    }
    let within = decimal.digits.unsigned_abs() <= LARGEST_MINOR.unsigned_abs();
    i64::try_from(decimal.digits)
        .ok()
        .filter(|_| within)
        .ok_or(CellFault::OutOfRange)
}

/// Reads a rate or a factor, as of an exchange table: an exact decimal.
pub fn rate(text: &str) -> Result<Ratio, CellFault> {
    let decimal = decimal(text)?;
    Ratio::from_decimal(decimal.digits, decimal.scale).map_err(|_| CellFault::OutOfRange)
}

/// Reads a civil date `2027-02-01`.
pub fn date(text: &str) -> Result<Date, CellFault> {
    Date::parse(text).ok_or_else(|| date_reason(text))
}

/// Why a text is not a decimal. What is most particular is asked first.
fn reason(text: &str) -> CellFault {
    let size = text.trim_start_matches(['-', '+']);
    let lower = size.to_ascii_lowercase();
    if text.is_empty() {
        CellFault::Empty
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

fn date_reason(text: &str) -> CellFault {
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
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Decimal, amount, date, decimal, rate, whole};
    use crate::base::date::Date;
    use crate::base::money::Currency;
    use crate::base::ratio::Ratio;
    use crate::intake::cell::CellFault;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn a_decimal_is_its_digits() {
        for (text, digits, scale) in [
            ("0", 0, 0),
            ("-0", 0, 0),
            ("7", 7, 0),
            ("1234.50", 123_450, 2),
            ("-12.00", -1_200, 2),
            ("0.05", 5, 2),
            ("-0.5", -5, 1),
        ] {
            assert_eq!(decimal(text), Ok(Decimal { digits, scale }), "{text}");
        }
    }

    /// Every text of up to six of these characters: what is read is written the same way, so no
    /// two spellings are one number but for a negative zero.
    #[test]
    fn every_short_text_is_refused_or_has_the_one_spelling() {
        let alphabet = ["-", ".", "0", "1", "5", ",", "e", "+"];
        let mut texts = vec![String::new()];
        let mut accepted = 0;
        for _ in 0..6 {
            texts = texts
                .iter()
                .flat_map(|text| alphabet.iter().map(move |letter| format!("{text}{letter}")))
                .collect();
            for text in &texts {
                let Ok(Decimal { digits, scale }) = decimal(text) else {
                    continue;
                };
                accepted += 1;
                let width = usize::from(scale) + 1;
                let mut plain = format!("{:0width$}", digits.abs());
                if scale > 0 {
                    plain.insert(plain.len() - usize::from(scale), '.');
                }
                let sign = if text.starts_with('-') { "-" } else { "" };
                assert_eq!(*text, format!("{sign}{plain}"));
                assert!(digits == 0 || (digits < 0) == (sign == "-"), "{text}");
            }
        }
        // Whole parts of n digits: 3 for n = 1, else 2 * 3^(n-1); times 3^d for d decimals.
        let wholes = |n: u32| if n == 1 { 3 } else { 2 * 3_i32.pow(n - 1) };
        let of_length = |l: u32| {
            let pointed: i32 = (1..l.saturating_sub(1))
                .map(|d| 3_i32.pow(d) * wholes(l - 1 - d))
                .sum();
            wholes(l) + pointed
        };
        let unsigned: i32 = (1..=6).map(of_length).sum();
        let signed: i32 = (1..=5).map(of_length).sum();
        assert_eq!(
            accepted,
            unsigned + signed,
            "nothing that should be read was refused"
        );
    }

    #[test]
    fn each_other_spelling_is_refused_by_name() {
        use CellFault::*;
        for (text, fault) in [
            ("", Empty),
            (" 5", Spaces),
            ("5 ", Spaces),
            ("1 234.50", Spaces),
            ("1\u{a0}234", Spaces),
            ("NaN", NotFinite),
            ("inf", NotFinite),
            ("-Infinity", NotFinite),
            ("∞", NotFinite),
            ("５", ForeignDigits),
            ("٣٤", ForeignDigits),
            ("½", ForeignDigits),
            ("\u{2212}5", ForeignMinus),
            ("–5.00", ForeignMinus),
            ("(12.00)", Parentheses),
            ("$5", CurrencySign),
            ("-$5.00", CurrencySign),
            ("5€", CurrencySign),
            ("USD5", CurrencySign),
            ("5.00eur", CurrencySign),
            ("+5", LeadingPlus),
            ("5-", TrailingMinus),
            ("1,000.00-", TrailingMinus),
            ("1e3", Exponent),
            ("-1.5E-7", Exponent),
            ("1e400", Exponent),
            ("1,234.50", Grouping),
            ("1,234", Grouping),
            ("1.234,50", Grouping),
            ("1.234.567,89", Grouping),
            ("1'234.50", Grouping),
            ("1_000", Grouping),
            ("1_0_0", Grouping),
            ("1.2.3", Grouping),
            ("12,5", DecimalComma),
            ("-12,50", DecimalComma),
            (".5", BarePoint),
            ("-.5", BarePoint),
            ("5.", BarePoint),
            ("007", LeadingZero),
            ("-00.5", LeadingZero),
            ("5%", NotANumber),
            ("1/2", NotANumber),
            ("0x10", NotANumber),
            ("-", NotANumber),
            ("--5", NotANumber),
            (".", NotANumber),
            (",", NotANumber),
            ("abc", NotANumber),
            ("USD", NotANumber),
            ("1e", NotANumber),
        ] {
            assert_eq!(decimal(text), Err(fault), "{text:?}");
        }
        assert_eq!(decimal(&"9".repeat(8_192)), Err(OutOfRange));
        assert_eq!(decimal(&"9".repeat(38)), Err(OutOfRange));
        assert!(decimal(&"9".repeat(37)).is_ok());
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency_at_most() {
        let minor = |text, code| amount(text, currency(code)).map(|money| money.minor);
        assert_eq!(minor("1234.5", "USD"), Ok(123_450));
        assert_eq!(minor("-12.00", "EUR"), Ok(-1_200));
        assert_eq!(minor("5", "JPY"), Ok(5));
        assert_eq!(minor("1.234", "KWD"), Ok(1_234));
        let too_many = |written, code| CellFault::TooManyDecimals {
            written,
            currency: currency(code),
        };
        assert_eq!(minor("5.001", "EUR"), Err(too_many(3, "EUR")));
        assert_eq!(minor("5.0", "JPY"), Err(too_many(1, "JPY")));
        assert_eq!(
            minor("10000000000000000.00", "USD"),
            Ok(1_000_000_000_000_000_000)
        );
        assert_eq!(
            minor("10000000000000000.01", "USD"),
            Err(CellFault::OutOfRange)
        );
        assert_eq!(
            minor("-10000000000000000.01", "USD"),
            Err(CellFault::OutOfRange)
        );
    }

    #[test]
    fn whole_numbers_and_rates() {
        assert_eq!(whole("70"), Ok(70));
        assert_eq!(whole("-3"), Ok(-3));
        assert_eq!(whole("3.0"), Err(CellFault::NotWhole));
        assert_eq!(whole("1000000000000000001"), Err(CellFault::OutOfRange));
        assert_eq!(rate("1.08").ok(), Ratio::new(27, 25));
    }

    #[test]
    fn dates_are_of_one_form() {
        assert_eq!(date("2027-02-01").ok(), Date::new(2027, 2, 1));
        for (text, fault) in [
            ("", CellFault::Empty),
            ("2026-02-30", CellFault::NoSuchDay),
            ("2026-13-01", CellFault::NoSuchDay),
            ("2027-02-01T10:00", CellFault::TimeOfDay),
            ("2027-02-01 10:00:00Z", CellFault::TimeOfDay),
            ("2027-02-01 ", CellFault::Spaces),
            ("01/02/2026", CellFault::NotADate),
            ("2026-2-1", CellFault::NotADate),
            ("46054", CellFault::NotADate),
            ("２０２６-02-01", CellFault::ForeignDigits),
            ("éééé\u{e9}-02", CellFault::NotADate),
        ] {
            assert_eq!(date(text), Err(fault), "{text:?}");
        }
    }
}
