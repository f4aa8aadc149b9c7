//! What a value measures, so that a quarter of money is never compared with a count of people.
//! It must not know which measures or fields exist.

use crate::base::money::Currency;

/// What kind of value stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An amount in one currency.
    Money(Currency),
    /// A share of a hundred.
    Percent,
    /// A number of things or people.
    Count,
    /// A length of time in whole months.
    Months,
    /// Points of a score.
    Points,
    /// Pieces of a product.
    Units,
    /// Words.
    Text,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
}

impl Unit {
    /// The unit as a message says it: "an amount in USD".
    pub fn words(self) -> String {
        let fixed = match self {
            Unit::Money(currency) => return format!("an amount in {currency}"),
            Unit::Percent => "a percentage",
            Unit::Count => "a count",
            Unit::Months => "a number of months",
            Unit::Points => "a number of points",
            Unit::Units => "a number of units",
            Unit::Text => "a text",
            Unit::Date => "a date",
            Unit::Flag => "a yes or no",
        };
        fixed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;
    use crate::base::money::Currency;

    #[test]
    fn units_read_as_a_message_says_them() {
        let dollars = Currency::parse("USD").map(Unit::Money).map(Unit::words);
        assert_eq!(dollars.as_deref(), Some("an amount in USD"));
        assert_eq!(Unit::Percent.words(), "a percentage");
    }
}
