//! Stretches of days, and how a program's own year is cut into days, weeks, months, quarters and
//! halves. Each cycle covers all of time without gap or overlap. Business days stay out.

use std::fmt;

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::{Duration, DurationUnit};

/// Consecutive days, both ends included; never empty. Ordered by first day, then last.
// INVARIANT: first <= last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// These days and so many after them.
    #[must_use]
    pub fn and_after(self, more: u16) -> Days {
        Days {
            last: self.last.plus_days(more.into()),
            ..self
        }
    }

    /// The days from `first` to `last`; `None` when `last` is earlier.
    pub fn new(first: Date, last: Date) -> Option<Days> {
        (first <= last).then_some(Days { first, last })
    }

    /// A single day.
    pub const fn one(day: Date) -> Days {
        Days {
            first: day,
            last: day,
        }
    }

    /// The first day.
    pub const fn first(&self) -> Date {
        self.first
    }

    /// The last day.
    pub const fn last(&self) -> Date {
        self.last
    }

    /// Whether a day is among these.
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days that both have.
    pub fn overlap(&self, other: &Days) -> Option<Days> {
        Days::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// How many days: at least 1.
    #[allow(clippy::len_without_is_empty)] // Days are never empty.
    pub fn len(&self) -> i64 {
        self.first.days_until(self.last).saturating_add(1)
    }

    /// Each day in order.
    pub fn iter(&self) -> impl Iterator<Item = Date> + use<> {
        let first = self.first;
        (0..self.len()).map(move |place| first.plus_days(place))
    }
}

impl fmt::Display for Days {
    /// `2027-09-01 to 2027-11-30`, as a program writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.first, self.last)
    }
}

/// A regular cut of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Cycle {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

impl Cycle {
    /// Every cycle, from the shortest.
    pub const ALL: [Cycle; 6] = [
        Cycle::Day,
        Cycle::Week,
        Cycle::Month,
        Cycle::Quarter,
        Cycle::Half,
        Cycle::Year,
    ];

    /// The word of a program: `quarter`.
    pub const fn word(self) -> &'static str {
        match self {
            Cycle::Day => "day",
            Cycle::Week => "week",
            Cycle::Month => "month",
            Cycle::Quarter => "quarter",
            Cycle::Half => "half",
            Cycle::Year => "year",
        }
    }

    /// Reads the word of a program.
    pub fn parse(word: &str) -> Option<Cycle> {
        Cycle::ALL.into_iter().find(|cycle| cycle.word() == word)
    }

    /// Periods of this cycle in a year: 12 months, 4 quarters; 52 weeks and 364 days, which end
    /// on the same weekday.
    pub const fn per_year(self) -> i64 {
        match self {
            Cycle::Day => 364,
            Cycle::Week => 52,
            Cycle::Month => 12,
            Cycle::Quarter => 4,
            Cycle::Half => 2,
            Cycle::Year => 1,
        }
    }

    /// Whole fiscal months of the cycle; `None` for days and weeks.
    const fn months(self) -> Option<i64> {
        match self {
            Cycle::Day | Cycle::Week => None,
            Cycle::Month => Some(1),
            Cycle::Quarter => Some(3),
            Cycle::Half => Some(6),
            Cycle::Year => Some(12),
        }
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One turn of a cycle: index 0 holds the program's first day, negative ones are before it.
/// Ordered in time within a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The cycle.
    pub cycle: Cycle,
    /// Turns after the one that holds the program's first day.
    pub index: i64,
}

impl Period {
    /// The turn of a cycle at a place.
    pub const fn new(cycle: Cycle, index: i64) -> Period {
        Period { cycle, index }
    }

    /// The period `n` turns earlier (later when negative).
    #[must_use]
    pub const fn previous(self, n: i64) -> Period {
        Period {
            cycle: self.cycle,
            index: self.index.saturating_sub(n),
        }
    }

    /// The period after this one.
    #[must_use]
    pub const fn next(self) -> Period {
        self.previous(-1)
    }

    /// The same period a year earlier. For a week or a day this is 52 weeks earlier, so that
    /// weekdays meet.
    #[must_use]
    pub const fn same_last_year(self) -> Period {
        self.previous(self.cycle.per_year())
    }
}

/// How the weeks of a 52 or 53 week year form the three months of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WeekPattern {
    /// 4, 4 and 5 weeks.
    FourFourFive,
    /// 4, 5 and 4 weeks, as retailers count.
    FourFiveFour,
    /// 5, 4 and 4 weeks.
    FiveFourFour,
}

impl WeekPattern {
    /// Weeks from the start of a quarter to the start of its month 0, 1 or 2.
    const fn weeks_before(self, month: i64) -> i64 {
        match (self, month) {
            (_, 0) => 0,
            (WeekPattern::FiveFourFour, 1) => 5,
            (WeekPattern::FourFourFive | WeekPattern::FourFiveFour, 1) => 4,
            (WeekPattern::FourFourFive, _) => 8,
            (WeekPattern::FourFiveFour | WeekPattern::FiveFourFour, _) => 9,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shape {
    Months,
    Weeks(WeekPattern),
}

/// The program's year and the calendar it extends to both sides: 12 months from any day, or 52
/// or 53 weeks.
// INVARIANT: end is the last day of 12 months, or of 52 or 53 weeks, from start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fiscal {
    start: Date,
    end: Date,
    shape: Shape,
}

impl Fiscal {
    /// The 12 months from `start`, each counted from that day.
    pub fn months(start: Date) -> Fiscal {
        let end = start.plus_months(12).plus_days(-1).max(start);
        Fiscal {
            start,
            end,
            shape: Shape::Months,
        }
    }

    /// The 12 months from `start` to `end`; `None` when they are not exactly that.
    pub fn between(start: Date, end: Date) -> Option<Fiscal> {
        Some(Fiscal::months(start)).filter(|fiscal| fiscal.end == end)
    }

    /// 52 or 53 weeks from `start`; other numbers are `None`. A quarter is 13 weeks, a half 26; a
    /// 53rd week belongs to the last of each. The years around it are taken as 52 weeks.
    pub fn weeks(start: Date, weeks: u8, pattern: WeekPattern) -> Option<Fiscal> {
        let days = i64::from(weeks).saturating_mul(7);
        let end = start.plus_days(days.saturating_sub(1));
        matches!(weeks, 52 | 53).then_some(Fiscal {
            start,
            end,
            shape: Shape::Weeks(pattern),
        })
    }

    /// The program's first day.
    pub const fn start(&self) -> Date {
        self.start
    }

    /// The program's last day.
    pub const fn end(&self) -> Date {
        self.end
    }

    /// The days of the program's year.
    pub const fn year(&self) -> Days {
        Days {
            first: self.start,
            last: self.end,
        }
    }

    /// Whether the year is one of 52 or 53 weeks.
    pub const fn is_of_weeks(&self) -> bool {
        matches!(self.shape, Shape::Weeks(_))
    }

    /// The period of a cycle that holds a day.
    pub fn period_at(&self, cycle: Cycle, day: Date) -> Period {
        let elapsed = self.start.days_until(day);
        let index = match (cycle.months(), self.shape) {
            (None, _) if cycle == Cycle::Day => elapsed,
            (None, _) => elapsed.div_euclid(7),
            (Some(months), Shape::Months) => self.month_at(day).div_euclid(months),
            (Some(months), Shape::Weeks(pattern)) => {
                self.week_month_at(day, pattern).div_euclid(months)
            }
        };
        Period { cycle, index }
    }

    /// The days of a period, cut at the years 1 and 9999.
    pub fn days(&self, period: Period) -> Days {
        let first = self.first_day(period);
        let next = self.first_day(period.next());
        let ends_time = next == Date::MAX && self.period_at(period.cycle, Date::MAX) == period;
        let last = if ends_time {
            Date::MAX
        } else {
            next.plus_days(-1).max(first)
        };
        Days { first, last }
    }

    /// The periods of a cycle that hold a day of `days`, in order.
    pub fn periods(&self, cycle: Cycle, days: &Days) -> impl Iterator<Item = Period> + use<> {
        let first = self.period_at(cycle, days.first).index;
        let last = self.period_at(cycle, days.last).index;
        (first..=last).map(move |index| Period { cycle, index })
    }

    /// The first day of a period, cut at the years 1 and 9999.
    pub fn first_day(&self, period: Period) -> Date {
        match (period.cycle.months(), self.shape) {
            (None, _) if period.cycle == Cycle::Day => self.start.plus_days(period.index),
            (None, _) => self.start.plus_days(period.index.saturating_mul(7)),
            (Some(months), Shape::Months) => {
                self.start.plus_months(period.index.saturating_mul(months))
            }
            (Some(months), Shape::Weeks(pattern)) => {
                self.week_month(period.index.saturating_mul(months), pattern)
            }
        }
    }

    /// The day that is so long after the end of a period. Months, quarters and years are the
    /// program's own, so two quarters after the end of one is the end of another.
    pub fn after_end(&self, end: Date, duration: Duration, business: &BusinessDays) -> Date {
        let months = match duration.unit {
            DurationUnit::Day | DurationUnit::BusinessDay | DurationUnit::Week => {
                return duration.after(end, business);
            }
            DurationUnit::Month => 1,
            DurationUnit::Quarter => 3,
            DurationUnit::Year => 12_i64,
        };
        let later = months.saturating_mul(i64::from(duration.count));
        let month = self.period_at(Cycle::Month, end);
        self.days(month.previous(later.saturating_neg())).last()
    }

    /// The month, counted from the program's first day, that holds a day.
    fn month_at(&self, day: Date) -> i64 {
        let years = i64::from(day.year()).saturating_sub(i64::from(self.start.year()));
        let months = i64::from(day.month()).saturating_sub(i64::from(self.start.month()));
        let guess = years.saturating_mul(12).saturating_add(months);
        if self.start.plus_months(guess) > day {
            guess.saturating_sub(1)
        } else {
            guess
        }
    }

    /// The first day of a month, counted from the program's first, in a year of weeks.
    fn week_month(&self, month: i64, pattern: WeekPattern) -> Date {
        let year = month.div_euclid(12);
        let quarters = month.rem_euclid(12).div_euclid(3);
        let weeks = quarters.saturating_mul(13);
        let weeks = weeks.saturating_add(pattern.weeks_before(month.rem_euclid(3)));
        // The years around the program's own have 52 weeks; a year after it also passes its own.
        let own = if year > 0 {
            self.year().len().saturating_sub(364)
        } else {
            0
        };
        let days = year.saturating_mul(364).saturating_add(own);
        self.start
            .plus_days(days.saturating_add(weeks.saturating_mul(7)))
    }

    /// The month, counted from the program's first, that holds a day in a year of weeks.
    fn week_month_at(&self, day: Date, pattern: WeekPattern) -> i64 {
        let elapsed = self.start.days_until(day);
        let past_own = elapsed.saturating_sub(self.year().len());
        let year = if past_own < 0 {
            elapsed.div_euclid(364).min(0)
        } else {
            past_own.div_euclid(364).saturating_add(1)
        };
        let first = year.saturating_mul(12);
        (first..first.saturating_add(12))
            .rev()
            .find(|month| self.week_month(*month, pattern) <= day)
            .unwrap_or(first)
    }
}
