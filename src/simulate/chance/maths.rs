//! Elementary functions from `+ - * /` and the exact square root alone, the same bits on every
//! machine, build and thread; over one number or a column of them. Holds no model, no randomness.
//! Platform functions and fused multiply-add differ between machines, so none is used.

/// High part of ln 2: its last 21 bits are zero, so `k * LN_2_HIGH` is exact for |k| < 2^20.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// What is missing from [`LN_2_HIGH`].
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting this rounds to the nearest whole number; the sum's low bits hold it.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// Reciprocal factorials 1/13! to 1/2!, for the exponential series on half a binary step.
const RECIPROCAL_FACTORIALS: [f64; 12] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    1.0 / 2.0,
];

/// The exponential, within 2 ulp. 0 below -745.2, infinity above 709.8; not-a-number stays so.
///
/// `x = k ln 2 + r` with `|r| <= ln 2 / 2`; a series for `exp r`; then 2^k in two steps, so that
/// results below the normal range come out right. No branch: a loop over it becomes vector code.
#[inline]
pub fn exp(x: f64) -> f64 {
    let x = if x > 709.8 { 710.0 } else { x };
    let x = if x < -745.2 { -746.0 } else { x };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let steps = shifted - ROUNDER;
    let high = x - steps * LN_2_HIGH;
    let low = steps * LN_2_LOW;
    let rest = high - low;
    let mut series = RECIPROCAL_FACTORIALS[0];
    for factor in &RECIPROCAL_FACTORIALS[1..] {
        series = series * rest + factor;
    }
    let lost = (high - rest) - low;
    let value = 1.0 + (rest + (rest * rest * series + lost));
    let whole = (shifted.to_bits() as i64) << 32 >> 32;
    let half = whole >> 1;
    value * power_of_two(half) * power_of_two(whole - half)
}

/// 2^k for -1,022 <= k <= 1,023.
#[inline]
fn power_of_two(k: i64) -> f64 {
    f64::from_bits(((k + 1_023) << 52) as u64)
}

/// 2/21, 2/19, ... 2/3: the series of the inverse hyperbolic tangent in even powers.
const ARTANH: [f64; 11] = [
    2.0 / 23.0,
    2.0 / 21.0,
    2.0 / 19.0,
    2.0 / 17.0,
    2.0 / 15.0,
    2.0 / 13.0,
    2.0 / 11.0,
    2.0 / 9.0,
    2.0 / 7.0,
    2.0 / 5.0,
    2.0 / 3.0,
];

/// The natural logarithm, within 2 ulp. Minus infinity at 0; not a number below 0.
///
/// `x = 2^k (1 + f)` with `1 + f` between sqrt(1/2) and sqrt(2), then
/// `ln(1 + f) = 2 artanh(f / (2 + f))`, arranged so that the leading `f` stays exact.
#[inline]
pub fn ln(x: f64) -> f64 {
    let tiny = x < f64::MIN_POSITIVE;
    let scaled = if tiny {
        x * 18_014_398_509_481_984.0
    } else {
        x
    };
    let bits = scaled.to_bits() as i64;
    // The bits of sqrt(1/2): subtracting them makes the exponent field count from there.
    let above = bits - 0x3fe6_a09e_667f_3bcd;
    let steps = above >> 52;
    let part = f64::from_bits((bits - (steps << 52)) as u64) - 1.0;
    let k = steps as f64 - if tiny { 54.0 } else { 0.0 };
    let ratio = part / (2.0 + part);
    let square = ratio * ratio;
    let mut series = ARTANH[0];
    for factor in &ARTANH[1..] {
        series = series * square + factor;
    }
    let half_square = 0.5 * part * part;
    let correction = ratio * (half_square + series * square);
    let value = k * LN_2_HIGH - ((half_square - (correction + k * LN_2_LOW)) - part);
    if x > 0.0 && x < f64::INFINITY {
        value
    } else if x == 0.0 {
        f64::NEG_INFINITY
    } else if x == f64::INFINITY {
        x
    } else {
        f64::NAN
    }
}

/// The logistic function 1 / (1 + exp(-x)), relative error under 6e-16 for |x| <= 700.
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The inverse of [`logistic`]: ln(p / (1 - p)) for p strictly between 0 and 1.
#[inline]
pub fn logit(p: f64) -> f64 {
    ln(p) - ln(1.0 - p)
}

/// `base` to the power `exponent`, for a base above 0; relative error about `|exponent ln base|`
/// times 3e-16. A base of 0 gives 0 for a positive exponent and 1 for exponent 0.
#[inline]
pub fn power(base: f64, exponent: f64) -> f64 {
    let value = exp(exponent * ln(base));
    if exponent == 0.0 { 1.0 } else { value }
}

/// What is left after `elapsed` of a quantity that halves every `half_life`: 2^(-elapsed / half).
/// An infinite half-life keeps everything.
#[inline]
pub fn decay(elapsed: f64, half_life: f64) -> f64 {
    exp(-std::f64::consts::LN_2 * (elapsed / half_life))
}

/// exp(x) - 1, without losing digits near 0; relative error under 1e-14.
#[inline]
pub fn exp_less_one(x: f64) -> f64 {
    // (e^x - 1) = (y - 1) x / ln y with y = e^x rounded: the two roundings cancel.
    let y = exp(x);
    let quotient = (y - 1.0) * x / ln(y);
    if y == 1.0 {
        x
    } else if !(-30.0..=30.0).contains(&x) {
        y - 1.0
    } else {
        quotient
    }
}

/// The chance that an event with this cumulative hazard has happened: 1 - exp(-hazard).
#[inline]
pub fn chance_of(hazard: f64) -> f64 {
    -exp_less_one(-hazard)
}

/// The sine of so many whole turns, absolute error under 1e-15. For season curves only.
pub fn sine_of_turns(turns: f64) -> f64 {
    let turned = turns - floor(turns + 0.5);
    // Fold [-1/2, 1/2] onto [-1/4, 1/4], where the series is short.
    let folded = if turned > 0.25 {
        0.5 - turned
    } else if turned < -0.25 {
        -0.5 - turned
    } else {
        turned
    };
    let x = folded * std::f64::consts::TAU;
    let square = x * x;
    let mut series = 1.0;
    for k in (1..=10).rev() {
        let n = f64::from(2 * k);
        series = 1.0 - square / (n * (n + 1.0)) * series;
    }
    x * series
}

/// The greatest whole number not above `x`.
#[inline]
pub fn floor(x: f64) -> f64 {
    x.floor()
}

/// ln(n!), relative error under 1e-14: a product for small n, Stirling's series beyond.
pub fn ln_factorial(n: u64) -> f64 {
    if n < 16 {
        let mut product = 1.0;
        for k in 2..=n {
            product *= k as f64;
        }
        return ln(product);
    }
    let x = n as f64 + 1.0;
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let tail = inverse
        * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1_260.0 - square / 1_680.0)));
    (x - 0.5) * ln(x) - x + 0.5 * LN_TAU + tail
}

/// ln(2 pi).
pub const LN_TAU: f64 = 1.837_877_066_409_345_3;

/// Replaces every number of a column by its exponential.
pub fn exp_column(column: &mut [f64]) {
    for x in column {
        *x = exp(*x);
    }
}

/// Replaces every number of a column by its natural logarithm.
pub fn ln_column(column: &mut [f64]) {
    for x in column {
        *x = ln(*x);
    }
}

/// Replaces every number of a column by its logistic value.
pub fn logistic_column(column: &mut [f64]) {
    for x in column {
        *x = logistic(*x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Distance in units of the last place between two numbers of one sign.
    fn ulps(a: f64, b: f64) -> u64 {
        (a.to_bits() as i64).abs_diff(b.to_bits() as i64)
    }

    /// A fixed, even walk over `[low, high]` that does not favour round numbers.
    fn walk(low: f64, high: f64, steps: u32) -> impl Iterator<Item = f64> {
        (0..steps).map(move |k| {
            let share = (f64::from(k) * 0.618_033_988_749_894_9).fract();
            low + (high - low) * share
        })
    }

    #[test]
    fn the_exponential_is_within_two_ulp_of_libm() {
        for x in walk(-745.0, 709.7, 200_000).chain(walk(-1.0, 1.0, 200_000)) {
            assert!(ulps(exp(x), libm::exp(x)) <= 2, "exp({x:e})");
        }
    }

    #[test]
    fn the_exponential_ends_where_the_format_ends() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(-746.0), 0.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert!(exp(f64::NAN).is_nan());
        assert!(exp(-740.0) > 0.0, "below the normal range, not yet zero");
    }

    #[test]
    fn the_logarithm_is_within_two_ulp_of_libm() {
        let wide = walk(-744.0, 709.0, 200_000).map(libm::exp);
        for x in wide
            .chain(walk(0.5, 2.0, 200_000))
            .chain(walk(1e-320, 1e-300, 1_000))
        {
            assert!(ulps(ln(x), libm::log(x)) <= 2, "ln({x:e})");
        }
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn the_logarithm_has_the_usual_edges() {
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!(ln(-1.0).is_nan());
        assert!(ln(f64::NAN).is_nan());
    }

    #[test]
    fn logistic_and_logit_undo_each_other() {
        for x in walk(-30.0, 30.0, 10_000) {
            let p = logistic(x);
            let reference = 1.0 / (1.0 + libm::exp(-x));
            assert!((p / reference - 1.0).abs() < 6e-16, "logistic({x})");
            if x.abs() < 15.0 {
                assert!((logit(p) - x).abs() < 1e-9 * (1.0 + x.abs()), "logit({p})");
            }
        }
        assert_eq!(logistic(1_000.0), 1.0);
        assert_eq!(logistic(-1_000.0), 0.0);
    }

    #[test]
    fn powers_agree_with_libm_to_the_stated_accuracy() {
        for base in walk(0.01, 50.0, 300) {
            for exponent in walk(-8.0, 8.0, 60) {
                let reference = libm::pow(base, exponent);
                let allowed = 3e-16 * (2.0 + (exponent * libm::log(base)).abs());
                let error = (power(base, exponent) / reference - 1.0).abs();
                assert!(error < allowed, "{base}^{exponent}: {error:e}");
            }
        }
        assert_eq!(power(0.0, 0.34), 0.0);
        assert_eq!(power(0.0, 0.0), 1.0);
        assert_eq!(power(7.0, 0.0), 1.0);
    }

    #[test]
    fn decay_halves_and_never_decays_with_an_infinite_half_life() {
        assert!((decay(44.0, 44.0) - 0.5).abs() < 1e-16);
        assert!((decay(1.0, 3.0) - libm::exp2(-1.0 / 3.0)).abs() < 2e-16);
        assert_eq!(decay(1_000.0, f64::INFINITY), 1.0);
        assert_eq!(decay(0.0, 5.0), 1.0);
    }

    #[test]
    fn small_hazards_keep_their_digits() {
        for x in walk(-20.0, 20.0, 10_000).chain(walk(-1e-6, 1e-6, 10_000)) {
            let reference = libm::expm1(x);
            let error = (exp_less_one(x) - reference).abs();
            assert!(error <= 1e-14 * reference.abs(), "expm1({x:e})");
        }
        assert_eq!(chance_of(0.0), 0.0);
        assert_eq!(chance_of(f64::INFINITY), 1.0);
    }

    #[test]
    fn the_sine_agrees_with_libm() {
        for turns in walk(-3.0, 3.0, 20_000) {
            // The argument of the reference is rounded at up to 6.3: 9e-16.
            let reference = libm::sin(std::f64::consts::TAU * turns.fract());
            let error = (sine_of_turns(turns) - reference).abs();
            assert!(error < 2e-15, "{turns}: {error:e}");
        }
        assert!((sine_of_turns(0.25) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn factorials_agree_with_the_gamma_function() {
        for n in (0..200).chain([1_000, 65_535, 1_000_000]) {
            let reference = libm::lgamma(n as f64 + 1.0);
            let error = (ln_factorial(n) - reference).abs();
            assert!(error <= 1e-14 * (1.0 + reference), "{n}: {error:e}");
        }
    }

    #[test]
    fn columns_are_the_scalar_functions() {
        let base: Vec<f64> = walk(0.1, 9.0, 37).collect();
        let mut column = base.clone();
        exp_column(&mut column);
        assert!(base.iter().zip(&column).all(|(x, y)| exp(*x) == *y));
        ln_column(&mut column);
        logistic_column(&mut column);
        assert!(
            base.iter()
                .zip(&column)
                .all(|(x, y)| logistic(ln(exp(*x))) == *y)
        );
    }
}
