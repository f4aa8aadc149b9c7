//! Ratios against plain fractions that are never reduced, and the laws of a field.

use std::cmp::Ordering;

use charter::base::ratio::Ratio;
use proptest::prelude::*;

/// A fraction worked out the long way: nothing is cancelled, so it only serves small numbers.
#[derive(Clone, Copy)]
struct Plain(i128, i128);

impl Plain {
    fn is(self, ratio: Ratio) -> bool {
        // The parts of a ratio in lowest terms divide those of any equal fraction.
        let factor = self.1 / ratio.den();
        ratio.den() * factor == self.1 && ratio.num() * factor == self.0
    }
}

fn small() -> impl Strategy<Value = (i128, i128)> {
    (-(1_i128 << 60)..=1 << 60, 1_i128..=1 << 60)
}

fn any() -> impl Strategy<Value = Ratio> {
    let wide = prop_oneof![
        i128::MIN + 1..=i128::MAX,
        -1_000_i128..=1_000,
        (0_u32..127).prop_map(|power| 1_i128 << power),
        (0_i128..50).prop_map(|less| i128::MAX - less),
    ];
    (wide.clone(), wide).prop_filter_map("a denominator", |(num, den)| Ratio::new(num, den))
}

/// Compares by continued fractions: whole parts first, then the remainders turned over.
fn slow_order(one: Ratio, two: Ratio) -> Ordering {
    let (mut a, mut b) = (one.num(), one.den());
    let (mut c, mut d) = (two.num(), two.den());
    let mut turned = false;
    loop {
        let (left, right) = (a.div_euclid(b), c.div_euclid(d));
        let (rest_left, rest_right) = (a.rem_euclid(b), c.rem_euclid(d));
        let order = match left.cmp(&right) {
            Ordering::Equal if rest_left == 0 || rest_right == 0 => {
                rest_left.signum().cmp(&rest_right.signum())
            }
            Ordering::Equal => {
                (a, b, c, d) = (b, rest_left, d, rest_right);
                turned = !turned;
                continue;
            }
            order @ (Ordering::Less | Ordering::Greater) => order,
        };
        return if turned { order.reverse() } else { order };
    }
}

proptest! {
    #[test]
    fn arithmetic_is_that_of_plain_fractions((a, b) in small(), (c, d) in small()) {
        let (x, y) = (Ratio::new(a, b).expect("small"), Ratio::new(c, d).expect("small"));
        prop_assert!(Plain(a, b).is(x));
        prop_assert!(Plain(a * d + c * b, b * d).is(x.plus(y).expect("fits")));
        prop_assert!(Plain(a * d - c * b, b * d).is(x.less(y).expect("fits")));
        prop_assert!(Plain(a * c, b * d).is(x.times(y).expect("fits")));
        if c != 0 {
            prop_assert!(Plain(a * d * c.signum(), b * c.abs()).is(x.over(y).expect("fits")));
        }
        prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        prop_assert_eq!(x.floor(), a.div_euclid(b));
    }

    #[test]
    fn order_is_that_of_continued_fractions(x in any(), y in any()) {
        prop_assert_eq!(x.cmp(&y), slow_order(x, y));
        prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
        prop_assert_eq!(x.negate().cmp(&y.negate()), y.cmp(&x));
        prop_assert_eq!(x == y, x.cmp(&y) == Ordering::Equal);
    }

    #[test]
    fn what_is_given_obeys_the_laws_of_a_field(x in any(), y in any(), z in any()) {
        prop_assert_eq!(x.plus(y), y.plus(x));
        prop_assert_eq!(x.times(y), y.times(x));
        prop_assert_eq!(x.plus(Ratio::ZERO), Ok(x));
        prop_assert_eq!(x.times(Ratio::ONE), Ok(x));
        prop_assert_eq!(x.less(x), Ok(Ratio::ZERO));
        if let (Ok(sum), Ok(product)) = (x.plus(y), x.times(y)) {
            if let Ok(back) = sum.less(y) {
                prop_assert_eq!(back, x);
            }
            if !y.is_zero() && let Ok(back) = product.over(y) {
                prop_assert_eq!(back, x);
            }
            if let (Ok(left), Ok(one), Ok(two)) = (sum.times(z), x.times(z), y.times(z))
                && let Ok(right) = one.plus(two)
            {
                prop_assert_eq!(left, right, "distributive");
            }
        }
    }

    #[test]
    fn results_are_in_lowest_terms(x in any(), y in any()) {
        let results = [x.plus(y), x.less(y), x.times(y), x.over(y)];
        for result in results.into_iter().flatten() {
            prop_assert!(result.den() > 0);
            prop_assert_eq!(Ratio::new(result.num(), result.den()), Some(result));
            prop_assert!(result.num() > i128::MIN);
        }
    }

    #[test]
    fn a_finite_decimal_reads_back(
        digits in -1_000_000_000_000_i128..=1_000_000_000_000,
        scale in 0_u8..=20,
    ) {
        let ratio = Ratio::from_decimal(digits, scale).expect("fits");
        let text = ratio.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        prop_assert!(!decimals.ends_with('0'), "{}", text);
        let digits: i128 = format!("{whole}{decimals}").parse().expect("digits");
        let scale = u8::try_from(decimals.len()).expect("few decimals");
        prop_assert_eq!(Ratio::from_decimal(digits, scale), Ok(ratio));
    }
}

/// Every pair of fractions with parts up to 12, in full.
#[test]
fn every_small_pair_of_fractions() {
    let all: Vec<(i128, i128)> = (-12..=12)
        .flat_map(|num| (1..=12).map(move |den| (num, den)))
        .collect();
    for (a, b) in &all {
        for (c, d) in &all {
            let (x, y) = (
                Ratio::new(*a, *b).expect("small"),
                Ratio::new(*c, *d).expect("small"),
            );
            assert!(
                Plain(a * d + c * b, b * d).is(x.plus(y).expect("fits")),
                "{x} + {y}"
            );
            assert!(
                Plain(a * c, b * d).is(x.times(y).expect("fits")),
                "{x} * {y}"
            );
            assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)), "{x} and {y}");
        }
    }
}
