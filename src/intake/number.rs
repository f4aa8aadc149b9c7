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
use crate::intake::cell_fault::CellFault;
use crate::intake::misspelt::{date_reason, is_digits, reason};

/// More digits than this are outside every range; they are not even added up.
const MOST_DIGITS: usize = 37;

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

#[cfg(test)]
mod tests {
    use super::{Decimal, amount, date, decimal, rate, whole};
    use crate::base::date::Date;
    use crate::base::money::Currency;
    use crate::base::ratio::Ratio;
    use crate::intake::cell_fault::CellFault;

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
