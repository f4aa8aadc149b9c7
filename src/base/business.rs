//! Which days a region works. It must not know regions or what falls due on a day.

use std::collections::BTreeSet;

use crate::base::date::{Date, Weekday};

/// No search for an open day goes further than this.
const SEARCH_DAYS: i64 = 400;

/// A working calendar: its weekend and the single days it is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDays {
    /// Weekdays that are never worked.
    pub weekend: Vec<Weekday>,
    /// Dates that are not worked, whatever their weekday.
    pub closed: BTreeSet<Date>,
}

impl BusinessDays {
    /// Whether a day is worked.
    pub fn is_open(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday()) && !self.closed.contains(&day)
    }

    /// The day itself when it is open, else the first open day after it; `None` when none of the
    /// next 400 days is open.
    pub fn next_open(&self, day: Date) -> Option<Date> {
        self.search(day, 1)
    }

    /// The day itself when it is open, else the last open day before it; `None` when none of the
    /// 400 days before is open.
    pub fn previous_open(&self, day: Date) -> Option<Date> {
        self.search(day, -1)
    }

    /// The `n`th open day after `day`, which is itself not counted; before it when `n` is
    /// negative. Zero is [`BusinessDays::next_open`]. `None` as there, or beyond the years 1 to
    /// 9999.
    pub fn plus(&self, day: Date, n: i64) -> Option<Date> {
        if n == 0 {
            return self.next_open(day);
        }
        let step = n.signum();
        let mut reached = day;
        for _ in 0..n.unsigned_abs() {
            let next = reached.plus_days(step);
            if next == reached {
                return None;
            }
            reached = self.search(next, step)?;
        }
        Some(reached)
    }

    fn search(&self, day: Date, step: i64) -> Option<Date> {
        (0..=SEARCH_DAYS)
            .map(|distance| day.plus_days(distance.saturating_mul(step)))
            .find(|reached| self.is_open(*reached))
    }
}
