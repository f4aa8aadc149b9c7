//! Lengths of time as programs state them: `45 days`, `10 business days`, `2 quarters`.
//! It must not know what happens after one.

use std::fmt;

use crate::base::business::BusinessDays;
use crate::base::date::Date;

/// What a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationUnit {
    /// Calendar days.
    Day,
    /// Days on which a region works.
    BusinessDay,
    /// Seven days.
    Week,
    /// Calendar months.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl DurationUnit {
    /// Every unit, from the shortest.
    pub const ALL: [DurationUnit; 6] = [
        DurationUnit::Day,
        DurationUnit::BusinessDay,
        DurationUnit::Week,
        DurationUnit::Month,
        DurationUnit::Quarter,
        DurationUnit::Year,
    ];

    /// The word for one: `business day`.
    pub const fn singular(self) -> &'static str {
        match self {
            DurationUnit::Day => "day",
            DurationUnit::BusinessDay => "business day",
            DurationUnit::Week => "week",
            DurationUnit::Month => "month",
            DurationUnit::Quarter => "quarter",
            DurationUnit::Year => "year",
        }
    }

    /// The word for any other number: `business days`.
    pub const fn plural(self) -> &'static str {
        match self {
            DurationUnit::Day => "days",
            DurationUnit::BusinessDay => "business days",
            DurationUnit::Week => "weeks",
            DurationUnit::Month => "months",
            DurationUnit::Quarter => "quarters",
            DurationUnit::Year => "years",
        }
    }

    /// Reads the word for one or for many.
    pub fn parse(word: &str) -> Option<DurationUnit> {
        DurationUnit::ALL
            .into_iter()
            .find(|unit| unit.singular() == word || unit.plural() == word)
    }
}

/// A number of one unit of time. Ordered by unit, then number: not by length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// What is counted.
    pub unit: DurationUnit,
    /// How many of it.
    pub count: u32,
}

impl Duration {
    /// A number of one unit.
    pub const fn new(count: u32, unit: DurationUnit) -> Duration {
        Duration { unit, count }
    }

    /// A number of calendar days.
    pub const fn days(count: u32) -> Duration {
        Duration {
            unit: DurationUnit::Day,
            count,
        }
    }

    /// The day this long after `day`. A month added to a day that does not exist gives the last
    /// day of the month; no business days after a closed day is the next open one. Where the
    /// calendar never opens again, or time ends, it is the last date there is.
    pub fn after(self, day: Date, business: &BusinessDays) -> Date {
        self.moved(day, business, 1).unwrap_or(Date::MAX)
    }

    /// The day this long before `day`; the mirror of [`Duration::after`], down to the first date
    /// there is.
    pub fn before(self, day: Date, business: &BusinessDays) -> Date {
        self.moved(day, business, -1).unwrap_or(Date::MIN)
    }

    fn moved(self, day: Date, business: &BusinessDays, sign: i64) -> Option<Date> {
        let count = i64::from(self.count).saturating_mul(sign);
        match self.unit {
            DurationUnit::Day => Some(day.plus_days(count)),
            DurationUnit::BusinessDay if count == 0 && sign < 0 => business.previous_open(day),
            DurationUnit::BusinessDay => business.plus(day, count),
            DurationUnit::Week => Some(day.plus_days(count.saturating_mul(7))),
            DurationUnit::Month => Some(day.plus_months(count)),
            DurationUnit::Quarter => Some(day.plus_months(count.saturating_mul(3))),
            DurationUnit::Year => Some(day.plus_months(count.saturating_mul(12))),
        }
    }
}

impl fmt::Display for Duration {
    /// `1 day`, `45 days`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.count == 1 {
            self.unit.singular()
        } else {
            self.unit.plural()
        };
        write!(f, "{} {word}", self.count)
    }
}
