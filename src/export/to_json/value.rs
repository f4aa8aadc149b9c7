//! One value as an object whose one key says what it is.

use serde_json::{Value as Json, json};

use super::Names;
use super::measured::{events, figure, measure, test};
use super::moment::{anchor, as_of, days, duration, when};
use crate::base::date::Date;
use crate::base::money::{Currency, Money};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Named, Silence, Value};
use crate::payout::given::InKind;
use crate::payout::table::Set;

/// A value; `None` where the words say all.
pub(super) fn value(names: &Names, value: &Value) -> Option<Json> {
    Some(match value {
        Value::Nothing => return None,
        Value::Money(money) => amount(*money),
        Value::Percent(rate) => percent(*rate),
        Value::Count(count, None) => json!({ "count": { "number": count.to_string() } }),
        Value::Count(count, Some(noun)) => {
            json!({ "count": { "number": count.to_string(), "of": noun } })
        }
        Value::Number(number) => json!({ "number": number.to_string() }),
        Value::Duration(length) => json!({ "duration": duration(*length) }),
        Value::InKind(number, kind) => {
            let mut found = json!({ "number": number.to_string() });
            if let (InKind::Units(id), Some(fields)) = (kind, found.as_object_mut()) {
                let name = names.of(Named::Product(*id));
                fields.insert("product".to_owned(), json!(name));
            }
            json!({ "in_kind": found })
        }
        Value::Parts(parts) => {
            let parts: Vec<Json> = parts.iter().map(|part| duration(*part)).collect();
            json!({ "parts": parts })
        }
        Value::Date(date) => json!({ "date": date.to_string() }),
        Value::Days(stretch, entry) => {
            let mut found = days(*stretch);
            if let (Some(entry), Some(fields)) = (entry, found.as_object_mut()) {
                let name = names.of(Named::Entry(*entry));
                fields.insert("entry".to_owned(), json!(name));
            }
            json!({ "days": found })
        }
        Value::Cycle(cycle) => json!({ "cycle": cycle.word() }),
        Value::Period(period) => json!({ "days": days(names.program.fiscal.days(*period)) }),
        Value::When(moment) => json!({ "when": when(names, moment) }),
        Value::Text(text) => json!({ "text": &**text }),
        Value::Ids(ids) => json!({ "ids": ids.iter().map(|id| &**id).collect::<Vec<_>>() }),
        Value::Names(list) => {
            let list = names.program.outermost_names(list);
            let list: Vec<&str> = list.into_iter().map(|named| names.of(named)).collect();
            json!({ "names": list })
        }
        Value::Words(words) => json!({ "words": words }),
        Value::Weights(weights) => {
            let weight = |(word, number): &(&str, Ratio)| json!({ "word": word, "number": number.to_string() });
            json!({ "weights": weights.iter().map(weight).collect::<Vec<_>>() })
        }
        Value::Measure(counted, _) => json!({ "measure": measure(names, counted) }),
        Value::Figure(found, _) => json!({ "figure": figure(names, found) }),
        Value::Test(condition) => json!({ "test": test(names, condition) }),
        Value::Events(found) => json!({ "events": events(names, found) }),
        Value::AsOf(day) => json!({ "as_of": as_of(*day) }),
        Value::Set(set) => json!({ "set": set_word(*set) }),
        Value::Anchor(from) => json!({ "from": anchor(*from) }),
        Value::Currency(currency) => json!({ "currency": currency.code() }),
        Value::Weekdays(weekdays) => {
            json!({ "weekdays": weekdays.iter().map(|day| day.name()).collect::<Vec<_>>() })
        }
        Value::Dates(dates) => json!({ "dates": texts(dates) }),
        Value::Silence(silence) => json!({ "silence": silence_words(silence) }),
    })
}

/// `250000.00 USD`
pub(super) fn amount(money: Money) -> Json {
    json!({ "money": money_text(money) })
}

/// Digits with all decimals of the currency, and its code.
pub(super) fn money_text(money: Money) -> String {
    format!("{} {}", money.plain(), money.currency)
}

/// `4.5%`
pub(super) fn percent(rate: Ratio) -> Json {
    json!({ "percent": percent_text(rate) })
}

/// A ratio in hundredths. What was written as a percentage has room for them.
pub(super) fn percent_text(rate: Ratio) -> String {
    let hundredths = rate.times(Ratio::whole(100)).unwrap_or(rate);
    format!("{hundredths}%")
}

/// An amount in a unit. Money is held in minor units.
pub(super) fn in_unit(amount: Ratio, unit: Unit) -> Json {
    match unit {
        Unit::Money(currency) => self::amount(of_minor(amount, currency)),
        Unit::Percent => percent(amount),
        Unit::Count => json!({ "count": { "number": amount.to_string() } }),
        Unit::Months => json!({ "count": { "number": amount.to_string(), "of": "months" } }),
        Unit::Date => json!({ "date": Date::of_number(amount.floor()).to_string() }),
        Unit::Points | Unit::Units | Unit::Text | Unit::Flag => {
            json!({ "number": amount.to_string() })
        }
    }
}

/// Minor units that were read as an amount, and so are whole.
pub(super) fn of_minor(minor: Ratio, currency: Currency) -> Money {
    Money {
        minor: minor.floor(),
        currency,
    }
}

pub(super) fn set_word(set: Set) -> &'static str {
    match set {
        Set::Tier => "tier",
        Set::Region => "region",
        Set::Type => "type",
        Set::Line => "line",
    }
}

fn silence_words(silence: &Silence) -> String {
    match silence {
        Silence::Approved => "approved".to_owned(),
        Silence::Refused => "refused".to_owned(),
        Silence::EscalateTo(name) => format!("escalate to {name}"),
    }
}

fn texts(dates: &[Date]) -> Vec<String> {
    dates.iter().map(Date::to_string).collect()
}
