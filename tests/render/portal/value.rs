//! Values of the JSON, read strictly: what is not as expected stops the test.

use charter::base::ratio::Ratio;
use serde_json::Value;

use super::facts::minor;

/// The text under a key.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} in {value}"))
}

/// The members of a list.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("a list: {value}"))
        .iter()
}

/// A decimal number, exactly.
pub fn number(text: &str) -> Ratio {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{part}").parse().unwrap();
    Ratio::from_decimal(digits, u8::try_from(part.len()).unwrap()).unwrap()
}

/// Money in minor units, or a count.
pub fn quantity(value: &Value) -> Ratio {
    match value.get("currency") {
        Some(_) => Ratio::whole(minor(text(value, "amount"))),
        None => number(text(value, "amount")),
    }
}

/// A sum.
pub fn plus(a: Ratio, b: Ratio) -> Ratio {
    a.plus(b).unwrap()
}

/// To the nearest; a half to the even one.
pub fn half_even(exact: Ratio) -> i128 {
    let (n, d) = (exact.num(), exact.den());
    let (floor, rest) = (n.div_euclid(d), n.rem_euclid(d) * 2);
    let up = rest > d || (rest == d && floor.rem_euclid(2) == 1);
    floor + i128::from(up)
}

/// The rule of returns around a payout.
pub fn undo_of(payout: &Value) -> Option<&Value> {
    match text(payout, "kind") {
        "undo" => Some(&payout["undo"]),
        "true_up" => undo_of(&payout["payout"]),
        _ => None,
    }
}

/// So many days after the sale.
pub fn days_of(undo: &Value) -> i64 {
    assert_eq!(undo["within"]["unit"], "day");
    undo["within"]["count"].as_i64().unwrap()
}
