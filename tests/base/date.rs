//! Dates against an independent day counter over all of time, months, durations, working days.

use std::collections::BTreeSet;

use charter::base::business::BusinessDays;
use charter::base::date::{Date, Month, Weekday};
use charter::base::duration::{Duration, DurationUnit};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn any_date() -> impl Strategy<Value = Date> {
    (0_i64..=Date::MIN.days_until(Date::MAX)).prop_map(|days| Date::MIN.plus_days(days))
}

/// Walks each day of the years 1 to 9999 by the rule of leap years.
#[test]
fn every_day_there_is() {
    let mut walked = Date::MIN;
    // 0001-01-01 was a Monday in the Gregorian calendar counted backwards.
    let mut weekdays = Weekday::ALL.into_iter().cycle();
    for year in 1..=9999 {
        for month in 1..=12 {
            for day in 1..=month_length(year, month) {
                assert_eq!(
                    (walked.year(), walked.month(), walked.day()),
                    (year, month, day)
                );
                assert_eq!(Some(walked.weekday()), weekdays.next());
                if day == 1 || day >= 28 {
                    assert_eq!(Date::new(year, month, day), Some(walked));
                }
                walked = walked.plus_days(1);
            }
            assert_eq!(Date::new(year, month, month_length(year, month) + 1), None);
        }
    }
    assert_eq!(walked, Date::MAX, "time stops at the last day");
    assert_eq!(Date::new(1970, 1, 1).map(Date::days_since_1970), Some(0));
    assert_eq!(date("2000-01-01").days_since_1970(), 10_957);
}

#[test]
fn only_one_spelling_of_a_date_is_read() {
    for text in ["2027-02-01", "0001-01-01", "9999-12-31", "2028-02-29"] {
        assert_eq!(date(text).to_string(), text);
    }
    for text in [
        "",
        "2026-02-29",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "01/02/2026",
        "2026-2-1",
        "26-02-01",
        "2026-02-01 ",
        " 2026-02-01",
        "2026-02-01-",
        "2026-02-01T00:00",
        "+026-02-01",
        "20260201",
        "0000-01-01",
        "10000-01-01",
        "２０２６-02-01",
        "-2026-02-01",
        "2026-02-0a",
        "2026/02/01",
        "2026-02",
        "2026–02–01",
    ] {
        assert_eq!(Date::parse(text), None, "{text:?}");
    }
}

#[test]
fn months_are_counted_from_the_anchor() {
    for (from, months, to) in [
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2027-01-31", 3, "2027-04-30"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2027-02-28", 1, "2027-03-28"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-15", -13, "2025-12-15"),
        ("2027-01-15", 0, "2027-01-15"),
        ("9999-11-30", 2, "9999-12-31"),
        ("0001-02-10", -2, "0001-01-01"),
    ] {
        assert_eq!(
            date(from).plus_months(months),
            date(to),
            "{from} plus {months}"
        );
    }
    assert_eq!(date("2027-01-31").plus_months(i64::MAX), Date::MAX);
    assert_eq!(date("2027-01-31").plus_months(i64::MIN), Date::MIN);
    assert_eq!(date("2027-01-31").plus_days(i64::MAX), Date::MAX);
    assert_eq!(date("2027-01-31").plus_days(i64::MIN), Date::MIN);
}

#[test]
fn names_of_days_and_months_are_full_english_words() {
    assert_eq!(Weekday::parse("Wednesday"), Some(Weekday::Wednesday));
    assert_eq!(Month::parse("March"), Some(Month::March));
    for word in ["", "wednesday", "Wed", "WEDNESDAY", "march", "Mar", "3"] {
        assert_eq!(
            (Weekday::parse(word), Month::parse(word)),
            (None, None),
            "{word}"
        );
    }
    for number in 0..=255_u8 {
        let found = Month::of_number(number).map(Month::number);
        assert_eq!(found, (1..=12).contains(&number).then_some(number));
    }
    assert_eq!(date("2027-02-01").weekday(), Weekday::Monday);
    assert_eq!(Weekday::Friday.days_until(Weekday::Monday), 3);
}

fn office() -> BusinessDays {
    BusinessDays {
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        closed: BTreeSet::from([date("2027-07-05"), date("2027-11-25"), date("2027-12-24")]),
    }
}

#[test]
fn durations_move_by_what_they_count() {
    use DurationUnit::{BusinessDay, Day, Month, Quarter, Week, Year};
    for (from, count, unit, after, before) in [
        ("2027-04-30", 45, Day, "2027-06-14", "2027-03-16"),
        ("2027-01-31", 1, Month, "2027-02-28", "2026-12-31"),
        ("2027-11-30", 1, Quarter, "2028-02-29", "2027-08-30"),
        ("2028-02-29", 1, Year, "2029-02-28", "2027-02-28"),
        ("2027-04-30", 2, Week, "2027-05-14", "2027-04-16"),
        // Friday 2 July: Monday 5 is closed, so the next open day is Tuesday 6.
        ("2027-07-02", 1, BusinessDay, "2027-07-06", "2027-07-01"),
        // Counted from a Sunday: Monday closed, Tuesday 6, Wednesday 7; back to Friday, Thursday.
        ("2027-07-04", 2, BusinessDay, "2027-07-07", "2027-07-01"),
        ("2027-07-04", 0, BusinessDay, "2027-07-06", "2027-07-02"),
        ("2027-07-07", 0, BusinessDay, "2027-07-07", "2027-07-07"),
        ("2027-11-24", 10, BusinessDay, "2027-12-09", "2027-11-10"),
    ] {
        let duration = Duration::new(count, unit);
        assert_eq!(
            duration.after(date(from), &office()),
            date(after),
            "{duration} after {from}"
        );
        assert_eq!(
            duration.before(date(from), &office()),
            date(before),
            "{duration} before {from}"
        );
    }
}

#[test]
fn durations_are_written_as_read() {
    for (count, unit, text) in [
        (45, DurationUnit::Day, "45 days"),
        (1, DurationUnit::BusinessDay, "1 business day"),
        (10, DurationUnit::BusinessDay, "10 business days"),
        (0, DurationUnit::Quarter, "0 quarters"),
    ] {
        assert_eq!(Duration::new(count, unit).to_string(), text);
    }
    for unit in DurationUnit::ALL {
        assert_eq!(DurationUnit::parse(unit.singular()), Some(unit));
        assert_eq!(DurationUnit::parse(unit.plural()), Some(unit));
    }
    assert_eq!(DurationUnit::parse("hours"), None);
    assert_eq!(Duration::days(45), Duration::new(45, DurationUnit::Day));
}

#[test]
fn a_calendar_that_never_opens_is_known_as_such() {
    let never = BusinessDays {
        weekend: Weekday::ALL.to_vec(),
        closed: BTreeSet::new(),
    };
    let day = date("2027-02-01");
    assert_eq!(
        (never.next_open(day), never.previous_open(day)),
        (None, None)
    );
    assert_eq!(
        (never.plus(day, 1), never.plus(day, 0), never.plus(day, -1)),
        (None, None, None)
    );
    let soon = Duration::new(1, DurationUnit::BusinessDay);
    assert_eq!(
        (soon.after(day, &never), soon.before(day, &never)),
        (Date::MAX, Date::MIN)
    );
    let long = BusinessDays {
        weekend: vec![],
        closed: (0..400).map(|n| day.plus_days(n)).collect(),
    };
    assert_eq!(long.next_open(day), Some(day.plus_days(400)));
    let longer = BusinessDays {
        weekend: vec![],
        closed: (0..401).map(|n| day.plus_days(n)).collect(),
    };
    assert_eq!(longer.next_open(day), None);
    assert_eq!(office().plus(Date::MAX, 1), None, "time ends");
    assert_eq!(office().plus(Date::MIN, -1), None, "time begins");
}

proptest! {
    #[test]
    fn days_and_distances_agree(from in any_date(), to in any_date()) {
        prop_assert_eq!(from.plus_days(from.days_until(to)), to);
        prop_assert_eq!(from.days_until(to), -to.days_until(from));
        prop_assert_eq!(from.cmp(&to), 0.cmp(&from.days_until(to)));
        prop_assert_eq!(Date::parse(&from.to_string()), Some(from));
        prop_assert_eq!(Date::new(from.year(), from.month(), from.day()), Some(from));
        prop_assert_eq!(from.first_of_month().day(), 1);
        prop_assert_eq!(from.last_of_month().day(), month_length(from.year(), from.month()));
    }

    #[test]
    fn months_land_in_the_right_month_on_the_right_day(
        from in any_date(),
        months in -3_000_i64..3_000,
    ) {
        let count = i64::from(from.year()) * 12 + i64::from(from.month()) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let year = i32::try_from(year).expect("a year");
        let month = u8::try_from(month).expect("a month");
        let reached = from.plus_months(months);
        if (1..=9999).contains(&year) {
            let day = from.day().min(month_length(year, month));
            prop_assert_eq!((reached.year(), reached.month(), reached.day()), (year, month, day));
        } else {
            prop_assert_eq!(reached, if months < 0 { Date::MIN } else { Date::MAX });
        }
    }

    /// Counting open days one at a time over the calendar.
    #[test]
    fn business_days_are_counted_one_by_one(
        day in (0_i64..4_000).prop_map(|days| date("2020-01-01").plus_days(days)),
        n in 1_i64..60,
        closed in prop::collection::btree_set(0_i64..120, 0..40),
        weekend in prop::collection::vec(0_usize..7, 0..4),
    ) {
        let calendar = BusinessDays {
            weekend: weekend.into_iter().map(|place| Weekday::ALL[place]).collect(),
            closed: closed.into_iter().map(|days| day.plus_days(days)).collect(),
        };
        let later = calendar.plus(day, n).expect("open again");
        let between = (1..=day.days_until(later)).filter(|d| calendar.is_open(day.plus_days(*d)));
        prop_assert_eq!(i64::try_from(between.count()), Ok(n));
        prop_assert!(calendar.is_open(later));
        let earlier = calendar.plus(day, -n).expect("open before");
        let between = (1..=earlier.days_until(day)).filter(|d| calendar.is_open(day.plus_days(-d)));
        prop_assert_eq!(i64::try_from(between.count()), Ok(n));
        prop_assert!(calendar.is_open(earlier));
        let next = calendar.next_open(day).expect("open again");
        prop_assert!(next >= day && calendar.is_open(next));
        prop_assert!((0..day.days_until(next)).all(|d| !calendar.is_open(day.plus_days(d))));
    }
}

#[test]
fn a_month_is_whole_on_its_day_and_on_the_last_day_of_a_month_that_lacks_it() {
    for (first, then, months) in [
        ("2027-01-15", "2027-01-15", 0),
        ("2027-01-15", "2027-02-14", 0),
        ("2027-01-15", "2027-02-15", 1),
        ("2026-01-15", "2027-01-14", 11),
        ("2026-01-15", "2027-01-15", 12),
        ("2027-01-31", "2027-02-27", 0),
        ("2027-01-31", "2027-02-28", 1),
        ("2027-01-31", "2027-03-30", 1),
        ("2027-03-01", "2027-01-15", 0),
    ] {
        let (first, then) = (Date::parse(first).unwrap(), Date::parse(then).unwrap());
        assert_eq!(first.whole_months_until(then), months, "{first} {then}");
    }
}

#[test]
fn a_day_has_a_number_and_a_number_a_day() {
    for text in ["0001-01-01", "1969-12-31", "2027-02-28", "9999-12-31"] {
        let date = Date::parse(text).unwrap();
        assert_eq!(Date::of_number(date.number().into()), date);
    }
    assert_eq!(Date::MIN.number(), 0);
    assert_eq!(Date::of_number(-5), Date::MIN);
}
