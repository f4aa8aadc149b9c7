//! Dates that come again: `every month on second Wednesday`. Each date is computed from its own
//! period, never by stepping from the one before, so a short month cannot shift the rest.
//! It must not know what happens on them.

use std::fmt;

use crate::base::business::BusinessDays;
use crate::base::date::{Date, Weekday};
use crate::base::period::{Cycle, Days, Fiscal};

/// No recurrence gives more dates than this.
pub const MOST_DATES: usize = 4_000;

/// When something comes again. Months are calendar months; quarters and years are the program's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recurrence {
    /// On these dates only.
    Once(Vec<Date>),
    /// Every so many days, counted from the program's first day.
    EveryDays {
        /// Days from one to the next; 0 never comes.
        count: u32,
    },
    /// Every so many weeks on a weekday; the first is the first such weekday of the program.
    EveryWeeks {
        /// Weeks from one to the next; 0 never comes.
        count: u32,
        /// The weekday.
        on: Weekday,
    },
    /// Once in each calendar month.
    EveryMonth(Place),
    /// Once in each quarter of the program.
    EveryQuarter(Place),
    /// Once in each year of the program.
    EveryYear(Place),
    /// Once in some years of the program.
    InYears(Years, Place),
}

/// Some years of the program: one of so many, counted from the one that holds a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years {
    /// Years from one to the next; 0 never comes.
    pub every: u16,
    /// A day of the first of them.
    pub since: Date,
}

impl Years {
    /// Whether a day lies in one of them.
    pub fn has(self, fiscal: &Fiscal, day: Date) -> bool {
        let at = |day| fiscal.period_at(Cycle::Year, day).index;
        let passed = at(day).saturating_sub(at(self.since));
        passed >= 0 && passed.checked_rem(i64::from(self.every)) == Some(0)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "every {} years since {}", self.every, self.since)
    }
}

/// Which day of a month, quarter or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The day of this number, from 1; a period that is shorter has none.
    Day(u8),
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
    /// A weekday of the period: `second Wednesday`.
    Weekday {
        /// Which of them.
        nth: Nth,
        /// The weekday.
        weekday: Weekday,
    },
    /// The first day on which the region works; a period without one has none.
    FirstBusinessDay,
    /// The last day on which the region works; a period without one has none.
    LastBusinessDay,
}

/// Which weekday of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

impl Nth {
    /// Every place.
    pub const ALL: [Nth; 5] = [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Last];

    /// The word of a program: `second`.
    pub const fn word(self) -> &'static str {
        match self {
            Nth::First => "first",
            Nth::Second => "second",
            Nth::Third => "third",
            Nth::Fourth => "fourth",
            Nth::Last => "last",
        }
    }

    /// Reads the word of a program.
    pub fn parse(word: &str) -> Option<Nth> {
        Nth::ALL.into_iter().find(|nth| nth.word() == word)
    }
}

impl Recurrence {
    /// The dates in `within`, in order; the first 4,000 when there are more.
    pub fn dates(&self, within: Days, fiscal: &Fiscal, business: &BusinessDays) -> Vec<Date> {
        match self {
            Recurrence::Once(dates) => {
                let mut dates: Vec<Date> = dates
                    .iter()
                    .copied()
                    .filter(|date| within.contains(*date))
                    .collect();
                dates.sort_unstable();
                dates.dedup();
                dates.truncate(MOST_DATES);
                dates
            }
            Recurrence::EveryDays { count } => steps(fiscal.start(), *count, within),
            Recurrence::EveryWeeks { count, on } => {
                let first = fiscal
                    .start()
                    .plus_days(fiscal.start().weekday().days_until(*on));
                steps(first, count.saturating_mul(7), within)
            }
            Recurrence::EveryMonth(place)
            | Recurrence::EveryQuarter(place)
            | Recurrence::EveryYear(place)
            | Recurrence::InYears(_, place) => self
                .turns(within, fiscal)
                .filter_map(|turn| place.day_in(&turn, business))
                .filter(|date| within.contains(*date))
                .take(MOST_DATES)
                .collect(),
        }
    }

    /// The months (year, month) in which the recurrence has no date although it comes once in
    /// each: `every month on day 31` skips February. For a quarter or a year, the month in which
    /// it begins. Only periods that lie in `within` as a whole are judged; at most 4,000.
    pub fn skipped(
        &self,
        within: Days,
        fiscal: &Fiscal,
        business: &BusinessDays,
    ) -> Vec<(i32, u8)> {
        let place = match self {
            Recurrence::EveryMonth(place)
            | Recurrence::EveryQuarter(place)
            | Recurrence::EveryYear(place)
            | Recurrence::InYears(_, place) => place,
            Recurrence::Once(_) | Recurrence::EveryDays { .. } | Recurrence::EveryWeeks { .. } => {
                return Vec::new();
            }
        };
        self.turns(within, fiscal)
            .filter(|turn| within.contains(turn.first()) && within.contains(turn.last()))
            .filter(|turn| place.day_in(turn, business).is_none())
            .map(|turn| (turn.first().year(), turn.first().month()))
            .take(MOST_DATES)
            .collect()
    }

    /// The months, quarters or years that touch `within`; none for the other recurrences.
    fn turns(&self, within: Days, fiscal: &Fiscal) -> impl Iterator<Item = Days> + use<> {
        let calendar = Fiscal::months(within.first().first_of_month());
        let (cut, cycle) = match self {
            Recurrence::EveryQuarter(_) => (*fiscal, Cycle::Quarter),
            Recurrence::EveryYear(_) | Recurrence::InYears(..) => (*fiscal, Cycle::Year),
            Recurrence::Once(_)
            | Recurrence::EveryDays { .. }
            | Recurrence::EveryWeeks { .. }
            | Recurrence::EveryMonth(_) => (calendar, Cycle::Month),
        };
        let some = match self {
            Recurrence::InYears(years, _) => Some(*years),
            Recurrence::Once(_)
            | Recurrence::EveryDays { .. }
            | Recurrence::EveryWeeks { .. }
            | Recurrence::EveryMonth(_)
            | Recurrence::EveryQuarter(_)
            | Recurrence::EveryYear(_) => None,
        };
        cut.periods(cycle, &within)
            .map(move |period| cut.days(period))
            .filter(move |turn| some.is_none_or(|years| years.has(&cut, turn.first())))
    }
}

impl Place {
    /// The day of this place in a stretch of days.
    pub fn day_in(self, days: &Days, business: &BusinessDays) -> Option<Date> {
        let (first, last) = (days.first(), days.last());
        let day = match self {
            Place::Day(0) => return None,
            Place::Day(number) => first.plus_days(i64::from(number).saturating_sub(1)),
            Place::FirstDay => first,
            Place::LastDay => last,
            Place::Weekday { nth, weekday } => {
                let earliest = first.plus_days(first.weekday().days_until(weekday));
                match nth {
                    Nth::First => earliest,
                    Nth::Second => earliest.plus_days(7),
                    Nth::Third => earliest.plus_days(14),
                    Nth::Fourth => earliest.plus_days(21),
                    Nth::Last => {
                        last.plus_days(weekday.days_until(last.weekday()).saturating_neg())
                    }
                }
            }
            Place::FirstBusinessDay => business.next_open(first)?,
            Place::LastBusinessDay => business.previous_open(last)?,
        };
        days.contains(day).then_some(day)
    }
}

/// The days `first + k * count` in `within`, for every whole k.
fn steps(first: Date, count: u32, within: Days) -> Vec<Date> {
    let step = i64::from(count);
    let gap = within.first().days_until(first);
    let Some(lead) = gap.checked_rem_euclid(step) else {
        return Vec::new();
    };
    (0..)
        .take(MOST_DATES)
        .map(|turn: i64| lead.saturating_add(turn.saturating_mul(step)))
        .take_while(|distance| *distance < within.len())
        .map(|distance| within.first().plus_days(distance))
        .collect()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Day(number) => write!(f, "day {number}"),
            Place::FirstDay => f.write_str("first day"),
            Place::LastDay => f.write_str("last day"),
            Place::Weekday { nth, weekday } => write!(f, "{} {weekday}", nth.word()),
            Place::FirstBusinessDay => f.write_str("first business day"),
            Place::LastBusinessDay => f.write_str("last business day"),
        }
    }
}

impl fmt::Display for Recurrence {
    /// As a program writes it: `every month on second Wednesday`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recurrence::Once(dates) => {
                let texts: Vec<String> = dates.iter().map(Date::to_string).collect();
                f.write_str(&texts.join(", "))
            }
            Recurrence::EveryDays { count: 1 } => f.write_str("every day"),
            Recurrence::EveryDays { count: 7 } => f.write_str("every week"),
            Recurrence::EveryDays { count } if count.is_multiple_of(7) => {
                write!(f, "every {} weeks", count.div_euclid(7))
            }
            Recurrence::EveryDays { count } => write!(f, "every {count} days"),
            Recurrence::EveryWeeks { count: 1, on } => write!(f, "every week on {on}"),
            Recurrence::EveryWeeks { count, on } => write!(f, "every {count} weeks on {on}"),
            Recurrence::EveryMonth(place) => write!(f, "every month on {place}"),
            Recurrence::EveryQuarter(place) => write!(f, "every quarter on {place}"),
            Recurrence::EveryYear(place) => write!(f, "every year on {place}"),
            Recurrence::InYears(years, place) => write!(f, "{years} on {place}"),
        }
    }
}
