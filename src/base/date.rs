//! Civil dates of the years 1 to 9999: no clock, no time of day, no zone.
//! It must not know fiscal years, business days or who asks.

use std::fmt;

use jiff::Span;
use jiff::civil;

/// Days from the first day to 1970-01-01.
const FIRST_DAY: i32 = -719_162;
/// Days from 1970-01-01 to the last day.
const LAST_DAY: i32 = 2_932_896;
const EPOCH: civil::Date = civil::Date::constant(1970, 1, 1);

/// A day of the Gregorian calendar, 0001-01-01 to 9999-12-31; ordered in time.
// INVARIANT: FIRST_DAY <= days since 1970-01-01 <= LAST_DAY.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// 0001-01-01.
    pub const MIN: Date = Date(FIRST_DAY);
    /// 9999-12-31.
    pub const MAX: Date = Date(LAST_DAY);

    /// The day of a year (1 to 9999), month (1 to 12) and day; `None` when there is none.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let year = i16::try_from(year)
            .ok()
            .filter(|year| (1..=9999).contains(year))?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Some(Date::of(civil::Date::new(year, month, day).ok()?))
    }

    /// Reads `2027-02-01`: four, two and two digits with hyphens, nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = digits(parts.next()?, 2)?;
        let day = digits(parts.next()?, 2)?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(
            i32::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The days that three numbers can mean, year first, day first and month first.
    pub fn readings(text: &str) -> Vec<Date> {
        let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
        let [one, two, three] = parts.as_slice() else {
            return Vec::new();
        };
        let of = |year: &str, month: &str, day: &str| {
            let number = |text: &str| text.parse::<u8>().ok();
            let year = year.parse().ok().filter(|_| year.len() == 4)?;
            Date::new(year, number(month)?, number(day)?)
        };
        let read = [
            of(one, two, three),
            of(three, two, one),
            of(three, one, two),
        ];
        let mut days: Vec<Date> = read.into_iter().flatten().collect();
        days.dedup();
        days
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.civil().year())
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.civil().month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.civil().day().unsigned_abs()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.civil().weekday() {
            civil::Weekday::Monday => Weekday::Monday,
            civil::Weekday::Tuesday => Weekday::Tuesday,
            civil::Weekday::Wednesday => Weekday::Wednesday,
            civil::Weekday::Thursday => Weekday::Thursday,
            civil::Weekday::Friday => Weekday::Friday,
            civil::Weekday::Saturday => Weekday::Saturday,
            civil::Weekday::Sunday => Weekday::Sunday,
        }
    }

    /// The day `days` later (earlier when negative); stops at [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn plus_days(self, days: i64) -> Date {
        let count = i64::from(self.0).saturating_add(days);
        let held = count.clamp(i64::from(FIRST_DAY), i64::from(LAST_DAY));
        i32::try_from(held).map_or(Date::MAX, Date)
    }

    /// The same day of the month `months` later, or the last day of that month when it is
    /// shorter. Always counted from this date: 31 January plus 2 is 31 March, while 28 February
    /// plus 1 is 28 March. Stops at [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn plus_months(self, months: i64) -> Date {
        let reached = Span::new()
            .try_months(months)
            .ok()
            .and_then(|span| self.civil().checked_add(span).ok())
            .filter(|date| (1..=9999).contains(&date.year()));
        match reached {
            Some(date) => Date::of(date),
            None if months < 0 => Date::MIN,
            None => Date::MAX,
        }
    }

    /// Days from this day to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        i64::from(other.0).saturating_sub(i64::from(self.0))
    }

    /// Whole months from this day to `other`: 31 January to 28 February is one. None where `other` is not later.
    pub fn whole_months_until(self, other: Date) -> i64 {
        let months = |date: Date| {
            let years = i64::from(date.year()).saturating_mul(12);
            years.saturating_add(i64::from(date.month()))
        };
        let by_calendar = months(other).saturating_sub(months(self));
        let whole = match self.plus_months(by_calendar) <= other {
            true => by_calendar,
            false => by_calendar.saturating_sub(1),
        };
        whole.max(0)
    }

    /// The number of the day, counted from [`Date::MIN`]: how a figure has it.
    pub fn number(self) -> i64 {
        Date::MIN.days_until(self)
    }

    /// The day of a number; stops at [`Date::MIN`] and [`Date::MAX`].
    pub fn of_number(number: i128) -> Date {
        Date::MIN.plus_days(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Days since 1970-01-01; negative before.
    pub const fn days_since_1970(self) -> i32 {
        self.0
    }

    /// The first day of this date's month.
    #[must_use]
    pub fn first_of_month(self) -> Date {
        Date::of(self.civil().first_of_month())
    }

    /// The last day of this date's month.
    #[must_use]
    pub fn last_of_month(self) -> Date {
        Date::of(self.civil().last_of_month())
    }

    fn civil(self) -> civil::Date {
        EPOCH.saturating_add(Span::new().days(self.0))
    }

    fn of(date: civil::Date) -> Date {
        // Two civil dates always have a distance in days; the fallback is never taken.
        let days = EPOCH.until(date).map_or(0, |span| span.get_days());
        Date(days.clamp(FIRST_DAY, LAST_DAY))
    }
}

impl fmt::Display for Date {
    /// `2027-02-01` (ISO 8601).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.civil();
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A day of the week; ordered from Monday (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Every weekday, from Monday.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// Reads a full English name: `Wednesday`.
    pub fn parse(word: &str) -> Option<Weekday> {
        Weekday::ALL
            .into_iter()
            .find(|weekday| weekday.name() == word)
    }

    /// The full English name.
    pub const fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    pub const fn number(self) -> u8 {
        match self {
            Weekday::Monday => 1,
            Weekday::Tuesday => 2,
            Weekday::Wednesday => 3,
            Weekday::Thursday => 4,
            Weekday::Friday => 5,
            Weekday::Saturday => 6,
            Weekday::Sunday => 7,
        }
    }

    /// Days from this weekday to the next `other`: 0 to 6.
    pub fn days_until(self, other: Weekday) -> i64 {
        i64::from(other.number())
            .saturating_sub(i64::from(self.number()))
            .rem_euclid(7)
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A month of the calendar year; ordered from January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

impl Month {
    /// Every month, from January.
    pub const ALL: [Month; 12] = [
        Month::January,
        Month::February,
        Month::March,
        Month::April,
        Month::May,
        Month::June,
        Month::July,
        Month::August,
        Month::September,
        Month::October,
        Month::November,
        Month::December,
    ];

    /// Reads a full English name: `March`.
    pub fn parse(word: &str) -> Option<Month> {
        Month::ALL.into_iter().find(|month| month.name() == word)
    }

    /// The month of a number from 1 to 12.
    pub fn of_number(number: u8) -> Option<Month> {
        Month::ALL
            .into_iter()
            .find(|month| month.number() == number)
    }

    /// The full English name.
    pub const fn name(self) -> &'static str {
        match self {
            Month::January => "January",
            Month::February => "February",
            Month::March => "March",
            Month::April => "April",
            Month::May => "May",
            Month::June => "June",
            Month::July => "July",
            Month::August => "August",
            Month::September => "September",
            Month::October => "October",
            Month::November => "November",
            Month::December => "December",
        }
    }

    /// 1 for January to 12 for December.
    pub const fn number(self) -> u8 {
        match self {
            Month::January => 1,
            Month::February => 2,
            Month::March => 3,
            Month::April => 4,
            Month::May => 5,
            Month::June => 6,
            Month::July => 7,
            Month::August => 8,
            Month::September => 9,
            Month::October => 10,
            Month::November => 11,
            Month::December => 12,
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
