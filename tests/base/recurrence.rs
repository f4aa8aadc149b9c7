//! Recurring dates: named cases, and every date against a day-by-day search.

use std::collections::BTreeSet;

use charter::base::business::BusinessDays;
use charter::base::date::{Date, Weekday};
use charter::base::period::{Cycle, Days, Fiscal, WeekPattern};
use charter::base::recurrence::{MOST_DATES, Nth, Place, Recurrence, Years};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn office() -> BusinessDays {
    BusinessDays {
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        closed: BTreeSet::from([date("2027-04-30"), date("2028-01-31")]),
    }
}

fn halden() -> Fiscal {
    Fiscal::months(date("2027-02-01"))
}

fn texts(dates: &[Date]) -> Vec<String> {
    dates.iter().map(Date::to_string).collect()
}

fn in_year(recurrence: &Recurrence) -> Vec<String> {
    texts(&recurrence.dates(halden().year(), &halden(), &office()))
}

const SECOND_WEDNESDAY: Place = Place::Weekday {
    nth: Nth::Second,
    weekday: Weekday::Wednesday,
};

#[test]
fn a_weekday_of_each_month() {
    let dates = in_year(&Recurrence::EveryMonth(SECOND_WEDNESDAY));
    assert_eq!(dates.len(), 12);
    assert_eq!(dates[..3], ["2027-02-10", "2027-03-10", "2027-04-14"]);
}

#[test]
fn the_last_business_day_of_each_quarter_passes_over_closed_days() {
    // 30 April is closed; 31 July is a Saturday, 31 October a Sunday; 31 January 2028 is closed.
    let dates = in_year(&Recurrence::EveryQuarter(Place::LastBusinessDay));
    assert_eq!(
        dates,
        ["2027-04-29", "2027-07-30", "2027-10-29", "2028-01-28"]
    );
    let dates = in_year(&Recurrence::EveryQuarter(Place::FirstBusinessDay));
    assert_eq!(
        dates,
        ["2027-02-01", "2027-05-03", "2027-08-02", "2027-11-01"]
    );
}

#[test]
fn the_last_weekday_is_in_the_fourth_or_the_fifth_week() {
    let last_friday = Place::Weekday {
        nth: Nth::Last,
        weekday: Weekday::Friday,
    };
    let dates = in_year(&Recurrence::EveryMonth(last_friday));
    assert_eq!(dates[..3], ["2027-02-26", "2027-03-26", "2027-04-30"]);
}

#[test]
fn only_whole_months_are_judged() {
    let on_31 = Recurrence::EveryMonth(Place::Day(31));
    let within = Days::new(date("2027-02-10"), date("2027-04-15")).expect("days");
    assert_eq!(on_31.skipped(within, &halden(), &office()), []);
    let within = Days::new(date("2027-02-01"), date("2027-04-15")).expect("days");
    assert_eq!(on_31.skipped(within, &halden(), &office()), [(2027, 2)]);
}

#[test]
fn a_day_that_short_months_lack_is_skipped_and_said() {
    let on_31 = Recurrence::EveryMonth(Place::Day(31));
    let dates = in_year(&on_31);
    let expected = [
        "2027-03-31",
        "2027-05-31",
        "2027-07-31",
        "2027-08-31",
        "2027-10-31",
        "2027-12-31",
        "2028-01-31",
    ];
    assert_eq!(dates, expected);
    let skipped = on_31.skipped(halden().year(), &halden(), &office());
    assert_eq!(
        skipped,
        [(2027, 2), (2027, 4), (2027, 6), (2027, 9), (2027, 11)]
    );
    let on_28 = Recurrence::EveryMonth(Place::Day(28));
    assert_eq!(on_28.skipped(halden().year(), &halden(), &office()), []);
    assert_eq!(
        in_year(&Recurrence::EveryMonth(Place::LastDay))[0],
        "2027-02-28"
    );
    assert_eq!(in_year(&Recurrence::EveryMonth(Place::Day(0))), [""; 0]);
}

#[test]
fn a_quarter_can_lack_a_day_too() {
    // The quarters of this year have 89, 92, 92 and 92 days.
    let on_90 = Recurrence::EveryQuarter(Place::Day(90));
    assert_eq!(
        on_90.skipped(halden().year(), &halden(), &office()),
        [(2027, 2)]
    );
    assert_eq!(in_year(&on_90), ["2027-07-29", "2027-10-29", "2028-01-29"]);
    assert_eq!(
        in_year(&Recurrence::EveryYear(Place::Day(40))),
        ["2027-03-12"]
    );
    let once = Recurrence::Once(vec![date("2027-03-01")]);
    assert_eq!(once.skipped(halden().year(), &halden(), &office()), []);
}

#[test]
fn a_month_with_no_business_day_is_skipped() {
    let may = Days::new(date("2027-05-01"), date("2027-05-31")).expect("days");
    let closed = BusinessDays {
        weekend: vec![],
        closed: may.iter().collect(),
    };
    let first = Recurrence::EveryMonth(Place::FirstBusinessDay);
    assert_eq!(
        first.skipped(halden().year(), &halden(), &closed),
        [(2027, 5)]
    );
    assert_eq!(first.dates(may, &halden(), &closed), []);
}

#[test]
fn steps_are_counted_from_the_first_day_wherever_one_looks() {
    let within = Days::new(date("2027-03-10"), date("2027-04-10")).expect("days");
    let fortnight = Recurrence::EveryDays { count: 14 };
    let expected = ["2027-03-15", "2027-03-29"];
    assert_eq!(
        texts(&fortnight.dates(within, &halden(), &office())),
        expected
    );
    let friday = Recurrence::EveryWeeks {
        count: 2,
        on: Weekday::Friday,
    };
    // The first Friday of the program is 5 February.
    let expected = ["2027-03-19", "2027-04-02"];
    assert_eq!(texts(&friday.dates(within, &halden(), &office())), expected);
    let before = Days::new(date("2027-01-01"), date("2027-01-31")).expect("days");
    let expected = ["2027-01-04", "2027-01-18"];
    assert_eq!(
        texts(&fortnight.dates(before, &halden(), &office())),
        expected
    );
}

#[test]
fn single_dates_come_once_in_order() {
    let once = ["2027-05-01", "2027-03-01", "2027-05-01", "2029-01-01"]
        .map(date)
        .to_vec();
    assert_eq!(
        in_year(&Recurrence::Once(once)),
        ["2027-03-01", "2027-05-01"]
    );
}

#[test]
fn no_recurrence_is_endless() {
    let all = Days::new(Date::MIN, Date::MAX).expect("days");
    let fiscal = halden();
    for recurrence in [
        Recurrence::EveryDays { count: 1 },
        Recurrence::EveryMonth(Place::LastDay),
        Recurrence::EveryWeeks {
            count: 1,
            on: Weekday::Monday,
        },
    ] {
        assert_eq!(
            recurrence.dates(all, &fiscal, &office()).len(),
            MOST_DATES,
            "{recurrence}"
        );
    }
    for recurrence in [
        Recurrence::EveryDays { count: 0 },
        Recurrence::EveryWeeks {
            count: 0,
            on: Weekday::Monday,
        },
    ] {
        assert_eq!(
            recurrence.dates(all, &fiscal, &office()),
            [],
            "{recurrence}"
        );
    }
    let rare = Recurrence::EveryWeeks {
        count: u32::MAX,
        on: Weekday::Monday,
    };
    assert_eq!(texts(&rare.dates(all, &fiscal, &office())), ["2027-02-01"]);
}

#[test]
fn recurrences_are_written_as_programs_write_them() {
    for (recurrence, text) in [
        (
            Recurrence::EveryMonth(SECOND_WEDNESDAY),
            "every month on second Wednesday",
        ),
        (
            Recurrence::EveryQuarter(Place::LastBusinessDay),
            "every quarter on last business day",
        ),
        (
            Recurrence::EveryWeeks {
                count: 1,
                on: Weekday::Friday,
            },
            "every week on Friday",
        ),
        (
            Recurrence::EveryWeeks {
                count: 3,
                on: Weekday::Friday,
            },
            "every 3 weeks on Friday",
        ),
        (
            Recurrence::EveryMonth(Place::Day(15)),
            "every month on day 15",
        ),
        (Recurrence::EveryDays { count: 14 }, "every 2 weeks"),
        (Recurrence::EveryDays { count: 7 }, "every week"),
        (Recurrence::EveryDays { count: 10 }, "every 10 days"),
        (Recurrence::EveryDays { count: 1 }, "every day"),
        (
            Recurrence::EveryYear(Place::FirstDay),
            "every year on first day",
        ),
        (
            Recurrence::Once(vec![date("2027-03-01"), date("2027-05-01")]),
            "2027-03-01, 2027-05-01",
        ),
    ] {
        assert_eq!(recurrence.to_string(), text);
    }
    for nth in Nth::ALL {
        assert_eq!(Nth::parse(nth.word()), Some(nth));
    }
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (1_u8..=31).prop_map(Place::Day),
        Just(Place::FirstDay),
        Just(Place::LastDay),
        (0_usize..5, 0_usize..7).prop_map(|(nth, weekday)| Place::Weekday {
            nth: Nth::ALL[nth],
            weekday: Weekday::ALL[weekday],
        }),
        Just(Place::FirstBusinessDay),
        Just(Place::LastBusinessDay),
    ]
}

/// Looks through the days of a stretch, without knowing how a place is computed.
fn slow_place(place: Place, turn: &Days, business: &BusinessDays) -> Option<Date> {
    let all: Vec<Date> = turn.iter().collect();
    let open: Vec<Date> = all
        .iter()
        .copied()
        .filter(|day| business.is_open(*day))
        .collect();
    match place {
        Place::Day(number) => all.get(usize::from(number) - 1).copied(),
        Place::FirstDay => all.first().copied(),
        Place::LastDay => all.last().copied(),
        Place::FirstBusinessDay => open.first().copied(),
        Place::LastBusinessDay => open.last().copied(),
        Place::Weekday { nth, weekday } => {
            let found: Vec<Date> = all
                .into_iter()
                .filter(|day| day.weekday() == weekday)
                .collect();
            let at = |place: usize| found.get(place).copied();
            match nth {
                Nth::First => at(0),
                Nth::Second => at(1),
                Nth::Third => at(2),
                Nth::Fourth => at(3),
                Nth::Last => found.last().copied(),
            }
        }
    }
}

proptest! {
    #[test]
    fn every_date_is_where_a_search_finds_it(
        start in 0_i64..3_000, from in -500_i64..500, length in 0_i64..800, place in any_place(),
    ) {
        let start = date("2024-01-01").plus_days(start);
        let fiscal = Fiscal::months(start);
        let first = start.plus_days(from);
        let within = Days::new(first, first.plus_days(length)).expect("days");
        let business = office();
        let calendar = Fiscal::months(date("2000-01-01"));
        for (recurrence, cut, cycle) in [
            (Recurrence::EveryMonth(place), calendar, Cycle::Month),
            (Recurrence::EveryQuarter(place), fiscal, Cycle::Quarter),
            (Recurrence::EveryYear(place), fiscal, Cycle::Year),
        ] {
            let turns: BTreeSet<Days> =
                within.iter().map(|day| cut.days(cut.period_at(cycle, day))).collect();
            let slow = |turn: &Days| slow_place(place, turn, &business);
            let expected: Vec<Date> =
                turns.iter().filter_map(slow).filter(|day| within.contains(*day)).collect();
            prop_assert_eq!(recurrence.dates(within, &fiscal, &business), expected);
            let skipped: Vec<(i32, u8)> = turns
                .iter()
                .filter(|turn| within.overlap(turn) == Some(**turn) && slow(turn).is_none())
                .map(|turn| (turn.first().year(), turn.first().month()))
                .collect();
            prop_assert_eq!(recurrence.skipped(within, &fiscal, &business), skipped);
        }
    }

    #[test]
    fn steps_keep_their_distance_and_reach_the_program(
        count in 1_u32..40, weekday in 0_usize..7, from in -500_i64..500, length in 0_i64..800,
    ) {
        let fiscal = halden();
        let first = fiscal.start().plus_days(from);
        let within = Days::new(first, first.plus_days(length)).expect("days");
        let by_days = Recurrence::EveryDays { count }.dates(within, &fiscal, &office());
        let expected: Vec<Date> = within
            .iter()
            .filter(|day| fiscal.start().days_until(*day).rem_euclid(i64::from(count)) == 0)
            .collect();
        prop_assert_eq!(by_days, expected);
        let on = Weekday::ALL[weekday];
        let by_weeks = Recurrence::EveryWeeks { count, on }.dates(within, &fiscal, &office());
        let anchor = (0..7).map(|n| fiscal.start().plus_days(n)).find(|day| day.weekday() == on);
        let anchor = anchor.expect("each week has each weekday");
        let expected: Vec<Date> = within
            .iter()
            .filter(|day| anchor.days_until(*day).rem_euclid(7 * i64::from(count)) == 0)
            .collect();
        prop_assert_eq!(by_weeks, expected);
    }
}

/// Counted from the year that holds 31 January 2028, which began on 1 February 2027: that one and the one of 2029. A year of
/// 52 weeks that begins on 3 January 2027 ends on 1 January 2028, and the next one is not counted.
#[test]
fn some_years_are_counted_from_one_of_them() {
    let odd = Years {
        every: 2,
        since: date("2028-01-31"),
    };
    let cases = [
        ("2025-02-01", false),
        ("2027-01-31", false),
        ("2027-02-01", true),
        ("2028-01-31", true),
        ("2028-02-01", false),
        ("2029-02-01", true),
    ];
    for (day, is_one) in cases {
        assert_eq!(odd.has(&halden(), date(day)), is_one, "{day}");
    }
    let weeks = Fiscal::weeks(date("2027-01-03"), 52, WeekPattern::FourFourFive).unwrap();
    let odd = Years {
        since: date("2027-06-30"),
        ..odd
    };
    assert!(odd.has(&weeks, date("2028-01-01")) && !odd.has(&weeks, date("2028-01-02")));
    let last = |every, since| {
        in_year(&Recurrence::InYears(
            Years {
                every,
                since: date(since),
            },
            Place::LastDay,
        ))
    };
    assert_eq!(last(3, "2024-02-01"), ["2028-01-31"]);
    assert_eq!(last(2, "2027-02-01"), ["2028-01-31"]);
    let never = [
        last(0, "2027-02-01"),
        last(2, "2026-02-01"),
        last(2, "2029-02-01"),
    ];
    assert!(never.iter().all(Vec::is_empty));
}
