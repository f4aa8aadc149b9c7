//! Every shape at its edges. Expected amounts are worked out by hand, in minor units.

use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::payout::measure::{Figure, WhenEmpty, Window};
use charter::payout::table::{AsOf, Cell, Change, Mode};
use charter::payout::{Blocks, Payout};

use crate::world::*;

/// What one quarter's sales of acme, all on 2027-03-01, pay.
fn quarter(payout: Payout, sales: &[i128]) -> i128 {
    let program = program(vec![incentive("rebate", each_quarter(payout))]);
    let facts: Vec<_> = (1..)
        .zip(sales)
        .map(|(number, amount)| sale(&format!("s{number}"), "acme", "2027-03-01", *amount))
        .collect();
    settle(&program, &facts, "2027-04-30").total()
}

#[test]
fn bands_pay_the_worked_answers() {
    let starts = || vec![start(0), start(1_000)];
    let marginal = |sales: &[i128]| {
        quarter(
            Payout::Bands(bands(Mode::Marginal, starts(), &["10", "25"])),
            sales,
        )
    };
    let whole = |sales: &[i128]| {
        quarter(
            Payout::Bands(bands(Mode::Whole, starts(), &["10", "25"])),
            sales,
        )
    };
    assert_eq!(marginal(&[2_000]), 350_00);
    assert_eq!(whole(&[2_000]), 500_00);
    assert_eq!(marginal(&[1_000]), 100_00);
    assert_eq!(whole(&[1_000]), 250_00);
    assert_eq!(marginal(&[600, 400, 700, 300]), 350_00);
    assert_eq!(marginal(&[]), 0);
    assert_eq!(whole(&[]), 0);
}

#[test]
fn a_whole_table_starts_at_its_first_threshold_and_can_leave_a_bound_outside() {
    let pays = |amount| {
        let table = bands(
            Mode::Whole,
            vec![start(1_500_000), above(1_750_000)],
            &["1.25", "1.75"],
        );
        quarter(Payout::Bands(table), &[amount])
    };
    assert_eq!(pays(1_499_999), 0);
    assert_eq!(pays(1_600_000), 20_000_00);
    assert_eq!(pays(1_750_000), 21_875_00);
    assert_eq!(pays(1_800_000), 31_500_00);
    assert_eq!(pays(2_000_000), 35_000_00);
}

#[test]
fn a_single_target_pays_all_or_nothing() {
    let test = at_least(
        Figure::Reading(bookings(Window::In(Cycle::Quarter))),
        dollars(100_000),
    );
    let pays = |amount| {
        let then = Box::new(Payout::Fixed(money(1_000)));
        quarter(
            Payout::When {
                test: test.clone(),
                then,
            },
            &[amount],
        )
    };
    assert_eq!(pays(110_000), 1_000_00);
    assert_eq!(pays(100_000), 1_000_00);
    assert_eq!(pays(90_000), 0);
}

#[test]
fn steps_count_whole_blocks_or_parts_of_them() {
    let pays = |blocks, amount| {
        let payout = Payout::PerStep {
            each: money(2),
            step: dollars(100),
            of: bookings(Window::In(Cycle::Quarter)),
            blocks,
        };
        quarter(payout, &[amount])
    };
    assert_eq!(pays(Blocks::Whole, 150), 2_00);
    assert_eq!(pays(Blocks::InProportion, 150), 3_00);
    assert_eq!(pays(Blocks::Whole, 99), 0);
    assert_eq!(pays(Blocks::InProportion, 99), 1_98);
    assert_eq!(pays(Blocks::Whole, 100), 2_00);
}

#[test]
fn shares_sums_and_extremes() {
    let share = |rate: &str| Payout::Share {
        rate: percent(rate),
        of: bookings(Window::In(Cycle::Quarter)),
    };
    assert_eq!(quarter(share("2.5"), &[1_001]), 25_03);
    let fixed = || Payout::Fixed(money(30));
    assert_eq!(
        quarter(Payout::Sum(vec![share("2"), fixed()]), &[1_000]),
        50_00
    );
    assert_eq!(
        quarter(Payout::Least(vec![share("2"), fixed()]), &[1_000]),
        20_00
    );
    assert_eq!(
        quarter(Payout::Greatest(vec![share("2"), fixed()]), &[1_000]),
        30_00
    );
    assert_eq!(
        quarter(Payout::Greatest(vec![share("2"), fixed()]), &[2_000]),
        40_00
    );
    assert_eq!(quarter(Payout::Sum(Vec::new()), &[1_000]), 0);
    assert_eq!(quarter(Payout::Least(Vec::new()), &[1_000]), 0);
}

#[test]
fn bands_by_growth_take_an_empty_base_as_stated() {
    let pays = |when_empty, last_year: &[i128], this_year: i128| {
        let mut table = bands(
            Mode::Whole,
            vec![
                charter::payout::table::Start {
                    at: None,
                    above: false,
                },
                charter::payout::table::Start {
                    at: Some(percent("12")),
                    above: false,
                },
                charter::payout::table::Start {
                    at: Some(percent("20")),
                    above: true,
                },
            ],
            &["1", "2", "3"],
        );
        table.key = Some(growth(
            Window::In(Cycle::Quarter),
            Window::OfLastYear(Cycle::Quarter),
            when_empty,
        ));
        let program = program(vec![incentive("climb", each_quarter(Payout::Bands(table)))]);
        let mut facts = vec![sale("now", "acme", "2027-03-01", this_year)];
        for (number, amount) in (1..).zip(last_year) {
            facts.push(sale(
                &format!("then{number}"),
                "acme",
                "2026-03-01",
                *amount,
            ));
        }
        settle(&program, &facts, "2027-04-30").total()
    };
    let passes = WhenEmpty::Passes;
    assert_eq!(pays(passes, &[1_000], 1_000), 10_00);
    assert_eq!(pays(passes, &[1_000], 1_119), 11_19);
    assert_eq!(pays(passes, &[1_000], 1_120), 22_40);
    assert_eq!(pays(passes, &[1_000], 1_200), 24_00);
    assert_eq!(pays(passes, &[1_000], 1_201), 36_03);
    assert_eq!(pays(passes, &[], 1_000), 30_00);
    assert_eq!(pays(WhenEmpty::Fails, &[], 1_000), 10_00);
    assert_eq!(pays(WhenEmpty::Is(percent("15")), &[], 1_000), 20_00);
}

#[test]
fn slices_take_the_column_of_their_own_day() {
    let mut table = bands(Mode::Marginal, vec![start(0), start(100)], &[]);
    table.across = by_tier(AsOf::SaleDate);
    table.columns = vec![rates(&["1", "3"]), rates(&["2", "4"])];
    let facts = [
        sale("s1", "acme", "2027-02-05", 80),
        sale("s2", "acme", "2027-02-12", 40),
    ];
    let standings = [
        ("acme", "2027-02-01", Some(SILVER)),
        ("acme", "2027-02-10", Some(GOLD)),
    ];
    let pays = |table: charter::payout::table::Bands| {
        let program = program(vec![incentive(
            "rebate",
            each_quarter(Payout::Bands(table)),
        )]);
        settle_with(&program, &standings, &facts, "2027-04-30").total()
    };
    // 80 at 1%, then 20 at 2% and 20 at 4%.
    assert_eq!(pays(table.clone()), 80 + 40 + 80);
    // The total of 120 has reached the second band: 80 at 3% and 40 at 4%.
    let mut whole = table.clone();
    whole.mode = Mode::Whole;
    assert_eq!(pays(whole), 2_40 + 1_60);
    // Nine of 89 days are silver: the second band starts at 100 x 9/89 = 10.11 there, 89.89 after it.
    // 10.1124 at 1%, 69.8876 at 3%; 40 at 2%.
    let mut restart = table.clone();
    restart.change = Change::Restart;
    assert_eq!(pays(restart), 3_00);
    // On the last day of the quarter the partner is gold: 100 at 2%, 20 at 4%.
    let mut at_end = table;
    at_end.across = by_tier(AsOf::End(Cycle::Quarter));
    assert_eq!(pays(at_end), 2_00 + 80);
}

#[test]
fn a_fixed_cell_is_paid_once_the_band_is_reached() {
    let mut table = bands(Mode::Whole, vec![start(0), start(100)], &[]);
    table.columns = vec![vec![Cell::Nothing, Cell::Fixed(money(25))]];
    assert_eq!(quarter(Payout::Bands(table.clone()), &[99]), 0);
    assert_eq!(quarter(Payout::Bands(table.clone()), &[60, 60]), 25_00);
    assert_eq!(quarter(Payout::Bands(table), &[10_000]), 25_00);
}

#[test]
fn bands_on_each_sale_start_again_for_each() {
    let mut table = bands(
        Mode::Marginal,
        vec![start(0), start(100), start(350)],
        &["5", "10", "15"],
    );
    table.basis = own_amount();
    let program = program(vec![incentive("lines", each_sale(Payout::Bands(table)))]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 60),
        sale("s2", "acme", "2027-03-01", 200),
    ];
    assert_eq!(
        settle(&program, &facts, "2027-03-01").amounts(),
        [3_00, 15_00]
    );
}

/// A cent at a time: each at the rate of the band and column it falls in.
fn slowly(starts: &[i128], columns: &[Vec<i128>], fills: &[(usize, i128)], whole: bool) -> i128 {
    let band_of = |cents: i128| starts.iter().rposition(|at| cents >= *at);
    let total: i128 = fills.iter().map(|(_, cents)| cents).sum();
    let mut filled = 0;
    let mut millionths = 0;
    for (column, cents) in fills {
        for _ in 0..*cents {
            // The cent from `filled` to `filled + 1` lies in the band that `filled` has reached.
            let reached = band_of(if whole { total } else { filled });
            millionths += reached.map_or(0, |band| columns[*column][band]);
            filled += 1;
        }
    }
    // Half up, of amounts that are never below zero.
    (millionths + 500_000) / 1_000_000
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 200, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn bands_pay_what_a_count_of_every_cent_pays(
        steps in proptest::collection::vec(1_i128..400, 0..4),
        first in 0_i128..3,
        cells in proptest::collection::vec(0_i128..400_000, 10),
        sales in proptest::collection::vec((0_usize..2, 0_i128..300), 0..6),
        whole in proptest::prelude::any::<bool>(),
    ) {
        let mut starts = vec![first];
        for step in steps {
            starts.push(starts[starts.len() - 1] + step);
        }
        let columns: Vec<Vec<i128>> =
            (0..2).map(|column| cells[column * 5..][..starts.len()].to_vec()).collect();
        let mode = if whole { Mode::Whole } else { Mode::Marginal };
        let mut table = bands(mode, Vec::new(), &[]);
        table.starts = starts
            .iter()
            .map(|at| charter::payout::table::Start { at: Some(Ratio::whole(*at)), above: false })
            .collect();
        table.across = by_tier(AsOf::SaleDate);
        let cell = |millionths: &i128| Cell::Rate(Ratio::new(*millionths, 1_000_000).unwrap());
        table.columns = columns.iter().map(|column| column.iter().map(cell).collect()).collect();
        let program = program(vec![incentive("rebate", each_quarter(Payout::Bands(table)))]);
        // Day by day: the tier of each day is that of its sale.
        let mut standings = Vec::new();
        let mut facts = Vec::new();
        for (number, (column, cents)) in sales.iter().enumerate() {
            let day = date("2027-02-01").plus_days(i64::try_from(number).unwrap()).to_string();
            let mut sold = sale(&format!("s{number}"), "acme", &day, 0);
            sold.values[6] = charter::fact::Value::Amount(*cents);
            facts.push(sold);
            standings.push((day, Some(if *column == 0 { SILVER } else { GOLD })));
        }
        let standings: Vec<_> =
            standings.iter().map(|(day, tier)| ("acme", day.as_str(), *tier)).collect();
        let paid = settle_with(&program, &standings, &facts, "2027-04-30").total();
        proptest::prop_assert_eq!(paid, slowly(&starts, &columns, &sales, whole));
    }
}

#[test]
fn an_award_is_rounded_once() {
    let payout = Payout::Sum(vec![
        Payout::Share {
            rate: percent("0.5"),
            of: bookings(Window::In(Cycle::Quarter)),
        },
        Payout::Share {
            rate: percent("0.5"),
            of: bookings(Window::In(Cycle::Quarter)),
        },
    ]);
    // Each part is 0.005; rounded apart they would be 0.02.
    assert_eq!(quarter(payout, &[1]), 1);
    assert_eq!(Ratio::whole(1), Ratio::ONE);
}
