//! Fiscal years of every sort: periods cover time without gap or overlap, and names mean one thing.

use charter::base::date::Date;
use charter::base::period::{Cycle, Days, Fiscal, Period, WeekPattern};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn days(first: &str, last: &str) -> Days {
    Days::new(date(first), date(last)).expect("days")
}

const PATTERNS: [WeekPattern; 3] = [
    WeekPattern::FourFourFive,
    WeekPattern::FourFiveFour,
    WeekPattern::FiveFourFour,
];

/// Years of months from any day, and of 52 or 53 weeks in each pattern.
fn any_fiscal() -> impl Strategy<Value = Fiscal> {
    let all = Date::MIN.days_until(Date::MAX);
    let near = Date::MIN.days_until(date("2024-01-01"));
    let start = prop_oneof![0..=all, near..near + 3_000].prop_map(|days| Date::MIN.plus_days(days));
    (start, 0_usize..4, 52_u8..=53).prop_map(|(start, shape, weeks)| match PATTERNS.get(shape) {
        Some(pattern) => Fiscal::weeks(start, weeks, *pattern).expect("52 or 53"),
        None => Fiscal::months(start),
    })
}

#[test]
fn a_year_from_february_has_its_own_quarters() {
    let fiscal = Fiscal::between(date("2027-02-01"), date("2028-01-31")).expect("12 months");
    for (cycle, index, stretch) in [
        (Cycle::Quarter, 0, days("2027-02-01", "2027-04-30")),
        (Cycle::Quarter, 3, days("2027-11-01", "2028-01-31")),
        (Cycle::Quarter, -1, days("2026-11-01", "2027-01-31")),
        (Cycle::Half, 1, days("2027-08-01", "2028-01-31")),
        (Cycle::Month, 12, days("2028-02-01", "2028-02-29")),
        (Cycle::Year, 0, days("2027-02-01", "2028-01-31")),
        (Cycle::Year, 1, days("2028-02-01", "2029-01-31")),
        (Cycle::Week, 0, days("2027-02-01", "2027-02-07")),
        (Cycle::Week, -1, days("2027-01-25", "2027-01-31")),
        (Cycle::Day, 28, days("2027-03-01", "2027-03-01")),
    ] {
        assert_eq!(
            fiscal.days(Period::new(cycle, index)),
            stretch,
            "{cycle} {index}"
        );
        assert_eq!(
            fiscal.period_at(cycle, stretch.first()),
            Period::new(cycle, index)
        );
        assert_eq!(
            fiscal.period_at(cycle, stretch.last()),
            Period::new(cycle, index)
        );
    }
    assert_eq!(
        Fiscal::between(date("2027-02-01"), date("2028-01-30")),
        None
    );
    assert_eq!(
        Fiscal::between(date("2027-02-01"), date("2027-01-01")),
        None
    );
}

#[test]
fn months_from_the_31st_end_before_the_next_begins() {
    let fiscal = Fiscal::months(date("2027-01-31"));
    for (index, stretch) in [
        (0, days("2027-01-31", "2027-02-27")),
        (1, days("2027-02-28", "2027-03-30")),
        (2, days("2027-03-31", "2027-04-29")),
        (11, days("2027-12-31", "2028-01-30")),
    ] {
        assert_eq!(
            fiscal.days(Period::new(Cycle::Month, index)),
            stretch,
            "month {index}"
        );
    }
}

#[test]
fn a_year_of_53_weeks_has_a_long_last_month() {
    let start = date("2027-01-31");
    let lengths = |pattern, weeks| {
        let fiscal = Fiscal::weeks(start, weeks, pattern).expect("52 or 53");
        (0..12)
            .map(|index| fiscal.days(Period::new(Cycle::Month, index)).len() / 7)
            .collect::<Vec<i64>>()
    };
    let expected: Vec<i64> = [4, 4, 5].repeat(4);
    assert_eq!(lengths(WeekPattern::FourFourFive, 52), expected);
    let mut expected: Vec<i64> = [4, 5, 4].repeat(4);
    expected[11] = 5;
    assert_eq!(lengths(WeekPattern::FourFiveFour, 53), expected);
    let mut expected: Vec<i64> = [5, 4, 4].repeat(4);
    expected[11] = 5;
    assert_eq!(lengths(WeekPattern::FiveFourFour, 53), expected);
    let fiscal = Fiscal::weeks(start, 53, WeekPattern::FourFourFive).expect("53");
    assert_eq!(fiscal.year(), days("2027-01-31", "2028-02-05"));
    assert_eq!(fiscal.days(Period::new(Cycle::Quarter, 3)).len(), 14 * 7);
    assert_eq!(fiscal.days(Period::new(Cycle::Year, 1)).len(), 364);
    assert_eq!(fiscal.days(Period::new(Cycle::Year, -1)).len(), 364);
    assert_eq!(Fiscal::weeks(start, 51, WeekPattern::FourFourFive), None);
}

#[test]
fn the_first_and_the_last_day_of_time_are_in_a_period() {
    let early = Fiscal::weeks(date("0008-12-23"), 52, WeekPattern::FourFourFive).expect("52");
    let late = Fiscal::months(date("9999-06-01"));
    for (fiscal, day) in [(early, Date::MIN), (late, Date::MAX), (early, Date::MAX)] {
        for cycle in Cycle::ALL {
            let period = fiscal.period_at(cycle, day);
            assert!(fiscal.days(period).contains(day), "{cycle} of {day}");
            assert_eq!(fiscal.period_at(cycle, fiscal.days(period).first()), period);
        }
    }
    assert_eq!(late.days(late.period_at(Cycle::Month, Date::MAX)).len(), 31);
    let last_but_one = Date::MAX.plus_days(-1);
    let its_period = late.period_at(Cycle::Day, last_but_one);
    assert_eq!(late.days(its_period), Days::one(last_but_one));
}

#[test]
fn periods_have_names() {
    let fiscal = Fiscal::months(date("2027-02-01"));
    for (cycle, index, name) in [
        (Cycle::Quarter, 0, "Q1 2027"),
        (Cycle::Quarter, 4, "Q1 2028"),
        (Cycle::Quarter, -1, "Q4 2026"),
        (Cycle::Half, 1, "H2 2027"),
        (Cycle::Year, 0, "2027"),
        (Cycle::Month, 0, "February 2027"),
        (Cycle::Month, 11, "January 2028"),
        (Cycle::Week, 4, "week of 2027-03-01"),
        (Cycle::Day, 0, "2027-02-01"),
    ] {
        assert_eq!(fiscal.name(Period::new(cycle, index)), name);
    }
    for fiscal in [
        Fiscal::months(date("2027-02-15")),
        Fiscal::weeks(date("2027-01-31"), 52, WeekPattern::FourFiveFour).expect("52"),
    ] {
        assert_eq!(fiscal.name(Period::new(Cycle::Month, 12)), "month 1 2028");
        assert_eq!(
            fiscal.named("March"),
            None,
            "its months are not calendar months"
        );
    }
}

#[test]
fn words_name_periods_of_the_program_year() {
    let fiscal = Fiscal::months(date("2027-02-01"));
    for (name, cycle, index) in [
        ("Q3", Cycle::Quarter, 2),
        ("H1", Cycle::Half, 0),
        ("February", Cycle::Month, 0),
        ("January", Cycle::Month, 11),
        ("month 2", Cycle::Month, 1),
        ("week 5", Cycle::Week, 4),
        ("week 53", Cycle::Week, 52),
        ("Q1 2028", Cycle::Quarter, 4),
        ("January 2028", Cycle::Month, 11),
        ("January 2027", Cycle::Month, -1),
    ] {
        assert_eq!(
            fiscal.named(name),
            Some(Period::new(cycle, index)),
            "{name}"
        );
    }
    for name in [
        "",
        "Q0",
        "Q5",
        "Q",
        "Q01",
        "Q+1",
        "q1",
        "H3",
        "week 0",
        "week 54",
        "week",
        "month 13",
        "Jan",
        "Q1  2028",
        "Q1 2028 ",
        "week 5 2027",
        "week of 2027-03-02",
        "Q1 99999999999999999999",
        "02027",
    ] {
        assert_eq!(fiscal.named(name), None, "{name:?}");
    }
    let retail = Fiscal::weeks(date("2027-01-31"), 52, WeekPattern::FourFiveFour).expect("52");
    assert_eq!(retail.named("week 53"), None);
}

#[test]
fn days_are_never_empty() {
    let may = days("2027-05-01", "2027-05-31");
    assert_eq!(Days::new(date("2027-05-02"), date("2027-05-01")), None);
    assert_eq!(may.len(), 31);
    assert_eq!(may.iter().count(), 31);
    assert_eq!(
        may.overlap(&days("2027-05-31", "2027-06-30")),
        Some(Days::one(date("2027-05-31")))
    );
    assert_eq!(may.overlap(&days("2027-06-01", "2027-06-30")), None);
    assert_eq!(may.to_string(), "2027-05-01 to 2027-05-31");
    for cycle in Cycle::ALL {
        assert_eq!(Cycle::parse(cycle.word()), Some(cycle));
    }
}

#[test]
fn a_period_a_year_earlier_is_the_same_turn() {
    let fiscal = Fiscal::months(date("2027-02-01"));
    let q3 = Period::new(Cycle::Quarter, 2);
    assert_eq!(fiscal.name(q3.same_last_year()), "Q3 2026");
    assert_eq!(fiscal.name(q3.previous(3)), "Q4 2026");
    assert_eq!(Period::new(Cycle::Week, 3).same_last_year().index, -49);
    assert_eq!(Period::new(Cycle::Day, 0).same_last_year().index, -364);
    assert_eq!(
        Period::new(Cycle::Day, i64::MIN).previous(1).index,
        i64::MIN,
        "total"
    );
}

proptest! {
    #[test]
    fn periods_partition_time(
        fiscal in any_fiscal(), place in 0_i64..3_652_059, near in -900_i64..900,
    ) {
        let (far, near) = (Date::MIN.plus_days(place), fiscal.start().plus_days(near));
        for day in [far, near, Date::MIN, Date::MAX] {
            for cycle in Cycle::ALL {
                let period = fiscal.period_at(cycle, day);
                let stretch = fiscal.days(period);
                prop_assert!(stretch.contains(day), "{} in {:?} {:?}", day, period, stretch);
                prop_assert_eq!(fiscal.period_at(cycle, stretch.first()), period);
                prop_assert_eq!(fiscal.period_at(cycle, stretch.last()), period);
                if stretch.last() < Date::MAX {
                    let after = fiscal.period_at(cycle, stretch.last().plus_days(1));
                    prop_assert_eq!(after, period.next(), "no gap and no overlap");
                    prop_assert_eq!(fiscal.days(after).first(), stretch.last().plus_days(1));
                }
            }
        }
    }

    #[test]
    fn longer_periods_are_made_of_whole_shorter_ones(fiscal in any_fiscal(), index in -20_i64..20) {
        for (long, short, times) in [
            (Cycle::Year, Cycle::Half, 2),
            (Cycle::Half, Cycle::Quarter, 2),
            (Cycle::Quarter, Cycle::Month, 3),
        ] {
            let whole = Period::new(long, index);
            let parts = fiscal.periods(short, &fiscal.days(whole));
            let first = fiscal.first_day(whole);
            prop_assume!(first > Date::MIN && fiscal.first_day(whole.next()) < Date::MAX);
            let parts: Vec<Period> = parts.collect();
            let expected: Vec<Period> =
                (0..times).map(|part| Period::new(short, index * times + part)).collect();
            prop_assert_eq!(parts, expected);
        }
        prop_assert_eq!(fiscal.days(Period::new(Cycle::Year, 0)), fiscal.year());
        prop_assert_eq!(fiscal.period_at(Cycle::Week, fiscal.start()).index, 0);
    }

    #[test]
    fn the_name_of_a_period_means_that_period(
        days in 0_i64..60_000, shape in 0_usize..4, weeks in 52_u8..=53, index in -200_i64..200,
    ) {
        let start = date("1950-01-01").plus_days(days);
        let fiscal = match PATTERNS.get(shape) {
            Some(pattern) => Fiscal::weeks(start, weeks, *pattern).expect("52 or 53"),
            None => Fiscal::months(start.first_of_month()),
        };
        for cycle in Cycle::ALL {
            let period = Period::new(cycle, index);
            prop_assert_eq!(fiscal.named(&fiscal.name(period)), Some(period));
        }
    }
}

#[test]
fn quarters_after_the_end_of_a_quarter_end_with_one() {
    use charter::base::business::BusinessDays;
    use charter::base::duration::{Duration, DurationUnit};
    let fiscal = Fiscal::months(Date::new(2027, 2, 1).unwrap());
    let end = Date::new(2027, 4, 30).unwrap();
    let after = |count, unit| {
        let duration = Duration::new(count, unit);
        fiscal
            .after_end(end, duration, &BusinessDays::default())
            .to_string()
    };
    assert_eq!(after(2, DurationUnit::Quarter), "2027-10-31");
    assert_eq!(after(1, DurationUnit::Month), "2027-05-31");
    assert_eq!(after(1, DurationUnit::Year), "2028-04-30");
    assert_eq!(after(45, DurationUnit::Day), "2027-06-14");
}
