//! Amounts, currencies, rounding and splitting: plain cases, exhaustive small ones, and laws.

use std::collections::BTreeMap;

use charter::base::money::{Currency, LARGEST_MINOR, Money, MoneyFault, Rounding, allot};
use charter::base::ratio::{Overflow, Ratio};
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

fn money(minor: i128, code: &str) -> Money {
    Money {
        minor,
        currency: currency(code),
    }
}

#[test]
fn currencies_know_their_decimals() {
    for (code, exponent) in [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2)] {
        assert_eq!(currency(code).exponent(), exponent, "{code}");
    }
    for code in ["", "usd", "US", "EURO", "XXX", "XTS", "XAU", "XAD", "AAA"] {
        assert_eq!(Currency::parse(code), None, "{code}");
    }
    assert!(
        currency("AOA") < currency("XCG"),
        "ordered by code, not by a list"
    );
}

#[test]
fn the_nearest_currency_is_found() {
    for (word, meant) in [
        ("EURO", "EUR"),
        ("usd", "USD"),
        ("GPB", "GBP"),
        ("JYP", "JPY"),
    ] {
        assert_eq!(
            Currency::nearest(word).map(Currency::code),
            Some(meant),
            "{word}"
        );
    }
    assert_eq!(Currency::nearest("DOLLARS"), None);
    assert_eq!(Currency::nearest("$"), None);
}

#[test]
fn amounts_show_the_decimals_of_their_currency() {
    for (minor, code, full, plain, terse) in [
        (950_000, "USD", "9,500.00 USD", "9500.00", "9,500 USD"),
        (-5, "USD", "-0.05 USD", "-0.05", "-0.05 USD"),
        (0, "EUR", "0.00 EUR", "0.00", "0 EUR"),
        (
            123_456_789,
            "JPY",
            "123,456,789 JPY",
            "123456789",
            "123,456,789 JPY",
        ),
        (
            1_234_567,
            "KWD",
            "1,234.567 KWD",
            "1234.567",
            "1,234.567 KWD",
        ),
        (-100_000, "EUR", "-1,000.00 EUR", "-1000.00", "-1,000 EUR"),
        (99_999, "USD", "999.99 USD", "999.99", "999.99 USD"),
    ] {
        let amount = money(minor, code);
        assert_eq!(amount.to_string(), full);
        assert_eq!(amount.plain(), plain);
        assert_eq!(amount.terse(), terse);
    }
}

#[test]
fn decimals_become_minor_units_or_a_fault() {
    let too_many = |written, most| Err(MoneyFault::TooManyDecimals { written, most });
    for (digits, scale, code, expected) in [
        (250_000, 0, "USD", Ok(25_000_000)),
        (125_005, 1, "EUR", Ok(1_250_050)),
        (-1, 3, "KWD", Ok(-1)),
        (10_005, 3, "EUR", too_many(3, 2)),
        (500, 2, "JPY", too_many(2, 0)),
        (10_500, 3, "EUR", too_many(3, 2)),
        (LARGEST_MINOR, 2, "USD", Ok(LARGEST_MINOR)),
        (-LARGEST_MINOR, 2, "USD", Ok(-LARGEST_MINOR)),
        (LARGEST_MINOR + 1, 2, "USD", Err(MoneyFault::OutOfRange)),
        (-LARGEST_MINOR - 1, 2, "USD", Err(MoneyFault::OutOfRange)),
        (i128::MAX, 0, "USD", Err(MoneyFault::OutOfRange)),
    ] {
        let amount = Money::of_decimal(digits, scale, currency(code));
        assert_eq!(
            amount.map(|amount| amount.minor),
            expected,
            "{digits} {scale} {code}"
        );
    }
}

#[test]
fn each_mode_rounds_as_its_words_say() {
    // Tenths: the amount, then half up, half even, down, up.
    for (tenths, expected) in [
        (25, [3, 2, 2, 3]),
        (35, [4, 4, 3, 4]),
        (-25, [-3, -2, -2, -3]),
        (21, [2, 2, 2, 3]),
        (29, [3, 3, 2, 3]),
        (-21, [-2, -2, -2, -3]),
        (20, [2, 2, 2, 2]),
        (5, [1, 0, 0, 1]),
        (0, [0, 0, 0, 0]),
    ] {
        let exact = Ratio::new(tenths, 10).expect("tenths");
        let rounded = Rounding::ALL.map(|mode| mode.round(exact));
        assert_eq!(rounded, expected, "{tenths} tenths");
    }
    assert_eq!(Rounding::HalfUp.round(Ratio::whole(i128::MAX)), i128::MAX);
    assert_eq!(Rounding::HalfEven.to_string(), "half even");
}

#[test]
fn remainders_go_to_the_largest_then_to_the_first_key() {
    let thirds = [Ratio::ONE; 3];
    assert_eq!(allot(100, &thirds, &["c", "a", "b"]), Ok(vec![33, 34, 33]));
    assert_eq!(
        allot(-100, &thirds, &["c", "a", "b"]),
        Ok(vec![-33, -34, -33])
    );
    let weights = [5, 3, 1, 0].map(Ratio::whole);
    // 7 * 5/9 = 3 8/9, 7 * 3/9 = 2 3/9, 7 * 1/9 = 7/9: two units left for 8/9 and 7/9.
    assert_eq!(
        allot(7, &weights, &["a", "b", "c", "d"]),
        Ok(vec![4, 2, 1, 0])
    );
}

#[test]
fn a_split_without_weight_is_refused_unless_there_is_nothing_to_split() {
    assert_eq!(allot(5, &[], &[]), Err(Overflow));
    assert_eq!(allot(5, &[Ratio::ZERO], &["a"]), Err(Overflow));
    assert_eq!(allot(5, &[Ratio::ONE], &[]), Err(Overflow));
    assert_eq!(allot(5, &[Ratio::ONE.negate()], &["a"]), Err(Overflow));
    assert_eq!(allot(0, &[Ratio::ZERO], &["a"]), Ok(vec![0]));
    assert_eq!(allot(0, &[], &[]), Ok(vec![]));
}

/// Every mode on every eighth from -2,000 to 2,000, against floats, which hold eighths exactly.
#[test]
fn every_mode_rounds_every_eighth() {
    for eighths in -16_000_i32..=16_000 {
        let float = f64::from(eighths) / 8.0;
        let away = if float < 0.0 {
            float.floor()
        } else {
            float.ceil()
        };
        let expected = [float.round(), float.round_ties_even(), float.trunc(), away];
        let exact = Ratio::new(i128::from(eighths), 8).expect("eighths");
        for (mode, expected) in Rounding::ALL.into_iter().zip(expected) {
            assert_eq!(mode.round(exact) as f64, expected, "{eighths}/8 {mode}");
        }
    }
}

/// Splits by giving units away one by one to the part that is owed most by the rule: first the
/// whole units of each share, then one each by remainder and key. Works in plain fractions.
fn slow_allot(total: i128, weights: &[i128], keys: &[&str]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    let size = total.abs();
    let mut parts: Vec<i128> = weights.iter().map(|weight| size * weight / sum).collect();
    let mut served = vec![false; weights.len()];
    while parts.iter().sum::<i128>() < size {
        let mut best: Option<usize> = None;
        for place in (0..weights.len()).filter(|place| !served[*place]) {
            let remainder = |place: usize| size * weights[place] % sum;
            let wins = best.is_none_or(|best| {
                remainder(place) > remainder(best)
                    || (remainder(place) == remainder(best) && keys[place] < keys[best])
            });
            if wins {
                best = Some(place);
            }
        }
        let best = best.expect("a part to serve");
        served[best] = true;
        parts[best] += 1;
    }
    parts.iter().map(|part| part * total.signum()).collect()
}

#[test]
fn every_small_split_is_exact_fair_and_as_the_slow_rule_says() {
    let keys = ["d", "b", "a", "c"];
    for code in 1..625_i128 {
        let weights = [code % 5, code / 5 % 5, code / 25 % 5, code / 125 % 5];
        let sum: i128 = weights.iter().sum();
        for total in -17..=17 {
            let parts = allot(total, &weights.map(Ratio::whole), &keys).expect("a split");
            assert_eq!(parts.iter().sum::<i128>(), total, "{total} by {weights:?}");
            for (part, weight) in parts.iter().zip(weights) {
                assert!(
                    (part * sum - total * weight).abs() < sum,
                    "{total} by {weights:?}"
                );
            }
            assert_eq!(
                parts,
                slow_allot(total, &weights, &keys),
                "{total} by {weights:?}"
            );
        }
    }
}

/// Denominators of real weights: shares, percentages and rates.
fn divisors() -> impl Strategy<Value = i128> {
    prop::sample::select(vec![1, 2, 3, 4, 5, 7, 8, 12, 100, 1_000, 10_000])
}

proptest! {
    #[test]
    fn large_splits_are_exact_and_do_not_depend_on_order(
        total in -1_000_000_000_000_000_000_i128..=1_000_000_000_000_000_000,
        weights in prop::collection::vec((0_i128..=1_000_000_000_000, divisors()), 1..30),
        turn in 0_usize..30,
    ) {
        let keys: Vec<String> = (0..weights.len()).map(|place| format!("p{place:02}")).collect();
        let mut rows: Vec<(Ratio, &str)> = weights
            .iter()
            .zip(&keys)
            .map(|((num, den), key)| (Ratio::new(*num, *den).expect("a weight"), key.as_str()))
            .collect();
        prop_assume!(rows.iter().any(|(weight, _)| !weight.is_zero()));
        let split = |rows: &[(Ratio, &str)]| -> Result<BTreeMap<String, i128>, Overflow> {
            let (weights, keys): (Vec<Ratio>, Vec<&str>) = rows.iter().copied().unzip();
            let parts = allot(total, &weights, &keys)?;
            Ok(keys.into_iter().map(str::to_owned).zip(parts).collect())
        };
        let straight = split(&rows).expect("fits");
        prop_assert_eq!(straight.values().sum::<i128>(), total);
        let places = rows.len();
        rows.rotate_left(turn % places);
        prop_assert_eq!(split(&rows).expect("fits"), straight);
    }

    #[test]
    fn rounding_is_odd_within_one_unit_and_leaves_whole_numbers(
        num in -1_000_000_000_000_000_000_000_i128..=1_000_000_000_000_000_000_000,
        den in 1_i128..=1_000_000,
    ) {
        let exact = Ratio::new(num, den).expect("a ratio");
        for mode in Rounding::ALL {
            let rounded = mode.round(exact);
            prop_assert_eq!(mode.round(exact.negate()), -rounded, "mirrored");
            let distance = Ratio::whole(rounded).less(exact).expect("fits").magnitude();
            prop_assert!(distance < Ratio::ONE);
            if matches!(mode, Rounding::HalfUp | Rounding::HalfEven) {
                prop_assert!(distance <= Ratio::new(1, 2).expect("a half"));
            }
            prop_assert_eq!(mode.round(Ratio::whole(rounded)), rounded, "idempotent");
        }
        prop_assert!(Rounding::Down.round(exact).abs() <= Rounding::Up.round(exact).abs());
    }

    #[test]
    fn a_written_amount_reads_back(
        minor in -1_000_000_000_000_000_000_i128..=1_000_000_000_000_000_000,
        place in 0_usize..4,
    ) {
        let amount = money(minor, ["JPY", "USD", "KWD", "CLF"][place]);
        let plain = amount.plain();
        let scale = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let digits: i128 = plain.replace('.', "").parse().expect("digits");
        let scale = u8::try_from(scale).expect("few decimals");
        prop_assert_eq!(scale, amount.currency.exponent());
        prop_assert_eq!(Money::of_decimal(digits, scale, amount.currency), Ok(amount));
        let ungrouped = amount.to_string().replace(',', "");
        prop_assert_eq!(ungrouped, format!("{plain} {}", amount.currency));
    }
}
