//! The periods of the program's year and the years around it, worked out once: the fold asks for the
//! period of a day several times for every sale. Says exactly what `Fiscal` says.

use crate::base::date::Date;
use crate::base::period::{Cycle, Days, Fiscal, Period};

/// Days before the program's first day that are tabled: three years for windows that look back.
const DAYS_BEFORE: i64 = 1_100;
/// Days after its last day that are tabled: a year for dues and expiries.
const DAYS_AFTER: i64 = 400;

/// A faster `Fiscal`.
#[derive(Clone, Debug)]
pub struct Almanac {
    fiscal: Fiscal,
    first: Date,
    tables: Vec<Table>,
}

#[derive(Clone, Debug)]
struct Table {
    cycle: Cycle,
    first_index: i64,
    days: Vec<Days>,
    /// For each tabled day, the place of its period in `days`.
    of_day: Vec<u16>,
}

impl Almanac {
    /// The almanac of a fiscal year.
    pub fn of(fiscal: Fiscal) -> Almanac {
        let first = fiscal.start().plus_days(DAYS_BEFORE.saturating_neg());
        let last = fiscal.end().plus_days(DAYS_AFTER);
        let tables = Days::new(first, last)
            .map(|span| {
                [Cycle::Month, Cycle::Quarter, Cycle::Half, Cycle::Year]
                    .map(|cycle| Table::of(&fiscal, cycle, span))
                    .to_vec()
            })
            .unwrap_or_default();
        Almanac {
            fiscal,
            first,
            tables,
        }
    }

    /// The fiscal year.
    pub fn fiscal(&self) -> &Fiscal {
        &self.fiscal
    }

    /// The period of a cycle that holds a day.
    pub fn period_at(&self, cycle: Cycle, day: Date) -> Period {
        self.place(cycle, day)
            .and_then(|(table, place)| {
                let index = table.first_index.checked_add(i64::from(place))?;
                Some(Period::new(cycle, index))
            })
            .unwrap_or_else(|| self.fiscal.period_at(cycle, day))
    }

    /// The days of a period.
    pub fn days(&self, period: Period) -> Days {
        self.table(period.cycle)
            .and_then(|table| {
                let place = period.index.checked_sub(table.first_index)?;
                table.days.get(usize::try_from(place).ok()?).copied()
            })
            .unwrap_or_else(|| self.fiscal.days(period))
    }

    /// The days of the period of a cycle that holds a day.
    pub fn around(&self, cycle: Cycle, day: Date) -> Days {
        self.place(cycle, day)
            .and_then(|(table, place)| table.days.get(usize::from(place)).copied())
            .unwrap_or_else(|| self.fiscal.days(self.fiscal.period_at(cycle, day)))
    }

    fn table(&self, cycle: Cycle) -> Option<&Table> {
        self.tables.iter().find(|table| table.cycle == cycle)
    }

    fn place(&self, cycle: Cycle, day: Date) -> Option<(&Table, u16)> {
        let table = self.table(cycle)?;
        let offset = usize::try_from(self.first.days_until(day)).ok()?;
        Some((table, *table.of_day.get(offset)?))
    }
}

impl Table {
    fn of(fiscal: &Fiscal, cycle: Cycle, span: Days) -> Table {
        let mut table = Table {
            cycle,
            first_index: fiscal.period_at(cycle, span.first()).index,
            days: Vec::new(),
            of_day: Vec::new(),
        };
        for (place, period) in (0_u16..).zip(fiscal.periods(cycle, &span)) {
            let days = fiscal.days(period);
            let tabled = days.overlap(&span).map_or(0, |held| held.len());
            table.days.push(days);
            table.of_day.extend((0..tabled).map(|_| place));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::period::WeekPattern;

    #[test]
    fn it_says_what_the_fiscal_year_says_inside_and_outside_its_tables() {
        let start = Date::new(2027, 2, 1).unwrap();
        let years = [
            Fiscal::months(start),
            Fiscal::months(Date::new(2027, 1, 31).unwrap()),
            Fiscal::weeks(start, 53, WeekPattern::FourFourFive).unwrap(),
        ];
        for fiscal in years {
            let almanac = Almanac::of(fiscal);
            for offset in (-2_000..2_000).step_by(7) {
                let day = start.plus_days(offset);
                for cycle in Cycle::ALL {
                    let period = fiscal.period_at(cycle, day);
                    assert_eq!(almanac.period_at(cycle, day), period, "{day} {cycle}");
                    assert_eq!(almanac.days(period), fiscal.days(period), "{day} {cycle}");
                    assert_eq!(almanac.around(cycle, day), fiscal.days(period));
                }
            }
        }
    }
}
