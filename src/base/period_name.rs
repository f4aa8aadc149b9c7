//! What periods are called, and which period a name means: `Q1 2027`, `February 2027`, `week 5`.
//! It must not know how the year is cut, only ask [`Fiscal`].

use crate::base::date::{Date, Month};
use crate::base::period::{Cycle, Fiscal, Period};

impl Fiscal {
    /// The name of a period: `Q1 2027`, `H2 2027`, `2027`, where the year is the one in which the
    /// fiscal year begins, counted on from the program's own; `February 2027` when months are
    /// calendar months, else `month 1 2027`; `week of 2027-03-01`; `2027-03-01`.
    pub fn name(&self, period: Period) -> String {
        let first = self.first_day(period);
        let per_year = period.cycle.per_year();
        let place = period.index.rem_euclid(per_year).saturating_add(1);
        let turn = period.index.div_euclid(per_year);
        let year = i64::from(self.start().year()).saturating_add(turn);
        match period.cycle {
            Cycle::Day => first.to_string(),
            Cycle::Week => format!("week of {first}"),
            Cycle::Month => match self.calendar_month(first) {
                Some(month) => format!("{month} {}", first.year()),
                None => format!("month {place} {year}"),
            },
            Cycle::Quarter => format!("Q{place} {year}"),
            Cycle::Half => format!("H{place} {year}"),
            Cycle::Year => year.to_string(),
        }
    }

    /// The period of the program's year that a program calls `Q3`, `H1`, `March`, `month 2` or
    /// `week 5`; and the period of every name that [`Fiscal::name`] gives.
    pub fn named(&self, name: &str) -> Option<Period> {
        self.in_year(name).or_else(|| self.in_any_year(name))
    }

    fn in_year(&self, name: &str) -> Option<Period> {
        if let Some(month) = Month::parse(name) {
            return (0..12)
                .map(|index| Period::new(Cycle::Month, index))
                .find(|period| self.calendar_month(self.first_day(*period)) == Some(month));
        }
        let numbered = |prefix: &str, cycle: Cycle, most: i64| {
            let place = whole(name.strip_prefix(prefix)?)?;
            (1..=most)
                .contains(&place)
                .then(|| Period::new(cycle, place.saturating_sub(1)))
        };
        let weeks = self.year().len().saturating_add(6).div_euclid(7);
        numbered("Q", Cycle::Quarter, 4)
            .or_else(|| numbered("H", Cycle::Half, 2))
            .or_else(|| numbered("month ", Cycle::Month, 12))
            .or_else(|| numbered("week ", Cycle::Week, weeks))
    }

    fn in_any_year(&self, name: &str) -> Option<Period> {
        let guess = if let Some(day) = Date::parse(name) {
            self.period_at(Cycle::Day, day)
        } else if let Some(day) = name.strip_prefix("week of ").and_then(Date::parse) {
            self.period_at(Cycle::Week, day)
        } else {
            let (place, year) = name.rsplit_once(' ').unwrap_or(("", name));
            let turns = whole(year)?.saturating_sub(i64::from(self.start().year()));
            let own = match place {
                "" => Period::new(Cycle::Year, 0),
                _ => self.in_year(place)?,
            };
            own.previous(turns.saturating_mul(own.cycle.per_year()).saturating_neg())
        };
        // A month's name has its own year, which may be the one after the fiscal year's.
        [guess, guess.same_last_year()]
            .into_iter()
            .find(|period| self.name(*period) == name)
    }

    /// The calendar month that begins on `first`, when the program's months are such months.
    fn calendar_month(&self, first: Date) -> Option<Month> {
        let whole = !self.is_of_weeks() && self.start().day() == 1;
        Month::of_number(first.month()).filter(|_| whole)
    }
}

/// A whole number in plain digits, without sign or leading zero.
fn whole(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}
