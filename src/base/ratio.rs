//! Exact rational numbers: every rate, share and amount before its one rounding.
//! A result is exact or it is [`Overflow`]; nothing here is ever approximated, save
//! [`Ratio::to_f64`] for reports. It must not know money, currencies or rounding.

use std::cmp::Ordering;
use std::fmt;

/// A result, or a step towards it, does not fit 127 bits; or a division by zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("amount outside the range")
    }
}

impl std::error::Error for Overflow {}

/// An exact fraction in lowest terms.
// INVARIANT: den > 0, gcd(num, den) = 1, num > i128::MIN (so that every ratio has an opposite).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One whole.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// A whole number. `i128::MIN`, the one value without an opposite, becomes its neighbour.
    pub const fn whole(value: i128) -> Ratio {
        let num = if value == i128::MIN {
            i128::MIN + 1
        } else {
            value
        };
        Ratio { num, den: 1 }
    }

    /// `num / den` in lowest terms; `None` when `den` is zero or the fraction does not fit.
    pub fn new(num: i128, den: i128) -> Option<Ratio> {
        if den == 0 {
            return None;
        }
        let divisor = greatest_divisor(num.unsigned_abs(), den.unsigned_abs());
        let top = i128::try_from(num.unsigned_abs().checked_div(divisor)?).ok()?;
        let den_abs = i128::try_from(den.unsigned_abs().checked_div(divisor)?).ok()?;
        let negative = (num < 0) != (den < 0);
        let num = if negative { top.checked_neg()? } else { top };
        Some(Ratio { num, den: den_abs })
    }

    /// `digits / 10^scale`: the decimal `2.50` is digits 250, scale 2.
    pub fn from_decimal(digits: i128, scale: u8) -> Result<Ratio, Overflow> {
        let den = 10_i128.checked_pow(u32::from(scale)).ok_or(Overflow)?;
        Ratio::new(digits, den).ok_or(Overflow)
    }

    /// The number above the line; carries the sign.
    pub const fn num(self) -> i128 {
        self.num
    }

    /// The number below the line; above zero.
    pub const fn den(self) -> i128 {
        self.den
    }

    /// `self + other`.
    pub fn plus(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.sum(other).ok_or(Overflow)
    }

    /// `self - other`.
    pub fn less(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.sum(other.negate()).ok_or(Overflow)
    }

    /// `self * other`; `Overflow` exactly when the product in lowest terms does not fit.
    pub fn times(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.product(other).ok_or(Overflow)
    }

    /// `self / other`; by zero is `Overflow`.
    pub fn over(self, other: Ratio) -> Result<Ratio, Overflow> {
        if other.is_zero() {
            return Err(Overflow);
        }
        // What is in lowest terms stays so upside down.
        self.times(Ratio {
            num: other.den.saturating_mul(other.num.signum()),
            den: other.num.saturating_abs(),
        })
    }

    /// The opposite: `-self`.
    #[must_use]
    pub const fn negate(self) -> Ratio {
        Ratio {
            num: self.num.saturating_neg(),
            den: self.den,
        }
    }

    /// The distance from zero.
    #[must_use]
    pub const fn magnitude(self) -> Ratio {
        Ratio {
            num: self.num.saturating_abs(),
            den: self.den,
        }
    }

    /// Whether this is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.num == 0
    }

    /// Whether this is below zero.
    pub const fn is_negative(self) -> bool {
        self.num < 0
    }

    /// The greatest whole number that is not above this one: -1/2 gives -1.
    pub fn floor(self) -> i128 {
        if self.den == 1 {
            return self.num;
        }
        if let (Ok(num), Ok(den)) = (i64::try_from(self.num), i64::try_from(self.den))
            && let Some(whole) = num.checked_div_euclid(den)
        {
            return whole.into();
        }
        // The divisor is above zero and the numerator above `i128::MIN`: always `Some`.
        self.num.checked_div_euclid(self.den).unwrap_or_default()
    }

    /// The nearest float, for reports and forecasts only; never for money.
    #[allow(clippy::as_conversions, clippy::float_arithmetic)]
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    // Knuth, The Art of Computer Programming 2, 4.5.1: dividing by the shared divisor first keeps
    // the steps small.
    fn sum(self, other: Ratio) -> Option<Ratio> {
        super::count::one();
        if self.den == 1 && other.den == 1 {
            return Ratio::lowest(self.num.checked_add(other.num)?, 1);
        }
        let shared = divisor_of(self.den, other.den)?;
        let other_part = quotient(other.den, shared)?;
        let own_part = quotient(self.den, shared)?;
        let left = self.num.checked_mul(other_part)?;
        let right = other.num.checked_mul(own_part)?;
        let top = left.checked_add(right)?;
        let rest = divisor_of(top, shared)?;
        let num = quotient(top, rest)?;
        let den = own_part.checked_mul(quotient(other.den, rest)?)?;
        Ratio::lowest(num, den)
    }

    fn product(self, other: Ratio) -> Option<Ratio> {
        if self.den == 1 && other.den == 1 {
            return Ratio::lowest(self.num.checked_mul(other.num)?, 1);
        }
        let left = divisor_of(self.num, other.den)?;
        let right = divisor_of(other.num, self.den)?;
        let num = quotient(self.num, left)?.checked_mul(quotient(other.num, right)?)?;
        let den = quotient(self.den, right)?.checked_mul(quotient(other.den, left)?)?;
        Ratio::lowest(num, den)
    }

    /// A fraction already in lowest terms with its divisor above zero.
    fn lowest(num: i128, den: i128) -> Option<Ratio> {
        (num != i128::MIN).then_some(Ratio { num, den })
    }

    /// Digits and scale of the exact decimal, when it is finite and fits.
    fn decimal(self) -> Option<(i128, u32)> {
        let (twos, rest) = strip(self.den, 2)?;
        let (fives, rest) = strip(rest, 5)?;
        let scale = twos.max(fives);
        let unit = 10_i128.checked_pow(scale)?;
        let digits = self.num.checked_mul(unit.checked_div(self.den)?)?;
        (rest == 1).then_some((digits, scale))
    }
}

impl Ord for Ratio {
    /// Exact for every pair: the cross products are compared in 256 bits.
    fn cmp(&self, other: &Ratio) -> Ordering {
        super::count::one();
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        let sign = self.num.signum().cmp(&other.num.signum());
        if sign != Ordering::Equal {
            return sign;
        }
        let left = wide(self.num.unsigned_abs(), other.den.unsigned_abs());
        let right = wide(other.num.unsigned_abs(), self.den.unsigned_abs());
        if self.is_negative() {
            right.cmp(&left)
        } else {
            left.cmp(&right)
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// The exact decimal when it is finite (`2.5`), else the fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some((digits, scale)) => f.write_str(&decimal_text(digits, scale)),
            None => write!(f, "{}/{}", self.num, self.den),
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `digits / 10^scale` written with exactly `scale` decimals: (-5, 2) is `-0.05`.
pub(crate) fn decimal_text(digits: i128, scale: u32) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let width = usize::try_from(scale).unwrap_or(0).saturating_add(1);
    let text = format!("{:0>width$}", digits.unsigned_abs());
    let (whole, decimals) = text.split_at(text.len().saturating_sub(width.saturating_sub(1)));
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

/// The full product as (high, low) 128-bit halves, which order as the number does.
fn wide(left: u128, right: u128) -> (u128, u128) {
    let (low, high) = left.carrying_mul(right, 0);
    (high, low)
}

/// How often `prime` divides `value`, and what is left.
fn strip(value: i128, prime: i128) -> Option<(u32, i128)> {
    let (mut times, mut rest) = (0_u32, value);
    while rest.checked_rem(prime)? == 0 {
        rest = rest.checked_div(prime)?;
        times = times.checked_add(1)?;
    }
    Some((times, rest))
}

fn divisor_of(left: i128, right: i128) -> Option<i128> {
    i128::try_from(greatest_divisor(left.unsigned_abs(), right.unsigned_abs())).ok()
}

/// A division that is exact or need not be, in half the width where the numbers fit: processors do that one
/// by themselves, and most divisors are one.
pub(crate) fn quotient(value: i128, by: i128) -> Option<i128> {
    if by == 1 {
        return Some(value);
    }
    match (i64::try_from(value), i64::try_from(by)) {
        (Ok(short), Ok(by)) => short.checked_div(by).map(i128::from),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => value.checked_div(by),
    }
}

/// Euclid's algorithm; the divisor of a number and zero is the number.
fn greatest_divisor(left: u128, right: u128) -> u128 {
    let (mut larger, mut smaller) = (left, right);
    while smaller > 1 {
        if let (Ok(larger), Ok(smaller)) = (u64::try_from(larger), u64::try_from(smaller)) {
            return short_divisor(larger, smaller).into();
        }
        let Some(rest) = larger.checked_rem(smaller) else {
            break;
        };
        (larger, smaller) = (smaller, rest);
    }
    if smaller == 1 { 1 } else { larger }
}

/// The same in half the width, which processors divide by themselves.
fn short_divisor(left: u64, right: u64) -> u64 {
    let (mut larger, mut smaller) = (left, right);
    while let Some(rest) = larger.checked_rem(smaller) {
        (larger, smaller) = (smaller, rest);
    }
    larger
}

#[cfg(test)]
mod tests {
    use super::{Overflow, Ratio, decimal_text};

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).expect("a ratio that fits")
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms_with_the_sign_above() {
        for (num, den, text) in [
            (6, 4, "1.5"),
            (-6, 4, "-1.5"),
            (6, -4, "-1.5"),
            (-6, -4, "1.5"),
            (0, -7, "0"),
            (1, 3, "1/3"),
            (-2, 6, "-1/3"),
            (9, 3, "3"),
            (1, 1024, "0.0009765625"),
            (7, 35, "0.2"),
            (i128::MIN, 2, "-85070591730234615865843651857942052864"),
        ] {
            assert_eq!(ratio(num, den).to_string(), text, "{num}/{den}");
        }
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::new(i128::MIN, 1), None, "it would have no opposite");
        assert_eq!(Ratio::new(1, i128::MIN), None);
        assert_eq!(Ratio::whole(i128::MIN), Ratio::whole(i128::MIN + 1));
    }

    #[test]
    fn decimals_are_read_exactly() {
        assert_eq!(Ratio::from_decimal(250, 2), Ok(ratio(5, 2)));
        assert_eq!(
            Ratio::from_decimal(-1, 38),
            Ratio::new(-1, 10_i128.pow(38)).ok_or(Overflow)
        );
        assert_eq!(Ratio::from_decimal(1, 39), Err(Overflow));
    }

    #[test]
    fn a_decimal_too_long_to_write_is_shown_as_a_fraction() {
        let den = 2_i128.pow(120);
        assert_eq!(ratio(1, den).to_string(), format!("1/{den}"));
        assert_eq!(decimal_text(-5, 2), "-0.05");
        assert_eq!(decimal_text(120, 1), "12.0");
        assert_eq!(decimal_text(7, 0), "7");
    }

    #[test]
    fn what_does_not_fit_is_refused_and_what_fits_is_not() {
        let most = Ratio::whole(i128::MAX);
        let least = ratio(1, i128::MAX);
        assert_eq!(most.plus(Ratio::ONE), Err(Overflow));
        assert_eq!(
            most.negate().less(Ratio::ONE),
            Err(Overflow),
            "i128::MIN itself is out"
        );
        assert_eq!(most.less(most), Ok(Ratio::ZERO));
        assert_eq!(
            most.times(least),
            Ok(Ratio::ONE),
            "factors are cancelled first"
        );
        assert_eq!(most.times(Ratio::whole(2)), Err(Overflow));
        assert_eq!(least.over(Ratio::whole(2)), Err(Overflow));
        assert_eq!(least.over(least), Ok(Ratio::ONE));
        assert_eq!(Ratio::ONE.over(Ratio::ZERO), Err(Overflow));
        let two_to_64 = Ratio::whole(1 << 64);
        assert_eq!(two_to_64.times(Ratio::whole(-(1 << 63))), Err(Overflow));
        assert_eq!(Overflow.to_string(), "amount outside the range");
    }

    #[test]
    fn order_is_exact_where_cross_products_pass_128_bits() {
        let most = i128::MAX;
        let one_less = ratio(most - 1, most);
        let two_less = ratio(most - 2, most - 1);
        assert!(two_less < one_less, "1 - 1/(n-1) is below 1 - 1/n");
        assert!(one_less.negate() < two_less.negate());
        assert!(one_less < Ratio::ONE && Ratio::ONE.negate() < Ratio::ZERO);
        assert_eq!(one_less.min(two_less), two_less);
    }

    #[test]
    fn floor_goes_down_on_both_sides_of_zero() {
        for (num, den, whole) in [(7, 2, 3), (-7, 2, -4), (-1, 3, -1), (0, 1, 0), (-6, 3, -2)] {
            assert_eq!(ratio(num, den).floor(), whole, "{num}/{den}");
        }
    }

    #[test]
    fn a_float_is_the_nearest_for_reports() {
        assert_eq!(ratio(-1, 4).to_f64(), -0.25);
    }
}
