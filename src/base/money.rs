//! Money: whole minor units of one currency, the four rounding modes, and exact splitting.
//! It must not know rates, partners or how amounts are written in a program or a file.

use std::cmp::Ordering;
use std::fmt;

use crate::base::name;
use crate::base::ratio::{Overflow, Ratio, decimal_text, quotient};

/// The largest amount that can be written or read, in minor units, on either side of zero.
pub const LARGEST_MINOR: i128 = 1_000_000_000_000_000_000;

/// A currency of ISO 4217 that amounts can be written in; ordered by its code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    iso: iso_currency::Currency,
    exponent: u8,
}

impl Currency {
    /// United States dollars.
    pub const USD: Currency = Currency {
        iso: iso_currency::Currency::USD,
        exponent: 2,
    };

    /// The currency of a code in capitals (`USD`). Metals, funds of account and test codes, which
    /// have no minor unit, are `None`.
    pub fn parse(code: &str) -> Option<Currency> {
        Currency::of(iso_currency::Currency::from_code(code)?)
    }

    /// The three letters of the code, in capitals.
    pub fn code(self) -> &'static str {
        self.iso.code()
    }

    /// Decimals of the currency: 2 for USD, 0 for JPY, 3 for KWD.
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// The code a writer most likely meant (`EURO` or `eur`: EUR).
    pub fn nearest(word: &str) -> Option<Currency> {
        let all: Vec<Currency> = (1..1_000)
            .filter_map(iso_currency::Currency::from_numeric)
            .filter_map(Currency::of)
            .collect();
        Currency::parse(name::nearest(
            word,
            all.iter().map(|currency| currency.code()),
        )?)
    }

    fn of(iso: iso_currency::Currency) -> Option<Currency> {
        let exponent = u8::try_from(iso.exponent()?).ok()?;
        (!iso.is_special()).then_some(Currency { iso, exponent })
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Currency) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Currency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a written decimal is not an amount of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyFault {
    /// More decimals are written than the currency has.
    TooManyDecimals {
        /// Decimals as written.
        written: u8,
        /// Decimals of the currency.
        most: u8,
    },
    /// Beyond [`LARGEST_MINOR`].
    OutOfRange,
}

/// An amount: whole minor units of a currency. Ordered by currency, then amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units (cents, yen, fils); negative for what is taken back.
    pub minor: i128,
    /// The currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    /// The amount `digits / 10^scale`, as written: `5.00 JPY` has too many decimals.
    pub fn of_decimal(digits: i128, scale: u8, currency: Currency) -> Result<Money, MoneyFault> {
        let most = currency.exponent();
        let missing = most.checked_sub(scale).ok_or(MoneyFault::TooManyDecimals {
            written: scale,
            most,
        })?;
        10_i128
            .checked_pow(u32::from(missing))
            .and_then(|unit| digits.checked_mul(unit))
            .filter(|minor| minor.unsigned_abs() <= LARGEST_MINOR.unsigned_abs())
            .map(|minor| Money { minor, currency })
            .ok_or(MoneyFault::OutOfRange)
    }

    /// For files: `9500.00`, without grouping or currency.
    pub fn plain(self) -> String {
        decimal_text(self.minor, u32::from(self.currency.exponent()))
    }

    /// For running text: `9,500 USD`, with decimals only when they are not all zero.
    pub fn terse(self) -> String {
        let plain = self.plain();
        let short = match plain.split_once('.') {
            Some((whole, decimals)) if decimals.bytes().all(|digit| digit == b'0') => whole,
            _ => plain.as_str(),
        };
        format!("{} {}", grouped(short), self.currency)
    }
}

impl Ord for Money {
    fn cmp(&self, other: &Money) -> Ordering {
        self.currency
            .cmp(&other.currency)
            .then(self.minor.cmp(&other.minor))
    }
}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Money) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Money {
    /// `9,500.00 USD`: always with the decimals of the currency.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", grouped(&self.plain()), self.currency)
    }
}

/// Sets a comma before each three digits of the whole part of a plain decimal.
pub fn grouped(plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, decimals) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(place);
        if place > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(decimals);
    text
}

/// How an exact amount becomes whole minor units. Each mode treats a negative amount as the
/// mirror of the positive one, so that a full reversal comes to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

impl Rounding {
    /// Every mode.
    pub const ALL: [Rounding; 4] = [
        Rounding::HalfUp,
        Rounding::HalfEven,
        Rounding::Down,
        Rounding::Up,
    ];

    /// The words of a program for the mode: `half up`, `half even`, `down`, `up`.
    pub const fn words(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half up",
            Rounding::HalfEven => "half even",
            Rounding::Down => "down",
            Rounding::Up => "up",
        }
    }

    /// The whole number this mode takes for `exact`.
    pub fn round(self, exact: Ratio) -> i128 {
        if exact.den() == 1 {
            return exact.num();
        }
        let size = exact.magnitude();
        let below = size.floor();
        // Above `below` by `rest / den`, with 0 <= rest < den.
        let rest = size.num().saturating_sub(below.saturating_mul(size.den()));
        let to_next = size.den().saturating_sub(rest);
        let goes_up = match (self, rest.cmp(&to_next)) {
            (Rounding::HalfUp, Ordering::Greater | Ordering::Equal) => true,
            (Rounding::HalfEven, Ordering::Greater) => true,
            (Rounding::HalfEven, Ordering::Equal) => below.checked_rem(2) == Some(1),
            (Rounding::Up, _) => rest > 0,
            (Rounding::HalfUp | Rounding::HalfEven, _) | (Rounding::Down, _) => false,
        };
        let size = if goes_up {
            below.saturating_add(1)
        } else {
            below
        };
        if exact.is_negative() {
            size.saturating_neg()
        } else {
            size
        }
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Splits whole units by weight so that the parts add up to `total` and each is within one unit
/// of its exact share: the largest remainder method (Hamilton). A tie of remainders goes to the
/// key that is first by bytes, so the order of the parts never matters; a part of weight zero
/// gets nothing. A negative total is split as its mirror. Keys are meant to differ; equal ones
/// keep the order given. Known limit: a larger total can lessen one part by one unit (the
/// Alabama paradox).
///
/// `Overflow` also when there is something to split and no weight to split it by, when a weight
/// is negative, or when keys and weights differ in number.
pub fn allot(total: i128, weights: &[Ratio], keys: &[&str]) -> Result<Vec<i128>, Overflow> {
    if weights.len() != keys.len() {
        return Err(Overflow);
    }
    let key = |place: usize| keys.get(place).map(|key| key.as_bytes());
    allot_by(total, weights, |one, other| key(one).cmp(&key(other)))
}

/// The same, with the order of the keys by their places.
pub fn allot_by(
    total: i128,
    weights: &[Ratio],
    order: impl Fn(usize, usize) -> Ordering,
) -> Result<Vec<i128>, Overflow> {
    if weights.iter().any(|weight| weight.is_negative()) {
        return Err(Overflow);
    }
    if total == 0 {
        return Ok(vec![0; weights.len()]);
    }
    let size = Ratio::whole(total).magnitude().floor();
    let shares = match whole_shares(size, weights) {
        Some(shares) => shares,
        None => exact_shares(size, weights)?,
    };
    let mut left = size;
    for (whole, _) in &shares {
        left = left.checked_sub(*whole).ok_or(Overflow)?;
    }
    let mut parts: Vec<i128> = shares.iter().map(|(whole, _)| *whole).collect();
    if left > 0 {
        let rest = |place: usize| shares.get(place).map(|(_, rest)| *rest);
        let mut places: Vec<usize> = (0..parts.len()).collect();
        places.sort_unstable_by(|one, other| {
            let rests = rest(*other).cmp(&rest(*one));
            rests
                .then_with(|| order(*one, *other))
                .then_with(|| one.cmp(other))
        });
        // Fewer units are left than parts have a remainder, so none goes to a part without one.
        for place in places.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            if let Some(part) = parts.get_mut(place) {
                *part = part.saturating_add(1);
            }
        }
    }
    if total < 0 {
        parts
            .iter_mut()
            .for_each(|part| *part = part.saturating_neg());
    }
    Ok(parts)
}

/// Whole units and what is left of each part, as fractions of one same number.
type Shares = Vec<(i128, Ratio)>;

/// The shares in whole numbers, where the weights have one small common divisor: what weights of money and
/// rates almost always have.
fn whole_shares(size: i128, weights: &[Ratio]) -> Option<Shares> {
    let mut common = 1_i128;
    for weight in weights {
        if common != weight.den() && common.checked_rem(weight.den())? != 0 {
            common = common.checked_mul(weight.den())?;
        }
    }
    let mut sum = 0_i128;
    let mut whole = Vec::with_capacity(weights.len());
    for weight in weights {
        let weight = weight.num().checked_mul(quotient(common, weight.den())?)?;
        sum = sum.checked_add(weight)?;
        whole.push(weight);
    }
    if sum == 0 {
        return None;
    }
    let share = |weight: i128| {
        let product = size.checked_mul(weight)?;
        let part = quotient(product, sum)?;
        let rest = product.checked_sub(part.checked_mul(sum)?)?;
        Some((part, Ratio::whole(rest)))
    };
    whole.into_iter().map(share).collect()
}

/// The shares of any weights.
fn exact_shares(size: i128, weights: &[Ratio]) -> Result<Shares, Overflow> {
    let sum = weights
        .iter()
        .try_fold(Ratio::ZERO, |sum, weight| sum.plus(*weight))?;
    if sum.is_zero() {
        return Err(Overflow);
    }
    let size = Ratio::whole(size);
    let share = |weight: &Ratio| {
        let exact = size.times(weight.over(sum)?)?;
        let whole = exact.floor();
        Ok((whole, exact.less(Ratio::whole(whole))?))
    };
    weights.iter().map(share).collect()
}
