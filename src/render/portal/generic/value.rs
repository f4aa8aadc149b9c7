//! Plain values in JSON: exact numbers as texts, dates as ISO 8601, words in snake case.

use serde_json::{Value, json};

use crate::base::date::{Date, Weekday};
use crate::base::duration::{Duration, DurationUnit};
use crate::base::money::{Currency, Money, Rounding};
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::payout::Quantity;

/// The value, or null.
pub(super) fn opt<T>(value: Option<T>, form: impl Fn(T) -> Value) -> Value {
    value.map_or(Value::Null, form)
}

/// An exact number: `2.5`, or `1/3` where no decimal is exact.
pub(super) fn exact(ratio: Ratio) -> Value {
    Value::String(ratio.to_string())
}

/// `2027-02-01`
pub(super) fn date(date: Date) -> Value {
    Value::String(date.to_string())
}

/// First and last day, both included.
pub(super) fn days(days: Days) -> Value {
    json!({ "first": date(days.first()), "last": date(days.last()) })
}

/// An amount in major units with the decimals of its currency.
pub(super) fn money(money: Money) -> Value {
    json!({ "amount": money.plain(), "currency": money.currency.code() })
}

/// An amount of a unit. Money comes in minor units and leaves in major units.
pub(super) fn amount(amount: Ratio, unit: Unit) -> Value {
    match unit {
        Unit::Money(currency) => {
            json!({ "amount": major(amount, currency), "currency": currency.code() })
        }
        Unit::Percent
        | Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => json!({ "amount": amount.to_string(), "unit": unit_word(unit) }),
    }
}

/// A quantity of a unit.
pub(super) fn quantity(quantity: Quantity) -> Value {
    amount(quantity.amount, quantity.unit)
}

/// Minor units as major units, exactly.
fn major(minor: Ratio, currency: Currency) -> String {
    if minor.den() == 1 {
        return Money {
            minor: minor.num(),
            currency,
        }
        .plain();
    }
    let one = Ratio::from_decimal(1, currency.exponent());
    let exact = one.and_then(|cent| minor.times(cent));
    exact.map_or_else(|_| minor.to_string(), |major| major.to_string())
}

/// The unit of an amount.
pub(super) fn unit(unit: Unit) -> Value {
    match unit {
        Unit::Money(currency) => json!({ "currency": currency.code() }),
        Unit::Percent
        | Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => json!({ "unit": unit_word(unit) }),
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Money(_) => "money",
        Unit::Percent => "share",
        Unit::Count => "count",
        Unit::Months => "months",
        Unit::Points => "points",
        Unit::Units => "units",
        Unit::Text => "text",
        Unit::Date => "date",
        Unit::Flag => "flag",
    }
}

/// A length of time.
pub(super) fn duration(duration: Duration) -> Value {
    let unit = match duration.unit {
        DurationUnit::Day => "day",
        DurationUnit::BusinessDay => "business_day",
        DurationUnit::Week => "week",
        DurationUnit::Month => "month",
        DurationUnit::Quarter => "quarter",
        DurationUnit::Year => "year",
    };
    json!({ "count": duration.count, "unit": unit })
}

/// A regular cut of time.
pub(super) fn cycle(cycle: Cycle) -> Value {
    Value::String(cycle.word().to_owned())
}

/// A day of the week in lower case.
pub(super) fn weekday(weekday: Weekday) -> Value {
    Value::String(weekday.name().to_lowercase())
}

/// How a posting is rounded.
pub(super) fn rounding(rounding: Rounding) -> Value {
    Value::String(rounding.words().replace(' ', "_"))
}
